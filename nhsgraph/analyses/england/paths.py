"""How many conflict paths hold in a CCG on a date, for the picture.

Paths of which a date or an owner is not known on every occasion are left out. Where none was found the number is not
known, and never zero: interests, seats and contracts are on record for too few CCGs to say that there is none.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date

from nhsgraph.analyses.conflicts.find import Wanted, find
from nhsgraph.analyses.conflicts.severity import Scheme
from nhsgraph.analyses.england.measures import Paths
from nhsgraph.edges import Snapshot


def counted(edges: Snapshot, scheme: Scheme, days: Iterable[date]) -> Paths:
    """A count for any CCG on any of these days, with the sources of the paths."""
    counts: dict[date, Counter[str]] = {}
    sources: dict[tuple[str, date], dict[str, None]] = defaultdict(dict)
    for day in days:
        counts[day] = Counter()
        for conflict in find(edges, scheme, Wanted(as_of=day)).conflicts:
            if conflict.possible or not conflict.body:
                continue
            counts[day][conflict.body] += 1
            sources[conflict.body, day].update(dict.fromkeys(cite.source for cite in conflict.cites()))

    def of(ccg: str, day: date) -> tuple[int, tuple[str, ...]] | None:
        number = counts[day][ccg] if day in counts else 0
        return (number, tuple(sources[ccg, day])) if number else None

    return of
