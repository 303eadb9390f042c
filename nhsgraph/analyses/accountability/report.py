"""The results of ``nhsgraph chain``: chains, the matrix, gaps, and why not, as cited sections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from nhsgraph.analyses import explain
from nhsgraph.analyses.accountability import area as areas
from nhsgraph.analyses.accountability import chains, matrix, policy, telling, why_not
from nhsgraph.analyses.accountability.area import Area
from nhsgraph.analyses.accountability.chains import Chain
from nhsgraph.analyses.accountability.policy import MANDATE, Policy
from nhsgraph.analyses.accountability.why_not import CLASS_TO_ROLE, TEAM_CLASSES, End
from nhsgraph.analyses.explain.context import Context, cites, name_on
from nhsgraph.analyses.explanation import Cite, Explanation, Section, Statement
from nhsgraph.errors import UsageError
from nhsgraph.period import Holds
from nhsgraph.views import Reader

#: The date for questions about the country when none is given: the documents' centre.
DEFAULT_DAY = date(2016, 4, 1)


def chain(
    reader: Reader,
    body_id: str,
    as_of: date | None = None,
    *,
    function: str = "",
    to: End | None = None,
    all_functions: bool = False,
) -> Explanation:
    """Every upward chain of a body on a date, function by function, alike functions together.

    ``function`` keeps one; ``to`` the chains that reach a kind of body; ``all_functions`` tells each by itself.
    Raises :class:`~nhsgraph.errors.UsageError` for an unknown function.
    """
    context, kind_label = explain.subject(reader, body_id, as_of)
    rules = policy.read(reader)
    name = function_named(rules, function)
    role, area, first = place(context, rules)
    sections = [Section(key="level", title="Level", statements=(telling.level(area), *first))]
    if not role:
        sections = [
            Section(key="level", title="Accountability", statements=first or (_no_line(context, area.as_of),))
        ]
    else:
        found = {
            level: _by_function(rules, area, role, level, name, to.role if to else "")
            for level in area.levels
        }
        sections += _sections(rules, area, role, found, whole=bool(name or to), apart=all_functions)
    return result(context, kind_label, as_of, sections)


def matrix_of(reader: Reader, body_id: str, as_of: date | None = None, *, function: str = "") -> Explanation:
    """The five roles by function for a CCG on a date, or for the possible levels side by side."""
    context, kind_label = explain.subject(reader, body_id, as_of)
    rules = policy.read(reader)
    _, area, first = place(context, rules)
    table = matrix.table(rules, area, function_named(rules, function))
    sections = [
        Section(key="level", title="Level", statements=(telling.level(area), *first)),
        Section(key="matrix", title="Who has which role", statements=(), table=table),
    ]
    return result(context, kind_label, as_of, sections)


def why_not_between(
    reader: Reader, party: End, above: End, ccg: str = "", as_of: date | None = None
) -> Explanation:
    """Why one kind of body does not answer to another, in the area of a CCG or in the country at large."""
    day = as_of or DEFAULT_DAY
    rules = policy.read(reader)
    area = areas.national(day)
    if ccg:
        context, _ = explain.subject(reader, ccg, as_of)
        area, day = areas.of_ccg(context), context.as_of
    ends = [_named(end, rules, area) for end in (party, above)]
    section = Section(
        key="why-not",
        title=f"Does {ends[0].label} answer to {ends[1].label}?",
        statements=tuple(why_not.statements(rules, area, *ends)),
    )
    return Explanation(
        id="why-not",
        code="why-not",
        kind="question",
        kind_label="question",
        name=f"{ends[0].label} – {ends[1].label}",
        as_of=day,
        as_of_chosen=as_of is not None,
        headline=(),
        sections=(section,),
        sources=explain.sources_of(reader, [section]),
    )


def _named(end: End, rules: Policy, area: Area) -> End:
    return end if end.label else End(label=area.actor(rules, end.role).label, role=end.role, kind=end.kind)


def function_named(rules: Policy, text: str) -> str:
    """A function by its code, in any case; raises :class:`~nhsgraph.errors.UsageError` naming those there are."""
    if not text:
        return ""
    wanted = text.upper() if text.upper().startswith("F-") else f"F-{text.upper()}"
    if wanted not in rules.functions:
        raise UsageError(f"there is no function “{text}”. There are: {', '.join(rules.functions)}.")
    return wanted


def place(context: Context, rules: Policy) -> tuple[str, Area, tuple[Statement, ...]]:
    """The kind of body asked about, its area, and what has to be said of it first."""
    kind, day = context.body.kind, context.as_of
    if kind == "CCG":
        return "ccg", areas.of_ccg(context), ()
    if kind == "GPPractice":
        now = [r for r in context.rows("practice_memberships") if r.holds(day) is Holds.YES]
        if now and (ccg := now[0].code("commissioner")).startswith("ccg-"):
            commissioner, _ = explain.subject(context.reader, ccg, day)
            area = areas.of_ccg(commissioner)
            own = areas.Actor(label=context.body.label, body=context.body.id, cites=cites(now))
            return "practice", replace(area, actors={**area.actors, "practice": own}), ()
        return "practice", areas.national(day), ()
    if kind in TEAM_CLASSES:
        team = next(x for x in rules.exclusions if x.party == "NHSETeam")
        text = f"{context.body.label} is no party of its own: {team.note}. What follows is the line of NHS England."
        statement = Statement(
            key="unit", text=text, cites=team.cites, grade="stated", facts={"rule": team.rule}
        )
        return "nhse", areas.national(day), (statement,)
    for role in rules.roles.values():
        if role.body == context.body.id:
            return role.id, areas.national(day), ()
    area = areas.national(day)
    role_name = CLASS_TO_ROLE.get(kind, "")
    if role_name:
        own = areas.Actor(label=context.body.label, body=context.body.id)
        area = replace(area, actors={role_name: own})
    told = [
        Statement(
            key=f"excluded-{x.party or x.above}",
            text=f"Nothing binding leads {'from' if x.party else 'to'} it: {x.note} (rule {x.rule}).",
            cites=x.cites,
            grade="stated",
            facts={"rule": x.rule, "binding": False},
        )
        for x in rules.exclusions
        if kind in {x.party, x.above}
    ]
    return role_name, area, tuple(told)


def _no_line(context: Context, day: date) -> Statement:
    return Statement(
        key="none",
        text=f"No line of accountability of {context.body.label or context.body.code} on {day} is known here.",
        cites=cites([context.body.row]),
        facts={"lines": 0},
        gap=True,
    )


def _by_function(
    rules: Policy, area: Area, role: str, level: str, function: str, to: str
) -> dict[str, tuple[Chain, ...]]:
    found = {}
    for name in [function] if function else rules.functions_at(level, area.as_of):
        if name == MANDATE and role != "nhse" and not function:
            continue
        if role == "ccg":
            own = chains.of_function(rules, name, level, area.as_of)
        else:
            own = chains.of_party(rules, role, name, level, area.as_of)
            if role == "nhse":
                own = (*own, *chains.retained(rules, name, level, area.as_of))
        if to:
            own = tuple(x for x in own if any(line.above == to for line in x.hops))
        if own or (role == "ccg" and not to):
            found[name] = own
    return found


def _sections(
    rules: Policy,
    area: Area,
    role: str,
    found: dict[str, dict[str, tuple[Chain, ...]]],
    *,
    whole: bool,
    apart: bool,
) -> Iterator[Section]:
    first = area.levels[0]
    shapes = {n: {_shape(rules, area, at, n, by, role) for at, by in found.items()} for n in found[first]}
    same = [name for name, alike in shapes.items() if len(alike) == 1]
    groups = _groups({name: found[first][name] for name in same}, apart=apart)
    yield from _told(rules, area, role, first, groups, "", whole)
    if not area.known:
        depends = list(dict.fromkeys(name for by in found.values() for name in by if name not in same))
        common = {name: _common(rules, area, role, found, name) for name in depends}
        for names, own in _groups({n: c for n, c in common.items() if c}, apart=apart):
            statements = tuple(telling.chains(rules, area, own, names, "hop", whole=whole))
            title = f"At every level: {_listing(rules, names)}"
            yield Section(key=f"every-level-{names[0]}", title=title, statements=statements)
        for level in area.levels:
            others = {
                name: tuple(c for c in own if c.shape() not in {x.shape() for x in common.get(name, ())})
                for name, own in found[level].items()
                if name not in same
            }
            yield from _told(rules, area, role, level, _groups(others, apart=apart), level, whole)
    if not any(found.values()):
        yield Section(
            key="none",
            title="Chains",
            statements=(
                Statement(
                    key="none",
                    text="No such chain is known here.",
                    cites=area.level_cites or (Cite(source="doc-S0", record="S0-47"),),
                    facts={"chains": 0},
                    gap=True,
                ),
            ),
        )
    elif not whole and any(
        line.function == MANDATE
        for by in found.values()
        for own in by.values()
        for c in own
        for line in c.hops
    ):
        statements = tuple(telling.upward(rules, area))
        yield Section(key="upward", title="From NHS England to Parliament", statements=statements)


def _shape(
    rules: Policy, area: Area, level: str, name: str, found: dict[str, tuple[Chain, ...]], role: str
) -> tuple[object, ...]:
    """What has to be the same for a function to read the same: chains, and who has which role."""
    entries = matrix.entries(rules, level, area.as_of, name) if role == "ccg" else ()
    told = tuple(entry.shown(rules, area) for entry in entries)
    return (tuple(chain.shape() for chain in found.get(name, ())), told)


def _common(
    rules: Policy, area: Area, role: str, found: dict[str, dict[str, tuple[Chain, ...]]], name: str
) -> tuple[Chain, ...]:
    """The chains of a function that are the same at every level."""
    if role == "ccg":
        return chains.common(rules, name, area.levels, area.as_of)
    first, *rest = (by.get(name, ()) for by in found.values())
    shapes = [{chain.shape() for chain in own} for own in rest]
    return tuple(chain for chain in first if all(chain.shape() in own for own in shapes))


def _groups(found: dict[str, tuple[Chain, ...]], *, apart: bool) -> list[tuple[list[str], tuple[Chain, ...]]]:
    """Functions with the same chains together, in order of the first; each by itself where asked for."""
    groups: dict[object, tuple[list[str], tuple[Chain, ...]]] = {}
    for name, own in found.items():
        key = name if apart else tuple(chain.shape() for chain in own)
        groups.setdefault(key, ([], own))[0].append(name)
    return list(groups.values())


def _told(
    rules: Policy,
    area: Area,
    role: str,
    level: str,
    groups: Sequence[tuple[list[str], tuple[Chain, ...]]],
    only: str,
    whole: bool,
) -> Iterator[Section]:
    for number, (names, own) in enumerate(groups, start=1):
        statements = [telling.roles(rules, area, name, level) for name in names] if role == "ccg" else []
        statements += telling.chains(rules, area, own, names, "hop", whole=whole)
        if not own and role == "ccg":
            statements.append(_none_of(rules, area, names))
        if not statements:
            continue
        label = _listing(rules, names)
        title = f"If {only.replace('-', ' ')}: {label}" if only else label
        yield Section(key=f"{only or 'chains'}-{number}", title=title, statements=tuple(statements))


def _listing(rules: Policy, names: Sequence[str]) -> str:
    return ", ".join(names) if len(names) > 1 else f"{names[0]} {rules.functions[names[0]].label}"


def _none_of(rules: Policy, area: Area, names: Iterable[str]) -> Statement:
    listing = list(names)
    found = [cite for name in listing for cite in rules.functions[name].cites]
    cells = [c for name in listing for c in rules.cells_at(area.levels[0], area.as_of, name)]
    found += [cite for cell in cells for cite in cell.cites]
    return Statement(
        key="none",
        text="No line of accountability above is documented.",
        cites=tuple(dict.fromkeys(found)),
        facts={"functions": listing, "chains": 0},
        gap=True,
    )


def result(context: Context, kind_label: str, as_of: date | None, sections: Sequence[Section]) -> Explanation:
    """Sections about a body as a result, with the sources they cite."""
    return Explanation(
        id=context.body.id,
        code=context.body.code,
        kind=context.body.kind,
        kind_label=kind_label,
        name=name_on(context.reader, context.body.iri, context.as_of) or context.body.label,
        as_of=context.as_of,
        as_of_chosen=as_of is not None,
        headline=(kind_label,),
        sections=tuple(sections),
        sources=explain.sources_of(context.reader, sections),
    )
