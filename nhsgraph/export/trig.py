"""TriG: the whole graph with its named graphs, for people and diffs."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph
from pyoxigraph import RdfFormat

from nhsgraph.export import Material
from nhsgraph.export.rdf import NAMES, graphs, sorted_triples

TITLE = "TriG: the whole graph with its named graphs, readable"
SUFFIX = ".trig"


def write(material: Material, path: Path) -> None:
    """Write the file, named graph by named graph, subjects in order."""
    quads = (
        pyoxigraph.Quad(triple.subject, triple.predicate, triple.object, graph)
        for graph in graphs(material.store)
        for triple in sorted_triples(material.store, graph)
    )
    with path.open("wb") as file:
        pyoxigraph.serialize(quads, file, format=RdfFormat.TRIG, prefixes=NAMES)
