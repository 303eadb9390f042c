"""Joining releases, names and lives into rows with periods."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhsgraph import tables
from nhsgraph.catalogue import Source
from nhsgraph.compile import bodies, checks, names, releases
from nhsgraph.errors import SourceError
from nhsgraph.facts import (
    Change,
    Contract,
    Dated,
    Fact,
    Grade,
    IdentifierAssignment,
    NameAssignment,
    Organisation,
    Participation,
    PracticeMembership,
    PracticeStatus,
    PracticeYear,
    Status,
    Structure,
    Succession,
    TeamCoverage,
)
from nhsgraph.period import FinancialYear

FIXTURES = Path(__file__).parent / "fixtures" / "sources"
F = TypeVar("F", bound=Fact)


def release(name: str, day: date, until: date | None = None, family: str = "") -> Source:
    return Source(
        id=name, title=name, publisher="p", licence="OGL-UK-3.0", grade=Grade.OFFICIAL, family=family,
        speaks_from=day, speaks_until=until,
    )  # fmt: skip


APRIL = {year: date(year, 4, 1) for year in range(2013, 2023)}
KNOWN = {
    source.id: source
    for source in (
        release("stp-2017", APRIL[2017], APRIL[2018], "stp"),
        release("stp-2018", APRIL[2018], APRIL[2019], "stp"),
        release("stp-2019", APRIL[2019], APRIL[2020], "stp"),
        release("team-2017", APRIL[2017], APRIL[2018], "team"),
        release("team-2018", APRIL[2018], date(2018, 5, 1), "team"),
        release("pay-2017", APRIL[2017], APRIL[2018], "pay"),
        release("pay-2018", APRIL[2018], APRIL[2019], "pay"),
    )
}


def took_part(source: str, ccg: str = "ccg-01H", stp: str = "stp-QT8") -> Participation:
    of = KNOWN[source]
    assert of.speaks_from
    return Participation(
        participant=ccg, partnership=stp, valid_from=of.speaks_from, known_until=of.speaks_until,
        sources=(source,), record="row 2",
    )  # fmt: skip


def covered(source: str, team: str, ccg: str = "ccg-05T") -> TeamCoverage:
    of = KNOWN[source]
    assert of.speaks_from
    return TeamCoverage(
        body=ccg,
        team=team,
        valid_from=of.speaks_from,
        known_until=of.speaks_until,
        sources=(source,),
        record="row 2",
    )


def body(
    name: str, start: date | None, end: date | None = None, kind: str = "CCG", **more: Any
) -> Organisation:
    return Organisation(id=name, kind=kind, valid_from=start, valid_to=end, sources=("stp-2017",), **more)


def joined(facts: Iterable[Fact], lives: Iterable[Organisation] = ()) -> list[Any]:
    return releases.joined(facts, KNOWN, {b.id: b for b in lives})


class TestReleases:
    def test_the_same_fact_of_two_releases_is_one_row_known_until_the_last_stops_speaking(self) -> None:
        (row,) = joined([took_part("stp-2018"), took_part("stp-2017")])
        assert (row.valid_from, row.valid_to, row.known_until) == (APRIL[2017], None, APRIL[2019])
        assert row.sources == ("stp-2017", "stp-2018")
        assert row.dated is Dated.RELEASE

    def test_it_ends_when_a_later_release_shows_the_subject_elsewhere(self) -> None:
        first, second = sorted(
            joined([took_part("stp-2017"), took_part("stp-2018", stp="stp-QHM")]), key=lambda r: r.valid_from
        )
        assert (first.valid_to, first.known_until) == (APRIL[2018], None)
        assert (second.valid_to, second.known_until) == (None, APRIL[2019])

    def test_it_ends_when_the_next_release_of_its_family_no_longer_shows_it(self) -> None:
        rows = joined([took_part("stp-2017"), took_part("stp-2019", ccg="ccg-05T", stp="stp-QGH")])
        assert {r.participant: r.valid_to for r in rows} == {"ccg-01H": APRIL[2019], "ccg-05T": None}

    def test_it_stays_open_when_only_another_family_is_silent_about_the_subject(self) -> None:
        rows = joined([covered("team-2017", "region-Y55"), covered("pay-2018", "region-Y54", ccg="ccg-13T")])
        assert {r.body: (r.valid_to, r.known_until) for r in rows} == {
            "ccg-05T": (None, APRIL[2018]),
            "ccg-13T": (None, APRIL[2019]),
        }

    def test_publishers_of_one_fact_share_a_row(self) -> None:
        (row,) = joined(
            covered(source, "local-office-Q77") for source in ("pay-2017", "team-2018", "team-2017")
        )
        assert row.sources == ("pay-2017", "team-2017", "team-2018")
        assert row.known_until == date(2018, 5, 1)

    def test_an_office_takes_the_place_of_an_area_team_but_not_of_a_region(self) -> None:
        rows = joined(
            [
                covered("pay-2017", "area-team-Q53"),
                covered("pay-2017", "region-Y55"),
                covered("pay-2018", "local-office-Q77"),
            ]
        )
        assert {r.team: r.valid_to for r in rows} == {
            "area-team-Q53": APRIL[2018],
            "region-Y55": None,
            "local-office-Q77": None,
        }

    def test_exact_lives_override_release_dates(self) -> None:
        lives = (
            body("ccg-01H", date(2017, 5, 1)),
            body("stp-QT8", None, date(2018, 3, 1), "STP"),
        )
        (row,) = joined([took_part("stp-2017"), took_part("stp-2018", stp="stp-QHM")][:1], lives)
        assert (row.valid_from, row.dated, row.valid_to) == (date(2017, 5, 1), Dated.EXACT, date(2018, 3, 1))

    def test_a_life_that_ends_after_the_last_release_does_not_make_the_days_between_known(self) -> None:
        (row,) = joined([took_part("stp-2017")], [body("ccg-01H", APRIL[2013], date(2022, 7, 1))])
        assert (row.valid_to, row.known_until) == (None, APRIL[2018])

    def test_a_row_outside_the_life_of_its_body_is_none(self) -> None:
        assert joined([took_part("stp-2018")], [body("ccg-01H", APRIL[2013], APRIL[2018])]) == []

    def test_a_code_does_not_end_because_a_list_of_other_bodies_lacks_it(self) -> None:
        def code(source: str, of: str, value: str) -> IdentifierAssignment:
            return IdentifierAssignment(
                body=of, scheme="gss", code=value, valid_from=KNOWN[source].speaks_from, sources=(source,)
            )

        rows = joined(
            [
                code("stp-2017", "ccg-01H", "E38000041"),
                code("stp-2018", "ccg-01H", "E38000215"),
                code("stp-2017", "ccg-05T", "E38000166"),
            ]
        )
        assert {r.code: r.valid_to for r in rows} == {
            "E38000041": APRIL[2018], "E38000215": None, "E38000166": None,
        }  # fmt: skip

    def test_a_status_is_written_when_it_changes(self) -> None:
        def status(source: str, value: Status) -> PracticeStatus:
            of = KNOWN[source].speaks_from
            assert of
            return PracticeStatus(practice="practice-Y02708", status=value, as_of=of, sources=(source,))

        rows = joined(
            [
                status("stp-2019", Status.CLOSED),
                status("stp-2018", Status.DORMANT),
                status("stp-2017", Status.DORMANT),
            ]
        )
        assert [(r.status, r.as_of, r.sources) for r in rows] == [
            (Status.DORMANT, APRIL[2017], ("stp-2017", "stp-2018")),
            (Status.CLOSED, APRIL[2019], ("stp-2019",)),
        ]

    @given(st.permutations(range(7)))
    def test_the_order_of_loading_makes_no_difference(self, order: list[int]) -> None:
        facts: list[Fact] = [
            took_part("stp-2017"),
            took_part("stp-2018", stp="stp-QHM"),
            took_part("stp-2019", stp="stp-QHM"),
            covered("pay-2017", "area-team-Q53"),
            covered("pay-2018", "local-office-Q77"),
            covered("team-2018", "local-office-Q77"),
            Structure(
                relation="unit-of", part="local-office-Q77", whole="region-Y55", valid_from=APRIL[2018],
                sources=("team-2018",),
            ),
        ]  # fmt: skip
        assert _as_bytes(joined(facts[i] for i in order)) == _as_bytes(joined(facts))


class TestNames:
    def named(self, *prints: tuple[str, str], life: Organisation | None = None) -> list[NameAssignment]:
        facts = [
            NameAssignment(body="ccg-05T", name=name, valid_from=KNOWN[source].speaks_from, sources=(source,))
            for source, name in prints
        ]
        return names.joined(facts, KNOWN, {life.id: life} if life else {})

    def test_the_capitals_of_the_register_give_way_to_a_readable_print(self) -> None:
        (row,) = self.named(
            ("stp-2018", "NHS SOUTH WORCESTERSHIRE CCG"),
            ("stp-2017", "NHS South Worcestershire"),
            ("stp-2019", "NHS South Worcestershire CCG"),
        )
        assert (row.name, row.valid_from) == ("NHS South Worcestershire CCG", APRIL[2017])
        assert row.sources == ("stp-2017", "stp-2018", "stp-2019")

    def test_capitals_stay_where_nobody_prints_the_name_otherwise(self) -> None:
        (row,) = self.named(("stp-2018", "NHS ENGLAND NORTH (LANCASHIRE)"))
        assert row.name == "NHS ENGLAND NORTH (LANCASHIRE)"

    def test_a_name_ends_where_the_next_begins_and_the_last_with_the_body(self) -> None:
        rows = self.named(
            ("stp-2017", "NHS Cumbria CCG"),
            ("stp-2018", "NHS North Cumbria CCG"),
            life=body("ccg-05T", APRIL[2013], APRIL[2020]),
        )
        assert [(r.name, r.valid_from, r.valid_to) for r in rows] == [
            ("NHS Cumbria CCG", APRIL[2017], APRIL[2018]),
            ("NHS North Cumbria CCG", APRIL[2018], APRIL[2020]),
        ]

    def test_a_print_from_after_the_end_is_of_the_last_day(self) -> None:
        (row,) = self.named(("stp-2019", "NHS Chiltern CCG"), life=body("ccg-05T", APRIL[2013], APRIL[2018]))
        assert (row.valid_from, row.valid_to) == (date(2018, 3, 31), APRIL[2018])

    @pytest.mark.parametrize(
        ("one", "other", "same"),
        [
            ("NHS NORTH & WEST READING CCG", "NHS North and West Reading", True),
            ("NHS Basildon And Brentwood CCG", "NHS Basildon and Brentwood CCG", True),
            ("LONDON COMMISSIONING REGION", "London", True),
            ("NHS Cumbria CCG", "NHS North Cumbria CCG", False),
            ("NHS Leeds North CCG", "NHS Leeds West CCG", False),
        ],
    )
    def test_prints_of_one_name(self, one: str, other: str, same: bool) -> None:
        assert (names.same_name(one) == names.same_name(other)) is same


class TestBodies:
    def merger(self, before: str, after: str, day: date) -> Succession:
        return Succession(
            event="event-merger", change=Change.MERGER, predecessor=before, successor=after, effective=day,
            sources=("stp-2019",),
        )  # fmt: skip

    def test_a_successor_operates_from_the_merger_and_keeps_its_earlier_registration(self) -> None:
        lives = bodies.with_lives(
            [
                body("ccg-00F", APRIL[2013]),
                body("ccg-13T", date(2014, 11, 26)),
                self.merger("ccg-00F", "ccg-13T", APRIL[2015]),
            ],
            KNOWN,
        )
        assert lives["ccg-00F"].valid_to == APRIL[2015]
        assert (lives["ccg-13T"].valid_from, lives["ccg-13T"].registered_from) == (
            APRIL[2015],
            date(2014, 11, 26),
        )
        assert lives["ccg-13T"].sources == ("stp-2017", "stp-2019")

    def test_a_successor_that_no_register_has_is_made_and_may_merge_again(self) -> None:
        lives = bodies.with_lives(
            [self.merger("ccg-02A", "ccg-99Z", APRIL[2020]), self.merger("ccg-99Z", "ccg-98Z", APRIL[2021])],
            KNOWN,
        )
        assert (lives["ccg-99Z"].valid_from, lives["ccg-99Z"].valid_to) == (APRIL[2020], APRIL[2021])
        assert (lives["ccg-98Z"].kind, lives["ccg-98Z"].ods) == ("CCG", "98Z")

    def test_a_register_that_closes_the_predecessor_on_another_day_stops_the_compilation(self) -> None:
        facts = [
            body("ccg-00F", APRIL[2013], date(2015, 5, 1)),
            self.merger("ccg-00F", "ccg-13T", APRIL[2015]),
        ]
        with pytest.raises(SourceError, match="ccg-00F ended on 2015-05-01 by stp-2017"):
            bodies.with_lives(facts, KNOWN)

    def test_the_latest_release_with_dates_gives_the_life(self) -> None:
        first = replace(body("practice-A", APRIL[2013], APRIL[2017], "GPPractice"), sources=("stp-2017",))
        again = replace(body("practice-A", APRIL[2013], None, "ProviderOrganisation"), sources=("stp-2018",))
        bare = replace(body("practice-A", None, None, "ProviderOrganisation"), sources=("stp-2019",))
        one = bodies.with_lives([bare, first, again], KNOWN)["practice-A"]
        assert (one.valid_to, one.kind, one.sources) == (
            None, "ProviderOrganisation", ("stp-2018", "stp-2017", "stp-2019"),
        )  # fmt: skip

    def test_two_kinds_of_one_body_stop_the_compilation(self) -> None:
        with pytest.raises(SourceError, match="ccg-00F is CCG and STP"):
            bodies.with_lives([body("ccg-00F", None), body("ccg-00F", None, None, "STP")], KNOWN)

    def test_a_statute_ends_every_body_of_a_kind_that_was_still_open(self) -> None:
        law = replace(
            release("law", date(2022, 1, 1)),
            lookups={"ends_of_kinds": [{"kind": "CCG", "on": date(2022, 7, 1)}]},
        )
        facts = [
            body("ccg-A", APRIL[2013]),
            body("ccg-B", APRIL[2013], APRIL[2020]),
            body("stp-A", None, None, "STP"),
        ]
        lives = bodies.with_lives(facts, {**KNOWN, "law": law})
        assert {b.id: b.valid_to for b in lives.values()} == {
            "ccg-A": date(2022, 7, 1), "ccg-B": APRIL[2020], "stp-A": None,
        }  # fmt: skip
        assert lives["ccg-A"].sources == ("stp-2017", "law")
        assert lives["ccg-B"].sources == ("stp-2017",)

    def test_a_provider_stays_only_where_another_fact_is_about_it(self) -> None:
        def provider(code: str) -> list[Fact]:
            of = f"practice-{code}"
            return [
                body(of, APRIL[2013], None, "ProviderOrganisation"),
                NameAssignment(body=of, name=code, sources=("stp-2017",)),
                PracticeStatus(practice=of, status=Status.ACTIVE, as_of=APRIL[2017], sources=("stp-2017",)),
                PracticeMembership(
                    practice=of, commissioner="ccg-A", valid_from=APRIL[2013], sources=("stp-2017",)
                ),
            ]

        paid = PracticeYear(
            practice="practice-Y01960",
            year=FinancialYear("2014-15"),
            commissioner="ccg-A",
            contract=Contract.APMS,
            sources=("s",),
        )
        rows = bodies.without_unused([*provider("Y01960"), *provider("A99919"), paid])
        assert Counter(type(r).__name__ for r in rows) == {
            "Organisation": 1, "NameAssignment": 1, "PracticeStatus": 1, "PracticeYear": 1,
        }  # fmt: skip


class TestChecks:
    def test_a_body_that_no_source_gives_stops_the_compilation(self) -> None:
        rows = [took_part("stp-2017"), body("ccg-01H", None)]
        with pytest.raises(
            SourceError,
            match=r"Participation of stp-2017 \(row 2\), column partnership: no source gives the organ",
        ):
            checks.all_hold(rows, KNOWN)
        checks.all_hold([*rows, body("stp-QT8", None, None, "STP")], KNOWN)

    def test_a_source_that_is_not_in_the_catalogue_stops_the_compilation(self) -> None:
        with pytest.raises(SourceError, match="there is no source “nowhere”"):
            checks.all_hold([replace(body("ccg-01H", None), sources=("nowhere",))], KNOWN)

    def test_a_body_with_two_rows_stops_the_compilation(self) -> None:
        with pytest.raises(SourceError, match="ccg-01H has 2 rows"):
            checks.all_hold([body("ccg-01H", None), body("ccg-01H", APRIL[2013])], KNOWN)

    def test_a_succession_must_fit_the_lives(self) -> None:
        change = TestBodies().merger("ccg-00F", "ccg-13T", APRIL[2015])
        with pytest.raises(SourceError, match=r"ccg-00F ended on 2016-04-01\. Expected 2015-04-01"):
            checks.all_hold([change, body("ccg-00F", None, APRIL[2016]), body("ccg-13T", APRIL[2015])], KNOWN)
        with pytest.raises(SourceError, match="ccg-13T began on 2016-04-01"):
            checks.all_hold([change, body("ccg-00F", None, APRIL[2015]), body("ccg-13T", APRIL[2016])], KNOWN)


def _as_bytes(rows: Iterable[Fact]) -> dict[str, bytes]:
    kinds: dict[type[Fact], list[Fact]] = {}
    for row in rows:
        kinds.setdefault(type(row), []).append(row)
    return {kind.__name__: tables.write(kind, of_kind) for kind, of_kind in kinds.items()}
