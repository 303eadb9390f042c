"""The result: conflict paths, grouped by who and what, each with its occasions, steps, dates, severity and sources."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from nhsgraph.analyses.conflicts.severity import Assessment
from nhsgraph.analyses.conflicts.timing import Timing
from nhsgraph.analyses.explanation import Cite
from nhsgraph.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """What a step connects, for a picture: local ids with names, and the relation between them in a few words."""

    subject: str
    subject_name: str
    verb: str
    object: str
    object_name: str
    aside: bool = False  # of use only where another step has the same subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One fact of a path in words, and where it comes from."""

    text: str
    cites: tuple[Cite, ...]
    rests_on: tuple[str, ...] = ()  # the sources that state the fact; empty where they are those cited
    kind: str = ""  # what it is in a word or two: seat, share, decision
    walks: tuple[Walk, ...] = ()
    begins: date | None = None
    ends: date | None = None  # the day after the last; that of a decision is the day after it


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """One decision, or one standing state, at which the facts connect."""

    decision: str  # local id, empty for a standing state
    label: str
    day: date | None
    timing: Timing
    holds_from: date | None  # the days on which seat and interest held together
    holds_to: date | None
    steps: tuple[Step, ...]
    alternatives: tuple[tuple[Step, ...], ...]  # every further derivation of the same
    share: tuple[Decimal, Decimal] | None
    breadth: Decimal | None
    dated: str  # what those days are of: seat and interest together, the interest, the level, the payments
    severity: Assessment
    stated: Assessment | None  # from the facts alone, where a source states single inputs beside them
    safeguards: tuple[Step, ...]
    inputs: tuple[Step, ...] = ()  # what a source states of single inputs to the severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Facts that connect: a person or body, what the interest is in, and the occasions. Never a finding about conduct."""

    id: str
    pattern: str
    title: str
    actor: str
    actor_name: str
    other: str
    other_name: str
    body: str
    body_name: str
    possible: bool  # a date or an owner is not known on every occasion
    occasions: tuple[Occasion, ...]  # strongest first
    benign: tuple[str, ...]
    check: str

    @property
    def residual(self) -> tuple[int, int]:
        """The range of severity left after safeguards, over the occasions: the highest of each end."""
        low = max(one.severity.residual[0] for one in self.occasions)
        return low, max(one.severity.residual[1] for one in self.occasions)

    @property
    def inherent(self) -> tuple[int, int]:
        """The same before safeguards."""
        low = max(one.severity.inherent[0] for one in self.occasions)
        return low, max(one.severity.inherent[1] for one in self.occasions)

    def cites(self) -> tuple[Cite, ...]:
        """Every citation once, in order."""
        steps = (
            s
            for one in self.occasions
            for s in (
                *one.steps,
                *(t for more in one.alternatives for t in more),
                *one.safeguards,
                *one.inputs,
            )
        )
        return tuple(dict.fromkeys(cite for step in steps for cite in step.cites))

    def sole_sources(self) -> tuple[str, ...]:
        """Sources without which nothing of the path would be left, in order."""
        kept: list[set[str]] = []
        for one in self.occasions:
            for way in (one.steps, *one.alternatives):
                # A step that several sources state stands without any one of them.
                stated = [set(s.rests_on) or {c.source for c in s.cites} for s in way]
                kept.append({next(iter(s)) for s in stated if len(s) == 1})
        return tuple(sorted(set.intersection(*kept))) if kept else ()
