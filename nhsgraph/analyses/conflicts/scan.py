"""The snapshot indexed for the patterns: seats, decisions, members and holdings by the numbers of their ends.

Everything is made when it is first asked for, so that a question about one body does not index the country.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from nhsgraph.analyses.conflicts.timing import Span
from nhsgraph.edges import NONE, SCALE, Snapshot

#: Commissioners whose memberships are looked up one by one before all are indexed.
_FEW = 4


class Link(NamedTuple):
    """One step of an interest: a row of a table that leads from a holder to an organisation."""

    table: str
    row: int
    source: int
    target: int
    kind: str  # owner, partner, director, employee, office-holder, member, arm, or a kind of interest
    start: int
    end: int


class Path(NamedTuple):
    """Steps from a holder to an organisation, and when they held together."""

    links: tuple[Link, ...]
    span: Span

    @property
    def holder(self) -> int:
        """Who has the interest."""
        return self.links[0].source

    @property
    def target(self) -> int:
        """What it is in."""
        return self.links[-1].target


class SeatRow(NamedTuple):
    """A seat on a committee."""

    row: int
    person: int
    committee: int
    voting: bool
    span: Span


class Choice(NamedTuple):
    """A decision: an award or a line of the register of decisions. ``about`` are numbers of providers."""

    table: str
    row: int
    id: int
    commissioner: int
    body: int  # the deciding body, 0 where it is not stated
    day: int
    act: str  # award, or the act of a decision
    about: tuple[int, ...]


class Scan:
    """Indexes over one snapshot."""

    def __init__(self, edges: Snapshot) -> None:
        self.edges = edges
        self.reached: dict[int, dict[int, list[Path]]] = {}  # filled by the closure
        self.owned_by: dict[int, dict[int, list[Path]]] = {}
        self._looked_up: dict[int, list[tuple[int, int, int, int]]] = {}

    @cached_property
    def seats(self) -> list[SeatRow]:
        """Every seat, in the order of the table."""
        t = self.edges["committee_members"]
        return [
            SeatRow(row, person, committee, bool(voting), Span(start, end, not start))
            for row, (person, committee, voting, start, end) in enumerate(
                t.zip("person", "committee", "voting", "valid_from", "valid_to")
            )
        ]

    @cached_property
    def seats_of(self) -> dict[int, list[SeatRow]]:
        """Committee to its seats."""
        found: dict[int, list[SeatRow]] = defaultdict(list)
        for seat in self.seats:
            found[seat.committee].append(seat)
        return found

    @cached_property
    def seats_by(self) -> dict[int, list[SeatRow]]:
        """Person to their seats."""
        found: dict[int, list[SeatRow]] = defaultdict(list)
        for seat in self.seats:
            found[seat.person].append(seat)
        return found

    @cached_property
    def all_members_own(self) -> dict[tuple[int, int], int]:
        """Commissioner and company to the row that says that every member practice owns it."""
        kind, t = self.edges.number("owned-by-member-practices-of"), self.edges["relations"]
        names = ("kind", "subject", "object", "counted", "total")
        return {
            (ccg, company): row
            for row, (k, company, ccg, counted, total) in enumerate(t.zip(*names))
            if k == kind and counted == total != NONE
        }

    @cached_property
    def committee_of(self) -> dict[int, int]:
        """Committee to the body whose committee it is."""
        return dict(self.edges["terms_of_reference"].zip("id", "committee_of"))  # type: ignore[arg-type]

    @cached_property
    def advisory(self) -> set[int]:
        """Committees that advise or recommend and do not decide."""
        decides = self.edges.number("decides")
        return {
            id_
            for id_, authority in self.edges["terms_of_reference"].zip("id", "authority")
            if authority != decides
        }

    @cached_property
    def choices(self) -> list[Choice]:
        """Every decision: awards, then the others, in the order of their tables."""
        t = self.edges["awards"]
        names: tuple[str, ...] = ("id", "commissioner", "decided_by", "decided_on", "provider")
        withdrawn = self.edges.number("withdrawn")
        found = [
            Choice("awards", row, id_, ccg, body, day, "award", (provider,))
            for row, ((id_, ccg, body, day, provider), status) in enumerate(
                zip(t.zip(*names), t["status"], strict=True)
            )
            if status != withdrawn
        ]
        t, texts, number = self.edges["procurement_decisions"], self.edges.texts, self.edges.number
        names = ("id", "commissioner", "decided_by", "decided_on", "act", "concerning")
        for row, (id_, ccg, body, day, act, about) in enumerate(t.zip(*names)):
            ends = tuple(number(one) for one in texts[about].split(" ")) if about else ()
            found.append(Choice("procurement_decisions", row, id_, ccg, body, day, texts[act], ends))
        return found

    @cached_property
    def committees(self) -> dict[int, tuple[int, ...]]:
        """Body to its committees."""
        found: dict[int, tuple[int, ...]] = {}
        for committee, ccg in self.committee_of.items():
            found[ccg] = (*found.get(ccg, ()), committee)
        return found

    def bodies(self, choice: Choice) -> tuple[int, ...]:
        """The body that decided; where the source does not say, every committee of the commissioner."""
        return (choice.body,) if choice.body else self.committees.get(choice.commissioner, ())

    @cached_property
    def choices_about(self) -> dict[tuple[int, int], list[Choice]]:
        """Body that decided, or may have, and provider to the decisions."""
        found: dict[tuple[int, int], list[Choice]] = defaultdict(list)
        for choice in self.choices:
            for body in self.bodies(choice):
                for about in choice.about:
                    found[body, about].append(choice)
        return found

    @cached_property
    def choices_for(self) -> dict[tuple[int, int], list[Choice]]:
        """Commissioner and provider to the decisions."""
        found: dict[tuple[int, int], list[Choice]] = defaultdict(list)
        for choice in self.choices:
            for about in choice.about:
                found[choice.commissioner, about].append(choice)
        return found

    @cached_property
    def awards_to(self) -> dict[tuple[int, int], list[Choice]]:
        """Commissioner and provider to the awards."""
        found: dict[tuple[int, int], list[Choice]] = defaultdict(list)
        for choice in self.choices:
            if choice.table == "awards":
                found[choice.commissioner, choice.about[0]].append(choice)
        return found

    @cached_property
    def acts(self) -> dict[str, list[Choice]]:
        """Act to the decisions that are no awards."""
        found: dict[str, list[Choice]] = defaultdict(list)
        for choice in self.choices:
            if choice.table != "awards":
                found[choice.act].append(choice)
        return found

    @cached_property
    def with_members(self) -> set[int]:
        """The commissioners that ever had a member."""
        return set(self.edges["members"]["commissioner"])

    @cached_property
    def members(self) -> dict[int, list[tuple[int, int, int, int]]]:
        """Commissioner to its memberships: practice, first day, day after the last, row."""
        found: dict[int, list[tuple[int, int, int, int]]] = defaultdict(list)
        for row, (practice, ccg, start, end) in enumerate(
            self.edges["members"].zip("practice", "commissioner", "valid_from", "valid_to")
        ):
            found[ccg].append((practice, start, end, row))
        return found

    @cached_property
    def commissioners(self) -> dict[int, list[tuple[int, int, int, int]]]:
        """Practice to its memberships: commissioner, first day, day after the last, row."""
        found: dict[int, list[tuple[int, int, int, int]]] = defaultdict(list)
        for ccg, rows in self.members.items():
            for practice, start, end, row in rows:
                found[practice].append((ccg, start, end, row))
        return found

    def members_of(self, commissioner: int) -> Sequence[tuple[int, int, int, int]]:
        """The memberships of one commissioner; the first few are looked up, the country is indexed for more."""
        if "members" in self.__dict__ or len(self._looked_up) > _FEW:
            return self.members.get(commissioner, ())
        if commissioner not in self._looked_up:
            t = self.edges["members"]
            practice, start, end = t["practice"], t["valid_from"], t["valid_to"]
            self._looked_up[commissioner] = [
                (practice[row], start[row], end[row], row)
                for row, ccg in enumerate(t["commissioner"])
                if ccg == commissioner
            ]
        return self._looked_up[commissioner]

    def members_on(self, commissioner: int, day: int) -> set[int]:
        """The practices that were members on a day; on day 0, all that ever were."""
        rows = self.members_of(commissioner)
        return {p for p, start, end, _ in rows if not day or (start <= day and (not end or day < end))}

    @cached_property
    def links(self) -> list[Link]:
        """Every step that an interest can take: posts, shares, memberships of federations, arms, declarations."""
        texts = self.edges.texts
        found = [
            Link("posts", row, person, where, texts[kind], start, end)
            for row, (person, where, kind, start, end) in enumerate(
                self.edges["posts"].zip("person", "organisation", "kind", "valid_from", "valid_to")
            )
        ]
        names: tuple[str, ...] = ("holder", "company", "nominee", "on_behalf_of", "valid_from", "valid_to")
        for row, (holder, company, nominee, behalf, start, end) in enumerate(
            self.edges["shareholdings"].zip(*names)
        ):
            # A nominee owns nothing: the interest is that of whom the share is held for, where that is known.
            owner = behalf if nominee else holder
            if owner:
                found.append(Link("shareholdings", row, owner, company, "owner", start, end))
        names = ("practice", "federation", "valid_from", "valid_to")
        for row, (practice, federation, start, end) in enumerate(
            self.edges["federation_members"].zip(*names)
        ):
            found.append(Link("federation_members", row, practice, federation, "member", start, end))
        for row, (id_, arm, start, end) in enumerate(
            self.edges["parties"].zip("id", "arm_of", "valid_from", "valid_to")
        ):
            if arm:
                # A life without dates is no doubt about the arm.
                found.append(Link("parties", row, arm, id_, "arm", start or 1, end))
        names = ("bearer", "interest_in", "kind", "valid_from", "valid_to")
        for row, (bearer, where, kind, start, end) in enumerate(self.edges["interests"].zip(*names)):
            found.append(Link("interests", row, bearer, where, texts[kind], start, end))
        return found

    @cached_property
    def links_from(self) -> dict[int, list[Link]]:
        """Holder to the steps that begin with them."""
        found: dict[int, list[Link]] = defaultdict(list)
        for link in self.links:
            found[link.source].append(link)
        return found

    @cached_property
    def links_to(self) -> dict[int, list[Link]]:
        """Organisation to the steps that lead to it."""
        found: dict[int, list[Link]] = defaultdict(list)
        for link in self.links:
            found[link.target].append(link)
        return found

    def share(self, link: Link) -> tuple[int, int]:
        """The share that a step carries, in millionths, as an interval; what is not known is from 0 to all."""
        if link.table != "shareholdings":
            return (0, SCALE) if link.kind in {"partner", "member", "arm"} else (0, 0)
        t, row = self.edges["shareholdings"], link.row
        if (exact := t["share"][row]) != NONE:
            return exact, exact
        low, high = t["share_at_least"][row], t["share_at_most"][row]
        return (0 if low == NONE else low), (SCALE if high == NONE else high)
