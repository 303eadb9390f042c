"""Snapshots: small views that every command needs whole, answered once when the graph is built.

A query in ``nhsgraph/queries/snapshots`` has no parameters; its rows are written as JSON beside the store. Reading them
takes a few milliseconds where the query takes hundreds. Columns keep their types: an IRI, a date, a number or a text.
"""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

from pyoxigraph import Store

from nhsgraph import query
from nhsgraph.query import Iri, Row, Value

#: The views that are kept, one ``.rq`` file each.
NAMES = frozenset({"policy_cells", "policy_gaps", "policy_lines", "policy_terms", "source_list"})


def write(store: Store, generation: Path) -> None:
    """Answer every snapshot view and write its rows into ``snapshots/`` of a generation."""
    folder = generation / "snapshots"
    folder.mkdir(exist_ok=True)
    for name in sorted(NAMES):
        rows = list(query.select(store, "snapshots", name))
        columns = list(rows[0]) if rows else []
        kinds = [_kind([row[column] for row in rows]) for column in columns]
        values = [[_plain(row[column]) for column in columns] for row in rows]
        document = {"columns": columns, "kinds": kinds, "rows": values}
        text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
        (folder / f"{name}.json").write_text(text, encoding="utf-8")


def read(generation: Path, name: str) -> list[Row] | None:
    """The rows of a snapshot in the order of its query, or ``None`` where the generation has none of that name."""
    try:
        text = (generation / "snapshots" / f"{name}.json").read_text(encoding="utf-8")
    except OSError:
        return None
    document = json.loads(text)
    columns, kinds = document["columns"], document["kinds"]
    return [
        {c: _value(k, v) for c, k, v in zip(columns, kinds, row, strict=True)} for row in document["rows"]
    ]


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


def _value(kind: str, value: str | int | bool | None) -> Value:
    if value is None or kind == "plain":
        return value
    if kind == "iri":
        return Iri(value)
    return date.fromisoformat(str(value)) if kind == "date" else Decimal(str(value))
