"""GEXF 1.2 for Gephi: a directed, dynamic graph. The periods drive its timeline; an end is open (the day after)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from nhsgraph.export import Material
from nhsgraph.export.network import EDGE_COLUMNS, NODE_COLUMNS, Edge, Network, Node, network, shown
from nhsgraph.export.xml_text import attribute

TITLE = "GEXF: the network of bodies, with a timeline, for Gephi"
SUFFIX = ".gexf"
DATED = True
_OWN = {"id", "source", "target", "name"}


def write(material: Material, path: Path) -> None:
    """Write the file; empty attributes are left out."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(_lines(network(material)))


def _lines(made: Network) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">\n'
    yield '<graph mode="dynamic" defaultedgetype="directed" timeformat="date">\n'
    for kind, columns in (("node", NODE_COLUMNS), ("edge", EDGE_COLUMNS)):
        yield f'<attributes class="{kind}">\n'
        for name in columns:
            if name not in _OWN:
                yield f'<attribute id="{kind}_{name}" title="{name}" type="string"/>\n'
        yield "</attributes>\n"
    yield "<nodes>\n"
    for node in made.nodes:
        label = attribute(node.name or node.id)
        yield f"<node id={attribute(node.id)} label={label}{_spell(node)}>{_values('node', node, NODE_COLUMNS)}</node>\n"
    yield "</nodes>\n<edges>\n"
    for edge in made.edges:
        ends = f"source={attribute(edge.source)} target={attribute(edge.target)} label={attribute(edge.kind)}"
        yield f"<edge id={attribute(edge.id)} {ends}{_spell(edge)}>{_values('edge', edge, EDGE_COLUMNS)}</edge>\n"
    yield "</edges>\n</graph>\n</gexf>\n"


def _spell(row: Node | Edge) -> str:
    begins = f' start="{row.valid_from}"' if row.valid_from else ""
    return begins + (f' endopen="{row.valid_to}"' if row.valid_to else "")


def _values(kind: str, row: Node | Edge, columns: tuple[str, ...]) -> str:
    values = ((name, shown(getattr(row, name))) for name in columns if name not in _OWN)
    made = "".join(
        f'<attvalue for="{kind}_{name}" value={attribute(value)}/>' for name, value in values if value
    )
    return f"<attvalues>{made}</attvalues>" if made else ""
