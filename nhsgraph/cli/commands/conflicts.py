"""``nhsgraph conflicts``: the options. What they do is in :mod:`nhsgraph.cli.conflicts`."""

from __future__ import annotations

from typing import Annotated

import typer

from nhsgraph.cli.options import AsOf, Color, Dataset, Endpoint, Output, SheetFormat
from nhsgraph.cli.short import ExplainRequest

EXAMPLES = (
    "nhsgraph conflicts 05T",
    "nhsgraph conflicts show C-03-3b8b8f67ca",
    "nhsgraph conflicts summary",
    "nhsgraph conflicts X01 --as-of 2016-06-01 --dataset demo",
    "nhsgraph conflicts --supplier 'Northmoor Care' --dataset demo",
    "nhsgraph conflicts --undeclared --dataset demo",
    "nhsgraph conflicts committee X01 --as-of 2017-06-01 --dataset demo",
    "nhsgraph conflicts X01 --as-of 2016-06-01 --dataset demo --format html -o X01-conflicts.html --open",
)


def command(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[BODY]",
            help="A code or a name in part; or: show ID, summary [BODY], committee ID, suppress ID, unsuppress ID.",
        ),
    ] = None,
    as_of: AsOf = "",
    first: Annotated[str, typer.Option("--from", metavar="DATE", help="Decisions from this day.")] = "",
    last: Annotated[str, typer.Option("--to", metavar="DATE", help="Decisions before this day.")] = "",
    patterns: Annotated[
        list[str] | None, typer.Option("--pattern", metavar="C-NN", help="One pattern; may be given again.")
    ] = None,
    least: Annotated[
        int, typer.Option("--min-severity", min=0, max=20, help="Paths whose severity can be this high.")
    ] = 0,
    supplier: Annotated[
        str,
        typer.Option(
            "--supplier", metavar="NAME", help="Everyone who had an interest in a provider, and when."
        ),
    ] = "",
    person: Annotated[str, typer.Option("--person", metavar="ID", help="Paths of one person, by id.")] = "",
    undeclared: Annotated[
        bool,
        typer.Option(
            "--undeclared", help="Interests that follow from the facts and were not, or late, declared."
        ),
    ] = False,
    fail_on: Annotated[
        str, typer.Option("--fail-on", metavar="BAND", help="Exit with 1 where a path reaches this band.")
    ] = "",
    reason: Annotated[str, typer.Option("--reason", help="Why a path is suppressed.")] = "",
    severity: Annotated[
        str,
        typer.Option(
            "--severity", metavar="FILE", help="A table of severities in place of the packaged one."
        ),
    ] = "",
    format: Annotated[
        SheetFormat | None,
        typer.Option(help="text, json, md, html or csv; by default what the file's suffix says."),
    ] = None,
    output: Output = "",
    all_rows: Annotated[bool, typer.Option("--all", help="Show every row of long tables.")] = False,
    width: Annotated[int, typer.Option(min=0, help="Columns to write for; by default the terminal's.")] = 0,
    color: Annotated[Color, typer.Option(help="auto, always or never.")] = Color.AUTO,
    dataset: Dataset = "national",
    endpoint: Endpoint = "",
    open_page: Annotated[bool, typer.Option("--open", help="Show the page in the browser.")] = False,
) -> None:
    """Find conflict paths: facts that connect an interest with a decision. Never a finding about anybody's conduct.

    Each with its steps, dates, safeguards on record, severity and sources; what is not known stays a range.
    """
    from nhsgraph.cli import conflicts

    form = ExplainRequest(
        body="",
        as_of=as_of,
        format=format.value if format else "",
        output=output,
        all_rows=all_rows,
        width=width,
        color=color.value,
        dataset=dataset,
        endpoint=endpoint,
        open_page=open_page,
    )
    request = conflicts.ConflictsRequest(
        words=tuple(words or ()),
        as_of=as_of,
        first=first,
        last=last,
        patterns=tuple(patterns or ()),
        least=least,
        supplier=supplier,
        person=person,
        undeclared=undeclared,
        fail_on=fail_on,
        reason=reason,
        severity=severity,
        form=form,
    )
    raise typer.Exit(conflicts.run(request))
