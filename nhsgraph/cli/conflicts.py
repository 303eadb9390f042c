"""``nhsgraph conflicts``."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from nhsgraph import edge_asking, userdata
from nhsgraph.analyses.conflicts import find, report, severity, summary, suppressions, undeclared
from nhsgraph.analyses.conflicts.find import Found, Wanted
from nhsgraph.analyses.conflicts.report import About
from nhsgraph.analyses.conflicts.severity import Scheme
from nhsgraph.analyses.explanation import Explanation
from nhsgraph.cli import session
from nhsgraph.cli.explain import chosen_format, deliver, rendered
from nhsgraph.cli.short import PAGE_FORMATS, ExplainRequest
from nhsgraph.edges import Snapshot
from nhsgraph.errors import UsageError
from nhsgraph.graph import Graph
from nhsgraph.period import parse_date

PATTERNS = tuple(f"C-{n:02d}" for n in range(1, 13))
ACTIONS = ("show", "summary", "suppress", "unsuppress")


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictsRequest:
    """A call of ``nhsgraph conflicts``; texts as typed."""

    words: tuple[str, ...] = ()
    as_of: str = ""
    first: str = ""
    last: str = ""
    patterns: tuple[str, ...] = ()
    least: int = 0
    supplier: str = ""
    person: str = ""
    undeclared: bool = False
    fail_on: str = ""
    reason: str = ""
    severity: str = ""
    form: ExplainRequest


def run(request: ConflictsRequest) -> int:
    """Find paths, show one, sum up, or keep the list of those not shown; returns the exit code (1 with ``--fail-on``)."""
    form = request.form
    chosen = chosen_format(form.format or ("html" if form.open_page else ""), form.output, PAGE_FORMATS)
    if form.open_page and chosen != "html":
        raise UsageError("--open shows a page. Use it with --format html.")
    scheme = severity.load(Path(request.severity) if request.severity else None)
    own = userdata.folder(session.data_folder(request.form.dataset))
    action, *rest = request.words or ("",)
    if action in {"suppress", "unsuppress"}:
        return _keep_list(own, action, rest, request.reason)
    wanted = _wanted(request, suppressions.read(own))
    limit = _limit(request.fail_on, scheme)
    graph = session.open_graph(request.form.dataset, request.form.endpoint)
    snapshot = edge_asking.snapshot(graph.reader)
    found, result = _answer(graph, snapshot, scheme, wanted, request)
    if chosen == "html":
        deliver(_page(snapshot, scheme, wanted, found, result, request), result.code, form)
    else:
        session.write(rendered(result, chosen, form), form.output)
    return 1 if limit is not None and any(c.residual[1] >= limit for c in found.conflicts) else 0


def _page(
    snapshot: Snapshot,
    scheme: Scheme,
    wanted: Wanted,
    found: Found,
    result: Explanation,
    request: ConflictsRequest,
) -> str:
    """The page: cards for paths; the answers that are counts or gaps in words alone."""
    from nhsgraph.analyses.conflicts.elsewhen import elsewhen
    from nhsgraph.present.html import conflict

    action = request.words[0] if request.words else ""
    if action == "summary" or request.undeclared:
        return conflict.render(result)
    if wanted.as_of is None or action == "show":
        return conflict.render(result, found.conflicts)
    body = result.id if request.words else ""
    ever = find.find(snapshot, scheme, replace(wanted, as_of=None, body=body))
    return conflict.render(result, found.conflicts, elsewhen(found.conflicts, ever.conflicts))


def _answer(
    graph: Graph, snapshot: Snapshot, scheme: Scheme, wanted: Wanted, request: ConflictsRequest
) -> tuple[Found, Explanation]:
    action, *rest = request.words or ("",)
    about = About(as_of=wanted.as_of)
    if action == "show":
        return _shown(graph, snapshot, scheme, rest, about)
    named = rest if action == "summary" else list(request.words)
    if len(named) > 1:
        raise UsageError("give one body; names with spaces go in quotes.")
    if named:
        body, remark = graph.resolve(named[0])
        session.remark(remark)
        wanted = replace(wanted, body=body)
        about = About(
            id=body,
            code=body.split("-", 1)[-1],
            name=f"Conflict paths of {snapshot.labels.get(body, body)}",
            as_of=wanted.as_of,
        )
    if request.undeclared:
        return Found(conflicts=(), suppressed=()), report.undeclared(
            graph.reader, undeclared.gaps(snapshot, wanted.body), about
        )
    found = find.find(snapshot, scheme, wanted)
    if action == "summary":
        of = summary.denominator(graph.reader, wanted.as_of)
        lines = summary.summary(snapshot, found.conflicts, (name for _, name in scheme.bands), of)
        return found, report.summarised(graph.reader, lines, found, about)
    return found, report.listing(graph.reader, found, about)


def _shown(
    graph: Graph, snapshot: Snapshot, scheme: Scheme, rest: list[str], about: About
) -> tuple[Found, Explanation]:
    if len(rest) != 1:
        raise UsageError(
            "give the id of one path, as a list of paths prints it: nhsgraph conflicts show C-03-3b8b8f67ca"
        )
    pattern = rest[0][:4].upper()
    found = find.find(snapshot, scheme, Wanted(patterns=frozenset({pattern})))
    for conflict in found.conflicts:
        if conflict.id.casefold() == rest[0].casefold():
            return Found(conflicts=(conflict,), suppressed=()), report.shown(graph.reader, conflict, about)
    raise UsageError(f"no path has the id “{rest[0]}” in this data set. List them with: nhsgraph conflicts")


def _wanted(request: ConflictsRequest, suppressed: dict[str, str]) -> Wanted:
    for pattern in request.patterns:
        if pattern.upper() not in PATTERNS:
            raise UsageError(f"there is no pattern “{pattern}”. Choose from {', '.join(PATTERNS)}.")
    first, last = _date(request.first), _date(request.last)
    if request.as_of and (first or last):
        raise UsageError("--as-of asks for a day and --from and --to for a period; give one of them.")
    if first and last and last <= first:
        raise UsageError(f"the period ends on {last}, not after its start on {first}.")
    return Wanted(
        as_of=session.day(request.as_of),
        first=first,
        last=last,
        patterns=frozenset(p.upper() for p in request.patterns),
        supplier=request.supplier,
        person=request.person,
        least=request.least,
        suppressed=suppressed,
    )


def _date(text: str) -> date | None:
    return parse_date(text) if text else None


def _limit(band: str, scheme: Scheme) -> int | None:
    if not band:
        return None
    try:
        return scheme.least(band)
    except KeyError:
        raise UsageError(
            f"there is no band “{band}”. Choose from {', '.join(name for _, name in scheme.bands)}."
        ) from None


def _keep_list(own: Path, action: str, rest: list[str], reason: str) -> int:
    if len(rest) != 1:
        raise UsageError(f"give the id of one path: nhsgraph conflicts {action} ID")
    listed = suppressions.read(own)
    if action == "suppress":
        if not reason:
            raise UsageError("give the reason with --reason; it is shown in place of the path.")
        if not suppressions.is_id(rest[0]):
            raise UsageError(
                f"“{rest[0]}” is not the id of a path; a list of paths prints them: nhsgraph conflicts"
            )
        listed[rest[0]] = reason
    elif listed.pop(rest[0], None) is None:
        raise UsageError(f"“{rest[0]}” is not on the list of paths that are not shown.")
    suppressions.write(own, listed)
    session.remark(f"{len(listed)} on the list of paths that are not shown, in {own / suppressions.FILE}.")
    return 0
