"""``nhsgraph footprints``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from nhsgraph.analyses.footprints.desk import Desk
from nhsgraph.analyses.footprints.report import Report
from nhsgraph.analyses.footprints.tiers import Basis, read_basis, read_tier
from nhsgraph.cli import session
from nhsgraph.errors import UsageError
from nhsgraph.graph import Graph
from nhsgraph.period import parse_date
from nhsgraph.present import reports, tables
from nhsgraph.present.text import Style
from nhsgraph.query import Table, Value

if TYPE_CHECKING:
    from nhsgraph.analyses.footprints.picture import Picture
    from nhsgraph.present.html.footprint import Panel

_SUFFIXES = {".txt": "text", ".json": "json", ".md": "md", ".csv": "csv", ".html": "html", ".htm": "html"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FootprintsRequest:
    """A call of ``nhsgraph footprints``; texts as typed."""

    body: str = ""
    tier: str = ""
    against: str = ""
    as_of: str = ""
    changes: Sequence[str] = ()
    exceptions: bool = False
    test: str = ""
    basis: str = ""
    weight: str = ""
    tolerance: str = ""
    boundaries: Sequence[str] = ()
    map: str = ""
    format: str = ""
    output: str = ""
    all_rows: bool = False
    width: int = 0
    color: str = "auto"
    dataset: str = "national"
    endpoint: str = ""


def run(request: FootprintsRequest) -> int:
    """Compare footprints and write the result; returns the exit code."""
    form = request.format or _SUFFIXES.get(PurePath(request.output).suffix.lower(), "text")
    if request.map and not request.boundaries:
        raise UsageError("--map draws two files of boundaries. Give them with --boundaries FILE FILE.")
    if form == "html":
        session.write(_page(request), request.output)
        return 0
    if request.boundaries:
        session.write(_by_area(request, form), request.output)
        return 0
    graph = session.open_graph(request.dataset, request.endpoint)
    to_file = bool(request.output)
    style = Style(
        width=session.columns(request.width),
        color=session.colored(request.color) and not to_file,
        unicode=to_file or session.speaks_unicode(),
        all_rows=request.all_rows,
    )
    session.write(reports.render(report(graph, request), form, style), request.output)
    return 0


def report(graph: Graph, request: FootprintsRequest) -> Report:
    """The report that a call asks for; raises :class:`~nhsgraph.errors.UsageError`."""
    desk: Desk = graph.footprints
    basis: Basis | None = read_basis(request.basis) if request.basis else None
    limit = tolerance(request.tolerance)
    day = session.day(request.as_of)
    asked = [bool(request.body), bool(request.tier or request.against), bool(request.test)]
    if sum(asked) != 1:
        raise UsageError(
            "ask about one thing: a body (nhsgraph footprints 05T), two tiers (--tier ccg --against stp), "
            "or a claim (--test pct-clusters)."
        )
    if request.test:
        return desk.test(request.test, tolerance=limit)
    if request.body:
        if request.exceptions or request.changes:
            raise UsageError("--exceptions and --changes go with two tiers: --tier ccg --against stp.")
        body, remark = graph.resolve(request.body)
        session.remark(remark)
        return desk.body(body, day, basis=basis, weight=request.weight, tolerance=limit)
    if not (request.tier and request.against):
        raise UsageError("--tier and --against go together, for example --tier ccg --against stp.")
    tier, against = read_tier(request.tier), read_tier(request.against)
    if request.changes:
        if day or request.exceptions:
            raise UsageError("--changes takes its own two dates, without --as-of and --exceptions.")
        since, until = (parse_date(text) for text in request.changes)
        return desk.changes(tier, against, since, until, basis=basis, weight=request.weight, tolerance=limit)
    return desk.nesting(
        tier,
        against,
        day,
        basis=basis,
        weight=request.weight,
        tolerance=limit,
        exceptions=request.exceptions,
    )


def tolerance(text: str) -> Decimal:
    """A tolerance as typed: above one half, at most 1. Raises :class:`~nhsgraph.errors.UsageError`.

    >>> tolerance("0.95"), tolerance("")
    (Decimal('0.95'), Decimal('0.98'))
    """
    try:
        value = Decimal(text or "0.98")
    except InvalidOperation:
        value = Decimal(0)
    # At one half a body could lie “within” two others that share nothing.
    if not Decimal("0.5") < value <= 1:
        raise UsageError(f"“{text}” is not a tolerance. Give a share above 0.5 and at most 1, such as 0.98.")
    return value


def _page(request: FootprintsRequest) -> str:
    """The page of a report; with boundaries it has the map of those that the picture shows."""
    from nhsgraph.present.html import footprint
    from nhsgraph.present.html.page import render

    graph = session.open_graph(request.dataset, request.endpoint)
    found, picture = graph.footprints.pictured(report(graph, request))
    bare = render(footprint.page(found, picture))
    if not request.boundaries:
        return bare
    return render(
        footprint.page(found, picture, _panel(request, picture, footprint.MOST - len(bare.encode())))
    )


def _panel(request: FootprintsRequest, picture: Picture | None, room: int) -> Panel:
    """The map of the boundaries that are called as a body of the picture is, by code or name; else of all; in so many bytes."""
    from nhsgraph import geo
    from nhsgraph.present.html import boundary_map, footprint

    first, second = (geo.read(Path(name)) for name in request.boundaries)
    pairs = geo.overlaps(first, second, tolerance(request.tolerance))
    nodes = [node for _, nodes in picture.columns for node in nodes] if picture else []
    wanted = {text for node in nodes for text in (node.code, node.name)}
    chosen = {text for node in nodes if node.chosen for text in (node.code, node.name)}
    shown, beside = boundary_map.near(first, second, pairs, wanted)
    words = tuple(boundary_map.told(shown, pairs))
    drawn = boundary_map.fitting(shown, beside, pairs, chosen, room - footprint.size_in_words(words))
    if request.map:
        session.write(
            boundary_map.standalone(boundary_map.boundary_map(shown, beside, pairs, chosen)), request.map
        )
    return footprint.Panel(drawn=drawn, told=words)


def _by_area(request: FootprintsRequest, form: str) -> str:
    """Two files of boundaries against each other; the graph is not asked."""
    from nhsgraph import geo

    asked = (request.body, request.tier, request.against, request.test, request.as_of, request.basis)
    if any(asked) or request.weight or request.exceptions or request.changes:
        raise UsageError(
            "--boundaries compares two files with each other; leave out bodies, tiers, dates and bases, exceptions and "
            "changes, or ask for a page, which has the map beside them (--format html)."
        )
    limit = tolerance(request.tolerance)
    first, second = (geo.read(Path(name)) for name in request.boundaries)
    columns = ("a", "b", "relation", "share_of_a", "share_of_b", "jaccard", "square_km")
    pairs = geo.overlaps(first, second, limit)
    if request.map:
        from nhsgraph.present.html import boundary_map

        drawn = boundary_map.boundary_map(first, second, pairs)
        session.write(boundary_map.standalone(drawn), request.map)
    rows: list[tuple[Value, ...]] = [
        (p.a, p.b, str(p.alignment), p.share_a, p.share_b, p.jaccard, Decimal(f"{p.area:.3f}")) for p in pairs
    ]
    measured = f"Basis: area; weight: square kilometres; tolerance: {limit}. Method: {geo.PROJECTION}."
    notes = [measured, "The files are yours: no source here speaks for them."]
    if not pairs:
        notes.append(
            "No area of the one has anything in common with one of the other; both forms have the longitude first."
        )
    notes += [
        f"Without a geometry in {one.file}: {', '.join(one.without)}."
        for one in (first, second)
        if one.without
    ]
    return tables.render(Table(columns, rows), "table" if form == "text" else form, notes)
