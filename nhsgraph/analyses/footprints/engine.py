"""The engine: universes, layers and comparisons of one set of tables, each made once and remembered."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from nhsgraph.analyses.footprints.alignment import TOLERANCE
from nhsgraph.analyses.footprints.layers import Layer, Universe, layer, universe
from nhsgraph.analyses.footprints.placing import Places
from nhsgraph.analyses.footprints.relate import Comparison, compare
from nhsgraph.analyses.footprints.tiers import (
    LABELS,
    SUPPORTED,
    Basis,
    Tier,
    default_basis,
    read_weight,
    why_not,
)
from nhsgraph.errors import UsageError
from nhsgraph.footprint_tables import FootprintTables

#: How many comparisons are remembered, the last ones made: enough for every tier against every other on a date.
_KEPT = 96


class Footprints:
    """Every footprint of a graph, by tier, date and basis. Not for sharing between threads that compute."""

    def __init__(self, tables: FootprintTables) -> None:
        self.tables = tables
        self.places = Places(tables)
        self._universes: dict[tuple[Basis, str, date], Universe] = {}
        self._layers: dict[tuple[Basis, str, date, Tier, date], Layer] = {}
        self._comparisons: dict[tuple[Basis, str, date, Tier, Tier, Decimal], Comparison] = {}

    def universe(self, basis: Basis, weight: str, day: date) -> Universe:
        """The units of a basis on a date."""
        key = (basis, weight, day)
        if key not in self._universes:
            self._universes[key] = universe(self.places, basis, weight, day)
        return self._universes[key]

    def layer(self, units: Universe, tier: Tier, day: date) -> Layer:
        """A tier over a universe; raises :class:`~nhsgraph.errors.UsageError` where it has no footprint on the basis."""
        key = (units.basis, units.weight, units.as_of, tier, day)
        if key not in self._layers:
            self._layers[key] = layer(self.places, units, tier, day)
        return self._layers[key]

    def basis(self, a: Tier, b: Tier) -> Basis | None:
        """The basis that two tiers are compared on unless another is asked for; practices where no areas are placed."""
        chosen = default_basis(a, b)
        if chosen is Basis.RESIDENTS and not self.tables.cells and {a, b} <= SUPPORTED[Basis.MEMBERS]:
            return Basis.MEMBERS
        return chosen

    def compare(
        self,
        a: Tier,
        b: Tier,
        day: date,
        *,
        basis: Basis | None = None,
        weight: str = "",
        tolerance: Decimal = TOLERANCE,
    ) -> Comparison:
        """Two tiers on a date. Raises :class:`~nhsgraph.errors.UsageError` where they are not comparable."""
        chosen = basis or self.basis(a, b)
        if chosen is None:
            raise UsageError(not_comparable(a, b))
        units = self.universe(chosen, read_weight(weight, chosen), day)
        key = (chosen, units.weight, day, a, b, tolerance)
        if key not in self._comparisons:
            if len(self._comparisons) == _KEPT:
                del self._comparisons[next(iter(self._comparisons))]
            self._comparisons[key] = compare(
                units, self.layer(units, a, day), self.layer(units, b, day), tolerance
            )
        return self._comparisons[key]


def not_comparable(a: Tier, b: Tier) -> str:
    """Why two tiers have no basis in common, and what to do."""
    odd, other = (a, b) if Tier.PCT in {a, b} and a is Tier.PCT else (b, a) if b is Tier.PCT else (a, b)
    basis = Basis.RESIDENTS if other in {Tier.DISTRICT, Tier.AUTHORITY} else Basis.MEMBERS
    return (
        f"{LABELS[a][1]} and {LABELS[b][1]} are not comparable: {why_not(odd, basis)}. "
        "Compare each with a tier that both can be measured against, such as ccg."
    )
