"""Facts to quads: N-Quads lines, one named graph per source release, the catalogue beside them.

How a class of fact becomes a node is declared in :mod:`nhsgraph.quads.shapes` and
:mod:`nhsgraph.quads.document_shapes`; this module obeys the declarations. Lines rather than objects, because the
store's bulk loader reads text about as fast as it can write.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from enum import EnumType, StrEnum
from typing import Any, get_args, get_type_hints
from urllib.parse import quote

from nhsgraph import ids
from nhsgraph.facts import Fact

XSD = "http://www.w3.org/2001/XMLSchema#"
PREFIXES = {
    "ng": ids.DEF,
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": XSD,
}

#: What a cell becomes: its text in, an N-Quads term out.
Term = Callable[[Any], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How the facts of one class become nodes.

    ``node`` names the node: a format string over the columns (``membership-{practice}-{commissioner}``), or one
    column in braces for facts about a body itself. ``type`` is the class of the node as a CURIE, or ``{column}`` where
    a column holds it. ``properties`` map a column to its predicate; ``links`` are the columns that hold local ids,
    ``claims`` those that hold claim ids; a column of several values gives a quad each.
    """

    type: str
    node: str
    properties: Mapping[str, str]
    links: frozenset[str] = frozenset()
    claims: frozenset[str] = frozenset()
    concepts: Mapping[str, str] = field(default_factory=dict)  # column of codes to the prefix of its concepts
    nodes: Mapping[str, str] = field(
        default_factory=dict
    )  # column of ids to the prefix of the nodes they name
    extra: tuple[tuple[str, str], ...] = ()  # predicate and object (CURIEs) that every node of the class has
    base: str = ids.ID


def expand(curie: str) -> str:
    """The IRI of a CURIE whose prefix is known.

    >>> expand("ng:validFrom")
    'https://w3id.org/nhsgraph/def#validFrom'
    """
    prefix, _, name = curie.partition(":")
    return PREFIXES[prefix] + name


def node_iri(name: str) -> str:
    """The IRI of a local id, with what an IRI cannot hold escaped."""
    return ids.ID + quote(name, safe="-._~:")


def graph_iri(source: str) -> str:
    """The named graph of a release."""
    return ids.GRAPH + source


def text_literal(value: str) -> str:
    r"""An N-Quads plain literal.

    >>> text_literal('a "b"')
    '"a \\"b\\""'
    """
    if '"' in value or "\\" in value or "\n" in value or "\r" in value:
        value = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{value}"'


def lines(kind: type[Fact], shape: Shape, facts: Iterable[Fact]) -> Iterator[str]:
    """The quads of facts of one class, a line each, in order of the facts."""
    write = _writer(kind, shape)
    for fact in facts:
        yield from write(fact)


def link(value: str) -> str:
    """A body by its local id."""
    return f"<{node_iri(value)}>"


def claim(value: str) -> str:
    """A claim by its id."""
    return f"<{ids.CLAIM}{quote(value, safe='-')}>"


def quads(subject: str, graph: str, pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Lines of one subject (an IRI) in one graph (an IRI): pairs of predicate CURIE and N-Quads term."""
    for predicate, term in pairs:
        yield f"<{subject}> <{expand(predicate)}> {term} <{graph}> .\n"


def _writer(kind: type[Fact], shape: Shape) -> Callable[[Fact], Iterator[str]]:
    hints = get_type_hints(kind)
    columns = []
    for f in fields(kind):
        if f.name in shape.properties:
            predicate = f"<{expand(shape.properties[f.name])}>"
            columns.append((f.name, predicate, _term(f.name, hints[f.name], shape), _is_tuple(hints[f.name])))
    fixed = "".join(f" <{expand(p)}> <{expand(o)}>|" for p, o in shape.extra)
    extras = [part for part in fixed.split("|") if part]
    typed = None if shape.type.startswith("{") else f"<{expand(shape.type)}>"
    type_column = shape.type.strip("{}")
    rdf_type, source_of, record_of = (f"<{expand(c)}>" for c in ("rdf:type", "ng:source", "ng:record"))

    def write(fact: Fact) -> Iterator[str]:
        subject = f"<{shape.base}{quote(shape.node.format_map(_Columns(fact)), safe='-._~:')}>"
        graph = f"<{graph_iri(fact.sources[0])}> .\n"
        of_type = typed or f"<{ids.DEF}{getattr(fact, type_column)}>"
        yield f"{subject} {rdf_type} {of_type} {graph}"
        for rest in extras:
            yield f"{subject}{rest} {graph}"
        for name, predicate, term, several in columns:
            value = getattr(fact, name)
            if value is None or value in ("", ()):
                continue
            for one in value if several else (value,):
                yield f"{subject} {predicate} {term(one)} {graph}"
        for source in fact.sources:
            yield f"{subject} {source_of} <{ids.SOURCE}{source}> {graph}"
        if fact.record:
            yield f"{subject} {record_of} {text_literal(fact.record)} {graph}"

    return write


class _Columns(dict[str, object]):
    """Columns of a fact by name, for a format string; an empty date reads “unknown”."""

    def __init__(self, fact: Fact) -> None:
        super().__init__()
        self._fact = fact

    def __missing__(self, name: str) -> object:
        value = getattr(self._fact, name)
        return "unknown" if value is None else value


def _is_tuple(hint: Any) -> bool:
    return getattr(hint, "__origin__", None) is tuple


def _term(name: str, hint: Any, shape: Shape) -> Term:
    if name in shape.links:
        return link
    if name in shape.claims:
        return claim
    if name in shape.nodes:
        node = ids.ID + shape.nodes[name]
        return lambda value: f"<{node}{quote(value, safe='-._~:')}>"
    if name in shape.concepts:
        prefix = ids.DEF + shape.concepts[name]
        return lambda value: f"<{prefix}{value}>"
    wanted = next((h for h in get_args(hint) if h is not type(None) and h is not ...), hint)
    if wanted is date:
        return lambda value: f'"{value.isoformat()}"^^<{XSD}date>'
    if wanted is Decimal:
        return lambda value: f'"{value:f}"^^<{XSD}decimal>'
    if wanted is bool:
        return lambda value: f'"{"true" if value else "false"}"^^<{XSD}boolean>'
    if wanted is int:
        return lambda value: f'"{value}"^^<{XSD}integer>'
    if isinstance(wanted, EnumType) and issubclass(wanted, StrEnum):
        raise TypeError(f"the shape of {name} names no concept prefix")
    return text_literal
