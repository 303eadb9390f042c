"""Make the overlaps of footprints by residents, from where each lower-layer super output area lies.

CCGs against upper-tier authorities, and against districts that are not their own upper tier, in April of
three years; CCGs of April 2016 against STPs of April 2017. People are residents at mid-2015 in every year,
so that shares change only where boundaries do. Shares have six decimals, rounded half to even.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from nhsgraph.catalogue import Source
from nhsgraph.compile.authorities import upper_tier, upper_tiers
from nhsgraph.compile.lsoas import placements, populations
from nhsgraph.errors import SourceError
from nhsgraph.facts import Basis, Change, Fact, Overlap, Participation, Succession
from nhsgraph.sources.partial import LsoaPlacements, LsoaPopulations, UpperTier

#: CCGs of one April against the STPs of the next. No look-up here places areas in April 2017; in that of 2018
#: the CCGs are those of 2017 or mergers of such.
_CCGS, _STPS, _PLACED = 2016, date(2017, 4, 1), 2018

_SIX_PLACES = Decimal("0.000001")
#: LSOAs and residents that two bodies have in common.
_Sums = dict[tuple[str, str], tuple[int, int]]


def made(facts: list[Fact], _: Mapping[str, Source]) -> list[Fact]:
    """Every fact except the partial ones about areas, and the overlaps."""
    placed = placements(facts)
    people = populations(facts)
    tiers = upper_tiers(facts)
    overlaps: list[Fact] = []
    if people is not None:
        for year in sorted(placed):
            overlaps += with_authorities(placed[year], people, tiers)
        if _CCGS in placed and _PLACED in placed:
            overlaps += _with_stps(placed[_CCGS], placed[_PLACED], people, facts)
    partial = (LsoaPlacements, LsoaPopulations, UpperTier)
    return [*(fact for fact in facts if not isinstance(fact, partial)), *overlaps]


def with_authorities(
    placed: LsoaPlacements, people: LsoaPopulations, tiers: Mapping[str, UpperTier]
) -> Iterator[Overlap]:
    """The overlaps of the CCGs of a year with upper-tier authorities, then with districts that are not their own.

    ``tiers`` are by local id of the district. Areas are added up once, by CCG and district; all the rest is counted
    from those sums.
    """
    lower = _summed(zip(placed.ccgs, placed.districts, strict=True), placed.lsoas, people)
    upper: _Sums = {}
    for (ccg, district), sums in lower.items():
        pair = ccg, upper_tier(district, tiers, placed).upper
        upper[pair] = _plus(upper.get(pair, (0, 0)), sums)
    if not lower:
        return
    sources = (placed.sources[0], people.sources[0], tiers[placed.districts[0]].sources[0])
    on = date(placed.year, 4, 1)
    yield from _counted(upper, on, sources)
    for overlap in _counted(lower, on, sources):
        if tiers[overlap.b].upper != overlap.b:
            yield overlap


def _with_stps(
    of_ccgs: LsoaPlacements, later: LsoaPlacements, people: LsoaPopulations, facts: list[Fact]
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
    ccg_then = dict(zip(later.lsoas, later.ccgs, strict=True))
    later_ccgs = [ccg_then[code] for code in of_ccgs.lsoas]
    one_stp: dict[str, str] = {}
    for ccg in dict.fromkeys(later_ccgs):
        found = stps.get(ccg, set())
        if len(found) != 1:
            raise SourceError(
                f"{ccg} lay in {len(found)} STPs on {_STPS}", file=later.sources[0], expected="one"
            )
        one_stp[ccg] = next(iter(found))
    pairs = zip(of_ccgs.ccgs, map(one_stp.__getitem__, later_ccgs), strict=True)
    sources = (*of_ccgs.sources, *people.sources, *later.sources, origin)
    yield from _counted(_summed(pairs, of_ccgs.lsoas, people), date(_CCGS, 4, 1), sources)


def _summed(pairs: Iterable[tuple[str, str]], lsoas: Sequence[str], people: LsoaPopulations) -> _Sums:
    """LSOAs and residents of each pair; ``pairs`` has one for every LSOA."""
    residents = people.people
    in_common: dict[tuple[str, str], list[str]] = defaultdict(list)
    for pair, lsoa in zip(pairs, lsoas, strict=True):
        in_common[pair].append(lsoa)
    return {pair: (len(codes), sum(map(residents.__getitem__, codes))) for pair, codes in in_common.items()}


def _plus(a: tuple[int, int], b: tuple[int, int]) -> tuple[int, int]:
    return a[0] + b[0], a[1] + b[1]


def _counted(sums: _Sums, as_of: date, sources: tuple[str, ...]) -> Iterator[Overlap]:
    whole: dict[str, int] = defaultdict(int)
    for pair, (_, residents) in sums.items():
        for body in pair:
            whole[body] += residents
    for (a, b), (lsoas, people) in sorted(sums.items()):
        yield Overlap(
            a=a,
            b=b,
            as_of=as_of,
            basis=Basis.RESIDENTS,
            lsoas=lsoas,
            people=people,
            share_of_a=_share(people, whole[a]),
            share_of_b=_share(people, whole[b]),
            sources=sources,
            record=f"{lsoas} rows, counted",
        )


def _share(part: int, whole: int) -> Decimal | None:
    return (Decimal(part) / Decimal(whole)).quantize(_SIX_PLACES) if whole else None
