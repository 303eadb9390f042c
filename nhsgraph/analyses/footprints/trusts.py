"""PCTs of 2012 against CCGs and STPs: which STPs are unions of whole PCTs, and which CCGs are one PCT.

Only the shares of each PCT's postcodes by CCG are known. A PCT lies in an STP as far as its postcodes lie in the CCGs
of that STP; an STP is a *union of whole PCTs* where every PCT in it lies in it whole and it has one at all, up to
the tolerance. The number depends on how the CCGs that are listed under two STPs are counted: three readings are given.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from nhsgraph.analyses.footprints.alignment import TOLERANCE
from nhsgraph.analyses.footprints.engine import Footprints
from nhsgraph.analyses.footprints.layers import holding, tier_relations
from nhsgraph.analyses.footprints.tiers import Basis, Tier


class Double(StrEnum):
    """How a CCG that is listed under two STPs is counted."""

    BOTH = "both"  # in full in both
    NEITHER = "neither"  # left out of both
    SPLIT = "split"  # by where its residents live


@dataclass(frozen=True, slots=True, kw_only=True)
class Union:
    """An STP and the PCTs in it: whole ones, and parts with the share of the PCT that lies in it."""

    stp: str
    whole: tuple[str, ...]
    parts: tuple[tuple[str, Decimal], ...]

    @property
    def is_union(self) -> bool:
        """Whether it is made of whole PCTs."""
        return bool(self.whole) and not self.parts


def unions(
    footprints: Footprints, day: date, double: Double = Double.BOTH, tolerance: Decimal = TOLERANCE
) -> tuple[Union, ...]:
    """Every STP of a date as PCTs, in order of code. Parts below what the tolerance leaves are not counted as parts."""
    wholes, _ = holding(tier_relations(footprints.tables, Tier.STP), day)
    split = _by_residents(footprints, day) if double is Double.SPLIT else {}
    shares: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for row in footprints.tables.relations.get("postcodes", ()):
        for ccg in footprints.places.carried(row.object, day):
            found = wholes.get(ccg, ())
            if len(found) > 1 and double is Double.NEITHER:
                continue
            for stp in found:
                part = split[ccg].get(stp, Decimal(0)) if len(found) > 1 and split else Decimal(1)
                shares[stp][row.subject] += (row.share or Decimal(0)) * part
    return tuple(
        Union(
            stp=stp,
            whole=tuple(pct for pct, share in sorted(shares[stp].items()) if share >= tolerance),
            parts=tuple(
                (pct, share)
                for pct, share in sorted(shares[stp].items())
                if 1 - tolerance < share < tolerance
            ),
        )
        for stp in sorted({stp for found in wholes.values() for stp in found})
    )


def one_to_one(
    footprints: Footprints, tolerance: Decimal = TOLERANCE, *, strict: bool = True
) -> tuple[tuple[str, str], ...]:
    """The PCTs of which all lies in one CCG that has nothing of any other PCT, with that CCG.

    ``strict`` counts every other PCT with any postcode in the CCG; otherwise those with less than the tolerance
    leaves are passed over.
    """
    by_ccg: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for row in footprints.tables.relations.get("postcodes", ()):
        by_ccg[row.object][row.subject] = row.share or Decimal(0)
    floor = Decimal(0) if strict else 1 - tolerance
    return tuple(
        (pct, ccg)
        for ccg, shares in sorted(by_ccg.items())
        for pct, share in sorted(shares.items())
        if share >= tolerance and sum(other >= floor for other in shares.values()) == 1
    )


def split_trusts(footprints: Footprints, tolerance: Decimal = TOLERANCE) -> tuple[str, ...]:
    """The PCTs of which no CCG has the whole."""
    best: dict[str, Decimal] = defaultdict(Decimal)
    for row in footprints.tables.relations.get("postcodes", ()):
        best[row.subject] = max(best[row.subject], row.share or Decimal(0))
    return tuple(pct for pct, share in sorted(best.items()) if share < tolerance)


def _by_residents(footprints: Footprints, day: date) -> Mapping[str, Mapping[str, Decimal]]:
    found = footprints.compare(Tier.CCG, Tier.STP, day, basis=Basis.RESIDENTS)
    shares: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for pair in found.pairs:
        shares[pair.a][pair.b] = pair.share_a or Decimal(0)
    return shares
