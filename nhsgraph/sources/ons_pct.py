"""ONS names and codes of primary care trusts and care trusts, 2012; one row each."""

from __future__ import annotations

from collections.abc import Iterator

from nhsgraph.catalogue import Source
from nhsgraph.facts import Fact, IdentifierAssignment, NameAssignment, Organisation
from nhsgraph.ids import local_id
from nhsgraph.sources.delimited import records, speaks_from

_LAYOUT = {"gss": "PCO##CD", "ods": "PCO##CDO", "name": "PCO##NM"}


def read(data: bytes, source: Source) -> Iterator[Fact]:
    """Body, name and codes of every trust, in file order. Since when it existed is not printed."""
    origin = (source.id,)
    for row in records(data, source, _LAYOUT):
        ods = row.code("ods", "an ODS code of a primary care organisation")
        gss = row.code("gss", "an ONS code of a primary care organisation")
        body = local_id("PrimaryCareTrust", ods)
        yield Organisation(
            id=body, kind="PrimaryCareTrust", ods=ods, gss=gss, sources=origin, record=row.place
        )
        yield NameAssignment(
            body=body, name=row.text("name"), valid_from=speaks_from(source), sources=origin, record=row.place
        )
        yield IdentifierAssignment(body=body, scheme="gss", code=gss, sources=origin, record=row.place)
