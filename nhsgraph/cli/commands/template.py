"""``nhsgraph template``."""

from __future__ import annotations

from typing import Annotated

import typer

from nhsgraph.cli.options import Output

EXAMPLES = (
    "nhsgraph template",
    "nhsgraph template interests -o register.csv",
    "nhsgraph template shareholdings --example",
)


def command(
    name: Annotated[str, typer.Argument(help="A template; without one, the list of them.")] = "",
    example: Annotated[
        bool, typer.Option("--example", help="Fill it with the rows of the fictional demonstration set.")
    ] = False,
    output: Output = "",
) -> None:
    """Write a CSV template to fill for an area of your own: registers, committees, shares, awards, minutes."""
    from nhsgraph.cli import own_rows

    raise typer.Exit(own_rows.template(name, example, output))
