"""Two layers against each other: what is common, both shares, Jaccard, and what that amounts to at a tolerance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from nhsgraph.analyses.footprints.alignment import TOLERANCE, Alignment, alignment
from nhsgraph.analyses.footprints.layers import Layer, Universe
from nhsgraph.analyses.footprints.tiers import Basis, Tier

_SIX = Decimal("0.000001")
_WHOLE = Decimal("1.000000")


class Pair(NamedTuple):  # a tuple, because all tiers against all tiers make ninety thousand
    """Two bodies that have something in common. A share is ``None`` where the weight says nothing about that side."""

    a: str
    b: str
    units: int
    weight: Decimal
    share_a: Decimal | None
    share_b: Decimal | None
    jaccard: Decimal | None
    alignment: Alignment


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """All pairs of two layers with something in common, in order of the first body, the largest share first."""

    a: Layer
    b: Layer
    universe: Universe
    tolerance: Decimal
    pairs: tuple[Pair, ...]
    totals_a: Mapping[str, Decimal]
    totals_b: Mapping[str, Decimal]

    def of(self, body: str) -> tuple[Pair, ...]:
        """The pairs of a body of the first layer."""
        return tuple(pair for pair in self.pairs if pair.a == body)


def compare(units: Universe, a: Layer, b: Layer, tolerance: Decimal = TOLERANCE) -> Comparison:
    """Compare two layers of a universe; one pass over its units."""
    common: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    counts: dict[tuple[str, str], int] = defaultdict(int)
    totals_a: dict[str, Decimal] = defaultdict(Decimal)
    totals_b: dict[str, Decimal] = defaultdict(Decimal)
    for weight, first, second in zip(units.weights, a.of, b.of, strict=True):
        if not weight:
            continue  # it adds nothing to any footprint on this basis
        for one in first:
            totals_a[one] += weight
            for other in second:
                common[one, other] += weight
                counts[one, other] += 1
        for other in second:
            totals_b[other] += weight
    # Shares of postcodes are relative to each PCT: they add up for a PCT and for nothing else.
    relative = units.basis is Basis.POSTCODES
    pairs = []
    for (one, other), weight in common.items():
        share_a = _share(weight, totals_a[one]) if not relative or a.tier is Tier.PCT else None
        share_b = _share(weight, totals_b[other]) if not relative or b.tier is Tier.PCT else None
        if relative:
            jaccard = None
        elif weight == totals_a[one]:
            jaccard = share_b  # all of the first is common, so that the second is all of both
        else:
            jaccard = _share(weight, totals_a[one] + totals_b[other] - weight)
        pairs.append(
            Pair(
                a=one,
                b=other,
                units=counts[one, other],
                weight=weight,
                share_a=share_a,
                share_b=share_b,
                jaccard=jaccard,
                alignment=alignment(share_a, share_b, tolerance),
            )
        )
    pairs.sort(key=lambda p: (p.a, -p.weight, p.b))
    return Comparison(
        a=a,
        b=b,
        universe=units,
        tolerance=tolerance,
        pairs=tuple(pairs),
        totals_a=totals_a,
        totals_b=totals_b,
    )


def _share(part: Decimal, whole: Decimal) -> Decimal | None:
    if part == whole and part:
        return _WHOLE  # most pairs of practices and teams: no division
    # Six decimals, rounded down: a share is never shown as all of something that it is not all of.
    return (part / whole).quantize(_SIX, rounding="ROUND_DOWN") if whole > 0 else None
