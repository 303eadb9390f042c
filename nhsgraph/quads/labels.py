"""The label of every body: the latest of its names, in the graph of the release that gives it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from nhsgraph.facts import Fact, NameAssignment
from nhsgraph.quads import graph_iri, node_iri, quads, text_literal


def latest_names(facts: Mapping[type[Fact], tuple[Fact, ...]]) -> dict[str, NameAssignment]:
    """Body to the name that began last; among names that began together, the one of the last release."""
    latest: dict[str, NameAssignment] = {}
    for fact in _names(facts.get(NameAssignment, ())):
        best = latest.get(fact.body)
        if best is None or began(fact) >= began(best):
            latest[fact.body] = fact
    return latest


def label_lines(facts: Mapping[type[Fact], tuple[Fact, ...]]) -> Iterator[str]:
    """A ``rdfs:label`` for every body that has a name."""
    for body, fact in latest_names(facts).items():
        yield from quads(
            node_iri(body), graph_iri(fact.sources[0]), [("rdfs:label", text_literal(fact.name))]
        )


def began(fact: NameAssignment) -> date:
    """The first day of a name; the first of all days where no source gives one."""
    return fact.valid_from or date.min


def _names(rows: Iterable[Fact]) -> Iterator[NameAssignment]:
    for row in rows:
        if isinstance(row, NameAssignment):
            yield row
