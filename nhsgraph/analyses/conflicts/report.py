"""Conflict paths as an explanation: sections of cited statements that every format renders alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from nhsgraph.analyses import explain
from nhsgraph.analyses.conflicts.find import Found
from nhsgraph.analyses.conflicts.paths import Conflict, Occasion, Step
from nhsgraph.analyses.conflicts.summary import Line
from nhsgraph.analyses.conflicts.tone import NEUTRAL, NEUTRAL_CITES, range_words, severity_words
from nhsgraph.analyses.conflicts.undeclared import DAYS, Gap
from nhsgraph.analyses.explanation import Cite, Explanation, Json, Section, Statement
from nhsgraph.analyses.wording import counted, last_day, listed, percent
from nhsgraph.views import Reader

#: The last day on which there were clinical commissioning groups: what a report without a date goes up to.
LAST = date(2022, 6, 30)
_STANDING = "a standing state, with no single decision"
_TIMING = {
    "contemporaneous": "all of it held on the day of the decision",
    "unknown": "a date, an owner or the body that decided is not known, so that it is possible and no more",
    "ended-before": "the interest had ended before the decision",
    "joined-after": "the seat or the interest began after the decision",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a report is about: the body asked for, or everybody."""

    id: str = "england"
    code: str = ""
    name: str = "Conflict paths"
    as_of: date | None = None


def listing(reader: Reader, found: Found, about: About, before: Sequence[Section] = ()) -> Explanation:
    """Every path found, a section a pattern, strongest first; other sections can stand before them."""
    sections = [_head(found), *before]
    for title in dict.fromkeys(
        (c.pattern, c.title) for c in sorted(found.conflicts, key=lambda c: (c.pattern, c.possible))
    ):
        own = [c for c in found.conflicts if (c.pattern, c.title) == title]
        statements = tuple(s for conflict in own for s in _short(conflict))
        sections.append(
            Section(key=f"{title[0]}-{len(sections)}", title=f"{title[0]} {title[1]}", statements=statements)
        )
    return explanation(reader, about, (counted(len(found.conflicts), "path"),), sections)


def shown(reader: Reader, conflict: Conflict, about: About, items: Mapping[str, Statement]) -> Explanation:
    """One path in full: every occasion, every derivation, its severity point by point, benign readings, what it rests on.

    ``items`` are what is left of the votes at decisions, by their ids.
    """
    sections = [neutral()]
    for number, one in enumerate(conflict.occasions, start=1):
        when = f" on {one.day}" if one.day else ""
        title = f"Occasion {number}: {one.label}{when}" if one.decision else "A standing state"
        left = (items[one.decision],) if one.decision in items else ()
        sections.append(Section(key=f"occasion-{number}", title=title, statements=(*_occasion(one), *left)))
    cites = conflict.cites()
    sole = conflict.sole_sources()
    rests = (
        f"Without {listed(sole)} nothing of this path would be left."
        if sole
        else "No single source carries this path alone."
    )
    sections.append(
        Section(
            key="reading",
            title="Other readings, and how to check",
            statements=(
                *(
                    Statement(key=f"benign-{n}", text=text, cites=NEUTRAL_CITES, grade="stated")
                    for n, text in enumerate(conflict.benign, start=1)
                ),
                Statement(key="check", text=conflict.check, cites=cites[:1]),
                Statement(key="rests-on", text=rests, cites=cites, facts={"sole_sources": list(sole)}),
            ),
        )
    )
    who = f"{conflict.actor_name}" + (f" and {conflict.other_name}" if conflict.other_name else "")
    name = About(
        id=conflict.id,
        code=conflict.id,
        name=f"{conflict.pattern} {conflict.title}: {who}",
        as_of=about.as_of,
    )
    return explanation(reader, name, (range_words(conflict.residual), *_bands(conflict)), sections)


def summarised(reader: Reader, lines: Sequence[Line], found: Found, about: About) -> Explanation:
    """Counts with denominators, a statement a pattern; what cannot be known is said to be not known.

    The denominator is the CCGs that existed on the date; without a date, those of all dates.
    """
    statements = []
    for number, line in enumerate(lines, start=1):
        own = [c for c in found.conflicts if (c.pattern, c.title) == (line.pattern, line.title)]
        used = (
            tuple(dict.fromkeys(Cite(source=cite.source) for c in own for cite in c.cites())) or NEUTRAL_CITES
        )
        text = f"{line.pattern} {line.title}: " + _counts(line, about.as_of)
        facts: dict[str, Json] = {
            "pattern": line.pattern, "paths": line.paths, "bodies": line.bodies, "covered": line.covered,
            "commissioners": line.commissioners, "bands": dict(line.bands), "missing": list(line.missing),
        }  # fmt: skip
        statements.append(
            Statement(
                key=f"{line.pattern}-{number}", text=text, cites=used, facts=facts, gap=line.paths is None
            )
        )
    section = Section(key="summary", title="By pattern", statements=tuple(statements))
    name = About(id=about.id, code=about.code, name=f"{about.name}: summary", as_of=about.as_of)
    return explanation(reader, name, (counted(len(found.conflicts), "path"),), [neutral(), section])


def undeclared(reader: Reader, gaps: Sequence[Gap], about: About) -> Explanation:
    """Interests that follow from the facts and are in no register, apart from those declared late."""
    titles = {
        "undeclared": "Not in the register",
        "late": f"Declared later than {DAYS} days after seat and interest had begun",
        "unknown": "Not known: no register of the body is in the data",
    }
    sections = [neutral()]
    for state, title in titles.items():
        own = [gap for gap in gaps if gap.state == state]
        statements = tuple(
            Statement(
                key=f"{gap.person}-{gap.interest_in}",
                text=f"{gap.person_name}, {gap.interest_name}: "
                + (f"seat and interest from {gap.since}" if gap.since else "since a day that is not known")
                + (f", declared on {gap.declared}." if gap.declared else ", no declaration in the data."),
                cites=tuple(dict.fromkeys(c for step in gap.steps for c in step.cites)),
                facts={
                    "state": state, "person": gap.person, "body": gap.body, "interest_in": gap.interest_in, "since": gap.since,
                    "declared": gap.declared,
                },
            )
            for gap in own
        )  # fmt: skip
        if statements:
            sections.append(Section(key=state, title=title, statements=statements))
    if not gaps:
        text = "Nobody with a seat and an interest is in the data, so whether anything was left undeclared is not known."
        none = Statement(key="none", text=text, cites=NEUTRAL_CITES, gap=True)
        sections.append(Section(key="none", title="Not known", statements=(none,)))
    name = About(id=about.id, code=about.code, name=f"{about.name}: undeclared interests", as_of=about.as_of)
    return explanation(reader, name, (counted(len(gaps), "gap"),), sections)


def explanation(
    reader: Reader, about: About, headline: tuple[str, ...], sections: Sequence[Section]
) -> Explanation:
    """Sections with their sources; without a date they are of all dates."""
    return Explanation(
        id=about.id,
        code=about.code or "all",
        kind="conflicts",
        kind_label="conflict paths",
        name=about.name,
        as_of=about.as_of or LAST,
        as_of_chosen=about.as_of is not None,
        all_dates=about.as_of is None,
        headline=headline,
        sections=tuple(sections),
        sources=explain.sources_of(reader, sections),
    )


def neutral() -> Section:
    """What every report says first. Perception and the law's design are in the documents."""
    return Section(
        key="meaning",
        title="What this is",
        statements=(Statement(key="meaning", text=NEUTRAL, cites=NEUTRAL_CITES, grade="stated"),),
    )


def _head(found: Found) -> Section:
    first = neutral()
    kept = tuple(
        Statement(key=f"suppressed-{id_}", text=f"{id_} is not shown: {reason}", cites=NEUTRAL_CITES)
        for id_, reason in found.suppressed
    )
    if found.conflicts:
        return Section(key=first.key, title=first.title, statements=(*first.statements, *kept))
    text = "No path was found in the data. What the data do not have (registers, seats, awards) may hide some: see the summary."
    none = Statement(key="none", text=text, cites=NEUTRAL_CITES, gap=True)
    return Section(key=first.key, title=first.title, statements=(*first.statements, *kept, none))


def _short(conflict: Conflict) -> Iterator[Statement]:
    first = conflict.occasions[0]
    who = conflict.actor_name + (f" and {conflict.other_name}" if conflict.other_name else "")
    more = f", the strongest of {len(conflict.occasions)} occasions" if len(conflict.occasions) > 1 else ""
    yield Statement(
        key=conflict.id,
        text=f"{who} ({conflict.id}): {severity_words(first.severity)}{more}; {_timing(first)}.",
        cites=conflict.cites(),
        facts={
            "id": conflict.id, "pattern": conflict.pattern, "actor": conflict.actor, "other": conflict.other,
            "body": conflict.body, "possible": conflict.possible, "inherent": list(conflict.inherent),
            "residual": list(conflict.residual), "occasions": [_facts(one) for one in conflict.occasions],
        },
    )  # fmt: skip
    for number, step in enumerate(first.steps, start=1):
        yield Statement(key=f"{conflict.id}-step-{number}", text=step.text, cites=step.cites, depth=1)
    if first.stated is not None:
        yield Statement(
            key=f"{conflict.id}-alone",
            text=f"From these facts alone: {severity_words(first.stated)}.",
            cites=tuple(dict.fromkeys(c for step in first.steps for c in step.cites)),
            facts={"residual": list(first.stated.residual), "inherent": list(first.stated.inherent)},
            depth=1,
        )
        yield from _steps(first.inputs, f"{conflict.id}-input", 1)
    yield from _steps(first.safeguards, f"{conflict.id}-safeguard", 1)


def _occasion(one: Occasion) -> Iterator[Statement]:
    cites = tuple(dict.fromkeys(c for step in one.steps for c in step.cites))
    yield Statement(
        key="timing",
        text=_sentence(f"{_timing(one)}."),
        cites=cites,
        facts=_facts(one),
    )
    yield from _steps(one.steps, "step", 1)
    for number, way in enumerate(one.alternatives, start=2):
        yield Statement(
            key=f"way-{number}", text=f"It also follows in another way ({number}):", cites=way[0].cites
        )
        yield from _steps((s for s in way if s not in one.steps), f"way-{number}", 1)
    if one.share is not None:
        low, high = one.share
        text = percent(low) if low == high else f"from {percent(low)} to {percent(high)}"
        yield Statement(
            key="share", text=f"The effective share is {text}.", cites=cites, facts={"share": list(one.share)}
        )
    yield Statement(
        key="severity", text=_sentence(severity_words(one.severity)) + ".", cites=cites, facts=_facts(one)
    )
    for points in one.severity.components:
        worth = range_words((int(points.low), int(points.high)))
        yield Statement(key=points.part, text=f"{points.part}: {worth}. {points.about}", cites=cites, depth=1)
    for points in one.severity.credits:
        yield Statement(
            key=f"credit-{points.code}", text=f"less {points.low}: {points.about}", cites=cites, depth=1
        )
    yield from _steps(one.inputs, "input", 1)
    yield from _steps(one.safeguards, "safeguard", 1)
    if one.stated is not None:
        yield Statement(key="alone", text=f"From the facts alone: {severity_words(one.stated)}.", cites=cites)


def _steps(steps: Iterable[Step], key: str, depth: int) -> Iterator[Statement]:
    for number, step in enumerate(steps, start=1):
        yield Statement(key=f"{key}-{number}", text=step.text, cites=step.cites, depth=depth)


def _facts(one: Occasion) -> dict[str, Json]:
    return {
        "decision": one.decision,
        "label": one.label,
        "day": one.day,
        "timing": one.timing.label,
        "holds_from": one.holds_from,
        "holds_to": one.holds_to,
        "share": list(one.share) if one.share else None,
        "breadth": one.breadth,
        "inherent": list(one.severity.inherent),
        "residual": list(one.severity.residual),
        "floor": list(one.severity.floor),
        "bands": list(one.severity.bands),
        "components": {p.part: [p.low, p.high] for p in one.severity.components},
        "credits": {p.code: p.low for p in one.severity.credits},
    }


def _timing(one: Occasion) -> str:
    """How the steps lie in time, and on which days interest and seat (or the interest alone) held."""
    standing = not one.decision and one.timing.label == "contemporaneous"
    text = _STANDING if standing else _TIMING[one.timing.label]
    if one.holds_from is None:
        return text
    until = f" to {last_day(one.holds_to)}" if one.holds_to else ""
    return f"{text} ({one.dated} from {one.holds_from}{until})"


def _sentence(text: str) -> str:
    """With a capital at the start, and the rest as it is."""
    return text[:1].upper() + text[1:]


def _bands(conflict: Conflict) -> tuple[str, ...]:
    return tuple(dict.fromkeys(conflict.occasions[0].severity.bands))


def _counts(line: Line, day: date | None) -> str:
    if line.paths is None:
        names = listed([name.replace("_", " ") for name in line.missing])
        return f"not known; the data have no {names}{f' for {day}' if day else ''}."
    text = counted(line.paths, "path")
    if line.bodies:
        text += f" of {counted(line.bodies, 'commissioner')}"
    if line.covered and line.commissioners > 1:
        whom = f"CCGs that existed on {day}" if day else "CCGs of all dates"
        text += f"; the data could show it for {line.covered} of the {line.commissioners} {whom}"
        text += ", and for the others it is not known" if line.covered < line.commissioners else ""
    return text + "."
