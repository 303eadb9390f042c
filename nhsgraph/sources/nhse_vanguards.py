"""The fifty vanguards of the new care models programme; one row a site."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nhsgraph.catalogue import Source
from nhsgraph.facts import Fact, VanguardSite
from nhsgraph.ids import local_id
from nhsgraph.sources.delimited import records

_LAYOUT = {
    "number": "no",
    "name": "vanguard",
    "model": "care_model",
    "announced": "announced",
    "printed_in": "source",
}
#: Primary and acute care systems, multispecialty community providers, enhanced health in care homes,
#: urgent and emergency care, acute care collaboration.
_MODELS = frozenset({"PACS", "MCP", "EHCH", "UEC", "ACC"})
_MONTH = re.compile(r"20\d\d-(?:0[1-9]|1[0-2])")


def read(data: bytes, source: Source) -> Iterator[Fact]:
    """Every site, in file order, with the month it was announced and the page that lists it."""
    for row in records(data, source, _LAYOUT):
        number = row.whole("number")
        if row["model"] not in _MODELS:
            raise row.error("model", f"“{row['model']}” is unknown", "one of " + ", ".join(sorted(_MODELS)))
        if not _MONTH.fullmatch(row["announced"]):
            raise row.error("announced", f"“{row['announced']}” cannot be read", "a month as YYYY-MM")
        yield VanguardSite(
            id=local_id("Vanguard", f"{number:02d}"),
            number=number,
            name=row.text("name"),
            care_model=row["model"],
            announced=row["announced"],
            printed_in=row.text("printed_in"),
            sources=(source.id,),
            record=row.place,
        )
