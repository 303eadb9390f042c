"""Where each node stands: every kind has its place, so that pages of different bodies can be compared.

People left, contracts and payments right, accountability above, committees in the middle, providers and practices
below. Positions follow from the nodes and links alone: the same input gives the same picture.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from nhsgraph.analyses.neighbourhood import Link, Neighbourhood, Node
from nhsgraph.present.html.kinds import node_kind

#: Sizes in the units of the picture.
WIDTH, GAP_X, GAP_Y, LINE, PADDING = 148, 14, 12, 14, 12
_ROOM = 20.0  # of a line in a box, in small letters
_SHAPE = 1.8  # of a screen's drawing: how much wider than high
_WIDEST = 20  # columns of the grid below
_TALLEST, _SIDE_BOX = 8, 56  # boxes above one another at the sides: at least, and the room that each takes


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A node's place: the middle and the size of its box, and its label cut into lines."""

    x: int
    y: int
    width: int
    height: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """A coloured ground with a heading."""

    title: str
    colour: str
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Boxes by node id, and the lanes behind them."""

    boxes: dict[str, Box]
    lanes: tuple[Lane, ...]


def place(around: Neighbourhood) -> Layout:
    """The layout of a neighbourhood, as wide as lets a screen show it largest."""
    groups = _groups(around)
    most = max(len(groups["practices"]), len(groups["below"]), len(groups["providers"]))
    widths = range(4, max(4, min(_WIDEST, most)) + 1)
    return min((_placed(around, groups, columns) for columns in widths), key=_shrunk)


def _placed(around: Neighbourhood, groups: dict[str, list[Node]], columns: int) -> Layout:
    """The layout whose grid below has so many columns."""
    boxes: dict[str, Box] = {}
    y = _above(around, groups, boxes)
    if groups["committees"]:
        y += 44
    for row in _rows(groups["committees"], 3):
        y = _row(row, y, boxes) + GAP_Y
    under = [*groups["providers"], *groups["below"], *groups["practices"]]
    y += 48
    for name in ("providers", "below", "practices"):
        for row in _rows(groups[name], columns):
            y = _row(row, y, boxes) + GAP_Y
        y += GAP_Y if groups[name] else 0
    width = columns * (WIDTH + GAP_X) - GAP_X if under else 0
    lanes = [_lane("Accountability and footprints", "blue", boxes, groups["upper"], width)]
    if under:
        lanes.append(_lane(_below_title(groups), "purple", boxes, under, width))
    edge = max(width // 2, *(abs(box.x) + box.width // 2 for box in boxes.values()))
    bottom = max(box.y + box.height // 2 for box in boxes.values())
    for name, title, colour, side in (
        ("people", "People", "vermilion", -1),
        ("money", "Contracts and payments", "orange", 1),
    ):
        if groups[name]:
            _side(groups[name], boxes, side * (edge + 60), bottom)
            lanes.append(_lane(title, colour, boxes, groups[name], 0))
    return Layout(boxes=boxes, lanes=tuple(lanes))


def _shrunk(layout: Layout) -> float:
    """How much a screen has to shrink a layout, up to a factor."""
    across = max(lane.x + lane.width for lane in layout.lanes) - min(lane.x for lane in layout.lanes)
    down = max(lane.y + lane.height for lane in layout.lanes) - min(lane.y for lane in layout.lanes)
    return max(across / _SHAPE, down)


@cache
def wrapped(name: str, detail: str = "") -> str:
    r"""A label in lines: at most three of the name, at most two of what stands below it.

    >>> wrapped("NHS South Worcestershire CCG", "lead")
    'NHS South\nWorcestershire CCG\nlead'
    """
    return "\n".join([*_lines(name, 3), *_lines(detail, 2)])


def _lines(text: str, most: int) -> list[str]:
    """A text in lines that a box has room for, the last one cut where there are more than ``most``."""
    lines: list[str] = []
    for word in text.split():
        if lines and _length(f"{lines[-1]} {word}") <= _ROOM:
            lines[-1] += f" {word}"
        else:
            lines += _pieces(word)
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and _length(last + "…") > _ROOM:
        last = last[:-1]
    return [*lines[: most - 1], last.rstrip() + "…"]


def _pieces(word: str) -> list[str]:
    """A word, cut where it is longer than a line."""
    return textwrap.wrap(word, int(_ROOM / (_length(word) / len(word)))) if _length(word) > _ROOM else [word]


def _length(text: str) -> float:
    """How long a text is; a capital takes a quarter more room than a small letter."""
    return sum(1.25 if letter.isupper() else 1.0 for letter in text)


def _groups(around: Neighbourhood) -> dict[str, list[Node]]:
    body = around.body.id
    groups: dict[str, list[Node]] = {
        name: []
        for name in (
            "national",
            "teams",
            "left",
            "right",
            "committees",
            "people",
            "money",
            "providers",
            "below",
            "practices",
        )
    }
    for node in around.nodes[1:]:
        links = [link for link in around.links if node.id in (link.subject, link.object)]
        groups[_group(node, links, body)].append(node)
    groups["upper"] = [around.body, *groups["national"], *groups["teams"], *groups["left"], *groups["right"]]
    linked = {end for link in around.links if link.kind != "member" for end in (link.subject, link.object)}
    groups["practices"].sort(key=lambda n: (n.id not in linked, n.valid_to is not None, n.name, n.id))
    groups["below"].sort(key=lambda n: (n.name, n.id))
    groups["people"].sort(key=lambda n: (n.name, n.id))
    return groups


def _group(node: Node, links: Sequence[Link], body: str) -> str:
    kind = node_kind(node)
    if all(link.kind == "payment" for link in links):
        return "money"
    if fixed := {
        "person": "people",
        "contract": "money",
        "committee": "committees",
        "national": "national",
    }.get(kind):
        return fixed
    if kind == "provider":
        return "providers"
    belongs = {"member", "partnership", "coverage", "overlap", "structure"}
    if any(link.object == body and link.kind in belongs for link in links):
        return "practices" if kind == "practice" else "below"
    if kind == "practice":
        return "practices"
    if kind == "region":
        return "teams"
    return "right" if kind == "authority" else "left"


def _above(around: Neighbourhood, groups: dict[str, list[Node]], boxes: dict[str, Box]) -> int:
    """Places everything above and beside the body; returns the lower end."""
    order = {"Parliament": 0, "Minister": 1, "Department": 2}
    chain = sorted((n for n in groups["national"] if n.kind in order), key=lambda n: order[n.kind])
    national = [n for n in groups["national"] if n.kind not in order]
    y = 0
    for row in (*_rows(chain, 4), *_rows(national, 4), *_rows(groups["teams"], 4)):
        y = _row(row, y, boxes) + GAP_Y + 8
    start = y
    boxes[around.body.id] = _box(around.body, 0, y, WIDTH + 30)
    ends = [y + boxes[around.body.id].height]
    for group, side in (("left", -1), ("right", 1)):
        deep = 3 if len(groups[group]) <= 6 else 6
        for index, column in enumerate(_rows(groups[group], deep)):
            x = side * (WIDTH + 30 + index * (WIDTH + GAP_X))
            here = start
            for node in column:
                box = _box(node, x, here)
                boxes[node.id] = box
                here += box.height + GAP_Y
            ends.append(here - GAP_Y)
    return max(ends)


def _side(nodes: Sequence[Node], boxes: dict[str, Box], edge: int, bottom: int) -> None:
    """Stacks boxes outward from an edge, over the height of the rest, in as many equal columns as they need."""
    side = 1 if edge > 0 else -1
    columns = math.ceil(len(nodes) / max(_TALLEST, bottom // _SIDE_BOX))
    for index, column in enumerate(_rows(nodes, math.ceil(len(nodes) / columns))):
        x = edge + side * (WIDTH // 2 + 10 + index * (WIDTH + GAP_X))
        heights = [_box(node, 0, 0).height for node in column]
        free = max(0, bottom - sum(heights)) // (len(column) + 1)
        step = max(GAP_Y, min(48, free))
        y = max(24, (bottom - sum(heights) - step * (len(column) - 1)) // 2) if free > GAP_Y else 24
        for node, height in zip(column, heights, strict=True):
            boxes[node.id] = _box(node, x, y)
            y += height + step


def _row(nodes: Sequence[Node], y: int, boxes: dict[str, Box]) -> int:
    """Places a row of boxes in the middle; returns its lower end."""
    x = -((len(nodes) - 1) * (WIDTH + GAP_X)) // 2
    end = y
    for node in nodes:
        box = _box(node, x, y)
        boxes[node.id] = box
        end = max(end, y + box.height)
        x += WIDTH + GAP_X
    return end


def _box(node: Node, x: int, top: int, width: int = WIDTH) -> Box:
    label = wrapped(node.name, node.detail)
    # The longest of a node's names decides the height, so that nothing moves when the date does.
    lines = max(
        len(wrapped(name, node.detail).split("\n")) for name in [node.name, *(n for _, n in node.names)]
    )
    height = lines * LINE + PADDING
    return Box(x=x, y=top + height // 2, width=width, height=height, label=label)


def _lane(title: str, colour: str, boxes: dict[str, Box], nodes: Iterable[Node], width: int) -> Lane:
    held = [boxes[node.id] for node in nodes]
    left = (
        min([-width // 2, *(b.x - b.width // 2 for b in held)])
        if width
        else min(b.x - b.width // 2 for b in held)
    )
    right = (
        max([width // 2, *(b.x + b.width // 2 for b in held)])
        if width
        else max(b.x + b.width // 2 for b in held)
    )
    top = min(b.y - b.height // 2 for b in held)
    end = max(b.y + b.height // 2 for b in held)
    return Lane(
        title=title, colour=colour, x=left - 12, y=top - 30, width=right - left + 24, height=end - top + 42
    )


def _below_title(groups: dict[str, list[Node]]) -> str:
    if not groups["below"]:
        return "Providers and member practices" if groups["practices"] else "Providers"
    return "Members and parts" if not groups["practices"] else "Members, parts and practices"


def _rows(nodes: Sequence[Node], wide: int) -> list[Sequence[Node]]:
    return [nodes[i : i + wide] for i in range(0, len(nodes), wide)]
