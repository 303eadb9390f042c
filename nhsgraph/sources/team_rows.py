"""Facts about a team or region of NHS England that a look-up names in passing: its name and codes."""

from __future__ import annotations

from collections.abc import Iterator

from nhsgraph.catalogue import Source
from nhsgraph.facts import Fact, IdentifierAssignment, NameAssignment
from nhsgraph.ids import local_id
from nhsgraph.sources.delimited import Record, speaks_from
from nhsgraph.sources.partial import Alias

_ISSUED = {
    "AreaTeam": ("an ONS code of a local team", "an ODS code of an STP, SHA or local team"),
    "LocalTeam": ("an ONS code of a local team", "an ODS code of an STP, SHA or local team"),
    "RegionalTeam": ("an ONS code of a region", "an ODS code of a region"),
}


def team(row: Record, kind: str, field: str) -> str:
    """The local id, by ONS code, of the team whose code stands in a field."""
    return local_id(kind, row.code(field, _ISSUED[kind][0]))


def named_team(row: Record, source: Source, kind: str, field: str) -> Iterator[Fact]:
    """Name and codes of the team of ``<field>``, ``<field>_name`` and, in some years, ``<field>_ods``."""
    body = team(row, kind, field)
    origin = (source.id,)
    day = speaks_from(source)
    yield NameAssignment(
        body=body, name=row.text(f"{field}_name"), valid_from=day, sources=origin, record=row.place
    )
    yield IdentifierAssignment(
        body=body, scheme="gss", code=row[field], valid_from=day, sources=origin, record=row.place
    )
    if f"{field}_ods" in row.cells:
        ods = local_id(kind, row.code(f"{field}_ods", _ISSUED[kind][1]))
        yield Alias(handle=body, body=ods, sources=origin, record=row.place)
