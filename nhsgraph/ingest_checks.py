"""What the rows of a template have to be beyond their types: shares, periods, codes, and what they refer to."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from nhsgraph import documents, vocab
from nhsgraph.conflict_facts import (
    Award,
    Committee,
    CommitteeKind,
    CommitteeSeat,
    Decision,
    Individual,
    Meeting,
    Safeguard,
    Shareholding,
)
from nhsgraph.facts import Fact, PartnershipLead

#: Delegated and joint committees exist from this day: no earlier row can be right.
FIRST_PCCC = date(2015, 4, 1)
_ID = re.compile(r"[a-z]+(-[A-Za-z0-9]+)+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that is wrong with a row (or, among remarks, only worth knowing)."""

    row: int
    column: str
    text: str

    def __str__(self) -> str:
        return f"row {self.row}, column {self.column}: {self.text}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The ids that rows can refer to."""

    ids: frozenset[str]
    people: frozenset[str]
    committees: frozenset[str]
    meetings: frozenset[str]

    def with_(self, other: Known) -> Known:
        """The ids of both."""
        return Known(
            ids=self.ids | other.ids,
            people=self.people | other.people,
            committees=self.committees | other.committees,
            meetings=self.meetings | other.meetings,
        )


def known(facts: Mapping[type[Fact], Iterable[Fact]]) -> Known:
    """What a data set defines."""
    rows = {kind: tuple(found) for kind, found in facts.items()}
    people = {
        fact.person if isinstance(fact, PartnershipLead) else str(getattr(fact, "id", ""))
        for kind in (Individual, documents.Person, PartnershipLead)
        for fact in rows.get(kind, ())
    }
    committees = {fact.id for fact in rows.get(Committee, ()) if isinstance(fact, Committee)}
    return Known(
        ids=frozenset(filter(None, documents.defined_ids(rows))),
        people=frozenset(filter(None, people)),
        committees=frozenset(committees),
        meetings=frozenset(fact.id for fact in rows.get(Meeting, ()) if isinstance(fact, Meeting)),
    )


def problems(
    rows: Iterable[tuple[int, Fact]], before: Known, there: Known, links: frozenset[str]
) -> Iterator[Problem]:
    """Everything that is wrong, in row order.

    ``before`` is what the other tables define, ``there`` that and these rows; ``links`` are the columns with ids of others.
    """
    seen: set[str] = set()
    for number, fact in rows:
        for column, text in _row(fact, there, links):
            yield Problem(row=number, column=column, text=text)
        if own := str(getattr(fact, "id", "")):
            if own in seen or own in before.ids:
                yield Problem(
                    row=number,
                    column="id",
                    text=f"“{own}” is already the id of something else; choose another",
                )
            elif not _ID.fullmatch(own):
                yield Problem(row=number, column="id", text=f"“{own}” is no id; write it like person-smith-1")
            seen.add(own)


def remarks(rows: Iterable[tuple[int, Fact]]) -> Iterator[Problem]:
    """What is accepted and worth knowing: rows that come twice, people of one name, no deciding body, shares of more than all."""
    names: Counter[str] = Counter()
    total: dict[str, Decimal] = defaultdict(Decimal)
    first: dict[Fact, int] = {}
    for number, fact in rows:
        if first.setdefault(fact, number) != number:
            yield Problem(row=number, column="record", text=f"the same as row {first[fact]}; kept once")
        if isinstance(fact, Individual) and fact.name:
            names[fact.name] += 1
            if names[fact.name] > 1:
                yield Problem(
                    row=number,
                    column="name",
                    text=f"another person is also called “{fact.name}”; they are kept apart",
                )
        elif isinstance(fact, Award | Decision) and not fact.decided_by:
            yield Problem(
                row=number,
                column="decided_by",
                text="no deciding body; paths through it have a range of severity and say so",
            )
        elif isinstance(fact, Shareholding) and fact.share is not None and fact.valid_to is None:
            total[fact.company] += fact.share
            if total[fact.company] > 1:
                yield Problem(
                    row=number,
                    column="share",
                    text=f"the open shares of {fact.company} add up to {total[fact.company]}, more than all of it",
                )


def _row(fact: Fact, there: Known, links: frozenset[str]) -> Iterator[tuple[str, str]]:
    for column in sorted(links):
        value = getattr(fact, column)
        for one in value if isinstance(value, tuple) else (value,):
            if one and one not in there.ids:
                yield (
                    column,
                    f"nothing has the id “{one}”; define it first, or look for it with: nhsgraph find",
                )
    for column, ids, what in (
        ("person", there.people, "a person"),
        ("committee", there.committees, "a committee"),
        ("meeting", there.meetings, "a meeting"),
    ):
        value = getattr(fact, column, "")
        if value and value in there.ids and value not in ids:
            yield column, f"“{value}” is not {what}"
    pounds = getattr(fact, "pounds", None)
    if pounds is not None and pounds < 0:
        yield "pounds", f"{pounds} is negative"
    yield from _of_kind(fact)


def _of_kind(fact: Fact) -> Iterator[tuple[str, str]]:
    """What rows of one template alone have to be."""
    if isinstance(fact, Award | Decision) and fact.decided_by == fact.commissioner:
        yield (
            "decided_by",
            "the commissioner has committees, one of which decided; where it is not known which, leave it empty",
        )
    if isinstance(fact, Shareholding):
        yield from _shares(fact)
    elif isinstance(fact, Committee):
        begins, early = fact.valid_from, {CommitteeKind.PCCC, CommitteeKind.JOINT}
        if fact.kind in early and (begins is None or begins < FIRST_PCCC):
            yield "valid_from", f"no {fact.kind} existed before {FIRST_PCCC}"
    elif isinstance(fact, CommitteeSeat):
        yield from _codes("categories", fact.categories, "member-category")
    elif isinstance(fact, Safeguard):
        yield from _codes("kind", (fact.kind,), "mitigation")


def _shares(fact: Shareholding) -> Iterator[tuple[str, str]]:
    for column in ("share", "share_at_least", "share_at_most"):
        value = getattr(fact, column)
        if value is not None and not (value.is_finite() and 0 <= value <= 1):
            yield column, f"{value} is not a share; write it as a number from 0 to 1, so 5% is 0.05"
    low, high = fact.share_at_least, fact.share_at_most
    if low is not None and high is not None and low > high:
        yield "share_at_most", f"{high} is less than share_at_least, {low}"
    if fact.share is not None and (low is not None or high is not None):
        yield "share", "give either the share or its bounds, not both"
    if fact.on_behalf_of and not fact.nominee:
        yield "on_behalf_of", "only a nominee holds on behalf of somebody; set nominee to true"


def _codes(column: str, values: Iterable[str], scheme: str) -> Iterator[tuple[str, str]]:
    there = vocab.SCHEMES[scheme]
    for value in values:
        if value not in there:
            yield column, f"“{value}” is not one of {', '.join(there)}"
