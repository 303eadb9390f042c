"""C-10 indirect: the interest is that of somebody close to the one who decides."""

from __future__ import annotations

from collections.abc import Iterator

from nhsgraph.analyses.conflicts import closure
from nhsgraph.analyses.conflicts.patterns.hits import Hit, Pattern, decides, met
from nhsgraph.analyses.conflicts.scan import Link, Scan


def _indirect(link: Link) -> bool:
    return link.kind == "indirect"


def find(scan: Scan) -> Iterator[Hit]:
    """Declared indirect interests of voters, through what is owned, x decisions of their committee."""
    for person, seats in scan.seats_by.items():
        if not any(map(_indirect, scan.links_from.get(person, ()))):
            continue
        for provider, paths in closure.reach(scan, person, first=_indirect).items():
            for seat in seats:
                if not decides(scan, seat):
                    continue
                for choice in scan.choices_about.get((seat.committee, provider), ()):
                    if (found := met(choice, seat.span, paths)) is not None:
                        yield Hit(
                            "C-10",
                            person,
                            provider,
                            choice.commissioner,
                            found[0],
                            "indirect",
                            choice,
                            seat,
                            found[1],
                        )


PATTERN = Pattern(
    id="C-10",
    title="indirect",
    find=find,
    actor="person",
    benign=("Who is close to whom says nothing about what was talked of at home.",),
    check="Read the register for the declaration and the minutes for what was done about it. Names of relatives are not kept.",
    needs=("committee_members", "interests", "awards"),
)
