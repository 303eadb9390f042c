"""The claim S1-37, that a federation is smaller than a CCG."""

from __future__ import annotations

from decimal import Decimal

from nhsgraph.analyses.explain.context import claim_cites
from nhsgraph.analyses.footprints.claim_report import APRIL_2016, report_on
from nhsgraph.analyses.footprints.engine import Footprints
from nhsgraph.analyses.footprints.layers import Layer
from nhsgraph.analyses.footprints.report import Names, Report, cites, said
from nhsgraph.analyses.footprints.tiers import Basis, Tier
from nhsgraph.analyses.wording import number


def federations(footprints: Footprints, _names: Names, tolerance: Decimal) -> Report:
    """S1-37: whether a federation is smaller than a CCG."""
    units = footprints.universe(Basis.REGISTERED, "patients", APRIL_2016)
    sizes: dict[str, Decimal] = {}
    for ccg, weight in zip(units.ccg, units.weights, strict=True):
        sizes[ccg] = sizes.get(ccg, Decimal(0)) + weight
    ordered = sorted(sizes.values())
    median = ordered[len(ordered) // 2] if ordered else Decimal(0)
    layer: Layer = footprints.layer(units, Tier.FEDERATION, APRIL_2016)
    suffolk = sum((sizes.get(c, Decimal(0)) for c in ("ccg-06L", "ccg-07K")), Decimal(0))
    south = sizes.get("ccg-05T", Decimal(0))
    cited = cites(units.sources)
    sets = cites(layer.sources)
    told = [
        said(
            "ccgs",
            f"The median CCG had {number(median)} registered patients in 2016/17, the smallest {number(ordered[0]) if ordered else 0}.",
            cited,
            facts={"median": median, "smallest": ordered[0] if ordered else None, "ccgs": len(ordered)},
        ),
        said(
            "expected",
            "Federations were expected to have 25,000 to 100,000 people, possibly more.",
            claim_cites(["S1-37"]),
            facts={"from": 25000, "to": 100000},
            grade="stated",
        ),
        said(
            "suffolk",
            f"The Suffolk GP Federation reports 539,000, 5.4 times the upper figure; its practices lie in two CCGs, 06L and 07K, which together "
            f"had {number(suffolk)} patients. Which of their practices are members is in no source here.",
            (*claim_cites(["S1-50"]), *sets, *cited),
            facts={"reported": 539000, "times": Decimal("5.39"), "both_ccgs": suffolk},
            grade="stated",
        ),
        said(
            "south-worcestershire",
            f"The federation of South Worcestershire counts all practices of its CCG, {number(south)} patients: by practices it is coterminous with 05T.",
            (*claim_cites(["S1-55", "S1-58"]), *cited),
            facts={"patients": south, "ccg": "05T"},
            grade="stated",
        ),
    ]
    return report_on(
        "footprints.federations",
        "Are federations smaller than CCGs?",
        tolerance,
        claim_cites(["S1-37"]),
        "Federations were expected to have 25,000 to 100,000 people or somewhat more, fewer than most CCGs.",
        told,
        "Not so for the two federations whose size a source gives: one is as large as its CCG, the other spans two.",
        (
            ("few", "Two cases that are described because they are notable say nothing about the rest."),
            (
                "basis",
                "A federation is a set of practices; its reported population is registered people, not residents, and whose count it is is not said.",
            ),
        ),
        (("national", "The claim for the country: no source here lists federations with their practices."),),
        cited,
        None,
    )
