"""Make the overlaps of footprints by residents, from where each lower-layer super output area lies.

CCGs against upper-tier authorities, and against districts that are not their own upper tier, in April of
three years; CCGs of April 2016 against STPs of April 2017. People are residents at mid-2015 in every year,
so that shares change only where boundaries do. Shares have six decimals, rounded half to even.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from nhsgraph.catalogue import Source
from nhsgraph.compile.authorities import upper_tier, upper_tiers
from nhsgraph.compile.lsoas import placements, populations
from nhsgraph.errors import SourceError
from nhsgraph.facts import Basis, Change, Fact, Overlap, Participation, Succession
from nhsgraph.sources.partial import LsoaPlacement, LsoaPopulation, UpperTier

#: CCGs of one April against the STPs of the next. No look-up here places areas in April 2017; in that of 2018
#: the CCGs are those of 2017 or mergers of such.
_CCGS, _STPS, _PLACED = 2016, date(2017, 4, 1), 2018

_SIX_PLACES = Decimal("0.000001")


def made(facts: list[Fact], _: Mapping[str, Source]) -> list[Fact]:
    """Every fact except the partial ones about areas, and the overlaps."""
    placed = placements(facts)
    people = populations(facts)
    tiers = upper_tiers(facts)
    overlaps: list[Fact] = []
    for year, rows in sorted(placed.items()):
        overlaps += _with_authorities(year, rows.values(), people, tiers)
    if _CCGS in placed and _PLACED in placed:
        overlaps += _with_stps(placed[_CCGS], placed[_PLACED], people, facts)
    partial = (LsoaPlacement, LsoaPopulation, UpperTier)
    return [*(fact for fact in facts if not isinstance(fact, partial)), *overlaps]


def _with_authorities(
    year: int,
    rows: Iterable[LsoaPlacement],
    people: Mapping[str, LsoaPopulation],
    tiers: Mapping[str, UpperTier],
) -> Iterator[Overlap]:
    upper: list[tuple[str, str, int]] = []
    lower: list[tuple[str, str, int]] = []
    rows = list(rows)
    for row in rows:
        tier = upper_tier(row.district, tiers, row)
        residents = people[row.lsoa].people
        upper.append((row.ccg, tier.upper, residents))
        lower.append((row.ccg, row.district, residents))
    sources = (rows[0].sources[0], people[rows[0].lsoa].sources[0], tiers[rows[0].district].sources[0])
    yield from _counted(upper, date(year, 4, 1), sources)
    for overlap in _counted(lower, date(year, 4, 1), sources):
        if tiers[overlap.b].upper != overlap.b:
            yield overlap


def _with_stps(
    of_ccgs: Mapping[str, LsoaPlacement],
    later: Mapping[str, LsoaPlacement],
    people: Mapping[str, LsoaPopulation],
    facts: list[Fact],
) -> Iterator[Overlap]:
    stps: dict[str, set[str]] = defaultdict(set)
    origin = ""
    for fact in facts:
        if isinstance(fact, Participation) and fact.valid_from == _STPS:
            stps[fact.participant].add(fact.partnership)
            origin = fact.sources[0]
    if not stps:
        return
    for fact in facts:
        if (
            isinstance(fact, Succession)
            and fact.change is Change.MERGER
            and fact.effective == date(_PLACED, 4, 1)
        ):
            stps[fact.successor] |= stps.get(fact.predecessor, set())
    triples: list[tuple[str, str, int]] = []
    for code, row in of_ccgs.items():
        found = stps.get(later[code].ccg, set())
        if len(found) != 1:
            raise SourceError(
                f"{later[code].ccg} lay in {len(found)} STPs on {_STPS}",
                file=later[code].sources[0],
                expected="one",
            )
        triples.append((row.ccg, next(iter(found)), people[code].people))
    one = next(iter(of_ccgs))
    sources = (*of_ccgs[one].sources, *people[one].sources, *later[one].sources, origin)
    yield from _counted(triples, date(_CCGS, 4, 1), sources)


def _counted(
    triples: Iterable[tuple[str, str, int]], as_of: date, sources: tuple[str, ...]
) -> Iterator[Overlap]:
    lsoas: dict[tuple[str, str], int] = defaultdict(int)
    people: dict[tuple[str, str], int] = defaultdict(int)
    whole: dict[str, int] = defaultdict(int)
    for a, b, residents in triples:
        lsoas[a, b] += 1
        people[a, b] += residents
        whole[a] += residents
        whole[b] += residents
    for a, b in sorted(lsoas):
        yield Overlap(
            a=a,
            b=b,
            as_of=as_of,
            basis=Basis.RESIDENTS,
            lsoas=lsoas[a, b],
            people=people[a, b],
            share_of_a=_share(people[a, b], whole[a]),
            share_of_b=_share(people[a, b], whole[b]),
            sources=sources,
            record=f"{lsoas[a, b]} rows, counted",
        )


def _share(part: int, whole: int) -> Decimal | None:
    return (Decimal(part) / Decimal(whole)).quantize(_SIX_PLACES) if whole else None
