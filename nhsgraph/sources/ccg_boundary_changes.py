"""Territory that moved between CCGs without a merger; one row a pair, with the LSOAs that moved.

``notes`` in the lookups gives what is to be said of a pair.
"""

from __future__ import annotations

from collections.abc import Iterator

from nhsgraph.catalogue import Source
from nhsgraph.facts import Change, Fact, Succession
from nhsgraph.ids import local_id
from nhsgraph.sources.delimited import lookup, records

_LAYOUT = {
    "from": "from_ods",
    "to": "to_ods",
    "effective": "effective_date",
    "moved": "lsoas_moved",
    "before": "lsoas_of_from_before",
}


def read(data: bytes, source: Source) -> Iterator[Fact]:
    """A succession of territory for every pair, in file order; the CCG that lost some is the predecessor."""
    notes = {(n["from"], n["to"]): n["note"] for n in lookup(source, "notes") or ()}
    for row in records(data, source, _LAYOUT):
        loser = row.code("from", "an ODS code of a CCG")
        gainer = row.code("to", "an ODS code of a CCG")
        day = row.day("effective")
        moved, before = row.whole("moved"), row.whole("before")
        if not 0 < moved <= before:
            raise row.error("moved", f"{moved} of {before} LSOAs cannot have moved", "1 or more, at most all")
        yield Succession(
            event=f"event-boundary-{gainer}-{day}",
            change=Change.BOUNDARY,
            predecessor=local_id("CCG", loser),
            successor=local_id("CCG", gainer),
            effective=day,
            lsoas_moved=moved,
            lsoas_before=before,
            note=notes.get((loser, gainer), ""),
            sources=(source.id,),
            record=row.place,
        )
