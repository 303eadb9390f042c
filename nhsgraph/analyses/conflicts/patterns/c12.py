"""C-12 interest of the source: the publisher or funder of a document has an interest in its topic."""

from __future__ import annotations

from collections.abc import Iterator

from nhsgraph.analyses.conflicts.patterns.hits import Hit, Pattern
from nhsgraph.analyses.conflicts.scan import Scan
from nhsgraph.analyses.conflicts.timing import Timing


def find(scan: Scan) -> Iterator[Hit]:
    """Documents of which an interest of the publisher or funder is on record."""
    for row, (document, interest) in enumerate(scan.edges["documents"].zip("id", "interest")):
        if interest:
            yield Hit("C-12", document, 0, 0, Timing.CONTEMPORANEOUS, "professional", rows=(("documents", row),),
                      act="strategy", proximity="advise")  # fmt: skip


PATTERN = Pattern(
    id="C-12",
    title="interest of the source",
    find=find,
    actor="body",
    benign=("A funder can leave authors free, and say so.",),
    check="Read the statement of funding and interests in the document.",
    needs=("documents",),
)
