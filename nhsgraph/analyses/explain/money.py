"""The section “Contracts and payments”: what was paid to the member practices, and to GP-linked companies."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from nhsgraph.analyses.explain.context import Context, cites
from nhsgraph.analyses.explain.members import Members
from nhsgraph.analyses.explanation import Cite, Pounds, Row, Section, Statement, Table
from nhsgraph.analyses.wording import counted, number, pounds
from nhsgraph.period import Holds

#: The one year for which spend over £25,000 was examined.
SPEND_YEAR = "2018-19"
SPEND_BEGAN = date(2018, 4, 1)
_SPEND = Cite(source="spend-gp-companies-2018-19")


def section(context: Context, found: Members) -> Section:
    """Payments to practices in the year of the date, and to GP-linked companies in 2018/19."""
    rows = context.rows("company_payments")
    table = Table(
        columns=(("company", "Company"), ("invoices", "Invoices"), ("pounds", "Paid")),
        rows=tuple(
            Row(
                cells=(row.text("name"), row.number("invoices"), Pounds(row.number("pounds") or 0)),
                cites=cites([row]),
            )
            for row in rows
        ),
        caption="Payments over £25,000 to GP-linked companies in 2018/19",
    )
    return Section(
        key="money",
        title="Contracts and payments",
        statements=(*_practices(found), *_companies(context, table)),
        table=table if rows else None,
    )


def _practices(found: Members) -> Iterator[Statement]:
    paid, rows = found.total("payments")
    if not rows:
        return
    year = found.year.replace("-", "/")
    negative = [row for row in rows if (row.number("payments") or 0) < 0]
    yield Statement(
        key="practices",
        text=f"{counted(len(rows), 'of these practices was', 'of these practices were')} paid {pounds(paid)} "
        f"(£{number(paid)}) in {year}, before deductions"
        + (f"; {counted(len(negative), 'total is', 'totals are')} negative in the source" if negative else "")
        + ". The contract is between NHS England and the practice.",
        cites=(*cites(rows), Cite(source="doc-S4", record="S4-35")),
        facts={"year": found.year, "pounds": paid, "practices": len(rows), "negative": len(negative)},
    )


def _companies(context: Context, table: Table) -> Iterator[Statement]:
    rows = context.rows("company_payments")
    if rows:
        total = sum((row.number("pounds") or Decimal(0) for row in rows), Decimal(0))
        looks = sum(1 for row in rows if row["pattern"] is True)
        yield Statement(
            key="companies",
            text=f"In 2018/19 it paid {pounds(total)} to {counted(len(rows), 'GP-linked company', 'GP-linked companies')}"
            f" in invoices over £25,000; {looks} of them {'has' if looks == 1 else 'have'} a name that looks like a federation."
            " Who owns them is not known here: a name proves nothing.",
            cites=cites(rows),
            grade="evidenced",
            facts={
                "year": SPEND_YEAR,
                "pounds": total,
                "companies": len(table.rows),
                "name_looks_like": looks,
            },
        )
        return
    evidence = [row for row in context.rows("spend_evidence") if row.text("found") != "no-data"]
    if evidence:
        text, gap = "In its spend over £25,000 of 2018/19 no payment to a GP-linked company was found.", False
        sources: tuple[Cite, ...] = (*cites(evidence), _SPEND)
    else:
        there = context.body.row.holds(SPEND_BEGAN) is Holds.YES
        text = "Payments to GP-linked companies are not known: " + (
            "its spend over £25,000 is not in the 2018/19 data examined."
            if there
            else "spend over £25,000 was examined for 2018/19 alone, when it was not there."
        )
        gap = True
        sources = (_SPEND,)
    yield Statement(
        key="companies", text=text, cites=sources, facts={"year": SPEND_YEAR, "pounds": None}, gap=gap
    )
