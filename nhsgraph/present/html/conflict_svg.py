"""The drawings of a conflict path: the ring of who and what it connects, and bars of when each step held."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from nhsgraph.analyses.conflicts.paths import Occasion, Step, Walk

_BOX, _HIGH = 148.0, 44.0
_WIDE, _WIDER, _RISE = 216.0, 262.0, 118.0  # of the ellipse: up to four boxes, more boxes, upwards
_LABEL, _BARS, _ROW = 92.0, 330.0, 21.0
#: What the first part of a local id says about a node, in a word that stands in its box.
_KINDS = {"person": "person", "practice": "practice", "ccg": "commissioner", "award": "decision", "decision": "decision",
          "pccc": "committee", "joint": "committee", "governing": "committee", "committee": "committee", "stp": "partnership"}  # fmt: skip

#: How the line and the bar of a step look, by what kind of fact it is; another kind has a plain one.
_LOOKS = {"seat": "seat", "lead": "seat", "interest": "interest", "share": "interest", "post": "interest", "relation": "interest",
          "membership": "member", "partner": "member", "decision": "award", "payment": "award"}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Ring:
    """Boxes and numbered lines; ``None`` stands for a path that connects no two."""

    width: int
    height: int
    boxes: tuple[dict[str, object], ...]
    lines: tuple[dict[str, object], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """A row a step over a scale of years; the days on which seat and interest held together; the day of the decision."""

    width: int
    height: int
    years: tuple[tuple[int, int], ...]
    rows: tuple[dict[str, object], ...]
    together: tuple[int, int] | None
    day: int | None


def ring(steps: Sequence[Step]) -> Ring | None:
    """Everybody that the steps connect, on an ellipse in the order of a walk, the first at the left."""
    walks = _walks(steps)
    names: dict[str, str] = {}
    for _, walk in walks:
        names.setdefault(walk.subject, walk.subject_name)
        names.setdefault(walk.object, walk.object_name)
    if len(names) < 2:
        return None
    order = _order(list(names), [walk for _, walk in walks])
    rise, wide = _RISE if len(order) > 2 else 0.0, _WIDE if len(order) < 5 else _WIDER
    width, height = 2 * wide + _BOX + 8, 2 * rise + _HIGH + 16
    at = {}
    for number, name in enumerate(order):
        angle = math.pi + 2 * math.pi * number / len(order)
        at[name] = (
            width / 2 + wide * math.cos(angle),
            height / 2 + rise * math.sin(angle),
        )
    return Ring(
        width=round(width),
        height=round(height),
        boxes=tuple(
            {
                "x": round(at[name][0]),
                "y": round(at[name][1]),
                "kind": (kind := _KINDS.get(name.split("-", 1)[0], "organisation")),
                "label": textwrap.wrap(names[name], 22, max_lines=2, placeholder=" …"),
                "about": kind,
            }
            for name in order
        ),
        lines=tuple(_line(number, walk, at, _look(steps[number - 1])) for number, walk in walks),
    )


def _walks(steps: Sequence[Step]) -> list[tuple[int, Walk]]:
    """The walks with the numbers of their steps; those aside only where another step is about the same subject."""
    found = [(number, walk) for number, step in enumerate(steps, start=1) for walk in step.walks]
    ends = {(number, end) for number, walk in found if not walk.aside for end in (walk.subject, walk.object)}
    return [
        (number, walk)
        for number, walk in found
        if not walk.aside or any(end == walk.subject and other != number for other, end in ends)
    ]


def _order(names: list[str], walks: Sequence[Walk]) -> list[str]:
    around: dict[str, list[str]] = {name: [] for name in names}
    for walk in walks:
        around[walk.subject].append(walk.object)
        around[walk.object].append(walk.subject)
    order: list[str] = []
    for start in names:
        here: str | None = start if start not in order else None
        # Whoever a walk did not reach stands beside the first of their neighbours that is there.
        place = next((order.index(n) for n in around[start] if n in order), len(order))
        while here is not None:
            order.insert(place, here)
            place += 1
            # Backwards, so that a person's seat comes before their interest: committees above, companies below.
            here = next((n for n in reversed(around[here]) if n not in order), None)
    return order


def _look(step: Step) -> str:
    return _LOOKS.get(step.kind, "")


def _line(number: int, walk: Walk, at: dict[str, tuple[float, float]], look: str) -> dict[str, object]:
    (x, y), (a, b) = at[walk.subject], at[walk.object]
    start, end = _leaving(x, y, a, b, 0), _leaving(a, b, x, y, 8)
    length = math.hypot(end[0] - start[0], end[1] - start[1]) or 1.0
    ux, uy = (end[0] - start[0]) / length, (end[1] - start[1]) / length
    tip, left, right = (
        (end[0] + 8 * ux, end[1] + 8 * uy),
        (end[0] - 5 * uy, end[1] + 5 * ux),
        (end[0] + 5 * uy, end[1] - 5 * ux),
    )
    text = walk.verb
    return {
        "number": number,
        "look": look,
        "path": f"M{start[0]:.0f} {start[1]:.0f}L{end[0]:.0f} {end[1]:.0f}",
        "head": "M" + "L".join(f"{px:.0f} {py:.0f}" for px, py in (tip, left, right)) + "z",
        "text": text,
        "x": round((start[0] + end[0]) / 2),
        "y": round((start[1] + end[1]) / 2),
        "half": round(len(text) * 2.7 + 14),
    }


def _leaving(x: float, y: float, a: float, b: float, room: float) -> tuple[float, float]:
    """Where the line from the middle of a box towards a point leaves the box, with some room."""
    dx, dy = a - x, b - y
    length = math.hypot(dx, dy) or 1.0
    half_wide, half_high = _BOX / 2 + 2, _HIGH / 2 + 2
    part = min(half_wide / abs(dx) if dx else math.inf, half_high / abs(dy) if dy else math.inf)
    part += room / length
    return x + dx * part, y + dy * part


def bars(occasion: Occasion) -> Bars | None:
    """When each dated step held; ``None`` where no step is dated."""
    dated = [step for step in occasion.steps if step.begins or step.ends]
    if not dated:
        return None
    days = [day for step in dated for day in (step.begins, step.ends) if day is not None]
    first, last = min(days).year, max(days).year + 1
    scale = (_BARS - 16) / ((date(last + 1, 1, 1) - date(first, 1, 1)).days)

    def x(day: date) -> int:
        return round(_LABEL + 8 + (day - date(first, 1, 1)).days * scale)

    every = max(1, math.ceil((last - first + 1) / 9))
    edge = round(_LABEL + _BARS)
    since, until = occasion.holds_from, occasion.holds_to
    return Bars(
        width=edge + 8,
        height=round(26 + _ROW * len(occasion.steps)),
        years=tuple((year, x(date(year, 1, 1))) for year in range(first, last + 1, every)),
        rows=tuple(_row(number, step, x, edge) for number, step in enumerate(occasion.steps, start=1)),
        together=(x(since), min(edge, x(until) if until else edge))
        if since and since.year >= first
        else None,
        day=x(occasion.day) if occasion.day and occasion.day.year >= first else None,
    )


def _row(number: int, step: Step, x: Callable[[date], int], edge: int) -> dict[str, object]:
    begin = x(step.begins) if step.begins else round(_LABEL + 8)
    end = x(step.ends) if step.ends else edge
    return {
        "y": round(20 + _ROW * (number - 1)),
        "label": f"{number} {step.kind or 'fact'}",
        "look": _look(step),
        "begin": begin,
        "end": end,
        "moment": _moment(step),
        "dated": step.begins is not None or step.ends is not None,
        "since": step.begins is not None,
        "open": step.ends is None,
    }


def _moment(step: Step) -> bool:
    """Whether it was on one day: a decision, or what a list of a day says."""
    return step.begins is not None and step.ends == step.begins + timedelta(days=1)
