"""ONS look-up from CCGs to local offices and regions of NHS England, April of a year; one row a CCG.

The look-up of 2017 has no ODS codes: the compiler resolves the ONS codes. ``opened`` in the lookups gives
offices that the register opened before the release, in place of one it closed that day: their CCGs were
theirs from then on.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from nhsgraph.catalogue import Source
from nhsgraph.facts import Dated, Fact, Structure, TeamCoverage
from nhsgraph.ids import local_id
from nhsgraph.sources.aliases import from_lookups
from nhsgraph.sources.delimited import lookup, records, speaks_from
from nhsgraph.sources.team_rows import named_team, team

_LAYOUT = {
    "gss": "CCG##CD",
    "ods": "CCG##CDH",
    "name": "CCG##NM",
    "office": "NHSRLO##CD",
    "office_ods": "NHSRLO##CDH",
    "office_name": "NHSRLO##NM",
    "region": "NHSER##CD",
    "region_ods": "NHSER##CDH",
    "region_name": "NHSER##NM",
}


def read(data: bytes, source: Source) -> Iterator[Fact]:
    """Coverages of CCGs, and structure and names of the teams where they first stand; in file order."""
    yield from from_lookups(source)
    day = speaks_from(source)
    origin = (source.id,)
    opened: dict[str, date] = {r["code"]: r["day"] for r in lookup(source, "opened") or ()}
    seen: dict[str, str] = {}
    for row in records(data, source, _LAYOUT, optional=frozenset({"ods", "office_ods", "region_ods"})):
        ccg = local_id("CCG", row.code("gss", "an ONS code of a CCG"))
        office = team(row, "LocalTeam", "office")
        region = team(row, "RegionalTeam", "region")
        if region not in seen:
            seen[region] = ""
            yield from named_team(row, source, "RegionalTeam", "region")
        if office not in seen:
            seen[office] = region
            yield from named_team(row, source, "LocalTeam", "office")
            yield Structure(
                relation="unit-of",
                part=office,
                whole=region,
                valid_from=day,
                known_until=source.speaks_until,
                sources=origin,
                record=row.place,
            )
        elif seen[office] != region:
            raise row.error("region", f"the office lies in two regions, {seen[office]} and {region}", "one")
        for body in (office, region):
            exact = opened.get(row["office"]) if body == office else None
            yield TeamCoverage(
                body=ccg,
                team=body,
                valid_from=exact or day,
                known_until=source.speaks_until,
                dated=Dated.EXACT if exact else Dated.RELEASE,
                sources=origin,
                record=row.place,
            )
