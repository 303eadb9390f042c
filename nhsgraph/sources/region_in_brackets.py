"""Regions of NHS England as lists of STPs print them: a name, and the ODS code in brackets."""

from __future__ import annotations

import re

from nhsgraph.ids import local_id
from nhsgraph.sources.delimited import Record

_REGION = re.compile(r"[A-Z][A-Za-z& ]+ \((Y\d\d)\)")


def region(row: Record, field: str) -> str:
    """The local id of the region that a cell such as “Midlands (Y60)” names."""
    if not (match := _REGION.fullmatch(row[field])):
        raise row.error(
            field, f"“{row[field]}” cannot be read", "a region and its code, as in “Midlands (Y60)”"
        )
    return local_id("RegionalTeam", match[1])
