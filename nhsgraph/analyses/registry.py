"""The analyses that a stored question can name in its header, for what SPARQL cannot say.

``analysis: {name: footprints.test, claim: mergers}``: the name of an entry of :data:`ANALYSES`, and constants. The
parameters of the question are passed as well, by their variables.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Protocol

from nhsgraph import edge_asking
from nhsgraph.analyses.conflicts import asked
from nhsgraph.analyses.explanation import Section
from nhsgraph.analyses.footprints.desk import Desk
from nhsgraph.analyses.footprints.report import Report
from nhsgraph.analyses.footprints.tiers import read_basis, read_tier
from nhsgraph.errors import QueryError
from nhsgraph.period import parse_date
from nhsgraph.query import Value, local
from nhsgraph.views import Reader


class Desks(Protocol):
    """What analyses need: a graph has it."""

    @property
    def reader(self) -> Reader:
        """What answers views."""
        ...

    @property
    def footprints(self) -> Desk:
        """The front door of footprints."""
        ...


class Answer(Protocol):
    """What an analysis gives: sections of cited statements."""

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections in order."""
        ...


def run(desks: Desks, analysis: Mapping[str, str], values: Mapping[str, Value]) -> tuple[str, ...]:
    """What an analysis says, a sentence each with the ids of its sources; nothing where no analysis is named.

    Raises :class:`~nhsgraph.errors.QueryError` for a name that is not registered.
    """
    if not analysis:
        return ()
    if analysis["name"] not in ANALYSES:
        raise QueryError(f"no analysis is called “{analysis['name']}”. There are: {', '.join(ANALYSES)}.")
    report = ANALYSES[analysis["name"]](desks, analysis, values)
    return tuple(
        f"{statement.text} [{' '.join(dict.fromkeys(cite.source for cite in statement.cites))}]"
        for section in report.sections
        for statement in section.statements
    )


def _body(desks: Desks, _: Mapping[str, str], values: Mapping[str, Value]) -> Report:
    return desks.footprints.body(local(values["ccg"]), _day(values))


def _nesting(desks: Desks, constants: Mapping[str, str], values: Mapping[str, Value]) -> Report:
    return desks.footprints.nesting(
        read_tier(constants["tier"]),
        read_tier(constants["against"]),
        _day(values),
        basis=read_basis(constants["basis"]) if "basis" in constants else None,
    )


def _changes(desks: Desks, constants: Mapping[str, str], _: Mapping[str, Value]) -> Report:
    return desks.footprints.changes(
        read_tier(constants["tier"]),
        read_tier(constants["against"]),
        parse_date(constants["since"]),
        parse_date(constants["until"]),
    )


def _test(desks: Desks, constants: Mapping[str, str], _: Mapping[str, Value]) -> Report:
    return desks.footprints.test(constants["claim"])


def _path(desks: Desks, constants: Mapping[str, str], values: Mapping[str, Value]) -> Answer:
    return asked.path(edge_asking.snapshot(desks.reader), local(values["ccg"]), constants["pattern"])


def _ranked(desks: Desks, _: Mapping[str, str], values: Mapping[str, Value]) -> Answer:
    return asked.ranked(edge_asking.snapshot(desks.reader), int(str(values["most"])))


def _composition(_: Desks, __: Mapping[str, str], values: Mapping[str, Value]) -> Answer:
    return asked.mended(str(values["members"]))


def _day(values: Mapping[str, Value]) -> date | None:
    day = values.get("asOf")
    return day if isinstance(day, date) else None


ANALYSES: Mapping[str, Callable[[Desks, Mapping[str, str], Mapping[str, Value]], Answer]] = {
    "conflicts.composition": _composition,
    "conflicts.path": _path,
    "conflicts.ranked": _ranked,
    "footprints.body": _body,
    "footprints.changes": _changes,
    "footprints.nesting": _nesting,
    "footprints.test": _test,
}
