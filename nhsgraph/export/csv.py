"""CSV node and edge tables, described by CSVW metadata (types, keys, what the columns mean)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from nhsgraph.export import Material, cells
from nhsgraph.export.network import EDGE_COLUMNS, NODE_COLUMNS, network, shown

TITLE = "CSV tables of bodies and relations, with CSVW metadata (a folder)"
SUFFIX = ""
DATED = True

_ABOUT = {
    "nodes": {
        "id": "Local id; its IRI is https://w3id.org/nhsgraph/id/ and the id.",
        "kind": "Class of the body in the vocabulary.",
        "code": "ODS code, where there is one.",
        "name": "Latest name.",
        "valid_from": "First day of its life, where known.",
        "valid_to": "Day after the last; empty: open or not known.",
    },
    "edges": {
        "id": "Local id of the relation's node; a further period of the same node has a number behind it.",
        "kind": "Kind of the relation.",
        "source": "The body it points from.",
        "target": "The body it points to.",
        "detail": "What is said of it, such as the post or the kind of a stated relation.",
        "valid_from": "First day, where known.",
        "valid_to": "Day after the last; empty: open or not known.",
        "known_until": "First day of which the sources no longer speak.",
        "grade": "Evidence grade where it is not that of the releases.",
        "releases": "Ids of the sources, with a blank between.",
        "record": "Place in the first source.",
        "holds": "Whether it holds on the date of the export: yes, or unknown; empty without a date.",
    },
}
_DATES = {"valid_from", "valid_to", "known_until"}


def write(material: Material, path: Path) -> None:
    """Fill the folder: ``nodes.csv``, ``edges.csv``, ``csv-metadata.json``."""
    made = network(material)
    for name, columns, rows in (("nodes", NODE_COLUMNS, made.nodes), ("edges", EDGE_COLUMNS, made.edges)):
        cells.write(
            path / f"{name}.csv", columns, ([shown(getattr(row, c)) for c in columns] for row in rows)
        )
    (path / "csv-metadata.json").write_text(
        json.dumps(_metadata(material), indent=1) + "\n", encoding="utf-8"
    )


def _metadata(material: Material) -> dict[str, Any]:
    fictional = "Fictional demonstration data. " if material.dataset == "demo" else ""
    on = f" Relations that may hold on {material.as_of}." if material.as_of else ""
    return {
        "@context": "http://www.w3.org/ns/csvw",
        "dc:title": f"nhsgraph, {material.dataset}: bodies and relations",
        "dc:description": f"{fictional}A text that begins with one of = + - @ ' has an apostrophe in front.{on}",
        "dc:identifier": material.version,
        "tables": [_table("nodes", NODE_COLUMNS), _table("edges", EDGE_COLUMNS)],
    }


def _table(name: str, columns: tuple[str, ...]) -> dict[str, Any]:
    schema: dict[str, Any] = {"columns": [_column(name, column) for column in columns], "primaryKey": "id"}
    if name == "edges":
        schema["foreignKeys"] = [
            {"columnReference": end, "reference": {"resource": "nodes.csv", "columnReference": "id"}}
            for end in ("source", "target")
        ]
    return {"url": f"{name}.csv", "tableSchema": schema}


def _column(table: str, name: str) -> dict[str, Any]:
    made: dict[str, Any] = {"name": name, "titles": name, "dc:description": _ABOUT[table][name]}
    made["datatype"] = "date" if name in _DATES else "string"
    if name in {"id", "source", "target"}:
        made["required"] = True
    if name == "releases":
        made["separator"] = " "
    return made
