"""The reverse look-up: for a supplier, everybody who had an interest in it, how, when, and with which seat."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nhsgraph.analyses.conflicts import closure
from nhsgraph.analyses.conflicts.describe import Words
from nhsgraph.analyses.conflicts.paths import Step
from nhsgraph.analyses.conflicts.scan import Path, Scan
from nhsgraph.edges import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """One way in which somebody had an interest in a supplier."""

    holder: str
    name: str
    begins: date | None  # the first day on which every step held, where it is known
    ends: date | None
    sure: bool  # whether every start, and every owner on the way, is known
    steps: tuple[Step, ...]
    seats: tuple[Step, ...]  # seats of the holder, of any date


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplier:
    """A provider, and who had an interest in it: those with seats first, then by name. Nobody is *not known*."""

    id: str
    name: str
    holdings: tuple[Holding, ...]
    stated: tuple[Step, ...]  # what a source says of its owners together
    payments: tuple[Step, ...]  # payments to a company whose owners are not known


def suppliers(edges: Snapshot, part: str) -> tuple[Supplier, ...]:
    """Every provider whose name has a text in it, in any case, ordered by name."""
    scan, words = Scan(edges), Words(edges)
    wanted = part.casefold()
    providers = {link.target for link in scan.links if link.table != "posts"}
    providers |= {about for choice in scan.choices for about in choice.about}
    providers |= {company for _, company in scan.all_members_own}
    found = [
        Supplier(
            id=edges.texts[provider],
            name=words.name(provider),
            holdings=_holdings(scan, words, provider),
            stated=tuple(
                words.row("relations", row)
                for (_, company), row in scan.all_members_own.items()
                if company == provider
            ),
            payments=(),
        )
        for provider in providers
        if wanted in words.name(provider).casefold()
    ]
    paid: dict[str, list[int]] = {}
    for row in range(edges["payments"].rows):
        name = str(edges.value("payments", row, "payee_name"))
        if wanted in name.casefold():
            paid.setdefault(name, []).append(row)
    for name, rows in paid.items():
        steps = tuple(words.row("payments", row) for row in rows)
        payee = str(edges.value("payments", rows[0], "payee"))
        found.append(Supplier(id=payee, name=name, holdings=(), stated=(), payments=steps))
    return tuple(sorted(found, key=lambda s: (s.name.casefold(), s.id)))


def _holdings(scan: Scan, words: Words, provider: int) -> tuple[Holding, ...]:
    found = [_holding(scan, words, path) for path in closure.owners(scan, provider, first=lambda _: True)]
    return tuple(
        sorted(found, key=lambda h: (not h.seats, h.name.casefold(), h.holder, len(h.steps), str(h.begins)))
    )


def _holding(scan: Scan, words: Words, path: Path) -> Holding:
    start, end, open_ = path.span
    return Holding(
        holder=scan.edges.texts[path.holder],
        name=words.name(path.holder),
        begins=date.fromordinal(start) if start > 1 else None,
        ends=date.fromordinal(end) if end else None,
        sure=not open_,
        steps=tuple(map(words.link, path.links)),
        seats=tuple(map(words.seat, scan.seats_by.get(path.holder, ()))),
    )
