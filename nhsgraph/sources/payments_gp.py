"""NHS Payments to General Practice: a row a practice and financial year.

Read are the contract, the list, and the total before and after deductions; the payment lines are ignored by
name. The team of NHS England that each row names gives, once a CCG, who covered the CCG that year. Negative
totals stay; a list of nought is what is published for a practice without patients.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from nhsgraph.catalogue import Source
from nhsgraph.facts import Contract, Fact, NameAssignment, Organisation, PracticeYear, TeamCoverage
from nhsgraph.ids import local_id
from nhsgraph.period import financial_year
from nhsgraph.sources.delimited import Record, lookup, records, speaks_from
from nhsgraph.sources.teams import team_id, team_kind

LAYOUT = {
    "team": "NHS England (Region) code",
    "team name": "NHS England (Region) Name",
    "ccg": "CCG Code",
    "practice": "Practice Code",
    "practice name": "Practice Name",
    "contract": "Contract Type",
    "registered": "Number of Registered Patients (Last Known Figure)",
    "weighted": "Number of Weighted Patients (Last Known Figure)",
    "payments": "Total NHS Payments to General Practice",
    "net": "Total NHS Payments to General Practice Minus Deductions",
}
CONTRACTS = {
    "GMS": Contract.GMS,
    "PMS": Contract.PMS,
    "APMS": Contract.APMS,
    "UNKNOWN": Contract.UNKNOWN,
}

_PRACTICE = re.compile(r"[A-Z]\d{5}")


def read(data: bytes, source: Source) -> Iterator[Fact]:
    """Practice years; the teams, their names and what they covered; and practices that are in no register."""
    start = speaks_from(source)
    strangers = lookup(source, "not_in_a_register") or {}
    teams: dict[str, Record] = {}
    covered: dict[str, Record] = {}
    for row in records(data, source, LAYOUT):
        ccg = row.code("ccg", "an ODS code of a CCG")
        practice = row["practice"]
        if not _PRACTICE.fullmatch(practice):
            raise row.error("practice", f"“{practice}” is unknown", "a capital and five digits")
        if row["contract"] not in CONTRACTS:
            raise row.error("contract", f"“{row['contract']}” is unknown", "one of " + ", ".join(CONTRACTS))
        teams.setdefault(row["team"], row)
        first = covered.setdefault(ccg, row)
        if first["team"] != row["team"]:
            raise row.error(
                "team", f"“{row['team']}” differs within {ccg}", f"“{first['team']}”, as in {first.place}"
            )
        if practice in strangers:
            yield from _stranger(row, source, strangers[practice]["reason"], start)
        yield PracticeYear(
            practice=local_id("GPPractice", practice),
            year=financial_year(start),
            commissioner=local_id("CCG", ccg),
            contract=CONTRACTS[row["contract"]],
            registered=_number(row, "registered"),
            weighted=_number(row, "weighted"),
            payments=_number(row, "payments"),
            payments_net=_number(row, "net"),
            sources=(source.id,),
            record=row.place,
        )
    for code, row in sorted(teams.items()):
        yield from _team(code, row, source, start)
    for ccg, row in sorted(covered.items()):
        yield TeamCoverage(
            body=local_id("CCG", ccg),
            team=team_id(row["team"], start) or "",
            valid_from=start,
            known_until=source.speaks_until,
            sources=(source.id,),
            record=row.place,
        )


def _team(code: str, row: Record, source: Source, start: date) -> Iterator[Fact]:
    kind = team_kind(code, start)
    if kind is None:
        raise row.error("team", f"“{code}” is unknown", "the code of an area team or local office")
    team = local_id(kind, code)
    yield Organisation(
        id=team, kind=kind, ods=code, known_until=source.speaks_until, sources=(source.id,), record=row.place
    )
    yield NameAssignment(
        body=team, name=row.text("team name"), valid_from=start, sources=(source.id,), record=row.place
    )


def _stranger(row: Record, source: Source, reason: str, start: date) -> Iterator[Fact]:
    """A payee that no release of the register has: kept as a provider, so that the totals stay."""
    body = local_id("ProviderOrganisation", row["practice"])
    yield Organisation(
        id=body,
        kind="ProviderOrganisation",
        ods=row["practice"],
        note=reason,
        sources=(source.id,),
        record=row.place,
    )
    yield NameAssignment(
        body=body, name=row.text("practice name"), valid_from=start, sources=(source.id,), record=row.place
    )


def _number(row: Record, field: str) -> Decimal | None:
    return row.number(field) if row[field] else None
