"""GraphML: a directed graph with parallel edges, every column an attribute. Read by networkx, igraph, yEd, Cytoscape."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from nhsgraph.export import Material
from nhsgraph.export.network import EDGE_COLUMNS, NODE_COLUMNS, Edge, Network, Node, network, shown
from nhsgraph.export.xml_text import attribute, content

TITLE = "GraphML: the network of bodies"
SUFFIX = ".graphml"
DATED = True
_ENDS = {"id", "source", "target"}


def write(material: Material, path: Path) -> None:
    """Write the file; empty attributes are left out."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(_lines(network(material)))


def _lines(made: Network) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for domain, columns in (("node", NODE_COLUMNS), ("edge", EDGE_COLUMNS)):
        for name in columns:
            if name not in _ENDS:
                yield (
                    f'<key id="{domain[0]}_{name}" for="{domain}" attr.name="{name}" attr.type="string"/>\n'
                )
    yield '<graph id="nhsgraph" edgedefault="directed">\n'
    for node in made.nodes:
        yield f"<node id={attribute(node.id)}>{_data('n', node, NODE_COLUMNS)}</node>\n"
    for edge in made.edges:
        yield (
            f"<edge id={attribute(edge.id)} source={attribute(edge.source)} target={attribute(edge.target)}>"
            f"{_data('e', edge, EDGE_COLUMNS)}</edge>\n"
        )
    yield "</graph>\n</graphml>\n"


def _data(domain: str, row: Node | Edge, columns: tuple[str, ...]) -> str:
    values = ((name, shown(getattr(row, name))) for name in columns if name not in _ENDS)
    return "".join(f'<data key="{domain}_{name}">{content(value)}</data>' for name, value in values if value)
