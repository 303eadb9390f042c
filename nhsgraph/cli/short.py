"""The short path: ``explain`` and ``--version`` without importing a command-line library.

It knows only complete and correct calls. Whatever it does not recognise (help, a misspelt option, an odd value) goes to
the full parser, so there is one place that explains usage. A test holds the two against each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

FORMATS = ("text", "json", "md")
COLORS = ("auto", "always", "never")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainRequest:
    """A call of ``nhsgraph explain``; texts as typed."""

    body: str
    as_of: str = ""
    format: str = ""
    output: str = ""
    all_rows: bool = False
    width: int = 0
    color: str = "auto"
    dataset: str = "national"


_VALUES = {
    "--as-of": "as_of",
    "--format": "format",
    "--output": "output",
    "-o": "output",
    "--color": "color",
    "--dataset": "dataset",
}


def parse(arguments: Sequence[str]) -> ExplainRequest | None:
    """The request that the arguments make, or ``None`` where the full parser has to look."""
    if not arguments or arguments[0] != "explain":
        return None
    body = ""
    values: dict[str, str] = {}
    all_rows = False
    rest = iter(arguments[1:])
    for argument in rest:
        name, given, value = argument.partition("=")
        if argument == "--all":
            all_rows = True
        elif name in _VALUES and (given == "" or name.startswith("--")):
            value = value if given else next(rest, "")
            if not value or value.startswith("-") or _VALUES[name] in values:
                return None
            values[_VALUES[name]] = value
        elif argument.startswith("-") or body or not argument:
            return None
        else:
            body = argument
    if not body or values.get("format", "text") not in FORMATS or values.get("color", "auto") not in COLORS:
        return None
    return ExplainRequest(
        body=body,
        as_of=values.get("as_of", ""),
        format=values.get("format", ""),
        output=values.get("output", ""),
        all_rows=all_rows,
        color=values.get("color", "auto"),
        dataset=values.get("dataset", "national"),
    )
