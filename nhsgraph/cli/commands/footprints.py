"""``nhsgraph footprints``: the options. What they do is in :mod:`nhsgraph.cli.footprints`."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from nhsgraph.cli.options import AsOf, Color, Dataset, Endpoint, Output

EXAMPLES = (
    "nhsgraph footprints 05T",
    "nhsgraph footprints --tier ccg --against stp --as-of 2016-04-01 --exceptions",
    "nhsgraph footprints --tier ccg --against authority --changes 2017-04-01 2020-04-01",
    "nhsgraph footprints --test pct-clusters",
    "nhsgraph footprints QNQ --format html -o frimley.html",
)


class ReportFormat(StrEnum):
    """Forms of a report."""

    TEXT = "text"
    JSON = "json"
    MD = "md"
    CSV = "csv"
    HTML = "html"


def command(
    body: Annotated[str, typer.Argument(help="A code or name; without one, give two tiers or a claim.")] = "",
    tier: Annotated[
        str,
        typer.Option(
            metavar="TIER",
            help="practice, locality, federation, ccg, district, authority, pct, stp, area-team, local-office, region.",
        ),
    ] = "",
    against: Annotated[str, typer.Option(metavar="TIER", help="The tier to nest in.")] = "",
    as_of: AsOf = "",
    exceptions: Annotated[
        bool, typer.Option("--exceptions", help="The LSOAs or practices that break the alignment.")
    ] = False,
    changes: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="DATE DATE", help="What mergers and boundary changes did between two dates."),
    ] = None,
    test: Annotated[
        str, typer.Option(metavar="CLAIM", help="Test a claim: pct-clusters, mergers or federations.")
    ] = "",
    basis: Annotated[
        str,
        typer.Option(
            metavar="BASIS",
            help="residents, registered, members, contract, postcodes or ccgs; else what fits.",
        ),
    ] = "",
    weight: Annotated[
        str,
        typer.Option(metavar="WEIGHT", help="people or areas, patients or weighted; else the basis's own."),
    ] = "",
    tolerance: Annotated[
        str, typer.Option(metavar="SHARE", help="What counts as all of it; 0.98 unless told.")
    ] = "",
    boundaries: Annotated[
        tuple[str, str] | None,
        typer.Option(
            metavar="FILE FILE", help="Compare two files of boundaries by area (GeoJSON, KML; extra geo)."
        ),
    ] = None,
    map: Annotated[
        str, typer.Option("--map", metavar="FILE", help="Draw the two files of boundaries as SVG.")
    ] = "",
    format: Annotated[ReportFormat | None, typer.Option(help="text, json, md, csv or html.")] = None,
    output: Output = "",
    all_rows: Annotated[bool, typer.Option("--all", help="Show every row of long tables.")] = False,
    width: Annotated[int, typer.Option(min=0, help="Columns to write for; by default the terminal's.")] = 0,
    color: Annotated[Color, typer.Option(help="auto, always or never.")] = Color.AUTO,
    dataset: Dataset = "national",
    endpoint: Endpoint = "",
) -> None:
    """Compare footprints: one body with every tier, whether one tier nests in another, or a claim under test.

    Without --as-of: 2016-04-01, when small areas were first placed and STPs began.
    """
    from nhsgraph.cli import footprints

    request = footprints.FootprintsRequest(
        body=body,
        tier=tier,
        against=against,
        as_of=as_of,
        exceptions=exceptions,
        changes=changes or (),
        test=test,
        basis=basis,
        weight=weight,
        tolerance=tolerance,
        boundaries=boundaries or (),
        map=map,
        format=format.value if format else "",
        output=output,
        all_rows=all_rows,
        width=width,
        color=color.value,
        dataset=dataset,
        endpoint=endpoint,
    )
    raise typer.Exit(footprints.run(request))
