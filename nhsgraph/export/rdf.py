"""What the RDF forms share: the named graphs in order, their triples in order, the prefixes."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph
from pyoxigraph import NamedNode, RdfFormat, Store

from nhsgraph.query import PREFIXES

#: Prefixes as the writers want them.
NAMES = dict(sorted(PREFIXES.items()))


def graphs(store: Store) -> list[NamedNode]:
    """The named graphs, in order of their IRIs."""
    return sorted((g for g in store.named_graphs() if isinstance(g, NamedNode)), key=lambda g: g.value)


def lines(store: Store, graph: NamedNode) -> list[bytes]:
    """The triples of a named graph as N-Triples lines without the final dot, sorted."""
    triples = (quad.triple for quad in store.quads_for_pattern(None, None, None, graph))
    text = pyoxigraph.serialize(triples, format=RdfFormat.N_TRIPLES) or b""  # bytes where no file is given
    return sorted(line[:-2] for line in text.splitlines())


def sorted_triples(store: Store, graph: NamedNode) -> Iterator[pyoxigraph.Triple]:
    """The triples of a named graph in the order of their lines, so that a subject stands together."""
    text = b" .\n".join(lines(store, graph)) + b" .\n"
    for quad in pyoxigraph.parse(text, format=RdfFormat.N_TRIPLES):
        yield quad.triple
