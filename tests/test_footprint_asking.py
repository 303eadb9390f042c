"""Footprints of a graph at an address: the tables that are asked for are those of the files, and so are the answers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest

from nhsgraph.analyses.footprints.desk import Desk
from nhsgraph.analyses.footprints.tiers import Basis, Tier
from nhsgraph.footprint_asking import AskedTables
from nhsgraph.footprint_tables import Body, FootprintTables, Member, Relation
from nhsgraph.graph import Graph


@pytest.fixture(scope="module")
def asked(graph: Graph) -> AskedTables:
    return AskedTables(graph.reader)


@pytest.fixture(scope="module")
def filed(graph: Graph) -> FootprintTables:
    return FootprintTables(graph.generation)


def unordered(rows: Iterable[Body | Member | Relation]) -> set[tuple[object, ...]]:
    """Rows without the order of their releases, which a graph does not keep."""
    return {(*row[:-1], frozenset(row[-1])) for row in rows}


def test_the_small_areas_are_those_of_the_packaged_table(asked: AskedTables, filed: FootprintTables) -> None:
    assert asked.cells == filed.cells
    assert sum(cell.areas for cell in asked.cells) == 32_844


def test_a_graph_without_the_releases_of_small_areas_has_none(demo: Graph) -> None:
    assert AskedTables(demo.reader).cells == ()


def test_bodies(asked: AskedTables, filed: FootprintTables) -> None:
    with_footprint = [b for b in filed.bodies.values() if b.kind != "StrategicHealthAuthority"]
    assert unordered(asked.bodies.values()) == unordered(with_footprint)


def test_relations(asked: AskedTables, filed: FootprintTables) -> None:
    for kind, rows in filed.relations.items():
        wanted = [r for r in rows if kind != "area-within" or r.subject.startswith("authority-")]
        assert len(asked.relations[kind]) == len(wanted), kind
        assert unordered(asked.relations[kind]) == unordered(wanted), kind
    assert (len(asked.relations["participation"]), len(asked.relations["merger"])) == (250, 145)


def test_memberships_and_lists(asked: AskedTables, filed: FootprintTables) -> None:
    assert sorted(asked.memberships) == sorted(filed.memberships)
    for year in ("2014-15", "2018-19", "1999-00"):
        assert asked.lists(year) == filed.lists(year)


@pytest.mark.parametrize(
    ("tier", "against", "basis"),
    [
        (Tier.CCG, Tier.STP, None),
        (Tier.STP, Tier.AREA_TEAM, Basis.CCGS),
        (Tier.PCT, Tier.STP, None),
        (Tier.CCG, Tier.REGION, Basis.REGISTERED),
        (Tier.CCG, Tier.FEDERATION, None),
    ],
)
def test_the_answers_are_the_same(
    graph: Graph, asked: AskedTables, tier: Tier, against: Tier, basis: Basis | None
) -> None:
    there = Desk(asked, graph.names, graph.reader).nesting(tier, against, date(2016, 4, 1), basis=basis)
    here = graph.footprints.nesting(tier, against, date(2016, 4, 1), basis=basis)
    assert there.headline == here.headline
    for one, other in zip(there.sections, here.sections, strict=True):
        assert [(s.key, s.text, s.facts) for s in one.statements] == [
            (s.key, s.text, s.facts) for s in other.statements
        ]
        assert (
            [row.cells for row in one.table.rows] == [row.cells for row in other.table.rows]
            if one.table and other.table
            else one.table is other.table
        )
