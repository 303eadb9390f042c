"""Footprints on the national tables: the numbers that the sources give, and near misses."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from nhsgraph.analyses.footprints.alignment import Alignment
from nhsgraph.analyses.footprints.changes import changes
from nhsgraph.analyses.footprints.engine import Footprints
from nhsgraph.analyses.footprints.nesting import certificate, exceptions
from nhsgraph.analyses.footprints.relate import Comparison
from nhsgraph.analyses.footprints.tiers import Basis, Tier
from nhsgraph.analyses.footprints.trusts import Double, one_to_one, split_trusts, unions
from nhsgraph.errors import UsageError
from nhsgraph.graph import Graph

APRIL_2016, APRIL_2017 = date(2016, 4, 1), date(2017, 4, 1)


@pytest.fixture(scope="module")
def footprints(graph: Graph) -> Footprints:
    return graph.footprints.footprints


def several(found: Comparison, end: str) -> int:
    """How many bodies of one end have something in common with more than one of the other."""
    return sum(n > 1 for n in Counter(getattr(pair, end) for pair in found.pairs).values())


@pytest.mark.parametrize(
    ("year", "pairs", "ccgs", "in_several", "authorities", "with_several"),
    [(2016, 241, 209, 28, 152, 36), (2018, 233, 195, 29, 152, 32), (2020, 195, 135, 35, 151, 22)],
)
def test_ccgs_against_upper_tier_authorities(
    footprints: Footprints,
    year: int,
    pairs: int,
    ccgs: int,
    in_several: int,
    authorities: int,
    with_several: int,
) -> None:
    found = footprints.compare(Tier.CCG, Tier.AUTHORITY, date(year, 4, 1))
    assert (len(found.pairs), len(found.totals_a), several(found, "a")) == (pairs, ccgs, in_several)
    assert (len(found.totals_b), several(found, "b")) == (authorities, with_several)


def test_every_resident_is_counted_once(footprints: Footprints) -> None:
    for tier in (Tier.CCG, Tier.DISTRICT, Tier.AUTHORITY, Tier.STP, Tier.REGION):
        found = footprints.compare(tier, Tier.CCG if tier is not Tier.CCG else Tier.STP, APRIL_2016)
        assert sum(found.totals_a.values()) == 54_728_204, tier


@pytest.mark.parametrize("year", range(2013, 2022))
def test_ccgs_of_every_april_have_the_whole_country(footprints: Footprints, year: int) -> None:
    """211 CCGs to begin with; of three the territory is known only together, until they merged in 2015."""
    counts = {
        2013: 208,
        2014: 208,
        2015: 209,
        2016: 209,
        2017: 207,
        2018: 195,
        2019: 191,
        2020: 135,
        2021: 106,
    }
    units = footprints.universe(Basis.RESIDENTS, "people", date(year, 4, 1))
    layer = footprints.layer(units, Tier.CCG, date(year, 4, 1))
    assert len(layer.bodies()) == counts[year]
    assert layer.unknown == (("ccg-00F", "ccg-00G", "ccg-00H") if year < 2015 else ())


def test_every_ccg_of_april_2017_nests_in_one_stp(footprints: Footprints) -> None:
    found = certificate(footprints, Tier.CCG, Tier.STP, APRIL_2017)
    assert (found.nested, len(found.nests), found.score) == (207, 207, Decimal(1))


def test_of_the_ccgs_of_2016_only_cumbria_is_split_by_residents(footprints: Footprints) -> None:
    found = certificate(footprints, Tier.CCG, Tier.STP, APRIL_2016)
    (broken,) = found.broken
    assert broken.body == "ccg-01H"
    assert [(pair.b, pair.weight) for pair in broken.pairs] == [
        ("stp-QT8", Decimal(318_078)),
        ("stp-QE1", Decimal(186_018)),
    ]
    assert found.nested == 208
    (exception,) = exceptions(footprints, found)
    assert (len(exception.units), exception.enough) == (117, 111)
    assert exception.units[0] == ("E01019367", "stp-QE1", Decimal(2578))


def test_by_the_published_list_two_ccgs_are_in_two_stps(footprints: Footprints) -> None:
    found = certificate(footprints, Tier.CCG, Tier.STP, APRIL_2016, basis=Basis.CCGS)
    assert {nest.body: [pair.b for pair in nest.pairs] for nest in found.broken} == {
        "ccg-01H": ["stp-QE1", "stp-QT8"],
        "ccg-99M": ["stp-QNQ", "stp-QRL"],
    }


def test_shares_of_north_east_hampshire_and_farnham(footprints: Footprints) -> None:
    found = footprints.compare(Tier.CCG, Tier.AUTHORITY, APRIL_2016)
    assert [(pair.b, pair.share_a) for pair in found.of("ccg-99M")] == [
        ("authority-E10000014", Decimal("0.793289")),
        ("authority-E10000030", Decimal("0.206710")),
    ]


def test_authorities_in_more_than_one_stp(footprints: Footprints) -> None:
    """14 through LSOAs; 13 where each CCG of 2016 counts in the one STP that the look-up of 2017 gives it."""
    assert several(footprints.compare(Tier.AUTHORITY, Tier.STP, APRIL_2016), "a") == 14
    stps = {
        row.subject: row.object
        for row in footprints.tables.relations["participation"]
        if row.begins is not None and row.begins <= APRIL_2017 and (row.ends is None or row.ends > APRIL_2017)
    }
    found: dict[str, set[str]] = {}
    for pair in footprints.compare(Tier.CCG, Tier.AUTHORITY, APRIL_2016).pairs:
        found.setdefault(pair.b, set()).add(stps[footprints.places.after(pair.a, APRIL_2017)])
    assert sum(len(names) > 1 for names in found.values()) == 13


@pytest.mark.parametrize(
    ("day", "crossing", "same", "inside"), [(APRIL_2016, 8, 3, 33), (APRIL_2017, 7, 4, 33)]
)
def test_stps_against_the_area_teams_of_2013(
    footprints: Footprints, day: date, crossing: int, same: int, inside: int
) -> None:
    found = certificate(footprints, Tier.STP, Tier.AREA_TEAM, day, basis=Basis.CCGS)
    counts = found.alignments()
    assert (len(found.broken), counts[Alignment.COTERMINOUS], counts[Alignment.WITHIN]) == (
        crossing,
        same,
        inside,
    )
    equal = {nest.body for nest in found.nests if nest.main.alignment is Alignment.COTERMINOUS}
    assert equal >= {"stp-QOP", "stp-QF7", "stp-QKS"}  # Greater Manchester, South Yorkshire, Kent


@pytest.mark.parametrize(("double", "count"), [(Double.BOTH, 32), (Double.NEITHER, 31), (Double.SPLIT, 30)])
def test_stps_that_are_unions_of_whole_pcts(footprints: Footprints, double: Double, count: int) -> None:
    found = unions(footprints, APRIL_2016, double)
    assert (len(found), sum(union.is_union for union in found)) == (44, count)


def test_ccgs_that_are_one_pct(footprints: Footprints) -> None:
    assert len(one_to_one(footprints)) == 89
    assert len(one_to_one(footprints, strict=False)) == 92
    assert len(one_to_one(footprints, Decimal("0.99"))) == 86
    assert len(split_trusts(footprints)) == 41


def test_south_worcestershire_federation_is_its_ccg_by_practices(footprints: Footprints) -> None:
    (pair,) = footprints.compare(Tier.FEDERATION, Tier.CCG, APRIL_2016).pairs
    assert (pair.a, pair.b, pair.alignment) == (
        "federation-south-worcestershire",
        "ccg-05T",
        Alignment.COTERMINOUS,
    )


def test_a_ccg_whose_federation_no_source_names_is_not_known(footprints: Footprints) -> None:
    """Only South Worcestershire's federation has known practices: of the other CCGs nothing follows."""
    found = certificate(footprints, Tier.CCG, Tier.FEDERATION, APRIL_2016)
    assert ([nest.body for nest in found.nests], found.broken, found.score) == (["ccg-05T"], (), Decimal(1))
    assert len(found.unplaced) == 208
    assert "ccg-06L" in found.unplaced  # Suffolk: a federation is known to have practices there, not which


@pytest.mark.parametrize(
    ("day", "taken"),
    [(date(1999, 1, 1), date(2013, 4, 1)), (APRIL_2016, APRIL_2016), (date(2030, 1, 1), date(2022, 6, 30))],
)
def test_ccgs_outside_their_time_are_taken_on_their_first_or_last_day(
    footprints: Footprints, day: date, taken: date
) -> None:
    found = footprints.compare(Tier.CCG, Tier.AUTHORITY, day).a
    assert found.as_of == taken
    assert [note.text for note in found.notes if note.text.startswith("CCGs taken")] == {
        1999: ["CCGs taken as of 2013-04-01, the first day on record"],
        2016: [],
        2030: ["CCGs taken as of 2022-06-30, their last day"],
    }[day.year]


def test_the_suffolk_federation_has_no_known_practices(footprints: Footprints) -> None:
    found = footprints.compare(Tier.FEDERATION, Tier.CCG, APRIL_2016)
    assert "federation-suffolk" in found.a.unknown
    assert not found.of("federation-suffolk")


def test_a_federation_has_no_territory(footprints: Footprints) -> None:
    with pytest.raises(UsageError, match="have no territory"):
        footprints.compare(Tier.FEDERATION, Tier.AUTHORITY, APRIL_2016)


def test_pcts_and_authorities_are_not_comparable(footprints: Footprints) -> None:
    with pytest.raises(UsageError, match="PCTs and upper-tier authorities are not comparable"):
        footprints.compare(Tier.PCT, Tier.AUTHORITY, APRIL_2016)


def test_share_of_a_pct_is_known_and_of_the_ccg_is_not(footprints: Footprints) -> None:
    (pair,) = footprints.compare(Tier.CCG, Tier.PCT, APRIL_2016).of("ccg-05T")
    assert (pair.b, pair.share_a, pair.share_b) == ("pct-5PL", None, Decimal("0.540800"))


def test_lists_weigh_practices(footprints: Footprints) -> None:
    found = footprints.compare(Tier.CCG, Tier.STP, APRIL_2016, basis=Basis.REGISTERED)
    assert found.totals_a["ccg-05T"] == 306_351
    members = footprints.compare(Tier.CCG, Tier.STP, APRIL_2016, basis=Basis.MEMBERS)
    assert members.totals_a["ccg-05T"] == 33  # one of them dormant


def test_lists_of_a_year_without_tables(footprints: Footprints) -> None:
    with pytest.raises(UsageError, match="no list sizes or payments are on record for 2013/14"):
        footprints.compare(Tier.CCG, Tier.REGION, date(2013, 4, 1), basis=Basis.REGISTERED)


def test_what_mergers_did(footprints: Footprints) -> None:
    stp = changes(footprints, Tier.CCG, Tier.STP, APRIL_2017, date(2020, 4, 1))
    assert (
        stp.before.alignments()[Alignment.COTERMINOUS],
        stp.after.alignments()[Alignment.COTERMINOUS],
    ) == (6, 20)
    assert Counter(m.effect for m in stp.merged) == {"kept": 26}
    authority = changes(footprints, Tier.CCG, Tier.AUTHORITY, APRIL_2017, date(2020, 4, 1))
    assert (authority.before.nested, authority.after.nested) == (180, 103)
    assert Counter(m.effect for m in authority.merged) == {"kept": 16, "lost": 9, "gained": 1}
    assert [(m.giver, m.taker) for m in authority.moved] == [
        ("ccg-01E", "ccg-02M"),
        ("ccg-01K", "ccg-02M"),
        ("ccg-09G", "ccg-92A"),
    ]
