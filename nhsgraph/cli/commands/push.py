"""``nhsgraph push``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nhsgraph.cli.options import Dataset

EXAMPLES = (
    "nhsgraph push --endpoint http://localhost:7878/query --store-url http://localhost:7878/store",
    "nhsgraph push --endpoint http://localhost:8890/sparql --store-url http://localhost:8890/sparql-graph-crud-auth --user dba",
    "nhsgraph push --endpoint http://localhost:3030/ds/sparql --update-url http://localhost:3030/ds/update",
)


def command(
    endpoint: Annotated[
        str, typer.Option("--endpoint", metavar="URL", help="Where the service answers queries.")
    ],
    store_url: Annotated[
        str, typer.Option("--store-url", metavar="URL", help="Its Graph Store Protocol, the faster way.")
    ] = "",
    update_url: Annotated[
        str, typer.Option("--update-url", metavar="URL", help="Its SPARQL Update, where it has no other.")
    ] = "",
    user: Annotated[
        str,
        typer.Option(metavar="NAME", help="The name to give; its password is in NHSGRAPH_ENDPOINT_PASSWORD."),
    ] = "",
    state: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Where to note what has arrived; by default in the cache."),
    ] = None,
    dataset: Dataset = "national",
) -> None:
    """Load a SPARQL service with the graph, in batches, and compare the counts. Run it again to go on after a stop."""
    from nhsgraph.cli import pushing

    raise typer.Exit(pushing.push(endpoint, store_url, update_url, user, state, dataset))
