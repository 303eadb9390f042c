"""Make the table of lower-layer super output areas: residents, and CCG and district in three years."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from nhsgraph.catalogue import Source
from nhsgraph.errors import SourceError
from nhsgraph.facts import Fact, Lsoa
from nhsgraph.sources.partial import LsoaPlacement, LsoaPopulation

YEARS = (2016, 2018, 2020)


def made(facts: list[Fact], _: Mapping[str, Source]) -> list[Fact]:
    """Every fact, and an LSOA for each that any release places.

    Raises :class:`~nhsgraph.errors.SourceError` for an area that a release lacks: the areas of 2011 never
    changed.
    """
    return [*facts, *_lsoas(facts)]


def placements(facts: list[Fact]) -> dict[int, dict[str, LsoaPlacement]]:
    """The placement of every area by year and code."""
    by_year: dict[int, dict[str, LsoaPlacement]] = defaultdict(dict)
    for fact in facts:
        if isinstance(fact, LsoaPlacement):
            if fact.lsoa in by_year[fact.year]:
                raise SourceError(
                    f"{fact.lsoa} stands twice", file=fact.sources[0], expected="one row an area"
                )
            by_year[fact.year][fact.lsoa] = fact
    return dict(by_year)


def populations(facts: list[Fact]) -> dict[str, LsoaPopulation]:
    """The residents of every area by code."""
    return {fact.lsoa: fact for fact in facts if isinstance(fact, LsoaPopulation)}


def _lsoas(facts: list[Fact]) -> Iterator[Lsoa]:
    placed = placements(facts)
    if not placed:
        return
    people = populations(facts)
    for year in YEARS:
        if year not in placed:
            raise SourceError(f"no release places areas in {year}", file="lsoas.csv", expected=f"{YEARS}")
    for code in sorted(set(people).union(*placed.values())):
        lacking = ["population"] if code not in people else []
        lacking += [f"placement of {year}" for year in YEARS if code not in placed[year]]
        if lacking:
            raise SourceError(
                f"{code} has no {lacking[0]}", file="lsoas.csv", expected="every area in every release"
            )
        a, b, c = (placed[year][code] for year in YEARS)
        yield Lsoa(
            code=code,
            people=people[code].people,
            ccg_2016=a.ccg,
            district_2016=a.district,
            ccg_2018=b.ccg,
            district_2018=b.district,
            ccg_2020=c.ccg,
            district_2020=c.district,
            sources=(*a.sources, *b.sources, *c.sources, *people[code].sources),
            record=a.record,
        )
