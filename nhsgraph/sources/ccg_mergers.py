"""Mergers of CCGs: one row a pair of predecessor and successor, with the day the merger took effect.

``parts`` in the lookups gives pairs where not all of the predecessor's territory went to the successor.
"""

from __future__ import annotations

from collections.abc import Iterator

from nhsgraph.catalogue import Source
from nhsgraph.facts import Change, Dated, Fact, NameAssignment, Succession
from nhsgraph.ids import local_id
from nhsgraph.sources.delimited import lookup, records

_LAYOUT = {
    "predecessor": "predecessor_ods",
    "successor": "successor_ods",
    "successor_name": "successor_name",
    "effective": "effective_date",
}


def read(data: bytes, source: Source) -> Iterator[Fact]:
    """Successions in file order, and the name of each successor from its first day on."""
    parts = {(p["predecessor"], p["successor"]): p for p in lookup(source, "parts") or ()}
    origin = (source.id,)
    named: set[str] = set()
    for row in records(data, source, _LAYOUT):
        before = row.code("predecessor", "an ODS code of a CCG")
        after = row.code("successor", "an ODS code of a CCG")
        day = row.day("effective")
        part = parts.get((before, after), {})
        yield Succession(
            event=f"event-merger-{after}-{day}",
            change=Change.MERGER,
            predecessor=local_id("CCG", before),
            successor=local_id("CCG", after),
            effective=day,
            lsoas_moved=part.get("lsoas_moved"),
            lsoas_before=part.get("lsoas_before"),
            note=part.get("note", ""),
            sources=origin,
            record=row.place,
        )
        if after not in named:
            named.add(after)
            yield NameAssignment(
                body=local_id("CCG", after),
                name=row.text("successor_name"),
                valid_from=day,
                dated=Dated.EXACT,
                sources=origin,
                record=row.place,
            )
