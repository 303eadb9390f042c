"""One row a body from what several releases say of it, with its life.

The latest release that gives a body dates gives its life; every release that names it is a source. A merger
then overrides the register: the successor operates, and the predecessor ends, on the day the merger takes
effect (a register's earlier open date is kept as ``registered_from``). Last come the ends that a statute sets
for every body of a kind: rows ``ends_of_kinds`` in the lookups of the statute's source.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from nhsgraph.catalogue import Source
from nhsgraph.compile.checks import references
from nhsgraph.compile.releases import spoken
from nhsgraph.errors import SourceError
from nhsgraph.facts import (
    Change,
    Fact,
    IdentifierAssignment,
    NameAssignment,
    Organisation,
    PracticeMembership,
    PracticeStatus,
    Succession,
)

#: Two classes for one register: what a prescribing cost centre is, is what its latest release says.
_PRACTICES = frozenset({"GPPractice", "ProviderOrganisation"})


def with_lives(facts: Iterable[Fact], known: Mapping[str, Source]) -> dict[str, Organisation]:
    """Every body by local id, in order of id."""
    said: dict[str, list[Organisation]] = defaultdict(list)
    mergers: list[Succession] = []
    for fact in facts:
        if isinstance(fact, Organisation):
            said[fact.id].append(fact)
        elif isinstance(fact, Succession) and fact.change is Change.MERGER:
            mergers.append(fact)
    lives = {body: _one(rows, known) for body, rows in said.items()}
    for merger in sorted(mergers, key=lambda m: (m.effective, m.predecessor, m.successor)):
        _succeed(merger, lives)
    _end_kinds(lives, known)
    return dict(sorted(lives.items()))


def without_unused(rows: Iterable[Fact]) -> list[Fact]:
    """The rows without what is only in the register because it prescribes.

    Memberships are those of GP practices. A provider that is not a GP practice stays where another fact is
    about it.
    """
    rows = list(rows)
    others = {r.id for r in rows if isinstance(r, Organisation) and r.kind == "ProviderOrganisation"}
    rows = [r for r in rows if not (isinstance(r, PracticeMembership) and r.practice in others)]
    about = (NameAssignment, IdentifierAssignment, PracticeStatus)
    used = {body for r in rows if not isinstance(r, about) for _, body in references(r)}
    unused = others - used
    return [
        r
        for r in rows
        if not (isinstance(r, Organisation) and r.id in unused)
        and not (isinstance(r, about) and any(body in unused for _, body in references(r)))
    ]


def _one(rows: Iterable[Organisation], known: Mapping[str, Source]) -> Organisation:
    rows = sorted(rows, key=lambda r: (spoken(known[r.sources[0]]), r.sources, r.record))
    latest = rows[-1]
    kinds = {r.kind for r in rows}
    if len(kinds) > 1 and not kinds <= _PRACTICES:
        raise SourceError(
            f"{latest.id} is {' and '.join(sorted(kinds))}",
            file=" and ".join(r.sources[0] for r in rows),
            expected="one kind",
        )
    dated = [r for r in rows if r.valid_from or r.valid_to]
    life = dated[-1] if dated else rows[0]
    limits = [r.known_until for r in rows if r.known_until]
    gss = {r.gss for r in rows if r.gss}
    return replace(
        life,
        kind=latest.kind,
        known_until=None if life.valid_to else max(limits, default=None),
        ods=next((r.ods for r in reversed(rows) if r.ods), ""),
        gss=gss.pop() if len(gss) == 1 else "",
        tier=next((r.tier for r in reversed(rows) if r.tier), ""),
        note=next((r.note for r in reversed(rows) if r.note), ""),
        registered_from=next((r.registered_from for r in reversed(rows) if r.registered_from), None),
        sources=tuple(dict.fromkeys([*life.sources, *(s for r in rows for s in r.sources)])),
    )


def _succeed(merger: Succession, lives: dict[str, Organisation]) -> None:
    before = lives.get(merger.predecessor) or _from_merger(merger, merger.predecessor)
    if before.valid_to not in (None, merger.effective):
        raise SourceError(
            f"{before.id} ended on {before.valid_to} by {before.sources[0]}",
            file=merger.sources[0],
            expected=f"{merger.effective}, when it merged into {merger.successor}",
        )
    lives[before.id] = replace(
        before, valid_to=merger.effective, known_until=None, sources=_with(before.sources, merger.sources)
    )
    after = lives.get(merger.successor) or _from_merger(merger, merger.successor)
    registered = after.registered_from
    if after.valid_from is not None and after.valid_from < merger.effective:
        registered = after.valid_from
    lives[after.id] = replace(
        after,
        valid_from=merger.effective,
        registered_from=registered,
        sources=_with(after.sources, merger.sources),
    )


def _from_merger(merger: Succession, body: str) -> Organisation:
    """A CCG that only the list of mergers knows."""
    return Organisation(
        id=body, kind="CCG", ods=body.removeprefix("ccg-"), sources=merger.sources, record=merger.record
    )


def _end_kinds(lives: dict[str, Organisation], known: Mapping[str, Source]) -> None:
    for source in known.values():
        for row in (source.lookups or {}).get("ends_of_kinds", ()):
            day: date = row["on"]
            for body in [b for b in lives.values() if b.kind == row["kind"] and b.valid_to is None]:
                lives[body.id] = replace(
                    body, valid_to=day, known_until=None, sources=_with(body.sources, (source.id,))
                )


def _with(sources: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*sources, *more)))
