"""What the analyses answer for the API, as JSON text: the same functions that the commands call."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from nhsgraph import edges
from nhsgraph.analyses.accountability import report as accountability
from nhsgraph.analyses.conflicts import find, severity
from nhsgraph.analyses.conflicts import report as conflict_report
from nhsgraph.graph import Graph
from nhsgraph.present import as_json, reports
from nhsgraph.present.text import Style


def explain(graph: Graph, body: str, day: date | None) -> str:
    """The explanation of a body."""
    return as_json.render(graph.explain(body, day))


def chain(graph: Graph, body: str, day: date | None) -> str:
    """The upward chains of accountability of a body."""
    return as_json.render(accountability.chain(graph.reader, graph.resolve(body)[0], day))


def conflicts(graph: Graph, body: str, day: date | None) -> str:
    """The conflict paths of a body: facts that connect, never a finding about anybody."""
    local = graph.resolve(body)[0]
    snapshot = _edges(graph)
    about = conflict_report.About(
        id=local,
        code=local.split("-", 1)[-1],
        name=f"Conflict paths of {snapshot.name(local, day)}",
        as_of=day,
    )
    found = find.find(snapshot, severity.load(None), find.Wanted(body=local, as_of=day))
    return as_json.render(conflict_report.listing(graph.reader, found, about))


def footprints(graph: Graph, body: str, day: date | None) -> str:
    """A body against every tier of footprints."""
    return reports.render(graph.footprints.body(graph.resolve(body)[0], day), "json", Style())


@lru_cache(maxsize=2)
def _edges(graph: Graph) -> edges.Snapshot:
    return edges.read(graph.generation)
