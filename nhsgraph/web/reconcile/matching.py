"""Reconciliation queries: a batch in, candidates out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from nhsgraph import names
from nhsgraph.errors import BadDate
from nhsgraph.period import Holds, parse_date
from nhsgraph.web.problems import HttpProblem
from nhsgraph.web.reconcile.register import CLASSES, TIERS, Candidate, Register

#: The property that sets the date.
AS_OF = "as_of"
_DEFAULT_LIMIT, _MOST_LIMIT, _MOST_QUERIES, _MOST_TEXT = 5, 50, 100, 300
_MATCH = 95.0


def batch(register: Register, queries: object) -> dict[str, object]:
    """The results of a batch, by the keys of its queries. Raises :class:`~nhsgraph.web.problems.HttpProblem`."""
    if not isinstance(queries, dict):
        raise HttpProblem(
            400, '“queries” is a JSON object of queries, such as {"q0": {"query": "Bristol CCG"}}.'
        )
    if len(queries) > _MOST_QUERIES:
        raise HttpProblem(413, f"a batch has at most {_MOST_QUERIES} queries. Send several batches.")
    return {str(key): {"result": _one(register, str(key), query)} for key, query in queries.items()}


def _one(register: Register, key: str, query: object) -> list[dict[str, object]]:
    if not isinstance(query, dict) or not isinstance(query.get("query", ""), str):
        raise HttpProblem(400, f"the query “{key}” is not an object with a text “query”.")
    text = query.get("query", "")
    if len(text) > _MOST_TEXT:
        raise HttpProblem(400, f"the text of the query “{key}” has more than {_MOST_TEXT} characters.")
    found = register.candidates(text, _types(key, query), _day(key, query), _limit(key, query))
    sure = [c for c in found if c.exact and c.score >= _MATCH]
    return [_result(register, c, match=len(sure) == 1 and c is sure[0]) for c in found]


def _result(register: Register, candidate: Candidate, *, match: bool) -> dict[str, object]:
    name = candidate.name
    return {
        "id": name.body,
        "name": name.name or name.body,
        "type": register.types(name.body),
        "score": candidate.score,
        "match": match,
        "description": life(name.body_from, name.body_to, names.shown_code(name)),
        "features": [{"id": "held_then", "value": candidate.then is not Holds.NO}],
    }


def life(begins: str, ends: str, code: str) -> str:
    """A body's code and life in a line; ``ends`` is the day after the last."""
    if ends:
        return f"{code}, from {begins or 'before the records'} until before {ends}"
    return f"{code}, from {begins}" if begins else code


def _types(key: str, query: Mapping[str, Any]) -> tuple[str, ...]:
    given = query.get("type") or ()
    wanted: Iterable[object] = (given,) if isinstance(given, str | dict) else given
    if not isinstance(given, str | dict | list | tuple):
        raise HttpProblem(400, f"the type of the query “{key}” is neither a text nor a list of texts.")
    found = []
    for one in wanted:
        identifier = one.get("id") if isinstance(one, dict) else one
        if identifier not in CLASSES and identifier not in TIERS:
            raise HttpProblem(400, f"there is no type “{identifier}”. See /reconcile/suggest/type.")
        found.append(str(identifier))
    return tuple(found)


def _limit(key: str, query: Mapping[str, Any]) -> int:
    limit = query.get("limit", _DEFAULT_LIMIT)
    if isinstance(limit, bool) or not isinstance(limit, int) or limit < 1:
        raise HttpProblem(400, f"the limit of the query “{key}” is not a whole number above 0.")
    return min(limit, _MOST_LIMIT)


def _day(key: str, query: Mapping[str, Any]) -> str:
    """The date of a query: the value of its date property, as ``2016-04-01`` or ``2016``; else empty."""
    properties = query.get("properties", [])
    if properties is None:
        return ""
    if not isinstance(properties, list):
        raise HttpProblem(400, f"the properties of the query “{key}” are not a list.")
    for given in properties:
        if not isinstance(given, dict) or "pid" not in given:
            raise HttpProblem(400, f"a property of the query “{key}” has no “pid”.")
        if given["pid"] != AS_OF:
            continue
        value = given.get("v")
        first = value[0] if isinstance(value, list) and value else value
        text = str(first).strip() if isinstance(first, str | int) else ""
        if not text:
            continue
        # Spreadsheets write a date with a time behind it.
        text = text.split("T")[0]
        try:
            day = parse_date(text)
        except BadDate as e:
            raise HttpProblem(400, f"the query “{key}”: {e}") from None
        return text if len(text) == 4 else day.isoformat()
    return ""
