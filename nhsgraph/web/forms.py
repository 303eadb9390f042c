"""Parameters of requests: decoded strictly, so that a broken encoding is an error and not another query."""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.requests import Request

from nhsgraph.web.problems import HttpProblem

_MOST_FIELDS = 400

Fields = dict[str, list[str]]


def of_query(request: Request) -> Fields:
    """The parameters in the address of a request, each with its values in order."""
    return decoded(request.scope["query_string"])


def decoded(data: bytes) -> Fields:
    """Parameters in ``application/x-www-form-urlencoded``.

    Raises :class:`~nhsgraph.web.problems.HttpProblem` for what is not UTF-8 and for too many fields.
    """
    try:
        pairs = parse_qsl(
            data.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS
        )
    except UnicodeDecodeError:
        raise HttpProblem(400, "a parameter is not percent-encoded UTF-8.") from None
    except ValueError:
        raise HttpProblem(400, f"there are more than {_MOST_FIELDS} parameters.") from None
    fields: Fields = {}
    for name, value in pairs:
        fields.setdefault(name, []).append(value)
    return fields


def one(fields: Fields, name: str, default: str = "") -> str:
    """The value of a parameter that may be given once."""
    values = fields.get(name, [default])
    if len(values) > 1:
        raise HttpProblem(400, f"the parameter “{name}” is given {len(values)} times; give it once.")
    return values[0]
