"""The loaders of ONS look-ups and NHS England's structure, on real rows and on the compiled tables."""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from excerpts import excerpt, facts, of, source_of, table
from hypothesis import given
from hypothesis import strategies as st

from nhsgraph import catalogue
from nhsgraph.compile import authorities, identities, lsoas, overlaps
from nhsgraph.errors import SourceError
from nhsgraph.facts import (
    Dated,
    Fact,
    IdentifierAssignment,
    Lsoa,
    NameAssignment,
    Organisation,
    Overlap,
    Participation,
    Structure,
    TeamCoverage,
)
from nhsgraph.resources import data_dir
from nhsgraph.sources import loader
from nhsgraph.sources.authority_names import handle
from nhsgraph.sources.partial import Alias, LsoaPlacements

AREAS = (
    "ons-lsoa-ccg-lad-2016-04",
    "ons-lsoa-ccg-lad-2018-04",
    "ons-lsoa-ccg-lad-2020-04",
    "ons-lsoa-population-mid-2015",
    "ons-ltla-utla-2018-12",
)
KNOWN = catalogue.load(data_dir() / "sources")


def areas() -> list[Fact]:
    return [fact for name in AREAS for fact in facts(name)]


class TestNames:
    def test_the_encoding_and_the_stray_blanks_of_2013_are_corrected(self) -> None:
        names = {n.body: n.name for n in of(NameAssignment, facts("ons-ccg-names-2013-04"))}
        assert names == {
            "ccg-03R": "NHS Wakefield",
            "ccg-04Q": "NHS South West Lincolnshire",
            "ccg-05T": "NHS South Worcestershire",
            "ccg-08Y": "NHS West London (Kensington and Chelsea, Queen’s Park and Paddington)",
        }

    def test_a_stray_blank_that_no_correction_names_stops_the_load(self) -> None:
        data = excerpt("ons-ccg-names-2017-04").replace(b"NHS Cumbria CCG", b"NHS Cumbria CCG ")
        data = data.replace(b"NHS North Cumbria CCG", b"NHS North Cumbria CCG ")
        with pytest.raises(SourceError, match=r"ccg_names_2017-04.csv, row \d, column CCG17NM: .*blank"):
            facts("ons-ccg-names-2017-04", data)

    def test_a_correction_that_corrects_nothing_stops_the_load(self) -> None:
        data = excerpt("ons-ccg-names-2013-04").replace(b"Wakefield ", b"Wakefield")
        with pytest.raises(SourceError, match=r"lookups.yml.*no cell reads “NHS Wakefield ” any more"):
            facts("ons-ccg-names-2013-04", data)

    @pytest.mark.parametrize(
        ("old", "new", "message"),
        [
            (b"CCG17CDH", b"CCG18CDH", "row 1: there is no column “CCG17CDH”. Expected CCG17CD, CCG17CDH"),
            (b",FID", b",FIB", "row 1: unknown column “FIB”"),
            (b",05T,", b",5T,", "column CCG17CDH: “5T” is unknown. Expected an ODS code of a CCG"),
            (b"E38000166", b"W38000166", "column CCG17CD: “W38000166” is unknown. Expected an ONS code"),
            (b",05T,", b",05T,,", "5 cells. Expected 4 cells"),
            (b"NHS South Worcestershire CCG", b"", "column CCG17NM: the cell is empty"),
        ],
    )
    def test_what_is_not_as_expected_stops_the_load(self, old: bytes, new: bytes, message: str) -> None:
        with pytest.raises(SourceError) as error:
            facts("ons-ccg-names-2017-04", excerpt("ons-ccg-names-2017-04").replace(old, new))
        assert message in str(error.value)
        assert "ons/ccg_names_2017-04.csv, row " in str(error.value)

    @given(st.permutations(range(4)))
    def test_the_order_of_columns_does_not_matter(self, order: list[int]) -> None:
        rows = list(csv.reader(io.StringIO(excerpt("ons-ccg-names-2017-04").decode("utf-8-sig"), newline="")))
        out = io.StringIO()
        csv.writer(out).writerows([[row[i] for i in order] for row in rows])
        assert facts("ons-ccg-names-2017-04", out.getvalue().encode()) == facts("ons-ccg-names-2017-04")

    def test_a_code_that_outlives_a_boundary(self) -> None:
        codes = [i for i in table(IdentifierAssignment) if i.body == "ccg-01H" and i.scheme == "gss"]
        assert [(c.code, c.valid_from, c.valid_to) for c in codes] == [
            ("E38000041", date(2013, 4, 1), date(2017, 4, 1)),
            ("E38000215", date(2017, 4, 1), date(2022, 7, 1)),
        ]

    def test_another_number_of_rows_than_the_source_has_stops_the_load(self) -> None:
        source = replace(source_of("ons-ccg-names-2017-04"), rows=207)
        with pytest.raises(SourceError, match=r"ccg_names_2017-04.csv: 3 rows\. Expected 207 rows"):
            list(loader(source)(excerpt("ons-ccg-names-2017-04"), source))


class TestTeams:
    def test_area_teams_have_the_codes_of_ods(self) -> None:
        rows = facts("nhse-area-team-codes")
        assert [(o.id, o.gss) for o in of(Organisation, rows)] == [
            ("area-team-Q46", "E39000003"),
            ("area-team-Q53", "E39000010"),
            ("area-team-Q71", "E39000018"),
        ]

    def test_structure_and_coverage_of_2013(self) -> None:
        rows = facts("nhse-ccg-area-team-region-2013-04")
        assert [(s.part, s.whole) for s in of(Structure, rows)] == [
            ("area-team-E39000003", "region-E40000001"),
            ("area-team-E39000010", "region-E40000002"),
        ]
        assert len(of(TeamCoverage, rows)) == 6

    def test_an_area_team_in_two_regions_stops_the_load(self) -> None:
        data = excerpt("nhse-ccg-area-team-region-2013-04")
        broken = data.replace(b'Worcestershire",E40000002', b'Worcestershire",E40000001', 1)
        assert broken != data
        with pytest.raises(SourceError, match=r"row 4, column NHSCR13CD: the area team lies in two regions"):
            facts("nhse-ccg-area-team-region-2013-04", broken)

    def test_the_columns_of_2018_that_say_2017_are_a_known_wart(self) -> None:
        rows = facts("ons-local-office-region-2018-04")
        assert ("local-office-E39000041", "region-E40000005") in [
            (s.part, s.whole) for s in of(Structure, rows)
        ]
        with pytest.raises(SourceError, match="there is no column “NHSRLO18CD”"):
            facts("ons-local-office-region-2018-04", header_year=None)

    def test_greater_manchester_was_covered_from_the_day_its_office_opened(self) -> None:
        rows = of(TeamCoverage, facts("ons-ccg-local-office-region-2017-04"))
        begins = {(c.body, c.team): (c.valid_from, c.dated) for c in rows}
        assert begins["ccg-E38000016", "local-office-E39000037"] == (date(2016, 4, 1), Dated.EXACT)
        assert begins["ccg-E38000166", "local-office-E39000033"] == (date(2017, 4, 1), Dated.RELEASE)

    def test_four_regions_are_new_in_2019(self) -> None:
        opened = {o.ods: o.valid_from for o in of(Organisation, facts("ons-region-names-2019-04"))}
        assert opened == {"Y56": None, "Y60": date(2019, 4, 1)}

    def test_who_covered_south_worcestershire(self) -> None:
        teams = [c for c in table(TeamCoverage) if c.body == "ccg-05T"]
        assert [
            (c.team, c.valid_from, c.valid_to, c.known_until) for c in teams if "region" not in c.team
        ] == [
            ("area-team-Q53", date(2013, 4, 1), date(2015, 4, 1), None),
            ("local-office-Q77", date(2015, 4, 1), None, date(2019, 4, 1)),
        ]

    @pytest.mark.parametrize(
        ("day", "offices", "regions"),
        [
            (date(2013, 4, 1), 25, 4),
            (date(2017, 4, 1), 14, 4),
            (date(2018, 4, 1), 14, 5),
        ],
    )
    def test_the_teams_that_cover_ccgs_on_a_day(self, day: date, offices: int, regions: int) -> None:
        covering = {
            c.team
            for c in table(TeamCoverage)
            if c.body.startswith("ccg-") and c.valid_from <= day and (c.valid_to is None or day < c.valid_to)
        }
        assert len([t for t in covering if t.startswith("region-")]) == regions
        assert len([t for t in covering if not t.startswith("region-")]) == offices


class TestIdentities:
    def test_a_handle_becomes_the_body_it_stands_for_through_any_number_of_steps(self) -> None:
        rows: list[Fact] = [
            Alias(handle="stp-named:Anywhere", body="stp-E54000019", sources=("stp-ccg-2016-03",)),
            Alias(handle="stp-E54000019", body="stp-QGH", sources=("ons-stp-names-2020-04",)),
            NameAssignment(body="stp-named:Anywhere", name="Anywhere", sources=("stp-ccg-2016-03",)),
        ]
        assert [n.body for n in of(NameAssignment, identities.resolved(rows, KNOWN))] == ["stp-QGH"]

    def test_two_releases_that_disagree_stop_the_compilation(self) -> None:
        rows: list[Fact] = [
            Alias(handle="stp-E54000019", body="stp-QGH", sources=("a",), record="row 2"),
            Alias(handle="stp-E54000019", body="stp-QJ2", sources=("b",), record="row 3"),
        ]
        with pytest.raises(
            SourceError, match=r"stp-E54000019 is stp-QGH in row 2\. Expected stp-QJ2, as in row 3"
        ):
            identities.resolved(rows, KNOWN)

    def test_a_code_that_no_release_explains_stops_the_compilation(self) -> None:
        rows = facts("ons-ccg-local-office-region-2017-04")
        with pytest.raises(SourceError, match="no release says which body “region-E40000002” is"):
            identities.resolved(rows, KNOWN)

    def test_an_authority_goes_by_its_ons_code(self) -> None:
        rows: list[Fact] = [NameAssignment(body="authority-E10000034", name="Worcestershire", sources=("a",))]
        assert identities.resolved(rows, KNOWN) == rows


class TestAuthorityNames:
    @pytest.mark.parametrize(
        ("council", "place"),
        [
            ("Telford & Wrekin Council (Unitary)", "Telford and Wrekin"),
            ("Newcastle-upon-Tyne City Council", "Newcastle upon Tyne"),
            ("Corporation of the City of London", "City of London"),
            ("Durham County Council", "County Durham"),
            ("Bristol City Council", "Bristol, City of"),
        ],
    )
    def test_a_council_and_its_place_match(self, council: str, place: str) -> None:
        assert handle(council) == handle(place)

    def test_a_misspelling_does_not(self) -> None:
        assert handle("Middlesborough Council") != handle("Middlesbrough")


def without(placed: LsoaPlacements, lsoa: str) -> LsoaPlacements:
    """The placements without one area."""
    rows = zip(placed.lsoas, placed.ccgs, placed.districts, strict=True)
    kept = [row for row in rows if row[0] != lsoa]
    codes, ccgs, districts = zip(*kept, strict=True)
    return replace(placed, lsoas=codes, ccgs=ccgs, districts=districts)


class TestAreas:
    def test_placements_and_residents_join(self) -> None:
        rows = of(Lsoa, lsoas.made(areas(), KNOWN))
        parted = next(row for row in rows if row.code == "E01019367")
        assert (parted.people, parted.ccg_2016, parted.ccg_2018, parted.ccg_2020) == (
            2578,
            "ccg-01H",
            "ccg-01K",
            "ccg-01K",
        )
        assert parted.sources == AREAS[:4]

    def test_an_area_that_a_release_lacks_stops_the_compilation(self) -> None:
        rows = [
            without(r, "E01019367") if isinstance(r, LsoaPlacements) and r.year == 2018 else r
            for r in areas()
        ]
        with pytest.raises(SourceError, match="E01019367 has no placement of 2018"):
            lsoas.made(rows, KNOWN)

    def test_an_area_that_stands_twice_stops_the_compilation(self) -> None:
        def twice(r: Fact) -> Fact:
            if not isinstance(r, LsoaPlacements):
                return r
            return replace(
                r,
                lsoas=[*r.lsoas, r.lsoas[0]],
                ccgs=[*r.ccgs, r.ccgs[0]],
                districts=[*r.districts, r.districts[0]],
            )

        with pytest.raises(SourceError, match=r"E0\d+ stands twice\. Expected one row an area"):
            lsoas.made([twice(r) for r in areas()], KNOWN)

    def test_a_district_without_an_upper_tier_stops_the_compilation(self) -> None:
        rows = [
            r
            for r in areas()
            if getattr(r, "district", "") != "authority-E07000031" or r.sources != (AREAS[4],)
        ]
        with pytest.raises(SourceError, match="no release gives the upper tier of authority-E07000031"):
            authorities.made(rows, KNOWN)

    def test_wales_is_left_out_for_a_reason(self) -> None:
        assert not [o for o in of(Organisation, facts(AREAS[4])) if o.gss.startswith("W")]
        with pytest.raises(SourceError, match="“W06000001” is unknown"):
            facts(AREAS[4], left_out=[])

    def test_a_ccg_in_one_county_and_three_districts(self) -> None:
        rows = [o for o in of(Overlap, overlaps.made(areas(), KNOWN)) if o.as_of.year == 2016]
        assert [(o.a, o.b, o.lsoas, o.people, o.share_of_a) for o in rows if o.a == "ccg-01H"] == [
            ("ccg-01H", "authority-E10000006", 3, 5634, Decimal("1.000000")),
            ("ccg-01H", "authority-E07000026", 2, 3056, Decimal("0.542421")),
            ("ccg-01H", "authority-E07000031", 1, 2578, Decimal("0.457579")),
        ]

    @given(st.randoms(use_true_random=False))
    def test_the_order_of_facts_does_not_matter(self, random: object) -> None:
        rows = areas()
        shuffled = list(rows)
        random.shuffle(shuffled)  # type: ignore[attr-defined]
        key = lambda o: (o.a, o.b, o.as_of)  # noqa: E731
        assert sorted(of(Overlap, overlaps.made(shuffled, KNOWN)), key=key) == sorted(
            of(Overlap, overlaps.made(rows, KNOWN)), key=key
        )


class TestOverlapsOfTheCountry:
    @pytest.mark.parametrize(
        ("year", "pairs", "ccgs", "in_several", "authorities", "with_several"),
        [(2016, 241, 209, 28, 152, 36), (2018, 233, 195, 29, 152, 32), (2020, 195, 135, 35, 151, 22)],
    )
    def test_ccgs_and_upper_tier_authorities(
        self, year: int, pairs: int, ccgs: int, in_several: int, authorities: int, with_several: int
    ) -> None:
        lower = {o.id for o in table(Organisation) if o.tier == "lower"}
        rows = [
            o
            for o in table(Overlap)
            if o.as_of == date(year, 4, 1) and o.b.startswith("authority-") and o.b not in lower
        ]
        of_ccg, of_authority = Counter(o.a for o in rows), Counter(o.b for o in rows)
        assert len(rows) == pairs
        assert (len(of_ccg), sum(n > 1 for n in of_ccg.values())) == (ccgs, in_several)
        assert (len(of_authority), sum(n > 1 for n in of_authority.values())) == (authorities, with_several)
        assert sum(o.people or 0 for o in rows) == 54_728_204

    def test_shares_of_a_body_add_up(self) -> None:
        lower = {o.id for o in table(Organisation) if o.tier == "lower"}
        sums: dict[tuple[str, date, bool], Decimal] = defaultdict(Decimal)
        for o in table(Overlap):
            if o.b.startswith("authority-") and o.b not in lower:
                sums[o.a, o.as_of, True] += o.share_of_a or 0
                sums[o.b, o.as_of, False] += o.share_of_b or 0
        assert all(abs(total - 1) < Decimal("0.00001") for total in sums.values())

    def test_north_east_hampshire_and_farnham_lies_in_two_counties(self) -> None:
        rows = {o.b: o.share_of_a for o in table(Overlap) if o.a == "ccg-99M" and o.as_of == date(2016, 4, 1)}
        assert rows["authority-E10000014"] == Decimal("0.793289")  # Hampshire
        assert rows["authority-E10000030"] == Decimal("0.206711")  # Surrey

    def test_only_cumbria_was_split_between_stps(self) -> None:
        rows = [o for o in table(Overlap) if o.b.startswith("stp-")]
        several = Counter(o.a for o in rows)
        assert len(rows) == 210
        assert {o.b: o.people for o in rows if several[o.a] > 1} == {"stp-QT8": 318_078, "stp-QE1": 186_018}
        assert {o.a for o in rows if several[o.a] > 1} == {"ccg-01H"}

    def test_the_table_of_areas(self) -> None:
        rows = table(Lsoa)
        assert len(rows) == 32_844
        assert sum(row.people for row in rows) == 54_728_204
        assert [len({getattr(r, f"ccg_{y}") for r in rows}) for y in lsoas.YEARS] == [209, 195, 135]
        assert [len({getattr(r, f"district_{y}") for r in rows}) for y in lsoas.YEARS] == [326, 326, 314]

    def test_districts_made_after_the_look_up_of_tiers(self) -> None:
        whole = {s.part: s.whole for s in table(Structure) if s.relation == "area-within"}
        tiers = {o.id: o.tier for o in table(Organisation) if o.kind == "LocalAuthority"}
        assert (
            whole["authority-E07000244"] == whole["authority-E07000245"] == "authority-E10000029"
        )  # Suffolk
        assert whole["authority-E07000246"] == "authority-E10000027"  # Somerset
        assert {tiers[f"authority-E0600005{n}"] for n in (8, 9)} == {"unitary"}
        assert tiers["authority-E06000060"] == "unitary"


class TestPartnershipsOfTheCountry:
    @pytest.mark.parametrize(
        ("day", "rows", "ccgs", "stps"),
        [
            (date(2016, 4, 1), 211, 209, 44),
            (date(2017, 4, 1), 207, 207, 44),
            (date(2018, 4, 1), 195, 195, 42),
            (date(2019, 4, 1), 191, 191, 42),
            (date(2020, 4, 1), 135, 135, 42),
        ],
    )
    def test_participations_on_a_day(self, day: date, rows: int, ccgs: int, stps: int) -> None:
        held = [
            p
            for p in table(Participation)
            if p.valid_from <= day and (p.valid_to is None or day < p.valid_to)
        ]
        counts = (len(held), len({p.participant for p in held}), len({p.partnership for p in held}))
        assert counts == (rows, ccgs, stps)

    def test_nothing_is_said_after_the_year_of_the_last_look_up(self) -> None:
        still_open = [p for p in table(Participation) if p.valid_to is None]
        assert still_open
        assert {p.known_until for p in still_open} == {date(2021, 4, 1)}

    def test_codes_and_names_that_changed_on_one_stp(self) -> None:
        codes = [i for i in table(IdentifierAssignment) if i.body == "stp-QE1"]
        names = [n for n in table(NameAssignment) if n.body == "stp-QE1"]
        assert [(c.code, c.valid_from) for c in codes] == [
            ("E54000004", date(2016, 3, 1)),
            ("E54000048", date(2017, 4, 1)),
        ]
        assert {(n.name, n.valid_from) for n in names} == {
            ("Lancashire and South Cumbria", date(2016, 3, 1)),
            ("Healthier Lancashire and South Cumbria", date(2019, 4, 1)),
        }

    def test_an_stp_with_a_second_name_stops_the_load(self) -> None:
        data = excerpt("ons-ccg-stp-2018-04").replace(b"Cumbria and North East", b"Cumbria & North East", 1)
        assert data != excerpt("ons-ccg-stp-2018-04")
        with pytest.raises(SourceError, match="column STP18NM: E54000049 has a second name"):
            facts("ons-ccg-stp-2018-04", data)


def test_every_source_with_a_format_has_a_loader_and_every_ignored_column_a_reason() -> None:
    for source in KNOWN.values():
        if source.format:
            assert callable(loader(source)), source.id
        assert all((source.ignored or {}).values()), source.id


def test_every_correction_has_a_reason() -> None:
    for source in KNOWN.values():
        for key, value in (source.lookups or {}).items():
            entries = value if isinstance(value, list) else [value]
            if isinstance(value, dict) and "reason" not in value:  # entries by their codes
                entries = list(value.values())
            for entry in entries:
                told = not isinstance(entry, dict) or entry.get("reason") or key in {"measures", "notes"}
                assert told, (source.id, key, entry)


def test_a_release_without_a_first_day_cannot_date_its_facts() -> None:
    source = replace(
        source_of("ons-stp-names-2020-04"), speaks_from=None, lookups={"header_year": {"value": "20"}}
    )
    with pytest.raises(SourceError, match=r"ons-stp-names-2020-04/source.yml: “speaks_from” is missing"):
        list(loader(source)(excerpt("ons-stp-names-2020-04"), source))
