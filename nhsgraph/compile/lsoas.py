"""Make the table of lower-layer super output areas: residents, and CCG and district in three years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from nhsgraph.catalogue import Source
from nhsgraph.errors import SourceError
from nhsgraph.facts import Fact, Lsoa
from nhsgraph.sources.partial import LsoaPlacements, LsoaPopulations

YEARS = (2016, 2018, 2020)


def made(facts: list[Fact], _: Mapping[str, Source]) -> list[Fact]:
    """Every fact, and an LSOA for each that any release places.

    Raises :class:`~nhsgraph.errors.SourceError` for an area that a release lacks: the areas of 2011 never
    changed.
    """
    return [*facts, *_lsoas(facts)]


def placements(facts: list[Fact]) -> dict[int, LsoaPlacements]:
    """The placements by year."""
    found = {fact.year: fact for fact in facts if isinstance(fact, LsoaPlacements)}
    for placed in found.values():
        if len(set(placed.lsoas)) != len(placed.lsoas):
            (code, _), *_ = Counter(placed.lsoas).most_common(1)
            raise SourceError(f"{code} stands twice", file=placed.sources[0], expected="one row an area")
    return found


def populations(facts: list[Fact]) -> LsoaPopulations | None:
    """The residents of every area; ``None`` where no release gives them."""
    return next((fact for fact in facts if isinstance(fact, LsoaPopulations)), None)


def _lsoas(facts: list[Fact]) -> Iterator[Lsoa]:
    placed = placements(facts)
    if not placed:
        return
    for year in YEARS:
        if year not in placed:
            raise SourceError(f"no release places areas in {year}", file="lsoas.csv", expected=f"{YEARS}")
    residents = populations(facts)
    people = residents.people if residents else {}
    at = {year: {code: i for i, code in enumerate(placed[year].lsoas)} for year in YEARS}
    origin = tuple(s for year in YEARS for s in placed[year].sources)
    origin += residents.sources if residents else ()
    for code in sorted(set(people).union(*at.values())):
        lacking = ["population"] if code not in people else []
        lacking += [f"placement of {year}" for year in YEARS if code not in at[year]]
        if lacking:
            raise SourceError(
                f"{code} has no {lacking[0]}", file="lsoas.csv", expected="every area in every release"
            )
        (a, i), (b, j), (c, k) = ((placed[year], at[year][code]) for year in YEARS)
        yield Lsoa(
            code=code,
            people=people[code],
            ccg_2016=a.ccgs[i],
            district_2016=a.districts[i],
            ccg_2018=b.ccgs[j],
            district_2018=b.districts[j],
            ccg_2020=c.ccgs[k],
            district_2020=c.districts[k],
            sources=origin,
            record=f"row {i + 2}",
        )
