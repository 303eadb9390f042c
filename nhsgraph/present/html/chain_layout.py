"""Boxes in fixed lanes and the lines between them, with few crossings: layers, barycentres, restarts.

A lane is a height that means something. A line that passes lanes goes through a place of its own in each, so that it
crosses no box. The order within a lane is that of the barycentres of the neighbours, from several starts; the same input
gives the same picture.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

BOX, PLACE, GAP = 172.0, 16.0, 20.0
_STARTS, _SWEEPS, _SETTLING = 12, 8, 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A line from one box to another."""

    id: int
    start: str
    end: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """The middle of every box; and of every line the middles of its places in the lanes that it passes, from start to end."""

    x: Mapping[str, float]
    via: Mapping[int, tuple[tuple[int, float], ...]]  # lane and middle
    width: float
    crossings: int


@dataclass(slots=True)
class _Graph:
    lanes: list[list[str]]
    links: list[list[tuple[str, str]]]  # between a lane and the next: names in the upper and in the lower
    width: dict[str, float]
    via: dict[int, list[tuple[int, str]]]
    weight: dict[tuple[str, str], int]


def placed(lanes: Sequence[Sequence[str]], edges: Sequence[Edge]) -> Placed:
    """The places of boxes, given by lane from the top, and of lines between boxes of different lanes."""
    graph = _layered(lanes, edges)
    best, least = graph.lanes, -1
    for start in range(_STARTS):
        order = [list(lane) for lane in graph.lanes]
        if start:
            for lane in order:
                random.Random(start).shuffle(lane)  # noqa: S311 (a seeded order, not a secret)
        for sweep in range(_SWEEPS):
            _sweep(graph, order, down=sweep % 2 == 0)
            if least < 0 or (count := _crossings(graph, order)) < least:
                best, least = [list(lane) for lane in order], _crossings(graph, order)
            elif count == 0:
                break
        if least == 0:
            break
    x = _across(graph, best)
    left = min(x[name] - graph.width[name] / 2 for lane in best for name in lane)
    x = {name: round(value - left, 1) for name, value in x.items()}
    return Placed(
        x={name: x[name] for lane in lanes for name in lane},
        via={edge: tuple((lane, x[name]) for lane, name in own) for edge, own in graph.via.items()},
        width=max(x[name] + graph.width[name] / 2 for lane in best for name in lane),
        crossings=least,
    )


def _layered(lanes: Sequence[Sequence[str]], edges: Sequence[Edge]) -> _Graph:
    lane_of = {name: number for number, lane in enumerate(lanes) for name in lane}
    graph = _Graph(
        [list(lane) for lane in lanes], [[] for _ in lanes[1:]], dict.fromkeys(lane_of, BOX), {}, {}
    )
    for edge in edges:
        first, last = lane_of[edge.start], lane_of[edge.end]
        step = 1 if last > first else -1
        names = [edge.start]
        graph.via[edge.id] = []
        for lane in range(first + step, last, step):
            name = f"{edge.id}@{lane}"
            graph.lanes[lane].append(name)
            graph.width[name] = PLACE
            graph.via[edge.id].append((lane, name))
            names.append(name)
        names.append(edge.end)
        down = names if step > 0 else names[::-1]
        top = min(first, last)
        for offset, pair in enumerate(itertools.pairwise(down)):
            graph.links[top + offset].append(pair)
            # A line is kept straight where it passes lanes before boxes are kept above one another.
            graph.weight[pair] = 1 + 3 * sum(name in graph.width and "@" in name for name in pair)
    return graph


def _sweep(graph: _Graph, order: list[list[str]], *, down: bool) -> None:
    numbers = range(1, len(order)) if down else range(len(order) - 2, -1, -1)
    for number in numbers:
        fixed = order[number - 1 if down else number + 1]
        at = {name: place for place, name in enumerate(fixed)}
        around: dict[str, list[int]] = {}
        for upper, lower in graph.links[number - 1 if down else number]:
            own, other = (lower, upper) if down else (upper, lower)
            around.setdefault(own, []).append(at[other])
        here = {name: place for place, name in enumerate(order[number])}
        scale = len(fixed) / max(1, len(here))
        middle = {
            name: sum(around[name]) / len(around[name]) if name in around else place * scale
            for name, place in here.items()
        }
        order[number].sort(key=lambda name: (middle[name], here[name]))


def _crossings(graph: _Graph, order: Sequence[Sequence[str]]) -> int:
    count = 0
    for number, links in enumerate(graph.links):
        upper = {name: place for place, name in enumerate(order[number])}
        lower = {name: place for place, name in enumerate(order[number + 1])}
        ends = [(upper[a], lower[b]) for a, b in links]
        count += sum((a - c) * (b - d) < 0 for i, (a, b) in enumerate(ends) for c, d in ends[:i])
    return count


def _across(graph: _Graph, order: Sequence[Sequence[str]]) -> dict[str, float]:
    """Middles that keep the order and the room, drawn towards the neighbours."""
    x: dict[str, float] = {}
    for lane in order:
        _settle(lane, dict.fromkeys(lane, 0.0), graph.width, x)
    around: dict[str, list[str]] = {}
    for links in graph.links:
        for a, b in links:
            around.setdefault(a, []).append(b)
            around.setdefault(b, []).append(a)
    for turn in range(_SETTLING):
        for lane in order if turn % 2 == 0 else order[::-1]:
            wanted = {}
            for name in lane:
                pulls = [
                    (x[n], graph.weight.get((name, n)) or graph.weight[n, name]) for n in around.get(name, ())
                ]
                total = sum(weight for _, weight in pulls)
                wanted[name] = sum(at * weight for at, weight in pulls) / total if total else x[name]
            _settle(lane, wanted, graph.width, x)
    return x


def _settle(
    lane: Sequence[str], wanted: Mapping[str, float], width: Mapping[str, float], x: dict[str, float]
) -> None:
    """The middles nearest to what is wanted, in order and without overlap: neighbours that would meet move as one."""
    offsets, at = [], 0.0
    for name in lane:
        offsets.append(at + width[name] / 2)
        at += width[name] + GAP
    blocks: list[tuple[float, int]] = []  # mean of the wanted left ends, and how many
    for name, offset in zip(lane, offsets, strict=True):
        block = (wanted[name] - offset, 1)
        while blocks and blocks[-1][0] > block[0]:
            mean, count = blocks.pop()
            total = count + block[1]
            block = ((mean * count + block[0] * block[1]) / total, total)
        blocks.append(block)
    lefts = [mean for mean, count in blocks for _ in range(count)]
    for name, offset, left in zip(lane, offsets, lefts, strict=True):
        x[name] = left + offset
