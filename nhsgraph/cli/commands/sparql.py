"""``nhsgraph sparql``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nhsgraph.cli.options import Dataset, Form, ResultFormat

EXAMPLES = (
    "nhsgraph sparql -q 'SELECT (COUNT(?c) AS ?n) { ?c a ng:CCG }'",
    "nhsgraph sparql query.rq --format csv",
)


def command(
    file: Annotated[Path | None, typer.Argument(help="A file with the query.")] = None,
    query: Annotated[str, typer.Option("--query", "-q", help="The query itself.")] = "",
    form: Form = ResultFormat.TABLE,
    dataset: Dataset = "national",
) -> None:
    """Run a SPARQL query over the whole graph. The project's prefixes are known."""
    from nhsgraph.cli import querying

    raise typer.Exit(querying.sparql(file, query, form.value, dataset))
