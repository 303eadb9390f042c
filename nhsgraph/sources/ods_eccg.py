"""ODS ``eccg``: clinical commissioning groups (sub-type C) and NHS England's commissioning hubs (sub-type H).

The row of a body that is open speaks for the day of the release; the row of one that had closed, for its last
day. ``names_from`` in the lookups dates the names that are known to the day, ``regions_from`` the regions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from nhsgraph.catalogue import Source
from nhsgraph.facts import Dated, Fact, NameAssignment, Organisation, TeamCoverage
from nhsgraph.ids import local_id
from nhsgraph.sources import ods_csv
from nhsgraph.sources.delimited import Record, lookup, speaks_from
from nhsgraph.sources.teams import region_id, team_id

SUB_TYPES = {"C": "CCG", "H": "CommissioningHub"}

_USED = (
    "organisation code",
    "name",
    "national grouping",
    "high level health geography",
    "open date",
    "close date",
    "sub-type code",
)
_CODE = re.compile(r"\d\d[A-Z]")


def read(data: bytes, source: Source) -> Iterator[Fact]:
    """Organisations and names; for CCGs, also the region and the local office or area team."""
    released = speaks_from(source)
    names_from, regions_from = lookup(source, "names_from") or {}, lookup(source, "regions_from") or {}
    for row in ods_csv.records(data, source, _USED):
        code = row["organisation code"]
        if not _CODE.fullmatch(code):
            raise row.error("organisation code", f"“{code}” is unknown", "two digits and a capital")
        kind = ods_csv.one_of(row, "sub-type code", SUB_TYPES)
        body = local_id(kind, code)
        opened, closed = ods_csv.period(row, "open date", "close date")
        told = ods_csv.last_told(released, closed)
        yield Organisation(
            id=body,
            kind=kind,
            ods=code,
            valid_from=opened,
            valid_to=closed,
            known_until=None if closed or kind == "CCG" else source.speaks_until,
            sources=(source.id,),
            record=row.place,
        )
        exact = names_from.get(code)
        yield NameAssignment(
            body=body,
            name=row.text("name"),
            valid_from=exact["on"] if exact else told,
            dated=Dated.EXACT if exact else Dated.RELEASE,
            sources=(source.id, *exact["sources"]) if exact else (source.id,),
            record=row.place,
        )
        if kind == "CCG":
            yield from _teams(row, body, source, told, closed, regions_from.get(code))


def _teams(
    row: Record, body: str, source: Source, told: date, closed: date | None, region_from: Any
) -> Iterator[Fact]:
    for column, team, exact in (
        ("national grouping", region_id(row["national grouping"]), region_from),
        ("high level health geography", team_id(row["high level health geography"], told), None),
    ):
        if team is None:
            raise row.error(
                column, f"“{row[column]}” is unknown", "the code of a region or team of NHS England"
            )
        yield TeamCoverage(
            body=body,
            team=team,
            valid_from=exact["on"] if exact else told,
            valid_to=closed,
            known_until=None if closed else source.speaks_until,
            dated=Dated.EXACT if exact else Dated.RELEASE,
            sources=(source.id, *exact["sources"]) if exact else (source.id,),
            record=row.place,
        )
