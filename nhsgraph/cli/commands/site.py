"""``nhsgraph site``: the options."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from nhsgraph.cli.options import AsOf, Dataset

EXAMPLES = (
    "nhsgraph site england-2016",
    "nhsgraph site england-2018 --as-of 2018-04-01",
    "nhsgraph site demo-site --dataset demo --bundle single",
)


class Bundle(StrEnum):
    """Forms of a site, as :class:`nhsgraph.site.Bundle`, which is not worth loading for the help."""

    FOLDER = "folder"
    SINGLE = "single"


def command(
    folder: Annotated[Path, typer.Argument(help="The folder of the site: new, empty, or an earlier site.")],
    as_of: AsOf = "2016-04-01",
    bundle: Annotated[
        Bundle,
        typer.Option(
            help="folder: one copy of the large script for all pages; single: every page stands alone."
        ),
    ] = Bundle.FOLDER,
    workers: Annotated[
        int, typer.Option(min=0, help="Processes that render pages; by default one a core, at most four.")
    ] = 0,
    dataset: Dataset = "national",
) -> None:
    """Write the whole country as a static site: England, a page a body, questions, vocabulary, sources.

    It works from disk and fetches nothing. A second run writes only what changed.
    """
    from nhsgraph.cli import site

    raise typer.Exit(site.run(folder, as_of, bundle.value, workers, dataset))
