"""``nhsgraph serve``."""

from __future__ import annotations

from typing import Annotated

import typer

from nhsgraph.cli.options import Dataset

EXAMPLES = (
    "nhsgraph serve",
    "nhsgraph serve --port 8080 --dataset demo",
    "nhsgraph serve --host 0.0.0.0 --public --allow-host graph.example.org",
)


def command(
    host: Annotated[str, typer.Option("--host", help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="The port; 0 takes a free one.")
    ] = 8765,
    public: Annotated[
        bool, typer.Option("--public", help="Allow an address that other machines can reach.")
    ] = False,
    allow_host: Annotated[
        list[str] | None,
        typer.Option("--allow-host", metavar="NAME", help="A Host name to answer to; may be repeated."),
    ] = None,
    timeout: Annotated[
        float, typer.Option("--timeout", min=0.1, help="Seconds that a query may run.")
    ] = 10.0,
    rows: Annotated[int, typer.Option("--max-rows", min=1, help="Rows that a result may have.")] = 100_000,
    size: Annotated[int, typer.Option("--max-mb", min=1, help="Megabytes that a result may have.")] = 32,
    memory: Annotated[
        int, typer.Option("--memory-mb", min=64, help="Megabytes that a query may use.")
    ] = 1024,
    workers: Annotated[int, typer.Option("--workers", min=1, max=64, help="Queries that run at a time.")] = 2,
    fronts: Annotated[
        int,
        typer.Option("--fronts", min=1, max=64, help="Processes that take connections and answer look-ups."),
    ] = 2,
    dataset: Dataset = "national",
) -> None:
    """Serve the graph on this machine: SPARQL, linked data, JSON API, reconciliation and a query page. Read-only."""
    from nhsgraph.cli import serve
    from nhsgraph.sparql.limits import Limits
    from nhsgraph.sparql.pool import PoolSize

    limits = Limits(seconds=timeout, rows=rows, size=size * 1_000_000, memory_mb=memory)
    place = serve.Place(host=host, port=port, public=public, names=tuple(allow_host or ()))
    raise typer.Exit(serve.run(place, limits, PoolSize(workers=workers), fronts, dataset))
