"""Kinds of hop: the relations that a path can follow and an edge table lists, each declared in one view query.

A kind is the file ``queries/views/hop_<kind>.rq``: its header says how the relation reads (``verb``) and, where a path
does not follow it unless asked, why (``left-out``). Kinds stay apart: nothing here makes one graph of all predicates.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from nhsgraph import query, resources
from nhsgraph.period import Holds
from nhsgraph.query import Iri
from nhsgraph.views import Fields, Reader

_PREFIX = "hop_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of relation: its name, what it is, how it reads from subject to object, why paths leave it out."""

    name: str
    title: str
    verb: str
    left_out: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """One relation between two bodies (local ids), with its period and evidence."""

    id: str
    kind: str
    subject: str
    object: str
    detail: str
    begins: date | None
    ends: date | None
    known_until: date | None
    grade: str  # empty where it is that of the sources
    sources: tuple[str, ...]
    record: str
    holds: Holds = Holds.YES

    def other(self, end: str) -> str:
        """The end that is not this one."""
        return self.object if end == self.subject else self.subject


def kinds() -> dict[str, Kind]:
    """Every kind by name, in order of name."""
    found = {}
    for path in sorted(resources.queries_dir("views").glob(f"{_PREFIX}*.rq")):
        header = query.header(path)
        name = path.stem.removeprefix(_PREFIX)
        found[name] = Kind(
            name=name,
            title=str(header["title"]),
            verb=str(header["verb"]),
            left_out=str(header.get("left-out", "")),
        )
    return found


def of_body(reader: Reader, kind: str, body: Iri, as_of: date) -> Iterator[Hop]:
    """The relations of a kind that a body is an end of and that do not certainly not hold on a date."""
    for row in reader.rows(_PREFIX + kind, body=body):
        if (holds := row.holds(as_of)) is not Holds.NO:
            yield _hop(kind, row, holds)


def every(reader: Reader, kind: str) -> Iterator[Hop]:
    """Every relation of a kind, of all dates, each once, in order of its id."""
    seen: set[Hop] = set()
    for row in reader.rows(_PREFIX + kind):
        if (hop := _hop(kind, row, Holds.YES)) not in seen:
            seen.add(hop)
            yield hop


def _hop(kind: str, row: Fields, holds: Holds) -> Hop:
    return Hop(
        id=row.code("hop"),
        kind=kind,
        subject=row.code("subject"),
        object=row.code("object"),
        detail=row.text("detail"),
        begins=row.day("from"),
        ends=row.day("to"),
        known_until=row.day("known"),
        grade=row.code("grade").removeprefix("grade-"),
        sources=row.sources,
        record=row.text("record"),
        holds=holds,
    )
