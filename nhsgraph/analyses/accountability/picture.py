"""What a picture of accountability is made of: who stands where in an area, and every line between them on a date.

Lines of the same ends, type and force are one, with the functions that they are for. Where the level is not known, a line
holds *at every level* for the functions for which each possible level has it, and *if* a level for the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from nhsgraph.analyses import explain
from nhsgraph.analyses.accountability import policy
from nhsgraph.analyses.accountability.area import Area
from nhsgraph.analyses.accountability.policy import MANDATE, Line, Policy
from nhsgraph.analyses.accountability.report import function_named, place
from nhsgraph.analyses.explanation import Cite, Section, SourceRef, Statement
from nhsgraph.analyses.wording import listed
from nhsgraph.ids import DEF
from nhsgraph.query import Iri
from nhsgraph.views import Reader

#: The types of lines that end a chain, as in :mod:`nhsgraph.analyses.accountability.chains`.
ENDING = frozenset({"membership", "scrutiny", "collaborative", "oversight", "professional"})
_WITHOUT_STATUS = {"status-administrative-unit", "status-hosted-unit", "status-non-statutory-partnership"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A kind of body as it is in the area. ``standing`` is its status in law in words, empty for a person."""

    role: str
    label: str
    standing: str
    body: str = ""
    through: str = ""  # the team through which NHS England acts
    implied: bool = False  # a rule says that it exists
    statutory: bool = True  # False for what has no statutory status
    person: bool = False
    asked: bool = False  # the body that was asked about
    cites: tuple[Cite, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """One line of the picture; ``level`` is empty where it holds whatever the level."""

    number: int
    party: str
    above: str
    type: str
    rank: int
    binding: bool
    level: str
    functions: tuple[str, ...]
    statement: Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Everybody who is an end of a line, in the order of the roles, and the lines in order of their numbers."""

    as_of: date
    levels: tuple[str, ...]  # one where it is known
    known: bool
    parties: tuple[Party, ...]
    ties: tuple[Tie, ...]
    sources: tuple[SourceRef, ...] = field(default=())

    def at(self, level: str) -> tuple[Tie, ...]:
        """The lines at a level, those of every level among them; of every level alone with ``""``."""
        return tuple(tie for tie in self.ties if tie.level in {"", level})


def picture(reader: Reader, body_id: str, as_of: date | None = None, *, function: str = "") -> Picture | None:
    """The picture for a body on a date; ``None`` where it is no party to any line.

    ``function`` keeps the lines of one function (and of its umbrella, where it has none alike) and those above NHS England;
    raises :class:`~nhsgraph.errors.UsageError` for one that there is not.
    """
    context, _ = explain.subject(reader, body_id, as_of)
    rules = policy.read(reader)
    role, area, _ = place(context, rules)
    ties = tuple(_ties(rules, area, function_named(rules, function)))
    ends = {end for tie in ties for end in (tie.party, tie.above)}
    if role not in ends:
        return None
    used = dict.fromkeys([name for name in rules.roles if name in ends])
    parties = tuple(_party(reader, rules, area, name, asked=name == role) for name in used)
    cited = [Statement(key=party.role, text=party.label, cites=party.cites) for party in parties]
    section = Section(key="lines", title="", statements=(*(tie.statement for tie in ties), *cited))
    return Picture(
        as_of=area.as_of,
        levels=area.levels,
        known=area.known,
        parties=parties,
        ties=ties,
        sources=explain.sources_of(reader, [section]),
    )


def _party(reader: Reader, rules: Policy, area: Area, role: str, *, asked: bool) -> Party:
    actor, kind = area.actor(rules, role), rules.roles[role].kind
    rows = reader.rows("kind", kind=Iri(DEF + kind))
    status = rows[0].code("status") if rows else ""
    team = area.team if role == "nhse" else None
    return Party(
        role=role,
        label=actor.label[:1].upper() + actor.label[1:],
        standing=rows[0].text("statusLabel") if rows else "",
        body=actor.body,
        through=team.label if team else "",
        implied=actor.implied,
        statutory=status not in _WITHOUT_STATUS,
        person=kind == "Person",
        asked=asked,
        cites=(team.cites if team else actor.cites)[:1],
    )


def _ties(rules: Policy, area: Area, function: str) -> Iterator[Tie]:
    found: dict[tuple[str, str, str, bool], dict[str, dict[str, Line]]] = {}
    for level in area.levels:
        for line in _of_function(rules, list(rules.lines_at(level, area.as_of)), function):
            by_function = found.setdefault((line.party, line.above, line.type, line.binding), {})
            by_function.setdefault(line.function, {})[level] = line
    groups: list[tuple[str, list[Line]]] = []
    for by_function in found.values():
        shared = [at for at in by_function.values() if len(at) == len(area.levels)]
        if shared:
            groups.append(("", [at[area.levels[0]] for at in shared]))
        groups += [
            (level, own)
            for level in area.levels
            if (own := [at[level] for at in by_function.values() if level in at and at not in shared])
        ]
    order = ["", *area.levels]
    groups.sort(key=lambda group: (order.index(group[0]), group[1][0].rank))
    told: dict[tuple[str, str, str, bool], int] = {}
    for number, (level, lines) in enumerate(groups, start=1):
        first = lines[0]
        # The same line for more functions, told in full once.
        same = told.setdefault((first.party, first.above, first.type, first.binding), number)
        yield Tie(
            number=number,
            party=first.party,
            above=first.above,
            type=first.type,
            rank=first.rank,
            binding=first.binding,
            level=level,
            functions=tuple(line.function for line in lines),
            statement=_statement(rules, area, number, level, lines, same),
        )


def _of_function(rules: Policy, lines: Sequence[Line], function: str) -> list[Line]:
    if not function:
        return list(lines)
    own = [line for line in lines if line.function == function]
    ends = {(line.party, line.above) for line in own}
    parent = rules.functions[function].parent if function in rules.functions else ""
    umbrella = [x for x in lines if x.function == parent and (x.party, x.above) not in ends]
    upward = [x for x in lines if x.function == MANDATE != function]
    return [*own, *umbrella, *upward]


def _statement(
    rules: Policy, area: Area, number: int, level: str, lines: Sequence[Line], same: int
) -> Statement:
    first = lines[0]
    bases = dict.fromkeys(basis for line in lines for basis in line.bases if basis in rules.bases)
    party, above = area.actor(rules, first.party), area.actor(rules, first.above)
    own_team = first.above == "nhse" and area.team is not None
    told = [first.type, "binding" if first.binding else "not binding"]
    if same != number:
        told.append(f"as line {same}")
    if first.type == "statutory":
        told.append("kept beside every delegation")
    if bases and same == number:
        told.append("on " + listed([_basis(rules, name) for name in bases]))
    for word, values in (
        ("through", dict.fromkeys(line.instrument for line in lines if line.instrument)),
        ("sanction", dict.fromkeys(line.sanction for line in lines if line.sanction)),
    ):
        if values and same == number:
            told.append(f"{word}: {'; '.join(values)}")
    functions = [line.function for line in lines]
    purpose = "" if functions == [MANDATE] else f" For {listed(functions)}."
    known = max((line.known for line in lines if line.known and area.as_of >= line.known), default=None)
    tail = f" The sources tell this until {known}." if known else ""
    cites = [cite for line in lines for cite in line.cites]
    cites += [cite for basis in bases for cite in rules.bases[basis].cites]
    if own_team and area.team is not None:
        cites += area.team.cites
    grades = dict.fromkeys(line.grade for line in lines)
    return Statement(
        key=f"line-{number}",
        text=f"{party.label[:1].upper()}{party.label[1:]} answer{'' if party.several else 's'} to {above.label}: {', '.join(told)}.{purpose}{tail}",
        cites=tuple(dict.fromkeys(cites)),
        grade=", ".join(grades),
        facts={
            "party": first.party,
            "to": first.above,
            "type": first.type,
            "binding": first.binding,
            "level": level or None,
            "functions": functions,
            "lines": [line.id for line in lines],
        },
    )


def _basis(rules: Policy, name: str) -> str:
    basis = rules.bases[name]
    return basis.label + (" (unverified)" if basis.grade == "unverified" else "")
