"""The section “STP, region and local team”: what lay over the body on the date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from nhsgraph.analyses.explain.context import Context, cites
from nhsgraph.analyses.explanation import Cite, Section, Statement
from nhsgraph.analyses.wording import last_day
from nhsgraph.period import Holds
from nhsgraph.views import Fields

#: First day on which an STP is on record anywhere in the sources, and the source that lists the first ones.
STP_LIST = Cite(source="stp-ccg-2016-03")

_TEAMS = {"AreaTeam": "area team", "LocalTeam": "local office", "RegionalTeam": "region"}


def section(context: Context) -> Section:
    """STP, teams and regions of NHS England."""
    return Section(
        key="places",
        title="STP, region and local team",
        statements=(*_partnerships(context), *_teams(context)),
    )


def region(context: Context) -> Iterator[Section]:
    """The region in which the lists place a partnership on the date; nothing where they do not say."""
    rows = [row for row in context.rows("coverages") if row.code("covered") == context.body.id]
    now = [row for row in rows if row.holds(context.as_of) is Holds.YES]
    if now:
        yield Section(
            key="region",
            title="Region",
            statements=tuple(_team(row, row.code("kind"), _TEAMS[row.code("kind")]) for row in now),
        )


def _partnerships(context: Context) -> Iterator[Statement]:
    rows = [row for row in context.rows("participations") if row.code("participant") == context.body.id]
    now = [row for row in rows if row.holds(context.as_of) is Holds.YES]
    for row in now:
        name = context.name_of(row.code("partnership"))
        yield Statement(
            key=f"stp-{row.text('partnershipCode')}",
            text=f"It takes part in the STP {name} ({row.text('partnershipCode')}), "
            "a partnership and not a statutory body.",
            cites=cites([row]),
            facts={
                "stp": row.text("partnershipCode"),
                "name": name,
                "valid_from": row.day("from"),
                "valid_to": row.day("to"),
                "known_until": row.day("known"),
            },
        )
    if now:
        return
    first = min((day for row in rows if (day := row.day("from"))), default=None)
    last = max(
        (row for row in rows if row.day("known")), key=lambda r: r.day("known") or date.min, default=None
    )
    if first is not None and context.as_of < first:
        text = f"No STP yet: the first on record for it dates from {first}."
        sources: tuple[Cite, ...] = cites(rows[:1])
    elif last is not None and last.holds(context.as_of) is Holds.UNKNOWN:
        text = f"Its STP on {context.as_of} is not known: these sources end before {last.day('known')}."
        sources = cites([last])
    else:
        text = f"No STP is on record for it on {context.as_of}."
        sources = cites(rows[:1]) or (STP_LIST,)
    yield Statement(key="stp", text=text, cites=sources, facts={"stp": None}, gap="not known" in text)


def _teams(context: Context) -> Iterator[Statement]:
    rows = [row for row in context.rows("coverages") if row.code("covered") == context.body.id]
    for kind, label in _TEAMS.items():
        of_kind = [row for row in rows if row.code("kind") == kind]
        for row in of_kind:
            if row.holds(context.as_of) is Holds.YES:
                yield _team(row, kind, label)
    teams = [row for row in rows if row.code("kind") in {"AreaTeam", "LocalTeam"}]
    regions = [row for row in rows if row.code("kind") == "RegionalTeam"]
    yield from _no_team(context, teams, "local-team", "local team of NHS England")
    yield from _no_team(context, regions, "region", "region of NHS England")


def _team(row: Fields, kind: str, label: str) -> Statement:
    return Statement(
        key="region" if kind == "RegionalTeam" else "local-team",
        text=f"The {label} of NHS England that covers it is {row.text('teamName')} ({row.text('teamCode')}), "
        + (f"from {row.day('from')}" if row.day("from") else "")
        + (f" to {last_day(end)}" if (end := row.day("to")) else "")
        + ".",
        cites=cites([row]),
        facts={
            "kind": kind,
            "code": row.text("teamCode"),
            "name": row.text("teamName"),
            "valid_from": row.day("from"),
            "valid_to": row.day("to"),
            "known_until": row.day("known"),
        },
    )


def _no_team(context: Context, rows: Sequence[Fields], key: str, what: str) -> Iterator[Statement]:
    if any(row.holds(context.as_of) is Holds.YES for row in rows):
        return
    # Before the first on record, after the last, or between two: the nearest end of what the sources say.
    ended = [day for row in rows if (day := row.day("to") or row.day("known")) and day <= context.as_of]
    until = max(ended, default=None)
    begun = min((day for row in rows if (day := row.day("from")) and day > context.as_of), default=None)
    text = f"Its {what} on {context.as_of} is not known" + (
        f": these sources end before {until}."
        if until
        else f": the first on record for it dates from {begun}."
        if begun
        else "."
    )
    sources = cites(rows[-1:] if until else rows[:1]) or (Cite(source="ods-eauth-2018-11"),)
    yield Statement(key=key, text=text, cites=sources, facts={"code": None, "known_until": until}, gap=True)
