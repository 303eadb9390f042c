"""``nhsgraph explain``: the options. What they do is in :mod:`nhsgraph.cli.explain`, which the short path shares."""

from __future__ import annotations

from typing import Annotated

import typer

from nhsgraph.cli.options import AsOf, Body, Color, Dataset, Format, Output
from nhsgraph.cli.short import ExplainRequest

EXAMPLES = (
    "nhsgraph explain 05T --as-of 2016-04-01",
    "nhsgraph explain 'south manchester' --as-of 2013-04-01 --format json",
    "nhsgraph explain 01H -o 01H.md",
)


def command(
    body: Body,
    as_of: AsOf = "",
    format: Annotated[
        Format | None, typer.Option(help="text, json or md; by default what the file's suffix says.")
    ] = None,
    output: Output = "",
    all_rows: Annotated[bool, typer.Option("--all", help="Show every row of long tables.")] = False,
    width: Annotated[int, typer.Option(min=0, help="Columns to write for; by default the terminal's.")] = 0,
    color: Annotated[Color, typer.Option(help="auto, always or never.")] = Color.AUTO,
    dataset: Dataset = "national",
) -> None:
    """Explain a body on a date: what it was, who it answered to, its members, its places, what is missing.

    Without --as-of: the latest 1 April of its life for which memberships are on record.
    """
    from nhsgraph.cli import explain

    request = ExplainRequest(
        body=body,
        as_of=as_of,
        format=format.value if format else "",
        output=output,
        all_rows=all_rows,
        width=width,
        color=color.value,
        dataset=dataset,
    )
    raise typer.Exit(explain.run(request))
