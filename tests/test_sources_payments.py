"""NHS Payments to General Practice: five layouts, one loader."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from nhsgraph import catalogue
from nhsgraph.catalogue import Source
from nhsgraph.errors import SourceError
from nhsgraph.facts import Contract, Fact, NameAssignment, Organisation, PracticeYear, TeamCoverage
from nhsgraph.resources import data_dir
from nhsgraph.sources.payments_gp import read

FIXTURES = Path(__file__).parent / "fixtures" / "sources"
YEARS = ("2014-15", "2015-16", "2016-17", "2017-18", "2018-19")


def source_of(year: str) -> Source:
    return replace(catalogue.read(data_dir() / "sources" / f"payments-gp-{year}" / "source.yml"), rows=None)


def excerpt(year: str) -> bytes:
    return (FIXTURES / f"payments-gp-{year}.csv").read_bytes()


def facts(year: str, data: bytes | None = None) -> list[Fact]:
    return list(read(excerpt(year) if data is None else data, source_of(year)))


def years(rows: list[Fact]) -> dict[str, PracticeYear]:
    return {row.practice: row for row in rows if isinstance(row, PracticeYear)}


@pytest.mark.parametrize(
    ("year", "contract", "registered", "weighted", "payments", "net"),
    [
        ("2014-15", Contract.PMS, "10782", "10658", "1527566", "1256950"),
        ("2015-16", Contract.GMS, "10732", "10631.32988", "1486883.15", "1299604.05"),
        ("2016-17", Contract.GMS, "10443", "10354.19", "1321184.91", "1060769.39"),
        ("2017-18", Contract.GMS, "10379", "10324.79", "1480348.66", "1221033.23"),
        ("2018-19", Contract.GMS, "10337.5", "10327.85", "1475587.31", "1231318.25"),
    ],
)
def test_one_practice_in_the_layouts_of_five_years(
    year: str, contract: Contract, registered: str, weighted: str, payments: str, net: str
) -> None:
    row = years(facts(year))["practice-M81001"]
    assert (row.year, row.commissioner, row.contract) == (year, "ccg-05J", contract)
    assert (row.registered, row.weighted) == (Decimal(registered), Decimal(weighted))
    assert (row.payments, row.payments_net) == (Decimal(payments), Decimal(net))
    assert row.sources == (f"payments-gp-{year}",)


def test_a_negative_total_and_an_unknown_contract_are_kept() -> None:
    rows = years(facts("2016-17"))
    assert rows["practice-A81069"].payments == Decimal("-272.78")
    assert rows["practice-A82642"].contract is Contract.UNKNOWN


def test_the_code_of_test_form_is_a_provider_with_its_payments() -> None:
    rows = facts("2014-15")
    assert years(rows)["practice-A00001"].payments == 3206391
    body = next(o for o in rows if isinstance(o, Organisation) and o.ods == "A00001")
    assert body.kind == "ProviderOrganisation"
    assert "no register" in body.note
    names = [n.name for n in rows if isinstance(n, NameAssignment) and n.body == body.id]
    assert names == ["At Ace At Apms Practice"]
    assert not any(isinstance(o, Organisation) and o.ods == "M81001" for o in rows)  # epraccur has it


def test_the_team_of_a_ccg_is_an_area_team_in_2014_and_a_local_office_after() -> None:
    def covered(year: str) -> set[tuple[str, str]]:
        return {(c.body, c.team) for c in facts(year) if isinstance(c, TeamCoverage)}

    assert ("ccg-05J", "area-team-Q53") in covered("2014-15")
    assert ("ccg-05J", "local-office-Q77") in covered("2015-16")
    last = next(c for c in facts("2018-19") if isinstance(c, TeamCoverage))
    assert (last.valid_from, last.known_until) == (date(2018, 4, 1), date(2019, 4, 1))


def test_two_teams_in_one_ccg_stop_the_load() -> None:
    data = excerpt("2016-17")
    line = next(row for row in data.splitlines(keepends=True) if b"M81001" in row)
    moved = line.replace(b"Q77", b"Q78").replace(b"M81001", b"M81002")
    with pytest.raises(SourceError, match=r"column NHS England \(Region\) code: “Q78” differs within 05J"):
        facts("2016-17", data + moved)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (b"Contract Type", b"Contract", r"row 1: there is no column “Contract Type”"),
        (b"Seniority", b"Seniority 2", r"row 1: unknown column “Seniority 2”"),
        (
            b",GMS,",
            b",QMS,",
            r"row 2, column Contract Type: “QMS” is unknown\. Expected one of GMS, PMS, APMS, UNK",
        ),
        (b",10379,", b",many,", r"row 2, column Number of Registered Patients .*: “many” cannot be read"),
        (b",05J,", b",05JX,", r"row 2, column CCG Code: “05JX” is unknown"),
        (b",M81001,", b",M8100,", r"row 2, column Practice Code: “M8100” is unknown"),
        (b"Q77,", b"Q93,", r"row 2, column NHS England \(Region\) code: “Q93” is unknown"),
    ],
)
def test_what_is_not_as_published_stops_the_load(old: bytes, new: bytes, message: str) -> None:
    data = excerpt("2017-18")
    assert old in data
    with pytest.raises(SourceError, match=r"nhspaymentsgp_17-18\.csv, " + message):
        facts("2017-18", data.replace(old, new, 1))


def test_an_empty_list_size_is_not_known() -> None:
    data = excerpt("2017-18").replace(b",10379,", b",,")
    assert years(facts("2017-18", data))["practice-M81001"].registered is None


@pytest.mark.parametrize("year", YEARS)
def test_a_reason_is_given_for_every_column_that_is_not_read(year: str) -> None:
    assert all((source_of(year).ignored or {}).values())
