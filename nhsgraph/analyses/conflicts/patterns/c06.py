"""C-06 entry and merger: members decide on a new practice or a merger that affects their competitors."""

from __future__ import annotations

from collections.abc import Iterator

from nhsgraph.analyses.conflicts.patterns.hits import Hit, Pattern, partners_decide
from nhsgraph.analyses.conflicts.scan import Scan


def find(scan: Scan) -> Iterator[Hit]:
    """New practices and mergers x voters who own another member practice than those concerned."""
    return partners_decide(
        scan, "C-06", ("new-practice", "merger"), lambda choice, practice: practice not in choice.about
    )


PATTERN = Pattern(
    id="C-06",
    title="entry and merger",
    find=find,
    actor="person",
    benign=(
        "The practices can be far apart and share no patients.",
        "A merger can relieve its neighbours of work as much as compete with them.",
    ),
    check="Compare the areas of the practices, and read who declared an interest in the item.",
    needs=("committee_members", "posts", "procurement_decisions"),
)
