"""Questions A1 to A17: the stored question gives the expected answer."""

from __future__ import annotations

from datetime import date

from nhsgraph import questions
from nhsgraph.graph import Graph
from nhsgraph.query import Value
from nhsgraph.views import body_iri


def ask(graph: Graph, name: str, **values: Value) -> list[tuple[Value, ...]]:
    return questions.ask(graph.store, questions.find(name), values).rows


def hops(graph: Graph, name: str, ccg: str) -> list[tuple[Value, ...]]:
    rows = ask(graph, name, ccg=body_iri(ccg), asOf=date(2016, 5, 1))
    return [row[:5] for row in rows]


UPWARD: list[tuple[Value, ...]] = [
    (3, "NHS England", "Department of Health", "political", "binding"),
    (4, "Department of Health", "Secretary of State for Health", "political", "binding"),
    (5, "Secretary of State for Health", "Parliament of the United Kingdom", "political", "binding"),
    (6, "NHS England", "Secretary of State for Health", "statutory", "binding"),
]


def test_a1_nhs_england_at_every_level(graph: Graph) -> None:
    rows = ask(graph, "a1")
    assert [(level, holder) for level, holder, _, _ in rows] == [
        (level, "NHS England") for level in ("delegated", "greater-involvement", "joint", "none")
    ]
    assert {str(row[3]) for row in rows} <= {"S4-89 S4-90", "S4-90 S4-89"}
    assert "13Z(6)" in str(rows[0][2])


def test_a2_only_contracts_move(graph: Graph) -> None:
    rows = ask(graph, "a2")
    deciders = {(f, level): holder for f, level, role, holder, _ in rows if role == "decides"}
    levels = ("greater-involvement", "joint", "delegated")
    assert [deciders["F-CONTRACT", level] for level in levels] == ["nhse", "joint-committee", "pccc"]
    assert {deciders["F-GPPERF", level] for level in levels} == {"nhse"}
    assert {deciders["F-INSPECT", level] for level in levels} == {"cqc"}
    assert {deciders["F-QUALPC", level] for level in levels} == {"ccg"}
    assert {holder for f, _, role, holder, _ in rows if (f, role) == ("F-CONTRACT", "holds")} == {"nhse"}


def test_a3_the_chain_of_a_delegated_ccg(demo: Graph) -> None:
    ccg, pccc = "NHS Fictional Northmoor CCG", "Northmoor primary care commissioning committee"
    assert hops(demo, "a3", "ccg-X01") == [
        (0, pccc, None, None, None),
        (1, pccc, ccg, "corporate", "binding"),
        (2, ccg, "NHS England", "delegated", "binding"),
        *UPWARD,
    ]
    rows = ask(demo, "a3", ccg=body_iri("ccg-X01"), asOf=date(2016, 5, 1))
    assert "law-nhsa-2006-s13z" in str(rows[2][5])
    assert {"S1-20", "S4-90"} <= set(str(rows[2][6]).split())


def test_a4_influence_only(demo: Graph) -> None:
    assert hops(demo, "a4", "ccg-X03") == [
        (0, "NHS England", None, None, None),
        (2, "NHS Fictional Eastmoor CCG", "NHS England", "advisory", "non-binding"),
        *UPWARD,
    ]


def test_a5_a_joint_committee_answers_to_both(demo: Graph) -> None:
    committee = "Southmoor joint committee"
    assert hops(demo, "a5", "ccg-X02") == [
        (0, committee, None, None, None),
        (1, committee, "NHS England", "corporate", "binding"),
        (1, committee, "NHS Fictional Southmoor CCG", "corporate", "binding"),
        *UPWARD,
    ]


def test_a6_three_kinds_of_performance(graph: Graph) -> None:
    found = {(f, level): (manager, entangled) for f, level, _, manager, entangled, _ in ask(graph, "a6")}
    assert found["F-PRACPERF", "greater-involvement"] == ("nhse", "F-GPPERF")
    assert found["F-PRACPERF", "joint"] == ("joint-committee", "F-GPPERF")
    assert found["F-PRACPERF", "delegated"] == ("pccc", "F-GPPERF")
    assert {m for (f, _), (m, _) in found.items() if f == "F-GPPERF"} == {"nhse"}
    assert {m for (f, _), (m, _) in found.items() if f == "F-INSPECT"} == {"cqc"}


def test_a7_four_roles(graph: Graph) -> None:
    rows = ask(graph, "a7")
    assert [(role, holder) for role, holder, _ in rows] == [
        ("awarder", "pccc"),
        ("contracting-party", "nhse"),
        ("manager", "ccg"),
        ("provider", "practice"),
    ]
    assert {"S3-33", "S4-60"} <= set(str(rows[0][2]).split())


def test_a8_statutory_status(graph: Graph) -> None:
    assert {str(kind): status for kind, status in ask(graph, "a8")} == {
        "clinical commissioning group": "statutory body",
        "NHS England": "statutory body",
        "primary care commissioning committee": "committee of a statutory body",
        "sustainability and transformation partnership": "non-statutory partnership",
        "health and wellbeing board": "statutory committee",
        "federation company": "private or social company",
        "area team": "administrative unit of a statutory body",
        "commissioning support unit": "hosted unit",
        "local medical committee": "statutory representative",
    }


def test_a9_nothing_of_an_stp_binds(graph: Graph) -> None:
    assert [row[:4] for row in ask(graph, "a9")] == [
        ("ccg", "stp", "collaborative", "non-binding"),
        ("stp", "stp-lead", "oversight", "non-binding"),
        ("stp-lead", "nhse", "oversight", "non-binding"),
    ]


def test_a10_what_cannot_be_overturned(graph: Graph) -> None:
    rows = ask(graph, "a10")
    barred = {str(f) for f, overturn, _, _ in rows if overturn == "no"}
    assert {"F-CONTRACT", "F-ENH", "F-NEWPRAC", "F-MERGE", "F-LIS"} <= barred
    assert {str(f) for f, overturn, _, _ in rows if overturn == "yes"} == {"F-COI", "F-QUALPC", "F-SECCOMM"}
    routes = ["change the committee", "change the constitution", "end the delegation", "step in"]
    for _, overturn, found, _ in rows:
        assert sorted(str(found or "").split(", ")) == (routes if overturn == "no" else [""])
    assert all("S0-76" in str(claims) for _, overturn, _, claims in rows if overturn == "no")


def test_a11_what_nhs_england_still_does(graph: Graph) -> None:
    assert [(f, role) for f, role, _, _ in ask(graph, "a11")] == [
        ("F-COI", "assures"),
        ("F-DENTAL", "exercises"),
        ("F-EYE", "exercises"),
        ("F-GPPERF", "exercises"),
        ("F-PHARM", "exercises"),
        ("F-SPEC", "exercises"),
    ]


def test_a12_teams_by_date_one_party(graph: Graph) -> None:
    rows = ask(graph, "a12", ccg=body_iri("ccg-05T"))
    assert [(row[0], row[3]) for row in rows] == [
        (date(2013, 4, 1), "AreaTeam"),
        (date(2013, 4, 1), "RegionalTeam"),
        (date(2015, 4, 1), "LocalTeam"),
        (date(2019, 4, 1), "RegionalTeam"),
    ]
    assert {row[4] for row in rows} == {"NHS England"}


def test_a13_duties_without_power(graph: Graph) -> None:
    rows = ask(graph, "a13")
    quality = {(decider, level) for f, _, _, decider, level, _ in rows if f == "F-QUALPC"}
    assert quality == {("nhse", "none"), ("nhse", "greater-involvement"), ("joint-committee", "joint")}
    assert ("F-ESTATES-INV", "ccg", "practice") in {(f, h, d) for f, _, h, d, _, _ in rows}
    assert ("F-STPPLAN", "stp-partners", "none") in {(f, h, d) for f, _, h, d, _, _ in rows}


def test_a14_assurance_by_exception(graph: Graph) -> None:
    assert [row[3] for row in ask(graph, "a14")] == ["S0-55", "S0-56", "S0-57", "S0-58"]


def test_a15_the_department_through_the_mandate(graph: Graph) -> None:
    rows = ask(graph, "a15")
    assert ("decides", "Department of Health", "Mandate", "S3-45") in rows


def test_a16_holders_of_gp_contracts(graph: Graph) -> None:
    assert [(str(row[0])[:4], row[1]) for row in ask(graph, "a16")] == [
        ("1960", "Executive councils"),
        ("1980", "Family practitioner committees"),
        ("2003", "Primary care trusts"),
        ("2010", "Primary care trusts"),
        ("2014", "NHS England"),
        ("2016", "NHS England"),
    ]


def test_a17_both_in_different_senses(graph: Graph) -> None:
    rows = ask(graph, "a17")
    assert [row[1] for row in rows] == ["S0-30", "S4-63", "S4-92"]
    assert "independent" in str(rows[0][2])
