"""``nhsgraph conflicts``."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from nhsgraph import edge_asking, userdata
from nhsgraph.analyses.conflicts import (
    committees,
    find,
    report,
    report_committees,
    report_suppliers,
    severity,
    summary,
    suppliers,
    suppressions,
    undeclared,
)
from nhsgraph.analyses.conflicts.find import Found, Wanted
from nhsgraph.analyses.conflicts.report import About
from nhsgraph.analyses.conflicts.severity import Scheme
from nhsgraph.analyses.explanation import Explanation, Section
from nhsgraph.analyses.wording import listed
from nhsgraph.cli import session
from nhsgraph.cli.explain import chosen_format, deliver, rendered
from nhsgraph.cli.short import PAGE_FORMATS, ExplainRequest
from nhsgraph.edges import Snapshot
from nhsgraph.errors import UsageError
from nhsgraph.graph import Graph
from nhsgraph.period import parse_date
from nhsgraph.present import sheets

PATTERNS = tuple(f"C-{n:02d}" for n in range(1, 13))
FORMATS = (*PAGE_FORMATS, "csv")
_NOTHING = Found(conflicts=(), suppressed=())
#: Options by field, as typed.
_OPTIONS = {
    "as_of": "--as-of", "first": "--from", "last": "--to", "patterns": "--pattern", "least": "--min-severity",
    "supplier": "--supplier", "person": "--person", "undeclared": "--undeclared", "fail_on": "--fail-on",
    "reason": "--reason", "severity": "--severity",
}  # fmt: skip
#: What each action understands; an option that it would not heed is refused.
_TAKES = {
    "": _OPTIONS.keys() - {"reason", "undeclared"},
    "--undeclared": {"undeclared", "as_of", "person"},
    "show": {"as_of", "severity"},
    "summary": {"as_of", "patterns", "least", "fail_on", "severity"},
    "committee": {"as_of"},
    "suppress": {"reason"},
    "unsuppress": set[str](),
}


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
    chosen = chosen_format(form.format or ("html" if form.open_page else ""), form.output, FORMATS)
    if form.open_page and chosen != "html":
        raise UsageError("--open shows a page. Use it with --format html.")
    action, rest = _action(request)
    own = userdata.folder(session.data_folder(form.dataset))
    if action in {"suppress", "unsuppress"}:
        return _keep_list(own, action, rest, request.reason)
    scheme = severity.load(Path(request.severity) if request.severity else None)
    wanted = _wanted(request, suppressions.read(own))
    limit = _limit(request.fail_on, scheme)
    graph = session.open_graph(form.dataset, form.endpoint)
    desk = _Desk(graph=graph, snapshot=edge_asking.snapshot(graph.reader), scheme=scheme)
    made = desk.answer(action, rest, wanted)
    if chosen == "html":
        deliver(desk.page(action, wanted, made), made.result.code, form)
    elif chosen == "csv":
        # A row an occasion: of one path too.
        paths = report.listing(graph.reader, made.found, About(as_of=wanted.as_of))
        session.write(sheets.render(paths if action == "show" else made.result), form.output)
    else:
        session.write(rendered(made.result, chosen, form), form.output)
    reached = limit is not None and any(c.residual[1] >= limit for c in made.found.conflicts)
    return 1 if reached else 0


def _action(request: ConflictsRequest) -> tuple[str, list[str]]:
    """What is asked for, and the words after it; refuses an option that would not be heeded."""
    words = list(request.words)
    action = words.pop(0) if words and words[0] in _TAKES else ""
    if request.undeclared and not action:
        action = "--undeclared"
    unheeded = [
        option for field, option in _OPTIONS.items()
        if getattr(request, field) and field not in _TAKES[action]
    ]  # fmt: skip
    if unheeded:
        what = f"conflicts {action}".strip()
        raise UsageError(f"{what} does not take {listed(unheeded)}. See: nhsgraph conflicts --help")
    return action, words


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    found: Found
    result: Explanation
    body: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    graph: Graph
    snapshot: Snapshot
    scheme: Scheme

    def answer(self, action: str, rest: list[str], wanted: Wanted) -> _Made:
        """What was asked for, as an explanation, and the paths in it."""
        if action == "show":
            return self._shown(rest, wanted)
        if action == "committee":
            return self._committees(rest, wanted.as_of)
        if len(rest) > 1:
            raise UsageError("give one body; names with spaces go in quotes.")
        self._there(wanted)
        reader, about = self.graph.reader, About(as_of=wanted.as_of)
        if rest:
            about = self._about(rest[0], "Conflict paths", wanted.as_of)
            wanted = replace(wanted, body=about.id)
        if action == "--undeclared":
            gaps = undeclared.gaps(self.snapshot, wanted.body, wanted.person, wanted.as_of)
            return _Made(found=_NOTHING, result=report.undeclared(reader, gaps, about))
        found = find.find(self.snapshot, self.scheme, wanted)
        if action == "summary":
            bands = (name for _, name in self.scheme.bands)
            of = summary.denominator(reader, wanted.as_of, wanted.body)
            lines = summary.summary(self.snapshot, found.conflicts, bands, of, wanted.patterns)
            return _Made(found=found, result=report.summarised(reader, lines, found, about))
        before: tuple[Section, ...] = ()
        if wanted.supplier:
            before = report_suppliers.sections(suppliers.suppliers(self.snapshot, wanted.supplier))
            if not before:
                raise UsageError(
                    f"no provider in this data set has “{wanted.supplier}” in its name. Give less of the name."
                )
        return _Made(found=found, result=report.listing(reader, found, about, before), body=wanted.body)

    def page(self, action: str, wanted: Wanted, made: _Made) -> str:
        """The page: cards for paths; the answers that are counts, gaps or committees in words alone."""
        from nhsgraph.analyses.conflicts.elsewhen import elsewhen
        from nhsgraph.present.html import conflict

        if action not in {"", "show"}:
            return conflict.render(made.result)
        if wanted.as_of is None or action == "show":
            return conflict.render(made.result, made.found.conflicts)
        always = replace(wanted, as_of=None, body=made.body)
        ever = find.find(self.snapshot, self.scheme, always)
        return conflict.render(
            made.result, made.found.conflicts, elsewhen(made.found.conflicts, ever.conflicts)
        )

    def _about(self, typed: str, what: str, day: date | None) -> About:
        body, remark = self.graph.resolve(typed)
        session.remark(remark)
        name = f"{what} of {self.snapshot.name(body, day)}"
        return About(id=body, code=body.split("-", 1)[-1], name=name, as_of=day)

    def _there(self, wanted: Wanted) -> None:
        people = self.snapshot["people"]["id"]
        if wanted.person and self.snapshot.number(wanted.person) not in people:
            raise UsageError(
                f"no person in this data set has the id “{wanted.person}”. "
                "A list of paths has the ids with: nhsgraph conflicts --format csv"
            )

    def _shown(self, rest: list[str], wanted: Wanted) -> _Made:
        if len(rest) != 1:
            raise UsageError(
                "give the id of one path, as a list of paths prints it: nhsgraph conflicts show C-03-3b8b8f67ca"
            )
        id_ = rest[0][:4].upper() + rest[0][4:].lower()
        if id_ in wanted.suppressed:
            raise UsageError(
                f"{id_} is on your list of paths that are not shown: {wanted.suppressed[id_]}. "
                f"To take it off: nhsgraph conflicts unsuppress {id_}"
            )
        asked = Wanted(patterns=frozenset({id_[:4]}), as_of=wanted.as_of)
        for conflict in find.find(self.snapshot, self.scheme, asked).conflicts:
            if conflict.id == id_:
                found = Found(conflicts=(conflict,), suppressed=())
                decisions = {one.decision for one in conflict.occasions}
                items = {
                    key: report_committees.item(one)
                    for key, one in committees.items(self.snapshot, decisions).items()
                }
                about = About(as_of=wanted.as_of)
                return _Made(found=found, result=report.shown(self.graph.reader, conflict, about, items))
        when = f" on {wanted.as_of}" if wanted.as_of else ""
        raise UsageError(
            f"no path has the id “{rest[0]}” in this data set{when}. List them with: nhsgraph conflicts"
        )

    def _committees(self, rest: list[str], day: date | None) -> _Made:
        if len(rest) != 1:
            raise UsageError(
                "give a body, or the id of a committee or a meeting: nhsgraph conflicts committee X01"
            )
        number, wanted = self.snapshot.number(rest[0]), rest[0]
        meeting = number in self.snapshot["meetings"]["id"]
        if meeting and day:
            raise UsageError("a meeting has a date of its own; leave out --as-of.")
        if meeting or number in self.snapshot["terms_of_reference"]["id"]:
            about = About(id=wanted, code=wanted, name="Committees", as_of=day or report.LAST)
        else:
            about = self._about(wanted, "Committees", day or report.LAST)
            wanted = about.id
        found = committees.sittings(self.snapshot, wanted, day or report.LAST, day)
        return _Made(found=_NOTHING, result=report_committees.report(self.graph.reader, found, about))


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
    kept = suppressions.read(own)
    if action == "suppress":
        if not reason:
            raise UsageError("give the reason with --reason; it is shown in place of the path.")
        if not suppressions.is_id(rest[0]):
            raise UsageError(
                f"“{rest[0]}” is not the id of a path; a list of paths prints them: nhsgraph conflicts"
            )
        kept[rest[0]] = reason
    elif kept.pop(rest[0], None) is None:
        raise UsageError(f"“{rest[0]}” is not on the list of paths that are not shown.")
    suppressions.write(own, kept)
    session.remark(f"{len(kept)} on the list of paths that are not shown, in {own / suppressions.FILE}.")
    return 0
