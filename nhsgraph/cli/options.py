"""Options that several commands share, and how examples stand in the help."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from nhsgraph.cli import completion


class Format(StrEnum):
    """Forms of an explanation."""

    TEXT = "text"
    JSON = "json"
    MD = "md"


class PageFormat(StrEnum):
    """Forms of what also stands as a page."""

    TEXT = "text"
    JSON = "json"
    MD = "md"
    HTML = "html"


class SheetFormat(StrEnum):
    """Forms of what also stands as a page, and as rows."""

    TEXT = "text"
    JSON = "json"
    MD = "md"
    HTML = "html"
    CSV = "csv"


class Color(StrEnum):
    """When to colour."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


class ResultFormat(StrEnum):
    """Forms of a tabular result."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    MD = "md"


AsOf = Annotated[
    str, typer.Option("--as-of", metavar="DATE", help="The date to answer for: 2016-04-01, or today.")
]
Dataset = Annotated[
    str, typer.Option("--dataset", metavar="NAME", help="national (the default), or demo: a fictional area.")
]
Endpoint = Annotated[
    str,
    typer.Option(
        "--endpoint", metavar="URL", help="Ask a SPARQL service that holds the graph; or NHSGRAPH_ENDPOINT."
    ),
]
Output = Annotated[
    str, typer.Option("--output", "-o", metavar="FILE", help="Write to a file instead of stdout.")
]
Body = Annotated[
    str,
    typer.Argument(
        help="A code (05T), an ONS code (E38000166) or a name in part.", autocompletion=completion.bodies
    ),
]
Form = Annotated[ResultFormat, typer.Option("--format", help="table, csv, json or md.")]


def examples(*commands: str) -> str:
    """Example calls as the last paragraph of a command's help."""
    # \b keeps the lines of the paragraph apart in the help text.
    return "\b\nExamples:\n" + "\n".join(f"  {command}" for command in commands)
