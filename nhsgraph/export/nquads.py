"""N-Quads: the whole graph with its named graphs, a line a quad, sorted. The form for other stores, and for diffs."""

from __future__ import annotations

from pathlib import Path

from nhsgraph.export import Material
from nhsgraph.export.rdf import graphs, lines

TITLE = "N-Quads: the whole graph, a line a quad, sorted"
SUFFIX = ".nq"


def write(material: Material, path: Path) -> None:
    """Write the file, named graph by named graph."""
    with path.open("wb") as file:
        for graph in graphs(material.store):
            end = f" {graph} .\n".encode()
            file.writelines(line.rstrip() + end for line in lines(material.store, graph))
