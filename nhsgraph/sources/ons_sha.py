"""ONS names and codes of strategic health authorities, 2012; one row each."""

from __future__ import annotations

from collections.abc import Iterator

from nhsgraph.catalogue import Source
from nhsgraph.facts import Fact, IdentifierAssignment, NameAssignment, Organisation
from nhsgraph.ids import local_id
from nhsgraph.sources.delimited import records, speaks_from

_LAYOUT = {"gss": "SHA##CD", "ods": "SHA##CDO", "name": "SHA##NM"}


def read(data: bytes, source: Source) -> Iterator[Fact]:
    """Body, name and codes of every authority, in file order. Since when it existed is not printed."""
    origin = (source.id,)
    for row in records(data, source, _LAYOUT):
        ods = row.code("ods", "an ODS code of an STP, SHA or local team")
        gss = row.code("gss", "an ONS code of a strategic health authority")
        body = local_id("StrategicHealthAuthority", ods)
        yield Organisation(
            id=body, kind="StrategicHealthAuthority", ods=ods, gss=gss, sources=origin, record=row.place
        )
        yield NameAssignment(
            body=body, name=row.text("name"), valid_from=speaks_from(source), sources=origin, record=row.place
        )
        yield IdentifierAssignment(body=body, scheme="gss", code=gss, sources=origin, record=row.place)
