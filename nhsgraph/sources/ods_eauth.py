"""ODS ``eauth``: high-level health authorities, of which NHS England's regions and local offices are used.

The lookups give ``operating_from`` for the codes that area teams had before, ``bodies`` that other releases
use and this one lacks, and ``ends`` that came after the release; each with its reason and its sources.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from nhsgraph.catalogue import Source
from nhsgraph.facts import Fact, NameAssignment, Organisation, Structure
from nhsgraph.ids import local_id
from nhsgraph.sources import ods_csv
from nhsgraph.sources.delimited import Record, lookup, speaks_from
from nhsgraph.sources.teams import region_id, team_id

SUB_TYPES = {"": "", "C": "country or regional office", "S": "sub-regional office"}

_USED = ("organisation code", "name", "national grouping", "open date", "close date", "sub-type code")


def read(data: bytes, source: Source) -> Iterator[Fact]:
    """Organisations, names, and the region of each local office."""
    released = speaks_from(source)
    others = lookup(source, "left_out") or {}
    operating = lookup(source, "operating_from") or {}
    ends = lookup(source, "ends") or {}
    since_opening = lookup(source, "regions_since_opening") is not None
    for row in ods_csv.records(data, source, _USED):
        ods_csv.one_of(row, "sub-type code", SUB_TYPES)
        code = row["organisation code"]
        if code in others:
            continue
        body = _body(row, source)
        if code in operating:
            body = replace(body, valid_from=operating[code]["on"], registered_from=body.valid_from)
        if code in ends and body.valid_to is None:
            body = replace(
                body, valid_to=ends[code]["on"], known_until=None, sources=(source.id, *ends[code]["sources"])
            )
        yield body
        told = ods_csv.last_told(released, body.valid_to)
        yield NameAssignment(
            body=body.id, name=row.text("name"), valid_from=told, sources=(source.id,), record=row.place
        )
        if body.kind == "LocalTeam":
            region = region_id(row["national grouping"])
            if region is None:
                raise row.error(
                    "national grouping", f"“{row['national grouping']}” is unknown", "a region's code"
                )
            yield Structure(
                relation="unit-of",
                part=body.id,
                whole=region,
                valid_from=body.valid_from if since_opening else told,
                valid_to=body.valid_to,
                known_until=None if body.valid_to else source.speaks_until,
                sources=(source.id,),
                record=row.place,
            )
    yield from _missing(source)


def _body(row: Record, source: Source) -> Organisation:
    code = row["organisation code"]
    kind = "RegionalTeam" if region_id(code) else "LocalTeam"
    if kind == "LocalTeam" and team_id(code, speaks_from(source)) is None:
        raise row.error(
            "organisation code", f"“{code}” is unknown", "a region, a local office or a code left out"
        )
    opened, closed = ods_csv.period(row, "open date", "close date")
    return Organisation(
        id=local_id(kind, code),
        kind=kind,
        ods=code,
        valid_from=opened,
        valid_to=closed,
        known_until=None if closed else source.speaks_until,
        sources=(source.id,),
        record=row.place,
    )


def _missing(source: Source) -> Iterator[Fact]:
    """Bodies that the release lacks and other releases use."""
    for code, known in (lookup(source, "bodies") or {}).items():
        sources = tuple(known["sources"])
        body = Organisation(
            id=local_id(known["kind"], code),
            kind=known["kind"],
            ods=code,
            valid_from=known["from"],
            valid_to=known["until"],
            note=known["reason"],
            sources=sources,
            record=code,
        )
        yield body
        yield Structure(
            relation="unit-of",
            part=body.id,
            whole=local_id("RegionalTeam", known["region"]),
            valid_from=known["from"],
            valid_to=known["until"],
            sources=sources,
            record=code,
        )
