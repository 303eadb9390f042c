"""``nhsgraph ask``."""

from __future__ import annotations

from typing import Annotated

import typer

from nhsgraph.cli.options import Dataset, Endpoint, Form, ResultFormat

EXAMPLES = (
    "nhsgraph ask --list",
    "nhsgraph ask --list --group b",
    "nhsgraph ask --list --search 'lay majority'",
    "nhsgraph ask a3 --describe",
    "nhsgraph ask d1",
    "nhsgraph ask members --ccg 05T --as-of 2016-04-01",
)
SETTINGS = {"allow_extra_args": True, "ignore_unknown_options": True}


def command(
    context: typer.Context,
    question: Annotated[str, typer.Argument(help="The id of a stored question; see --list.")] = "",
    listing: Annotated[bool, typer.Option("--list", help="List the stored questions.")] = False,
    search: Annotated[
        str, typer.Option("--search", metavar="TEXT", help="List those that have every word of a text.")
    ] = "",
    group: Annotated[
        str, typer.Option("--group", metavar="LETTER", help="List one group: a to f, or other.")
    ] = "",
    describe: Annotated[
        bool, typer.Option("--describe", help="Say what a question asks and takes, without asking it.")
    ] = False,
    form: Form = ResultFormat.TABLE,
    dataset: Dataset = "national",
    endpoint: Endpoint = "",
) -> None:
    """Ask a stored question. Its parameters are options: --ccg 05T --as-of 2016-04-01."""
    from nhsgraph.cli import querying

    if listing or search or group or not question:
        raise typer.Exit(querying.listing(search, group, form.value, question, context.args))
    if describe:
        raise typer.Exit(querying.describe(question, context.args))
    raise typer.Exit(querying.ask(question, list(context.args), form.value, dataset, endpoint))
