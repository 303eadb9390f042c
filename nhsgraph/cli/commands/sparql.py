"""``nhsgraph sparql``."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from nhsgraph.cli.options import Dataset, Endpoint, Output

EXAMPLES = (
    "nhsgraph sparql -q 'SELECT (COUNT(?c) AS ?n) { ?c a ng:CCG }'",
    "nhsgraph sparql query.rq --format csv --output result.csv",
    "nhsgraph sparql -q 'DESCRIBE id:ccg-05T' --format turtle",
)


class SparqlFormat(StrEnum):
    """Forms of a result: two for people, four for rows, four for graphs."""

    TABLE = "table"
    MD = "md"
    JSON = "json"
    XML = "xml"
    CSV = "csv"
    TSV = "tsv"
    TURTLE = "turtle"
    NTRIPLES = "ntriples"
    JSONLD = "jsonld"
    RDFXML = "rdfxml"


def command(
    file: Annotated[Path | None, typer.Argument(help="A file with the query; - reads it from stdin.")] = None,
    query: Annotated[str, typer.Option("--query", "-q", help="The query itself.")] = "",
    form: Annotated[
        SparqlFormat,
        typer.Option(
            "--format",
            help="table or md; json, xml, csv, tsv (W3C results); turtle, ntriples, jsonld, rdfxml (graphs).",
        ),
    ] = SparqlFormat.TABLE,
    output: Output = "",
    dataset: Dataset = "national",
    endpoint: Endpoint = "",
) -> None:
    """Run a SPARQL 1.1 query (SELECT, ASK, CONSTRUCT, DESCRIBE) over the whole graph. The project's prefixes are known."""
    from nhsgraph.cli import sparql

    raise typer.Exit(sparql.run(file, query, form.value, output, dataset, endpoint))
