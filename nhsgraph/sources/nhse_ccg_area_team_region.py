"""Look-up from CCGs to NHS England's area teams and regions, April 2013; one row a CCG, ONS codes only."""

from __future__ import annotations

from collections.abc import Iterator

from nhsgraph.catalogue import Source
from nhsgraph.facts import Fact, Structure, TeamCoverage
from nhsgraph.ids import local_id
from nhsgraph.sources.delimited import records, speaks_from
from nhsgraph.sources.team_rows import named_team, team

_LAYOUT = {
    "gss": "CCG##CD",
    "team": "NHSAT##CD",
    "team_name": "NHSAT##NM",
    "region": "NHSCR##CD",
    "region_name": "NHSCR##NM",
}


def read(data: bytes, source: Source) -> Iterator[Fact]:
    """Coverages of CCGs, and structure and names of the teams where they first stand; in file order."""
    day = speaks_from(source)
    origin = (source.id,)
    seen: dict[str, str] = {}
    for row in records(data, source, _LAYOUT):
        ccg = local_id("CCG", row.code("gss", "an ONS code of a CCG"))
        area = team(row, "AreaTeam", "team")
        region = team(row, "RegionalTeam", "region")
        if region not in seen:
            seen[region] = ""
            yield from named_team(row, source, "RegionalTeam", "region")
        if area not in seen:
            seen[area] = region
            yield Structure(
                relation="unit-of",
                part=area,
                whole=region,
                valid_from=day,
                known_until=source.speaks_until,
                sources=origin,
                record=row.place,
            )
        elif seen[area] != region:
            raise row.error("region", f"the area team lies in two regions, {seen[area]} and {region}", "one")
        for body in (area, region):
            yield TeamCoverage(
                body=ccg,
                team=body,
                valid_from=day,
                known_until=source.speaks_until,
                sources=origin,
                record=row.place,
            )
