"""ONS names and codes of clinical commissioning groups, April of a year.

One row a CCG. Gives names and ONS codes by date; an ONS code changes when a boundary does, the ODS code
need not.
"""

from __future__ import annotations

from collections.abc import Iterator

from nhsgraph.catalogue import Source
from nhsgraph.facts import Fact, IdentifierAssignment, NameAssignment
from nhsgraph.ids import local_id
from nhsgraph.sources.delimited import Record, records, speaks_from
from nhsgraph.sources.partial import Alias

_LAYOUT = {"gss": "CCG##CD", "ods": "CCG##CDH", "name": "CCG##NM"}


def read(data: bytes, source: Source) -> Iterator[Fact]:
    """Name and ONS code of every CCG of the release, in file order."""
    for row in records(data, source, _LAYOUT):
        yield from named_ccg(row, source)


def named_ccg(row: Record, source: Source) -> Iterator[Fact]:
    """Name and ONS code of the CCG of a row with the fields ``gss``, ``ods`` and ``name``."""
    ccg = local_id("CCG", row.code("ods", "an ODS code of a CCG"))
    gss = row.code("gss", "an ONS code of a CCG")
    origin = (source.id,)
    day = speaks_from(source)
    yield NameAssignment(body=ccg, name=row.text("name"), valid_from=day, sources=origin, record=row.place)
    yield IdentifierAssignment(
        body=ccg, scheme="gss", code=gss, valid_from=day, sources=origin, record=row.place
    )
    yield Alias(handle=local_id("CCG", gss), body=ccg, sources=origin, record=row.place)
