"""JSON-LD with the published context: an object a named graph, an object a subject, keys by their short names."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple

from nhsgraph import ids
from nhsgraph.export import Material
from nhsgraph.export.rdf import graphs, sorted_triples
from nhsgraph.jsonld_context import context
from nhsgraph.query import PREFIXES

TITLE = "JSON-LD with the published context"
SUFFIX = ".jsonld"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_STRING = "http://www.w3.org/2001/XMLSchema#string"


def write(material: Material, path: Path) -> None:
    """Write the file, a line a subject."""
    names = _Names(context(PREFIXES))
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write('{"@context": ' + json.dumps(names.context, ensure_ascii=False) + ',\n"@graph": [')
        for number, graph in enumerate(graphs(material.store)):
            file.write(
                (",\n" if number else "\n") + f'{{"@id": {json.dumps(names.iri(graph.value))}, "@graph": [\n'
            )
            nodes = (json.dumps(node, ensure_ascii=False) for node in _nodes(material, graph, names))
            for place, node in enumerate(nodes):
                file.write((",\n" if place else "") + node)
            file.write("\n]}")
        file.write("\n]}\n")


def _nodes(material: Material, graph: NamedNode, names: _Names) -> Iterator[dict[str, Any]]:
    for subject, triples in groupby(sorted_triples(material.store, graph), key=lambda t: str(t.subject)):
        node: dict[str, Any] = {"@id": names.iri(subject[1:-1])}
        for triple in triples:
            key, value = names.pair(triple)
            if key in node:
                node[key] = [*(node[key] if isinstance(node[key], list) else [node[key]]), value]
            else:
                node[key] = value
        yield node


class _Names:
    """Short names for IRIs and values, as the context means them."""

    def __init__(self, context: dict[str, Any]) -> None:
        self.context = context
        self._prefixes = sorted(
            ((iri, name) for name, iri in context.items() if isinstance(iri, str)), key=lambda p: -len(p[0])
        )

    def iri(self, iri: str) -> str:
        """An IRI with its prefix, where what is left is plain."""
        for base, name in self._prefixes:
            rest = iri.removeprefix(base)
            if rest != iri and rest and not rest.startswith("//"):
                return f"{name}:{rest}"
        return iri

    def pair(self, triple: Triple) -> tuple[str, Any]:
        """The key and value of a predicate and object."""
        predicate, term = triple.predicate.value, triple.object
        if predicate == _TYPE and isinstance(term, NamedNode):
            return "@type", self.iri(term.value)
        name = predicate.removeprefix(ids.DEF)
        key = name if name in self.context and predicate != name else self.iri(predicate)
        coercion = self.context[key].get("@type", "") if isinstance(self.context.get(key), dict) else ""
        if isinstance(term, NamedNode):
            return key, self.iri(term.value) if coercion == "@id" else {"@id": self.iri(term.value)}
        assert isinstance(term, Literal)  # the graph has no blank nodes
        return key, self._literal(term, coercion)

    def _literal(self, term: Literal, coercion: str) -> Any:
        if term.language:
            return {"@value": term.value, "@language": term.language}
        kind = self.iri(term.datatype.value)
        if term.datatype.value == _STRING:
            return {"@value": term.value} if coercion else term.value
        return term.value if kind == coercion else {"@value": term.value, "@type": kind}
