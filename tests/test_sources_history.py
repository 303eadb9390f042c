"""The loaders of what came before CCGs and of their mergers, on real rows and on the compiled tables."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from excerpts import excerpt, facts, of, table

from nhsgraph.errors import SourceError
from nhsgraph.facts import Basis, Change, Dated, NameAssignment, Organisation, Overlap, Structure, Succession


class TestBefore2013:
    def test_a_trust_has_an_end_by_statute_and_no_known_beginning(self) -> None:
        trusts = [o for o in table(Organisation) if o.kind == "PrimaryCareTrust"]
        assert len(trusts) == 151
        assert {(o.valid_from, o.valid_to) for o in trusts} == {(None, date(2013, 4, 1))}

    def test_a_straddling_trust_is_within_neither_authority(self) -> None:
        rows = of(Structure, facts("ons-pct-sha-2012"))
        assert [(s.relation, s.part, s.whole) for s in rows] == [
            ("area-partly-within", "pct-5K3", "sha-Q38"),
            ("area-partly-within", "pct-5K3", "sha-Q39"),
            ("area-within", "pct-5PL", "sha-Q34"),
        ]

    def test_four_of_the_country_straddle(self) -> None:
        of_trusts = [s for s in table(Structure) if s.part.startswith("pct-")]
        kinds = Counter(s.relation for s in of_trusts)
        assert kinds == {"area-within": 147, "area-partly-within": 8}

    def test_shares_of_postcodes_are_fractions_of_the_trust_only(self) -> None:
        rows = of(Overlap, facts("pct-ccg-overlap"))
        assert [(o.a, o.b, o.share_of_a, o.share_of_b) for o in rows] == [
            ("pct-5PL", "ccg-05T", Decimal("0.5408"), None),
            ("pct-5PL", "ccg-05J", Decimal("0.2754"), None),
            ("pct-5PL", "ccg-06D", Decimal("0.1838"), None),
        ]
        assert {(o.basis, o.people) for o in rows} == {(Basis.POSTCODES, None)}

    def test_a_share_above_the_whole_stops_the_load(self) -> None:
        data = excerpt("pct-ccg-overlap").replace(b"54.08", b"154.08")
        with pytest.raises(
            SourceError, match=r"row 2, column pct_postcode_percent_in_ccg: “154.08” is not a share"
        ):
            facts("pct-ccg-overlap", data)

    def test_an_unknown_code_stops_the_load(self) -> None:
        with pytest.raises(SourceError, match=r"row 2, column PCO12CDO: “X5PL” is unknown"):
            facts("ons-pct-2012", excerpt("ons-pct-2012").replace(b'"5PL"', b'"X5PL"'))


class TestMergers:
    def test_a_pair(self) -> None:
        rows = of(Succession, facts("ccg-mergers-2015-2021"))
        assert (rows[0].event, rows[0].predecessor, rows[0].successor, rows[0].effective, rows[0].record) == (
            "event-merger-13T-2015-04-01",
            "ccg-00F",
            "ccg-13T",
            date(2015, 4, 1),
            "row 2",
        )

    def test_a_successor_is_named_once_from_its_first_day(self) -> None:
        names = of(NameAssignment, facts("ccg-mergers-2015-2021"))
        assert [(n.body, n.valid_from, n.dated) for n in names] == [
            ("ccg-13T", date(2015, 4, 1), Dated.EXACT),
            ("ccg-18C", date(2020, 4, 1), Dated.EXACT),
            ("ccg-70F", date(2020, 4, 1), Dated.EXACT),
        ]

    def test_the_one_predecessor_that_was_divided(self) -> None:
        moved = {
            s.predecessor: (s.lsoas_moved, s.lsoas_before)
            for s in of(Succession, facts("ccg-mergers-2015-2021"))
        }
        assert moved["ccg-09G"] == (298, 302)
        assert moved["ccg-05T"] == (None, None)

    def test_a_broken_date_stops_the_load(self) -> None:
        data = excerpt("ccg-mergers-2015-2021").replace(b"2020-04-01", b"1.4.2020", 1)
        with pytest.raises(
            SourceError, match=r"column effective_date: “1.4.2020” cannot be read. Expected a date"
        ):
            facts("ccg-mergers-2015-2021", data)

    def test_the_country(self) -> None:
        mergers = [
            s for s in table(Succession) if s.change is Change.MERGER and s.predecessor.startswith("ccg-")
        ]
        assert len(mergers) == 142
        assert Counter(s.effective.year for s in mergers) == {
            2015: 3, 2017: 3, 2018: 18, 2019: 6, 2020: 74, 2021: 38,
        }  # fmt: skip

    @pytest.mark.parametrize(
        ("year", "ccgs"),
        list(zip(range(2013, 2022), (211, 211, 209, 209, 207, 195, 191, 135, 106), strict=True)),
    )
    def test_ccgs_on_the_first_of_april(self, year: int, ccgs: int) -> None:
        day = date(year, 4, 1)
        alive = [
            o
            for o in table(Organisation)
            if o.kind == "CCG"
            and o.valid_from
            and o.valid_from <= day
            and (o.valid_to is None or day < o.valid_to)
        ]
        assert len(alive) == ccgs


class TestBoundaries:
    def test_territory_that_moved_without_a_merger(self) -> None:
        rows = [s for s in table(Succession) if s.change is Change.BOUNDARY]
        assert {(s.predecessor, s.successor, s.lsoas_moved, s.lsoas_before) for s in rows} == {
            ("ccg-01H", "ccg-01K", 117, 324),
            ("ccg-06Y", "ccg-06W", 8, 146),
            ("ccg-01E", "ccg-02M", 1, 128),
            ("ccg-01K", "ccg-02M", 10, 216),
            ("ccg-09G", "ccg-92A", 4, 302),
        }

    def test_two_losers_of_one_day_share_an_event(self) -> None:
        events = Counter(s.event for s in table(Succession) if s.change is Change.BOUNDARY)
        assert events["event-boundary-02M-2018-04-01"] == 2

    def test_more_than_all_cannot_have_moved(self) -> None:
        data = excerpt("ccg-boundary-changes-2016-2020").replace(b",117,324", b",325,324")
        with pytest.raises(SourceError, match="325 of 324 LSOAs cannot have moved"):
            facts("ccg-boundary-changes-2016-2020", data)
