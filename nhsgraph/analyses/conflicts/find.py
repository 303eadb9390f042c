"""Find conflict paths: run the patterns, keep what was asked for, group, weigh, describe."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date

from nhsgraph import ids
from nhsgraph.analyses.conflicts import closure
from nhsgraph.analyses.conflicts.composition import RULES
from nhsgraph.analyses.conflicts.describe import Words
from nhsgraph.analyses.conflicts.paths import Conflict, Occasion, Step
from nhsgraph.analyses.conflicts.patterns import PATTERNS, Hit, Pattern
from nhsgraph.analyses.conflicts.scan import Path, Scan
from nhsgraph.analyses.conflicts.severity import Scheme
from nhsgraph.analyses.conflicts.timing import ALWAYS, Span, Timing
from nhsgraph.analyses.conflicts.weigh import Row, Weigher
from nhsgraph.analyses.explanation import Cite
from nhsgraph.analyses.wording import listed
from nhsgraph.edges import Snapshot
from nhsgraph.values import dataclass, field

_NOWHERE = -1  # the number of a text that no row has
_REFORM = date(2013, 4, 1)  # no commissioner of the tables of functions existed before
_LEVELS_FROM = date(2015, 4, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What was asked for; empty means everything."""

    body: str = ""  # local id of a commissioner, committee or any other end of a path
    as_of: date | None = None  # what held on a day
    first: date | None = None  # decisions from a day
    last: date | None = None  # and before another
    patterns: frozenset[str] = frozenset()
    supplier: str = ""  # part of a provider's name
    person: str = ""
    least: int = 0  # residual severity, of the higher end of a range
    suppressed: Mapping[str, str] = field(default_factory=dict)  # id to the reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Conflict paths, strongest first, and what was left out."""

    conflicts: tuple[Conflict, ...]
    suppressed: tuple[tuple[str, str], ...]  # ids that the list of suppressions kept back, with reasons

    def cites(self) -> tuple[Cite, ...]:
        """Every citation once, in reading order."""
        return tuple(dict.fromkeys(cite for one in self.conflicts for cite in one.cites()))


def find(edges: Snapshot, scheme: Scheme, wanted: Wanted) -> Found:
    """The conflict paths that were asked for."""
    with _uncollected():
        return _found(_Finder(Scan(edges), scheme, wanted), wanted)


def _found(finder: _Finder, wanted: Wanted) -> Found:
    conflicts = []
    held: list[tuple[str, str]] = []
    for pattern, hits in finder.groups():
        if (made := finder.conflict(pattern, hits)) is None:
            continue
        if made.id in wanted.suppressed:
            held.append((made.id, wanted.suppressed[made.id]))
        elif made.residual[1] >= wanted.least:
            conflicts.append(made)
    conflicts.sort(
        key=lambda c: (
            c.possible,
            -c.residual[0],
            -c.residual[1],
            c.pattern,
            c.body_name,
            c.actor_name,
            c.other_name,
            c.id,
        )
    )
    return Found(conflicts=tuple(conflicts), suppressed=tuple(sorted(held)))


def all_hits(scan: Scan) -> dict[str, list[Hit]]:
    """The bare hits of every pattern on the whole graph, by pattern: what a scan of the country costs."""
    found: dict[str, list[Hit]] = {}
    with _uncollected():
        for pattern in PATTERNS:
            found.setdefault(pattern.id, []).extend(pattern.find(scan))
    return found


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the collector of cycles: a scan makes tuples by the hundred thousand and no cycle.

    To look at all of them again and again took two fifths of its time.
    """
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def _chooser(hit: Hit) -> tuple[int, ...]:
    return (hit.choice.body,) if hit.choice else ()


def _by_decision(hits: Iterable[Hit]) -> list[list[Hit]]:
    """Hits of one decision together, those with the strongest label: a person can have had several seats and posts."""
    found: dict[object, list[Hit]] = {}
    for hit in hits:
        same = found.setdefault(hit.choice.id if hit.choice else hit, [])
        if same and hit.timing < same[0].timing:
            same.clear()
        if not same or hit.timing == same[0].timing:
            same.append(hit)
    return list(found.values())


def _dated(hit: Hit) -> str:
    """What the days of a hit are the days of."""
    if hit.seat is not None:
        return "seat and interest together"
    tables = {table for table, _ in hit.rows}
    return "the level" if "levels" in tables else "the payments" if "payments" in tables else "the interest"


class _Finder:
    def __init__(self, scan: Scan, scheme: Scheme, wanted: Wanted) -> None:
        self.scan, self.wanted = scan, wanted
        self.weigher = Weigher(scan, scheme)
        self.words = Words(scan.edges, wanted.as_of)
        number = scan.edges.number
        self.body, self.person = number(wanted.body), number(wanted.person)

    def groups(self) -> Iterable[tuple[Pattern, list[Hit]]]:
        for pattern in PATTERNS:
            if self.wanted.patterns and pattern.id not in self.wanted.patterns:
                continue
            found: dict[tuple[int, int], list[Hit]] = {}
            for hit in pattern.find(self.scan):
                if self._asked(hit):
                    found.setdefault((hit.actor, hit.other), []).append(hit)
            yield from ((pattern, hits) for hits in found.values())

    def _asked(self, hit: Hit) -> bool:
        wanted = self.wanted
        if wanted.body and (
            self.body == _NOWHERE or self.body not in {hit.body, hit.actor, hit.other, *_chooser(hit)}
        ):
            return False
        if wanted.person and hit.actor != self.person:
            return False
        if wanted.supplier and wanted.supplier.casefold() not in self._provider(hit).casefold():
            return False
        if hit.choice is not None and hit.choice.day:
            day = date.fromordinal(hit.choice.day)
            if (wanted.first and day < wanted.first) or (wanted.last and day >= wanted.last):
                return False
        if wanted.as_of is None:
            return True
        return self._held(hit, wanted.as_of)

    def _provider(self, hit: Hit) -> str:
        if hit.choice is not None and hit.choice.about:
            return " ".join(self.words.name(one) for one in hit.choice.about)
        for table, row in hit.rows:
            if table == "payments":
                return str(self.scan.edges.value(table, row, "payee_name"))
        return self.words.name(hit.other)

    def _held(self, hit: Hit, day: date) -> bool:
        """Whether seat and interest held on a day, and the decision had been taken by then."""
        if hit.choice is not None and hit.choice.day > day.toordinal():
            return False
        if not all(self._said(table, row, day) for table, row in hit.rows):
            return False
        span = self._span(hit)
        return span is None or span.covers(day.toordinal())

    def _said(self, table: str, row: int, day: date) -> bool:
        """Whether a row that a hit rests on can speak of a day."""
        value = self.scan.edges.value
        if table == "levels":
            # A level that is stated without a day cannot have held before there were levels.
            begins, ends = value(table, row, "valid_from") or _LEVELS_FROM, value(table, row, "valid_to")
            return bool(begins <= day and (ends is None or day < ends))
        if table == "leads":
            return bool(
                value(table, row, "as_of") <= day
            )  # who leads is told by the last list before the day
        return table != "allocations" or day >= _REFORM

    def _span(self, hit: Hit) -> Span | None:
        """When seat, the first derivation and what the hit rests on held together."""
        span: Span | None = hit.paths[0].span if hit.paths else None
        for start, end in self._periods(hit):
            span = (span or ALWAYS).meet(start, end)
        return span

    def _periods(self, hit: Hit) -> Iterator[tuple[int, int]]:
        if hit.seat is not None:
            yield hit.seat.span.start, hit.seat.span.end
        for table, row in hit.rows:
            if table == "levels" and (begins := self.scan.edges[table]["valid_from"][row]):
                yield begins, self.scan.edges[table]["valid_to"][row]
            elif table == "payments":
                year = int(str(self.scan.edges.value(table, row, "year"))[:4])
                yield date(year, 4, 1).toordinal(), date(year + 1, 4, 1).toordinal()

    def conflict(self, pattern: Pattern, hits: list[Hit]) -> Conflict | None:
        scan, words = self.scan, self.words
        occasions = sorted(
            (self._occasion(same) for same in _by_decision(hits)),
            key=lambda o: (
                -o.severity.residual[0],
                -o.severity.residual[1],
                o.timing,
                o.day or date.max,
                o.decision,
            ),
        )
        first = hits[0]
        texts = scan.edges.texts
        # A payee's name is in its own row and nowhere else.
        other = (
            self._provider(first)
            if first.rows and first.rows[0][0] == "payments"
            else words.name(first.other)
        )
        return Conflict(
            id=ids.opaque_id(pattern.id, texts[first.actor], texts[first.other]),
            pattern=pattern.id,
            title=pattern.title,
            actor=texts[first.actor],
            actor_name=words.name(first.actor),
            other=texts[first.other],
            other_name=other if first.other else "",
            body=texts[first.body],
            body_name=words.name(first.body) if first.body else "",
            possible=all(hit.timing is Timing.UNKNOWN for hit in hits),
            occasions=tuple(occasions),
            benign=pattern.benign,
            check=pattern.check,
        )

    def _occasion(self, hits: list[Hit]) -> Occasion:
        """One decision, or one standing state: the most severe of hits with one label, and all their derivations."""
        weighed = [(hit, *self.weigher.weigh(hit)) for hit in hits]
        hit, severity, safeguards = max(weighed, key=lambda one: one[1].residual)
        words, choice = self.words, hit.choice
        alone = self.weigher.weigh(hit, with_stated=False)[0] if self.weigher.stated(hit) else None
        others = [way for other in hits if other is not hit for way in self._ways(other)]
        ways = list(dict.fromkeys((*self._ways(hit), *others)))
        span = self._span(hit)
        shares = closure.effective_share(self.scan, hit.paths) if hit.seat is not None and hit.paths else None
        return Occasion(
            decision=self.scan.edges.texts[choice.id] if choice else "",
            label=self._label(hit),
            day=date.fromordinal(choice.day) if choice and choice.day else None,
            timing=hit.timing,
            holds_from=date.fromordinal(span.start) if span and span.start > 1 else None,
            holds_to=date.fromordinal(span.end) if span and span.end else None,
            steps=ways[0],
            alternatives=tuple(ways[1:]),
            share=shares,
            breadth=self.weigher.breadth(hit),
            dated=_dated(hit),
            severity=severity,
            stated=alone,
            safeguards=tuple(self._safeguards(hit, safeguards)),
            inputs=tuple(words.row("stated_inputs", row) for row, _, _ in self.weigher.stated(hit)),
        )

    def _label(self, hit: Hit) -> str:
        if hit.choice is not None:
            column = "contract" if hit.choice.table == "awards" else "subject"
            return str(self.scan.edges.value(hit.choice.table, hit.choice.row, column))
        return "payments of a year" if hit.rows and hit.rows[0][0] == "payments" else "a standing state"

    def _ways(self, hit: Hit) -> list[tuple[Step, ...]]:
        words = self.words
        tail = ([words.seat(hit.seat)] if hit.seat else []) + [words.row(*row) for row in hit.rows]
        tail += [words.choice(hit.choice)] if hit.choice else []
        ways = [(*map(words.link, path.links), *self._membership(hit, path), *tail) for path in hit.paths]
        return ways or [tuple(tail)]

    def _membership(self, hit: Hit, path: Path) -> list[Step]:
        """For an interest of member practices: that the practice was a member."""
        rows = self.scan.members_of(hit.body) if hit.seat is None else ()
        own = (row for practice, _, _, row in rows if practice == path.holder)
        return [self.words.membership(path.holder, hit.body, row) for row in own][:1]

    def _safeguards(self, hit: Hit, found: Mapping[str, Row]) -> Iterator[Step]:
        for row in found.values():
            if row[0] != "committee_members":
                yield self._safeguard(hit, row)
        if seen := [RULES[code] for code, (table, _) in found.items() if table == "committee_members"]:
            yield Step(text=f"By the seats on the day, {listed(seen)}.", cites=self._seats(hit))

    def _safeguard(self, hit: Hit, row: Row) -> Step:
        table, number = row
        assert hit.choice is not None  # only decisions have safeguards
        if table == "attendance":
            step = self.words.choice(hit.choice)
            return Step(
                text="The minutes say that those with the interest took no part in the item.",
                cites=step.cites,
            )
        if table == "awards":
            return Step(text="Others could bid.", cites=self.words.cites(table, number))
        if table == "interests":
            return Step(
                text="The interest had been declared by the day.", cites=self.words.cites(table, number)
            )
        return self.words.row(table, number)

    def _seats(self, hit: Hit) -> tuple[Cite, ...]:
        assert hit.choice is not None
        seats = self.weigher.ground.sitting(hit.choice.body, hit.choice.day)
        return tuple(dict.fromkeys(c for s in seats for c in self.words.cites("committee_members", s.row)))
