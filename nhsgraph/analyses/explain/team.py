"""The explanations of STPs, teams and regions of NHS England, and local authorities."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nhsgraph.analyses.explain import documents, identity, places
from nhsgraph.analyses.explain.context import Context, cites, names_on
from nhsgraph.analyses.explanation import Cite, Row, Section, Statement, Table
from nhsgraph.analyses.wording import counted, number, percent
from nhsgraph.period import Holds
from nhsgraph.views import Fields

_VERBS = {
    "structure-unit-of": "was a unit of",
    "structure-area-within": "lay within",
    "structure-area-partly-within": "lay partly within",
}
Parts = tuple[tuple[str, ...], tuple[Section, ...]]


def partnership_parts(context: Context, kind_label: str) -> Parts:
    """An STP: its CCGs, partners and leads."""
    rows = [row for row in context.rows("participations") if row.code("partnership") == context.body.id]
    members = _covered(context, rows, "ccgs", "CCGs", "participant", "CCG took part", "CCGs took part")
    above = places.region(context)
    return _parts(context, kind_label, [members, *above, *_partners(context), *_leads(context)], members)


def team_parts(context: Context, kind_label: str) -> Parts:
    """A region, local office or area team: the CCGs it covers and where it belongs."""
    rows = [row for row in context.rows("coverages") if row.code("team") == context.body.id]
    groups = [row for row in rows if row.code("coveredKind") == "CCG"]
    members = _covered(
        context, groups, "ccgs", "CCGs covered", "covered", "CCG was covered", "CCGs were covered"
    )
    return _parts(context, kind_label, [members, *_partnerships(context, rows), *structure(context)], members)


def _partnerships(context: Context, rows: Sequence[Fields]) -> Iterator[Section]:
    """The STPs that the lists place in a region, which are not counted with its CCGs."""
    placed = [row for row in rows if row.code("coveredKind") == "STP"]
    if any(row.holds(context.as_of) is Holds.YES for row in placed):
        yield _covered(context, placed, "stps", "STPs", "covered", "STP lay in it", "STPs lay in it")


def authority_parts(context: Context, kind_label: str) -> Parts:
    """A local authority: the CCGs whose residents live in it."""
    overlaps = [
        row
        for row in context.rows("overlaps")
        if row.code("b") == context.body.id
        and row.code("basis") == "basis-residents"
        and row.code("aKind") == "CCG"
    ]
    days = sorted({day for row in overlaps if (day := row.day("on"))})
    sections = [*structure(context)]
    if days:
        on = max((day for day in days if day <= context.as_of), default=days[0])
        sections.insert(0, _residents([row for row in overlaps if row.day("on") == on]))
    return _parts(context, kind_label, sections, sections[0] if sections else None)


def _parts(context: Context, kind_label: str, sections: Sequence[Section], lead: Section | None) -> Parts:
    told = documents.section(context)
    headline = (lead.statements[0].text.rstrip("."),) if lead is not None else ()
    return headline, (identity.section(context, kind_label), *sections, *([told] if told else []))


def _covered(
    context: Context, rows: Sequence[Fields], key: str, title: str, end: str, one: str, many: str
) -> Section:
    now = [row for row in rows if row.holds(context.as_of) is Holds.YES]
    if now:
        text = f"{counted(len(now), one, many)} on {context.as_of}."
    else:
        known = max((day for row in rows if (day := row.day("known") or row.day("to"))), default=None)
        beyond = f": these sources end before {known}" if known and context.as_of >= known else ""
        text = f"Which CCGs it had on {context.as_of} is not known{beyond}."
    called = names_on(context.reader.rows("england_names"), "body", context.as_of)
    table = Table(
        columns=(
            ("code", "Code"),
            ("name", one.split(" ", 1)[0]),
            ("from", "From"),
            ("to", "Until"),
        ),
        rows=tuple(
            Row(
                cells=(row.text(f"{end}Code"), called[row.code(end)], row.day("from"), row.day("to")),
                cites=cites([row]),
            )
            for row in sorted(now, key=lambda r: r.text(f"{end}Code"))
        ),
        caption="On the date; “until” is the day after the last",
    )
    return Section(
        key=key,
        title=title,
        statements=(
            Statement(
                key="count",
                text=text,
                cites=cites(now or rows) or cites([context.body.row]),
                facts={
                    "count": len(now) if now else None,
                    "codes": sorted(r.text(f"{end}Code") for r in now),
                },
            ),
        ),
        table=table if now else None,
    )


def _residents(rows: Sequence[Fields]) -> Section:
    statements = [
        Statement(
            key="count",
            text=f"Residents of {counted(len(rows), 'CCG')} lived in it (LSOAs of {rows[0].day('on')}, population of mid-2015).",
            cites=cites(rows),
            grade="evidenced",
            facts={"count": len(rows), "as_of": rows[0].day("on")},
        )
    ]
    for row in rows:
        share = row.number("shareOfB")
        if share is not None:
            statements.append(
                Statement(
                    key=row.code("a"),
                    text=f"{percent(share)} of its residents were those of {row.text('aName')} "
                    f"({number(row.number('people') or 0)} people).",
                    cites=cites([row]),
                    grade="evidenced",
                    share=share,
                    facts={"ccg": row.code("a"), "share_of_authority": share, "people": row.number("people")},
                )
            )
    return Section(key="ccgs", title="CCGs", statements=tuple(statements))


def structure(context: Context) -> Iterator[Section]:
    """What the body was a unit of or lay within on the date, and what was or lay so in it."""
    statements = []
    for index, row in enumerate(context.rows("structures"), start=1):
        if row.holds(context.as_of) is Holds.NO:
            continue
        verb = _VERBS[row.code("kind")]
        unknown = row.holds(context.as_of) is Holds.UNKNOWN
        last = (
            f" when these sources end, before {row.day('known')}; on {context.as_of} that is not known"
            if unknown
            else ""
        )
        statements.append(
            Statement(
                key=f"structure-{index}",
                text=f"{row.text('partName')} {verb} {row.text('wholeName')}{last}.",
                cites=cites([row]),
                facts={
                    "part": row.code("part"),
                    "whole": row.code("whole"),
                    "holds": str(row.holds(context.as_of)),
                },
            )
        )
    if statements:
        yield Section(key="structure", title="Structure", statements=tuple(statements))


def _partners(context: Context) -> Iterator[Section]:
    rows = context.rows("partners")
    if rows:
        yield Section(
            key="partners",
            title="Partners",
            statements=(
                Statement(
                    key="count",
                    text=f"The list of {rows[0].day('on')} names {counted(len(rows), 'partner')}.",
                    cites=cites(rows),
                    facts={"count": len(rows), "as_of": rows[0].day("on")},
                ),
            ),
            table=Table(
                columns=(("category", "Kind"), ("code", "Code"), ("name", "Partner")),
                rows=tuple(
                    Row(cells=(r.text("category"), r.text("code"), r.text("name")), cites=cites([r]))
                    for r in rows
                ),
                caption="Partners as listed",
            ),
        )


def _leads(context: Context) -> Iterator[Section]:
    statements = []
    for index, row in enumerate(context.rows("leads"), start=1):
        named = row.text("name")
        what = ", ".join(
            part for part in (named, row.text("post"), row.text("employer")) if part
        ) or row.text("text")
        statements.append(
            Statement(
                key=f"lead-{index}",
                text=f"Lead in the list of {row.day('on')}: {what or 'nobody named'}.",
                cites=cites([row]),
                facts={
                    "name": named,
                    "post": row.text("post"),
                    "employer": row.text("employer"),
                    "as_of": row.day("on"),
                },
            )
        )
    if statements:
        claim = Cite(source="doc-S0", record="S0-44")
        statements.append(
            Statement(
                key="standing",
                text="Leads were agreed with NHS England; a lead oversees and convenes, and nobody answers to them by law.",
                cites=(claim, Cite(source="doc-S0", record="S0-47")),
                grade="stated",
                facts={"binding": False},
            )
        )
        yield Section(key="leads", title="Leads", statements=tuple(statements))
