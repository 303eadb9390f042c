"""``nhsgraph sources``."""

from __future__ import annotations

from typing import Annotated

import typer

from nhsgraph.cli.options import Dataset, Form, ResultFormat

EXAMPLES = (
    "nhsgraph sources",
    "nhsgraph sources --format csv",
    "nhsgraph sources ods-epcmem-2019-10",
)


def command(
    source: Annotated[str, typer.Argument(help="Show one source with its caveats and corrections.")] = "",
    form: Form = ResultFormat.TABLE,
    dataset: Dataset = "national",
) -> None:
    """List what the graph is made of: publisher, date, licence, records, and what is known to be wrong."""
    from nhsgraph.cli import lookup

    raise typer.Exit(lookup.sources(source, form.value, dataset))
