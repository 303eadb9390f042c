"""``nhsgraph footprints``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path, PurePath

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

_SUFFIXES = {".txt": "text", ".json": "json", ".md": "md", ".csv": "csv"}


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


def _by_area(request: FootprintsRequest, form: str) -> str:
    """Two files of boundaries against each other; the graph is not asked."""
    from nhsgraph import geo

    if request.body or request.tier or request.against or request.test or request.basis or request.as_of:
        raise UsageError(
            "--boundaries compares two files with each other; leave out bodies, tiers, dates and bases."
        )
    limit = tolerance(request.tolerance)
    first, second = (geo.read(Path(name)) for name in request.boundaries)
    columns = ("a", "b", "relation", "share_of_a", "share_of_b", "jaccard", "square_km")
    rows: list[tuple[Value, ...]] = [
        (p.a, p.b, str(p.alignment), p.share_a, p.share_b, p.jaccard, Decimal(f"{p.area:.3f}"))
        for p in geo.overlaps(first, second, limit)
    ]
    measured = f"Basis: area; weight: square kilometres; tolerance: {limit}. Method: {geo.PROJECTION}."
    notes = [measured, "The files are yours: no source here speaks for them."]
    notes += [
        f"Without a geometry in {one.file}: {', '.join(one.without)}."
        for one in (first, second)
        if one.without
    ]
    return tables.render(Table(columns, rows), "table" if form == "text" else form, notes)
