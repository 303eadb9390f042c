"""C-11 system leader: the lead of a partnership is employed by one of its partners."""

from __future__ import annotations

from collections.abc import Iterator

from nhsgraph.analyses.conflicts.patterns.hits import Hit, Pattern
from nhsgraph.analyses.conflicts.scan import Scan
from nhsgraph.analyses.conflicts.timing import Timing


def find(scan: Scan) -> Iterator[Hit]:
    """Leads whose employer, matched by code, is in the list of the same partnership's partners. By post, not by name."""
    listed = {
        (partnership, partner): row
        for row, (partnership, partner) in enumerate(scan.edges["partners"].zip("partnership", "partner"))
        if partner
    }
    days = scan.edges["leads"]["as_of"]
    for row, (partnership, employer) in enumerate(scan.edges["leads"].zip("partnership", "employer")):
        if employer and (there := listed.get((partnership, employer))) is not None:
            # A list tells of its day: two lists of different days do not show that both held together.
            same = days[row] == scan.edges["partners"]["as_of"][there]
            yield Hit(
                "C-11", employer, partnership, 0, Timing.CONTEMPORANEOUS if same else Timing.UNKNOWN, "employee",
                rows=(("leads", row), ("partners", there)), act="strategy", proximity="minority",
            )  # fmt: skip


PATTERN = Pattern(
    id="C-11",
    title="system leader",
    find=find,
    actor="body",
    benign=(
        "Leads were chosen from among the partners on purpose; a lead convenes and does not decide for the others.",
    ),
    check="Read how the partnership takes decisions and who chairs when the lead's own organisation is concerned.",
    needs=("leads", "partners"),
)
