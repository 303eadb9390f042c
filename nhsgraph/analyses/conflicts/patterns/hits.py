"""What a pattern yields, and the shapes that several patterns share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from nhsgraph.analyses.conflicts import closure, timing
from nhsgraph.analyses.conflicts.scan import Choice, Path, Scan, SeatRow
from nhsgraph.analyses.conflicts.timing import Span, Timing
from nhsgraph.values import dataclass


class Hit(NamedTuple):
    """Facts that follow a pattern. Numbers are texts of the snapshot, 0 for nobody.

    ``actor`` and ``other`` are what hits are grouped by: the person or body, and the provider, scheme or partnership.
    ``rows`` are further rows (table, row) that it rests on.
    """

    pattern: str
    actor: int
    other: int
    body: int
    timing: Timing
    interest: str  # code of the interest in the table of severities
    choice: Choice | None = None
    seat: SeatRow | None = None
    paths: tuple[Path, ...] = ()
    rows: tuple[tuple[str, int], ...] = ()
    act: str = ""  # code of the act, where no decision gives it
    proximity: str = ""  # code, where the pattern itself says it


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """One way in which interest and decision can meet."""

    id: str
    title: str
    find: Callable[[Scan], Iterator[Hit]]
    actor: str  # person or body
    benign: tuple[str, ...]  # readings that see no difficulty
    check: str  # how to find out more
    needs: tuple[str, ...]  # tables without which the answer is not known


def best(day: int, seat: Span, paths: Iterable[Path]) -> tuple[Timing, tuple[Path, ...]] | None:
    """The strongest label of any path, and the paths that have it."""
    found: Timing | None = None
    kept: list[Path] = []
    for path in paths:
        label = timing.of(day, seat, path.span)
        if label is None or (found is not None and label > found):
            continue
        if label != found:
            found, kept = label, []
        kept.append(path)
    return None if found is None else (found, tuple(kept))


def met(choice: Choice, seat: Span, paths: Iterable[Path]) -> tuple[Timing, tuple[Path, ...]] | None:
    """The same for a decision by a committee of the seat; possible and no more where the source names no such body."""
    found = best(choice.day, seat, paths)
    if found is not None and not choice.body and found[0] is Timing.CONTEMPORANEOUS:
        return Timing.UNKNOWN, found[1]
    return found


def interest_code(paths: Iterable[Path]) -> str:
    """The strongest interest that paths begin with, as a code of the table of severities."""
    order = ("owner", "director", "employee", "professional", "personal", "indirect")
    codes = {
        "partner": "owner",
        "owner": "owner",
        "member": "owner",
        "financial": "owner",
        "office-holder": "director",
        "director": "director",
        "employee": "employee",
        "non-financial-professional": "professional",
        "non-financial-personal": "personal",
    }
    return min((codes.get(path.links[0].kind, "indirect") for path in paths), key=order.index)


def decides(scan: Scan, seat: SeatRow) -> bool:
    """Whether a seat has a vote on a committee that decides."""
    return seat.voting and seat.committee not in scan.advisory


def partner_votes(scan: Scan, choice: Choice) -> Iterator[tuple[SeatRow, dict[int, list[Path]]]]:
    """Seats with a vote on a decision whose holders own member practices of the commissioner, and those practices."""
    members = scan.members_on(choice.commissioner, choice.day)
    for body in scan.bodies(choice):
        for seat in scan.seats_of.get(body, ()):
            if decides(scan, seat):
                reached = closure.interests(scan, seat.person)
                if own := {practice: paths for practice, paths in reached.items() if practice in members}:
                    yield seat, own


def partners_decide(
    scan: Scan, pattern: str, acts: Iterable[str], concerned: Callable[[Choice, int], bool]
) -> Iterator[Hit]:
    """Decisions of some acts x voters who own a member practice that is concerned."""
    for choice in (choice for act in acts for choice in scan.acts.get(act, ())):
        for seat, own in partner_votes(scan, choice):
            paths = [path for practice, found in own.items() if concerned(choice, practice) for path in found]
            if (timed := met(choice, seat.span, paths)) is not None:
                label, kept = timed
                body = choice.commissioner
                yield Hit(pattern, seat.person, choice.id, body, label, "owner", choice, seat, kept)
