"""Tabular results: aligned text, CSV, JSON, Markdown."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date

from nhsgraph import ids
from nhsgraph.present.as_json import dumps
from nhsgraph.present.markdown import safe
from nhsgraph.present.text import clean
from nhsgraph.query import PREFIXES, Iri, Table, Value

#: Version of the JSON form of a tabular result.
SCHEMA_VERSION = 1
_GUARDED = ("=", "+", "-", "@", "\t", "\r")


def render(
    table: Table, form: str, notes: Sequence[str] = (), about: Mapping[str, object] | None = None
) -> str:
    """A result as ``table``, ``csv``, ``json`` or ``md``, with notes (caveats) after it.

    ``about`` says what was asked, where the form is JSON; in the others the command line above the answer says it.
    In CSV a note is a line that begins with ``# ``: what CSVW takes for a comment, and readers can be told to leave out.
    """
    if form == "csv":
        return _csv(table) + "".join(f"# {' '.join(note.split())}\n" for note in notes)
    if form == "json":
        rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
        return dumps(
            {
                "schema_version": SCHEMA_VERSION,
                **(about or {}),
                "columns": table.columns,
                "rows": rows,
                "notes": list(notes),
            }
        )
    if form == "md":
        lines = [
            "| " + " | ".join(safe(c) for c in table.columns) + " |",
            "|" + " --- |" * len(table.columns),
        ]
        lines += ["| " + " | ".join(safe(shown(v)) for v in row) + " |" for row in table.rows]
        return "\n".join([*lines, *([""] if notes else []), *(f"- {safe(note)}" for note in notes)]) + "\n"
    return _aligned(table, notes)


def shown(value: Value) -> str:
    """A value as people read it: IRIs as CURIEs where a prefix is known, dates as ISO 8601.

    >>> shown(Iri("https://w3id.org/nhsgraph/id/ccg-05T")), shown(None), shown(True)
    ('id:ccg-05T', '', 'yes')
    """
    if value is None:
        return ""
    if isinstance(value, Iri):
        if value.startswith(ids.BASE) or "w3.org" in value or "purl.org" in value:
            for prefix, base in sorted(PREFIXES.items(), key=lambda item: -len(item[1])):
                if value.startswith(base) and "/" not in value[len(base) :]:
                    return f"{prefix}:{value[len(base) :]}"
        return str(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _csv(table: Table) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.columns)
    for row in table.rows:
        # A text that begins like a formula would be run by a spreadsheet; numbers are left as they are.
        writer.writerow(
            [
                "'" + text if (text := shown(v)).startswith(_GUARDED) and isinstance(v, str) else text
                for v in row
            ]
        )
    return out.getvalue()


def _aligned(table: Table, notes: Sequence[str]) -> str:
    cells = [list(table.columns), *([clean(shown(v)).replace("\n", " ") for v in row] for row in table.rows)]
    widths = [max(len(line[i]) for line in cells) for i in range(len(table.columns))]
    lines = ["  ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)).rstrip() for line in cells]
    lines.insert(1, "  ".join("-" * w for w in widths))
    return "\n".join([*lines, *([""] if notes else []), *notes]) + "\n"
