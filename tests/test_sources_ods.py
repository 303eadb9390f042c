"""The loaders of the Organisation Data Service, on real rows of each release."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import pytest

from nhsgraph import catalogue
from nhsgraph.catalogue import Source
from nhsgraph.errors import SourceError
from nhsgraph.facts import (
    Dated,
    Fact,
    NameAssignment,
    Organisation,
    PracticeMembership,
    PracticeStatus,
    Status,
    Structure,
    TeamCoverage,
)
from nhsgraph.resources import data_dir
from nhsgraph.sources import loader, ods_csv
from nhsgraph.sources.teams import region_id, team_id

FIXTURES = Path(__file__).parent / "fixtures" / "sources"

F = TypeVar("F", bound=Fact)

ODS = (
    "ods-eauth-2018-11",
    "ods-eccg-2016-02",
    "ods-eccg-2018-11",
    "ods-epcmem-2019-10",
    "ods-epraccur-2015-11",
    "ods-epraccur-2017-02",
    "ods-epraccur-2019-10",
)


def source_of(name: str, **lookups: Any) -> Source:
    """The real source without its number of rows, which is that of the whole file."""
    source = catalogue.read(data_dir() / "sources" / name / "source.yml")
    return replace(source, rows=None, lookups={**(source.lookups or {}), **lookups})


def excerpt(name: str) -> bytes:
    return (FIXTURES / f"{name}.csv").read_bytes()


def facts(name: str, data: bytes | None = None, **lookups: Any) -> list[Fact]:
    source = source_of(name, **lookups)
    return list(loader(source)(excerpt(name) if data is None else data, source))


def memberships(data: bytes | None = None, **lookups: Any) -> list[PracticeMembership]:
    counted = {
        "before_2013": {"rows": 11},
        "welsh_health_boards": {"rows": 1},
        "not_in_a_register": {"rows": 1, "codes": ["Y03764"]},
    }
    rows = facts("ods-epcmem-2019-10", data, **{**counted, **lookups})
    return [row for row in rows if isinstance(row, PracticeMembership)]


def of(kind: type[F], rows: list[Fact]) -> list[F]:
    return [row for row in rows if isinstance(row, kind)]


class TestEpraccur:
    def test_a_dormant_practice_is_open_and_a_closed_one_ends_after_its_last_day(self) -> None:
        first = {o.id: o for o in of(Organisation, facts("ods-epraccur-2015-11"))}
        later = {o.id: o for o in of(Organisation, facts("ods-epraccur-2017-02"))}
        assert first["practice-Y02708"].valid_to is None
        assert first["practice-Y02708"].known_until == date(2015, 11, 28)
        assert later["practice-Y02708"].valid_to == date(2016, 6, 1)  # closed on 20160531, inclusive
        assert later["practice-Y02708"].known_until is None
        statuses = of(PracticeStatus, facts("ods-epraccur-2015-11"))
        assert {s.practice: s.status for s in statuses}["practice-Y02708"] is Status.DORMANT

    def test_only_prescribing_setting_4_is_a_gp_practice(self) -> None:
        rows = of(Organisation, facts("ods-epraccur-2019-10"))
        assert {o.id: (o.kind, o.note) for o in rows} == {
            "practice-A99919": ("ProviderOrganisation", "prescribing setting: other"),
            "practice-B86674": ("ProviderOrganisation", "prescribing setting: care home or nursing home"),
            "practice-M81001": ("GPPractice", ""),
            "practice-Y01960": ("ProviderOrganisation", "prescribing setting: walk-in centre"),
            "practice-Y02708": ("GPPractice", ""),
            "practice-Y04968": ("GPPractice", ""),
        }

    def test_the_name_of_a_closed_practice_is_told_for_its_last_day(self) -> None:
        names = {n.body: n for n in of(NameAssignment, facts("ods-epraccur-2019-10"))}
        assert names["practice-Y02708"].valid_from == date(2016, 5, 31)
        assert names["practice-Y04968"].valid_from == date(2019, 10, 1)
        assert names["practice-Y04968"].record == "row 6"

    def test_the_release_of_2019_gives_the_region_of_each_ccg_but_not_of_hubs_or_closed_practices(
        self,
    ) -> None:
        coverages = of(TeamCoverage, facts("ods-epraccur-2019-10"))
        assert {(c.body, c.team) for c in coverages} == {
            ("ccg-01A", "region-Y62"),
            ("ccg-05J", "region-Y60"),
            ("ccg-05T", "region-Y60"),  # the closed Y02708 still says Y55
            ("ccg-15F", "region-Y63"),
        }
        assert {(c.valid_from, c.known_until, c.dated) for c in coverages} == {
            (date(2019, 4, 1), date(2019, 11, 1), Dated.EXACT)
        }
        assert of(TeamCoverage, facts("ods-epraccur-2017-02")) == []

    def test_two_regions_in_one_ccg_stop_the_load(self) -> None:
        line = excerpt("ods-epraccur-2019-10").splitlines(keepends=True)[5]
        with pytest.raises(SourceError, match=r"row 2, column national grouping: “Y61” differs within 05T"):
            facts("ods-epraccur-2019-10", line + line.replace(b"Y60", b"Y61").replace(b"Y04968", b"Y04969"))

    @pytest.mark.parametrize(
        ("old", "new", "message"),
        [
            (
                b'"4",""',
                b'"5",""',
                r"row 1, column prescribing setting: “5” is unknown\. Expected one of 0, 1,",
            ),
            (
                b'"A","B"',
                b'"X","B"',
                r"row 1, column status code: “X” is unknown\. Expected one of A, C, D, P\.",
            ),
            (b'"A","B"', b'"A","Q"', r"row 1, column sub-type code: “Q” is unknown"),
            (b"19740401", b"19740431", r"row 1, column open date: “19740431” is not a date"),
            (
                b'"19740401",""',
                b'"19740401","19740331"',
                r"row 1, column close date: “19740331” is before the open date\. Expected 19740401 or later",
            ),
            (b'"M81001"', b'"M8100"', r"row 1, column organisation code: “M8100” is unknown"),
            (b'"0","","05J"', b'"0","x","05J"', r"row 1, column null 23: “x” in a column that nothing reads"),
            (b'"4",""', b'"4"', r"row 1: 26 cells\. Expected 27 cells\."),
        ],
    )
    def test_what_is_not_as_specified_stops_the_load(self, old: bytes, new: bytes, message: str) -> None:
        row = next(line for line in excerpt("ods-epraccur-2015-11").splitlines() if b"M81001" in line)
        assert old in row
        with pytest.raises(SourceError, match=r"epraccur_2015-11-27\.csv, " + message):
            facts("ods-epraccur-2015-11", row.replace(old, new))

    def test_ignoring_a_column_that_does_not_exist_is_an_error(self) -> None:
        source = replace(source_of("ods-epraccur-2015-11"), ignored={"post code": "a slip"})
        with pytest.raises(SourceError, match="the ignored column “post code” does not exist"):
            list(loader(source)(excerpt("ods-epraccur-2015-11"), source))


class TestEpcmem:
    def test_memberships_are_half_open_and_the_open_ones_known_until_the_release_ends(self) -> None:
        rows = {(m.practice, m.commissioner): m for m in memberships()}
        assert rows["practice-Y02708", "ccg-05T"].valid_to == date(2016, 6, 1)
        assert rows["practice-Y02708", "ccg-05T"].known_until is None
        assert rows["practice-Y04968", "ccg-05T"].valid_from == date(2015, 3, 25)
        assert rows["practice-Y04968", "ccg-05T"].known_until == date(2019, 11, 1)

    def test_trusts_welsh_boards_and_the_unregistered_are_left_out(self) -> None:
        assert {m.commissioner for m in memberships()} == {
            "ccg-00W", "ccg-01A", "ccg-03W", "ccg-05J", "ccg-05T", "ccg-14L", "hub-13A",
        }  # fmt: skip

    def test_a_hub_is_no_ccg(self) -> None:
        rows = sorted(
            (m.valid_from, m.commissioner) for m in memberships() if m.practice == "practice-Y03584"
        )
        assert rows == [
            (date(2013, 4, 1), "ccg-03W"),
            (date(2013, 5, 1), "hub-13A"),
            (date(2015, 3, 5), "ccg-03W"),
        ]

    def test_p84676_moves_to_the_successor_and_keeps_what_was_published(self) -> None:
        rows = sorted(
            (m.valid_from, m.valid_to, m.commissioner, m.published_commissioner, bool(m.correction))
            for m in memberships()
            if m.practice == "practice-P84676"
        )
        assert rows == [
            (date(2013, 4, 1), date(2017, 4, 1), "ccg-00W", "", True),
            (date(2017, 4, 1), date(2017, 7, 5), "ccg-14L", "ccg-00W", True),
            (date(2017, 7, 5), date(2017, 11, 1), "ccg-14L", "", False),
        ]

    def test_a_correction_that_corrects_nothing_stops_the_load(self) -> None:
        stale = [
            {"practice": "P84676", "parent": "00X", "read": "14L", "from": date(2017, 4, 1), "reason": ""}
        ]
        with pytest.raises(SourceError, match=r"lookups\.yml: no row of P84676 has the parent 00X"):
            memberships(corrections=stale)

    def test_another_number_of_rows_left_out_stops_the_load(self) -> None:
        with pytest.raises(SourceError, match=r"11 rows are left out as “before_2013”\. Expected 9 rows"):
            memberships(before_2013={"rows": 9})

    @pytest.mark.parametrize(
        ("line", "message"),
        [
            (
                b'"M81001","ZZZ","W","20130401","","0"',
                r"row 1, column parent organisation code: “ZZZ” is unknown",
            ),
            (
                b'"M81001","05J","V","20130401","","0"',
                r"row 1, column parent organisation type: “V” is unknown",
            ),
            (
                b'"M81001","05J","W","20130401","20130331","0"',
                r"row 1, column left parent date: “20130331” is before the join parent date",
            ),
            (
                b'"M81001","05J","W","20120401","","0"',
                r"row 1, column join parent date: “05J” is no CCG before 2013",
            ),
        ],
    )
    def test_what_is_unknown_stops_the_load(self, line: bytes, message: str) -> None:
        with pytest.raises(SourceError, match=message):
            memberships(line)

    def test_a_membership_of_one_day_is_one(self) -> None:
        (row,) = memberships(
            b'"M81001","05J","W","20130401","20130401","0"',
            corrections=[],
            **{key: {"rows": 0} for key in ("before_2013", "welsh_health_boards", "not_in_a_register")},
        )
        assert (row.valid_from, row.valid_to) == (date(2013, 4, 1), date(2013, 4, 2))


class TestEccg:
    def test_an_open_ccg_speaks_for_the_release_and_a_closed_one_for_its_last_day(self) -> None:
        coverages = {(c.body, c.team): c for c in of(TeamCoverage, facts("ods-eccg-2016-02"))}
        assert set(coverages) == {
            ("ccg-00F", "region-Y54"),
            ("ccg-00F", "area-team-Q49"),
            ("ccg-00Y", "region-Y54"),
            ("ccg-00Y", "local-office-Q73"),
            ("ccg-05T", "region-Y55"),
            ("ccg-05T", "local-office-Q77"),
            ("ccg-13T", "region-Y54"),
            ("ccg-13T", "local-office-Q74"),
        }  # and nothing for the hub 13A
        assert coverages["ccg-00F", "area-team-Q49"].valid_from == date(2015, 3, 31)
        assert coverages["ccg-00F", "area-team-Q49"].valid_to == date(2015, 4, 1)
        assert coverages["ccg-05T", "local-office-Q77"].valid_from == date(2016, 2, 1)
        assert coverages["ccg-05T", "local-office-Q77"].known_until == date(2016, 3, 1)

    def test_a_region_known_to_the_day_by_other_sources_begins_then(self) -> None:
        coverages = {(c.body, c.team): c for c in of(TeamCoverage, facts("ods-eccg-2016-02"))}
        region = coverages["ccg-13T", "region-Y54"]
        assert (region.valid_from, region.dated) == (date(2015, 4, 1), Dated.EXACT)
        assert region.sources == ("ods-eccg-2016-02", "payments-gp-2015-16", "ods-eauth-2018-11")
        assert coverages["ccg-13T", "local-office-Q74"].valid_from == date(2016, 2, 1)

    def test_kinds_and_lives_are_those_of_the_register(self) -> None:
        bodies = {o.id: o for o in of(Organisation, facts("ods-eccg-2016-02"))}
        assert bodies["hub-13A"].kind == "CommissioningHub"
        assert bodies["ccg-13T"].valid_from == date(2014, 11, 26)  # before it operated
        assert bodies["ccg-00F"].valid_to == date(2015, 4, 1)

    def test_an_unknown_team_stops_the_load(self) -> None:
        data = excerpt("ods-eccg-2018-11").replace(b'"Q83"', b'"Q93"')
        with pytest.raises(SourceError, match=r"row 1, column high level health geography: “Q93” is unknown"):
            facts("ods-eccg-2018-11", data)

    def test_an_unknown_sub_type_stops_the_load(self) -> None:
        data = excerpt("ods-eccg-2018-11").replace(b'"","C","",', b'"","P","",')
        with pytest.raises(
            SourceError, match=r"row 1, column sub-type code: “P” is unknown\. Expected one of C, H"
        ):
            facts("ods-eccg-2018-11", data)


class TestEauth:
    def test_wessex_operates_as_a_local_office_from_april_2015(self) -> None:
        bodies = {o.id: o for o in of(Organisation, facts("ods-eauth-2018-11"))}
        wessex = bodies["local-office-Q70"]
        assert (wessex.registered_from, wessex.valid_from, wessex.valid_to) == (
            date(2012, 10, 1), date(2015, 4, 1), date(2018, 4, 1),
        )  # fmt: skip
        assert bodies["local-office-Q77"].registered_from is None

    def test_the_office_of_2015_that_the_register_lacks_comes_from_the_lookups(self) -> None:
        rows = facts("ods-eauth-2018-11")
        missing = next(o for o in of(Organisation, rows) if o.ods == "Q73")
        assert (missing.valid_from, missing.valid_to) == (date(2015, 4, 1), date(2016, 4, 1))
        assert missing.sources == ("ods-eccg-2016-02", "payments-gp-2015-16", "ods-eauth-2018-11")
        assert ("local-office-Q73", "region-Y54") in {(s.part, s.whole) for s in of(Structure, rows)}

    def test_a_region_that_ended_after_the_release_ends_by_a_later_source(self) -> None:
        bodies = {o.id: o for o in of(Organisation, facts("ods-eauth-2018-11"))}
        assert bodies["region-Y54"].valid_to == date(2019, 4, 1)
        assert bodies["region-Y54"].sources[1:] == ("ons-region-names-2019-04",)
        assert bodies["region-Y57"].valid_to == date(2018, 4, 1)
        assert len(bodies["region-Y57"].sources) == 1

    def test_welsh_bodies_are_left_out_by_name_and_any_other_stops_the_load(self) -> None:
        assert not any(o.ods == "W00" for o in of(Organisation, facts("ods-eauth-2018-11")))
        with pytest.raises(SourceError, match=r"row 6, column organisation code: “W02” is unknown"):
            facts("ods-eauth-2018-11", excerpt("ods-eauth-2018-11").replace(b'"W00","NHS', b'"W02","NHS'))


def test_two_area_teams_handed_their_codes_to_local_offices() -> None:
    before, after = date(2015, 3, 31), date(2015, 4, 1)
    assert [team_id(code, before) for code in ("Q49", "Q70", "Q71")] == [
        "area-team-Q49", "area-team-Q70", "area-team-Q71",
    ]  # fmt: skip
    assert [team_id(code, after) for code in ("Q70", "Q71", "Q72")] == [
        "local-office-Q70", "local-office-Q71", "local-office-Q72",
    ]  # fmt: skip
    assert [team_id(code, after) for code in ("Q43", "Q99", "QGH", "")] == [None] * 4
    assert [region_id(code) for code in ("Y53", "Y54", "Y63", "Y64")] == [
        None,
        "region-Y54",
        "region-Y63",
        None,
    ]


def test_every_column_is_used_ignored_or_declared_empty() -> None:
    for name in ODS:
        ignored = source_of(name).ignored or {}
        assert all(reason for reason in ignored.values()), name
    assert len(ods_csv.COLUMNS) == 27
