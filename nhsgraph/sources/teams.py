"""Local ids of NHS England's regions and of the teams below them, from their ODS codes.

The area teams of 2013 (Q44 to Q71) gave way on 1 April 2015 to local offices (Q70 to Q88). Wessex and London
kept their codes, Q70 and Q71, so for these two the day decides which of the two bodies a code stands for.
"""

from __future__ import annotations

import re
from datetime import date

from nhsgraph.ids import local_id

LOCAL_OFFICES_FROM = date(2015, 4, 1)

_TEAM = re.compile(r"Q(4[4-9]|[5-8][0-9])")
_REGION = re.compile(r"Y(5[4-9]|6[0-3])")


def team_kind(code: str, on: date) -> str | None:
    """The class of the team that a code stands for on a day; ``None`` for a code that is no team's.

    >>> team_kind("Q71", date(2014, 4, 1)), team_kind("Q71", date(2015, 4, 1))
    ('AreaTeam', 'LocalTeam')
    >>> team_kind("Q99", date(2015, 4, 1)) is None
    True
    """
    if not _TEAM.fullmatch(code):
        return None
    number = int(code[1:])
    return "AreaTeam" if number < 70 or (number < 72 and on < LOCAL_OFFICES_FROM) else "LocalTeam"


def team_id(code: str, on: date) -> str | None:
    """The local id of the team that a code stands for on a day; ``None`` for a code that is no team's.

    >>> team_id("Q77", date(2016, 4, 1))
    'local-office-Q77'
    """
    kind = team_kind(code, on)
    return local_id(kind, code) if kind else None


def region_id(code: str) -> str | None:
    """The local id of a region of NHS England; ``None`` for a code that is no region's.

    >>> region_id("Y60"), region_id("W00")
    ('region-Y60', None)
    """
    return local_id("RegionalTeam", code) if _REGION.fullmatch(code) else None
