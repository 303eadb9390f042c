"""C-09 structural: one body holds a function and assures it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from nhsgraph.analyses.conflicts.patterns.hits import Hit, Pattern
from nhsgraph.analyses.conflicts.scan import Scan
from nhsgraph.analyses.conflicts.timing import Timing


def find(scan: Scan) -> Iterator[Hit]:
    """Holders that both hold a function in statute and assure it at the same level."""
    edges = scan.edges
    roles: dict[tuple[int, int, int], dict[str, int]] = defaultdict(dict)
    for row, (function, level, role, holder) in enumerate(
        edges["allocations"].zip("function", "level", "role", "holder")
    ):
        roles[function, level, holder].setdefault(edges.texts[role], row)
    found: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for (_, _, holder), rows in roles.items():
        if {"holds", "assures"} <= rows.keys():
            found[holder] += [("allocations", rows["holds"]), ("allocations", rows["assures"])]
    for holder, kept in found.items():
        yield Hit(
            "C-09",
            holder,
            0,
            0,
            Timing.CONTEMPORANEOUS,
            "professional",
            rows=tuple(kept),
            act="monitoring",
            proximity="unknown",
        )


PATTERN = Pattern(
    id="C-09",
    title="structural",
    find=find,
    actor="body",
    benign=("Parliament gave both tasks to one body, and Parliament can ask it to account for both.",),
    check="Compare who holds the function with who assures it, level by level.",
    needs=("allocations",),
)
