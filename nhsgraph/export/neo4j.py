"""A folder for Neo4j's bulk import: nodes and relationships with typed headers, and the command that loads them.

Relations keep their own id, period, evidence and sources as properties of the relationship; the type of a relationship
is the kind of the relation in capitals.
"""

from __future__ import annotations

from pathlib import Path

from nhsgraph.export import Material, cells
from nhsgraph.export.network import EDGE_COLUMNS, NODE_COLUMNS, network, shown

TITLE = "Neo4j: a folder for neo4j-admin database import"
SUFFIX = ""
DATED = True

_DATES = {"valid_from", "valid_to", "known_until"}
_README = """\
To load these tables into a new, empty database (Neo4j 5):

    neo4j-admin database import full \\
      --nodes=nodes.csv --relationships=relationships.csv \\
      --array-delimiter=";" nhsgraph

A text that begins with one of = + - @ ' has an apostrophe in front.
Data set: {dataset}{fictional}. Version: {version}.
"""


def write(material: Material, path: Path) -> None:
    """Fill the folder: ``nodes.csv``, ``relationships.csv``, ``README.txt``."""
    made = network(material)
    header = ["id:ID", *(_typed(c) for c in NODE_COLUMNS if c != "id"), ":LABEL"]
    cells.write(
        path / "nodes.csv",
        header,
        (
            [*(shown(getattr(n, c)) for c in NODE_COLUMNS), f"Body;{n.kind}" if n.kind else "Body"]
            for n in made.nodes
        ),
    )
    columns = [c for c in EDGE_COLUMNS if c not in {"source", "target", "releases"}]
    cells.write(
        path / "relationships.csv",
        [":START_ID", ":END_ID", ":TYPE", *(_typed(c) for c in columns), "releases:string[]"],
        (
            [
                e.source,
                e.target,
                e.kind.upper(),
                *(shown(getattr(e, c)) for c in columns),
                ";".join(e.releases),
            ]
            for e in made.edges
        ),
    )
    fictional = " (fictional)" if material.dataset == "demo" else ""
    readme = _README.format(dataset=material.dataset, fictional=fictional, version=material.version)
    (path / "README.txt").write_text(readme, encoding="utf-8")


def _typed(column: str) -> str:
    return f"{column}:date" if column in _DATES else f"{column}:string"
