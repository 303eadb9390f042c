"""What footprints are computed from, written beside the store: small areas, practices and the relations of bodies.

The small areas are far too many for the graph, and few of them differ: those with the same CCG and district in all
three look-ups are one *cell*, the unit that every territory here is made of. Files, all CSV, in ``footprints/`` of a
generation: ``cells``, ``bodies``, ``relations``, ``memberships`` and ``lists-<year>``.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, TypeVar

from nhsgraph import facts, period
from nhsgraph.documents import BodyRelation
from nhsgraph.errors import StoreError
from nhsgraph.facts import Basis, Change, Fact
from nhsgraph.period import Holds

FOLDER = "footprints"
_F = TypeVar("_F", bound=Fact)
#: The years of the look-ups that place small areas.
VINTAGES = (2016, 2018, 2020)
#: Kinds of body that are not listed: too many, and without a footprint of their own but their list.
_UNLISTED = {"GPPractice", "ProviderOrganisation", "Company", "NHSTrust", "CommissioningHub"}
#: Relations that the documents state and that make a set of practices.
PRACTICE_SETS = {"has-member-practices-of", "networks-of-practices-in"}


class Cell(NamedTuple):
    """Small areas that lay together in every look-up: their CCG and district by vintage, how many, and residents."""

    ccgs: tuple[str, ...]  # by vintage, as VINTAGES
    districts: tuple[str, ...]
    areas: int
    people: int
    codes: str  # ``code:people`` of each area, joined by blanks
    sources: tuple[str, ...]

    def each(self) -> Iterator[tuple[str, int]]:
        """The areas with their residents."""
        for item in self.codes.split(" "):
            code, _, people = item.partition(":")
            yield code, int(people)


class Body(NamedTuple):
    """A body that has a footprint, with its life."""

    id: str
    kind: str
    code: str
    tier: str
    begins: date | None
    ends: date | None
    sources: tuple[str, ...]


class Relation(NamedTuple):
    """A dated relation: participation, coverage, area-within, merger, boundary, postcodes, practice-set."""

    kind: str
    subject: str
    object: str
    begins: date | None
    ends: date | None
    known_until: date | None
    share: Decimal | None  # postcodes: of the first body; else empty
    counted: int | None  # of a practice set
    total: int | None
    note: str
    sources: tuple[str, ...]

    def holds(self, day: date) -> Holds:
        """Whether it holds on a day."""
        return period.holds(day, self.begins, self.ends, self.known_until)


class Member(NamedTuple):
    """A practice was a member of a commissioner."""

    practice: str
    commissioner: str
    begins: date
    ends: date | None
    known_until: date | None
    sources: tuple[str, ...]

    def holds(self, day: date) -> Holds:
        """Whether it holds on a day."""
        return period.holds(day, self.begins, self.ends, self.known_until)


class Listing(NamedTuple):
    """A practice in a financial year: patients, weighted patients, pounds."""

    practice: str
    registered: Decimal | None
    weighted: Decimal | None
    payments: Decimal | None
    sources: tuple[str, ...]


def write(folder: Path, rows: Mapping[type[Fact], Sequence[Fact]]) -> None:
    """Write every file for the facts of a data set."""
    folder.mkdir()
    _save(folder / "cells.csv", (_line(cell) for cell in cells(_of(facts.Lsoa, rows))))
    _save(folder / "bodies.csv", (_line(body) for body in _bodies(_of(facts.Organisation, rows))))
    _save(folder / "relations.csv", (_line(relation) for relation in _relations(rows)))
    _save(
        folder / "memberships.csv",
        (
            _line((m.practice, m.commissioner, m.valid_from, m.valid_to, m.known_until, m.sources))
            for m in _of(facts.PracticeMembership, rows)
        ),
    )
    years: dict[str, list[facts.PracticeYear]] = defaultdict(list)
    for row in _of(facts.PracticeYear, rows):
        years[row.year].append(row)
    for year, of_year in years.items():
        lines = (_line((r.practice, r.registered, r.weighted, r.payments, r.sources)) for r in of_year)
        _save(folder / f"lists-{year}.csv", lines)


def cells(areas: Iterable[facts.Lsoa]) -> list[Cell]:
    """The small areas grouped into cells, in order of the bodies they lie in."""
    groups: dict[tuple[str, ...], list[facts.Lsoa]] = defaultdict(list)
    for area in areas:
        key = (
            area.ccg_2016,
            area.ccg_2018,
            area.ccg_2020,
            area.district_2016,
            area.district_2018,
            area.district_2020,
        )
        groups[key].append(area)
    return [
        Cell(
            ccgs=key[:3],
            districts=key[3:],
            areas=len(group),
            people=sum(area.people for area in group),
            codes=" ".join(f"{area.code}:{area.people}" for area in group),
            sources=group[0].sources,
        )
        for key, group in sorted(groups.items())
    ]


class FootprintTables:
    """The files of a generation, each read when it is first asked for."""

    def __init__(self, generation: Path) -> None:
        self.folder = generation / FOLDER

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """Every cell; none where the data set has no small areas."""
        return tuple(
            Cell(_words(a), _words(b), int(areas), int(people), codes, _words(sources))
            for a, b, areas, people, codes, sources in self._rows("cells")
        )

    @cached_property
    def bodies(self) -> Mapping[str, Body]:
        """Bodies by local id."""
        return {
            row[0]: Body(row[0], row[1], row[2], row[3], _day(row[4]), _day(row[5]), _words(row[6]))
            for row in self._rows("bodies")
        }

    @cached_property
    def relations(self) -> Mapping[str, tuple[Relation, ...]]:
        """Relations by kind, in the order of their tables."""
        found: dict[str, list[Relation]] = defaultdict(list)
        for kind, a, b, begins, ends, known, share, counted, total, note, sources in self._rows("relations"):
            found[kind].append(
                Relation(
                    kind,
                    a,
                    b,
                    _day(begins),
                    _day(ends),
                    _day(known),
                    Decimal(share) if share else None,
                    int(counted) if counted else None,
                    int(total) if total else None,
                    note,
                    _words(sources),
                )
            )
        return {kind: tuple(rows) for kind, rows in found.items()}

    @cached_property
    def memberships(self) -> tuple[Member, ...]:
        """Memberships of practices."""
        return tuple(
            Member(practice, ccg, date.fromisoformat(begins), _day(ends), _day(known), _words(sources))
            for practice, ccg, begins, ends, known, sources in self._rows("memberships")
        )

    def lists(self, year: str) -> Mapping[str, Listing]:
        """Practices of a financial year (``2016-17``); empty where no table covers it."""
        if not (self.folder / f"lists-{year}.csv").is_file():
            return {}
        return {
            row[0]: Listing(row[0], _number(row[1]), _number(row[2]), _number(row[3]), _words(row[4]))
            for row in self._rows(f"lists-{year}")
        }

    def _rows(self, name: str) -> list[list[str]]:
        path = self.folder / f"{name}.csv"
        try:
            return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
        except OSError as e:
            raise StoreError(
                f"the table {path} cannot be read ({e.strerror}).",
                path=path,
                remedy="Build the graph again with: nhsgraph build --force",
            ) from None


def _of(kind: type[_F], rows: Mapping[type[Fact], Sequence[Fact]]) -> Iterator[_F]:
    for row in rows.get(kind, ()):
        if isinstance(row, kind):
            yield row


def _bodies(rows: Iterable[facts.Organisation]) -> Iterator[Body]:
    for row in rows:
        if row.kind not in _UNLISTED:
            code = row.ods or row.gss or row.id.split("-", 1)[1]
            yield Body(row.id, row.kind, code, row.tier, row.valid_from, row.valid_to, row.sources)


def _relations(rows: Mapping[type[Fact], Sequence[Fact]]) -> Iterator[Relation]:
    for p in _of(facts.Participation, rows):
        yield _relation(
            "participation", p.participant, p.partnership, p, p.valid_from, p.valid_to, p.known_until
        )
    for c in _of(facts.TeamCoverage, rows):
        yield _relation("coverage", c.body, c.team, c, c.valid_from, c.valid_to, c.known_until)
    for s in _of(facts.Structure, rows):
        if s.relation == "area-within":
            yield _relation("area-within", s.part, s.whole, s, s.valid_from, s.valid_to, s.known_until)
    for e in _of(facts.Succession, rows):
        if e.change in {Change.MERGER, Change.BOUNDARY}:
            yield _relation(str(e.change), e.predecessor, e.successor, e, e.effective)
    for o in _of(facts.Overlap, rows):
        if o.basis is Basis.POSTCODES:
            yield _relation("postcodes", o.a, o.b, o, o.as_of)._replace(share=o.share_of_a)
    for r in _of(BodyRelation, rows):
        if r.kind in PRACTICE_SETS and r.object:
            relation = _relation("practice-set", r.subject, r.object, r, r.valid_from, r.valid_to)
            yield relation._replace(counted=r.counted, total=r.total, note=r.note)


def _relation(
    kind: str,
    subject: str,
    object_: str,
    fact: Fact,
    begins: date | None,
    ends: date | None = None,
    known_until: date | None = None,
) -> Relation:
    return Relation(kind, subject, object_, begins, ends, known_until, None, None, None, "", fact.sources)


def _line(values: Iterable[object]) -> tuple[str, ...]:
    return tuple("" if v is None else " ".join(v) if isinstance(v, tuple) else str(v) for v in values)


def _save(path: Path, lines: Iterable[Sequence[str]]) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(lines)
    path.write_text(out.getvalue(), encoding="utf-8")


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split(" ")) if text else ()


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None
