"""The shortest paths between two bodies on a date, over kinds of relation that are named.

Both ends are expanded level by level, the smaller front first, so that a hub is only opened where it is needed. All
shortest paths are found; the best is the one whose weakest hop is strongest, and then the first in order of ids.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from nhsgraph import hops
from nhsgraph.hops import Hop
from nhsgraph.period import Holds
from nhsgraph.views import Reader, body_iri

#: Evidence grades, strongest first.
GRADES = ("official", "stated", "evidenced", "implied", "unverified", "fictional")
#: How many bodies a search opens, and how many shortest paths it compares, before it says that it stopped.
BODIES, PATHS = 1_500, 500

Path = tuple[Hop, ...]
#: The grade of a hop, by its own or its source's.
Grade = Callable[[Hop], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a search found: the best path, how many of its length there are, and whether a limit was reached."""

    best: Path = ()
    as_short: int = 0
    opened: int = 0
    stopped: bool = False


def weakness(hop: Hop, grade: Grade) -> tuple[int, int]:
    """How weak a hop is, higher is weaker: whether it is known to hold on the day, then its grade.

    A hop of which the sources no longer speak on the day is weaker than one without dates, and that is weaker than one
    with dates, whatever the grades.
    """
    certainty = 2 if hop.holds is Holds.UNKNOWN else 1 if hop.begins is None and hop.ends is None else 0
    return certainty, GRADES.index(grade(hop))


def weakest(path: Path, grade: Grade) -> Hop:
    """The weakest hop of a path, the first of several."""
    return max(path, key=lambda hop: weakness(hop, grade))


@dataclass(slots=True)
class _Side:
    """What has been reached from one end: distance, and the hops of shortest ways to each body."""

    start: str
    distance: dict[str, int] = field(default_factory=dict)
    parents: dict[str, list[Hop]] = field(default_factory=dict)
    front: list[str] = field(default_factory=list)
    depth: int = 0

    def __post_init__(self) -> None:
        self.distance[self.start] = 0
        self.front.append(self.start)

    def ways(self, body: str) -> Iterator[Path]:
        """Every shortest way from the start to a body."""
        if self.distance[body] == 0:
            yield ()
            return
        for hop in self.parents[body]:
            for way in self.ways(hop.other(body)):
                yield (*way, hop)


def search(
    reader: Reader, start: str, end: str, as_of: date, kinds: Sequence[str], most: int, grade: Grade
) -> Found:
    """The best shortest path of at most ``most`` hops; an empty one where there is none."""
    sides = (_Side(start), _Side(end))
    opened = 0
    while sum(side.depth for side in sides) < most and all(side.front for side in sides):
        side, other = sorted(sides, key=lambda s: len(s.front))
        if opened + len(side.front) > BODIES:
            return Found(opened=opened, stopped=True)
        opened += len(side.front)
        _expand(reader, side, as_of, kinds)
        if meeting := sorted(body for body in side.front if other.distance.get(body) == other.depth):
            return _best(sides, meeting, opened, grade)
    return Found(opened=opened)


def _expand(reader: Reader, side: _Side, as_of: date, kinds: Sequence[str]) -> None:
    side.depth += 1
    following: dict[str, None] = {}
    for body in side.front:
        for kind in kinds:
            for hop in hops.of_body(reader, kind, body_iri(body), as_of):
                far = hop.other(body)
                if side.distance.setdefault(far, side.depth) == side.depth:
                    side.parents.setdefault(far, []).append(hop)
                    following[far] = None
    side.front = sorted(following)


def _best(sides: tuple[_Side, _Side], meeting: Sequence[str], opened: int, grade: Grade) -> Found:
    first, second = sides

    def paths() -> Iterator[Path]:
        for body in meeting:
            for head in first.ways(body):
                for tail in second.ways(body):
                    yield head + tail[::-1]

    found = list(islice(paths(), PATHS + 1))

    def order(path: Path) -> tuple[list[tuple[int, int]], list[str]]:
        return sorted((weakness(hop, grade) for hop in path), reverse=True), [hop.id for hop in path]

    return Found(best=min(found, key=order), as_short=len(found), opened=opened, stopped=len(found) > PATHS)
