"""The facts of an explanation as CSV: a row a statement that states facts, a row an occasion for conflict paths."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from nhsgraph.analyses.explanation import Explanation, Json, Statement
from nhsgraph.present import tables
from nhsgraph.query import Table, Value

#: Facts that are a range of two ends.
_RANGES = {"inherent", "residual", "floor", "bands", "share"}


def render(explanation: Explanation) -> str:
    """The CSV text. Every row ends with the sentence, its sources, and whether any of the data are fictional."""
    rows = [
        {"section": section.title, **row, "sentence": statement.text, "sources": _sources(statement),
         "fictional": explanation.fictional}
        for section in explanation.sections
        for statement in section.statements
        for row in _rows(statement)
    ]  # fmt: skip
    last = ("sentence", "sources", "fictional")
    columns = [name for name in dict.fromkeys(name for row in rows for name in row) if name not in last]
    columns = [*(columns or ["section"]), *last]
    table = Table(tuple(columns), [tuple(row.get(name) for name in columns) for row in rows])
    return tables.render(table, "csv", _notes(explanation))


def _notes(explanation: Explanation) -> list[str]:
    """What no row of facts says: the sentences without facts at the top, such as what a path is and is not."""
    first = explanation.sections[0].statements if explanation.sections else ()
    return [statement.text for statement in first if not statement.facts]


def _rows(statement: Statement) -> Iterator[dict[str, Value]]:
    facts = dict(statement.facts)
    occasions = cast("Sequence[Mapping[str, Json]]", facts.pop("occasions", ()))
    own = dict(_cells(facts))
    if occasions:
        for occasion in occasions:
            # What the path and its occasion both have (severity) is the occasion's.
            yield {**own, **dict(_cells(occasion))}
    elif own:
        yield own


def _cells(facts: Mapping[str, Json]) -> Iterator[tuple[str, Value]]:
    for name, value in facts.items():
        if name in _RANGES and (value is None or isinstance(value, Sequence)):
            low, high = value if value else (None, None)
            yield f"{name}_low", cast("Value", low)
            yield f"{name}_high", cast("Value", high)
        else:
            yield name, _cell(value)


def _cell(value: Json) -> Value:
    if isinstance(value, Mapping):
        return " ".join(f"{key}={_cell(one)}" for key, one in value.items())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return " ".join(str(_cell(one)) for one in value)
    return cast("Value", value)


def _sources(statement: Statement) -> str:
    return " ".join(dict.fromkeys(cite.source for cite in statement.cites))
