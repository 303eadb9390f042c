"""The claim S4-117, that STPs re-create clusters of PCTs."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from nhsgraph.analyses.explain.context import claim_cites
from nhsgraph.analyses.explanation import Row, Table
from nhsgraph.analyses.footprints.claim_report import APRIL_2016, report_on
from nhsgraph.analyses.footprints.engine import Footprints
from nhsgraph.analyses.footprints.report import Names, Report, cites, said
from nhsgraph.analyses.footprints.tiers import Tier
from nhsgraph.analyses.footprints.trusts import Double, Union, one_to_one, split_trusts, unions
from nhsgraph.analyses.wording import percent

_COUNTED = {
    Double.BOTH: "in full in both",
    Double.NEITHER: "in neither",
    Double.SPLIT: "by where their residents live",
}


def pct_clusters(footprints: Footprints, names: Names, tolerance: Decimal) -> Report:
    """S4-117, nationally: whether STPs are unions of the PCTs that were there before."""
    found = {double: unions(footprints, APRIL_2016, double, tolerance) for double in Double}
    stps = footprints.compare(Tier.CCG, Tier.STP, APRIL_2016).b.sources
    cited = cites([row.sources[0] for row in footprints.tables.relations["postcodes"]], stps)
    numbers = {double: sum(union.is_union for union in found[double]) for double in Double}
    count = len(found[Double.BOTH])
    low, high = min(numbers.values()), max(numbers.values())
    loose = {
        t: sum(u.is_union for u in unions(footprints, APRIL_2016, Double.BOTH, t)) for t in _around(tolerance)
    }
    strict, passed = (len(one_to_one(footprints, tolerance, strict=s)) for s in (True, False))
    firm = len(one_to_one(footprints, Decimal("0.99")))
    told = [
        said(
            "unions",
            f"{low} to {high} of {count} STPs of April 2016 are unions of whole PCTs at {percent(tolerance)} of postcodes: "
            + ", ".join(
                f"{numbers[double]} when the CCGs listed under two STPs count {_COUNTED[double]}"
                for double in Double
            )
            + ".",
            cited,
            facts={
                "stps": count,
                "tolerance": tolerance,
                **{str(double): numbers[double] for double in Double},
            },
        ),
        said(
            "definition",
            "An STP is a union of whole PCTs where at least one PCT lies in it whole and none lies in it in part, up to the tolerance; "
            "a PCT lies in it as far as its postcodes lie in its CCGs.",
            cited,
            facts={"basis": "postcodes", "as_of": APRIL_2016},
        ),
        said(
            "tolerances",
            "The number moves with the tolerance: "
            + ", ".join(f"{loose[t]} at {percent(t)}" for t in sorted(loose))
            + " (double CCGs in both).",
            cited,
            facts={str(t): loose[t] for t in sorted(loose)},
        ),
        said(
            "one-to-one",
            f"{strict} PCTs became one CCG and nothing else at {percent(tolerance)}, {passed} if slivers of other PCTs are passed over, "
            f"{firm} at 99.0%; {len(split_trusts(footprints, tolerance))} PCTs were divided among CCGs.",
            cited,
            facts={
                "strict": strict,
                "slivers_passed_over": passed,
                "at_99": firm,
                "divided": len(split_trusts(footprints, tolerance)),
            },
        ),
    ]
    broken = Table(
        columns=(
            ("stp", "STP"),
            ("name", "Name"),
            ("whole", "Whole PCTs"),
            ("parts", "PCTs in part"),
            ("readings", "Breaks when double CCGs count"),
        ),
        rows=tuple(
            Row(
                cells=(
                    names.code(stp),
                    names.name(stp, APRIL_2016),
                    whole,
                    parts,
                    readings,
                ),
                cites=cited,
            )
            for stp, whole, parts, readings in _broken(found, names)
        ),
        caption="STPs that are not unions of whole PCTs in every reading, and why",
    )
    quote = claim_cites(["S4-117"])
    return report_on(
        "footprints.pct-clusters",
        "Do STPs re-create the clusters of PCTs?",
        tolerance,
        quote,
        "An accountable officer said that the three STPs of the area were the three former clusters of PCTs.",
        told,
        f"Plausible, not universal: about two thirds of the STPs ({low} to {high} of {count}) are made of whole PCTs, the others divide at least one.",
        (
            (
                "unofficial",
                "The shares of postcodes are an unofficial compilation, and postcodes are neither people nor area.",
            ),
            (
                "size",
                "Only shares of PCTs are known, so that an STP’s share of a PCT is measured and not a PCT’s share of an STP.",
            ),
        ),
        (
            (
                "site",
                "The statement itself: the area it was made about is anonymous and is not to be identified.",
            ),
            (
                "clusters",
                "The clusters of 2011 to 2013 themselves: no source here lists which PCTs formed which.",
            ),
        ),
        cited,
        broken,
    )


def _broken(found: Mapping[Double, tuple[Union, ...]], names: Names) -> list[tuple[str, str, str, str]]:
    rows: dict[str, list[Double]] = {}
    why: dict[str, tuple[str, str]] = {}
    for double, listed in found.items():
        for union in listed:
            if union.is_union:
                continue
            rows.setdefault(union.stp, []).append(double)
            whole = " ".join(names.code(pct) for pct in union.whole)
            parts = ", ".join(
                f"{names.name(pct, APRIL_2016)} ({names.code(pct)}) {percent(part)}"
                for pct, part in union.parts
            )
            why.setdefault(union.stp, (whole, parts or "no PCT at all in this reading"))
    return [(stp, *why[stp], ", ".join(doubles)) for stp, doubles in sorted(rows.items())]


def _around(tolerance: Decimal) -> list[Decimal]:
    return sorted({Decimal("0.95"), Decimal("0.98"), Decimal("0.99"), tolerance})
