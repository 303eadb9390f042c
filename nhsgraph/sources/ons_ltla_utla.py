"""ONS look-up from lower-tier to upper-tier local authorities; one row a lower tier or unitary.

A unitary authority is its own upper tier. Since when a district lies in its county is not printed, and left
open. ``later_districts`` in the lookups gives the upper tier of districts that were made after the release.
"""

from __future__ import annotations

from collections.abc import Iterator

from nhsgraph.catalogue import Source
from nhsgraph.facts import Fact, IdentifierAssignment, NameAssignment, Organisation, Structure
from nhsgraph.ids import local_id
from nhsgraph.sources.authority_names import handle
from nhsgraph.sources.delimited import Record, lookup, records, speaks_from
from nhsgraph.sources.partial import Alias, UpperTier

_LAYOUT = {"lower": "LTLA##CD", "lower_name": "LTLA##NM", "upper": "UTLA##CD", "upper_name": "UTLA##NM"}
_CODE = "an ONS code of an English local authority"


def read(data: bytes, source: Source) -> Iterator[Fact]:
    """Authorities with names and tiers, and districts within counties, in file order; Wales is left out."""
    origin = (source.id,)
    seen: set[str] = set()
    left_out = tuple(r["begins"] for r in lookup(source, "left_out") or ())
    for row in records(data, source, _LAYOUT):
        if left_out and row["lower"].startswith(left_out):
            continue
        lower, upper = row.code("lower", _CODE), row.code("upper", _CODE)
        own = lower == upper
        yield UpperTier(
            district=local_id("LocalAuthority", lower),
            upper=local_id("LocalAuthority", upper),
            sources=origin,
            record=row.place,
        )
        yield from _authority(row, source, "lower", "unitary" if own else "lower")
        if not own:
            if upper not in seen:
                seen.add(upper)
                yield from _authority(row, source, "upper", "upper")
            yield Structure(
                relation="area-within",
                part=local_id("LocalAuthority", lower),
                whole=local_id("LocalAuthority", upper),
                known_until=source.speaks_until,
                sources=origin,
                record=row.place,
            )
    for later in lookup(source, "later_districts") or ():
        yield UpperTier(
            district=local_id("LocalAuthority", later["district"]),
            upper=local_id("LocalAuthority", later["upper"]),
            sources=origin,
            record="lookups.yml",
        )


def _authority(row: Record, source: Source, field: str, tier: str) -> Iterator[Fact]:
    gss, name = row[field], row.text(f"{field}_name")
    body = local_id("LocalAuthority", gss)
    origin = (source.id,)
    yield Organisation(id=body, kind="LocalAuthority", gss=gss, tier=tier, sources=origin, record=row.place)
    since = None if tier == "upper" else speaks_from(source)  # other releases name districts, by date
    yield NameAssignment(body=body, name=name, valid_from=since, sources=origin, record=row.place)
    yield IdentifierAssignment(body=body, scheme="gss", code=gss, sources=origin, record=row.place)
    yield Alias(handle=handle(name), body=body, sources=origin, record=row.place)
