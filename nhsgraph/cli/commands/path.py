"""``nhsgraph path``."""

from __future__ import annotations

from typing import Annotated

import typer

from nhsgraph.cli.options import AsOf, Color, Dataset, Endpoint, Format, Output

EXAMPLES = (
    "nhsgraph path M81001 Y55",
    "nhsgraph path 05T 'SW Healthcare' --as-of 2014-06-01 --format json",
    "nhsgraph path 05T 06D --as-of 2016-04-01 --follow overlap",
)


def command(
    start: Annotated[str, typer.Argument(metavar="A", help="A code or a name in part.")],
    end: Annotated[str, typer.Argument(metavar="B", help="A code or a name in part.")],
    as_of: AsOf = "",
    follow: Annotated[
        list[str] | None, typer.Option(metavar="KIND", help="Follow a kind that is left out by default.")
    ] = None,
    leave_out: Annotated[
        list[str] | None, typer.Option(metavar="KIND", help="Do not follow a kind of relation.")
    ] = None,
    most: Annotated[int, typer.Option("--hops", metavar="N", help="The longest path looked for.")] = 6,
    format: Annotated[Format | None, typer.Option(help="text, json or md.")] = None,
    output: Output = "",
    color: Annotated[Color, typer.Option(help="auto, always or never.")] = Color.AUTO,
    dataset: Dataset = "national",
    endpoint: Endpoint = "",
) -> None:
    """Show how two bodies were connected on a date: each hop, the weakest one, the kinds followed and left out.

    Without --as-of: 2016-04-01.
    """
    from nhsgraph.cli import path
    from nhsgraph.cli.short import ExplainRequest

    request = ExplainRequest(
        body=start,
        as_of=as_of,
        format=format.value if format else "",
        output=output,
        color=color.value,
        dataset=dataset,
        endpoint=endpoint,
    )
    raise typer.Exit(path.run(request, end, tuple(follow or ()), tuple(leave_out or ()), most))
