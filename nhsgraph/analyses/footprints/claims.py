"""The claims about footprints that can be put to the test; one module a claim."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from nhsgraph.analyses.footprints.claim_federations import federations
from nhsgraph.analyses.footprints.claim_mergers import mergers
from nhsgraph.analyses.footprints.claim_trusts import pct_clusters
from nhsgraph.analyses.footprints.engine import Footprints
from nhsgraph.analyses.footprints.report import Names, Report
from nhsgraph.errors import UsageError


def tested(footprints: Footprints, names: Names, claim: str, tolerance: Decimal) -> Report:
    """The report on a claim. Raises :class:`~nhsgraph.errors.UsageError` with the claims there are."""
    if claim not in CLAIMS:
        raise UsageError(f"no claim is called “{claim}”. Choose one of {', '.join(CLAIMS)}.")
    _needs(footprints, claim, "postcodes", "participation")
    return CLAIMS[claim](footprints, names, tolerance)


def _needs(footprints: Footprints, claim: str, *kinds: str) -> None:
    """Raise :class:`~nhsgraph.errors.UsageError` where a data set cannot test a claim."""
    tables = footprints.tables
    if not tables.cells or any(not tables.relations.get(kind) for kind in kinds):
        raise UsageError(
            f"the claim “{claim}” cannot be tested: this data set places no small areas or has no PCTs. "
            "Ask the national one, without --dataset."
        )


CLAIMS: Mapping[str, Callable[[Footprints, Names, Decimal], Report]] = {
    "pct-clusters": pct_clusters,
    "mergers": mergers,
    "federations": federations,
}
