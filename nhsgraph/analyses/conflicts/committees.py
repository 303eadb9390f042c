"""Committees at a date or a meeting: the rules of composition one by one, what mends them, and who is left for an item.

For each decision of the committee: who with a vote had an interest in it, whether those who are left make it quorate, and
which rules they keep. Where minutes say who attended, they are counted; else those with a seat on the day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from nhsgraph.analyses.conflicts.composition import Rule, Voter, rules, smallest_changes, without
from nhsgraph.analyses.conflicts.describe import Words
from nhsgraph.analyses.conflicts.ground import Ground
from nhsgraph.analyses.conflicts.scan import Choice, Scan
from nhsgraph.analyses.conflicts.timing import Timing
from nhsgraph.analyses.explanation import Cite
from nhsgraph.edges import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One decision: who had an interest in it, and what is left of the votes without them."""

    decision: str
    label: str
    day: date
    minuted: bool  # whether minutes say who attended; else everybody with a seat on the day counts
    conflicted: tuple[str, ...]  # names
    possible: tuple[str, ...]  # of those of whom a date or an owner is not known
    votes: int  # of those there
    left: int
    quorum: int | None
    rules: tuple[Rule, ...]  # of those who are left
    cites: tuple[Cite, ...]

    @property
    def quorate(self) -> bool | None:
        """Whether those who are left make a quorum; ``None`` where the terms state none."""
        return None if self.quorum is None else self.left >= self.quorum


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """A committee on a day, or those of it who were at a meeting."""

    id: str
    name: str
    kind: str
    body_name: str  # whose committee it is
    day: date
    meeting: str  # empty for a date
    minuted: bool  # of a meeting: whether minutes say who attended
    open_seats: int  # voters whose seat has no known start
    quorum: int | None
    rules: tuple[Rule, ...]  # nothing where nobody with a vote is known
    changes: tuple[str, ...]
    items: tuple[Item, ...]
    cites: tuple[Cite, ...]


def sittings(edges: Snapshot, wanted: str, day: date, until: date | None) -> tuple[Sitting, ...]:
    """The committee or meeting of an id, or every committee of a body, on a day, with its decisions up to another.

    Empty where nothing of that id has a committee in the data. A committee that did not exist on the day is left out.
    """
    found = _Sittings(edges, until)
    number = edges.number(wanted)
    for id_, committee, held in edges["meetings"].zip("id", "committee", "held_on"):
        if id_ == number:
            return (found.sitting(committee, held, meeting=id_),)
    terms = edges["terms_of_reference"].zip("id", "committee_of", "valid_from", "valid_to")
    on = day.toordinal()
    return tuple(
        found.sitting(committee, on)
        for committee, of, begins, ends in terms
        if number in {committee, of} and begins <= on and (not ends or on < ends)
    )


def items(edges: Snapshot, decisions: Iterable[str]) -> dict[str, Item]:
    """What is left of the votes at decisions, by their ids; those without a day or a body that decided are left out."""
    found, wanted = _Sittings(edges, None), frozenset(decisions)
    return {
        edges.texts[choice.id]: found.item(choice)
        for choice in found.scan.choices
        if choice.day and choice.body and edges.texts[choice.id] in wanted
    }


class _Sittings:
    def __init__(self, edges: Snapshot, until: date | None) -> None:
        self.scan, self.words = Scan(edges), Words(edges, until)
        self.ground = Ground(self.scan)
        self.until = (until or date.max).toordinal()

    def sitting(self, committee: int, day: int, meeting: int = 0) -> Sitting:
        edges, ground = self.scan.edges, self.ground
        attended = ground.attended(meeting) if meeting else None
        voters = _there(ground.voters(committee, day), attended)
        row = list(edges["terms_of_reference"]["id"]).index(committee)
        return Sitting(
            id=edges.texts[meeting or committee],
            name=self.words.name(committee),
            kind=str(edges.value("terms_of_reference", row, "kind")),
            body_name=self.words.name(self.scan.committee_of[committee]),
            day=date.fromordinal(day),
            meeting=edges.texts[meeting],
            minuted=attended is not None,
            open_seats=sum(1 for s in ground.sitting(committee, day) if s.voting and s.span.open),
            quorum=ground.quorum(committee),
            rules=rules(voters) if voters else (),
            changes=smallest_changes(voters),
            items=tuple(self._items(committee, meeting)),
            cites=(*self.words.cites("terms_of_reference", row), *self._seats(committee, day)),
        )

    def _items(self, committee: int, meeting: int) -> Iterator[Item]:
        for choice in self.scan.choices:
            here = choice.body == committee and 0 < choice.day <= self.until
            if here and (not meeting or self.ground.meeting(choice) == meeting):
                yield self.item(choice)

    def item(self, choice: Choice) -> Item:
        """What is left of the votes at one decision, of which day and body are known."""
        ground, scan = self.ground, self.scan
        held = ground.meeting(choice)
        attended = ground.attended(held) if held else None
        voters = _there(ground.voters(choice.body, choice.day), attended)
        there = {voter.id for voter in voters}
        interested = {
            scan.edges.texts[person]: label
            for person, label in ground.interested(choice).items()
            if scan.edges.texts[person] in there
        }
        left = without(voters, interested)
        column = "contract" if choice.table == "awards" else "subject"
        return Item(
            decision=scan.edges.texts[choice.id],
            label=str(scan.edges.value(choice.table, choice.row, column)),
            day=date.fromordinal(choice.day),
            minuted=attended is not None,
            conflicted=self._names(interested),
            possible=self._names(p for p, label in interested.items() if label is Timing.UNKNOWN),
            votes=len(voters),
            left=len(left),
            quorum=ground.quorum(choice.body),
            rules=rules(left),
            cites=(*self.words.cites(choice.table, choice.row), *self._seats(choice.body, choice.day)),
        )

    def _names(self, people: Iterable[str]) -> tuple[str, ...]:
        return tuple(self.words.name(self.scan.edges.number(person)) for person in people)

    def _seats(self, committee: int, day: int) -> tuple[Cite, ...]:
        seats = self.ground.sitting(committee, day)
        return tuple(c for seat in seats for c in self.words.cites("committee_members", seat.row))


def _there(voters: tuple[Voter, ...], attended: frozenset[str] | None) -> tuple[Voter, ...]:
    return voters if attended is None else tuple(voter for voter in voters if voter.id in attended)
