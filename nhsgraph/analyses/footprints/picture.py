"""What a page about footprints draws: authority to CCG to STP as flows, and CCGs by authority in blocks of STPs.

A picture shows the CCGs that a report is about: those of an STP, those that share an STP with a CCG, those with people
in an authority, those of the bodies that do not nest. Every flow of these CCGs is drawn and none of others. A flow
*crosses the STP line* where it leads to another STP than the one that holds most: of a CCG, the STP that holds most of
it; of an authority, the STP that holds most of its people.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from nhsgraph.analyses.explanation import Cite, Row, Section, Table
from nhsgraph.analyses.footprints.engine import Footprints
from nhsgraph.analyses.footprints.nesting import certify
from nhsgraph.analyses.footprints.relate import Comparison, Pair
from nhsgraph.analyses.footprints.report import Names, Report, cites_of
from nhsgraph.analyses.footprints.tiers import LABELS, SUPPORTED, UNITS, WEIGHTS, Basis, Tier
from nhsgraph.analyses.wording import percent

#: How many CCGs are drawn; more cannot be told apart.
DRAWN = 40
_MIDDLE = (Tier.CCG, Tier.STP)
#: Tiers whose bodies are made of CCGs or of the areas that CCGs are made of.
_TERRITORIES = SUPPORTED[Basis.RESIDENTS]


class Node(NamedTuple):
    """A body in a column. ``weight`` is what flows through it here; ``main`` is the STP that holds most of it."""

    body: str
    code: str
    name: str
    weight: Decimal
    main: str
    chosen: bool  # the report is about it


class Flow(NamedTuple):
    """What two bodies of neighbouring columns have in common; ``share`` is of the first."""

    a: str
    b: str
    weight: Decimal
    share: Decimal | None
    crosses: bool


class Square(NamedTuple):
    """A CCG and an authority with people in common; ``share`` is of the CCG's people."""

    ccg: str
    authority: str
    share: Decimal
    crosses: bool


class Figure(NamedTuple):
    """A number to begin with, and what it counts."""

    value: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Columns from left to right, the flows between neighbours, and the matrix, in the order they are drawn in.

    ``squares`` is empty where authorities cannot be measured on the basis. ``left_out`` CCGs are too many to draw.
    """

    as_of: date
    basis: str
    unit: tuple[str, str]
    columns: tuple[tuple[Tier, tuple[Node, ...]], ...]
    flows: tuple[Flow, ...]
    squares: tuple[Square, ...]
    figures: tuple[Figure, ...]
    left_out: int
    cites: tuple[Cite, ...]
    numbers: Section

    def column(self, tier: Tier) -> tuple[Node, ...]:
        """The nodes of a tier; none where it has no column."""
        return next((nodes for one, nodes in self.columns if one is tier), ())


def picture(footprints: Footprints, names: Names, report: Report) -> Picture | None:
    """The picture of a report about a body or two tiers; ``None`` where its bodies are not made of CCGs."""
    asked = report.parameters
    tier = Tier(str(asked["tier"])) if asked.get("tier") else None
    if tier not in _TERRITORIES or "since" in asked:
        return None
    basis, weight = _measure(footprints, str(asked["basis"] or ""), str(asked["weight"] or ""))
    day = report.as_of
    first: tuple[Figure, ...] = ()
    stps = footprints.compare(*_MIDDLE, day, basis=basis, weight=weight)
    if "body" in asked:
        chosen = {str(asked["body"])}
        around = {p.b for p in stps.pairs if p.a in chosen} if tier is Tier.CCG else chosen
        ccgs = _ccgs(footprints, Tier.STP if tier is Tier.CCG else tier, around, day, basis, weight)
    else:
        against = Tier(str(asked["against"]))
        if not {tier, against} <= SUPPORTED[basis]:
            return None
        limit = Decimal(str(asked["tolerance"]))
        found = certify(footprints.compare(tier, against, day, basis=basis, weight=weight, tolerance=limit))
        chosen = {nest.body for nest in found.broken}
        ccgs = _ccgs(footprints, tier, chosen, day, basis, weight)
        whose = "of those that a source places," if found.unplaced else f"of all {LABELS[tier][1]}"
        told = f"{whose} nest in one {LABELS[against][0]}; the others are drawn"
        first = (Figure(f"{found.nested} of {len(found.nests)}", told),)
    if not ccgs:
        return None
    authorities = owners = None
    if Tier.AUTHORITY in SUPPORTED[basis]:
        authorities = footprints.compare(Tier.AUTHORITY, Tier.CCG, day, basis=basis, weight=weight)
        owners = footprints.compare(Tier.AUTHORITY, Tier.STP, day, basis=basis, weight=weight)
    mains = {**_mains(stps), **(_mains(owners) if owners else {})}
    drawn = _Drawing(names=names, stps=stps, authorities=authorities, mains=mains, chosen=chosen).picture(
        ccgs
    )
    return replace(drawn, figures=(*first, *drawn.figures))


def _measure(footprints: Footprints, basis: str, weight: str) -> tuple[Basis, str]:
    """The basis and weight asked for where CCGs and STPs can be compared by them, else those of their own."""
    if basis and Basis(basis) in {Basis.RESIDENTS, Basis.REGISTERED, Basis.MEMBERS, Basis.CONTRACT}:
        return Basis(basis), weight or WEIGHTS[Basis(basis)][0]
    chosen = footprints.basis(*_MIDDLE) or Basis.MEMBERS
    return chosen, WEIGHTS[chosen][0]


def _ccgs(
    footprints: Footprints, tier: Tier, bodies: Set[str], day: date, basis: Basis, weight: str
) -> set[str]:
    """The CCGs that have something in common with bodies of a tier; none where the basis does not measure the tier."""
    if tier is Tier.CCG:
        return set(bodies)
    if tier not in SUPPORTED[basis]:
        return set()
    found = footprints.compare(Tier.CCG, tier, day, basis=basis, weight=weight)
    return {pair.a for pair in found.pairs if pair.b in bodies}


def _mains(found: Comparison) -> dict[str, str]:
    """Each body of the first layer with the body of the second that holds most of it."""
    mains: dict[str, str] = {}
    for pair in found.pairs:  # the largest share comes first
        mains.setdefault(pair.a, pair.b)
    return mains


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drawing:
    """What a picture is made from, whichever CCGs it shows."""

    names: Names
    stps: Comparison
    authorities: Comparison | None
    mains: Mapping[str, str]
    chosen: Set[str]

    def picture(self, ccgs: Set[str]) -> Picture:
        """The picture of some CCGs: the most crossing first where they are too many, then in blocks of STPs."""
        left = [p for p in (self.authorities.pairs if self.authorities else ()) if p.b in ccgs]
        right = [p for p in self.stps.pairs if p.a in ccgs]
        crossing: dict[str, Decimal] = defaultdict(Decimal)
        for pair in left:
            crossing[pair.b] += pair.weight * (self.mains.get(pair.a) != self.mains.get(pair.b))
        drawn = set(sorted(ccgs, key=lambda c: (c not in self.chosen, -crossing[c], c))[:DRAWN])
        left = [p for p in left if p.b in drawn]
        right = [p for p in right if p.a in drawn]
        flows = (
            *(Flow(p.a, p.b, p.weight, p.share_a, self.mains.get(p.a) != self.mains.get(p.b)) for p in left),
            *(Flow(p.a, p.b, p.weight, p.share_a, p.b != self.mains.get(p.a)) for p in right),
        )
        squares = tuple(
            Square(p.b, p.a, p.share_b, self.mains.get(p.a) != self.mains.get(p.b))
            for p in left
            if p.share_b is not None
        )
        columns = self._columns(left, right)
        return Picture(
            as_of=self.stps.universe.as_of,
            basis=str(self.stps.universe.basis),
            unit=UNITS[self.stps.universe.weight],
            columns=columns,
            flows=flows,
            squares=squares,
            figures=tuple(self._figures(left, right)),
            left_out=len(ccgs) - len(drawn),
            cites=self._cites(),
            numbers=self._numbers(columns, left, right),
        )

    def _columns(self, left: list[Pair], right: list[Pair]) -> tuple[tuple[Tier, tuple[Node, ...]], ...]:
        through: dict[str, Decimal] = defaultdict(Decimal)
        for pair in right:
            through[pair.b] += pair.weight
        stps = sorted(through, key=lambda b: (-through[b], b))
        place = {stp: i for i, stp in enumerate(stps)}
        held: dict[str, Decimal] = defaultdict(Decimal)
        for pair in right:
            held[pair.a] += pair.weight
        ccgs = sorted(held, key=lambda c: (place.get(self.mains.get(c, ""), len(place)), -held[c], c))
        order = {ccg: i for i, ccg in enumerate(ccgs)}
        weight: dict[str, Decimal] = defaultdict(Decimal)
        lean: dict[str, Decimal] = defaultdict(Decimal)
        for pair in left:
            weight[pair.a] += pair.weight
            lean[pair.a] += pair.weight * order[pair.b]
        # By the mean place of what flows out of them, so that few flows cross one another.
        authorities = sorted(weight, key=lambda a: (lean[a] / weight[a], a))
        day = self.stps.universe.as_of
        found = [
            (Tier.CCG, self._nodes(ccgs, held, self.stps.a.as_of)),
            (Tier.STP, self._nodes(stps, through, self.stps.b.as_of)),
        ]
        if authorities:
            found.insert(0, (Tier.AUTHORITY, self._nodes(authorities, weight, day)))
        return tuple(found)

    def _nodes(self, bodies: Iterable[str], weights: Mapping[str, Decimal], day: date) -> tuple[Node, ...]:
        return tuple(
            Node(
                body=body,
                code=self.names.code(body),
                name=self.names.name(body, day),
                weight=weights[body],
                main=self.mains.get(body, body),
                chosen=body in self.chosen,
            )
            for body in bodies
        )

    def _figures(self, left: list[Pair], right: list[Pair]) -> Iterable[Figure]:
        of_ccg: dict[str, int] = defaultdict(int)
        for pair in right:
            of_ccg[pair.a] += 1
        yield Figure(
            f"{sum(n == 1 for n in of_ccg.values())} of {len(of_ccg)}", "of these CCGs lie in one STP"
        )
        if not left:
            return
        in_one: dict[str, int] = defaultdict(int)
        for pair in left:
            in_one[pair.b] += 1
        yield Figure(
            f"{sum(n == 1 for n in in_one.values())} of {len(in_one)}", "lie in one upper-tier authority"
        )
        crossing = [p for p in left if self.mains.get(p.a) != self.mains.get(p.b)]
        reaching = {p.a for p in crossing}
        yield Figure(
            f"{len(reaching)} of {len({p.a for p in left})}",
            "of the authorities here reach a CCG of another STP than that of most of their people",
        )
        whole = sum((p.weight for p in left), Decimal(0))
        part = sum((p.weight for p in crossing), Decimal(0))
        yield Figure(
            percent(part / whole) if whole else "none",
            f"of the {self._unit()} here lie across such an STP line, in {len(crossing)} of {len(left)} overlaps of a CCG with an authority",
        )

    def _unit(self) -> str:
        return UNITS[self.stps.universe.weight][1]

    def _cites(self) -> tuple[Cite, ...]:
        groups = [cites_of(one) for one in (self.stps, self.authorities) if one is not None]
        return tuple(dict.fromkeys(cite for group in groups for cite in group))

    def _numbers(
        self,
        columns: tuple[tuple[Tier, tuple[Node, ...]], ...],
        left: list[Pair],
        right: list[Pair],
    ) -> Section:
        """The picture as a table, a row a CCG."""
        names = {node.body: node for _, nodes in columns for node in nodes}
        stps: dict[str, list[str]] = defaultdict(list)
        areas: dict[str, list[tuple[Decimal, str]]] = defaultdict(list)
        for pair in right:
            crossing = ", across the STP line" if pair.b != self.mains.get(pair.a) else ""
            stps[pair.a].append(f"{names[pair.b].name} {percent(pair.share_a or Decimal(0))}{crossing}")
        for pair in left:
            crossing = ", across the STP line" if self.mains.get(pair.a) != self.mains.get(pair.b) else ""
            share = pair.share_b or Decimal(0)
            areas[pair.b].append((-share, f"{names[pair.a].name} {percent(share)}{crossing}"))
        headings = [
            ("ccg", "Code"),
            ("name", "CCG"),
            ("weight", self._unit().capitalize()),
            ("stps", "STP, share of the CCG"),
        ]
        headings += [("authorities", "Authority, share of the CCG")] if left else []
        cited = self._cites()
        ccgs = next(nodes for tier, nodes in columns if tier is Tier.CCG)
        return Section(
            key="numbers",
            title="The picture in numbers",
            statements=(),
            table=Table(
                columns=tuple(headings),
                rows=tuple(
                    Row(
                        cells=(
                            node.code,
                            node.name,
                            node.weight,
                            "; ".join(stps[node.body]),
                            *(["; ".join(text for _, text in sorted(areas[node.body]))] if left else []),
                        ),
                        cites=cited,
                    )
                    for node in ccgs
                ),
                caption=f"CCGs by STP and authority; basis {self.stps.universe.basis}, {self.stps.universe.as_of}",
            ),
        )
