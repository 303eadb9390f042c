"""C-06 entry and merger: members decide on a new practice or a merger that affects their competitors."""

from __future__ import annotations

from collections.abc import Iterator

from nhsgraph.analyses.conflicts.patterns.hits import Hit, Pattern, met, partner_votes
from nhsgraph.analyses.conflicts.scan import Scan


def find(scan: Scan) -> Iterator[Hit]:
    """New practices and mergers x voters who own another member practice than those concerned."""
    for act in ("new-practice", "merger"):
        for choice in scan.acts.get(act, ()):
            for seat, own in partner_votes(scan, choice):
                paths = [
                    path for practice, found in own.items() if practice not in choice.about for path in found
                ]
                if (timed := met(choice, seat.span, paths)) is not None:
                    yield Hit(
                        "C-06",
                        seat.person,
                        choice.id,
                        choice.commissioner,
                        timed[0],
                        "owner",
                        choice,
                        seat,
                        timed[1],
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
