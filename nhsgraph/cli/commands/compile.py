"""``nhsgraph compile``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

EXAMPLES = (
    "nhsgraph compile publishers-files --into data/tables",
    "nhsgraph compile publishers-files --check",
)


def command(
    folder: Annotated[
        Path, typer.Argument(help="The folder of publishers' files, as the sources' “file” keys name them.")
    ],
    into: Annotated[
        Path | None, typer.Option(help="Where the tables go; by default the package's own.")
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Only say which tables would change (exit 1 if any).")
    ] = False,
) -> None:
    """Compile publishers' files into the project's tables. The same files give the same bytes."""
    from nhsgraph.cli import maintain

    raise typer.Exit(maintain.compile_tables(folder, into, check))
