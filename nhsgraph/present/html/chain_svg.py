"""The picture of accountability as the numbers that its template draws: lanes, boxes, lines, chips.

A lane is a kind of standing, from Parliament down to practices; a line runs from who answers to whom they answer to. Kinds
of lines differ in dash and weight before they differ in colour, and each line has its number in the text below.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nhsgraph.analyses.accountability.picture import Party, Tie
from nhsgraph.present.html.chain_layout import BOX, Edge, Placed, placed
from nhsgraph.present.html.page import COLOURS, Asset

#: Titles and roles of the lanes, from the top.
LANES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Parliament", ("parliament",)),
    ("Minister", ("secretary-of-state",)),
    ("Department", ("dh",)),
    ("National bodies", ("monitor", "nhse", "cqc", "gmc")),
    ("Leads", ("stp-lead", "local-authority")),
    ("System and council", ("stp", "stp-partners", "health-wellbeing-board")),
    ("Commissioner", ("ccg",)),
    ("Its committees", ("governing-body", "pccc", "joint-committee", "contracting-party")),
    ("Practices and doctors", ("locality", "practice", "gp", "lmc", "gpc")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How the lines of some types are drawn, and what the legend calls them."""

    key: str
    label: str
    types: tuple[str, ...]
    dash: str
    weight: float
    colour: str


STYLES = (
    Style(
        key="statute",
        label="statutory, kept beside every delegation",
        types=("statutory",),
        dash="",
        weight=4,
        colour="black",
    ),
    Style(
        key="upward",
        label="political, assurance, regulatory",
        types=("political", "assurance", "regulatory"),
        dash="",
        weight=1.7,
        colour="black",
    ),
    Style(
        key="delegated", label="delegated", types=("delegated",), dash="13 4 2.5 4", weight=3, colour="blue"
    ),
    Style(
        key="contract", label="contractual", types=("contractual",), dash="9 4", weight=2.4, colour="orange"
    ),
    Style(
        key="inside",
        label="corporate, membership: inside the CCG",
        types=("corporate", "membership"),
        dash="4 3",
        weight=1.8,
        colour="green",
    ),
    Style(
        key="loose",
        label="partnership, scrutiny, advice, profession: nothing binding",
        types=("collaborative", "oversight", "scrutiny", "advisory", "professional"),
        dash="1.5 4",
        weight=1.8,
        colour="grey",
    ),
)


def styles() -> Asset:
    """The looks of the lines as a style sheet."""
    rules = [
        f".{s.key}{{stroke:{COLOURS[s.colour]};fill:{COLOURS[s.colour]};stroke-width:{s.weight}}}"
        + (f".{s.key} path:last-child{{stroke-dasharray:{s.dash}}}" if s.dash else "")
        for s in STYLES
    ]
    return Asset(name="chain-lines.css", text="\n".join(rules), shared=True)


_STYLE = {name: style for style in STYLES for name in style.types}
_LEFT, _LINE, _PADDING, _BETWEEN, _TOP = 104.0, 13.0, 8.0, 44.0, 18.0
_CHIP, _STRAIGHT = 11.0, 14.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A picture, ready for its template."""

    width: float
    height: float
    title: str
    lanes: tuple[dict[str, object], ...]
    boxes: tuple[dict[str, object], ...]
    lines: tuple[dict[str, object], ...]
    crossings: int


def draw(
    parties: Sequence[Party], ties: Sequence[Tie], title: str, faint: frozenset[int] = frozenset()
) -> Drawing:
    """Everybody who is an end of one of the lines, and the lines; ``faint`` are numbers of lines drawn as background."""
    used = {end for tie in ties for end in (tie.party, tie.above)}
    known = {party.role: party for party in parties if party.role in used}
    lanes = [(name, [role for role in roles if role in known]) for name, roles in LANES]
    lanes = [(name, roles) for name, roles in lanes if roles]
    # Who follows whom is asked of the layout once for each line, so that parallel lines stay beside one another.
    layout = placed(
        [roles for _, roles in lanes], [Edge(id=tie.number, start=tie.party, end=tie.above) for tie in ties]
    )
    tops, heights, y = list[float](), list[float](), _TOP
    for _, roles in lanes:
        tops.append(y)
        heights.append(max(_height(known[role]) for role in roles))
        y += heights[-1] + _BETWEEN
    middles = [top + height / 2 for top, height in zip(tops, heights, strict=True)]
    lane_of = {role: number for number, (_, roles) in enumerate(lanes) for role in roles}
    boxes = {
        role: _Box(
            x=_LEFT + layout.x[role],
            y=middles[lane_of[role]],
            height=_height(party),
            lane=lane_of[role],
            party=party,
        )
        for role, party in known.items()
    }
    width = _LEFT + layout.width + 10
    return Drawing(
        width=round(width),
        height=round(y - _BETWEEN + 14),
        title=title,
        lanes=tuple(
            {
                "title": textwrap.wrap(name, 15),
                "y": _number(top - _BETWEEN / 2 + 4),
                "height": _number(height + _BETWEEN - 8),
            }
            for (name, _), top, height in zip(lanes, tops, heights, strict=True)
        ),
        boxes=tuple(_box(box) for box in boxes.values()),
        lines=tuple(_lines(ties, boxes, layout, tops, heights, faint)),
        crossings=layout.crossings,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Box:
    x: float
    y: float
    height: float
    lane: int
    party: Party


def _label(party: Party) -> list[str]:
    return textwrap.wrap(party.label, 26, max_lines=4, placeholder=" …")


def _standing(party: Party) -> list[str]:
    told = [party.standing or "person"] if party.standing or party.person else []
    told += ["implied by a rule"] if party.implied else []
    lines = textwrap.wrap(", ".join(told), 31)
    return lines + (textwrap.wrap(f"through {party.through}", 30, max_lines=2) if party.through else [])


def _height(party: Party) -> float:
    return _LINE * (len(_label(party)) + len(_standing(party))) + 2 * _PADDING


def _box(box: _Box) -> dict[str, object]:
    party = box.party
    label, standing = _label(party), _standing(party)
    first = _PADDING + _LINE - 3
    return {
        "role": party.role,
        "x": _number(box.x),
        "y": _number(box.y - box.height / 2),
        "left": _number(-BOX / 2),
        "width": _number(BOX),
        "height": _number(box.height),
        "round": 18 if party.person else 4,
        "classes": " ".join(
            word
            for word, on in (
                ("box", True),
                ("unstatutory", not party.statutory),
                ("implied", party.implied),
                ("asked", party.asked),
            )
            if on
        ),
        "label": [(_number(first + _LINE * n), text) for n, text in enumerate(label)],
        "standing": [(_number(first + _LINE * (n + len(label))), text) for n, text in enumerate(standing)],
    }


def _lines(
    ties: Sequence[Tie],
    boxes: Mapping[str, _Box],
    layout: Placed,
    tops: Sequence[float],
    heights: Sequence[float],
    faint: frozenset[int],
) -> list[dict[str, object]]:
    ports = _ports(ties, boxes, layout)
    drawn = []
    for tie in ties:
        down = boxes[tie.above].lane > boxes[tie.party].lane
        style = _STYLE[tie.type]
        x, end = ports[tie.number, "party"], ports[tie.number, "above"]
        y = _edge(boxes[tie.party], bottom=down)
        last = _edge(boxes[tie.above], bottom=not down)
        sign = 1 if down else -1
        tip = last - sign * (7 + style.weight)
        # It leaves straight, past its chip, before it turns.
        path, at = [f"M{_number(x)} {_number(y)}v{_number(sign * _STRAIGHT)}"], (x, y + sign * _STRAIGHT)
        for lane, middle in layout.via[tie.number]:
            near, far = (tops[lane], tops[lane] + heights[lane])[::sign]
            path.append(_curve(at, (_LEFT + middle, near)))
            path.append(f"V{_number(far)}")
            at = (_LEFT + middle, far)
        path.append(_curve(at, (end, tip)))
        half = 3.2 + style.weight
        drawn.append(
            {
                "number": tie.number,
                "from": tie.party,
                "to": tie.above,
                "style": style.key,
                "faint": tie.number in faint,
                "title": tie.type,
                "path": "".join(path),
                "head": f"M{_number(end)} {_number(last)}l{_number(-half)} {_number(tip - last)}h{_number(2 * half)}z",
                "chip": (_number(x), _number(y + sign * _CHIP)),
            }
        )
    # The background first, so that nothing of it lies on what is told.
    return sorted(drawn, key=lambda line: not line["faint"])


def _ports(ties: Sequence[Tie], boxes: Mapping[str, _Box], layout: Placed) -> dict[tuple[int, str], float]:
    """Where each line leaves and enters: side by side along the edge, in the order of where they go."""
    sides: dict[tuple[str, bool], list[tuple[float, int, str]]] = {}
    for tie in ties:
        down = boxes[tie.above].lane > boxes[tie.party].lane
        via = [_LEFT + middle for _, middle in layout.via[tie.number]]
        ends = (("party", tie.party, via[0] if via else boxes[tie.above].x, down),
                ("above", tie.above, via[-1] if via else boxes[tie.party].x, not down))  # fmt: skip
        for end, role, towards, bottom in ends:
            sides.setdefault((role, bottom), []).append((towards, tie.number, end))
    found = {}
    for (role, _), ends_here in sides.items():
        step = min(24.0, (BOX - 18) / max(1, len(ends_here) - 1))
        first = boxes[role].x - step * (len(ends_here) - 1) / 2
        for place, (_, number, end) in enumerate(sorted(ends_here)):
            found[number, end] = first + step * place
    return found


def _edge(box: _Box, *, bottom: bool) -> float:
    return box.y + box.height / 2 * (1 if bottom else -1)


def _curve(start: tuple[float, float], end: tuple[float, float]) -> str:
    half = (start[1] + end[1]) / 2
    if abs(start[0] - end[0]) < 0.5:
        return f"L{_number(end[0])} {_number(end[1])}"
    return f"C{_number(start[0])} {_number(half)} {_number(end[0])} {_number(half)} {_number(end[0])} {_number(end[1])}"


def _number(value: float) -> str:
    return str(round(value))
