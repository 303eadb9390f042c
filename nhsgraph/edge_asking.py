"""The edge snapshot of a graph that only answers queries: nodes back to facts, facts to the same columns.

A built graph has its snapshot beside it. A service has none, so that its nodes are fetched class by class, in bounded
pages, and read back by the declarations that made them (:mod:`nhsgraph.quads`). The same facts give the same bytes,
wherever they come from.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, fields
from datetime import date
from decimal import Decimal
from itertools import product
from typing import NamedTuple
from urllib.parse import unquote
from weakref import WeakKeyDictionary

from nhsgraph import documents, edge_writing, edges, facts, ids, tables
from nhsgraph.conflict_facts import Committee, CommitteeKind, Party, PartyKind
from nhsgraph.edges import Snapshot
from nhsgraph.errors import EndpointError
from nhsgraph.facts import Fact
from nhsgraph.quads import Shape, expand, graph_iri
from nhsgraph.quads.conflict_shapes import CONFLICT_SHAPES
from nhsgraph.quads.document_shapes import DOCUMENT_SHAPES
from nhsgraph.quads.shapes import SHAPES
from nhsgraph.query import Iri, Value
from nhsgraph.views import Reader, StoreReader

#: The facts that the snapshot needs beside its own tables: those that names come from.
_NAMED: tuple[type[Fact], ...] = (facts.NameAssignment, documents.HolderRole, documents.Body)
_KINDS = (*edge_writing.KINDS.values(), *_NAMED)
#: Nodes of a page, about: what is asked for first, and some 8,000 rows, which every engine answers at once.
_LARGE, _PAGE = 20_000, 1_000
_SOURCE, _RECORD = expand("ng:source"), expand("ng:record")
_ASKED: WeakKeyDictionary[Reader, Snapshot] = WeakKeyDictionary()
#: What a node says of itself in one release: predicate to values.
_Node = Mapping[str, list[Value]]


def snapshot(reader: Reader) -> Snapshot:
    """The edge snapshot of a graph: the one beside it, else asked for, once a reader (some seconds for the country).

    Raises :class:`~nhsgraph.errors.StoreError`, :class:`~nhsgraph.errors.EndpointError` where the service fails, and
    :class:`~nhsgraph.errors.SourceError` for a node that is not as the declarations make it.
    """
    if isinstance(reader, StoreReader) and reader.generation is not None:
        return edges.read(reader.generation)
    return ask(reader)


def ask(reader: Reader) -> Snapshot:
    """The snapshot made from answers to queries; remembered as long as the reader is."""
    if (known := _ASKED.get(reader)) is None:
        known = _ASKED[reader] = Snapshot(edge_writing.encode(ask_facts(reader)))
    return known


def ask_facts(reader: Reader) -> dict[type[Fact], list[Fact]]:
    """Every fact that the snapshot is made of, by class, as the graph has them."""
    nodes = {row.text("kind"): int(row.number("nodes") or 0) for row in reader.rows("edge_kinds")}
    makers: dict[str, list[_Maker]] = defaultdict(list)
    for kind in _KINDS:
        maker = _Maker(kind)
        for class_ in _classes(kind, maker.shape, reader):
            makers[class_].append(maker)
    cells: dict[type[Fact], list[tuple[str, ...]]] = {kind: [] for kind in _KINDS}
    for class_ in makers.keys() & nodes.keys():
        for graph, node, said in _nodes(reader, class_, nodes[class_]):
            for maker in makers[class_]:
                if maker.fits(graph, said):
                    cells[maker.kind] += maker.rows(class_, graph, node, said)
    found = {kind: list(_parsed(kind, rows)) for kind, rows in cells.items()}
    # An organisation of a register and its label look like a party with a name; their names are assigned.
    assigned = {fact.body for fact in found[facts.NameAssignment] if isinstance(fact, facts.NameAssignment)}
    found[Party] = [fact for fact in found[Party] if isinstance(fact, Party) and fact.id not in assigned]
    return found


def _parsed(kind: type[Fact], rows: list[tuple[str, ...]]) -> Iterator[Fact]:
    """Rows of cells as facts, read as strictly as a table."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(tables.columns(kind))
    writer.writerows(rows)
    return tables.parse(kind, f"{kind.__name__} of the service", text.getvalue())


def _classes(kind: type[Fact], shape: Shape, reader: Reader) -> Iterable[str]:
    """The classes that nodes of a kind of fact can have, as IRIs."""
    if not shape.type.startswith("{"):
        return (expand(shape.type),)
    if kind is Party:
        return tuple(ids.DEF + one for one in PartyKind)
    if kind is Committee:
        return tuple(ids.DEF + one for one in CommitteeKind)
    return tuple(row.text("kind") for row in reader.rows("edge_body_kinds"))


def _nodes(reader: Reader, class_: str, count: int) -> Iterator[tuple[str, str, _Node]]:
    """Every node of a class: the graph of a release, its IRI, and what it says there; in small pages where it has to be."""
    try:
        found = list(_paged(reader, class_, count, _LARGE))
    except EndpointError:
        # The service may send fewer rows than that at once; whatever else is wrong is raised again.
        found = list(_paged(reader, class_, count, _PAGE))
    yield from found


def _paged(reader: Reader, class_: str, count: int, most: int) -> Iterator[tuple[str, str, _Node]]:
    """The nodes in pages of at most so many, about."""
    digits = 0
    while count > most * 16**digits:
        digits += 1
    for page in product("0123456789abcdef", repeat=digits):
        found: dict[tuple[str, str], dict[str, list[Value]]] = {}
        for row in reader.rows("edge_nodes", kind=Iri(class_), digits="-" + "".join(page)):
            said = found.setdefault((row.text("graph"), row.text("node")), {})
            said.setdefault(row.text("property"), []).append(row["value"])
        for (graph, node), said in found.items():
            yield graph, node, said


class _Column(NamedTuple):
    """How the value of a property becomes a cell."""

    name: str
    prefix: str  # what the IRI of a value begins with, empty for literals
    several: bool
    required: bool


class _Maker:
    """Nodes back to rows of one class of fact: the declaration read the other way."""

    def __init__(self, kind: type[Fact]) -> None:
        self.kind = kind
        self.shape = SHAPES.get(kind) or DOCUMENT_SHAPES.get(kind) or CONFLICT_SHAPES[kind]
        defaults = {f.name: f.default for f in fields(kind)}
        self.columns = {
            expand(curie): _Column(
                name=name,
                prefix=_prefix(self.shape, name),
                several="tuple" in str(kind.__annotations__[name]),
                required=defaults[name] is MISSING,
            )
            for name, curie in self.shape.properties.items()
        }
        self.extra = {expand(p): expand(o) for p, o in self.shape.extra}

    def fits(self, graph: str, node: _Node) -> bool:
        """Whether a node in a graph can be a row: stated by a release, all that is required is there, and nothing else."""
        return (
            any(graph_iri(_local(source, ids.SOURCE)) == graph for source in node.get(_SOURCE, ()))
            and all(node.get(p) == [o] for p, o in self.extra.items())
            and all(p in node for p, column in self.columns.items() if column.required)
            and node.keys() <= self.columns.keys() | self.extra.keys() | {_SOURCE, _RECORD}
        )

    def rows(self, class_: str, graph: str, iri: str, node: _Node) -> Iterator[tuple[str, ...]]:
        """The rows of a node: one, or where rows of one identity differ, every combination of what they say."""
        home = graph.removeprefix(ids.GRAPH)
        sources = {_local(source, ids.SOURCE) for source in node[_SOURCE]} - {home}
        cells: dict[str, list[str]] = {"sources": [" ".join([home, *sorted(sources)])]}
        cells["record"] = [_text(value) for value in node.get(_RECORD, ())]
        for template in (self.shape.node, self.shape.type):
            before, brace, rest = template.partition("{")
            name, _, behind = rest.partition("}")
            if brace and not behind and name not in self.shape.properties:
                base = self.shape.base if template is self.shape.node else ids.DEF
                value = iri if template is self.shape.node else class_
                cells[name] = [_local(value, base + before)]
        for predicate, column in self.columns.items():
            values = sorted(
                _local(v, column.prefix) if column.prefix else _text(v) for v in node.get(predicate, ())
            )
            if column.name in cells:
                continue  # an id that the node also has as its notation
            cells[column.name] = [" ".join(values)] if column.several and values else values
        yield from product(*(cells.get(name) or [""] for name in tables.columns(self.kind)))


def _prefix(shape: Shape, name: str) -> str:
    if name in shape.links:
        return ids.ID
    if name in shape.claims:
        return ids.CLAIM
    if name in shape.nodes:
        return ids.ID + shape.nodes[name]
    return ids.DEF + shape.concepts[name] if name in shape.concepts else ""


def _local(iri: Value, prefix: str) -> str:
    return unquote(str(iri).removeprefix(prefix))


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    return format(value, "f") if isinstance(value, Decimal) else str(value)
