"""The nesting certificate: does every body of a tier lie in one body of another, which do not, and by how much."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from nhsgraph.analyses.footprints.alignment import TOLERANCE, Alignment
from nhsgraph.analyses.footprints.engine import Footprints
from nhsgraph.analyses.footprints.relate import Comparison, Pair
from nhsgraph.analyses.footprints.tiers import Basis, Tier

_SIX = Decimal("0.000001")


@dataclass(frozen=True, slots=True, kw_only=True)
class Nest:
    """How one body lies in another tier: ``pairs`` are its parts, the largest first."""

    body: str
    pairs: tuple[Pair, ...]
    nests: bool

    @property
    def main(self) -> Pair:
        """The pair with the body that holds most of it."""
        return self.pairs[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """The result for two tiers. ``score`` is the share of the weight of ``nests`` that lies in main containers.

    ``unplaced`` are bodies that no source puts in any body of the other tier: a gap, which is not the same as lying
    outside all of them. They count neither as nested nor as broken.
    """

    comparison: Comparison
    nests: tuple[Nest, ...]
    score: Decimal
    unplaced: tuple[str, ...]

    @property
    def nested(self) -> int:
        """How many bodies lie in one other, at the tolerance."""
        return sum(nest.nests for nest in self.nests)

    @property
    def broken(self) -> tuple[Nest, ...]:
        """The bodies that do not, the most divided first."""
        return tuple(
            sorted(
                (nest for nest in self.nests if not nest.nests),
                key=lambda n: (n.main.share_a or Decimal(0), n.body),
            )
        )

    def alignments(self) -> Mapping[Alignment, int]:
        """How many bodies of the first tier are coterminous, within, containing, overlapping: by their main container."""
        return Counter(nest.main.alignment for nest in self.nests)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exceptions:
    """What breaks the alignment of one body: the units outside its main container, the heaviest first.

    ``enough`` of them, the fewest possible, bring the share inside up to the tolerance when they are taken away.
    """

    nest: Nest
    units: tuple[tuple[str, str, Decimal], ...]  # unit, the body it lies in instead (or empty), weight
    enough: int


def certificate(
    footprints: Footprints,
    tier: Tier,
    against: Tier,
    day: date,
    *,
    basis: Basis | None = None,
    weight: str = "",
    tolerance: Decimal = TOLERANCE,
) -> Certificate:
    """Compare the tiers and say how every body of the first lies in the second."""
    return certify(footprints.compare(tier, against, day, basis=basis, weight=weight, tolerance=tolerance))


def certify(found: Comparison) -> Certificate:
    """A comparison, read as nesting of the first tier in the second."""
    by_body: dict[str, list[Pair]] = defaultdict(list)
    for pair in found.pairs:
        by_body[pair.a].append(pair)
    nests = tuple(
        Nest(body=body, pairs=tuple(pairs), nests=_nests(pairs, found.tolerance))
        for body, pairs in sorted(by_body.items())
    )
    whole = sum(found.totals_a[nest.body] for nest in nests)
    inside = sum((nest.main.weight for nest in nests), Decimal(0))
    return Certificate(
        comparison=found,
        nests=nests,
        score=(inside / whole).quantize(_SIX, rounding="ROUND_DOWN") if whole else Decimal(0),
        unplaced=tuple(sorted(found.totals_a.keys() - by_body.keys())),
    )


def exceptions(footprints: Footprints, found: Certificate) -> Iterator[Exceptions]:
    """For every body that does not nest, or not to the last unit: what lies outside its main container."""
    for nest in sorted(found.nests, key=lambda n: (n.nests, n.body)):
        if len(nest.pairs) > 1 or nest.main.weight != found.comparison.totals_a[nest.body]:
            outside = sorted(_outside(footprints, found.comparison, nest), key=lambda u: (-u[2], u[0]))
            yield Exceptions(nest=nest, units=tuple(outside), enough=_enough(found.comparison, nest, outside))


def _nests(pairs: list[Pair], tolerance: Decimal) -> bool:
    """Whether one body holds it and no other holds more than the tolerance leaves."""
    shares = [pair.share_a or Decimal(0) for pair in pairs]
    return shares[0] >= tolerance and all(share <= 1 - tolerance for share in shares[1:])


def _outside(footprints: Footprints, found: Comparison, nest: Nest) -> Iterator[tuple[str, str, Decimal]]:
    main = nest.main.b
    units = found.universe
    for i, (first, second) in enumerate(zip(found.a.of, found.b.of, strict=True)):
        # A unit that counts in two bodies lies outside as far as it counts in another one.
        others = [other for other in second if other != main]
        if nest.body not in first or (main in second and not others):
            continue
        other = others[0] if others else ""
        if units.basis is Basis.RESIDENTS:
            for code, people in footprints.tables.cells[i].each():
                yield code, other, Decimal(people if units.weight == "people" else 1)
        else:
            yield units.ids[i], other, units.weights[i]


def _enough(found: Comparison, nest: Nest, outside: list[tuple[str, str, Decimal]]) -> int:
    """How few units, taken away heaviest first, leave at least the tolerance inside."""
    inside = found.totals_a[nest.body] - sum(weight for _, _, weight in outside)
    left = found.totals_a[nest.body]
    for count, (_, _, weight) in enumerate([*outside, ("", "", Decimal(0))]):
        if inside >= found.tolerance * left:
            return count
        left -= weight
    return len(outside)
