"""The result of an explanation: sections of cited statements that every format renders alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from nhsgraph.values import dataclass, field

#: Version of the JSON form; raised when a key is renamed, removed or changes its meaning.
SCHEMA_VERSION = 1

Json: TypeAlias = "str | int | bool | float | Decimal | date | None | Sequence[Json] | Mapping[str, Json]"


class Share(Decimal):
    """A part of a whole, 0 to 1: a number in JSON, a percentage in a table that people read."""

    __slots__ = ()


class Pounds(Decimal):
    """A sum of money: an exact number in JSON, rounded in a table that people read."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cite:
    """Where a statement comes from: a source, and the place in it."""

    source: str
    record: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One sentence, the facts it states, and where they come from."""

    key: str  # stable within its section, for example ``life``
    text: str  # the sentence, without citations
    cites: tuple[Cite, ...]
    facts: Mapping[str, Json] = field(default_factory=dict)
    grade: str = ""  # the evidence grade, where it is not “official”
    depth: int = 0  # nesting in a tree
    share: Decimal | None = None  # drawn as a bar
    gap: bool = False  # says that something is not known


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a table, with its own sources."""

    cells: tuple[Json, ...]
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of a section: keys and headings of its columns, and its rows in order."""

    columns: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    caption: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of an explanation."""

    key: str
    title: str
    statements: tuple[Statement, ...]
    table: Table | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRef:
    """A source as the list at the end shows it."""

    id: str
    title: str
    publisher: str
    published: str
    licence: str
    url: str
    grade: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Everything the graph says about a body on a date."""

    id: str
    code: str
    kind: str
    kind_label: str
    name: str
    as_of: date
    as_of_chosen: bool  # False where the date was not asked for but is the default
    headline: tuple[str, ...]
    sections: tuple[Section, ...]
    sources: tuple[SourceRef, ...]  # in order of first citation
    all_dates: bool = False  # whether it is of no single date

    @property
    def when(self) -> str:
        """The date that it is of, in words."""
        return "all dates" if self.all_dates else f"as of {self.as_of}"

    @property
    def fictional(self) -> bool:
        """Whether any of it comes from a fictional source; every output then says so."""
        return any(source.grade == "fictional" for source in self.sources)

    def cites(self) -> Iterator[Cite]:
        """Every citation in reading order, with repetitions."""
        yield from cites_of(self.sections)

    def _repr_html_(self) -> str:
        from nhsgraph.present.html import reprs  # what notebooks ask a value for; see pyproject.toml

        return reprs.explanation(self)


def cites_of(sections: Sequence[Section]) -> Iterator[Cite]:
    """The citations of sections in reading order, with repetitions."""
    for section in sections:
        for statement in section.statements:
            yield from statement.cites
        if section.table is not None:
            for row in section.table.rows:
                yield from row.cites
