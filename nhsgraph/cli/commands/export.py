"""``nhsgraph export``."""

from __future__ import annotations

from typing import Annotated

import typer

from nhsgraph.cli.options import Dataset

EXAMPLES = (
    "nhsgraph export nquads -o nhsgraph.nq",
    "nhsgraph export csv -o tables --as-of 2016-04-01",
    "nhsgraph export release -o nhsgraph-data.zip",
)


def command(
    form: Annotated[
        str,
        typer.Argument(
            metavar="FORM", help="nquads, trig, turtle, jsonld, csv, graphml, gexf, neo4j, bods or release."
        ),
    ],
    output: Annotated[
        str,
        typer.Option(
            "--output", "-o", metavar="PATH", help="Where to; by default nhsgraph and the form's suffix."
        ),
    ] = "",
    as_of: Annotated[
        str,
        typer.Option("--as-of", metavar="DATE", help="Only relations that may hold on the date (networks)."),
    ] = "",
    dataset: Dataset = "national",
) -> None:
    """Write the graph, or the network of its bodies, for other tools. The place has all of it or stays as it was."""
    from nhsgraph.cli import exporting

    raise typer.Exit(exporting.run(form, output, as_of, dataset))
