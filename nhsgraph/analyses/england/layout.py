"""Where circles go: CCGs packed in rings, rings moved as little as they need from their true place.

A circle's area follows its number of practices. In a ring the circles start where their CCGs lie and are pushed apart
until none overlaps; rings, each with the box of its label above it, are then pushed apart in the same way. No chance
is involved: the same input gives the same picture.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

#: Height of a line of a ring's label, and the width of one of its letters, in units of the plane.
LINE, LETTER = 3.9, 2.05
#: Units of the plane to a degree of latitude and of longitude. The plane is twice as wide as the country, because
#: screens are wide and labels are.
_NORTH, _EAST = 42.0, 42.0 * math.cos(math.radians(52.8)) * 2.0
_GAP, _PAD, _MARGIN = 0.35, 0.9, 1.2
_ROUNDS, _LIMIT = 400, 4000
_LABEL = 19  # letters in a line of a label, where words allow; more in long names, for three lines
_FAR = 4.0  # how far out rings start, times their distance from the middle
_TALLEST = 80.0  # more than any ring and its label reach up

_Rectangle: TypeAlias = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Disc:
    """A CCG to place: its ring, its number of practices, and its middle point where one is known."""

    id: str
    ring: str
    practices: int
    point: tuple[float, float] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """A circle on the plane; y grows to the south, as on a screen."""

    x: float
    y: float
    r: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Circles of CCGs and rings by id, and the lines of each ring's label, which stand above it."""

    discs: Mapping[str, Circle]
    rings: Mapping[str, Circle]
    labels: Mapping[str, tuple[str, ...]]


def radius(practices: int) -> float:
    """The radius of a CCG's circle: its area follows the practices, and none vanishes.

    >>> radius(0), round(radius(100) - radius(25), 2)
    (1.2, 3.3)
    """
    return max(1.2, 0.66 * math.sqrt(practices) + 0.6) if practices else 1.2


def projected(longitude: float, latitude: float) -> tuple[float, float]:
    """A point in degrees as a point of the plane."""
    return longitude * _EAST, -latitude * _NORTH


def lines(name: str) -> tuple[str, ...]:
    """A ring's name in lines of a label.

    >>> lines("Herefordshire and Worcestershire")
    ('Herefordshire and', 'Worcestershire')
    """
    out: list[str] = []
    most = max(_LABEL, len(name) // 3 + 4)
    for word in name.split():
        if out and len(out[-1]) + 1 + len(word) <= most:
            out[-1] += " " + word
        else:
            out.append(word)
    return tuple(out)


def placed(discs: Sequence[Disc], names: Mapping[str, str]) -> Layout:
    """Every disc and ring placed; ``names`` are those of the rings. Takes about half a second for England."""
    groups: dict[str, list[Disc]] = {}
    for disc in sorted(discs, key=lambda d: (d.ring, d.id)):
        groups.setdefault(disc.ring, []).append(disc)
    packed = {ring: _packed(group) for ring, group in groups.items()}
    labels = {ring: lines(names[ring]) for ring in groups}
    anchors = _anchors(groups)
    ids = sorted(groups)
    boxes = [_Box(*anchors[i], packed[i][0], labels[i]) for i in ids]
    _scatter(boxes)
    _spread(boxes)
    rings, circles = {}, {}
    for ring, box in zip(ids, boxes, strict=True):
        x, y = round(box.x, 2), round(box.y, 2)
        rings[ring] = Circle(x=x, y=y, r=round(box.r, 2))
        for disc, (dx, dy, r) in zip(groups[ring], packed[ring][1], strict=True):
            circles[disc.id] = Circle(x=round(x + dx, 2), y=round(y + dy, 2), r=round(r, 2))
    return Layout(discs=circles, rings=rings, labels=labels)


def _anchors(groups: Mapping[str, Sequence[Disc]]) -> dict[str, tuple[float, float]]:
    """The true place of each ring: the mean of its CCGs' points; those without any stand in a row to the west."""
    found: dict[str, tuple[float, float]] = {}
    for ring, group in groups.items():
        points = [d.point for d in group if d.point]
        if points:
            found[ring] = (sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points))
    west = min((x for x, _ in found.values()), default=0.0) - 30.0 if found else 0.0
    south = max((y for _, y in found.values()), default=0.0)
    for place, ring in enumerate(r for r in groups if r not in found):
        found[ring] = (west, south - 25.0 * place)
    return found


def _packed(group: Sequence[Disc]) -> tuple[float, list[tuple[float, float, float]]]:
    """The radius of a ring, and its circles round its middle, in the order given."""
    known = [d.point for d in group if d.point] or [(0.0, 0.0)]
    mx, my = sum(x for x, _ in known) / len(known), sum(y for _, y in known) / len(known)
    spots = []
    for place, disc in enumerate(group):
        x, y = disc.point or (mx, my)
        # Two in one place would never part: each starts a little off, in a direction of its own.
        spots.append(
            [x - mx + 0.01 * math.cos(place), y - my + 0.01 * math.sin(place), radius(disc.practices)]
        )
    for turn in range(_LIMIT):
        pull = 0.06 if turn < _ROUNDS else 0.0
        for spot in spots:
            spot[0] -= spot[0] * pull
            spot[1] -= spot[1] * pull
        if not _part(spots) and not pull:
            break
    cx, cy = _middle(spots)
    circles = [(x - cx, y - cy, r) for x, y, r in spots]
    return max(math.hypot(x, y) + r for x, y, r in circles) + _PAD, circles


def _part(spots: list[list[float]]) -> bool:
    """Push overlapping circles apart by half of what they overlap each; whether any did."""
    moved = False
    for i, a in enumerate(spots):
        for b in spots[i + 1 :]:
            dx, dy = b[0] - a[0], b[1] - a[1]
            need = a[2] + b[2] + _GAP
            apart = math.hypot(dx, dy) or 1e-9
            if apart < need - 0.005:
                moved = True
                push = (need - apart) / (2 * apart)
                a[0], a[1], b[0], b[1] = (
                    a[0] - dx * push,
                    a[1] - dy * push,
                    b[0] + dx * push,
                    b[1] + dy * push,
                )
    return moved


def _middle(spots: Sequence[Sequence[float]]) -> tuple[float, float]:
    """The middle of a small circle round all: step by step towards the one that reaches farthest."""
    cx = sum(s[0] for s in spots) / len(spots)
    cy = sum(s[1] for s in spots) / len(spots)
    for turn in range(1, 200):
        far = max(spots, key=lambda s: math.hypot(s[0] - cx, s[1] - cy) + s[2])
        dx, dy = far[0] - cx, far[1] - cy
        apart = math.hypot(dx, dy)
        if apart < 1e-9:
            break
        step = min(1.0, (apart + far[2]) / apart) / (turn + 1)
        cx, cy = cx + dx * step * 0.5, cy + dy * step * 0.5
    return cx, cy


class _Box:
    """A ring that moves, with the box of its label above it."""

    def __init__(self, x: float, y: float, r: float, label: Sequence[str]) -> None:
        self.x, self.y, self.r = x, y, r
        self.ax, self.ay = x, y
        self.half = max((len(line) for line in label), default=0) * LETTER / 2
        self.height = len(label) * LINE + 0.8

    def parts(self) -> tuple[_Rectangle, _Rectangle]:
        """The two rectangles that nothing else may enter: round the ring, and round its label."""
        m = _MARGIN / 2
        top = self.y - self.r
        return (
            (self.x - self.r - m, top - m, self.x + self.r + m, self.y + self.r + m),
            (self.x - self.half - m, top - self.height - m, self.x + self.half + m, top),
        )


def _scatter(boxes: list[_Box]) -> None:
    """Start the rings far apart, each in its direction: coming in together they keep their order."""
    cx, cy = sum(b.ax for b in boxes) / len(boxes), sum(b.ay for b in boxes) / len(boxes)
    for place, box in enumerate(boxes):
        box.x = cx + (box.ax - cx) * _FAR + 0.01 * math.cos(place)
        box.y = cy + (box.ay - cy) * _FAR + 0.01 * math.sin(place)


def _spread(boxes: list[_Box]) -> None:
    """Move the rings until neither rings nor labels touch.

    While they may, they are pulled towards their place; then they only part; and in the end the whole plane grows a
    little at every turn, so that there is room.
    """
    for turn in range(_LIMIT):
        pull = 0.05 * (1 - turn / _ROUNDS) if turn < _ROUNDS else 0.0
        grow = 0.0 if turn < 2 * _ROUNDS else 0.0005
        cx, cy = sum(b.x for b in boxes) / len(boxes), sum(b.y for b in boxes) / len(boxes)
        for box in boxes:
            box.x += (box.ax - box.x) * pull + (box.x - cx) * grow
            box.y += (box.ay - box.y) * pull + (box.y - cy) * grow
        moved = False
        in_order = sorted(boxes, key=lambda b: b.y)
        for i, a in enumerate(in_order):
            for b in in_order[i + 1 :]:
                if b.y - a.y > a.r + b.r + b.height + 2 * _MARGIN:
                    if b.y - a.y > a.r + _TALLEST:
                        break
                    continue
                if abs(b.x - a.x) < max(a.r, a.half) + max(b.r, b.half) + 2 * _MARGIN:
                    moved |= _separate(a, b)
        if not moved and not pull:
            return


def _separate(a: _Box, b: _Box) -> bool:
    """Push two rings apart where they, or a label and either, touch; whether they did."""
    dx, dy = b.x - a.x, b.y - a.y
    apart = math.hypot(dx, dy) or 1e-9
    need = a.r + b.r + _MARGIN
    if apart < need - 0.01:
        push = (need - apart) / (2 * apart)
        a.x, a.y, b.x, b.y = a.x - dx * push, a.y - dy * push, b.x + dx * push, b.y + dy * push
        return True
    ring_a, label_a = a.parts()
    ring_b, label_b = b.parts()
    for one, other in ((label_a, ring_b), (ring_a, label_b), (label_a, label_b)):
        wide = min(one[2], other[2]) - max(one[0], other[0])
        high = min(one[3], other[3]) - max(one[1], other[1])
        if wide > 0.01 and high > 0.01:
            # The shorter way out, away from each other.
            if wide < high:
                step = (wide if one[0] + one[2] < other[0] + other[2] else -wide) / 2
                a.x, b.x = a.x - step, b.x + step
            else:
                step = (high if one[1] + one[3] < other[1] + other[3] else -high) / 2
                a.y, b.y = a.y - step, b.y + step
            return True
    return False
