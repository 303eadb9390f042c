"""How interest, seat and decision lie in time. Days are day numbers, 0 for not known (or, as an end, not ended)."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple


class Timing(IntEnum):
    """The labels, strongest first."""

    CONTEMPORANEOUS = 0  # all hold on the day of the decision
    UNKNOWN = 1  # a date is missing: possible, and no more
    ENDED_BEFORE = 2  # the interest had ended
    JOINED_AFTER = 3  # the seat or the interest began later

    @property
    def label(self) -> str:
        """The notation in the scheme of timings."""
        return ("contemporaneous", "unknown", "ended-before", "joined-after")[self]


class Span(NamedTuple):
    """From a day until before another; ``open`` says that some start in it is not known."""

    start: int
    end: int
    open: bool

    def meet(self, start: int, end: int) -> Span | None:
        """What it has in common with another period; ``None`` where they never meet."""
        first = max(self.start, start)
        last = min(self.end or end, end or self.end)
        return None if last and first >= last else Span(first, last, self.open or not start)

    def covers(self, day: int) -> bool:
        """Whether a known day lies in it, or may lie in it."""
        return self.start <= day and (not self.end or day < self.end)


ALWAYS = Span(0, 0, False)


def of(day: int, seat: Span, interest: Span) -> Timing | None:
    """The label for a decision on a day; ``None`` where the seat had ended, or neither held any more or yet.

    >>> of(10, Span(1, 0, False), Span(1, 9, False)).label
    'ended-before'
    >>> of(10, Span(1, 0, False), Span(1, 11, False)).label
    'contemporaneous'
    """
    if not day:
        return Timing.UNKNOWN if seat.meet(interest.start, interest.end) else None
    if seat.end and day >= seat.end:
        return None
    late = day < seat.start
    if interest.end and day >= interest.end:
        return None if late else Timing.ENDED_BEFORE
    if late or day < interest.start:
        return Timing.JOINED_AFTER
    return Timing.UNKNOWN if seat.open or interest.open else Timing.CONTEMPORANEOUS
