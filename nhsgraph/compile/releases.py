"""Join the facts of single releases into facts with a period.

A loader yields what one release shows: from the day it speaks for, known until the day it stops speaking for.
Here the same fact of several releases becomes one row, with their sources in the order they speak:

- it begins on the first day any of them gives;
- it ends on the day the first later release speaks that tells of the same subject and no longer shows the
  fact, or that belongs to a family which showed it and no longer does (so that day is when the change was
  seen, which may be after it happened);
- otherwise it is open, and known until the last release that shows it stops speaking;
- it never reaches outside the lives of the bodies at its ends: their exact dates override those of releases
  (but a life that ends after the row is known leaves it open, for the days between are not known).

Facts with their own dates (memberships, successions) and facts of a day or a year pass as they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import groupby

from nhsgraph.catalogue import Source
from nhsgraph.facts import (
    Dated,
    Fact,
    IdentifierAssignment,
    NameAssignment,
    Organisation,
    Participation,
    PracticeStatus,
    Structure,
    TeamCoverage,
)

Joinable = Participation | TeamCoverage | Structure | IdentifierAssignment

#: Kinds of team that take each other's place in what covers a CCG: area teams became local offices in 2015.
_OFFICES = ("area-team-", "local-office-")


def joined(
    facts: Iterable[Fact], known: Mapping[str, Source], lives: Mapping[str, Organisation]
) -> list[Fact]:
    """Every fact except organisations and names, those of releases joined. Independent of the order given."""
    rows: list[Fact] = []
    statuses: list[PracticeStatus] = []
    shown: list[Joinable] = []
    for fact in facts:
        if isinstance(fact, PracticeStatus):
            statuses.append(fact)
        elif isinstance(fact, Joinable):
            shown.append(fact)
        elif not isinstance(fact, Organisation | NameAssignment):
            rows.append(fact)
    return [*rows, *_changes(statuses), *_series(shown, known, lives)]


def spoken(source: Source) -> date:
    """The day a release speaks from; the first of days for one that gives none."""
    return source.speaks_from or date.min


def subject(fact: Joinable) -> tuple[str, ...]:
    """What a later release must tell of, for its silence about the fact to mean that the fact had ended."""
    match fact:
        case Participation():
            return ("participation", fact.participant)
        case TeamCoverage():
            return ("coverage", fact.body, "office" if fact.team.startswith(_OFFICES) else "region")
        case Structure():
            return ("structure", fact.relation, fact.part)
        case IdentifierAssignment():
            return ("identifier", fact.body, fact.scheme)


def _ends(fact: Joinable) -> tuple[str, ...]:
    """The bodies at the ends of a fact."""
    match fact:
        case Participation():
            return (fact.participant, fact.partnership)
        case TeamCoverage():
            return (fact.body, fact.team)
        case Structure():
            return (fact.part, fact.whole)
        case IdentifierAssignment():
            return (fact.body,)


def _key(fact: Joinable) -> tuple[str, ...]:
    """What makes facts of several releases the same fact."""
    code = (fact.code,) if isinstance(fact, IdentifierAssignment) else ()
    return (*subject(fact), *_ends(fact), *code)


def _series(
    facts: Iterable[Joinable], known: Mapping[str, Source], lives: Mapping[str, Organisation]
) -> Iterator[Joinable]:
    shown = sorted(facts, key=lambda f: (_key(f), _day(f, known), f.sources, f.record))
    told: dict[tuple[str, ...], set[date]] = defaultdict(set)  # subject: days on which a release tells of it
    family: dict[tuple[str, ...], set[date]] = defaultdict(
        set
    )  # family and kind: days on which it tells of any
    for fact in shown:
        told[subject(fact)].add(_day(fact, known))
        family[_family(fact, known)].add(_day(fact, known))
    for _, group in groupby(shown, key=_key):
        same = list(group)
        silences = told[subject(same[0])].union(*(family[_family(f, known)] for f in same if _ages(f, known)))
        last = _day(same[-1], known)
        row = _one(same, min((day for day in silences if day > last), default=None))
        if (kept := _within_lives(row, lives)) is not None:
            yield kept


def _ages(fact: Joinable, known: Mapping[str, Source]) -> bool:
    """Whether being left out of the next release of a family ends a fact. A code does not end so."""
    return bool(known[fact.sources[0]].family) and not isinstance(fact, IdentifierAssignment)


def _family(fact: Joinable, known: Mapping[str, Source]) -> tuple[str, ...]:
    what = subject(fact)
    return (known[fact.sources[0]].family, what[0], what[-1] if isinstance(fact, TeamCoverage) else "")


def _one(same: list[Joinable], seen_gone: date | None) -> Joinable:
    """One row for the same fact of several releases, given in the order they speak."""
    first = min(same, key=lambda f: (f.valid_from or date.min, f.dated is not Dated.EXACT))
    row = replace(
        first,
        valid_to=same[-1].valid_to or seen_gone,
        sources=tuple(dict.fromkeys(source for f in same for source in f.sources)),
        record=same[0].record,
    )
    if isinstance(row, IdentifierAssignment):
        return row
    limits = [f.known_until for f in same if not isinstance(f, IdentifierAssignment) and f.known_until]
    return replace(row, known_until=None if row.valid_to else max(limits, default=None))


def _within_lives(row: Joinable, lives: Mapping[str, Organisation]) -> Joinable | None:
    """The row within the lives of its ends; nothing where they leave nothing of it."""
    for body in (lives[b] for b in _ends(row) if b in lives):
        if body.valid_from is not None and row.valid_from is not None and row.valid_from < body.valid_from:
            row = replace(row, valid_from=body.valid_from, dated=Dated.EXACT)
        if body.valid_to is not None and body.valid_to <= _reach(row):
            row = replace(row, valid_to=body.valid_to)
    if row.valid_from is not None and row.valid_to is not None and row.valid_from >= row.valid_to:
        return None
    if row.valid_to is not None and not isinstance(row, IdentifierAssignment):
        row = replace(row, known_until=None)
    return row


def _reach(row: Joinable) -> date:
    """The day a row's releases reach: its end, or the day until which it is known.

    A life that ends later ends nothing here, for between the two the sources do not say.
    """
    if row.valid_to is not None or isinstance(row, IdentifierAssignment):
        return row.valid_to or date.max
    return row.known_until or date.max


def _changes(statuses: Iterable[PracticeStatus]) -> Iterator[PracticeStatus]:
    """A status for each release in which it differs from the one before; those that repeat it are sources."""
    in_order = sorted(statuses, key=lambda s: (s.practice, s.as_of, s.sources))
    for _, of_practice in groupby(in_order, key=lambda s: s.practice):
        for _, run in groupby(of_practice, key=lambda s: s.status):
            same = list(run)
            yield replace(same[0], sources=tuple(dict.fromkeys(source for s in same for source in s.sources)))


def _day(fact: Fact, known: Mapping[str, Source]) -> date:
    return spoken(known[fact.sources[0]])
