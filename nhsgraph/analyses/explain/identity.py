"""The section “Identity and life”: what the body is, when it lived, its names, codes, forebears and heirs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from nhsgraph.analyses.explain.context import Context, cites
from nhsgraph.analyses.explanation import Section, Statement
from nhsgraph.analyses.wording import counted, last_day, listed, percent, span
from nhsgraph.views import Fields

_POSTCODES = "basis-postcodes"


def section(context: Context, kind_label: str) -> Section:
    """Life, names, codes, mergers, moves of territory, and the primary care trusts before a CCG or the CCGs after one."""
    return Section(
        key="identity",
        title="Identity and life",
        statements=(
            _life(context, kind_label),
            *_names(context),
            *_codes(context),
            *_successions(context.rows("successions"), context),
            *_trusts(context),
        ),
    )


def _life(context: Context, kind_label: str) -> Statement:
    body = context.body
    told = span(body.begins, body.ends, body.row.code("precision").removeprefix("precision-"))
    known = body.row.day("known")
    if body.begins and body.ends:
        life = f"existed {told}"
    elif body.ends:
        life = f"existed {told}; when it began is not in these sources"
    elif body.begins is None:
        life = "has no dates in these sources"
    elif known is None:
        life = f"existed {told}; these sources give no end"
    elif known <= context.as_of:
        life = f"existed {told}; it had no end when these sources stop, before {known}"
    else:
        life = f"has existed since {body.begins}"
    registered = body.row.day("registered")
    if registered:
        life += f" (in the register from {registered}, before it began to operate)"
    note = body.row.text("note")
    return Statement(
        key="life",
        text=f"{body.label or body.code}, {kind_label}, {life}." + (f" {note}" if note else ""),
        cites=cites([body.row]),
        facts={
            "kind": body.kind,
            "valid_from": body.begins,
            "valid_to": body.ends,
            "registered_from": registered,
            "note": note,
        },
    )


def _names(context: Context) -> Iterator[Statement]:
    rows = context.rows("names")
    for number, row in enumerate(rows, start=1):
        if len(rows) == 1:
            return
        begins, ends = row.day("from"), row.day("to")
        exact = row.code("dated") == "dated-exact"
        when = f"from {begins}" if begins else "at first"
        if ends:
            when += f" to {last_day(ends)}"
        hint = "" if exact else " (dates are those of the releases that print it)"
        yield Statement(
            key=f"name-{number}",
            text=f"Named “{row.text('name')}” {when}{hint}.",
            cites=cites([row]),
            facts={"name": row.text("name"), "valid_from": begins, "valid_to": ends, "exact": exact},
        )


def _codes(context: Context) -> Iterator[Statement]:
    rows = context.rows("identifiers")
    if rows:
        spans = []
        for row in rows:
            begins, ends = row.day("from"), row.day("to")
            since = f" from {begins}" if begins and len(rows) > 1 else ""
            spans.append(row.text("code") + since + (f" until {last_day(ends)}" if ends else ""))
        yield Statement(
            key="codes",
            text=f"Its ONS code is {listed(spans)}.",
            cites=cites(rows),
            facts={
                "codes": [
                    {
                        "scheme": row.text("scheme"),
                        "code": row.text("code"),
                        "valid_from": row.day("from"),
                        "valid_to": row.day("to"),
                    }
                    for row in rows
                ]
            },
        )


def _successions(rows: list[Fields], context: Context) -> Iterator[Statement]:
    body = context.body.id
    mergers = [row for row in rows if row.code("change") == "chg-merger"]
    became = [row for row in mergers if row.code("predecessor") == body]
    for row in became:
        yield Statement(
            key="successor",
            text=f"On {row.day('day')} it was merged into {_named(row, 'successor')}.",
            cites=cites([row]),
            facts={
                "successor": _code(row, "successor"),
                "effective": row.day("day"),
                "note": row.text("note"),
            },
        )
    formed = [row for row in mergers if row.code("successor") == body]
    for day, group in groupby(formed, key=lambda row: row.day("day")):
        merged = list(group)
        yield Statement(
            key="predecessors",
            text=f"Formed on {day} from {listed([_named(row, 'predecessor') for row in merged])}.",
            cites=cites(merged),
            facts={"predecessors": [_code(row, "predecessor") for row in merged], "effective": day},
        )
    for number, row in enumerate((r for r in rows if r.code("change") == "chg-boundary"), start=1):
        moved, before = row.number("moved"), row.number("before")
        gave = row.code("predecessor") == body
        other = _named(row, "successor" if gave else "predecessor")
        area = counted(int(moved), "LSOA") if moved is not None else "territory"
        of = f" of the {before} that {'it' if gave else 'that body'} then had" if before is not None else ""
        yield Statement(
            key=f"boundary-{number}",
            text=f"On {row.day('day')} {area}{of} moved {'from it to' if gave else 'to it from'} {other}.",
            cites=cites([row]),
            facts={
                "from": _code(row, "predecessor"),
                "to": _code(row, "successor"),
                "effective": row.day("day"),
                "lsoas": moved,
                "lsoas_before": before,
            },
        )


def _trusts(context: Context) -> Iterator[Statement]:
    """The primary care trusts before a CCG, or the CCGs after a primary care trust."""
    for row in context.rows("overlaps"):
        share = row.number("shareOfA")
        if row.code("basis") != _POSTCODES or share is None:
            continue
        after = row.code("a") == context.body.id
        yield Statement(
            key=f"after-{row.code('b')}" if after else f"before-{row.code('a')}",
            text=f"After it: {percent(share)} of its postcodes lay in the area of {_named(row, 'b', 'bName')}."
            if after
            else f"Before it: {percent(share)} of the postcodes of {_named(row, 'a', 'aName')} lay in its area.",
            cites=cites([row]),
            grade="evidenced",
            facts={"pct": _code(row, "a"), "ccg": _code(row, "b"), "share_of_pct_postcodes": share},
        )


def _code(row: Fields, column: str) -> str:
    return row.code(column).split("-", 1)[-1].removeprefix("team-").removeprefix("office-")


def _named(row: Fields, column: str, name: str = "") -> str:
    label = row.text(name or f"{column}Name")
    return f"{label} ({_code(row, column)})" if label else _code(row, column)
