"""What stands around a decision: who voted, who of them had an interest, which safeguards were in force."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from nhsgraph.analyses.conflicts import closure
from nhsgraph.analyses.conflicts.composition import Voter, rules
from nhsgraph.analyses.conflicts.patterns.hits import best
from nhsgraph.analyses.conflicts.scan import Choice, Scan, SeatRow
from nhsgraph.analyses.conflicts.timing import Span, Timing

#: No delegated or joint committee existed before this day.
_PCCC_FROM = 735689  # 2015-04-01
_AWAY = {"withdrew": "exclusion", "apologies": "exclusion", "abstained": "abstention"}


class Ground:
    """Questions about decisions, answered from one scan."""

    def __init__(self, scan: Scan) -> None:
        self.scan = scan
        self._interested: dict[tuple[str, int], dict[int, Timing]] = {}

    @cached_property
    def _safeguards(self) -> dict[int, list[tuple[int, str, int, int]]]:
        found: dict[int, list[tuple[int, str, int, int]]] = defaultdict(list)
        texts, recorded = self.scan.edges.texts, self.scan.edges.number("documented")
        names = ("kind", "applies_to", "status", "valid_from", "valid_to")
        for row, (kind, where, status, start, end) in enumerate(self.scan.edges["safeguards"].zip(*names)):
            if status == recorded:
                found[where].append((row, texts[kind], start, end))
        return found

    @cached_property
    def _committees(self) -> dict[int, tuple[str, int, int, int]]:
        texts = self.scan.edges.texts
        names = ("id", "kind", "quorum", "valid_from", "valid_to")
        return {
            id_: (texts[kind], quorum, start, end)
            for id_, kind, quorum, start, end in self.scan.edges["terms_of_reference"].zip(*names)
        }

    @cached_property
    def _minutes(self) -> dict[int, list[tuple[int, str, int]]]:
        found: dict[int, list[tuple[int, str, int]]] = defaultdict(list)
        texts = self.scan.edges.texts
        for meeting, person, kind, about in self.scan.edges["attendance"].zip(
            "meeting", "person", "kind", "concerning"
        ):
            found[meeting].append((person, texts[kind], about))
        return found

    def sitting(self, committee: int, day: int) -> list[SeatRow]:
        """The seats that were, or may have been, held on a day."""
        return [seat for seat in self.scan.seats_of.get(committee, ()) if seat.span.covers(day)]

    def voters(self, committee: int, day: int) -> tuple[Voter, ...]:
        """The members with a vote on a day, in the order of the table."""
        edges = self.scan.edges
        return tuple(
            Voter(
                id=edges.texts[seat.person],
                categories=frozenset(
                    str(edges.value("committee_members", seat.row, "categories")).split(" ")
                ),
                chair=edges.value("committee_members", seat.row, "role") == "chair",
            )
            for seat in self.sitting(committee, day)
            if seat.voting
        )

    def meeting(self, choice: Choice) -> int:
        """The meeting at which a decision was taken, 0 where it is not stated."""
        return self.scan.edges[choice.table]["meeting"][choice.row]

    def attended(self, meeting: int) -> frozenset[str] | None:
        """Who was at a meeting, for the whole of it; ``None`` where there are no minutes."""
        rows = self._minutes.get(meeting)
        if rows is None:
            return None
        away = {person for person, kind, about in rows if kind == "apologies" and not about}
        return frozenset(self.scan.edges.texts[person] for person, _, _ in rows if person not in away)

    def quorum(self, committee: int) -> int | None:
        """How many voters make the committee quorate, where its terms say."""
        _, quorum, _, _ = self._committees.get(committee, ("", -1, 0, 0))
        return None if quorum < 0 else quorum

    def interested(self, choice: Choice) -> dict[int, Timing]:
        """Voters on the day with an interest in what a decision is about, and how it lies in time."""
        key = (choice.table, choice.row)
        if (known := self._interested.get(key)) is not None:
            return known
        found: dict[int, Timing] = {}
        for seat in (
            self.sitting(choice.body, choice.day) if choice.day else self.scan.seats_of.get(choice.body, ())
        ):
            if seat.voting and (label := self._label(choice, seat)) is not None and label <= Timing.UNKNOWN:
                found[seat.person] = label
        self._interested[key] = found
        return found

    def _label(self, choice: Choice, seat: SeatRow) -> Timing | None:
        scan = self.scan
        reached = closure.reach(scan, seat.person, first=lambda _: True)
        wanted = set(choice.about)
        if choice.table != "awards" and (
            not wanted or choice.act in {"new-practice", "merger", "sanction", "monitoring"}
        ):
            wanted |= scan.members_on(choice.commissioner, choice.day)
        labels = [
            timed[0] for target, paths in reached.items() if target in wanted
            if (timed := best(choice.day, seat.span, paths)) is not None
        ]  # fmt: skip
        return min(labels, default=None)

    def recorded(self, choice: Choice) -> Iterator[tuple[str, int]]:
        """Safeguards in force on the day and attached to the decision or the body that took it: kind and row.

        A safeguard of a body needs a known start; one attached to the decision itself does not. None is credited to a
        delegated or joint committee before such committees existed.
        """
        there = self._there(choice)
        for where in (choice.id, choice.body):
            for row, code, start, end in self._safeguards.get(where, ()) if where else ():
                if where == choice.id:
                    if not choice.day or Span(start, end, False).covers(choice.day):
                        yield code, row
                elif start and there and Span(start, end, False).covers(choice.day):
                    yield code, row

    def _there(self, choice: Choice) -> bool:
        """Whether the body that decided existed on the day, and both are known."""
        kind, _, begins, ends = self._committees.get(choice.body, ("", -1, 0, 0))
        early = kind in {"PCCC", "JointCommittee"} and choice.day < _PCCC_FROM
        return bool(choice.day and choice.body and not early and Span(begins, ends, False).covers(choice.day))

    def composition(self, choice: Choice) -> dict[str, bool] | None:
        """Which rules the committee kept on the day; ``None`` where the day, a vote or its start are not known."""
        seats = [s for s in self.sitting(choice.body, choice.day) if s.voting] if self._there(choice) else []
        if not seats or any(seat.span.open for seat in seats):
            return None
        return {rule.key: rule.passed for rule in rules(self.voters(choice.body, choice.day))}

    def absence(self, choice: Choice, people: frozenset[int]) -> str:
        """Exclusion or abstention, where the minutes say it of every one of these people for the item; else empty."""
        meeting = self.meeting(choice)
        said: dict[int, str] = {}
        for person, kind, about in self._minutes.get(meeting, ()) if meeting else ():
            if about in {0, choice.id} and kind in _AWAY:
                said[person] = _AWAY[kind]
        if not people or not people <= said.keys():
            return ""
        return "abstention" if "abstention" in {said[p] for p in people} else "exclusion"

    def declared(self, person: int, targets: set[int], day: int) -> int | None:
        """The row in which a person declared an interest in one of these by a day."""
        for link in self.scan.links_from.get(person, ()):
            if link.table == "interests" and link.target in targets:
                on = self.scan.edges["interests"]["declared_on"][link.row]
                if on and day and on <= day:
                    return link.row
        return None
