"""The section “Footprints”: how the territory and the members of the body lie to those of others, with bars."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from nhsgraph.analyses.explain.context import Context, cites
from nhsgraph.analyses.explanation import Cite, Section, Statement
from nhsgraph.analyses.footprints.alignment import TOLERANCE, alignment
from nhsgraph.analyses.wording import counted, listed, number, percent
from nhsgraph.views import Fields

_RESIDENTS, _POSTCODES = "basis-residents", "basis-postcodes"
_SETS = {"has-member-practices-of", "networks-of-practices-in"}


def section(context: Context) -> Section:
    """Upper-tier authorities by residents, the STPs where there are two, PCTs by postcodes, federations by practices."""
    overlaps = context.rows("overlaps")
    own = [row for row in overlaps if row.code("a") == context.body.id and row.code("basis") == _RESIDENTS]
    return Section(
        key="footprints",
        title="Footprints",
        statements=(
            *_authorities(context, own),
            *_partnerships(context, own),
            *_trusts(context, overlaps),
            *_practice_sets(context),
        ),
    )


def _authorities(context: Context, own: Sequence[Fields]) -> Iterator[Statement]:
    overlaps = [
        row
        for row in own
        if row.code("bKind") == "LocalAuthority" and row.code("tier") in {"tier-upper", "tier-unitary"}
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
    on = _nearest(context, measured)
    now = [row for row in overlaps if row.day("on") == on]
    for row in now:
        share, back = row.number("shareOfA"), row.number("shareOfB")
        if share is None:
            continue
        code = row.code("b").removeprefix("authority-")
        told = f", and are {percent(back)} of that authority’s" if back is not None else ""
        yield Statement(
            key=f"authority-{code}",
            text=f"{percent(share)} of its residents live in {row.text('bName')}{told} "
            f"({number(row.number('people') or 0)} people in {counted(int(row.number('lsoas') or 0), 'LSOA')}).",
            cites=cites([row]),
            grade="evidenced",
            share=share,
            facts={
                "authority": code,
                "name": row.text("bName"),
                "share_of_ccg": share,
                "share_of_authority": back,
                "relation": str(alignment(share, back, TOLERANCE)),
                "people": row.number("people"),
                "lsoas": row.number("lsoas"),
                "as_of": on,
            },
        )
    names = listed([row.text("bName") for row in now])
    yield Statement(
        key="authorities",
        text=f"Shares are of residents at mid-2015 in the LSOAs of {on}: "
        f"{counted(len(now), 'upper-tier authority', 'upper-tier authorities')} ({names}).",
        cites=cites(now),
        grade="evidenced",
        facts={
            "authorities": len(now),
            "as_of": on,
            "basis": "residents",
            "weight": "population mid-2015",
            "tolerance": TOLERANCE,
        },
    )
    moves = _moves(context, on)
    if moves:
        days = listed(sorted({str(row.day("day")) for row in moves}))
        yield Statement(
            key="authorities-moved",
            text=f"Territory moved to or from it on {days}, between that day and {context.as_of}: "
            f"its shares on {context.as_of} are not measured in these sources.",
            cites=cites(moves),
            facts={"measured": on, "moves": len(moves)},
            gap=True,
        )


def _nearest(context: Context, measured: Sequence[date]) -> date:
    """The day of measurement with the least territory moved since or until then; of those the last before, else the next."""
    as_of = context.as_of
    moved = {
        day: sum(row.number("moved") or 1 for row in _moves(context, day)) for day in measured
    }  # a move of unknown size counts as one
    return min(measured, key=lambda day: (moved[day], day > as_of, abs(day - as_of)))


def _moves(context: Context, measured: date) -> list[Fields]:
    """The changes of the body's boundary between a day of measurement and the date."""
    first, last = sorted((measured, context.as_of))
    return [
        row
        for row in context.rows("successions")
        if row.code("change") == "chg-boundary"
        and (day := row.day("day")) is not None
        and first < day <= last
    ]


def _partnerships(context: Context, own: Sequence[Fields]) -> Iterator[Statement]:
    """The two STPs of a CCG that the look-ups divide, in the year for which they are compared."""
    rows = [row for row in own if row.code("bKind") == "STP"]
    if len(rows) < 2 or not date(2016, 3, 1) <= context.as_of < date(2017, 4, 1):
        return
    for row in rows:
        share = row.number("shareOfA")
        name = context.name_of(row.code("b"))
        yield Statement(
            key=row.code("b"),
            text=f"{percent(share)} of its residents lived in {name} ({row.code('b').removeprefix('stp-')}), by the look-up of "
            f"April 2017 ({number(row.number('people') or 0)} people)."
            if share is not None
            else f"Part of it lay in {name}.",
            cites=cites([row]),
            grade="evidenced",
            share=share,
            facts={"stp": row.code("b"), "share_of_ccg": share, "people": row.number("people")},
        )


def _trusts(context: Context, overlaps: Sequence[Fields]) -> Iterator[Statement]:
    """The PCTs before it: shares of their postcodes, which say nothing about residents."""
    rows = [r for r in overlaps if r.code("b") == context.body.id and r.code("basis") == _POSTCODES]
    for row in rows:
        share = row.number("shareOfA")
        if share is None:
            continue
        code = row.code("a").removeprefix("pct-")
        yield Statement(
            key=f"pct-{code}",
            text=f"On {row.day('on')} it had {percent(share)} of the postcodes of {row.text('aName')} PCT ({code}), "
            "which ended on 2013-03-31.",
            cites=cites([row]),
            grade="evidenced",
            share=share,
            facts={"pct": code, "share_of_pct": share, "basis": "postcodes", "share_of_ccg": None},
        )


def _practice_sets(context: Context) -> Iterator[Statement]:
    """Federations and networks: sets of practices, without a territory."""
    rows = [
        row
        for row in context.rows("stated_relations")
        if row.code("kind").removeprefix("relation-") in _SETS and row.code("object") == context.body.id
    ]
    for row in rows:
        begins = row.day("from")
        if begins is not None and begins > context.as_of:
            continue
        counted_, total = row.number("counted"), row.number("total")
        whole = counted_ is not None and counted_ == total
        name = row.text("subjectName")
        told = (
            f"All its practices are members of {name} ({number(counted_ or 0)} of {number(total or 0)} in the source): by "
            "practices the two are coterminous."
            if whole
            else f"Practices of it are members of {name}; which ones is in no source here."
        )
        yield Statement(
            key=row.code("subject"),
            text=f"{told} A set of practices has no territory.",
            cites=cites([row]),
            grade=row.code("grade").removeprefix("grade-"),
            facts={
                "body": row.code("subject"),
                "basis": "members",
                "relation": "coterminous" if whole else None,
                "counted": counted_,
                "total": total,
            },
            gap=not whole,
        )
