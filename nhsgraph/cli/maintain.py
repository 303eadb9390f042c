"""``nhsgraph build`` and ``nhsgraph compile``."""

from __future__ import annotations

import sys
from pathlib import Path

from nhsgraph import resources, store
from nhsgraph.cli import session
from nhsgraph.cli.progress import Reporter
from nhsgraph.errors import UsageError


def build(data: Path | None, force: bool, dataset: str) -> int:
    """Build the graph of a data folder and say where it is; returns the exit code."""
    folder = data or session.data_folder(dataset)
    if not folder.is_dir():
        raise UsageError(
            f"there is no folder {folder}. Give one with tables/, documents/ and sources/ in it."
        )
    graph = session.build(folder, store.cache_dir(), force=force)
    print(f"{len(graph.store):,} quads in {graph.generation}")
    return 0


def compile_tables(folder: Path, into: Path | None, check: bool) -> int:
    """Compile publishers' files into tables, or say which tables would change; returns the exit code."""
    from nhsgraph import compile as compiler

    if not folder.is_dir():
        raise UsageError(f"there is no folder {folder}. Give the folder of publishers' files.")
    target = into or resources.data_dir() / "tables"
    sources = resources.data_dir() / "sources"
    with Reporter("The tables are read") as progress:
        if check:
            stale = compiler.stale_tables(folder, sources, target, progress)
            for name in stale:
                print(name)
            print(
                f"{len(stale)} files would change." if stale else "Every table is up to date.",
                file=sys.stderr,
            )
            return 1 if stale else 0
        for name, rows in compiler.compile_tables(folder, sources, target, progress).items():
            print(f"{name:<22} {rows:>8,}")
    return 0
