"""The loaders of spend and of national totals, on real rows and on the compiled tables."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest
from excerpts import excerpt, facts, of, table

from nhsgraph.errors import SourceError
from nhsgraph.facts import CompanyPayment, Grade, Organisation, PublishedCount, SpendEvidence

COMPANIES = "spend-gp-companies-2018-19"


class TestCompanies:
    def test_rows_of_one_ccg_and_company_are_added_up(self) -> None:
        rows = {(p.ccg, p.payee): p for p in of(CompanyPayment, facts(COMPANIES))}
        islington = rows["ccg-08H", "company-07384595"]
        assert islington.pounds == Decimal("7274173.91") + Decimal("4304664.26") + Decimal("618300.25")
        assert islington.invoices == 91 + 37 + 13
        assert islington.record.count("row ") == 3
        assert islington.year == "2018-19"
        assert rows["ccg-08D", "company-07384595"].pounds == Decimal("80881.14")

    def test_a_name_that_looks_like_a_federation_in_one_row_does_in_the_sum(self) -> None:
        rows = {(p.ccg, p.payee): p.name_pattern for p in of(CompanyPayment, facts(COMPANIES))}
        assert rows["ccg-08H", "company-07384595"]
        assert not rows["ccg-10Q", "company-06359596"]

    def test_a_payee_without_a_number_goes_by_its_name(self) -> None:
        bodies = [o for o in of(Organisation, facts(COMPANIES)) if o.kind != "Company"]
        assert len(bodies) == 1
        assert bodies[0].id.startswith("payee-")
        assert bodies[0].note == "The list gives no company number."

    def test_a_partnership_keeps_its_letters(self) -> None:
        assert "company-OC336595" in {o.id for o in of(Organisation, facts(COMPANIES))}

    def test_blanks_that_do_not_break_are_blanks(self) -> None:
        assert "\xa0".encode() in excerpt(COMPANIES)
        assert not [p for p in of(CompanyPayment, facts(COMPANIES)) if "\xa0" in p.payee_name]

    @pytest.mark.parametrize(
        ("old", "new", "message"),
        [
            (b",7384595,", b",73845951234,", "column CHRegNo: “73845951234” is not a company number"),
            (b",91,7274173.91", b",many,7274173.91", "column invoices: “many” cannot be read"),
            (b",91,7274173.91", b",91,NaN", "column gbp: “NaN” cannot be read. Expected a number"),
            (b",0,1,91,", b",0,maybe,91,", "column name_looks_like_federation: “maybe” cannot be read"),
        ],
    )
    def test_what_is_not_as_expected_stops_the_load(self, old: bytes, new: bytes, message: str) -> None:
        with pytest.raises(SourceError) as error:
            facts(COMPANIES, excerpt(COMPANIES).replace(old, new, 1))
        assert message in str(error.value)

    def test_the_country(self) -> None:
        rows = table(CompanyPayment)
        assert len(rows) == 466
        assert len({p.payee for p in rows}) == 328
        assert len({p.ccg for p in rows}) == 168
        assert sum(p.record.count("row ") for p in rows) == 477
        assert sum(p.pounds for p in rows) == Decimal("741778252.35")


class TestDelegationEvidence:
    def test_no_data_is_not_nothing(self) -> None:
        rows = {e.ccg: e for e in of(SpendEvidence, facts("spend-delegation-evidence-2018-19"))}
        assert rows["ccg-01C"].found == "no-data"
        assert rows["ccg-01C"].total_pounds is None
        assert (rows["ccg-01K"].found, rows["ccg-01K"].delegated_pounds) == ("none-found", Decimal("0.0"))
        assert rows["ccg-00C"].delegated_pounds == Decimal("13205232.09")

    def test_data_that_is_said_to_be_missing_and_is_there_stops_the_load(self) -> None:
        data = excerpt("spend-delegation-evidence-2018-19").replace(
            b"NHS Eastern Cheshire CCG,0,", b"NHS Eastern Cheshire CCG,1,"
        )
        with pytest.raises(SourceError, match="column in_dataset: “1” does not fit “no_data”"):
            facts("spend-delegation-evidence-2018-19", data)

    def test_the_country(self) -> None:
        assert Counter(e.found for e in table(SpendEvidence)) == {"yes": 167, "none-found": 22, "no-data": 6}


class TestTotals:
    def test_a_total_that_was_not_found_has_no_value(self) -> None:
        rows = {c.measure: c for c in of(PublishedCount, facts("national-totals"))}
        missing = rows["Delegated, joint and greater-involvement CCGs, as 115, 68 and 26"]
        assert (missing.value, missing.grade, missing.printed_in) == ("", Grade.UNVERIFIED, "")
        joint = rows["CCGs with joint commissioning"]
        assert (joint.value, joint.as_of, joint.grade) == ("87", "2015-04-01", Grade.STATED)
        assert joint.printed_in.startswith("https://www.hsj.co.uk/")

    def test_a_label_that_nothing_explains_stops_the_load(self) -> None:
        data = excerpt("national-totals").replace(b"Joint commissioning CCGs", b"Joint CCGs")
        with pytest.raises(SourceError, match="column fact: “Joint CCGs” is unknown"):
            facts("national-totals", data)

    def test_the_country(self) -> None:
        rows = table(PublishedCount)
        assert len(rows) == len({c.id for c in rows}) == 28
        ccgs = {c.as_of: c.value for c in rows if c.measure == "Clinical commissioning groups"}
        assert [ccgs[day] for day in sorted(ccgs)] == ["211", "209", "207", "195", "191", "135", "106"]
