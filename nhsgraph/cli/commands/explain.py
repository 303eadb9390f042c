"""``nhsgraph explain``: the options. What they do is in :mod:`nhsgraph.cli.explain`, which the short path shares."""

from __future__ import annotations

from typing import Annotated

import typer

from nhsgraph.cli.options import AsOf, Body, Color, Dataset, Endpoint, Output, PageFormat
from nhsgraph.cli.short import ExplainRequest

EXAMPLES = (
    "nhsgraph explain 05T --as-of 2016-04-01",
    "nhsgraph explain 'south manchester' --as-of 2013-04-01 --format json",
    "nhsgraph explain 05T --function F-CONTRACT --as-of 2016-04-01",
    "nhsgraph explain 01H -o 01H.md",
    "nhsgraph explain 05T --format html -o 05T.html --open",
)


def command(
    body: Body,
    function: Annotated[
        str,
        typer.Option("--function", metavar="F", help="Tell who decides and answers for one function only."),
    ] = "",
    as_of: AsOf = "",
    format: Annotated[
        PageFormat | None,
        typer.Option(help="text, json, md or html; by default what the file's suffix says."),
    ] = None,
    output: Output = "",
    all_rows: Annotated[bool, typer.Option("--all", help="Show every row of long tables.")] = False,
    width: Annotated[int, typer.Option(min=0, help="Columns to write for; by default the terminal's.")] = 0,
    color: Annotated[Color, typer.Option(help="auto, always or never.")] = Color.AUTO,
    dataset: Dataset = "national",
    endpoint: Endpoint = "",
    open_page: Annotated[bool, typer.Option("--open", help="Show the page in the browser.")] = False,
) -> None:
    """Explain a body on a date: what it was, who it answered to, its members, its places, what is missing.

    Without --as-of: the latest 1 April of its life for which members and their figures are on record.
    """
    from nhsgraph.cli import explain

    request = ExplainRequest(
        body=body,
        function=function,
        as_of=as_of,
        format=format.value if format else "",
        output=output,
        all_rows=all_rows,
        width=width,
        color=color.value,
        dataset=dataset,
        endpoint=endpoint,
        open_page=open_page,
    )
    raise typer.Exit(explain.run(request))
