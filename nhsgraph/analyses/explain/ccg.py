"""The explanation of a clinical commissioning group: every section."""

from __future__ import annotations

from nhsgraph.analyses.explain import (
    answers,
    conflicts,
    documents,
    footprints,
    identity,
    level,
    members,
    missing,
    money,
    places,
)
from nhsgraph.analyses.explain.context import Context
from nhsgraph.analyses.explanation import Section
from nhsgraph.analyses.wording import counted, number, pounds


def parts(context: Context, kind_label: str) -> tuple[tuple[str, ...], tuple[Section, ...]]:
    """Headline and sections."""
    # Worked out first: what takes long without asking much, so that meanwhile the views of the members can be asked.
    answered, met = answers.sections(context), conflicts.section(context)
    found = members.members(context, context.rows("members"))
    sections = [
        identity.section(context, kind_label),
        level.section(context),
        *answered,
        members.section(context, found),
        places.section(context),
        money.section(context, found),
        footprints.section(context),
        met,
    ]
    if (told := documents.section(context)) is not None:
        sections.append(told)
    sections.append(missing.section(found, tuple(sections)))
    return _headline(found, sections), tuple(sections)


def _headline(found: members.Members, sections: list[Section]) -> tuple[str, ...]:
    headline = []
    if found.open:
        headline.append(counted(found.active, "active practice" if found.statuses_known else "practice"))
        patients, _ = found.total("registered")
        if patients:
            headline.append(f"{number(patients)} registered patients")
        paid, _ = found.total("payments")
        if paid:
            headline.append(f"{pounds(paid)} paid to its practices in {found.year.replace('-', '/')}")
    level_facts = sections[1].statements[0].facts
    state = str(level_facts["state"])
    headline.append(
        {"none-yet": "no co-commissioning level yet", "unknown": "level unknown"}.get(
            state, f"level {level_facts['level']}"
        )
    )
    return tuple(headline)
