"""National totals by date with the page that prints each; one row a total, found or not.

``measures`` in the lookups gives, for every label of the file, the measure in the project's words and a note.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nhsgraph.catalogue import Source
from nhsgraph.facts import Fact, Grade, PublishedCount
from nhsgraph.ids import opaque_id
from nhsgraph.sources.delimited import lookup, records

_LAYOUT = {"label": "fact", "value": "value", "as_of": "as_of", "type": "source_type", "where": "source"}
_GRADES = {
    "data": Grade.EVIDENCED,
    "data+page": Grade.STATED,
    "page": Grade.STATED,
    "none": Grade.UNVERIFIED,
}
_ADDRESS = re.compile(r"https?://[^\s;()]+")
_NOT_FOUND = "NOT FOUND"


def read(data: bytes, source: Source) -> Iterator[Fact]:
    """Every total, in file order; ``printed_in`` are the addresses, separated by one blank."""
    measures = {m["label"]: m for m in lookup(source, "measures") or ()}
    for row in records(data, source, _LAYOUT):
        label = row.text("label")
        if label not in measures:
            raise row.error("label", f"“{label}” is unknown", "a label of “measures” in lookups.yml")
        if row["type"] not in _GRADES:
            raise row.error("type", f"“{row['type']}” is unknown", "one of " + ", ".join(_GRADES))
        missing = row["value"].startswith(_NOT_FOUND)
        yield PublishedCount(
            id=opaque_id("count", label, row["as_of"]),
            measure=measures[label]["measure"],
            as_of=row.text("as_of"),
            grade=_GRADES[row["type"]],
            value="" if missing else row.text("value"),
            printed_in=" ".join(_ADDRESS.findall(row["where"])),
            note=measures[label].get("note", ""),
            sources=(source.id,),
            record=row.place,
        )
