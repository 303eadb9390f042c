"""C-02 performance of own members: a commissioner manages practices that are its members."""

from __future__ import annotations

from collections.abc import Iterator

from nhsgraph.analyses.conflicts.patterns.hits import Hit, Pattern, met, partner_votes
from nhsgraph.analyses.conflicts.scan import Path, Scan
from nhsgraph.analyses.conflicts.timing import Timing


def find(scan: Scan) -> Iterator[Hit]:
    """Every commissioner at delegated or joint level; and each sanction or review on which partners of peers voted."""
    levels = {scan.edges.number("delegated"), scan.edges.number("joint")}
    for row, (ccg, level) in enumerate(scan.edges["levels"].zip("ccg", "level")):
        if level in levels and ccg in scan.with_members:
            yield Hit(
                "C-02",
                ccg,
                0,
                ccg,
                Timing.CONTEMPORANEOUS,
                "professional",
                rows=(("levels", row),),
                act="performance",
            )
    for act in ("sanction", "monitoring"):
        for choice in scan.acts.get(act, ()):
            for about in choice.about:
                peers = [
                    timed
                    for seat, own in partner_votes(scan, choice)
                    if (timed := met(choice, seat.span, _others(own, about))) is not None
                ]
                if peers:
                    label = min(one for one, _ in peers)
                    yield Hit(
                        "C-02",
                        choice.commissioner,
                        about,
                        choice.commissioner,
                        label,
                        "professional",
                        choice,
                        None,
                        tuple(path for one, paths in peers if one is label for path in paths),
                    )


def _others(own: dict[int, list[Path]], about: int) -> list[Path]:
    return [path for practice, found in own.items() if practice != about for path in found]


PATTERN = Pattern(
    id="C-02",
    title="performance of own members",
    find=find,
    actor="body",
    benign=(
        "The arrangement is the law's: at this level the commissioner has to manage the contracts of its members.",
        "Peers can know best what good performance is.",
    ),
    check="Look for who voted on breach notices and terminations, and whether NHS England was asked.",
    needs=("levels", "members"),
)
