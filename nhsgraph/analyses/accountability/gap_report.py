"""The results of ``nhsgraph chain --gaps``: of one body, or of every CCG with counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from nhsgraph.analyses import explain
from nhsgraph.analyses.accountability import area as areas
from nhsgraph.analyses.accountability import both_ends, gaps, policy, telling
from nhsgraph.analyses.accountability.area import Area
from nhsgraph.analyses.accountability.policy import Policy
from nhsgraph.analyses.accountability.report import DEFAULT_DAY, place, result
from nhsgraph.analyses.explain.context import Context, cites
from nhsgraph.analyses.explanation import Cite, Explanation, Section, Statement
from nhsgraph.analyses.wording import counted, listed
from nhsgraph.views import Reader


def gaps_of(reader: Reader, body_id: str, as_of: date | None = None) -> Explanation:
    """The gaps in the accountability of a CCG's area on a date; those of some levels only say which."""
    context, kind_label = explain.subject(reader, body_id, as_of)
    rules = policy.read(reader)
    _, area, first = place(context, rules)
    at = {level: gaps.of_level(rules, level, area.as_of) for level in area.levels}
    sections = [
        Section(key="level", title="Level", statements=(telling.level(area), *first)),
        *_gap_sections(rules, area, at, _both_ends(reader, rules, area, context)),
    ]
    return result(context, kind_label, as_of, sections)


def national_gaps(reader: Reader, as_of: date | None = None) -> Explanation:
    """The gaps of every CCG that lived on a date, counted: for how many they are certain and for how many possible."""
    day = as_of or DEFAULT_DAY
    rules = policy.read(reader)
    area = areas.national(day)
    at = {level: gaps.of_level(rules, level, day) for level in area.levels}
    standing: dict[str, int] = {}
    used: list[Cite] = []
    for row in reader.rows("ccg_levels", asOf=day):
        level = row.text("level").removeprefix("level-") if len(area.levels) > 1 else area.levels[0]
        standing[level or "unknown"] = standing.get(level or "unknown", 0) + 1
        used += [cite for cite in cites([row]) if cite not in used]
    total = sum(standing.values())
    told = listed(
        [f"{count} {level.replace('none', 'before levels')}" for level, count in sorted(standing.items())]
    )
    head = Statement(
        key="ccgs",
        text=f"{counted(total, 'CCG')} on {day}, by the level that a source names for the date: {told}."
        if total
        else f"No CCG lived on {day}.",
        cites=tuple(used[:12]) or (Cite(source="national-totals"),),
        facts={"ccgs": total, "by_level": dict(sorted(standing.items()))},
    )
    sections = [
        Section(key="ccgs", title="CCGs", statements=(head,)),
        *_counted_sections(rules, area, at, standing),
        *_both_ends(reader, rules, area, None),
    ]
    sources = explain.sources_of(reader, sections)
    return Explanation(
        id="england",
        code="England",
        kind="country",
        kind_label="every CCG",
        name="Gaps in accountability",
        as_of=day,
        as_of_chosen=as_of is not None,
        headline=(counted(total, "CCG"),),
        sections=tuple(sections),
        sources=sources,
    )


def _gap_sections(
    rules: Policy, area: Area, at: dict[str, tuple[gaps.Gap, ...]], extra: Sequence[Section]
) -> Iterator[Section]:
    for kind, title in gaps.KINDS.items():
        statements = tuple(
            telling.gap(rules, area, gap, levels) for gap, levels in _merged(at) if gap.kind == kind
        )
        if statements:
            yield Section(key=kind, title=title, statements=statements)
    yield from extra


def _counted_sections(
    rules: Policy, area: Area, at: dict[str, tuple[gaps.Gap, ...]], standing: dict[str, int]
) -> Iterator[Section]:
    for kind, title in gaps.KINDS.items():
        statements = []
        for gap, levels in _merged(at):
            if gap.kind != kind:
                continue
            unknown = standing.get("unknown", 0)
            certain = sum(standing.get(level, 0) for level in (levels or area.levels))
            possible = unknown if levels else 0
            certain += 0 if levels else unknown
            base = telling.gap(rules, area, gap, levels)
            tail = f" Certain for {counted(certain, 'CCG')}" + (
                f", possible for {possible} of unknown level." if possible else "."
            )
            statements.append(
                Statement(
                    key=base.key,
                    text=base.text + tail,
                    cites=base.cites,
                    grade=base.grade,
                    facts={**base.facts, "certain": certain, "possible": possible},
                )
            )
        if statements:
            yield Section(key=kind, title=title, statements=tuple(statements))


def _merged(at: dict[str, tuple[gaps.Gap, ...]]) -> list[tuple[gaps.Gap, list[str]]]:
    """Gaps of all levels, each once, with the levels that have it where these are not all."""
    found: dict[tuple[str, tuple[str, ...]], tuple[gaps.Gap, list[str]]] = {}
    for level, own in at.items():
        for gap in own:
            found.setdefault((gap.key, gap.functions), (gap, []))[1].append(level)
    return [(gap, [] if len(levels) == len(at) else levels) for gap, levels in found.values()]


def _both_ends(reader: Reader, rules: Policy, area: Area, context: Context | None) -> list[Section]:
    body = context.body.id if context else ""
    if context is None or context.body.kind == "CCG":
        found = [*both_ends.of_standings(reader, rules, area.levels, area.as_of, body)]
    else:
        found = []
    found += both_ends.of_leads(reader, area.as_of, body)
    return [Section(key="both-ends", title=gaps.KINDS["both-ends"], statements=tuple(found))] if found else []
