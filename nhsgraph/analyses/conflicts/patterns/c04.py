"""C-04 double office: one person holds office in a commissioner and in a provider."""

from __future__ import annotations

from collections.abc import Iterator

from nhsgraph.analyses.conflicts.closure import TIES
from nhsgraph.analyses.conflicts.patterns.hits import Hit, Pattern, best, interest_code
from nhsgraph.analyses.conflicts.scan import Path, Scan, SeatRow
from nhsgraph.analyses.conflicts.timing import ALWAYS, Timing


def find(scan: Scan) -> Iterator[Hit]:
    """Posts in a provider x seats of the same person; with the awards between the two bodies, or as a standing overlap."""
    bodies = scan.with_members | scan.committee_of.keys()
    for link in scan.links:
        if link.kind not in TIES or link.target in bodies or link.source not in scan.seats_by:
            continue
        if (span := ALWAYS.meet(link.start, link.end)) is None:
            continue
        path = Path((link,), span)
        for seat in scan.seats_by[link.source]:
            ccg = scan.committee_of.get(seat.committee, 0)
            awards = scan.awards_to.get((ccg, link.target), ())
            met = False
            for choice in awards:
                if (found := best(choice.day, seat.span, (path,))) is not None:
                    met = True
                    yield Hit(
                        "C-04",
                        seat.person,
                        link.target,
                        ccg,
                        found[0],
                        interest_code((path,)),
                        choice,
                        seat,
                        (path,),
                    )
            if not met and (hit := _standing(seat, path, ccg)) is not None:
                yield hit


def _standing(seat: SeatRow, path: Path, ccg: int) -> Hit | None:
    both = path.span.meet(seat.span.start, seat.span.end)
    if both is None:
        return None
    label = Timing.UNKNOWN if both.open else Timing.CONTEMPORANEOUS
    return Hit(
        "C-04",
        seat.person,
        path.target,
        ccg,
        label,
        interest_code((path,)),
        None,
        seat,
        (path,),
        act="unknown",
        proximity="unknown",
    )


PATTERN = Pattern(
    id="C-04",
    title="double office",
    find=find,
    actor="person",
    benign=(
        "An office in a provider can be held on the commissioner's behalf, or be known and kept apart by the committee's rules.",
        "Two offices by themselves decide nothing.",
    ),
    check="Compare the register of interests and the company's officers on the same day, and read how the roles were kept apart.",
    needs=("committee_members", "posts"),
)
