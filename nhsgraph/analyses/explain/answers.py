"""“Who it answers to” as a tree and “Who decides what” as a table, for a CCG; and the answer for one function."""

from __future__ import annotations

from collections.abc import Iterator

from nhsgraph.analyses.accountability import area as areas
from nhsgraph.analyses.accountability import chains, matrix, policy, telling
from nhsgraph.analyses.accountability.area import Area
from nhsgraph.analyses.accountability.policy import MANDATE, Policy
from nhsgraph.analyses.explain.context import Context
from nhsgraph.analyses.explanation import Row, Section, Statement, Table
from nhsgraph.errors import UsageError
from nhsgraph.period import Holds

#: The functions whose chains are told here; ``nhsgraph chain`` tells all.
OUTLINE = ("F-PMS", "F-GPPERF", "F-SECCOMM", "F-COI")


def sections(context: Context) -> tuple[Section, ...]:
    """The two sections of a CCG."""
    rules, area = policy.read(context.reader), areas.of_ccg(context)
    return (
        Section(
            key="answers",
            title="Who it answers to",
            statements=(*_outline(rules, area), *telling.upward(rules, area), *_partnership(rules, area)),
        ),
        Section(key="decides", title="Who decides what", statements=(), table=_deciders(rules, area)),
    )


def of_function(
    context: Context, kind_label: str, function: str
) -> tuple[tuple[str, ...], tuple[Section, ...]]:
    """Headline and sections for one function: the level, the roles in a sentence for each level, and the chains.

    Raises :class:`~nhsgraph.errors.UsageError` for an unknown function or a body that is no CCG.
    """
    from nhsgraph.analyses.explain import identity, level

    if context.body.kind != "CCG":
        raise UsageError("--function explains a CCG. For other bodies: nhsgraph chain BODY --function F")
    rules, area = policy.read(context.reader), areas.of_ccg(context)
    name = function.upper() if function.upper().startswith("F-") else f"F-{function.upper()}"
    if name not in rules.functions:
        raise UsageError(f"there is no function “{function}”. There are: {', '.join(rules.functions)}.")
    statements = list[Statement]()
    for at in area.levels:
        prefix = "" if area.known else f"{at}-"
        roles = telling.roles(rules, area, name, at, prefix)
        own = chains.of_function(rules, name, at, area.as_of)
        if area.known:
            statements += [roles, *telling.chains(rules, area, own, [name], "hop", whole=True)]
            continue
        said = f"If {at.replace('-', ' ')}: {roles.text}"
        statements.append(
            Statement(key=roles.key, text=said, cites=roles.cites, grade=roles.grade, facts=roles.facts)
        )
        statements += telling.chains(rules, area, own, [name], f"{prefix}hop", whole=False)
    if not area.known:
        statements += telling.upward(rules, area)
    title = f"{name} {rules.functions[name].label}"
    return (title,), (
        identity.section(context, kind_label),
        level.section(context),
        Section(key="function", title=title, statements=tuple(statements)),
    )


def _outline(rules: Policy, area: Area) -> Iterator[Statement]:
    """Who has which role and the chains of the outline's functions, where they are the same at every possible level."""
    for function in OUTLINE:
        told = {at: telling.roles(rules, area, function, at) for at in area.levels}
        alike = len({s.text for s in told.values()}) == 1
        if alike:
            yield next(iter(told.values()))
        else:
            yield from _differs(rules, area, function)
        if area.known:
            own = chains.of_function(rules, function, area.levels[0], area.as_of)
        else:
            own = chains.common(rules, function, area.levels, area.as_of)
        for hop in telling.chains(rules, area, own, [function], f"hop-{function}", whole=False):
            yield Statement(
                key=hop.key,
                text=hop.text,
                cites=hop.cites,
                grade=hop.grade,
                depth=hop.depth + 1,
                facts=hop.facts,
            )


def _differs(rules: Policy, area: Area, function: str) -> Iterator[Statement]:
    """Roles that depend on the level: those that do not, then who decides at each."""
    entries = {at: {e.role: e for e in matrix.entries(rules, at, area.as_of, function)} for at in area.levels}
    fixed = [
        f"holds: {e.shown(rules, area)}"
        for e in [entries[area.levels[0]]["holds"]]
        if len({own["holds"].shown(rules, area) for own in entries.values()}) == 1
    ]
    shown = {at: own["decides"].shown(rules, area) for at, own in entries.items()}
    if len(set(shown.values())) == 1:
        decided = f"decides: {shown[area.levels[0]]}"
    else:
        each = [f"{label} if {at.replace('-', ' ')}" for at, label in shown.items()]
        decided = f"who decides depends on the level: {'; '.join(each)}"
    cells = [c for own in entries.values() for role in ("holds", "decides") for c in own[role].cells]
    yield Statement(
        key=f"roles-{function}",
        text=f"{function} {rules.functions[function].label} – " + "; ".join([*fixed, decided]) + ".",
        cites=tuple(dict.fromkeys(cite for cell in cells for cite in cell.cites)),
        grade="stated",
        facts={
            "function": function,
            "level": None,
            "deciders": {at: [c.holder for c in own["decides"].cells] for at, own in entries.items()},
        },
    )


def _deciders(rules: Policy, area: Area) -> Table:
    """Holder and decider of every function, at the level or at each possible one."""
    rows = []
    for function in rules.functions_at(area.levels[-1], area.as_of):
        if function == MANDATE:
            continue
        own = {at: {e.role: e for e in matrix.entries(rules, at, area.as_of, function)} for at in area.levels}
        deciders = [entries["decides"].shown(rules, None) for entries in own.values()]
        shown = deciders if area.known or len(set(deciders)) > 1 else [deciders[0], "the same", "the same"]
        cells = [c for entries in own.values() for role in ("holds", "decides") for c in entries[role].cells]
        rows.append(
            Row(
                cells=(
                    f"{function} {rules.functions[function].label}",
                    own[area.levels[0]]["holds"].shown(rules, None),
                    *shown,
                ),
                cites=tuple(dict.fromkeys(cite for cell in cells for cite in cell.cites))
                or rules.functions[function].cites,
            )
        )
    heads = (
        (("decides", "Decides"),)
        if area.known
        else tuple((f"decides_{at.replace('-', '_')}", f"If {at.replace('-', ' ')}") for at in area.levels)
    )
    return Table(
        columns=(("function", "Function"), ("holds", "Holds in law"), *heads),
        rows=tuple(rows),
        caption="Who decides; a dash: not documented. All five roles: nhsgraph chain BODY --matrix",
    )


def _partnership(rules: Policy, area: Area) -> Iterator[Statement]:
    cells = [
        cell
        for cell in rules.cells_at(area.levels[0], area.as_of, "F-STPPLAN")
        if cell.holder == "none" and cell.on(area.as_of) is Holds.YES
    ]
    if cells:
        yield Statement(
            key="partnership",
            text="An STP changes none of this: it is a partnership without a basis in law.",
            cites=tuple(dict.fromkeys(cite for cell in cells for cite in cell.cites)),
            grade="stated",
            facts={"function": "F-STPPLAN", "holder": None},
        )
