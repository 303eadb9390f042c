"""Flows between columns of bodies as SVG: width is weight; what crosses a line is orange, dashed and said so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from markupsafe import Markup

from nhsgraph.analyses.footprints.picture import Flow, Node, Picture
from nhsgraph.analyses.footprints.tiers import LABELS, Tier
from nhsgraph.analyses.wording import counted
from nhsgraph.present.html.page import COLOURS, fragment

#: Pixels: a node's width, the least room between nodes (a line of text), the headings.
_BAR, _GAP, _TOP = 9, 13, 26
#: Room for labels, left of the first column and right of every other one: a letter, and what stands between.
LETTER, _SPACE = 6.4, 16
#: From authorities to CCGs, where no label stands between.
_NEAR = 150
_LONGEST = 38
_COLOUR = {Tier.AUTHORITY: COLOURS["yellow"], Tier.CCG: COLOURS["blue"], Tier.STP: COLOURS["sky"]}


class _Bar(NamedTuple):
    node: Node
    x: int
    y: float
    height: float


def sankey(picture: Picture) -> Markup:
    """The columns and flows of a picture."""
    tallest = max(len(nodes) for _, nodes in picture.columns)
    room = max(300.0, tallest * 16.0)
    most = max(sum((n.weight for n in nodes), Decimal(0)) for _, nodes in picture.columns)
    scale = room / float(most) if most else 0.0
    height = _TOP + room + _GAP * tallest
    bars: dict[str, _Bar] = {}
    rooms = [_room(nodes) for _, nodes in picture.columns]
    places = [rooms[0]]
    for at in range(len(picture.columns) - 1):
        places.append(places[-1] + (_NEAR if not at and len(picture.columns) > 2 else rooms[at] + _NEAR // 3))
    for x, (_, nodes) in zip(places, picture.columns, strict=True):
        bars.update(_column(nodes, x, scale, height))
    width = places[-1] + _BAR + rooms[-1]
    return fragment(
        "footprint_sankey.html.j2",
        width=width,
        height=_n(height + 8),
        title="Who is served where: flows of " + picture.unit[1],
        about=_about(picture),
        headings=[
            {"x": x, "anchor": "start" if at else "end", "text": LABELS[tier][0]}
            for at, (x, (tier, _)) in enumerate(zip(places, picture.columns, strict=True))
        ],
        ribbons=list(_ribbons(picture, bars, scale)),
        bars=[
            {
                "x": bar.x,
                "y": _n(bar.y),
                "h": _n(bar.height),
                "width": _BAR,
                "fill": _COLOUR[tier],
                "lx": bar.x - 5 if not at else bar.x + _BAR + 5,
                "ly": _n(bar.y + bar.height / 2 + 4),
                "anchor": "start" if at else "end",
                "label": short(node.name),
                "amount": thousands(node.weight),
                "chosen": node.chosen,
                "title": f"{node.name} ({node.code}): {counted(int(node.weight), *picture.unit)}",
            }
            for at, (tier, nodes) in enumerate(picture.columns)
            for node in nodes
            for bar in (bars[node.body],)
        ],
    )


def short(name: str) -> str:
    """A name as a label: without “NHS” and “CCG”, which its column says, and cut where it is long.

    >>> short("NHS South Worcestershire CCG")
    'South Worcestershire'
    """
    text = name.removeprefix("NHS ").removesuffix(" CCG")
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"


def _room(nodes: Sequence[Node]) -> int:
    """What the labels of a column need beside it."""
    return round(LETTER * max(len(f"{short(n.name)} {thousands(n.weight)}") for n in nodes)) + _SPACE


def thousands(weight: Decimal) -> str:
    """An amount in thousands.

    >>> thousands(Decimal(297_400)), thousands(Decimal(120))
    ('297k', '120')
    """
    return f"{int((weight / 1000).to_integral_value()):,}k" if weight >= 1000 else f"{int(weight)}"


def _column(nodes: Sequence[Node], x: int, scale: float, height: float) -> dict[str, _Bar]:
    heights = [max(2.0, float(node.weight) * scale) for node in nodes]
    gap = (height - _TOP - sum(heights)) / len(nodes)
    y = _TOP + gap / 2
    bars: dict[str, _Bar] = {}
    for node, tall in zip(nodes, heights, strict=True):
        bars[node.body] = _Bar(node, x, y, tall)
        y += tall + gap
    return bars


def _ribbons(picture: Picture, bars: dict[str, _Bar], scale: float) -> Iterable[dict[str, object]]:
    """The flows, those that cross last so that they lie on top; at every bar in the order of the other ends."""
    placed = [(bars[f.a], bars[f.b], f) for f in picture.flows]
    starts = _ends(placed, scale, outgoing=True)
    stops = _ends(placed, scale, outgoing=False)
    for start, stop, flow in sorted(placed, key=lambda p: p[2].crosses):
        thick = max(0.6, float(flow.weight) * scale)
        x, u = start.x + _BAR, stop.x
        y, v = starts[flow.a, flow.b], stops[flow.a, flow.b]
        middle = (x + u) / 2
        path = (
            f"M{x} {_n(y)}C{_n(middle)} {_n(y)} {_n(middle)} {_n(v)} {u} {_n(v)}V{_n(v + thick)}"
            f"C{_n(middle)} {_n(v + thick)} {_n(middle)} {_n(y + thick)} {x} {_n(y + thick)}Z"
        )
        told = counted(int(flow.weight), *picture.unit) + (", across the STP line" if flow.crosses else "")
        yield {
            "d": path,
            "crosses": flow.crosses,
            "title": f"{start.node.name} to {stop.node.name}: {told}",
        }


def _ends(
    placed: Sequence[tuple[_Bar, _Bar, Flow]], scale: float, *, outgoing: bool
) -> dict[tuple[str, str], float]:
    """Where each flow leaves its first bar, or reaches its second."""
    taken: dict[str, float] = defaultdict(float)
    ends: dict[tuple[str, str], float] = {}
    for start, stop, flow in sorted(placed, key=lambda p: (p[1].y, p[0].y) if outgoing else (p[0].y, p[1].y)):
        bar = start if outgoing else stop
        ends[flow.a, flow.b] = bar.y + taken[bar.node.body]
        taken[bar.node.body] += float(flow.weight) * scale
    return ends


def _about(picture: Picture) -> str:
    columns = ", ".join(
        f"{len(nodes)} {LABELS[tier][0 if len(nodes) == 1 else 1]}" for tier, nodes in picture.columns
    )
    crossing = sum(flow.crosses for flow in picture.flows)
    return f"{columns}; {len(picture.flows)} flows, {crossing} of them across the STP line. The table below has the same."


def _n(value: float) -> str:
    """A number with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")
