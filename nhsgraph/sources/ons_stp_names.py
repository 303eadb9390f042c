"""ONS names and codes of sustainability and transformation partnerships, April of a year; one row an STP."""

from __future__ import annotations

from collections.abc import Iterator

from nhsgraph.catalogue import Source
from nhsgraph.facts import Fact, IdentifierAssignment, NameAssignment
from nhsgraph.ids import local_id
from nhsgraph.sources.delimited import Record, records, speaks_from
from nhsgraph.sources.partial import Alias

_LAYOUT = {"stp": "STP##CD", "stp_ods": "STP##CDH", "stp_name": "STP##NM"}


def read(data: bytes, source: Source) -> Iterator[Fact]:
    """Name and codes of every STP of the release, in file order."""
    for row in records(data, source, _LAYOUT):
        yield from named_stp(row, source)


def named_stp(row: Record, source: Source) -> Iterator[Fact]:
    """Name and codes of the STP of a row with ``stp``, ``stp_name`` and, in some years, ``stp_ods``."""
    gss = row.code("stp", "an ONS code of an STP")
    stp = local_id("STP", gss)
    origin = (source.id,)
    day = speaks_from(source)
    yield NameAssignment(
        body=stp, name=row.text("stp_name"), valid_from=day, sources=origin, record=row.place
    )
    yield IdentifierAssignment(
        body=stp, scheme="gss", code=gss, valid_from=day, sources=origin, record=row.place
    )
    if "stp_ods" in row.cells:
        body = local_id("STP", row.code("stp_ods", "an ODS code of an STP, SHA or local team"))
        yield Alias(handle=stp, body=body, sources=origin, record=row.place)
