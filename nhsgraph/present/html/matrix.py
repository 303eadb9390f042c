"""CCGs by authority in blocks of STPs, as SVG: a square lies in its block, a diamond outside; its area is a share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from markupsafe import Markup

from nhsgraph.analyses.footprints.picture import Node, Picture
from nhsgraph.analyses.footprints.tiers import Tier
from nhsgraph.analyses.wording import percent
from nhsgraph.present.html.page import fragment
from nhsgraph.present.html.sankey import LETTER, short

#: Pixels of a cell.
_CELL = 19
_SPLIT = " ◂split"


def matrix(picture: Picture) -> Markup:
    """The matrix of a picture; empty where it has no authorities."""
    ccgs, authorities = picture.column(Tier.CCG), picture.column(Tier.AUTHORITY)
    if not picture.squares:
        return Markup()
    stps = list(dict.fromkeys(node.main for node in ccgs))
    blocks = {stp: i for i, stp in enumerate([*stps, *sorted({a.main for a in authorities} - set(stps))])}
    across = sorted(authorities, key=lambda a: (blocks[a.main], authorities.index(a)))
    row = {node.body: i for i, node in enumerate(ccgs)}
    column = {node.body: i for i, node in enumerate(across)}
    name = {node.body: node.name for node in (*ccgs, *across)}
    in_several = {s.ccg for s in picture.squares if sum(t.ccg == s.ccg for t in picture.squares) > 1}
    longest = max(len(short(node.name)) for node in across)
    labels = [short(node.name) + (_SPLIT if node.body in in_several else "") for node in ccgs]
    left = round(LETTER * max(map(len, labels))) + 14
    top = 24 + round(longest * 5.2)  # the slanted labels of columns
    width, height = left + _CELL * len(across) + 24 + round(longest * 3.8), top + _CELL * len(ccgs) + 6
    return fragment(
        "footprint_matrix.html.j2",
        width=width,
        height=height,
        title="CCGs by upper-tier authority, in blocks of STPs",
        about=f"{len(ccgs)} rows, {len(across)} columns, {len(picture.squares)} marks; "
        f"{sum(s.crosses for s in picture.squares)} lie outside the block of their STP. The table below has the same.",
        blocks=list(_blocks(ccgs, across, left, top)),
        rows=[
            {
                "x": left - 8,
                "y": top + _CELL * i + 14,
                "text": label,
                "strong": node.chosen,
                "line": top + _CELL * (i + 1),
            }
            for i, (node, label) in enumerate(zip(ccgs, labels, strict=True))
        ],
        columns=[
            {"x": left + _CELL * i + 13, "y": top - 6, "text": short(node.name), "strong": node.chosen}
            for i, node in enumerate(across)
        ],
        left=left,
        right=left + _CELL * len(across),
        marks=[
            {
                "d": _mark(
                    left + _CELL * (column[s.authority] + 0.5),
                    top + _CELL * (row[s.ccg] + 0.5),
                    # Never so small that it cannot be seen; a share of one fills the cell but for its rim.
                    max(2.0, 7.5 * float(s.share) ** 0.5),
                    diamond=s.crosses,
                ),
                "crosses": s.crosses,
                "title": f"{name[s.ccg]}: {percent(s.share)} in {name[s.authority]}"
                + (", across the STP line" if s.crosses else ""),
            }
            for s in picture.squares
        ],
    )


def _blocks(ccgs: Sequence[Node], across: Sequence[Node], left: int, top: int) -> Iterable[dict[str, int]]:
    """A rectangle an STP: the rows of its CCGs and the columns of its authorities."""
    starts = {
        stp: [i for i, node in enumerate(across) if node.main == stp] for stp in {n.main for n in across}
    }
    at = 0
    for stp, group in groupby(ccgs, key=lambda node: node.main):
        count = len(list(group))
        if columns := starts.get(stp):
            yield {
                "x": left + _CELL * columns[0],
                "y": top + _CELL * at,
                "w": _CELL * len(columns),
                "h": _CELL * count,
            }
        at += count


def _mark(x: float, y: float, half: float, *, diamond: bool) -> str:
    if diamond:
        reach = half * 1.25
        return f"M{x:.1f} {y - reach:.1f}l{reach:.1f} {reach:.1f}l{-reach:.1f} {reach:.1f}l{-reach:.1f} {-reach:.1f}Z"
    return f"M{x - half:.1f} {y - half:.1f}h{2 * half:.1f}v{2 * half:.1f}h{-2 * half:.1f}Z"
