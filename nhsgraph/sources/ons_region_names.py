"""ONS names and codes of the regions of NHS England, April of a year; one row a region.

``opened`` in the lookups gives the regions that are new in the release, which no register here has.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from nhsgraph.catalogue import Source
from nhsgraph.facts import Fact, IdentifierAssignment, NameAssignment, Organisation
from nhsgraph.ids import local_id
from nhsgraph.sources.delimited import lookup, records, speaks_from
from nhsgraph.sources.partial import Alias

_LAYOUT = {"gss": "NHSER##CD", "ods": "NHSER##CDH", "name": "NHSER##NM"}


def read(data: bytes, source: Source) -> Iterator[Fact]:
    """Body, name and codes of every region of the release, in file order."""
    day = speaks_from(source)
    origin = (source.id,)
    opened: dict[str, date] = {r["code"]: r["day"] for r in lookup(source, "opened") or ()}
    for row in records(data, source, _LAYOUT):
        ods = row.code("ods", "an ODS code of a region")
        gss = row.code("gss", "an ONS code of a region")
        body = local_id("RegionalTeam", ods)
        yield Organisation(
            id=body,
            kind="RegionalTeam",
            ods=ods,
            valid_from=opened.get(ods),
            known_until=source.speaks_until,
            sources=origin,
            record=row.place,
        )
        yield NameAssignment(
            body=body, name=row.text("name"), valid_from=day, sources=origin, record=row.place
        )
        yield IdentifierAssignment(
            body=body, scheme="gss", code=gss, valid_from=day, sources=origin, record=row.place
        )
        yield Alias(handle=local_id("RegionalTeam", gss), body=body, sources=origin, record=row.place)
