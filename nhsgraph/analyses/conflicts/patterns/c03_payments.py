"""C-03, possible only: payments to companies linked to general practice, whose owners are not known."""

from __future__ import annotations

from collections.abc import Iterator

from nhsgraph.analyses.conflicts.patterns.hits import Hit, Pattern
from nhsgraph.analyses.conflicts.scan import Scan
from nhsgraph.analyses.conflicts.timing import Timing


def find(scan: Scan) -> Iterator[Hit]:
    """A commissioner and each such company that it paid. Who owns the company is not known, and a name proves nothing."""
    for row, (ccg, payee) in enumerate(scan.edges["payments"].zip("ccg", "payee")):
        yield Hit(
            "C-03",
            ccg,
            payee,
            ccg,
            Timing.UNKNOWN,
            "unknown",
            rows=(("payments", row),),
            act="unknown",
            proximity="unknown",
        )


PATTERN = Pattern(
    id="C-03",
    title="award to the members' company (possible: owners not known)",
    find=find,
    actor="body",
    benign=(
        "Who owns the company is not known here. A name that looks like a federation proves nothing.",
        "A payment shows a contract, not who decided on it or how.",
    ),
    check="Look the company up in the register of companies and ask for its members on the day of the award.",
    needs=("payments",),
)
