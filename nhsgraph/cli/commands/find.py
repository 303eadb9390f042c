"""``nhsgraph find``."""

from __future__ import annotations

from typing import Annotated

import typer

from nhsgraph.cli.options import Dataset, Form, ResultFormat

EXAMPLES = ("nhsgraph find manchester", "nhsgraph find M81091", "nhsgraph find ash --limit 50")


def command(
    text: Annotated[str, typer.Argument(help="A code or part of a name.")],
    limit: Annotated[int, typer.Option(min=1, help="How many to show.")] = 20,
    form: Form = ResultFormat.TABLE,
    dataset: Dataset = "national",
) -> None:
    """Find bodies by code or name: CCGs, STPs, teams, authorities, practices."""
    from nhsgraph.cli import lookup

    raise typer.Exit(lookup.find(text, limit, form.value, dataset))
