"""The explanation of a GP practice: life, commissioners, contract, list and payments by year."""

from __future__ import annotations

from collections.abc import Iterator

from nhsgraph.analyses.explain import documents, identity
from nhsgraph.analyses.explain.context import Context, cites
from nhsgraph.analyses.explain.members import latest_statuses
from nhsgraph.analyses.explanation import Cite, Pounds, Row, Section, Statement, Table
from nhsgraph.analyses.wording import span
from nhsgraph.period import Holds
from nhsgraph.views import Fields


def parts(context: Context, kind_label: str) -> tuple[tuple[str, ...], tuple[Section, ...]]:
    """Headline and sections."""
    memberships = context.rows("practice_memberships")
    years = context.rows("practice_years")
    now = [row for row in memberships if row.holds(context.as_of) is Holds.YES]
    headline = tuple(
        f"member of {context.name_of(row.code('commissioner'))} ({row.text('code')})" for row in now
    )
    sections = [identity.section(context, kind_label), _membership(context, memberships, now)]
    if years:
        sections.append(_figures(years))
    if (told := documents.section(context)) is not None:
        sections.append(told)
    return headline, tuple(sections)


def _membership(context: Context, rows: list[Fields], now: list[Fields]) -> Section:
    statements = [*_status(context), *(_spell(row, context) for row in rows)]
    if not now:
        known = max((day for row in rows if (day := row.day("known"))), default=None)
        beyond = known is not None and context.as_of >= known
        text = (
            f"Its commissioner on {context.as_of} is not known: these sources end before {known}."
            if beyond
            else f"No commissioner is on record for it on {context.as_of}."
        )
        statements.append(
            Statement(
                key="none",
                text=text,
                cites=(Cite(source="ods-epcmem-2019-10"),),
                facts={"commissioner": None},
            )
        )
    return Section(key="membership", title="Commissioner", statements=tuple(statements))


def _status(context: Context) -> Iterator[Statement]:
    rows = [_with_practice(row, context) for row in context.rows("statuses")]
    for row in latest_statuses(rows, context.as_of).values():
        status = row.code("status").removeprefix("practice-status-")
        yield Statement(
            key="status",
            text=f"Status in the register: {status}, first recorded in the release of {row.day('on')}.",
            cites=cites([row]),
            facts={"status": status, "recorded": row.day("on")},
        )


def _with_practice(row: Fields, context: Context) -> Fields:
    return Fields({**row, "practice": context.body.iri}, row.sources)


def _spell(row: Fields, context: Context) -> Statement:
    begins, ends = row.day("from"), row.day("to")
    until = "" if ends else f", still a member when the source ends, before {row.day('known')}"
    published = row.code("published")
    corrected = f" The release says {published.split('-', 1)[1]}; corrected." if published else ""
    return Statement(
        key=f"member-{row.text('code')}-{begins}",
        text=f"Member of {context.name_of(row.code('commissioner'))} ({row.text('code')}) {span(begins, ends)}{until}.{corrected}",
        cites=cites([row]),
        facts={
            "commissioner": row.text("code"),
            "valid_from": begins,
            "valid_to": ends,
            "published_commissioner": published,
            "correction": row.text("correction"),
        },
    )


def _figures(years: list[Fields]) -> Section:
    rows = []
    for row in years:
        paid = row.number("payments")
        rows.append(
            Row(
                cells=(
                    row.text("year").replace("-", "/"),
                    row.code("contract").removeprefix("contract-"),
                    row.number("registered"),
                    Pounds(paid) if paid is not None else None,
                    row.code("commissioner").split("-", 1)[-1],
                ),
                cites=cites([row]),
            )
        )
    first, last = years[0].text("year").replace("-", "/"), years[-1].text("year").replace("-", "/")
    return Section(
        key="figures",
        title="Contract, patients and payments",
        statements=(
            Statement(
                key="span",
                text=f"Figures are on record from {first} to {last}.",
                cites=cites(years),
                facts={"first": years[0].text("year"), "last": years[-1].text("year")},
            ),
        ),
        table=Table(
            columns=(
                ("year", "Year"),
                ("contract", "Contract"),
                ("registered", "Patients"),
                ("payments", "Paid"),
                ("commissioner", "CCG"),
            ),
            rows=tuple(rows),
            caption="As published; payments before deductions",
        ),
    )
