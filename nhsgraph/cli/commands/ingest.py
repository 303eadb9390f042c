"""``nhsgraph ingest``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nhsgraph.cli.options import Dataset

EXAMPLES = (
    "nhsgraph ingest register.csv --as interests",
    "nhsgraph ingest register.csv --as interests --day-first",
    "nhsgraph ingest --list",
    "nhsgraph ingest --remove own-interests-register",
)


def command(
    file: Annotated[Path | None, typer.Argument(help="A filled template.", show_default=False)] = None,
    template: Annotated[str, typer.Option("--as", metavar="TEMPLATE", help="Which template it is.")] = "",
    name: Annotated[
        str,
        typer.Option(
            "--name", help="The name to keep it under, by default the file's; the same name replaces."
        ),
    ] = "",
    grade: Annotated[
        str, typer.Option(help="How the rows are known: official, stated, unverified, fictional.")
    ] = "stated",
    day_first: Annotated[
        bool, typer.Option("--day-first", help="Read dates as 01/04/2016 too: the first of April.")
    ] = False,
    remove: Annotated[str, typer.Option("--remove", metavar="SOURCE", help="Remove rows taken before.")] = "",
    listing: Annotated[bool, typer.Option("--list", help="List the rows taken before.")] = False,
    dataset: Dataset = "national",
) -> None:
    """Take rows of your own into the graph: all of a file or nothing, in a named graph apart.

    Wrong rows are listed with their number and column. The rows stay in your own data folder and survive a rebuild.
    """
    from nhsgraph.cli import own_rows

    raise typer.Exit(own_rows.ingest(file, template, name, remove, listing, grade, day_first, dataset))
