"""``nhsgraph site``."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from nhsgraph.cli import session
from nhsgraph.cli.progress import Reporter
from nhsgraph.errors import UsageError


def run(folder: Path, as_of: str, bundle: str, workers: int, dataset: str) -> int:
    """Make the site and say what was done; returns the exit code."""
    from nhsgraph import site
    from nhsgraph.site.building import cores

    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file. Give a folder.")
    graph = session.open_graph(dataset)
    choice = site.Choice(as_of=session.day(as_of) or date(2016, 4, 1), bundle=site.Bundle(bundle))
    with Reporter("The site is ready") as progress:
        report = site.build(graph, folder, choice, workers=workers or min(4, cores()), progress=progress)
    print(
        f"{report.files:,} files, {report.size / 1e6:.1f} MB: {report.written:,} written, {report.removed:,} removed.",
        file=sys.stderr,
    )
    print(folder / "index.html")
    return 0
