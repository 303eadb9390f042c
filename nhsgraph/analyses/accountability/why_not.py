"""Why one body does not answer to another: the rule that excludes it, or the first hop that is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from nhsgraph.analyses.accountability import chains
from nhsgraph.analyses.accountability.area import Area
from nhsgraph.analyses.accountability.ends import End
from nhsgraph.analyses.accountability.policy import Exclusion, Line, Policy
from nhsgraph.analyses.explanation import Statement
from nhsgraph.analyses.wording import listed


def statements(
    policy: Policy, area: Area, party: End, above: End, outside: Sequence[End] = ()
) -> Iterator[Statement]:
    """The answer: exclusions that apply, the lines that there are all the same, else the first hop that is missing.

    ``outside`` are the ends that are bodies of another area.
    """
    excluded = _excluded(policy, party, above)
    named = (*party.cites, *above.cites)
    for number, exclusion in enumerate(excluded, start=1):
        yield Statement(
            key=f"excluded-{number}",
            text=f"No binding line leads from {party.label} to {above.label}: {exclusion.note} "
            f"(rule {exclusion.rule}).",
            cites=tuple(dict.fromkeys((*exclusion.cites, *named))),
            grade="stated",
            facts={"rule": exclusion.rule, "party": exclusion.party, "addressee": exclusion.above},
        )
    if outside:
        yield from (_outside(area, end) for end in outside)
        return
    if above.kind == "NHSETeam" and not excluded:
        unit = next(x for x in policy.exclusions if x.party == "NHSETeam")
        yield Statement(
            key="unit",
            text=f"{above.label}: {unit.note} (rule {unit.rule}).",
            cites=unit.cites,
            grade="stated",
            facts={"rule": unit.rule},
        )
        above = replace(above, label=f"NHS England (through {above.label})")
    direct = [x for x in _lines(policy, area) if x.party == party.role and x.above == above.role]
    if direct and party.kind != "NHSETeam":
        yield from _existing(area, direct, party, above, bool(excluded))
    elif not excluded:
        yield _missing(policy, area, party, above)


def _outside(area: Area, end: End) -> Statement:
    what = {
        "ccg": f"is another CCG than {area.name}",
        "practice": f"was no member practice of {area.name} on {area.as_of}",
        "stp": f"is no partnership in which {area.name} took part on {area.as_of}",
        "nhse": f"did not act towards {area.name} on {area.as_of}",
    }.get(end.role, f"is no body of {area.name}")
    return Statement(
        key=f"outside-{end.body}",
        text=f"{end.label} {what}, as far as the sources tell, and no line leads from the area of one CCG into another.",
        cites=end.cites,
        facts={"body": end.body, "area": area.code},
    )


def _existing(
    area: Area, lines: Sequence[Line], party: End, above: End, excluded: bool
) -> Iterator[Statement]:
    by_type: dict[tuple[str, bool], list[Line]] = {}
    for line in lines:
        by_type.setdefault((line.type, line.binding), []).append(line)
    for (kind, binding), own in by_type.items():
        levels = list(dict.fromkeys(line.level for line in own if line.level))
        at = "" if len(levels) in {0, len(area.levels)} else f", at the level {listed(levels)} only"
        opening = "What there is binds nobody" if excluded else "It does answer"
        yield Statement(
            key=f"line-{kind}",
            text=f"{opening}: {party.label} to {above.label}, {kind}, "
            f"{'binding' if binding else 'not binding'}{at}, for "
            f"{listed(list(dict.fromkeys(line.function for line in own)))}.",
            cites=tuple(
                dict.fromkeys([*(c for line in own for c in line.cites), *party.cites, *above.cites])
            ),
            grade=own[0].grade,
            facts={
                "type": kind,
                "binding": binding,
                "levels": levels,
                "functions": list(dict.fromkeys(line.function for line in own)),
                "rules": list(dict.fromkeys(line.rule for line in own)),
            },
        )


def _missing(policy: Policy, area: Area, party: End, above: End) -> Statement:
    own = {
        level: [line for line in policy.lines_at(level, area.as_of) if line.party == party.role]
        for level in area.levels
    }
    binding = any(line.binding for lines in own.values() for line in lines)
    masters: dict[str, list[str]] = {}
    for level, lines in own.items():
        for above_role in dict.fromkeys(line.above for line in lines if line.binding or not binding):
            masters.setdefault(above_role, []).append(level)
    reaching = [level for level in area.levels if _reaches(policy, area, level, party.role, above.role)]
    names = [
        area.actor(policy, role).label + ("" if len(at) == len(area.levels) else f" (if {_spoken(at)})")
        for role, at in masters.items()
    ]
    if not party.role or not masters:
        text = f"The first hop is missing: no line from {party.label} to anybody is known here."
    elif reaching:
        at = "" if len(reaching) == len(area.levels) else f" if the level is {_spoken(reaching)}"
        text = (
            f"No line leads from {party.label} to {above.label} directly. It answers to {listed(names)}, "
            f"and lines lead on from there to {above.label}{at}: "
            f"see nhsgraph chain {_quoted(party)} --to {_quoted(above)}."
        )
    else:
        text = (
            f"The first hop is missing: {party.label} answers to {listed(names)}, "
            f"and no line leads from there to {above.label}."
        )
    cites = [cite for lines in own.values() for line in lines for cite in line.cites]
    if not cites:
        cites = [c for end in (party, above) if end.role for c in policy.roles[end.role].cites[:1]]
    return Statement(
        key="missing",
        text=text,
        cites=tuple(dict.fromkeys([*cites, *party.cites, *above.cites])),
        grade="implied",
        facts={"answers_to": names, "reaches": bool(reaching)},
    )


def _reaches(policy: Policy, area: Area, level: str, party: str, above: str) -> bool:
    """Whether a chain of one function leads from one kind of body to another."""
    return party != above and any(
        line.above == above
        for function in policy.functions_at(level, area.as_of)
        for chain in chains.of_party(policy, party, function, level, area.as_of)
        for line in chain.hops
    )


def _spoken(levels: Sequence[str]) -> str:
    return " or ".join(level.replace("-", " ") for level in levels)


def _quoted(end: End) -> str:
    """An end as an argument of a command; a kind of body can be asked for from a body alone."""
    text = end.asked or end.label or "BODY"
    return f'"{text}"' if " " in text else text


def _lines(policy: Policy, area: Area) -> Iterator[Line]:
    seen = set()
    for level in area.levels:
        for line in policy.lines_at(level, area.as_of):
            if line.id not in seen:
                seen.add(line.id)
                yield line


def _excluded(policy: Policy, party: End, above: End) -> list[Exclusion]:
    """The exclusions of both ends, each reason once; an end that one does not name can be any."""
    found: dict[str, Exclusion] = {}
    for x in policy.exclusions:
        if x.party in {"", party.kind} and x.above in {"", above.kind}:
            found.setdefault(x.note, x)
    return list(found.values())
