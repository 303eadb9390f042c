"""C-07 allocation: members move money between sectors in one of which they gain or lose."""

from __future__ import annotations

from collections.abc import Iterator

from nhsgraph.analyses.conflicts.patterns.hits import Hit, Pattern, partners_decide
from nhsgraph.analyses.conflicts.scan import Scan


def find(scan: Scan) -> Iterator[Hit]:
    """Decisions on budgets x voters who own a member practice."""
    return partners_decide(scan, "C-07", ("budget",), lambda _choice, _practice: True)


PATTERN = Pattern(
    id="C-07",
    title="allocation",
    find=find,
    actor="person",
    benign=("To move money to where members work was the declared aim of the policy.",),
    check="Compare what the decision moved with what the practices of those who voted received.",
    needs=("committee_members", "posts", "procurement_decisions"),
)
