"""What two shares amount to, at a stated tolerance."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

#: What counts as all of a body, unless told otherwise.
TOLERANCE = Decimal("0.98")


class Alignment(StrEnum):
    """How the first footprint lies to the second (the concepts of the scheme ``alignment``)."""

    COTERMINOUS = "coterminous"
    WITHIN = "within"
    CONTAINS = "contains"
    OVERLAPS = "overlaps"
    DISJOINT = "disjoint"
    NOT_COMPARABLE = "not-comparable"


def alignment(share_a: Decimal | None, share_b: Decimal | None, tolerance: Decimal) -> Alignment:
    """What two shares amount to; one that is not known never makes anything coterminous.

    >>> str(alignment(Decimal("1"), Decimal("0.4"), TOLERANCE)), str(alignment(None, Decimal("1"), TOLERANCE))
    ('within', 'contains')
    """
    if share_a is None and share_b is None:
        return Alignment.NOT_COMPARABLE
    first = share_a is not None and share_a >= tolerance
    second = share_b is not None and share_b >= tolerance
    if first and second:
        return Alignment.COTERMINOUS
    if first:
        return Alignment.WITHIN
    if second:
        return Alignment.CONTAINS
    return Alignment.OVERLAPS if (share_a or share_b) else Alignment.DISJOINT
