"""ONS and ODS codes of NHS England's area teams; one row a team.

ODS gave the codes of London and Wessex on to the local offices of those names: the same code, two bodies.
"""

from __future__ import annotations

from collections.abc import Iterator

from nhsgraph.catalogue import Source
from nhsgraph.facts import Fact, NameAssignment, Organisation
from nhsgraph.ids import local_id
from nhsgraph.sources.delimited import records, speaks_from
from nhsgraph.sources.partial import Alias

_LAYOUT = {"gss": "ons_code", "ods": "hscic_code", "name": "name"}


def read(data: bytes, source: Source) -> Iterator[Fact]:
    """Body, name and codes of every area team, in file order."""
    day = speaks_from(source)
    origin = (source.id,)
    for row in records(data, source, _LAYOUT):
        ods = row.code("ods", "an ODS code of an STP, SHA or local team")
        gss = row.code("gss", "an ONS code of a local team")
        body = local_id("AreaTeam", ods)
        yield Organisation(
            id=body,
            kind="AreaTeam",
            ods=ods,
            gss=gss,
            valid_from=day,
            known_until=source.speaks_until,
            sources=origin,
            record=row.place,
        )
        yield NameAssignment(
            body=body, name=row.text("name"), valid_from=day, sources=origin, record=row.place
        )
        yield Alias(handle=local_id("AreaTeam", gss), body=body, sources=origin, record=row.place)
