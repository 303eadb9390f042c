"""The network of bodies that the table and graph forms share: nodes, and relations as edges that stay apart.

An edge is one relation of one of the kinds of :mod:`nhsgraph.hops`, keyed by its node in the graph, with its period and
sources; two relations between the same bodies are two edges. Bodies without a name or class of their own (payees that
a list only names) are nodes of no class.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date

from nhsgraph import hops
from nhsgraph.export import Material
from nhsgraph.hops import Hop
from nhsgraph.period import Holds, holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A body."""

    id: str
    kind: str
    code: str
    name: str  # the latest
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A relation from one body to another."""

    id: str
    kind: str
    source: str  # the node it points from
    target: str
    detail: str
    valid_from: date | None
    valid_to: date | None
    known_until: date | None
    grade: str  # empty where it is that of the releases
    releases: tuple[str, ...]
    record: str
    holds: str  # on the date asked for; empty without one


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """Nodes and edges, each in order of id."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


#: The columns of the two tables, in order.
NODE_COLUMNS = tuple(f.name for f in fields(Node))
EDGE_COLUMNS = tuple(f.name for f in fields(Edge))


def network(material: Material) -> Network:
    """The network of a graph; with a date, without the relations that certainly do not hold on it."""
    edges = [
        edge
        for kind in hops.kinds()
        for hop in hops.every(material.reader, kind)
        if (edge := _edge(hop, material.as_of)) is not None
    ]
    edges = _unique(sorted(edges, key=lambda e: (e.id, e.source, e.target, e.detail)))
    ends = {end for edge in edges for end in (edge.source, edge.target)}
    nodes: dict[str, Node] = {}
    for row in material.reader.rows("index_bodies"):
        body = row.code("body")
        if body in nodes:
            continue
        nodes[body] = Node(
            id=body,
            kind=row.code("kind"),
            code=row.text("code"),
            name=row.text("label"),
            valid_from=row.day("from"),
            valid_to=row.day("to"),
        )
    for row in material.reader.rows("index_documented"):
        body = row.code("body")
        nodes.setdefault(body, Node(id=body, kind=row.code("kind"), code="", name=row.text("label")))
    for row in material.reader.rows("all_bodies"):
        if (body := row.code("body")) in ends and body not in nodes:
            nodes[body] = Node(id=body, kind=row.code("kind"), code=row.text("code"), name=row.text("name"))
    for body in ends - nodes.keys():
        nodes[body] = Node(id=body, kind="", code="", name="")
    return Network(nodes=tuple(nodes[body] for body in sorted(nodes)), edges=tuple(edges))


def shown(value: object) -> str:
    """A value of a column as text: dates as ISO 8601, releases with a blank between, nothing as an empty text."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return " ".join(str(one) for one in value) if isinstance(value, tuple) else str(value)


def _edge(hop: Hop, as_of: date | None) -> Edge | None:
    state = holds(as_of, hop.begins, hop.ends, hop.known_until) if as_of is not None else None
    if state is Holds.NO:
        return None
    return Edge(
        id=hop.id,
        kind=hop.kind,
        source=hop.subject,
        target=hop.object,
        detail=hop.detail,
        valid_from=hop.begins,
        valid_to=hop.ends,
        known_until=hop.known_until,
        grade=hop.grade,
        releases=hop.sources,
        record=hop.record,
        holds=str(state) if state is not None else "",
    )


def _unique(edges: Iterable[Edge]) -> list[Edge]:
    """Edges with ids that occur once: a relation that several releases date differently is told apart by a number."""
    seen: dict[str, int] = {}
    made = []
    for edge in edges:
        seen[edge.id] = number = seen.get(edge.id, 0) + 1
        made.append(edge if number == 1 else replace(edge, id=f"{edge.id}~{number}"))
    return made
