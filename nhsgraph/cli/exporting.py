"""``nhsgraph export``."""

from __future__ import annotations

from pathlib import Path

from nhsgraph import export
from nhsgraph.cli import session
from nhsgraph.errors import UsageError
from nhsgraph.export import Material, place


def run(name: str, output: str, as_of: str, dataset: str) -> int:
    """Write an export and say where it is; returns the exit code."""
    form = export.form(name)
    if as_of and not form.dated:
        raise UsageError(
            f"{name} is the graph of all dates; --as-of goes with csv, graphml, gexf, neo4j and bods."
        )
    day = session.day(as_of)
    graph = session.local_graph(dataset)
    material = Material(
        store=graph.store,
        reader=graph.reader,
        dataset=dataset,
        version=graph.generation.parent.name,
        data=session.data_folder(dataset),
        as_of=day,
    )
    target = Path(output or f"nhsgraph{form.suffix or '-' + name}")
    place.write(form, material, target)
    fictional = " (fictional data)" if dataset == "demo" else ""
    print(f"{target}{fictional}")
    return 0
