"""The loaders of lists about STPs, trusts and vanguards, on real rows and on the compiled tables."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date

import pytest
from excerpts import excerpt, facts, of, table

from nhsgraph.errors import SourceError
from nhsgraph.facts import (
    Change,
    NameAssignment,
    Organisation,
    Participation,
    Partner,
    PartnershipEvent,
    PartnershipLead,
    Succession,
    TeamCoverage,
    VanguardSite,
)
from nhsgraph.sources.lead_texts import Lead, lead
from nhsgraph.sources.partial import Alias

LOG = "ods-stp-change-log-2018-2019"
#: The correction of the whole file, at its line in the excerpt.
CORRECTED = [{"line": 7, "published": "QT7 and QJK", "read": "QT6 and QJK", "reason": "as in the whole file"}]


class TestFootprints:
    def test_two_ccgs_stand_in_two_footprints(self) -> None:
        rows = of(Participation, facts("stp-ccg-2016-03"))
        assert [(p.participant, p.partnership) for p in rows if p.participant in {"ccg-01H", "ccg-99M"}] == [
            ("ccg-01H", "stp-E54000002"),
            ("ccg-01H", "stp-E54000004"),
            ("ccg-99M", "stp-E54000034"),
            ("ccg-99M", "stp-E54000042"),
        ]

    def test_the_region_of_a_footprint_is_read_from_its_code(self) -> None:
        regions = {c.body: c.team for c in of(TeamCoverage, facts("stp-ccg-2016-03"))}
        assert regions["stp-E54000019"] == "region-Y55"
        with pytest.raises(SourceError, match="Expected a region and its code, as in “Midlands"):
            facts("stp-ccg-2016-03", excerpt("stp-ccg-2016-03").replace(b" (Y55)", b""))

    def test_an_alias_without_a_reason_stops_the_load(self) -> None:
        with pytest.raises(SourceError, match=r"stp-ccg-2016-03/lookups.yml: .* has no reason"):
            facts("stp-ccg-2016-03", same_body=[{"handle": "stp-E54000001", "body": "stp-QVP"}])


class TestPartners:
    def test_codes_that_are_not_codes_are_kept_as_printed(self) -> None:
        rows = {p.name: p for p in of(Partner, facts("ods-stp-partners-2019-04"))}
        assert (rows["3Sixty GP Federation"].partner, rows["3Sixty GP Federation"].published_code) == (
            "",
            "?",
        )
        assert rows["Voluntary Impact Northamptonshire"].published_code == "-"
        assert rows["South Worcestershire CCG"].partner == "ccg-05T"
        assert rows["Worcestershire Acute Hospitals NHS Trust"].partner == "trust-RWP"

    def test_a_council_goes_by_name_and_one_row_that_stands_for_several_by_none(self) -> None:
        rows = {p.name: p.partner for p in of(Partner, facts("ods-stp-partners-2019-04"))}
        assert rows["Gateshead Metropolitan Borough Council"] == "authority-named:gateshead"
        assert rows["* MDC on behalf of Nottinghamshire District and Borough Councils"] == ""

    def test_closed_stps_keep_the_day_of_their_closing(self) -> None:
        rows = of(Partner, facts("ods-stp-partners-2019-04"))
        assert {(p.status, p.as_of) for p in rows} == {
            ("current", date(2019, 4, 3)),
            ("closed", date(2018, 6, 7)),
        }

    def test_what_ods_appends_to_names_is_taken_away(self) -> None:
        names = {n.body: n.name for n in of(NameAssignment, facts("ods-stp-partners-2019-04"))}
        assert names["stp-QNQ"] == "Frimley Health & Care ICS"
        assert names["stp-QGH"] == "Herefordshire and Worcestershire"

    def test_the_ons_code_printed_is_another_handle_of_the_body(self) -> None:
        aliases = {a.handle: a.body for a in of(Alias, facts("ods-stp-partners-2019-04"))}
        assert aliases["stp-E54000046"] == "stp-QVP"
        assert aliases["authority-named:hull"] == "authority-E06000010"

    @pytest.mark.parametrize(
        ("old", "new", "message"),
        [
            (b"LA,Herefordshire", b"Council,Herefordshire", "column partner_type: “Council” is unknown"),
            (b",05T,", b",?,", "column partner_ods_code: “?” is unknown. Expected an ODS code of a CCG"),
            (b"05T,current", b"05T,open", "column status: “open 2019-04-03” cannot be read"),
        ],
    )
    def test_what_is_not_as_expected_stops_the_load(self, old: bytes, new: bytes, message: str) -> None:
        with pytest.raises(SourceError) as error:
            facts("ods-stp-partners-2019-04", excerpt("ods-stp-partners-2019-04").replace(old, new))
        assert message in str(error.value)

    def test_the_44_without_the_merged_one(self) -> None:
        rows = [p for p in table(Partner) if p.partnership != "stp-QHM"]
        assert len({p.partnership for p in rows}) == 44
        assert Counter(p.category for p in rows) == {"ccg": 191, "authority": 209, "trust": 289, "other": 61}

    def test_authorities_in_more_than_one_stp(self) -> None:
        stps: dict[str, set[str]] = defaultdict(set)
        for p in table(Partner):
            if p.category == "authority" and p.status == "current" and p.partner:
                stps[p.partner].add(p.partnership)
        assert {body: len(found) for body, found in stps.items() if len(found) > 1} == {
            "authority-E10000006": 2,  # Cumbria
            "authority-E10000023": 3,  # North Yorkshire
            "authority-E10000024": 2,  # Nottinghamshire
            "authority-E08000025": 2,  # Birmingham
            "authority-E10000029": 2,  # Suffolk
            "authority-E10000012": 3,  # Essex
            "authority-E10000030": 3,  # Surrey
            "authority-E10000014": 2,  # Hampshire
        }


class TestLeads:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("Jo Bloggs (Chair, Anytown CCG)", Lead(name="Jo Bloggs", post="Chair", employer="Anytown CCG")),
            ("Dr Jo Bloggs OBE (Independent Chair)", Lead(name="Dr Jo Bloggs OBE", post="Independent Chair")),
            (
                "Jo Bloggs, Chief Executive of Anytown Council",
                Lead(name="Jo Bloggs", post="Chief Executive", employer="Anytown Council"),
            ),
            ("Jo Bloggs, Chair", Lead(name="Jo Bloggs", post="Chair")),
            ("Jo Bloggs, Anytown Alliance of CCGs", None),
            ("Jo Bloggs (Anytown CCG?)", None),
            ("Jo Bloggs, Chair Ann Other, Chief Executive, Anytown Trust", None),
            (
                "Jo Bloggs, Chief Executive of Anytown Trust and Ann Other, Chief Executive of Othertown Trust",
                None,
            ),
        ],
    )
    def test_a_text_is_read_only_where_it_leaves_no_doubt(self, text: str, found: Lead | None) -> None:
        assert lead(text) == found

    def test_the_text_is_always_kept_and_nobody_is_said(self) -> None:
        rows = {row.partnership: row for row in of(PartnershipLead, facts("ods-stp-leads-2019-04"))}
        assert rows["stp-QGH"].post == "Chief Executive"
        assert rows["stp-QGH"].employer_name == "Worcestershire Health and Care NHS Trust"
        assert (rows["stp-QHM"].text, rows["stp-QHM"].note) == ("tbc", "The list names nobody.")
        assert (rows["stp-QYG"].person, rows["stp-QYG"].name) == ("", "")
        assert rows["stp-QYG"].text
        assert rows["stp-QYG"].note.startswith("More than one person")

    def test_people_go_by_opaque_ids(self) -> None:
        for row in table(PartnershipLead):
            assert bool(row.person) == bool(row.name)
            assert not row.person or row.person.removeprefix("person-").isalnum()

    def test_an_employer_is_a_partner_of_the_same_stp(self) -> None:
        rows = [row for row in table(PartnershipLead) if row.partnership == "stp-QGH" and row.text]
        assert [row.employer for row in rows] == ["trust-R1A"]

    def test_the_first_leads(self) -> None:
        rows = [row for row in table(PartnershipLead) if "stp-first-leads-2016-03" in row.sources]
        assert len(rows) == 24
        assert sum(bool(row.name) for row in rows) == 22
        assert {row.partnership for row in rows if row.as_of == date(2016, 4, 1)} == {"stp-QR1"}

    def test_a_month_stands_as_its_first_day_and_says_so(self) -> None:
        rows = {row.partnership: row for row in of(PartnershipLead, facts("stp-first-leads-2016-03"))}
        assert rows["stp-named:Gloucestershire"].as_of == date(2016, 4, 1)
        assert rows["stp-named:Gloucestershire"].note == "Dated to the month 2016-04."
        assert rows["stp-named:Coast, Humber and Vale"].note == "The list names nobody."


class TestChangeLog:
    def test_the_merger_keeps_both_days(self) -> None:
        rows = facts(LOG, partnerships=CORRECTED)
        mergers = of(Succession, rows)
        assert {(s.predecessor, s.successor, s.effective) for s in mergers} == {
            ("stp-QVP", "stp-QHM", date(2018, 4, 1)),
            ("stp-QT8", "stp-QHM", date(2018, 4, 1)),
            ("stp-QMK", "stp-QHM", date(2018, 4, 1)),
        }
        assert all("2018-06-07" in s.note and s.change is Change.MERGER for s in mergers)
        closed = [e for e in of(PartnershipEvent, rows) if e.category == "code-closed"]
        assert {(e.partnership, e.occurred) for e in closed} == {
            ("stp-QVP", date(2018, 6, 7)),
            ("stp-QT8", date(2018, 6, 7)),
            ("stp-QMK", date(2018, 6, 7)),
        }

    def test_remarks_leave_only_their_codes(self) -> None:
        rows = {e.record: e for e in of(PartnershipEvent, facts(LOG, partnerships=CORRECTED))}
        assert rows["row 6"].bodies == ("trust-TAE", "trust-RXV")
        assert rows["row 8"].bodies == ("ccg-99P", "ccg-99Q", "ccg-15N")

    def test_a_code_that_no_stp_has_is_corrected(self) -> None:
        rows = {e.record: e for e in of(PartnershipEvent, facts(LOG, partnerships=CORRECTED))}
        assert rows["row 7"].bodies == ("stp-QT6", "stp-QJK", "trust-RK9")

    def test_a_correction_of_another_text_stops_the_load(self) -> None:
        wrong = [{**CORRECTED[0], "published": "QT9"}]
        with pytest.raises(SourceError, match=r"row 7, column stp_code: “QT7 and QJK”\. Expected “QT9”"):
            facts(LOG, partnerships=wrong)

    def test_an_unknown_kind_of_change_stops_the_load(self) -> None:
        data = excerpt(LOG).replace(b"New STP code", b"Newer STP code")
        with pytest.raises(SourceError, match="row 5, column type: “Newer STP code” is unknown"):
            facts(LOG, data, partnerships=CORRECTED)

    @pytest.mark.parametrize(
        ("old", "new", "message"),
        [
            (b"QVP,", b",", r"row 2, column stp_code: “” is unknown\. Expected the codes of STPs"),
            (b"QVP,", b"QV,", r"row 2, column stp_code: “QV” is unknown"),
            (b"QVP,", b"-,", r"row 2, column stp_code: 0 codes are closed\. Expected one STP a row"),
            (b"QVP,", b'"QVP, QT8",', r"row 2, column stp_code: 2 codes are closed"),
        ],
    )
    def test_a_row_without_the_code_it_is_about_stops_the_load(
        self, old: bytes, new: bytes, message: str
    ) -> None:
        with pytest.raises(SourceError, match=message):
            facts(LOG, excerpt(LOG).replace(old, new, 1), partnerships=CORRECTED)

    def test_fifty_events_of_the_country(self) -> None:
        rows = table(PartnershipEvent)
        assert len(rows) == len({e.event for e in rows}) == 50
        derbyshire = [e.occurred for e in rows if "trust-RTG" in e.bodies and e.partnership == "stp-QJ2"]
        assert derbyshire == [date(2018, 7, 16)]

    def test_the_merged_stps_end_when_ons_shows_the_merger(self) -> None:
        lives = {o.id: (o.valid_from, o.valid_to) for o in table(Organisation) if o.kind == "STP"}
        assert lives["stp-QVP"] == (date(2016, 3, 1), date(2018, 4, 1))
        assert lives["stp-QHM"] == (date(2018, 4, 1), None)
        assert len(lives) == 45


class TestTrustsAndVanguards:
    def test_an_inclusive_last_day_becomes_a_half_open_end(self) -> None:
        rows = {o.ods: o for o in of(Organisation, facts("ods-etr-2022-03"))}
        assert rows["RD3"].valid_to == date(2020, 10, 1)
        assert (rows["RWP"].valid_to, rows["RWP"].known_until) == (None, date(2022, 4, 1))

    def test_names_in_mixed_case_stand_before_capitals(self) -> None:
        names = [n.name for n in table(NameAssignment) if n.body == "trust-RWP"]
        assert names == ["Worcestershire Acute Hospitals NHS Trust"]

    def test_the_fifty_vanguards(self) -> None:
        rows = table(VanguardSite)
        assert Counter(v.care_model for v in rows) == {"PACS": 9, "MCP": 14, "EHCH": 6, "UEC": 8, "ACC": 13}
        assert Counter(v.announced for v in rows) == {"2015-03": 29, "2015-07": 8, "2015-09": 13}
        assert {v.id for v in rows if v.name == "Tower Hamlets Together"} == {"vanguard-19"}

    def test_an_unknown_care_model_stops_the_load(self) -> None:
        with pytest.raises(SourceError, match=r"row 2, column care_model: “MCPS” is unknown"):
            facts("nhse-vanguards", excerpt("nhse-vanguards").replace(b",MCP,", b",MCPS,"))
