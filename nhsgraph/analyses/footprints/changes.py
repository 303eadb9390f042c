"""What mergers and boundary changes between two dates did to the alignment of two tiers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from nhsgraph.analyses.footprints.alignment import TOLERANCE, Alignment
from nhsgraph.analyses.footprints.engine import Footprints
from nhsgraph.analyses.footprints.nesting import Certificate, Nest, certificate
from nhsgraph.analyses.footprints.tiers import Basis, Tier


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """A merger: how its parts nested before and the whole nests after; ``None`` where one is not in the comparison."""

    event: date
    new: str
    olds: tuple[str, ...]
    before: tuple[Nest | None, ...]
    after: Nest | None

    @property
    def effect(self) -> str:
        """``gained``, ``lost`` or ``kept`` nesting, or ``not known``."""
        known = [nest for nest in self.before if nest is not None]
        if self.after is None or not known:
            return "not known"
        all_before = all(nest.nests for nest in known)
        if all_before == self.after.nests:
            return "kept"
        return "gained" if self.after.nests else "lost"

    @property
    def coterminous(self) -> bool:
        """Whether the whole is the same as the body that holds it."""
        return bool(self.after and self.after.main.alignment is Alignment.COTERMINOUS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A boundary change: areas passed from one CCG to another that both went on."""

    event: date
    giver: str
    taker: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Two certificates, and what lies between them."""

    before: Certificate
    after: Certificate
    merged: tuple[Merged, ...]
    moved: tuple[Moved, ...]


def changes(
    footprints: Footprints,
    tier: Tier,
    against: Tier,
    since: date,
    until: date,
    *,
    basis: Basis | None = None,
    weight: str = "",
    tolerance: Decimal = TOLERANCE,
) -> Changes:
    """Compare the tiers on two dates. Mergers and boundary changes are those of CCGs."""
    first, second = (
        certificate(footprints, tier, against, day, basis=basis, weight=weight, tolerance=tolerance)
        for day in (since, until)
    )
    before = {nest.body: nest for nest in first.nests}
    after = {nest.body: nest for nest in second.nests}
    merged = tuple(
        Merged(event=on, new=new, olds=olds, before=tuple(before.get(o) for o in olds), after=after.get(new))
        for new, olds, on in footprints.places.merged(since, until)
    )
    moved = tuple(
        Moved(event=row.begins, giver=row.subject, taker=row.object)
        for row in footprints.tables.relations.get("boundary", ())
        if row.begins is not None and since < row.begins <= until
    )
    return Changes(before=first, after=second, merged=merged if tier is Tier.CCG else (), moved=moved)
