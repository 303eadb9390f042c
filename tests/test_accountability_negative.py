"""The negative tests N1 to N9: what must never be found, or is refused."""

from __future__ import annotations

from datetime import date

import pytest

from nhsgraph.graph import Graph

PARTNERSHIPS = "VALUES ?class { ng:STP ng:Vanguard ng:PCTCluster ng:ICS ng:SystemPartnership }"


@pytest.mark.parametrize("end", ["ng:accountableParty", "ng:accountableTo"])
def test_n1_no_partnership_is_an_end_of_a_relation(graph: Graph, demo: Graph, end: str) -> None:
    for g in (graph, demo):
        assert g.sparql(f"SELECT ?r {{ {PARTNERSHIPS} ?x a ?class . ?r {end} ?x }}").rows == []


def test_n1_no_binding_line_leads_to_or_from_an_stp(graph: Graph) -> None:
    rows = graph.sparql(
        "SELECT ?line { { ?line ng:partyRole id:role-stp } UNION { ?line ng:toRole id:role-stp } "
        "?line ng:accountabilityType/ng:bindingness ng:binding }"
    ).rows
    assert rows == []


def test_n2_no_case_study_site_is_linked_to_a_ccg(graph: Graph) -> None:
    rows = graph.sparql(
        "SELECT ?r { ?site a ng:CaseStudySite . ?ccg a ng:CCG . { ?site ?r ?ccg } UNION { ?ccg ?r ?site } }"
    ).rows
    assert rows == []
    assert graph.sparql("SELECT ?c { ?s a ng:CaseStudySite ; skos:notation ?c }").rows == []


def test_n3_performance_of_gps_is_never_delegated(graph: Graph, demo: Graph) -> None:
    for g in (graph, demo):
        assert g.sparql("SELECT ?d { ?d a ng:Delegation ; ng:forFunction ng:F-GPPERF }").rows == []
        rows = g.sparql(
            "SELECT ?l { ?l a ng:AccountabilityLine ; ng:forFunction ng:F-GPPERF ; ng:toRole ?t . "
            "FILTER(?t NOT IN (id:role-nhse, id:role-gmc)) }"
        ).rows
        assert rows == []


def test_n4_n5_nothing_of_co_commissioning_before_april_2015(graph: Graph) -> None:
    rows = graph.sparql(
        "SELECT ?x { VALUES ?class { ng:PCCC ng:JointCommittee ng:Delegation ng:CoCommissioningArrangement ng:OverturnBar } "
        '?x a ?class ; ng:validFrom ?from . FILTER(?from < "2015-04-01"^^xsd:date) }'
    ).rows
    assert rows == []


def test_n6_no_regulator_decides_on_a_contract(graph: Graph) -> None:
    rows = graph.sparql(
        "SELECT ?a { VALUES ?h { id:role-cqc id:role-monitor id:role-gmc } "
        "{ ?a ng:function ng:F-CONTRACT ; ng:holderRole ?h } UNION { ?a a ng:ContractRole ; ng:holderRole ?h } }"
    ).rows
    assert rows == []


def test_n7_no_health_and_wellbeing_board_decides(graph: Graph) -> None:
    rows = graph.sparql(
        "SELECT ?a { ?a ng:holderRole id:role-health-wellbeing-board ; ng:inRole ng:function-role-decides }"
    ).rows
    assert rows == []


def test_n8_no_opinion_or_quote_backs_anything_derived(graph: Graph) -> None:
    rows = graph.sparql(
        "SELECT ?n ?c { VALUES ?kind { ng:kind-opinion ng:kind-quote } ?c ng:claimKind ?kind . "
        "GRAPH graph:derived { ?n ng:evidencedBy ?c } }"
    ).rows
    assert rows == []


@pytest.mark.parametrize("code", ["05T", "06L", "07K"])
def test_n9_the_level_is_unknown_and_spend_is_evidence_only(graph: Graph, code: str) -> None:
    result = graph.explain(code, "2018-06-01")
    level = next(section for section in result.sections if section.key == "level")
    assert level.statements[0].facts == {"level": None, "state": "unknown"}
    spend = [s for s in level.statements if s.key == "spend-evidence"]
    assert all(s.grade == "evidenced" and "not an official status" in s.text for s in spend)


def test_n9_south_manchester_had_no_level(graph: Graph) -> None:
    result = graph.explain("01N", date(2016, 6, 1))
    level = next(section for section in result.sections if section.key == "level")
    assert level.statements[0].facts["level"] is None
