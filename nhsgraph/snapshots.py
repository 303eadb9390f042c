"""Snapshots: small views that every command needs whole, answered once when the graph is built.

A query in ``nhsgraph/queries/snapshots`` has no parameters; its rows are written as JSON beside the store. Reading them
takes a few milliseconds where the query takes hundreds. Columns keep their types: an IRI, a date, a number or a text.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from pyoxigraph import Store

from nhsgraph import query
from nhsgraph.query import Iri, Row, Value

#: The views that are kept, one ``.rq`` file each.
NAMES = frozenset({"policy_cells", "policy_gaps", "policy_lines", "policy_terms", "source_list"})


_MAKERS: dict[str, Callable[[str], Value]] = {"iri": Iri, "date": date.fromisoformat, "decimal": Decimal}


def write(store: Store, generation: Path) -> None:
    """Answer every snapshot view and write its rows into ``snapshots/`` of a generation, column by column.

    Rows that differ only in their source are joined here, once, and not whenever they are read.
    """
    folder = generation / "snapshots"
    folder.mkdir(exist_ok=True)
    for name in sorted(NAMES):
        found = query.joined(query.select(store, "snapshots", name))
        columns = []
        for column in found[0][0] if found else ():
            values = [row[column] for row, _ in found]
            columns.append([column, _kind(values), [_plain(value) for value in values]])
        document = {"columns": columns, "sources": [sources for _, sources in found]}
        text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
        (folder / f"{name}.json").write_text(text, encoding="utf-8")


def read(generation: Path, name: str) -> list[tuple[Row, tuple[str, ...]]] | None:
    """The joined rows of a snapshot, each with its sources, in the order of its query.

    ``None`` where the generation has none of that name that can be read: the store can be asked instead.
    """
    try:
        document = json.loads((generation / "snapshots" / f"{name}.json").read_text(encoding="utf-8"))
        names = [column for column, _, _ in document["columns"]]
        values = [_values(kind, own) for _, kind, own in document["columns"]]
        rows = [dict(zip(names, row, strict=True)) for row in zip(*values, strict=True)]
        return list(zip(rows, map(tuple, document["sources"]), strict=True))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _kind(values: list[Value]) -> str:
    for value in values:
        if isinstance(value, Iri):
            return "iri"
        if isinstance(value, date):
            return "date"
        if isinstance(value, Decimal):
            return "decimal"
        if value is not None:
            return "plain"
    return "plain"


def _plain(value: Value) -> str | int | bool | None:
    if isinstance(value, date | Decimal):
        return str(value)
    return str(value) if isinstance(value, Iri) else value


def _values(kind: str, values: list[str | int | bool | None]) -> Sequence[Value]:
    """A column as it was written; what stands in it many times is made once."""
    if kind == "plain":
        return values
    make = _MAKERS[kind]
    made = {value: None if value is None else make(str(value)) for value in set(values)}
    return [made[value] for value in values]
