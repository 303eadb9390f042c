"""The section “Co-commissioning level”: what public sources name, what the spend shows, and what stays unknown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from nhsgraph.analyses.explain.context import Context, cites, claim_cites
from nhsgraph.analyses.explanation import Cite, Section, Statement
from nhsgraph.analyses.wording import last_day, pounds
from nhsgraph.views import Fields, local

#: The day on which the first arrangements took effect (claim S4-01); before it there were none (S4-130).
FIRST_ARRANGEMENTS = date(2015, 4, 1)
_FOUND = {
    "yes": "has payments under a delegated co-commissioning heading ({delegated})",
    "none-found": "has no payment under a delegated co-commissioning heading"
    " ({supplier} went to GP suppliers under others)",
    "no-data": "is not in the data examined",
}


def section(context: Context) -> Section:
    """The level on the date with its grade, or that it is unknown and what it can have been."""
    return Section(key="level", title="Co-commissioning level", statements=tuple(_statements(context)))


def _statements(context: Context) -> Iterator[Statement]:
    if context.as_of < FIRST_ARRANGEMENTS:
        yield Statement(
            key="level",
            text=f"None yet: co-commissioning arrangements took effect on {FIRST_ARRANGEMENTS}. "
            "It had no primary care commissioning committee (PCCC).",
            cites=claim_cites(["S4-130", "S4-01", "S0-29"]),
            grade="stated",
            facts={"level": None, "state": "none-yet", "pccc": False},
        )
        return
    named = list(context.rows("arrangements"))
    now = [row for row in named if _may_hold(row, context.as_of)]
    for row in now:
        yield _named(row)
    if not any(row.day("from") is not None for row in now):
        yield _unknown(context, bool(now))
        for row in context.reader.rows("levels"):
            yield _possibility(row)
    for row in context.rows("spend_evidence"):
        yield _spend(row)


def _may_hold(row: Fields, as_of: date) -> bool:
    begins, ends = row.day("from"), row.day("to")
    return (begins is None or begins <= as_of) and (ends is None or as_of < ends)


def _named(row: Fields) -> Statement:
    begins, ends = row.day("from"), row.day("to")
    level = row.code("level").removeprefix("level-")
    when = f" from {begins}" if begins else "; when it began is not stated there"
    until = f" to {last_day(ends)}" if ends else ""
    note = row.text("note")
    return Statement(
        key=f"level-{level}",
        text=f"A public source names its level as {level}{when}{until}." + (f" {note}" if note else ""),
        cites=cites([row]),
        grade=row.code("grade").removeprefix("grade-"),
        facts={
            "level": level,
            "valid_from": begins,
            "valid_to": ends,
            "precision": row.code("precision").removeprefix("precision-"),
            "state": "stated" if begins else "stated-undated",
        },
    )


def _unknown(context: Context, undated: bool) -> Statement:
    why = (
        "the source that names one gives no date"
        if undated
        else "no list of every CCG's level was found for any year"
    )
    return Statement(
        key="level",
        text=f"Its level on {context.as_of} is unknown: {why}. It is one of these three:",
        cites=(Cite(source="national-totals"),),
        facts={"level": None, "state": "unknown"},
        gap=True,
    )


def _possibility(row: Fields) -> Statement:
    claims = [local(claim) for claim in row.text("claims").split(" ")]
    return Statement(
        key=f"possible-{row.code('level').removeprefix('level-')}",
        text=f"{row.text('label')}: {row.text('definition')}",
        cites=claim_cites(claims),
        grade="stated",
        depth=1,
        facts={"level": row.code("level").removeprefix("level-")},
    )


def _spend(row: Fields) -> Statement:
    delegated, supplier = row.number("delegated"), row.number("supplier")
    found = _FOUND[row.text("found")].format(
        delegated=pounds(delegated) if delegated is not None else "",
        supplier=pounds(supplier) if supplier is not None else "nothing",
    )
    return Statement(
        key="spend-evidence",
        text=f"Its spend over £25,000 of {row.text('year').replace('-', '/')} {found}. "
        "That is evidence, not an official status.",
        cites=cites([row]),
        grade="evidenced",
        facts={"year": row.text("year"), "found": row.text("found"), "pounds": delegated},
    )


def known_level(context: Context) -> str:
    """The dated level that a public source names for the date, or an empty text."""
    for row in context.rows("arrangements"):
        if row.day("from") is not None and _may_hold(row, context.as_of):
            return row.code("level").removeprefix("level-")
    return ""
