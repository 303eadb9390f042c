"""The result: every CCG on a series of dates, placed, measured and cited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from nhsgraph.analyses.england.layout import Circle
from nhsgraph.analyses.explanation import SourceRef

#: A measure of a CCG: a number, the name of a level, or ``None`` where it is not known.
Value: TypeAlias = Decimal | str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """Something that CCGs are shaded by."""

    key: str
    title: str
    kind: str  # number, share, money or level
    about: str  # what is counted, and when it is not known


@dataclass(frozen=True, slots=True, kw_only=True)
class Ring:
    """An STP, or before STPs a team of NHS England: the circle round its CCGs, and its label in lines."""

    id: str
    code: str
    name: str
    circle: Circle
    label: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A CCG on a date; ``values`` stand in the order of the measures."""

    id: str
    code: str
    name: str
    ring: str
    circle: Circle
    practices: int
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """England on a date."""

    day: date
    ring_kind: str  # what a ring is, as a word: STP, area team or local office
    rings: tuple[Ring, ...]
    places: tuple[Place, ...]
    practices: int  # open memberships in these CCGs
    cites: Mapping[str, tuple[str, ...]]  # measure (and ``rings``) to the sources of its values
    known: Mapping[str, int]  # measure to the number of CCGs for which it is known

    @property
    def headline(self) -> tuple[str, ...]:
        """What there was, in a few words."""
        rings = f"{len(self.rings):,} {self.ring_kind}{'' if len(self.rings) == 1 else 's'}"
        return (f"{len(self.places):,} CCGs in {rings}", f"{self.practices:,} practices")


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeDot:
    """A practice: its CCG on each date (``None``: not a member of one), and its years."""

    code: str
    name: str
    ccgs: tuple[str | None, ...]  # local ids, in the order of the moments
    contracts: Mapping[str, str]  # financial year to contract type
    lists: Mapping[str, Decimal]  # financial year to registered patients


@dataclass(frozen=True, slots=True, kw_only=True)
class England:
    """The whole country on a series of dates."""

    measures: tuple[Measure, ...]
    moments: tuple[Moment, ...]
    practices: tuple[PracticeDot, ...]
    sources: tuple[SourceRef, ...]

    @property
    def fictional(self) -> bool:
        """Whether any of it comes from a fictional source."""
        return any(source.grade == "fictional" for source in self.sources)

    def moment(self, day: date) -> Moment:
        """The moment of a day, or the last one before it; the first where there is none."""
        return [self.moments[0], *(m for m in self.moments if m.day <= day)][-1]
