"""The results of ``nhsgraph chain``: chains, the matrix, gaps, and why not, as cited sections."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date

from nhsgraph.analyses import explain
from nhsgraph.analyses.accountability import area as areas
from nhsgraph.analyses.accountability import chains, matrix, policy, telling, why_not
from nhsgraph.analyses.accountability.area import Area
from nhsgraph.analyses.accountability.chains import Chain
from nhsgraph.analyses.accountability.ends import CLASS_TO_ROLE, COMMITTEE_ROLES, TEAM_CLASSES, End
from nhsgraph.analyses.accountability.policy import MANDATE, Policy
from nhsgraph.analyses.explain.context import Context, cites
from nhsgraph.analyses.explanation import Explanation, Section, Statement
from nhsgraph.analyses.wording import listed
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
    if not role or not any(
        line.party == role for level in area.levels for line in rules.lines_at(level, area.as_of)
    ):
        sections = [
            Section(key="level", title="Accountability", statements=first or (_no_line(context, area.as_of),))
        ]
        return result(context, kind_label, as_of, sections)
    found = {level: _by_function(rules, area, role, level, name) for level in area.levels}
    if to:
        there = not to.body or not _is_outside(context.reader, rules, area, to)
        found = {level: _reaching(by, to.role if there else "") for level, by in found.items()}
    sections = [Section(key="level", title="Level", statements=(telling.level(area), *first))]
    if any(found.values()):
        sections += _sections(rules, area, role, found, whole=bool(name or to), apart=all_functions)
    else:
        sections.append(Section(key="none", title="Chains", statements=(_none_found(context, name, to),)))
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


def why_not_between(reader: Reader, party: End, above: End, as_of: date | None = None) -> Explanation:
    """Why one kind of body, or one body, does not answer to another: in the area of the CCG of either, else in the country.

    Raises :class:`~nhsgraph.errors.UsageError` where both ends are the same.
    """
    if (party.role, party.kind, party.body) == (above.role, above.kind, above.body):
        raise UsageError(
            "both ends are the same body. Name two, for example: nhsgraph chain --why-not 05T QGH"
        )
    rules = policy.read(reader)
    area = _area_of(reader, rules, (party, above), as_of)
    ends = _named(party, rules, area), _named(above, rules, area)
    outside = [end for end in ends if end.body and _is_outside(reader, rules, area, end)]
    section = Section(
        key="why-not",
        title=f"Does {ends[0].label} answer to {ends[1].label}?",
        statements=tuple(why_not.statements(rules, area, *ends, outside=outside)),
    )
    return Explanation(
        id="why-not",
        code="why-not",
        kind="question",
        kind_label="question",
        name=f"{ends[0].label} – {ends[1].label}",
        as_of=area.as_of,
        as_of_chosen=as_of is not None,
        headline=(),
        sections=(section,),
        sources=explain.sources_of(reader, [section]),
    )


def _area_of(reader: Reader, rules: Policy, ends: Sequence[End], as_of: date | None) -> Area:
    """The area of the first end that is a CCG, else of the first that has one, else the country."""
    bodies = [explain.subject(reader, end.body, as_of)[0] for end in ends if end.body]
    for context in sorted(bodies, key=lambda found: found.body.kind != "CCG"):
        area = place(context, rules)[1]
        if area.code:
            return area
    on_default = all(
        (b.body.begins is None or b.body.begins <= DEFAULT_DAY)
        and (b.body.ends is None or b.body.ends > DEFAULT_DAY)
        for b in bodies
    )
    return areas.national(as_of or (DEFAULT_DAY if on_default else min(b.as_of for b in bodies)))


def _is_outside(reader: Reader, rules: Policy, area: Area, end: End) -> bool:
    """Whether a body that has a role belongs to the area of another CCG."""
    national = any(role.body == end.body for role in rules.roles.values())
    if not area.code or national or not end.role or end.body in area.bodies:
        return False
    context, _ = explain.subject(reader, end.body, area.as_of)
    return place(context, rules)[1].code != area.code


def _named(end: End, rules: Policy, area: Area) -> End:
    return end if end.label else replace(end, label=area.actor(rules, end.role).label)


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
    if kind in COMMITTEE_ROLES:
        rows = context.reader.rows("committee_of", body=context.body.iri)
        for row in rows:
            if row.code("ccg").startswith("ccg-"):
                area = areas.of_ccg(explain.subject(context.reader, row.code("ccg"), day)[0])
                own = areas.Actor(label=context.body.label, body=context.body.id, cites=cites(rows))
                committee = COMMITTEE_ROLES[kind]
                return committee, replace(area, actors={**area.actors, committee: own}), ()
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
        if kind in {x.party, x.above} and "" in {x.party, x.above}
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


def _none_found(context: Context, function: str, to: End | None) -> Statement:
    wanted = (f" for {function}" if function else "") + (
        f" that reaches {to.label or to.asked}" if to else ""
    )
    return Statement(
        key="none",
        text=f"No chain of {context.body.label or context.body.code}{wanted} is known here.",
        cites=cites([context.body.row]),
        facts={"chains": 0},
        gap=True,
    )


def _by_function(
    rules: Policy, area: Area, role: str, level: str, function: str
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
        if own or role == "ccg":
            found[name] = own
    return found


def _reaching(found: dict[str, tuple[Chain, ...]], role: str) -> dict[str, tuple[Chain, ...]]:
    """The chains that reach a kind of body, by function."""
    kept = {
        name: tuple(x for x in own if any(line.above == role for line in x.hops))
        for name, own in found.items()
    }
    return {name: own for name, own in kept.items() if own}


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
            silent = {name for name, own in common.items() if own}
            yield from _told(rules, area, role, level, _groups(others, apart=apart), level, whole, silent)
    if not whole and any(
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
    silent: Collection[str] = (),
) -> Iterator[Section]:
    """Groups of functions as sections; that one has no chain is said of all but the ``silent``, whose chains were told."""
    for number, (names, own) in enumerate(groups, start=1):
        statements = [telling.roles(rules, area, name, level) for name in names] if role == "ccg" else []
        statements += telling.chains(rules, area, own, names, "hop", whole=whole)
        if not own and role == "ccg" and (alone := [name for name in names if name not in silent]):
            statements.append(_none_of(rules, area, alone, whole=alone == names))
        if not statements:
            continue
        label = _listing(rules, names)
        title = f"If {only.replace('-', ' ')}: {label}" if only else label
        yield Section(key=f"{only or 'chains'}-{number}", title=title, statements=tuple(statements))


def _listing(rules: Policy, names: Sequence[str]) -> str:
    return ", ".join(names) if len(names) > 1 else f"{names[0]} {rules.functions[names[0]].label}"


def _none_of(rules: Policy, area: Area, listing: Sequence[str], *, whole: bool) -> Statement:
    """That functions have no chain; named where others of their group have one elsewhere."""
    whose = "" if whole else f" for {listed(list(listing))}"
    found = [cite for name in listing for cite in rules.functions[name].cites]
    cells = [c for name in listing for c in rules.cells_at(area.levels[0], area.as_of, name)]
    found += [cite for cell in cells for cite in cell.cites]
    return Statement(
        key="none",
        text=f"No line of accountability above is documented{whose}.",
        cites=tuple(dict.fromkeys(found)),
        facts={"functions": list(listing), "chains": 0},
        gap=True,
    )


def result(context: Context, kind_label: str, as_of: date | None, sections: Sequence[Section]) -> Explanation:
    """Sections about a body as a result, with the sources they cite."""
    return Explanation(
        id=context.body.id,
        code=context.body.code,
        kind=context.body.kind,
        kind_label=kind_label,
        name=context.body.label or context.body.code,
        as_of=context.as_of,
        as_of_chosen=as_of is not None,
        headline=(kind_label,),
        sections=tuple(sections),
        sources=explain.sources_of(context.reader, sections),
    )
