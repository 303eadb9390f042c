"""ODS ``etr``: NHS trusts; one row a trust, in the layout of :mod:`~nhsgraph.sources.ods_csv`."""

from __future__ import annotations

from collections.abc import Iterator

from nhsgraph.catalogue import Source
from nhsgraph.facts import Fact, NameAssignment, Organisation
from nhsgraph.ids import local_id
from nhsgraph.sources import ods_csv
from nhsgraph.sources.delimited import speaks_from

_USED = ("organisation code", "name", "open date", "close date")


def read(data: bytes, source: Source) -> Iterator[Fact]:
    """Body and name of every trust, in file order."""
    for row in ods_csv.records(data, source, _USED):
        code = row.code("organisation code", "an ODS code of an NHS trust")
        body = local_id("NHSTrust", code)
        opened, closed = ods_csv.period(row, "open date", "close date")
        yield Organisation(
            id=body,
            kind="NHSTrust",
            ods=code,
            valid_from=opened,
            valid_to=closed,
            known_until=None if closed else source.speaks_until,
            sources=(source.id,),
            record=row.place,
        )
        yield NameAssignment(
            body=body,
            name=row.text("name"),
            valid_from=ods_csv.last_told(speaks_from(source), closed),
            sources=(source.id,),
            record=row.place,
        )
