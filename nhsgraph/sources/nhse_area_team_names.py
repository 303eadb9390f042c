"""Names and ONS codes of NHS England's area teams, April 2013; one row a team."""

from __future__ import annotations

from collections.abc import Iterator

from nhsgraph.catalogue import Source
from nhsgraph.facts import Fact
from nhsgraph.sources.delimited import records
from nhsgraph.sources.team_rows import named_team

_LAYOUT = {"team": "NHSAT##CD", "team_name": "NHSAT##NM"}


def read(data: bytes, source: Source) -> Iterator[Fact]:
    """Name and ONS code of every area team, in file order."""
    for row in records(data, source, _LAYOUT):
        yield from named_team(row, source, "AreaTeam", "team")
