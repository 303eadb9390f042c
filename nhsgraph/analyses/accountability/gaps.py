"""Gaps: functions without holder or decider, duties without power, lines without instrument or sanction, circles.

A gap says what the sources do not show or show to be divided; it is no finding about a body.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from nhsgraph.analyses.accountability.chains import cycles
from nhsgraph.analyses.accountability.matrix import MISSING, NOBODY_HOLDS, completeness, entries
from nhsgraph.analyses.accountability.policy import Dated, Line, Policy
from nhsgraph.analyses.explanation import Cite
from nhsgraph.analyses.wording import listed

#: Kinds of gap and what each is called, in the order in which they are told.
KINDS = {
    "no-holder": "Functions that nobody holds in law",
    "no-decider": "Functions for which no decider is documented",
    "duty-without-power": "Duties without power",
    "no-sanction": "Binding lines with no sanction or no instrument recorded",
    "circular": "Accountability that comes back",
    "several-masters": "Several masters with different instruments",
    "both-ends": "One person at both ends",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One gap at one level; ``key`` is the same at every level where the gap is the same."""

    kind: str
    key: str
    functions: tuple[str, ...]
    text: str  # names kinds of body in braces, for example {ccg}
    cites: tuple[Cite, ...]
    grade: str = ""


def of_level(policy: Policy, level: str, day: date) -> tuple[Gap, ...]:
    """The gaps at a level on a day, by kind, then in order of functions."""
    return (
        *_holders(policy, level, day),
        *_deciders(policy, level, day),
        *_duties(policy, level, day),
        *_sanctions(policy, level, day),
        *_circles(policy, level, day),
        *_masters(policy, level, day),
    )


def _holders(policy: Policy, level: str, day: date) -> Iterator[Gap]:
    for function, state in completeness(policy, level, day).items():
        if state in {NOBODY_HOLDS, MISSING}:
            cells = [c for c in policy.cells_at(level, day, function) if c.role == "holds"]
            yield Gap(
                kind="no-holder",
                key=f"no-holder-{function}",
                functions=(function,),
                text="nobody holds it in law, as far as the documents tell",
                cites=_cites(cells) or policy.functions[function].cites,
                grade="implied" if any(c.grade == "implied" for c in cells) else "stated",
            )


def _deciders(policy: Policy, level: str, day: date) -> Iterator[Gap]:
    for entry in entries(policy, level, day):
        if entry.role == "decides" and not entry.cells:
            yield Gap(
                kind="no-decider",
                key=f"no-decider-{entry.function}",
                functions=(entry.function,),
                text="who decides is not documented",
                cites=policy.functions[entry.function].cites
                or _cites(policy.cells_at(level, day, entry.function)),
            )


def _duties(policy: Policy, level: str, day: date) -> Iterator[Gap]:
    for gap in policy.duty_gaps:
        if gap.level != level or str(gap.on(day)) == "no":
            continue
        if gap.decider == "none":
            text = f"{{{gap.holder}}} has to do it, and no law gives it to anybody"
        elif gap.lever == gap.function:
            text = f"{{{gap.holder}}} answers for its direction, and {{{gap.decider}}} decides"
        else:
            lever = policy.functions[gap.lever].label
            text = f"{{{gap.holder}}} has the duty, and {{{gap.decider}}} decides on {lever}"
        yield Gap(
            kind="duty-without-power",
            key=f"duty-{gap.function}-{gap.lever}-{gap.decider}",
            functions=(gap.function,),
            text=text,
            cites=gap.cites,
            grade=gap.grade,
        )


def _sanctions(policy: Policy, level: str, day: date) -> Iterator[Gap]:
    found: dict[tuple[str, str, str, str], list[Line]] = {}
    for line in policy.lines_at(level, day):
        absent = [w for w, v in (("instrument", line.instrument), ("sanction", line.sanction)) if not v]
        if line.binding and absent:
            found.setdefault((line.party, line.above, line.type, " and no ".join(absent)), []).append(line)
    for (party, above, kind, missing), lines in found.items():
        yield Gap(
            kind="no-sanction",
            key=f"no-sanction-{party}-{above}-{kind}-{missing}",
            functions=tuple(dict.fromkeys(line.function for line in lines)),
            text=f"{{{party}}} answers to {{{above}}} ({kind}), and no {missing} is recorded",
            cites=_cites(lines),
            grade="implied",
        )


def _circles(policy: Policy, level: str, day: date) -> Iterator[Gap]:
    found: dict[tuple[str, ...], tuple[list[str], tuple[Line, ...]]] = {}
    for function, circle in cycles(policy, level, day):
        found.setdefault(tuple(line.party for line in circle), ([], circle))[0].append(function)
    for parties, (functions, circle) in found.items():
        way = ", ".join(f"{{{line.party}}} to {{{line.above}}} ({line.type})" for line in circle)
        yield Gap(
            kind="circular",
            key="circular-" + "-".join(parties),
            functions=tuple(functions),
            text=f"the lines come back to where they began: {way}",
            cites=_cites(circle),
            grade="implied",
        )


def _masters(policy: Policy, level: str, day: date) -> Iterator[Gap]:
    lines: dict[str, list[Line]] = {}
    for line in policy.lines_at(level, day):
        if line.binding:
            lines.setdefault(line.party, []).append(line)
    for party, own in lines.items():
        masters = dict.fromkeys((line.above, line.type, line.instrument) for line in own)
        if (
            len({above for above, _, _ in masters}) < 2
            or len({(kind, instrument) for _, kind, instrument in masters}) < 2
        ):
            continue
        way = listed(
            [
                f"{{{above}}} ({kind}{', ' + instrument if instrument else ''})"
                for above, kind, instrument in masters
            ]
        )
        yield Gap(
            kind="several-masters",
            key=f"several-masters-{party}-of-" + "-".join(dict.fromkeys(above for above, _, _ in masters)),
            functions=tuple(dict.fromkeys(line.function for line in own)),
            text=f"{{{party}}} answers to {way}",
            cites=_cites(own),
            grade="implied",
        )


def _cites(rows: Iterable[Dated]) -> tuple[Cite, ...]:
    return tuple(dict.fromkeys(cite for row in rows for cite in row.cites))
