"""What the rules derive, and what chains, the matrix and gaps make of it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhsgraph import derive
from nhsgraph.analyses.accountability import (
    chains,
    gaps,
    matrix,
    policy,
    report,
)
from nhsgraph.analyses.accountability.policy import LEVELS, Policy
from nhsgraph.errors import QueryError
from nhsgraph.graph import Graph

MAY_2016 = date(2016, 5, 1)


@pytest.fixture(scope="module")
def rules(graph: Graph) -> Policy:
    return policy.read(graph.reader)


def holders(rules: Policy, function: str, level: str, role: str, day: date) -> list[str]:
    return [c.holder for c in rules.cells_at(level, day, function) if c.role == role]


def shapes(found: tuple[chains.Chain, ...]) -> list[list[tuple[str, str, str]]]:
    return [list(chain.shape()) for chain in found]


# --- The policy


@pytest.mark.parametrize("year", range(2013, 2022))
def test_nhs_england_holds_primary_medical_care_at_every_level_and_date(rules: Policy, year: int) -> None:
    day = date(year, 4, 1)
    for level in LEVELS if year >= 2015 else ("none",):
        assert holders(rules, "F-PMS", level, "holds", day) == ["nhse"]


@pytest.mark.parametrize("level", LEVELS)
def test_performance_of_individual_gps_is_nhs_england_in_every_cell(rules: Policy, level: str) -> None:
    for role in ("holds", "exercises", "decides"):
        assert holders(rules, "F-GPPERF", level, role, MAY_2016) == ["nhse"]


def test_from_joint_to_delegated_the_decider_of_exactly_the_delegated_functions_changes(
    rules: Policy,
) -> None:
    changed = {
        function
        for function in rules.functions
        if holders(rules, function, "joint", "decides", MAY_2016)
        != holders(rules, function, "delegated", "decides", MAY_2016)
    }
    assert changed == {
        "F-PMS",
        "F-CONTRACT",
        "F-ENH",
        "F-LIS",
        "F-NEWPRAC",
        "F-MERGE",
        "F-DISC",
        "F-PRACPERF",
    }


def test_every_ccg_has_a_complete_matrix_on_every_first_of_april(graph: Graph, rules: Policy) -> None:
    for year in range(2013, 2022):
        day = date(year, 4, 1)
        standing = {row.text("level") for row in graph.reader.rows("ccg_levels", asOf=day)}
        assert standing <= {"", *LEVELS}
        if year < 2015:
            assert standing == {""}
        for level in LEVELS if year >= 2015 else ("none",):
            states = matrix.completeness(rules, level, day)
            assert set(states) == set(rules.functions_at(level, day))
            assert set(states.values()) <= {matrix.HELD, matrix.NOBODY_HOLDS, matrix.SOURCES_END}
            told = {f for gap in gaps.of_level(rules, level, day) for f in gap.functions}
            assert {f for f, state in states.items() if state == matrix.NOBODY_HOLDS} <= told
            assert {"F-STPPLAN"} & set(states) == ({"F-STPPLAN"} if day >= date(2016, 3, 1) else set())


def test_a_cell_says_when_its_sources_end(rules: Policy) -> None:
    late = next(
        e for e in matrix.entries(rules, "delegated", date(2021, 4, 1), "F-CONTRACT") if e.role == "decides"
    )
    assert late.ended == date(2020, 1, 1)
    assert (
        late.shown(rules, None)
        == "Primary Care Commissioning Committee for NHS England (sources end before 2020-01-01)"
    )
    early = next(
        e for e in matrix.entries(rules, "delegated", date(2019, 4, 1), "F-CONTRACT") if e.role == "decides"
    )
    assert early.ended is None


# --- Chains


def test_the_chain_from_a_delegated_decision_to_parliament(rules: Policy) -> None:
    found = chains.of_function(rules, "F-CONTRACT", "delegated", MAY_2016)
    first = found[0]
    assert list(first.shape()) == [
        ("pccc", "ccg", "corporate"),
        ("ccg", "nhse", "delegated"),
        ("nhse", "dh", "political"),
        ("dh", "secretary-of-state", "political"),
        ("secretary-of-state", "parliament", "political"),
    ]
    assert [line.bases for line in first.hops[:3]] == [
        ("agreement-ccg-constitution", "agreement-pccc-terms"),
        ("agreement-delegation", "law-nhsa-2006-s13z"),
        ("law-nhsa-2006-s13a",),
    ]
    assert first.weakest == 0
    assert first.binding
    assert [
        ("nhse", "secretary-of-state", "statutory"),
        ("secretary-of-state", "parliament", "political"),
    ] in shapes(found)


def test_greater_involvement_is_advice_only(rules: Policy) -> None:
    found = chains.of_function(rules, "F-CONTRACT", "greater-involvement", MAY_2016)
    from_ccg = [c for c in found if c.hops[0].party == "ccg"]
    assert {c.hops[0].type for c in from_ccg} == {"advisory"}
    assert not any(c.binding for c in from_ccg)


def test_a_joint_committee_answers_to_both(rules: Policy) -> None:
    found = chains.of_function(rules, "F-CONTRACT", "joint", MAY_2016)
    assert {c.hops[0].above for c in found if c.hops[0].party == "joint-committee"} == {"ccg", "nhse"}


def test_no_chain_goes_through_a_partnership(rules: Policy) -> None:
    for level in LEVELS:
        for function in rules.functions_at(level, date(2017, 4, 1)):
            for chain in chains.of_function(rules, function, level, date(2017, 4, 1)):
                assert "stp" not in {line.party for line in chain.hops[1:]}


@given(st.sampled_from(LEVELS), st.dates(date(2015, 4, 1), date(2019, 12, 31)))
def test_a_chain_never_passes_a_body_twice(rules: Policy, level: str, day: date) -> None:
    for function in rules.functions_at(level, day):
        for chain in chains.of_function(rules, function, level, day):
            parties = [line.party for line in chain.hops]
            assert len(set(parties)) == len(parties)
            assert chain.end not in parties


def test_practices_come_back_to_themselves_where_their_ccg_has_a_part_in_the_decision(rules: Policy) -> None:
    circles = {level: list(chains.cycles(rules, level, MAY_2016)) for level in LEVELS}
    found = {level: [(f, [x.party for x in lines]) for f, lines in own] for level, own in circles.items()}
    assert found == {
        "greater-involvement": [],
        "joint": [("F-PRACPERF", ["practice", "joint-committee", "ccg"])],
        "delegated": [("F-PRACPERF", ["ccg", "practice", "pccc"])],
    }


# --- Teams, levels, committees


def test_the_team_of_south_worcestershire_is_an_area_team_then_a_local_office(graph: Graph) -> None:
    found = {}
    for day in (date(2014, 6, 1), date(2016, 4, 1)):
        result = report.chain(graph.reader, "ccg-05T", day, function="F-SECCOMM")
        found[day.year] = next(
            s.facts["through_team"]
            for p in result.sections
            for s in p.statements
            if s.facts.get("through_team")
        )
    assert found == {2014: "area-team-Q53", 2016: "local-office-Q77"}


def test_before_april_2015_nobody_has_a_level_or_a_pccc(graph: Graph) -> None:
    day = date(2015, 3, 31)
    assert {row.text("level") for row in graph.reader.rows("ccg_levels", asOf=day)} == {""}
    early = graph.sparql(
        "SELECT ?x { VALUES ?class { ng:PCCC ng:JointCommittee ng:Delegation } ?x a ?class ; ng:validFrom ?from . "
        'FILTER(?from < "2015-04-01"^^xsd:date) }'
    )
    assert early.rows == []


def test_undated_delegation_gives_an_undated_committee_and_no_dated_relation(graph: Graph) -> None:
    rows = graph.sparql("SELECT ?p { id:pccc-00L ng:grade ng:grade-implied ; ng:notBefore ?p }").rows
    assert rows == [(date(2015, 4, 1),)]
    assert not graph.sparql("ASK { id:pccc-00L ng:validFrom ?x }").rows[0][0]
    assert not graph.sparql("ASK { ?r ng:accountableParty id:pccc-00L }").rows[0][0]


def test_an_open_start_is_known_until_the_next_april_only(graph: Graph) -> None:
    levels = {
        str(row.code("ccg")): row.text("level")
        for row in graph.reader.rows("ccg_levels", asOf=date(2015, 6, 1))
    }
    assert levels["ccg-01J"] == "delegated"
    later = {row.text("level") for row in graph.reader.rows("ccg_levels", asOf=date(2016, 6, 1))}
    assert later == {""}


def test_governing_bodies_are_implied_one_a_ccg(graph: Graph) -> None:
    ((ccgs, boards),) = graph.sparql(
        "SELECT (COUNT(DISTINCT ?c) AS ?a) (COUNT(DISTINCT ?b) AS ?n) { ?c a ng:CCG . "
        "OPTIONAL { ?b a ng:GoverningBody ; ng:committeeOf ?c ; ng:grade ng:grade-implied } }"
    ).rows
    assert ccgs == boards


def test_a_governing_body_cannot_overturn_and_four_routes_remain(demo: Graph) -> None:
    rows = demo.sparql(
        "SELECT ?board ?pccc (COUNT(DISTINCT ?route) AS ?routes) { ?bar a ng:OverturnBar ; ng:ccg id:ccg-X01 ; "
        "ng:barredBody ?board ; ng:decidingBody ?pccc ; ng:remainingRoute ?route } GROUP BY ?board ?pccc"
    ).rows
    assert [(str(a).rsplit("/", 1)[1], str(b).rsplit("/", 1)[1], n) for a, b, n in rows] == [
        ("committee-demo-x01-gb", "committee-demo-x01-pccc", 4)
    ]


# --- Unknown levels, evidence


def test_an_unknown_level_gives_what_always_holds_and_three_possibilities(graph: Graph) -> None:
    result = report.chain(graph.reader, "ccg-05T", date(2016, 4, 1))
    titles = [section.title for section in result.sections]
    assert any(t.startswith("At every level:") for t in titles)
    for level in ("greater involvement", "joint", "delegated"):
        assert any(t.startswith(f"If {level}:") for t in titles)
    assert all(s.cites for section in result.sections for s in section.statements)


def test_a_function_whose_chains_hold_at_every_level_is_not_said_to_have_none_at_one(graph: Graph) -> None:
    result = report.chain(graph.reader, "ccg-05T", date(2016, 4, 1))
    silent = {
        function
        for section in result.sections
        for s in section.statements
        if s.key == "none" and isinstance(listing := s.facts["functions"], list)
        for function in listing
    }
    assert silent == {"F-CQCLIAISON", "F-INSPECT", "F-ESTATES-INV", "F-PROC", "F-LIAISON", "F-REP"}


def test_what_is_unverified_is_marked_by_its_holder(graph: Graph, rules: Policy) -> None:
    gmc = next(e for e in matrix.entries(rules, "joint", MAY_2016, "F-GPPERF") if e.role == "assures")
    assert gmc.shown(rules, None) == "General Medical Council (unverified) and NHS England"
    told = report.chain(graph.reader, "ccg-05T", MAY_2016, function="F-DISC")
    grades = {s.grade for p in told.sections for s in p.statements if s.key == "roles-F-DISC"}
    assert grades == {"unverified"}


def test_fictional_premises_make_fictional_relations(demo: Graph) -> None:
    grades = {
        str(g).rsplit("-", 1)[1]
        for (g,) in demo.sparql("SELECT DISTINCT ?g { ?r ng:rule id:rule-IR-02-ccg ; ng:grade ?g }").rows
    }
    assert grades == {"fictional"}
    assert report.chain(demo.reader, "ccg-X01", MAY_2016).fictional


def test_every_derived_node_points_at_rule_premise_and_source(graph: Graph) -> None:
    for missing in ("ng:rule", "ng:grade", "ng:source"):
        rows = graph.sparql(
            "SELECT ?n { GRAPH graph:derived { ?n a ?class } FILTER(?class != ng:Rule) "
            f"FILTER NOT EXISTS {{ ?n {missing} ?x }} }} LIMIT 3"
        ).rows
        assert rows == [], missing


def test_the_rules_run_in_the_order_of_their_numbers() -> None:
    found = list(derive.rules())
    assert [rule.order for rule in found] == sorted(rule.order for rule in found)
    assert len({rule.id for rule in found}) == len(found)


def test_a_rule_without_a_header_is_refused(tmp_path: object) -> None:
    from pathlib import Path

    folder = Path(str(tmp_path))
    (folder / "01-x.rq").write_text("#+ id: X\nCONSTRUCT {} WHERE {}", encoding="utf-8")
    with pytest.raises(QueryError, match=r"01-x\.rq"):
        list(derive.rules(folder))
