"""The tables to download: UTF-8 CSV with a byte-order mark, cells that a spreadsheet would run guarded."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from nhsgraph.analyses.england.model import England
from nhsgraph.graph import Graph
from nhsgraph.period import financial_year
from nhsgraph.site.plan import Subject

_GUARDED = ("=", "+", "-", "@", "\t", "\r")


def table(path: str, graph: Graph, england: England, subjects: Sequence[Subject], day: date) -> bytes:
    """The bytes of one of the files in :data:`nhsgraph.site.plan.DOWNLOADS`."""
    if path == "downloads/england.csv":
        return _england(england)
    if path == "downloads/bodies.csv":
        return written(
            ("id", "kind", "code", "name", "page"), ((s.id, s.kind, s.code, s.name, s.path) for s in subjects)
        )
    if path == "downloads/practices.csv":
        return _practices(england, day)
    columns = ("id", "title", "publisher", "published", "licence", "url", "grade", "rows", "facts")
    rows = graph.reader.rows("sources")
    return written(
        columns,
        ([row.code(c) if c == "grade" else row.text(c) for c in columns] for row in rows),
    )


def guarded(value: object) -> str:
    """A cell that no spreadsheet takes for a formula; numbers stay numbers.

    >>> guarded("=1+1"), guarded(Decimal("-2.5")), guarded(None)
    ("'=1+1", '-2.5', '')
    """
    if value is None:
        return ""
    text = format(value, "f") if isinstance(value, Decimal) else str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(_GUARDED) else text


def _england(england: England) -> bytes:
    header = ("date", "ccg", "name", "ring_kind", "ring", *(m.key for m in england.measures), "sources")
    rows = (
        (
            moment.day.isoformat(),
            place.code,
            place.name,
            moment.ring_kind,
            place.ring,
            *place.values,
            " ".join(
                dict.fromkeys(
                    source
                    for measure, value in zip(england.measures, place.values, strict=True)
                    if value is not None
                    for source in moment.cites[measure.key]
                )
            ),
        )
        for moment in england.moments
        for place in moment.places
    )
    return written(header, rows)


def _practices(england: England, day: date) -> bytes:
    moment = england.moment(day)
    number, year = england.moments.index(moment), financial_year(moment.day)
    codes = {place.id: place.code for place in moment.places}
    return written(
        ("date", "practice", "name", "ccg", "year", "contract", "registered"),
        (
            (
                moment.day.isoformat(),
                p.code,
                p.name,
                codes[ccg],
                year,
                p.contracts.get(year),
                p.lists.get(year),
            )
            for p in england.practices
            if (ccg := p.ccgs[number]) is not None
        ),
    )


def written(header: Sequence[str], rows: Iterable[Iterable[object]]) -> bytes:
    """A table as CSV; dates as ISO 8601, ``None`` as an empty cell."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")
