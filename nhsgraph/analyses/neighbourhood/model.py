"""What a picture of a body's neighbourhood is made of: nodes, dated links and conflict paths, of all dates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from nhsgraph.analyses.explanation import Cite, SourceRef
from nhsgraph.period import Holds, holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A body, person, committee or contract. ``kind`` is its class in the vocabulary, local name."""

    id: str
    kind: str
    name: str
    code: str = ""
    detail: str = ""  # what stands below the name, for example a post or a sum
    valid_from: date | None = None
    valid_to: date | None = None
    known_until: date | None = None
    names: tuple[tuple[date | None, str], ...] = ()  # in order of time, where there was more than one


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A relation for a period, said as “subject text object”.

    A ``loose`` link comes from a source that speaks of its own moment alone: on other days it is not known whether it
    held. Any other link without dates is told without a date by its source and drawn on every day.
    """

    id: str
    subject: str
    object: str
    kind: str
    text: str
    cites: tuple[Cite, ...]
    detail: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    known_until: date | None = None
    loose: bool = False
    grade: str = ""  # where it is not “official”
    share: Decimal | None = None

    def holds(self, day: date) -> Holds:
        """Whether it held on a day: yes, no, or the sources do not say."""
        if self.loose and self.valid_from is None and self.valid_to is None:
            return Holds.UNKNOWN
        found = holds(day, self.valid_from, self.valid_to, self.known_until)
        return Holds.UNKNOWN if self.loose and found is Holds.NO else found


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of a conflict path: a sentence, and the links it walks where the picture has them."""

    text: str
    links: tuple[str, ...]
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """A conflict path: facts that connect, never a finding. It holds while every step holds."""

    id: str
    title: str
    summary: str
    strength: str  # a word, or a range of words
    safeguards: tuple[str, ...]
    steps: tuple[Step, ...]
    benign: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbourhood:
    """The nodes and links next to a body, those of all dates, in a stable order; the body is the first node."""

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    paths: tuple[Path, ...]
    sources: tuple[SourceRef, ...]  # every source that a link or step cites

    @property
    def body(self) -> Node:
        """The body in the middle."""
        return self.nodes[0]

    def cites(self) -> Iterator[Cite]:
        """Every citation, with repetitions."""
        for link in self.links:
            yield from link.cites
        for path in self.paths:
            for step in path.steps:
                yield from step.cites
