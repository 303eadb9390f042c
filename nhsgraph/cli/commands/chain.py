"""``nhsgraph chain``: the options. What they do is in :mod:`nhsgraph.cli.chain`, which the short path shares."""

from __future__ import annotations

from typing import Annotated

import typer

from nhsgraph.cli.options import AsOf, Color, Dataset, Endpoint, Output, PageFormat
from nhsgraph.cli.short import ChainRequest

EXAMPLES = (
    "nhsgraph chain 05T --as-of 2016-04-01",
    "nhsgraph chain X01 --function F-CONTRACT --as-of 2016-05-01 --dataset demo",
    "nhsgraph chain 05T --matrix --as-of 2014-06-01 --format md",
    "nhsgraph chain --gaps --as-of 2016-04-01",
    "nhsgraph chain 05T --as-of 2016-04-01 --format html -o 05T-chain.html --open",
    "nhsgraph chain --why-not 'STP accountable to CCG'",
)


def command(
    bodies: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[BODY]", help="A code (05T), an ONS code or a name in part; two with --why-not."
        ),
    ] = None,
    function: Annotated[
        str, typer.Option("--function", metavar="F", help="One function, for example F-CONTRACT.")
    ] = "",
    as_of: AsOf = "",
    to: Annotated[
        str, typer.Option("--to", metavar="BODY", help="Only the chains that reach this body.")
    ] = "",
    all_functions: Annotated[
        bool, typer.Option("--all-functions", help="Tell each function by itself, alike or not.")
    ] = False,
    matrix: Annotated[
        bool,
        typer.Option("--matrix", help="Who holds, exercises, decides, assures and advises, by function."),
    ] = False,
    gaps: Annotated[
        bool,
        typer.Option(
            "--gaps", help="What is missing or divided: of one body, or without one of the whole country."
        ),
    ] = False,
    why_not: Annotated[
        bool,
        typer.Option("--why-not", help="Why “A accountable to B” is not so: give the sentence, or A and B."),
    ] = False,
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
    """Follow accountability upward: who answers to whom, for which function, how bindingly and on which basis.

    For a CCG whose level is not known: what holds at every level, then the three possibilities.
    """
    from nhsgraph.cli import chain

    request = ChainRequest(
        bodies=tuple(bodies or ()),
        function=function,
        as_of=as_of,
        to=to,
        all_functions=all_functions,
        matrix=matrix,
        gaps=gaps,
        why_not=why_not,
        format=format.value if format else "",
        output=output,
        all_rows=all_rows or matrix,
        width=width,
        color=color.value,
        dataset=dataset,
        endpoint=endpoint,
        open_page=open_page,
    )
    raise typer.Exit(chain.run(request))
