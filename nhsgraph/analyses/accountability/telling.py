"""Chains, roles and gaps as cited statements. Policy in, statements out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from nhsgraph.analyses.accountability.area import Actor, Area
from nhsgraph.analyses.accountability.chains import GRADES, Chain
from nhsgraph.analyses.accountability.matrix import entries
from nhsgraph.analyses.accountability.policy import MANDATE, Cell, Line, Policy, Term
from nhsgraph.analyses.explanation import Cite, Json, Statement
from nhsgraph.analyses.wording import listed

if TYPE_CHECKING:
    from nhsgraph.analyses.accountability.gaps import Gap

#: A kind of body in braces, with the verb that goes with it.
_BRACED = re.compile(r"\{([a-z-]+)\}( answers| decides| has)?")
_PLURAL = {" answers": " answer", " decides": " decide", " has": " have"}
_UP = "upward"


def roles(policy: Policy, area: Area, function: str, level: str, prefix: str = "") -> Statement:
    """Who has which role in a function at a level, in one sentence."""
    found = list(entries(policy, level, area.as_of, function))
    used = [entry for entry in found if entry.cells]
    cells = [cell for entry in used for cell in entry.cells]
    mark = any(cell.grade != "unverified" for cell in cells)
    by_holder: dict[str, list[str]] = {}
    for entry in found:
        if entry.cells:
            by_holder.setdefault(entry.shown(policy, area, mark=mark), []).append(entry.role)
        elif entry.role in {"holds", "decides"}:
            by_holder.setdefault("not documented", []).append(entry.role)
    told = [f"{listed(verbs)}: {holder}" for holder, verbs in by_holder.items()]
    named = [cite for cell in cells for cite in area.actor(policy, cell.holder).cites]
    return Statement(
        key=f"{prefix}roles-{function}",
        text=f"{function} {policy.functions[function].label} – {'; '.join(told)}.",
        cites=tuple(dict.fromkeys([*(cite for cell in cells for cite in cell.cites), *named]))
        or policy.functions[function].cites,
        grade=_grade(cells),
        facts={
            "function": function,
            "level": level,
            "roles": [
                {
                    "role": entry.role,
                    "holder": cell.holder,
                    "body": area.actor(policy, cell.holder).body,
                    "name": area.actor(policy, cell.holder).label,
                    "scope": cell.scope,
                    "known": entry.ended is None,
                    "grade": cell.grade,
                }
                for entry in used
                for cell in entry.cells
            ],
        },
    )


def _grade(cells: Sequence[Cell]) -> str:
    """The weakest grade of the cells; an unverified cell is marked by its holder, and counts where all are."""
    grades = {cell.grade for cell in cells} or {"stated"}
    return max(grades - {"unverified"} or grades, key=GRADES.index)


def chains(
    policy: Policy, area: Area, found: Sequence[Chain], functions: Sequence[str], key: str, *, whole: bool
) -> Iterator[Statement]:
    """Chains as a tree of hops; ``whole`` tells those above NHS England too, else they are told once elsewhere."""
    told: set[tuple[str, ...]] = set()
    for number, chain in enumerate(found, start=1):
        trail: tuple[str, ...] = ()
        for depth, line in enumerate(chain.hops):
            trail = (*trail, line.id)
            if trail in told:
                continue
            told.add(trail)
            if not whole and line.function == MANDATE and depth > 0:
                continue
            weakest = len(chain.hops) > 1 and depth == chain.weakest
            yield _hop(
                policy, area, line, chain, f"{key}-{number}-{depth + 1}", depth, functions, weakest, whole
            )


def _hop(
    policy: Policy,
    area: Area,
    line: Line,
    chain: Chain,
    key: str,
    depth: int,
    functions: Sequence[str],
    weakest: bool,
    whole: bool,
) -> Statement:
    bases = [policy.bases[basis] for basis in line.bases if basis in policy.bases]
    parts = [line.type, "binding" if line.binding else "not binding"]
    if bases:
        parts.append("on " + listed([_basis(basis) for basis in bases]))
    if line.instrument:
        parts.append(f"through: {line.instrument}")
    if line.sanction:
        parts.append(f"sanction: {line.sanction}")
    if line.type == "statutory":
        parts.append("kept beside every delegation")
    goes_on = (
        not whole
        and depth + 1 < len(chain.hops)
        and all(x.function == MANDATE for x in chain.hops[depth + 1 :])
    )
    ended = line.known is not None and area.as_of >= line.known
    tail = (
        (" Goes on to Parliament, see below." if goes_on else "")
        + (" The weakest hop of its chain." if weakest else "")
        + (f" The sources tell this until {line.known}." if ended else "")
    )
    party, above = area.actor(policy, line.party), area.actor(policy, line.above)
    team = area.team if "nhse" in {line.party, line.above} and line.function != MANDATE else None
    cites = [*line.cites, *(cite for basis in bases for cite in basis.cites)]
    cites += [*party.cites, *above.cites]
    if team is not None and line.above == "nhse":
        cites += team.cites
    facts: Mapping[str, Json] = {
        "functions": list(functions),
        "party": {"role": line.party, "body": party.body, "name": party.label, "implied": party.implied},
        "to": {"role": line.above, "body": above.body, "name": above.label, "implied": above.implied},
        "through_team": team.body if team is not None and line.above == "nhse" else None,
        "type": line.type,
        "binding": line.binding,
        "legal_bases": [{"id": b.id, "label": b.label, "grade": b.grade} for b in bases],
        "instrument": line.instrument or None,
        "sanction": line.sanction or None,
        "rule": line.rule,
        "line": line.id,
        "level": line.level or None,
        "valid_from": line.begins,
        "valid_to": line.ends,
        "known_until": line.known,
        "weakest": weakest,
        "chain": [x.id for x in chain.hops],
        "reaches": chain.end,
    }
    to = area.label(policy, line.above) if line.function != MANDATE else above.label
    return Statement(
        key=key,
        text=f"{_first(_with_verb(party, ' answers'))} to {to}: {', '.join(parts)}.{tail}",
        cites=tuple(dict.fromkeys(cites)),
        grade=line.grade,
        depth=depth,
        facts=facts,
    )


def upward(policy: Policy, area: Area) -> Iterator[Statement]:
    """The line above NHS England, once."""
    lines = [line for line in policy.lines_at(area.levels[0], area.as_of) if line.function == MANDATE]
    at, depth = "nhse", 0
    while line := next((x for x in lines if x.party == at), None):
        chain = Chain(hops=(line,))
        yield _hop(policy, area, line, chain, f"{_UP}-{depth + 1}", depth, (MANDATE,), False, True)
        at, depth = line.above, depth + 1


def gap(policy: Policy, area: Area, found: Gap, levels: Sequence[str]) -> Statement:
    """A gap in a sentence; ``levels`` are those that have it, where it is not all."""
    text = _BRACED.sub(lambda m: _with_verb(area.actor(policy, m[1]), m[2] or ""), found.text)
    functions = listed(
        [f"{f} {policy.functions[f].label}" for f in found.functions]
        if len(found.functions) < 4
        else list(found.functions)
    )
    at = f" (only at {listed(list(levels))})" if levels else ""
    return Statement(
        key=found.key,
        text=f"{functions}{at}: {text}.",
        cites=found.cites,
        grade=found.grade,
        facts={"kind": found.kind, "functions": list(found.functions), "levels": list(levels)},
    )


def _with_verb(actor: Actor, verb: str) -> str:
    return actor.label + (_PLURAL[verb] if verb and actor.several else verb)


def level(area: Area) -> Statement:
    """The level on which the rest rests."""
    texts = {
        "none-yet": f"There were no levels on {area.as_of}: co-commissioning took effect on 2015-04-01.",
        "unknown": f"The level of {area.name} on {area.as_of} is unknown; what follows holds at every level, "
        "then come the three possibilities.",
        "undated": f"A source names a level of {area.name} without a date, so its level on {area.as_of} is unknown; "
        "what follows holds at every level, then come the three possibilities.",
        "last-known": f"A source names a level of {area.name} before {area.as_of} and not how long it lasted, so the level "
        "on the date is unknown; what follows holds at every level, then come the three possibilities.",
        "any": "No CCG was named: what follows holds at every level, then come the levels one by one.",
    }
    one = area.levels[0] if area.known else ""
    text = texts.get(area.state, f"{area.name} stood at the level {one} on {area.as_of}.")
    cites: tuple[Cite, ...] = area.level_cites or (Cite(source="doc-S4", record="S4-01"),)
    return Statement(
        key="level",
        text=text,
        cites=cites,
        grade={"fictional": "fictional", "stated": "stated", "none-yet": "stated"}.get(area.state, ""),
        facts={"state": area.state, "level": one if one not in {"", "none"} else None},
        gap=not area.known,
    )


def _basis(basis: Term) -> str:
    return basis.label + (" (unverified)" if basis.grade == "unverified" else "")


def _first(text: str) -> str:
    return text[0].upper() + text[1:]
