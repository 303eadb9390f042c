"""``nhsgraph build``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nhsgraph.cli.options import Dataset

EXAMPLES = ("nhsgraph build", "nhsgraph build --force", "nhsgraph build --data ./data")


def command(
    force: Annotated[bool, typer.Option("--force", help="Build again, even where a graph is there.")] = False,
    data: Annotated[Path | None, typer.Option(help="A data folder of your own (tables/, sources/).")] = None,
    dataset: Dataset = "national",
) -> None:
    """Build the graph now. The first command that needs it does the same by itself."""
    from nhsgraph.cli import maintain

    raise typer.Exit(maintain.build(data, force, dataset))
