"""C-05 schemes that pay their designers: members decide a scheme from which their practices are paid."""

from __future__ import annotations

from collections.abc import Iterator

from nhsgraph.analyses.conflicts.patterns.hits import Hit, Pattern, partners_decide
from nhsgraph.analyses.conflicts.scan import Scan


def find(scan: Scan) -> Iterator[Hit]:
    """Schemes x voters who own a member practice that the scheme pays (all of them where it names none)."""
    return partners_decide(
        scan, "C-05", ("scheme",), lambda choice, practice: not choice.about or practice in choice.about
    )


PATTERN = Pattern(
    id="C-05",
    title="schemes that pay their designers",
    find=find,
    actor="person",
    benign=(
        "Schemes that general practitioners had no part in tend not to work.",
        "A scheme that pays every practice alike favours none of them.",
    ),
    check="Ask who wrote the scheme and who voted, and what it paid the practices of those who did.",
    needs=("committee_members", "posts", "procurement_decisions"),
)
