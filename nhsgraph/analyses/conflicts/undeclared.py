"""Interests that follow from the facts and were not declared; apart from them, interests declared late.

Late is more than 28 days after both seat and interest had begun: the time that section 14O of the National Health Service
Act 2006 gives. Where a committee's body has no register at all in the data, nothing is said about its members: *not known*.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from nhsgraph.analyses.conflicts import closure
from nhsgraph.analyses.conflicts.closure import TIES
from nhsgraph.analyses.conflicts.describe import Words
from nhsgraph.analyses.conflicts.paths import Step
from nhsgraph.analyses.conflicts.scan import Link, Path, Scan
from nhsgraph.edges import Snapshot

DAYS = 28


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """An interest of somebody with a seat, and what the register says of it."""

    state: str  # undeclared, late, or unknown where the body has no register in the data
    person: str
    person_name: str
    body: str
    body_name: str
    interest_in: str
    interest_name: str
    since: date | None  # the day on which both seat and interest had begun
    declared: date | None
    steps: tuple[Step, ...]


def gaps(edges: Snapshot, body: str = "", person: str = "", day: date | None = None) -> tuple[Gap, ...]:
    """Every gap, of one commissioner or all, one person or all, ordered by state, body, person and organisation.

    With a day: as it stood then, when later declarations had not been made and the 28 days of a new interest had not passed.
    """
    scan, words = Scan(edges), Words(edges, day)
    wanted, of = edges.number(body) if body else 0, edges.number(person) if person else 0
    registers = _bodies_with_register(scan)
    found: dict[tuple[str, int, int, int], Gap] = {}
    for seat in scan.seats:
        ccg = scan.committee_of.get(seat.committee, 0)
        if (wanted and ccg != wanted) or (of and seat.person != of):
            continue
        for target, paths in closure.reach(scan, seat.person, first=_derived).items():
            met = [(p, s) for p in paths if (s := p.span.meet(seat.span.start, seat.span.end)) is not None]
            if not met or target == ccg:
                continue
            path, span = met[0]
            since = date.fromordinal(span.start) if span.start > 1 else None
            declared = _declared(scan, seat.person, path)
            if day is not None:
                if not span.covers(day.toordinal()) or (since and day <= since + timedelta(days=DAYS)):
                    continue
                declared = declared if declared and declared <= day else None
            if declared is not None and since is not None and declared <= since + timedelta(days=DAYS):
                continue
            if declared is not None and since is None:
                continue
            state = "late" if declared is not None else "undeclared" if ccg in registers else "unknown"
            found.setdefault(
                (state, ccg, seat.person, target),
                Gap(
                    state=state,
                    person=edges.texts[seat.person],
                    person_name=words.name(seat.person),
                    body=edges.texts[ccg],
                    body_name=words.name(ccg),
                    interest_in=edges.texts[target],
                    interest_name=words.name(target),
                    since=since,
                    declared=declared,
                    steps=(*(words.link(link) for link in path.links), words.seat(seat)),
                ),
            )
    order = ("undeclared", "late", "unknown")
    return tuple(
        sorted(found.values(), key=lambda g: (order.index(g.state), g.body, g.person, g.interest_in))
    )


def _derived(link: Link) -> bool:
    return link.kind in closure.OWNING or link.kind in TIES


def _declared(scan: Scan, person: int, path: Path) -> date | None:
    """The first day on which the person declared an interest in what the path leads to."""
    days = [
        scan.edges["interests"]["declared_on"][link.row]
        for link in scan.links_from.get(person, ())
        if link.table == "interests" and link.target == path.target
    ]
    known = [day for day in days if day]
    return date.fromordinal(min(known)) if known else None


def _bodies_with_register(scan: Scan) -> set[int]:
    """Commissioners of which somebody with a seat has declared something."""
    bearers = {link.source for link in scan.links if link.table == "interests"}
    return {scan.committee_of.get(seat.committee, 0) for seat in scan.seats if seat.person in bearers}
