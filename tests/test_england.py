"""England on each first of April: who is there, what is known of it, and where the circles go."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nhsgraph import edges
from nhsgraph.analyses import england
from nhsgraph.analyses.conflicts import severity
from nhsgraph.analyses.england import layout, paths
from nhsgraph.analyses.england.layout import LETTER, LINE, Circle, Disc, Layout
from nhsgraph.analyses.england.model import England, Place
from nhsgraph.graph import Graph


@pytest.fixture(scope="module")
def country(graph: Graph) -> England:
    return england.overview(graph.reader)


def place(country: England, year: int, code: str) -> Place:
    (found,) = [p for p in country.moment(date(year, 4, 1)).places if p.code == code]
    return found


def value(country: England, year: int, code: str, key: str) -> object:
    return place(country, year, code).values[[m.key for m in country.measures].index(key)]


@pytest.mark.parametrize(
    ("year", "ccgs", "rings", "kind", "practices"),
    [
        (2013, 211, 25, "area team", 8096),
        (2014, 211, 25, "area team", 8062),  # Y03584 is in a hub
        (2015, 209, 13, "local office", 7989),
        (2016, 209, 44, "STP", 7913),
        (2017, 207, 44, "STP", 7713),
        (2018, 195, 42, "STP", 7517),
        (2019, 191, 42, "STP", 7245),
    ],
)
def test_each_april(country: England, year: int, ccgs: int, rings: int, kind: str, practices: int) -> None:
    moment = country.moment(date(year, 4, 1))
    assert (len(moment.places), len(moment.rings), moment.ring_kind, moment.practices) == (
        ccgs, rings, kind, practices,
    )  # fmt: skip


def test_a_day_between_is_the_april_before(country: England) -> None:
    assert country.moment(date(2016, 3, 31)).day == date(2015, 4, 1)
    assert country.moment(date(2001, 1, 1)).day == date(2013, 4, 1)


def test_figures_are_those_of_the_explanation(country: England) -> None:
    assert place(country, 2016, "05T").practices == 33
    assert value(country, 2016, "05T", "patients") == Decimal(306351)
    assert value(country, 2016, "05T", "apms") == 0


def test_what_nobody_counted_is_not_known_and_what_was_looked_for_can_be_none(country: England) -> None:
    assert value(country, 2013, "05T", "patients") is None  # the payments tables begin in 2014/15
    assert value(country, 2015, "05T", "authorities") is None  # measured from 2016 on
    assert value(country, 2017, "01H", "authorities") is None  # its territory changed that day
    assert value(country, 2016, "05T", "level") is None
    assert value(country, 2016, "01J", "level") == "delegated"
    moment = country.moment(date(2018, 4, 1))
    assert moment.known["companies"] == 189  # six CCGs published nothing that could be read
    position = [m.key for m in country.measures].index("companies")
    paid = [p.values[position] for p in moment.places]
    assert sum(v == 0 for v in paid) == 21
    assert sum(v is None for v in paid) == 6


def test_no_path_found_is_not_none(graph: Graph) -> None:
    day = date(2016, 4, 1)
    counted = paths.counted(edges.read(graph.generation), severity.load(), [day])
    made = england.overview(graph.reader, [day], paths=counted)
    found = {p.code: p.values[[m.key for m in made.measures].index("paths")] for p in made.moments[0].places}
    assert found["01J"] is not None  # delegated: one body on both sides of a contract
    assert all(value is None or value >= 1 for value in found.values() if not isinstance(value, str))
    assert sum(value is None for value in found.values()) > 150


def test_authorities_of_2016_are_the_published_overlaps(country: England) -> None:
    position = [m.key for m in country.measures].index("authorities")
    counts = [p.values[position] for p in country.moment(date(2016, 4, 1)).places]
    assert sum(c for c in counts if isinstance(c, Decimal)) == 241
    assert sum(isinstance(c, Decimal) and c > 1 for c in counts) == 28


def test_a_ccg_of_two_lists_stands_where_its_stp_needs_it(country: England) -> None:
    ring = {r.id: r for r in country.moment(date(2016, 4, 1)).rings}[place(country, 2016, "01H").ring]
    assert ring.name.startswith("West, North and East Cumbria")


def test_every_known_measure_is_cited(country: England) -> None:
    for moment in country.moments:
        for measure in country.measures:
            assert bool(moment.cites[measure.key]) == bool(moment.known[measure.key])
    cited = {s for m in country.moments for sources in m.cites.values() for s in sources}
    assert {source.id for source in country.sources} == cited


def test_a_merged_ccg_stands_near_its_predecessors(country: England) -> None:
    before = [place(country, 2016, code).circle for code in ("00W", "01M", "01N")]
    after = place(country, 2017, "14L").circle
    assert min(math.hypot(after.x - c.x, after.y - c.y) for c in before) < 60


def test_nothing_touches_in_england(country: England) -> None:
    for moment in country.moments:
        plane = Layout(
            discs={p.id: p.circle for p in moment.places},
            rings={r.id: r.circle for r in moment.rings},
            labels={r.id: r.label for r in moment.rings},
        )
        rings = {p.id: p.ring for p in moment.places}
        assert touching(plane, rings) == []


def test_the_demonstration_needs_no_places(demo: Graph) -> None:
    made = england.overview(demo.reader)
    assert {p.code for p in made.moments[-1].places} == {"X01", "X02", "X03"}
    assert made.fictional


def touching(plane: Layout, ring_of: dict[str, str]) -> list[tuple[str, str]]:
    """Pairs that overlap: circles of a ring, a circle and its ring's rim, rings, a label and a ring, labels."""
    found = []
    discs: list[tuple[str, Circle]] = sorted(plane.discs.items())
    for i, (a, one) in enumerate(discs):
        home = plane.rings[ring_of[a]]
        if math.hypot(one.x - home.x, one.y - home.y) + one.r > home.r:
            found.append((a, ring_of[a]))
        found += [
            (a, b) for b, two in discs[i + 1 :] if math.hypot(one.x - two.x, one.y - two.y) < one.r + two.r
        ]
    rings = sorted(plane.rings.items())
    for a, one in rings:
        for b, two in rings:
            if a < b and math.hypot(one.x - two.x, one.y - two.y) < one.r + two.r:
                found.append((a, b))
            if a != b and meets(
                box(one, plane.labels[a]), (two.x - two.r, two.y - two.r, two.x + two.r, two.y + two.r)
            ):
                found.append((f"label of {a}", b))
            if a < b and meets(box(one, plane.labels[a]), box(two, plane.labels[b])):
                found.append((f"label of {a}", f"label of {b}"))
    return found


def box(ring: Circle, label: Sequence[str]) -> tuple[float, float, float, float]:
    half = max((len(line) for line in label), default=0) * LETTER / 2
    return ring.x - half, ring.y - ring.r - len(label) * LINE, ring.x + half, ring.y - ring.r


def meets(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return min(a[2], b[2]) - max(a[0], b[0]) > 0.05 and min(a[3], b[3]) - max(a[1], b[1]) > 0.05


points = st.none() | st.tuples(st.floats(-60, 60), st.floats(-60, 60))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 120), st.integers(0, 6), points), min_size=1, max_size=25))
def test_nothing_touches_wherever_they_begin(
    given_discs: list[tuple[int, int, tuple[float, float] | None]],
) -> None:
    discs = [
        Disc(id=f"d{n:02}", ring=f"r{ring}", practices=count, point=point)
        for n, (count, ring, point) in enumerate(given_discs)
    ]
    names = {f"r{ring}": "A name of some length and Another" for ring in range(7)}
    plane = layout.placed(discs, names)
    assert touching(plane, {d.id: d.ring for d in discs}) == []
    # The order in which they are given does not matter, and there is no chance in it.
    assert layout.placed(discs[::-1], names) == plane
