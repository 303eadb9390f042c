"""Projections to networkx: relations become edges keyed by their node, so that parallel relations stay apart."""

from __future__ import annotations

from datetime import date

import networkx

from nhsgraph.period import Holds
from nhsgraph.views import Reader


def to_networkx(reader: Reader, as_of: date | None = None) -> networkx.MultiDiGraph[str]:
    """Bodies and their memberships, coverages, structure and successions.

    An edge points from the member to what it belongs to, from the covered body to the team, from the part to the
    whole, from the predecessor to the successor. With a date, edges that do not hold on it are left out (those of
    which the sources do not say are kept, with ``holds="unknown"``), and so are successions after it.
    """
    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for row in reader.rows("all_bodies"):
        graph.add_node(row.code("body"), kind=row.code("kind"), code=row.text("code"), name=row.text("name"))
    for row in reader.rows("all_relations"):
        holds = row.holds(as_of) if as_of is not None else Holds.YES
        if holds is Holds.NO:
            continue
        graph.add_edge(
            row.code("subject"),
            row.code("object"),
            key=row.code("relation"),
            kind=row.text("kind"),
            valid_from=row.day("from"),
            valid_to=row.day("to"),
            known_until=row.day("known"),
            holds=str(holds),
            sources=row.sources,
        )
    return graph
