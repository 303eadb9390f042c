"""Payments over £25,000 of CCGs to GP-linked companies in a year; one row a CCG and name of a company.

A company is its number at Companies House, padded to eight places, else its name. Rows of one CCG that fall
together on a company are added up. That a name looks like a federation's is evidence of a name, not of who
owns the company.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from nhsgraph.catalogue import Source
from nhsgraph.facts import CompanyPayment, Fact, NameAssignment, Organisation
from nhsgraph.ids import local_id, opaque_id
from nhsgraph.period import financial_year
from nhsgraph.sources.delimited import Record, records, speaks_from

_LAYOUT = {
    "ccg": "ccg##cdh",
    "name": "SUPPLIER_STANDARD_NAME",
    "number": "CHRegNo",
    "category": "GivenCompanyCategory",
    "pattern": "name_looks_like_federation",
    "invoices": "invoices",
    "pounds": "gbp",
}
_NUMBER = re.compile(r"\d{1,8}|(?:OC|NI|SC|SL|RC)\d{6}|IP\d{5}R")


def read(data: bytes, source: Source) -> Iterator[Fact]:
    """Bodies and names of the payees, then a payment for every CCG and payee; as they first stand."""
    day = speaks_from(source)
    origin = (source.id,)
    by_payee: dict[str, list[Record]] = {}
    together: dict[tuple[str, str], list[Record]] = {}
    for row in records(data, source, _LAYOUT):
        payee = _payee(row)
        by_payee.setdefault(payee, []).append(row)
        ccg = local_id("CCG", row.code("ccg", "an ODS code of a CCG"))
        together.setdefault((ccg, payee), []).append(row)
    for payee, rows in by_payee.items():
        name, *others = dict.fromkeys(row.text("name") for row in rows)
        first = rows[0]
        yield Organisation(
            id=payee,
            kind="Company" if first["number"] else "ProviderOrganisation",
            note=_note(others, numbered=bool(first["number"])),
            sources=origin,
            record=first.place,
        )
        yield NameAssignment(body=payee, name=name, valid_from=day, sources=origin, record=first.place)
    for (ccg, payee), rows in together.items():
        yield CompanyPayment(
            ccg=ccg,
            payee=payee,
            payee_name=rows[0]["name"],
            year=financial_year(day),
            invoices=sum(row.whole("invoices") for row in rows),
            pounds=sum((row.number("pounds") for row in rows), Decimal(0)),
            category=rows[0]["category"],
            name_pattern=max(_flag(row, "pattern") for row in rows),
            sources=origin,
            record=", ".join(row.place for row in rows),
        )


def _note(other_names: list[str], *, numbered: bool) -> str:
    notes = [] if numbered else ["The list gives no company number."]
    notes += [f"Also printed as {name}." for name in other_names]
    return " ".join(notes)


def _payee(row: Record) -> str:
    """The local id of the company of a row: by its number, or by its name where none is printed."""
    number = row["number"]
    if not number:
        return opaque_id("payee", row.text("name").upper())
    if not _NUMBER.fullmatch(number):
        raise row.error(
            "number", f"“{number}” is not a company number", "up to eight figures, or letters and figures"
        )
    return local_id("Company", number.zfill(8))


def _flag(row: Record, field: str) -> bool:
    if row[field] not in {"0", "1"}:
        raise row.error(field, f"“{row[field]}” cannot be read", "0 or 1")
    return row[field] == "1"
