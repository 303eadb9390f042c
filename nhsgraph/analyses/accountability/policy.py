"""The policy: which kind of body has which role in which function, and which lines lead from kind to kind.

The same for the whole country; read once from the snapshots of the graph. What it means for one CCG on one date is
worked out by :mod:`nhsgraph.analyses.accountability.area` and its neighbours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from nhsgraph.analyses.explain.context import claim_cites
from nhsgraph.analyses.explanation import Cite
from nhsgraph.period import Holds, holds
from nhsgraph.query import Value, local
from nhsgraph.values import dataclass
from nhsgraph.views import Fields, Reader

#: The levels in order of rank, and the state before there were any.
LEVELS = ("greater-involvement", "joint", "delegated")
NONE_YET = "none"
ROLES = ("holds", "exercises", "decides", "assures", "advises")
#: The function that the lines above NHS England are for: they carry every other function upward.
MANDATE = "F-MANDATE"
NOBODY = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """What has a period and evidence."""

    begins: date | None
    ends: date | None
    known: date | None
    grade: str
    cites: tuple[Cite, ...]

    def on(self, day: date) -> Holds:
        """Whether it holds on a day, or the sources no longer say."""
        if self.ends is not None and day >= self.ends:
            return Holds.NO
        # The end in law is known; what the sources tell of practice can end before it.
        return holds(day, self.begins, None, self.known)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell(Dated):
    """One holder of one role in one function at one level."""

    function: str
    level: str
    role: str
    holder: str
    behalf: str
    through: tuple[str, ...]
    scope: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line(Dated):
    """One kind of body answers to another for a function; ``level`` is empty where it is the same at all."""

    id: str
    party: str
    above: str
    function: str
    level: str
    type: str
    rank: int
    binding: bool
    instrument: str
    sanction: str
    rule: str
    bases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyGap(Dated):
    """A duty of one kind of body whose lever another has, at a level."""

    function: str
    lever: str
    holder: str
    decider: str
    level: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    """A class of bodies that is no party, or no addressee, of a binding line."""

    party: str
    above: str
    note: str
    rule: str
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A function, a kind of body or a legal basis."""

    id: str
    label: str
    parent: str = ""
    body: str = ""
    kind: str = ""
    text: str = ""
    grade: str = ""
    cites: tuple[Cite, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The whole of it; functions in the order of the table of functions by level."""

    functions: Mapping[str, Term]
    roles: Mapping[str, Term]
    bases: Mapping[str, Term]
    cells: tuple[Cell, ...]
    lines: tuple[Line, ...]
    duty_gaps: tuple[DutyGap, ...]
    exclusions: tuple[Exclusion, ...]
    cells_of: Mapping[tuple[str, str], tuple[Cell, ...]]  # the same cells by level and function

    def cells_at(self, level: str, day: date, function: str = "") -> Iterator[Cell]:
        """The cells of a level that hold on a day or of which the sources no longer say."""
        for cell in self.cells_of.get((level, function), ()) if function else self.cells:
            if cell.level == level and cell.on(day) is not Holds.NO:
                yield cell

    def lines_at(self, level: str, day: date) -> Iterator[Line]:
        """The lines of a level, and those of every level, that hold on a day or of which the sources no longer say."""
        for line in self.lines:
            if line.level in {"", level} and line.on(day) is not Holds.NO:
                yield line

    def functions_at(self, level: str, day: date) -> tuple[str, ...]:
        """The functions that exist on a day: those with a cell."""
        there = {cell.function for cell in self.cells_at(level, day)}
        return tuple(name for name in self.functions if name in there)


def read(reader: Reader) -> Policy:
    """The policy as the graph has it."""
    terms: dict[str, dict[str, Term]] = {"function": {}, "role": {}, "basis": {}}
    for row in reader.rows("policy_terms"):
        term = _term(row)
        terms[row.text("set")][term.id] = term
    gaps, exclusions = [], []
    for row in reader.rows("policy_gaps"):
        if row.text("note"):
            exclusions.append(_exclusion(row))
        else:
            gaps.append(_duty_gap(row))
    cells = tuple(map(_cell, reader.rows("policy_cells")))
    by_place: dict[tuple[str, str], list[Cell]] = {}
    for cell in cells:
        by_place.setdefault((cell.level, cell.function), []).append(cell)
    return Policy(
        functions=MappingProxyType(terms["function"]),
        roles=MappingProxyType(terms["role"]),
        bases=MappingProxyType(terms["basis"]),
        cells=cells,
        cells_of=MappingProxyType({place: tuple(own) for place, own in by_place.items()}),
        lines=tuple(map(_line, reader.rows("policy_lines"))),
        duty_gaps=tuple(gaps),
        exclusions=tuple(exclusions),
    )


def cited(row: Fields) -> tuple[Cite, ...]:
    """The claims of a row as places in their documents, then its other sources; both in order of id."""
    return _cited(row.text("claims"), row.text("cited"))


@lru_cache(maxsize=1024)
def _cited(claim_ids: str, source_ids: str) -> tuple[Cite, ...]:
    claims = claim_cites(sorted(claim_ids.split()))
    documents = {cite.source for cite in claims}
    others = sorted(set(source_ids.split()) - documents)
    return (*claims, *(Cite(source=source) for source in others))


@lru_cache(maxsize=1024)
def _short(value: Value, prefix: str) -> str:
    """The local name of a concept without what its scheme puts before it; empty where there is none."""
    return "" if value is None else local(value).removeprefix(prefix)


def _term(row: Fields) -> Term:
    return Term(
        id=_short(row["term"], "role-"),
        label=row.text("label"),
        parent=row.code("parent"),
        body=row.code("body"),
        kind=row.code("kind"),
        text=row.text("text"),
        grade=_short(row["grade"], "grade-"),
        cites=cited(row),
    )


def _cell(row: Fields) -> Cell:
    return Cell(
        function=row.code("function"),
        level=_short(row["level"], "level-"),
        role=_short(row["role"], "function-role-"),
        holder=_short(row["holder"], "role-"),
        behalf=_short(row["behalf"], "role-"),
        through=tuple(sorted(row.text("through").split())),
        scope=row.text("scope"),
        note=row.text("note"),
        begins=row.day("from"),
        ends=row.day("to"),
        known=row.day("known"),
        grade=_short(row["grade"], "grade-"),
        cites=cited(row),
    )


def _line(row: Fields) -> Line:
    return Line(
        id=row.code("line"),
        party=_short(row["party"], "role-"),
        above=_short(row["above"], "role-"),
        function=row.code("function"),
        level=_short(row["level"], "level-"),
        type=_short(row["type"], "type-"),
        rank=int(row.number("rank") or 0),
        binding=row.code("binding") == "binding",
        instrument=row.text("instrument"),
        sanction=row.text("sanction"),
        rule=row.text("rule"),
        bases=tuple(sorted(row.text("bases").split())),
        begins=row.day("from"),
        ends=row.day("to"),
        known=row.day("known"),
        grade=_short(row["grade"], "grade-"),
        cites=cited(row),
    )


def _duty_gap(row: Fields) -> DutyGap:
    return DutyGap(
        function=row.code("function"),
        lever=row.code("lever"),
        holder=_short(row["holder"], "role-"),
        decider=_short(row["decider"], "role-"),
        level=_short(row["level"], "level-"),
        rule=row.text("rule"),
        begins=row.day("from"),
        ends=row.day("to"),
        known=None,
        grade=_short(row["grade"], "grade-"),
        cites=cited(row),
    )


def _exclusion(row: Fields) -> Exclusion:
    return Exclusion(
        party=row.code("party"),
        above=row.code("above"),
        note=row.text("note"),
        rule=row.text("rule"),
        cites=cited(row),
    )
