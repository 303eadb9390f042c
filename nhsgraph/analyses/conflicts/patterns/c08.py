"""C-08 advice of the interested: those with an interest advise without voting."""

from __future__ import annotations

from collections.abc import Iterator

from nhsgraph.analyses.conflicts import closure
from nhsgraph.analyses.conflicts.patterns.hits import Hit, Pattern, best, interest_code, met
from nhsgraph.analyses.conflicts.scan import Scan


def find(scan: Scan) -> Iterator[Hit]:
    """Seats without a vote, and seats on advisory committees x decisions about what their holders have an interest in."""
    for seat in scan.seats:
        advisory = seat.committee in scan.advisory
        if seat.voting and not advisory:
            continue
        ccg = scan.committee_of.get(seat.committee, 0)
        for provider, paths in closure.interests(scan, seat.person).items():
            choices = (
                scan.choices_for.get((ccg, provider), ())
                if advisory
                else scan.choices_about.get((seat.committee, provider), ())
            )
            for choice in choices:
                # Advice can go to whichever body decides.
                found = best(choice.day, seat.span, paths) if advisory else met(choice, seat.span, paths)
                if found is not None:
                    yield Hit(
                        "C-08", seat.person, provider, ccg, found[0], interest_code(found[1]), choice, seat, found[1],
                        proximity="advise",
                    )  # fmt: skip


PATTERN = Pattern(
    id="C-08",
    title="advice of the interested",
    find=find,
    actor="person",
    benign=(
        "Those who know a service best often work in it; advice is not a vote.",
        "That the person advised on this very item is not in the data.",
    ),
    check="Read the minutes for who spoke to the item, and the papers for who wrote them.",
    needs=("committee_members", "posts", "awards"),
)
