"""What must hold of the tables together: bodies and sources exist, and lives fit the successions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from nhsgraph import facts as f
from nhsgraph.catalogue import Source
from nhsgraph.errors import SourceError
from nhsgraph.facts import Fact

#: Class to its fields that hold local ids of organisations; a field may be empty.
REFERENCES: Mapping[type[Fact], tuple[str, ...]] = {
    f.NameAssignment: ("body",),
    f.IdentifierAssignment: ("body",),
    f.PracticeMembership: ("practice", "commissioner", "published_commissioner"),
    f.PracticeStatus: ("practice",),
    f.PracticeYear: ("practice", "commissioner"),
    f.Participation: ("participant", "partnership"),
    f.TeamCoverage: ("body", "team"),
    f.Structure: ("part", "whole"),
    f.Succession: ("predecessor", "successor"),
    f.Overlap: ("a", "b"),
    f.Centroid: ("body",),
    f.Lsoa: ("ccg_2016", "district_2016", "ccg_2018", "district_2018", "ccg_2020", "district_2020"),
    f.Partner: ("partnership", "partner"),
    f.PartnershipLead: ("partnership", "employer"),
    f.PartnershipEvent: ("partnership",),
    f.CompanyPayment: ("ccg", "payee"),
    f.SpendEvidence: ("ccg",),
    f.Arrangement: ("ccg",),
}


def references(fact: Fact) -> Iterator[tuple[str, str]]:
    """The bodies a fact is about, as field and local id."""
    for name in REFERENCES.get(type(fact), ()):
        if body := getattr(fact, name):
            yield name, body


def all_hold(rows: Iterable[Fact], known: Mapping[str, Source]) -> None:
    """Raise :class:`~nhsgraph.errors.SourceError` for the first rule that is broken."""
    rows = list(rows)
    bodies = [row for row in rows if isinstance(row, f.Organisation)]
    lives = {body.id: body for body in bodies}
    for body, count in Counter(b.id for b in bodies).items():
        if count > 1:
            raise SourceError(f"{body} has {count} rows", file="organisations.csv", expected="one")
    for row in rows:
        _has_sources(row, known)
        for column, body in references(row):
            if body not in lives:
                _stop(
                    row, f"no source gives the organisation {body}", column, "the local id of an organisation"
                )
    for change in chain(r for r in rows if isinstance(r, f.Succession)):
        _fits_lives(change, lives)


def _has_sources(row: Fact, known: Mapping[str, Source]) -> None:
    if not row.sources:
        _stop(row, "a row has no source", "sources", "the id of a source")
    for source in row.sources:
        if source not in known:
            _stop(row, f"there is no source “{source}”", "sources", "the name of a folder of data/sources")


def _fits_lives(change: f.Succession, lives: Mapping[str, f.Organisation]) -> None:
    before, after = lives[change.predecessor], lives[change.successor]
    if change.change is not f.Change.BOUNDARY and before.valid_to != change.effective:
        _stop(change, f"{before.id} ended on {before.valid_to}", "effective", f"{change.effective}")
    for body in (before, after):
        if body.valid_from is not None and change.effective < body.valid_from:
            _stop(
                change, f"{body.id} began on {body.valid_from}", "effective", f"not after {change.effective}"
            )


def _stop(row: Fact, problem: str, column: str, expected: str) -> None:
    where = f"{type(row).__name__} of {row.sources[0] if row.sources else '?'} ({row.record})"
    raise SourceError(problem, file=where, column=column, expected=expected)
