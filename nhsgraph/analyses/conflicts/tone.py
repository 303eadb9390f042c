"""How conflict paths are spoken of: what a path is and is not, and a severity as a clause."""

from __future__ import annotations

from nhsgraph.analyses.conflicts.severity import Assessment
from nhsgraph.analyses.explanation import Cite

NEUTRAL = (
    "A conflict path is facts that connect. It is no finding about anybody's conduct: in clinical commissioning some of "
    "it is in the design."
)
NEUTRAL_CITES = (Cite(source="doc-S0", record="S0-61"), Cite(source="doc-S4", record="S4-59"))


def severity_words(one: Assessment) -> str:
    """A severity in a clause: before and after safeguards, and what full safeguards would leave.

    ``severity 12 of 20 (high); 14 before safeguards; full safeguards would leave 4``
    """
    bands = one.bands[0] if one.bands[0] == one.bands[1] else f"{one.bands[0]} to {one.bands[1]}"
    text = f"severity {range_words(one.residual)} of 20 ({bands})"
    if one.credited:
        text += f"; {range_words(one.inherent)} before safeguards"
    else:
        text += "; safeguards not documented"
    return text + f"; full safeguards would leave {range_words(one.floor)}"


def range_words(ends: tuple[int, int]) -> str:
    """An interval of points: one number where both ends are the same."""
    return str(ends[0]) if ends[0] == ends[1] else f"{ends[0]}–{ends[1]}"
