"""How many conflict paths there are, of how many commissioners that the data could show them for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from nhsgraph.analyses.conflicts.paths import Conflict
from nhsgraph.analyses.conflicts.patterns import PATTERNS
from nhsgraph.analyses.conflicts.scan import Scan
from nhsgraph.edges import Snapshot

#: Tables that belong to no commissioner: what they show is national.
_NATIONAL = {"allocations", "documents", "leads", "partners"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One pattern: paths found, and the denominator. ``None`` is *not known*: the data have nothing to look in."""

    pattern: str
    title: str
    paths: int | None
    bodies: int | None  # commissioners with at least one
    covered: int  # commissioners for which the data have what the pattern needs
    commissioners: int
    bands: dict[str, int]  # band of the higher end of the residual severity to paths
    missing: tuple[str, ...]  # tables that the pattern needs and that have no rows


def summary(edges: Snapshot, conflicts: Iterable[Conflict], bands: Iterable[str]) -> tuple[Line, ...]:
    """A line a pattern, in order; a pattern without data says so and gives no zero."""
    scan = Scan(edges)
    found = tuple(conflicts)
    names = tuple(bands)
    everyone = len(scan.members)
    lines = []
    for pattern in PATTERNS:
        own = [c for c in found if c.pattern == pattern.id and c.title == pattern.title]
        missing = tuple(table for table in pattern.needs if not edges[table].rows)
        covered = 0 if missing else _covered(scan, pattern.needs)
        lines.append(
            Line(
                pattern=pattern.id,
                title=pattern.title,
                paths=None if missing and not own else len(own),
                bodies=None if missing and not own else len({c.body for c in own if c.body}),
                covered=covered or len({c.body for c in own if c.body}),
                commissioners=everyone,
                bands={
                    name: sum(1 for c in own if c.occasions[0].severity.bands[1] == name) for name in names
                },
                missing=missing,
            )
        )
    return tuple(lines)


def _covered(scan: Scan, needs: tuple[str, ...]) -> int:
    """Commissioners about which every table that is kept by commissioner has a row."""
    kept: list[set[int]] = []
    for table in needs:
        column = {
            "awards": "commissioner",
            "procurement_decisions": "commissioner",
            "levels": "ccg",
            "payments": "ccg",
        }.get(table)
        if column:
            kept.append(set(scan.edges[table][column]))
        elif table == "committee_members":
            kept.append({scan.committee_of.get(seat.committee, 0) for seat in scan.seats})
    if not kept:
        return 0 if set(needs) <= _NATIONAL else len(scan.members)
    return len(set.intersection(*kept) & scan.members.keys())
