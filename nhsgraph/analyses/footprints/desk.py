"""The front door of footprints: bodies, tiers, dates and claims in, reports with their sources out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from nhsgraph.analyses.explain import life, sources_of
from nhsgraph.analyses.footprints import claims, tell_body, tell_nesting
from nhsgraph.analyses.footprints.alignment import TOLERANCE
from nhsgraph.analyses.footprints.changes import changes
from nhsgraph.analyses.footprints.engine import Footprints
from nhsgraph.analyses.footprints.nesting import Certificate, certificate
from nhsgraph.analyses.footprints.picture import Picture, picture
from nhsgraph.analyses.footprints.report import Names, Report
from nhsgraph.analyses.footprints.tiers import LABELS, Basis, Tier, default_basis, read_weight, tier_of
from nhsgraph.errors import UsageError
from nhsgraph.footprint_tables import FootprintTables
from nhsgraph.names import Name
from nhsgraph.views import Reader

#: The date that is answered for where none is asked for: the first look-up of small areas, and the first STPs.
DEFAULT_DAY = date(2016, 4, 1)


class Desk:
    """Answers about the footprints of one graph."""

    def __init__(self, tables: FootprintTables, names: Iterable[Name], reader: Reader) -> None:
        self.footprints = Footprints(tables)
        self.names = Names(names, self.footprints)
        self.reader = reader

    def body(
        self,
        body: str,
        day: date | None = None,
        *,
        basis: Basis | None = None,
        weight: str = "",
        tolerance: Decimal = TOLERANCE,
    ) -> Report:
        """One body (a local id) against every other tier.

        Raises :class:`~nhsgraph.errors.UsageError` for a body without a footprint, and
        :class:`~nhsgraph.errors.OutsideLife`.
        """
        if basis is not None:
            read_weight(weight, basis)
        elif weight:
            raise UsageError("--weight needs --basis: every basis has weights of its own.")
        known = self.footprints.tables.bodies.get(body)
        begins, ends = (known.begins, known.ends) if known else (None, None)
        tier = tier_of(known.kind, known.tier) if known else _of_practices(body)
        on = day or (tell_body.default_day(begins, ends) if known and tier is not Tier.PCT else DEFAULT_DAY)
        name = self.names.full(body, on)
        if tier is None:
            raise tell_body.no_footprint(name, body)
        if known and tier is not Tier.PCT:
            life.check(self.reader, life.body_of(self.reader, body), on)
        report = tell_body.body(
            self.footprints,
            self.names,
            body,
            tier,
            on,
            basis=basis,
            weight=weight,
            tolerance=tolerance,
            chosen=day is not None,
        )
        return self._with_sources(report)

    def nesting(
        self,
        tier: Tier,
        against: Tier,
        day: date | None = None,
        *,
        basis: Basis | None = None,
        weight: str = "",
        tolerance: Decimal = TOLERANCE,
        exceptions: bool = False,
    ) -> Report:
        """The certificate of two tiers, or what breaks it. Raises :class:`~nhsgraph.errors.UsageError`."""
        self._measurable(tier, against, basis)
        found = certificate(
            self.footprints,
            tier,
            against,
            day or DEFAULT_DAY,
            basis=basis,
            weight=weight,
            tolerance=tolerance,
        )
        return self._with_sources(self._told(found, chosen=day is not None, exceptions=exceptions))

    def changes(
        self,
        tier: Tier,
        against: Tier,
        since: date,
        until: date,
        *,
        basis: Basis | None = None,
        weight: str = "",
        tolerance: Decimal = TOLERANCE,
    ) -> Report:
        """What mergers and boundary changes did to the alignment. Raises :class:`~nhsgraph.errors.UsageError`."""
        self._measurable(tier, against, basis)
        if since >= until:
            raise UsageError(f"{since} is not before {until}. Give the earlier date first.")
        found = changes(
            self.footprints, tier, against, since, until, basis=basis, weight=weight, tolerance=tolerance
        )
        return self._with_sources(tell_nesting.changed(found, self.names))

    def test(self, claim: str, *, tolerance: Decimal = TOLERANCE) -> Report:
        """A claim put to the test. Raises :class:`~nhsgraph.errors.UsageError` with the claims there are."""
        return self._with_sources(claims.tested(self.footprints, self.names, claim, tolerance))

    def pictured(self, report: Report) -> tuple[Report, Picture | None]:
        """A report with what its page draws, if anything; the sources of the picture follow those of the report."""
        drawn = picture(self.footprints, self.names, report)
        if drawn is None:
            return report, None
        return replace(report, sources=sources_of(self.reader, (*report.sections, drawn.numbers))), drawn

    def _told(self, found: Certificate, *, chosen: bool, exceptions: bool) -> Report:
        if exceptions:
            return tell_nesting.breaking(self.footprints, found, self.names, chosen=chosen)
        return tell_nesting.nesting(found, self.names, chosen=chosen)

    def _measurable(self, tier: Tier, against: Tier, basis: Basis | None) -> None:
        if tier is against:
            raise UsageError(f"--tier and --against are both “{tier}”. Choose two tiers.")
        chosen = basis or default_basis(tier, against)
        if chosen is Basis.POSTCODES and tier is not Tier.PCT:
            raise UsageError(
                f"how {LABELS[tier][1]} nest cannot be measured by postcodes: only the shares of PCTs are known. "
                f"Ask the other way round: --tier pct --against {tier}"
            )

    def _with_sources(self, report: Report) -> Report:
        return replace(report, sources=sources_of(self.reader, report.sections))


def _of_practices(body: str) -> Tier | None:
    for prefix, tier in (
        ("practice-", Tier.PRACTICE),
        ("federation-", Tier.FEDERATION),
        ("network-", Tier.LOCALITY),
    ):
        if body.startswith(prefix):
            return tier
    return None
