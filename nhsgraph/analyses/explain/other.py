"""The explanation of any other body: identity, where it belongs, what CCGs paid it, what is stated of it.

A case-study site refuses to be identified. A commissioning hub has the practices that the register gives it.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from nhsgraph.analyses.explain import documents, identity, team
from nhsgraph.analyses.explain.context import Context, cites
from nhsgraph.analyses.explanation import Pounds, Row, Section, Statement, Table
from nhsgraph.analyses.wording import counted, pounds, span


def parts(context: Context, kind_label: str) -> tuple[tuple[str, ...], tuple[Section, ...]]:
    """Headline and sections."""
    sections = [
        identity.section(context, kind_label),
        *team.structure(context),
        *_members(context),
        *_payments(context),
    ]
    headline: tuple[str, ...] = ()
    if context.body.kind in {"CaseStudySite", "AnonymousParticipant"}:
        headline = ("anonymous: not identified, and not to be",)
        sections.append(_refusal(context))
    if (told := documents.section(context)) is not None:
        sections.append(told)
    return headline, tuple(sections)


def _members(context: Context) -> Iterator[Section]:
    rows = context.rows("members")
    if rows:
        yield Section(
            key="members",
            title="Practices under its code",
            statements=tuple(
                Statement(
                    key=f"member-{row.text('code')}-{row.day('from')}",
                    text=f"{row.text('name')} ({row.text('code')}) {span(row.day('from'), row.day('to'))}.",
                    cites=cites([row]),
                    facts={
                        "practice": row.text("code"),
                        "valid_from": row.day("from"),
                        "valid_to": row.day("to"),
                    },
                )
                for row in rows
            ),
        )


def _payments(context: Context) -> Iterator[Section]:
    rows = context.rows("payments_received")
    if rows:
        total = sum((row.number("pounds") or Decimal(0) for row in rows), Decimal(0))
        year = rows[0].text("year").replace("-", "/")
        yield Section(
            key="payments",
            title="Payments from CCGs",
            statements=(
                Statement(
                    key="received",
                    text=f"In {year} {counted(len(rows), 'CCG')} paid it {pounds(total)} in invoices over £25,000, as far as "
                    "their spend was examined. Who owns it is not known from that.",
                    cites=cites(rows),
                    grade="evidenced",
                    facts={"year": rows[0].text("year"), "pounds": total, "ccgs": len(rows)},
                ),
            ),
            table=Table(
                columns=(("code", "Code"), ("name", "CCG"), ("invoices", "Invoices"), ("pounds", "Paid")),
                rows=tuple(
                    Row(
                        cells=(
                            row.text("payerCode"),
                            row.text("payerName"),
                            row.number("invoices"),
                            Pounds(row.number("pounds") or 0),
                        ),
                        cites=cites([row]),
                    )
                    for row in rows
                ),
                caption=f"Payments over £25,000 in {year}",
            ),
        )


def _refusal(context: Context) -> Section:
    return Section(
        key="anonymity",
        title="Anonymity",
        statements=(
            Statement(
                key="refusal",
                text="The study promised that nobody would identify it. It has no code here, it is linked to no real body, "
                "and no question about which one it is will be answered.",
                cites=cites([context.body.row]),
                grade="stated",
                facts={"identified": False, "code": None},
            ),
        ),
    )
