"""C-01 self-commissioning: somebody decides about a practice, or a company, that they own or have declared."""

from __future__ import annotations

from collections.abc import Iterator

from nhsgraph.analyses.conflicts import closure
from nhsgraph.analyses.conflicts.patterns.hits import Hit, Pattern, decides, interest_code, met
from nhsgraph.analyses.conflicts.scan import Scan


def find(scan: Scan) -> Iterator[Hit]:
    """Seats with a vote x what their holders have an interest in x decisions of that committee about it."""
    about = scan.choices_about
    for seat in scan.seats:
        if not decides(scan, seat):
            continue
        for provider, paths in closure.interests(scan, seat.person).items():
            for choice in about.get((seat.committee, provider), ()):
                if (found := met(choice, seat.span, paths)) is not None:
                    label, kept = found
                    body = choice.commissioner
                    yield Hit(
                        "C-01", seat.person, provider, body, label, interest_code(kept), choice, seat, kept
                    )


PATTERN = Pattern(
    id="C-01",
    title="self-commissioning",
    find=find,
    actor="person",
    benign=(
        "The law makes general practitioners members of the body that commissions, so that some of this is in the design.",
        "The person may have left for the item, or the decision may have treated every practice alike.",
    ),
    check="Read the minutes of the meeting for the item: who declared, who left, who voted.",
    needs=("committee_members", "posts", "awards"),
)
