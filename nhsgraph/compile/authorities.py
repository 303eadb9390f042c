"""Make the local authorities: those of the look-up of tiers, and districts that other look-ups name.

An authority is known until the last look-up of areas that shows it, or a district of it, stops speaking.
When it began, and when one that later look-ups lack ended, these sources do not say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from nhsgraph.catalogue import Source
from nhsgraph.errors import SourceError
from nhsgraph.facts import Fact, IdentifierAssignment, NameAssignment, Organisation, Structure
from nhsgraph.sources.partial import DistrictName, UpperTier


def made(facts: list[Fact], known: Mapping[str, Source]) -> list[Fact]:
    """Every fact except names of districts, and bodies, names and codes of authorities.

    Raises :class:`~nhsgraph.errors.SourceError` for a district whose upper tier no release gives.
    """
    named = [fact for fact in facts if isinstance(fact, DistrictName)]
    rest = [fact for fact in facts if not isinstance(fact, DistrictName)]
    return [*rest, *_authorities(named, upper_tiers(facts), _existing(facts), known)]


def upper_tiers(facts: list[Fact]) -> dict[str, UpperTier]:
    """The upper tier of every district, by local id of the district."""
    return {fact.district: fact for fact in facts if isinstance(fact, UpperTier)}


def upper_tier(district: str, tiers: Mapping[str, UpperTier], origin: Fact) -> UpperTier:
    """The upper tier of a district that ``origin`` names."""
    if district not in tiers:
        raise SourceError(
            f"no release gives the upper tier of {district}",
            file=origin.sources[0],
            expected="a row of the look-up of tiers, or of “later_districts” in its lookups.yml",
        )
    return tiers[district]


def _existing(facts: list[Fact]) -> frozenset[str]:
    return frozenset(f.id for f in facts if isinstance(f, Organisation) and f.kind == "LocalAuthority")


def _authorities(
    named: list[DistrictName],
    tiers: Mapping[str, UpperTier],
    existing: frozenset[str],
    known: Mapping[str, Source],
) -> Iterator[Fact]:
    shown: dict[str, list[DistrictName]] = defaultdict(list)
    for fact in sorted(named, key=lambda n: (n.year, n.district)):
        upper = upper_tier(fact.district, tiers, fact)
        shown[fact.district].append(fact)
        if upper.upper != fact.district:
            shown[upper.upper].append(fact)
        yield NameAssignment(
            body=fact.district,
            name=fact.name,
            valid_from=date(fact.year, 4, 1),
            sources=fact.sources,
            record=fact.record,
        )
        if fact.district not in existing and len(shown[fact.district]) == 1:
            yield from _later(fact, upper, known)
    for authority, rows in sorted(shown.items()):
        last = rows[-1]
        yield Organisation(
            id=authority,
            kind="LocalAuthority",
            gss=authority.removeprefix("authority-"),
            known_until=known[last.sources[0]].speaks_until,
            sources=tuple(dict.fromkeys(s for row in reversed(rows) for s in row.sources)),
            record=last.record,
        )


def _later(fact: DistrictName, upper: UpperTier, known: Mapping[str, Source]) -> Iterator[Fact]:
    """A district that the look-up of tiers does not have yet."""
    own = upper.upper == fact.district
    gss = fact.district.removeprefix("authority-")
    yield Organisation(
        id=fact.district,
        kind="LocalAuthority",
        gss=gss,
        tier="unitary" if own else "lower",
        sources=fact.sources,
        record=fact.record,
    )
    yield IdentifierAssignment(
        body=fact.district, scheme="gss", code=gss, sources=fact.sources, record=fact.record
    )
    if not own:
        yield Structure(
            relation="area-within",
            part=fact.district,
            whole=upper.upper,
            valid_from=date(fact.year, 4, 1),
            known_until=known[fact.sources[0]].speaks_until,
            sources=(*fact.sources, *upper.sources),
            record=fact.record,
        )
