"""Turtle: the union of the named graphs. Which release a fact is from stays in its ``ng:source``."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph
from pyoxigraph import RdfFormat

from nhsgraph.export import Material
from nhsgraph.export.rdf import NAMES, graphs, sorted_triples

TITLE = "Turtle: the union of the named graphs"
SUFFIX = ".ttl"


def write(material: Material, path: Path) -> None:
    """Write the file; a triple that several releases give stands in the file for each."""
    triples = (triple for graph in graphs(material.store) for triple in sorted_triples(material.store, graph))
    with path.open("wb") as file:
        pyoxigraph.serialize(triples, file, format=RdfFormat.TURTLE, prefixes=NAMES)
