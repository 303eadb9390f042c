"""How many conflict paths there are, of how many commissioners that the data could show them for."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from nhsgraph.analyses.conflicts.paths import Conflict
from nhsgraph.analyses.conflicts.patterns import PATTERNS
from nhsgraph.analyses.conflicts.scan import Scan
from nhsgraph.edges import Snapshot
from nhsgraph.period import Holds, financial_year
from nhsgraph.views import Reader

#: Tables that belong to no commissioner: what they show is national.
_NATIONAL = {"allocations", "documents", "leads", "partners"}
#: No commissioner had a level before this day: that is known of all of them.
_LEVELS_FROM = date(2015, 4, 1)
#: Tables that are kept by commissioner, and the column that says by which.
_COLUMN = {
    "awards": "commissioner",
    "procurement_decisions": "commissioner",
    "levels": "ccg",
    "members": "commissioner",
    "payments": "ccg",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One pattern: paths found, and the denominator. ``None`` is *not known*: the data have nothing to look in."""

    pattern: str
    title: str
    paths: int | None
    bodies: int | None  # commissioners with at least one
    covered: int  # commissioners for which the data have what the pattern needs
    commissioners: int  # those that existed on the day; without a day, those of all dates
    bands: dict[str, int]  # band of the higher end of the residual severity to paths
    missing: tuple[str, ...]  # tables that the pattern needs and that have no rows (of the day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Denominator:
    """Of whom counts are: the CCGs (local ids), and the day on which they existed; without a day, those of all dates."""

    commissioners: frozenset[str]
    day: date | None = None


def denominator(reader: Reader, day: date | None = None, body: str = "") -> Denominator:
    """The CCGs that existed on a day, or ever; for a CCG itself alone."""
    rows = (row for row in reader.rows("england_bodies") if row.code("kind") == "CCG")
    ids = {row.code("body") for row in rows if day is None or row.holds(day) is not Holds.NO}
    return Denominator(commissioners=frozenset({body} & ids or ids), day=day)


def summary(
    edges: Snapshot,
    conflicts: Iterable[Conflict],
    bands: Iterable[str],
    of: Denominator,
    patterns: Container[str] = (),
) -> tuple[Line, ...]:
    """A line a pattern (of those asked for, if any), in order; a pattern without data says so and gives no zero."""
    scan = Scan(edges)
    found = tuple(conflicts)
    names = tuple(bands)
    everyone = len(of.commissioners)
    lines = []
    for pattern in PATTERNS:
        if patterns and pattern.id not in patterns:
            continue
        own = [c for c in found if c.pattern == pattern.id and c.title == pattern.title]
        covered, missing = _covered(scan, pattern.needs, of)
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


def _covered(scan: Scan, needs: tuple[str, ...], of: Denominator) -> tuple[int, tuple[str, ...]]:
    """How many of the commissioners the data could show it for, and the tables that have nothing of any of them."""
    owners = {table: _owners(scan, table, of) for table in needs}
    missing = tuple(
        table
        for table, found in owners.items()
        if not scan.edges[table].rows or (found is not None and not found & of.commissioners)
    )
    if missing or set(needs) <= _NATIONAL:
        return 0, missing
    kept = [found for found in owners.values() if found is not None]
    covered = len(set.intersection(*kept) & of.commissioners)
    return covered, () if covered else needs  # each table has rows, and of no commissioner have all


def _owners(scan: Scan, table: str, of: Denominator) -> set[str] | None:
    """The commissioners that a table has a row of, of the day if one was given; ``None`` where it is kept otherwise."""
    edges, texts = scan.edges, scan.edges.texts
    if table == "levels" and of.day and of.day < _LEVELS_FROM:
        return set(of.commissioners)
    owners: Sequence[int]
    if column := _COLUMN.get(table):
        owners = edges[table][column]
    elif table == "committee_members":
        owners = [scan.committee_of.get(seat.committee, 0) for seat in scan.seats]
    else:
        return None
    return {texts[owner] for row, owner in enumerate(owners) if _of_the_day(edges, table, row, of.day)}


def _of_the_day(edges: Snapshot, table: str, row: int, day: date | None) -> bool:
    """Whether a row can say something of a day; decisions stand from their day on, and are in the data or not."""
    if day is None:
        return True
    types = edges[table].types
    if "year" in types:
        return bool(edges.value(table, row, "year") == financial_year(day))
    if "valid_from" not in types:
        return True
    begins, ends = edges.value(table, row, "valid_from"), edges.value(table, row, "valid_to")
    return (begins is None or begins <= day) and (ends is None or day < ends)
