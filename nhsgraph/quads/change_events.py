"""Change events as W3C ORG has them: one node an event, from the predecessor-successor pairs of the table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nhsgraph.facts import Fact, Succession
from nhsgraph.ids import DEF, SOURCE
from nhsgraph.quads import XSD, expand, graph_iri, link, node_iri, quads


def event_lines(rows: Iterable[Fact]) -> Iterator[str]:
    """An ``org:ChangeEvent`` for every event; the pairs repeat its ends, which the store keeps once."""
    for row in rows:
        if isinstance(row, Succession):
            yield from quads(
                node_iri(row.event),
                graph_iri(row.sources[0]),
                [
                    ("rdf:type", f"<{expand('org:ChangeEvent')}>"),
                    ("ng:changeType", f"<{DEF}chg-{row.change}>"),
                    ("ng:effectiveOn", f'"{row.effective.isoformat()}"^^<{XSD}date>'),
                    ("org:originalOrganization", link(row.predecessor)),
                    ("org:resultingOrganization", link(row.successor)),
                    *(("ng:source", f"<{SOURCE}{source}>") for source in row.sources),
                ],
            )
