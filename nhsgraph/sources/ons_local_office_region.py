"""ONS look-up from local offices to regions of NHS England; one row an office, ONS codes only."""

from __future__ import annotations

from collections.abc import Iterator

from nhsgraph.catalogue import Source
from nhsgraph.facts import Fact, Structure
from nhsgraph.sources.delimited import records, speaks_from
from nhsgraph.sources.team_rows import named_team, team

_LAYOUT = {
    "office": "NHSRLO##CD",
    "office_name": "NHSRLO##NM",
    "region": "NHSER##CD",
    "region_name": "NHSER##NM",
}


def read(data: bytes, source: Source) -> Iterator[Fact]:
    """Structure, and names and ONS codes of offices and regions, in file order."""
    seen: set[str] = set()
    for row in records(data, source, _LAYOUT):
        office = team(row, "LocalTeam", "office")
        region = team(row, "RegionalTeam", "region")
        if region not in seen:
            seen.add(region)
            yield from named_team(row, source, "RegionalTeam", "region")
        yield from named_team(row, source, "LocalTeam", "office")
        yield Structure(
            relation="unit-of",
            part=office,
            whole=region,
            valid_from=speaks_from(source),
            known_until=source.speaks_until,
            sources=(source.id,),
            record=row.place,
        )
