"""The section “Co-commissioning level”: what public sources name, what the spend shows, and what stays unknown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from nhsgraph.analyses.explain.context import Context, cites, claim_cites
from nhsgraph.analyses.explanation import Cite, Section, Statement
from nhsgraph.analyses.wording import last_day, pounds
from nhsgraph.query import local
from nhsgraph.values import dataclass
from nhsgraph.views import Fields

#: The day on which the first arrangements took effect (claim S4-01); before it there were none (S4-130).
FIRST_ARRANGEMENTS = date(2015, 4, 1)
_FOUND = {
    "yes": "has payments under a delegated co-commissioning heading ({delegated})",
    "none-found": "has no payment under a delegated co-commissioning heading"
    " ({supplier} went to GP suppliers under others)",
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
    found = standing(context)
    if not found.level:
        yield _unknown(context, found.state)
        for row in context.reader.rows("levels"):
            yield _possibility(row)
    for row in now:
        yield _named(row, context.as_of)
    for row in context.rows("spend_evidence"):
        yield _spend(row)


def _may_hold(row: Fields, as_of: date) -> bool:
    begins, ends = row.day("from"), row.day("to")
    return (begins is None or begins <= as_of) and (ends is None or as_of < ends)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a CCG stands: its level, or an empty text and why it is not known."""

    level: str
    state: str  # none-yet, stated, fictional, last-known, undated or unknown
    cites: tuple[Cite, ...] = ()


def standing(context: Context) -> Standing:
    """The level that a source names for the date.

    A start without an end holds until the next 1 April, the day on which levels changed; after it the level is only the
    last one known. Undated statements, and the spend of a year, never make a level.
    """
    if context.as_of < FIRST_ARRANGEMENTS:
        return Standing(level="", state="none-yet", cites=claim_cites(["S4-130", "S4-01"]))
    now = [row for row in context.rows("arrangements") if _may_hold(row, context.as_of)]
    for row in now:
        if _known(row, context.as_of):
            fictional = row.code("grade") == "grade-fictional"
            level = row.code("level").removeprefix("level-")
            return Standing(level=level, state="fictional" if fictional else "stated", cites=cites([row]))
    dated = [row for row in now if row.day("from") is not None]
    state = "last-known" if dated else "undated" if now else "unknown"
    return Standing(level="", state=state, cites=cites(dated or now) or (Cite(source="national-totals"),))


def _known(row: Fields, as_of: date) -> bool:
    begins, ends = row.day("from"), row.day("to")
    if begins is None:
        return False
    if row.code("grade") == "grade-fictional":
        return ends is None or as_of < ends  # a fictional area is told completely
    next_april = date(begins.year + (0 if begins.month < 4 else 1), 4, 1)
    return as_of < (ends or next_april)


def _named(row: Fields, as_of: date) -> Statement:
    begins, ends = row.day("from"), row.day("to")
    level = row.code("level").removeprefix("level-")
    when = f" from {begins}" if begins else "; when it began is not stated there"
    until = f" to {last_day(ends)}" if ends else ""
    last = begins is not None and not _known(row, as_of)
    said = "The last level that a public source names is" if last else "A public source names its level as"
    note = row.text("note")
    return Statement(
        key=f"level-{level}",
        text=f"{said} {level}{when}{until}." + (f" {note}" if note else ""),
        cites=cites([row]),
        grade=row.code("grade").removeprefix("grade-"),
        facts={
            "level": level,
            "valid_from": begins,
            "valid_to": ends,
            "precision": row.code("precision").removeprefix("precision-"),
            "state": "stated" if begins else "stated-undated",
            "known_on_date": _known(row, as_of),
        },
    )


def _unknown(context: Context, state: str) -> Statement:
    why = {
        "undated": "the source that names one gives no date",
        "last-known": "no source here says how long the one named lasted, and levels changed each 1 April",
    }.get(state, "no list of every CCG’s level was found for any year")
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
    year = row.text("year").replace("-", "/")
    if row.text("found") == "no-data":
        return Statement(
            key="spend-evidence",
            text=f"Its spend over £25,000 of {year} is not in the data examined, so it says nothing of the level.",
            cites=cites([row]),
            facts={"year": row.text("year"), "found": "no-data", "pounds": None},
            gap=True,
        )
    delegated, supplier = row.number("delegated"), row.number("supplier")
    found = _FOUND[row.text("found")].format(
        delegated=pounds(delegated) if delegated is not None else "",
        supplier=pounds(supplier) if supplier is not None else "nothing",
    )
    return Statement(
        key="spend-evidence",
        text=f"Its spend over £25,000 of {year} {found}. That is evidence, not an official status.",
        cites=cites([row]),
        grade="evidenced",
        facts={"year": row.text("year"), "found": row.text("found"), "pounds": delegated},
    )


def known_level(context: Context) -> str:
    """The level that a source names for the date, or an empty text."""
    return standing(context).level
