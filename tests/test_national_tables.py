"""What must be counted in the shipped tables: figures of the publishers, or measured in their files."""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from nhsgraph import catalogue, tables
from nhsgraph import compile as compiling
from nhsgraph.facts import Contract, Dated, Organisation, PracticeMembership, PracticeStatus, Status
from nhsgraph.resources import data_dir

APRIL = {year: date(year, 4, 1) for year in range(2013, 2023)}


@cache
def table(name: str) -> tuple[Any, ...]:
    return tuple(tables.read(tables.TABLES[name], data_dir() / "tables" / f"{name}.csv"))


def lives() -> dict[str, Organisation]:
    return {row.id: row for row in table("organisations")}


def open_on(day: date, rows: Iterable[Any]) -> list[Any]:
    return [r for r in rows if (r.valid_from or day) <= day and (r.valid_to is None or day < r.valid_to)]


def members(day: date) -> list[PracticeMembership]:
    return open_on(day, table("memberships"))


class TestNationalTables:
    @pytest.mark.parametrize(
        ("year", "practices", "in_life", "ccgs", "published"),
        [
            (2013, 8096, 8096, 211, 211),
            (2014, 8063, 8063, 211, 211),
            (2015, 7989, 7987, 209, 209),
            (2016, 7913, 7913, 209, 209),
            (2017, 7713, 7712, 207, 208),  # P84676, published at 00W after its end
            (2018, 7517, 7517, 195, 195),
            (2019, 7245, 7245, 191, 191),
        ],
    )
    def test_gp_practices_and_their_ccgs_on_1_april(
        self, year: int, practices: int, in_life: int, ccgs: int, published: int
    ) -> None:
        rows, known = members(APRIL[year]), lives()
        assert len({m.practice for m in rows}) == len(rows) == practices
        assert len(open_on(APRIL[year], (known[m.practice] for m in rows))) == in_life
        assert all(known[m.practice].kind == "GPPractice" for m in rows)
        in_ccgs = [m for m in rows if known[m.commissioner].kind == "CCG"]
        assert len({m.commissioner for m in in_ccgs}) == ccgs
        assert len({m.published_commissioner or m.commissioner for m in in_ccgs}) == published
        assert [m.practice for m in rows if known[m.commissioner].kind != "CCG"] == ["practice-Y03584"] * (
            year == 2014
        )

    @pytest.mark.parametrize(
        ("day", "count"),
        [
            *zip(APRIL.values(), (211, 211, 209, 209, 207, 195, 191, 135, 106, 106), strict=True),
            (date(2022, 7, 1), 0),
        ],
    )
    def test_ccgs(self, day: date, count: int) -> None:
        assert len(open_on(day, (b for b in table("organisations") if b.kind == "CCG"))) == count

    def test_every_member_belongs_to_a_commissioner_that_exists(self) -> None:
        known = lives()
        for year in range(2013, 2020):
            for m in members(APRIL[year]):
                assert open_on(APRIL[year], [known[m.commissioner]]), m

    def test_dormant_practices_keep_open_memberships(self) -> None:
        latest: dict[str, PracticeStatus] = {}
        for status in table("practice_statuses"):
            latest[status.practice] = max(status, latest.get(status.practice, status), key=lambda s: s.as_of)
        rows = members(APRIL[2019])
        assert sum(latest[m.practice].status is Status.DORMANT for m in rows) == 256

    def test_memberships_outside_the_life_of_the_practice_are_the_known_warnings(self) -> None:
        known, source = lives(), catalogue.read(data_dir() / "sources" / "ods-epcmem-2019-10" / "source.yml")
        early = [
            m for m in table("memberships") if m.valid_from < (known[m.practice].valid_from or m.valid_from)
        ]
        late = [
            m
            for m in table("memberships")
            if (m.valid_to or date.max) > (known[m.practice].valid_to or date.max)
        ]
        warnings = {w["about"]: w for w in (source.lookups or {})["known_warnings"]}
        warning = warnings["membership before the practice opened"]
        assert len(early) == warning["rows"] == 44
        assert sorted({m.practice.removeprefix("practice-") for m in early}) == warning["practices"]
        assert late == []

    def test_south_worcestershire(self) -> None:
        assert sum(m.commissioner == "ccg-05T" for m in members(date(2014, 6, 1))) == 32
        in_2016 = {m.practice for m in members(APRIL[2016]) if m.commissioner == "ccg-05T"}
        assert len(in_2016) == 33
        statuses = {s.practice: s.status for s in table("practice_statuses") if s.as_of == date(2015, 11, 27)}
        assert [p for p in in_2016 if statuses.get(p) is Status.DORMANT] == ["practice-Y02708"]

    def test_south_manchester(self) -> None:
        assert sum(m.commissioner == "ccg-01N" for m in members(APRIL[2013])) == 25

    @pytest.mark.parametrize(
        ("year", "practices", "ccgs", "contracts", "billions", "millions", "negative"),
        [
            ("2014-15", 7959, 211, (4480, 3190, 289, 0), "7.99", "56.63", 1),
            ("2015-16", 7841, 209, (4892, 2653, 296, 0), "8.18", "57.37", 0),
            ("2016-17", 7763, 209, (5301, 2127, 279, 56), "8.88", "58.69", 10),
            ("2017-18", 7543, 207, (5169, 2052, 234, 88), "9.05", "59.53", 8),
            ("2018-19", 7279, 195, (5079, 1918, 181, 101), "9.26", "59.82", 6),
        ],
    )
    def test_payments(
        self,
        year: str,
        practices: int,
        ccgs: int,
        contracts: tuple[int, int, int, int],
        billions: str,
        millions: str,
        negative: int,
    ) -> None:
        rows = [r for r in table("practice_years") if r.year == year]
        assert (len(rows), len({r.practice for r in rows}), len({r.commissioner for r in rows})) == (
            practices, practices, ccgs,
        )  # fmt: skip
        counted = Counter(r.contract for r in rows)
        assert (
            tuple(counted[c] for c in (Contract.GMS, Contract.PMS, Contract.APMS, Contract.UNKNOWN))
            == contracts
        )
        total, registered = sum(r.payments for r in rows), sum(r.registered for r in rows)
        assert (total / Decimal(10**9)).quantize(Decimal("0.01")) == Decimal(billions)
        assert (registered / Decimal(10**6)).quantize(Decimal("0.01")) == Decimal(millions)
        assert sum(r.payments < 0 for r in rows) == negative

    def test_payments_less_deductions_of_2015_16(self) -> None:
        net = sum(r.payments_net for r in table("practice_years") if r.year == "2015-16")
        assert net == Decimal("7370738870.85")

    def test_payments_of_2015_16_against_memberships_at_the_end_of_the_year(self) -> None:
        at = {m.practice: m.commissioner for m in members(APRIL[2016])}
        rows = [r for r in table("practice_years") if r.year == "2015-16"]
        assert sum(at.get(r.practice) == r.commissioner for r in rows) == 7821
        assert not any(r.practice in at and at[r.practice] != r.commissioner for r in rows)

    def test_one_code_and_two_names(self) -> None:
        def called(code: str, day: date) -> list[tuple[str, Dated]]:
            return [(n.name, n.dated) for n in open_on(day, table("names")) if n.body == code]

        before = date(2017, 3, 31)
        assert called("ccg-01H", before) == [("NHS Cumbria CCG", Dated.RELEASE)]
        assert called("ccg-01H", APRIL[2017]) == [("NHS North Cumbria CCG", Dated.EXACT)]
        assert called("ccg-01K", before) == [("NHS Lancashire North CCG", Dated.RELEASE)]
        assert called("ccg-01K", APRIL[2017]) == [("NHS Morecambe Bay CCG", Dated.EXACT)]

    def test_every_ccg_has_one_readable_name_on_every_first_of_april(self) -> None:
        for day in list(APRIL.values())[:9]:
            named = Counter(n.body for n in open_on(day, table("names")) if n.body.startswith("ccg-"))
            living = [b.id for b in open_on(day, table("organisations")) if b.kind == "CCG"]
            assert {b: named[b] for b in living} == dict.fromkeys(living, 1)
        assert not [n.name for n in table("names") if n.body.startswith("ccg-") and n.name.isupper()]

    def test_the_register_of_13t_precedes_its_operation(self) -> None:
        body = lives()["ccg-13T"]
        assert (body.registered_from, body.valid_from) == (date(2014, 11, 26), APRIL[2015])

    def test_who_covered_south_worcestershire(self) -> None:
        def on(day: date) -> set[str]:
            return {c.team for c in open_on(day, table("coverages")) if c.body == "ccg-05T"}

        assert on(date(2014, 6, 1)) == {"area-team-Q53", "region-Y55"}
        assert on(APRIL[2016]) == {"local-office-Q77", "region-Y55"}
        rows = {c.team: c for c in table("coverages") if c.body == "ccg-05T"}
        assert (rows["local-office-Q77"].valid_to, rows["local-office-Q77"].known_until) == (
            None,
            APRIL[2019],
        )
        assert (rows["region-Y60"].valid_from, rows["region-Y60"].known_until) == (
            APRIL[2019],
            date(2019, 11, 1),
        )

    @pytest.mark.parametrize(
        ("day", "teams", "offices", "regions"),
        [
            (APRIL[2013], 25, 0, "Y54 Y55 Y56 Y57"),
            (date(2015, 3, 31), 25, 0, "Y54 Y55 Y56 Y57"),
            (APRIL[2015], 0, 13, "Y54 Y55 Y56 Y57"),
            (date(2016, 3, 31), 0, 13, "Y54 Y55 Y56 Y57"),
            (APRIL[2016], 0, 14, "Y54 Y55 Y56 Y57"),
            (date(2018, 3, 31), 0, 14, "Y54 Y55 Y56 Y57"),
            (APRIL[2018], 0, 14, "Y54 Y55 Y56 Y58 Y59"),
            (date(2019, 3, 31), 0, 14, "Y54 Y55 Y56 Y58 Y59"),
            (APRIL[2019], 0, 14, "Y56 Y58 Y59 Y60 Y61 Y62 Y63"),
        ],
    )
    def test_teams_and_regions_of_nhs_england(
        self, day: date, teams: int, offices: int, regions: str
    ) -> None:
        living = open_on(day, table("organisations"))
        kinds = Counter(body.kind for body in living)
        assert (kinds["AreaTeam"], kinds["LocalTeam"]) == (teams, offices)
        assert sorted(body.ods for body in living if body.kind == "RegionalTeam") == regions.split()
        covered = Counter(
            (row.body, row.team.rsplit("-", 1)[0])
            for row in open_on(day, table("coverages"))
            if row.body.startswith("ccg-")
        )
        ccgs = [body.id for body in living if body.kind == "CCG"]
        team = "area-team" if teams else "local-office"
        assert [covered[ccg, "region"] for ccg in ccgs] == [1] * len(ccgs)
        if day < APRIL[2019]:  # no source has local offices after 2018
            assert [covered[ccg, team] for ccg in ccgs] == [1] * len(ccgs)

    def test_the_manifest_is_of_these_tables(self) -> None:
        folder = data_dir() / "tables"
        said = json.loads((folder / "manifest.json").read_text())
        assert said["schema"] == 1
        assert set(said["tables"]) == set(tables.TABLES)
        for name, entry in said["tables"].items():
            assert hashlib.sha256((folder / f"{name}.csv").read_bytes()).hexdigest() == entry["sha256"], name


def _publishers() -> Path:
    beside = Path(__file__).parents[2] / "shared" / "sources"
    return Path(os.environ.get("NHSGRAPH_SOURCES", beside))


@pytest.mark.skipif(not _publishers().is_dir(), reason="needs the folder of publishers' files")
def test_the_tables_are_what_the_publishers_files_compile_to() -> None:
    data = data_dir()
    assert compiling.stale_tables(_publishers(), data / "sources", data / "tables") == ()
