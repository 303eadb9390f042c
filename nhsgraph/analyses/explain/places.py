"""The section “STP, region, local team and authorities”: what lay over and around the body on the date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from nhsgraph.analyses.explain.context import Context, cites
from nhsgraph.analyses.explanation import Cite, Section, Statement
from nhsgraph.analyses.wording import counted, last_day, listed, number, percent
from nhsgraph.period import Holds
from nhsgraph.views import Fields

#: First day on which an STP is on record anywhere in the sources, and the source that lists the first ones.
STP_LIST = Cite(source="stp-ccg-2016-03")

_TEAMS = {"AreaTeam": "area team", "LocalTeam": "local office", "RegionalTeam": "region"}
_RESIDENTS = "basis-residents"


def section(context: Context) -> Section:
    """STP, teams and regions of NHS England, and upper-tier authorities with their shares."""
    return Section(
        key="places",
        title="STP, region, local team and authorities",
        statements=(*_partnerships(context), *_teams(context), *_authorities(context)),
    )


def _partnerships(context: Context) -> Iterator[Statement]:
    rows = [row for row in context.rows("participations") if row.code("participant") == context.body.id]
    now = [row for row in rows if row.holds(context.as_of) is Holds.YES]
    for row in now:
        yield Statement(
            key=f"stp-{row.text('partnershipCode')}",
            text=f"It takes part in the STP {row.text('partnershipName')} ({row.text('partnershipCode')}), "
            "a partnership and not a statutory body.",
            cites=cites([row]),
            facts={
                "stp": row.text("partnershipCode"),
                "name": row.text("partnershipName"),
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
    ends = [day for row in rows if (day := row.day("known") or row.day("to"))]
    until = max(ends, default=None)
    text = f"Its {what} on {context.as_of} is not known" + (
        f": these sources end before {until}." if until else "."
    )
    sources = cites(rows[-1:]) or (Cite(source="ods-eauth-2018-11"),)
    yield Statement(key=key, text=text, cites=sources, facts={"code": None, "known_until": until}, gap=True)


def _authorities(context: Context) -> Iterator[Statement]:
    overlaps = [
        row
        for row in context.rows("overlaps")
        if row.code("a") == context.body.id
        and row.code("bKind") == "LocalAuthority"
        and row.code("basis") == _RESIDENTS
        and row.code("tier") in {"tier-upper", "tier-unitary"}
    ]
    measured = sorted({day for row in overlaps if (day := row.day("on"))})
    if not measured:
        yield Statement(
            key="authorities",
            text="Its overlap with local authorities is not measured in these sources (2016, 2018 and 2020 are).",
            cites=(Cite(source="ons-lsoa-ccg-lad-2016-04"),),
            facts={"authorities": None},
            gap=True,
        )
        return
    on = max((day for day in measured if day <= context.as_of), default=measured[0])
    now = [row for row in overlaps if row.day("on") == on]
    for row in now:
        share = row.number("shareOfA")
        if share is None:
            continue
        yield Statement(
            key=f"authority-{row.code('b').removeprefix('authority-')}",
            text=f"{percent(share)} of its residents live in {row.text('bName')} "
            f"({number(row.number('people') or 0)} people in {counted(int(row.number('lsoas') or 0), 'LSOA')}).",
            cites=cites([row]),
            grade="evidenced",
            share=share,
            facts={
                "authority": row.code("b").removeprefix("authority-"),
                "name": row.text("bName"),
                "share_of_ccg": share,
                "share_of_authority": row.number("shareOfB"),
                "people": row.number("people"),
                "lsoas": row.number("lsoas"),
                "as_of": on,
            },
        )
    names = listed([row.text("bName") for row in now])
    yield Statement(
        key="authorities",
        text=f"Shares are of residents at mid-2015 in the LSOAs of {on}: {counted(len(now), 'upper-tier authority', 'upper-tier authorities')}"
        f" ({names}).",
        cites=cites(now),
        grade="evidenced",
        facts={"authorities": len(now), "as_of": on, "basis": "residents", "weight": "population mid-2015"},
    )
