"""The full command line, in typer: one module a command in :mod:`nhsgraph.cli.commands`.

A module has ``command`` (its parameters are the options, its docstring the help) and ``EXAMPLES``; ``SETTINGS`` are
further click settings, where it needs any.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Annotated

import typer

from nhsgraph._version import __version__
from nhsgraph.cli.options import examples

#: The commands, in the order of the help.
COMMANDS = (
    "explain",
    "path",
    "chain",
    "footprints",
    "conflicts",
    "find",
    "ask",
    "sparql",
    "site",
    "serve",
    "sources",
    "build",
    "export",
    "push",
    "compile",
    "template",
    "ingest",
)

app = typer.Typer(
    name="nhsgraph",
    help="A dated, cited knowledge graph of how English primary care was commissioned.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def run(arguments: Sequence[str]) -> int:
    """Run a command; returns its exit code. Usage errors end with exit code 2 and a hint."""
    result = app(args=list(arguments), prog_name="nhsgraph", standalone_mode=True)
    return result if isinstance(result, int) else 0


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"nhsgraph {__version__}")
        raise typer.Exit


@app.callback()
def _common(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    pass


for _name in COMMANDS:
    _module = import_module(f"nhsgraph.cli.commands.{_name}")
    app.command(
        name=_name,
        epilog=examples(*_module.EXAMPLES),
        context_settings=getattr(_module, "SETTINGS", None),
    )(_module.command)
