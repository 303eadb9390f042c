"""Questions about provenance and contradictions: the expected answers."""

from __future__ import annotations

from nhsgraph import questions
from nhsgraph.graph import Graph
from nhsgraph.query import Value
from nhsgraph.views import body_iri


def ask(graph: Graph, name: str, **values: Value) -> list[tuple[Value, ...]]:
    return questions.ask(graph.store, questions.find(name), values).rows


def words(value: Value) -> set[str]:
    return set(str(value).split())


def test_e1_no_single_answer(graph: Graph) -> None:
    rows = ask(graph, "e1")
    assert {row[0]: row[1] for row in rows} == {
        "17": "doc-S2",
        "no figure": "doc-S0",
        "18 of 41 on 30 March 2016": "page-hsj-stp-leads-2016",
        "15 of 42 published leads mention a CCG in April 2019": "ods-stp-leads-2019-04",
        "4 GPs among 44 in April 2016": "page-gponline-gpfv",
        "about half, in March 2016": "general-knowledge",
    }
    assert [(row[2], row[3]) for row in rows if row[0] == "17"] == [("S2-03", "withdrawn")]
    assert [row[3] for row in rows if row[0] != "17"] == [None] * 5
    assert all(str(row[5]).startswith("No single answer.") for row in rows)


def test_e2_two_independent_sources_and_not_five(graph: Graph) -> None:
    rows = {row[0]: row for row in ask(graph, "e2")}
    conflicts = rows["avoid conflicts of interest"]
    assert conflicts[1] == 2
    assert words(conflicts[2]) == {"pulse", "university-manchester-programme"}
    assert words(conflicts[3]) == {"doc-S0", "doc-S2", "doc-S3"}
    consistency = rows["consistency"]
    assert consistency[1] == 1  # S0 and S4 are of one programme
    assert words(consistency[4]) == {"S0-06", "S4-19"}


def test_e3_nhs_england_and_the_refuted_credit(graph: Graph) -> None:
    refuted, settling = ask(graph, "e3")
    assert refuted[:4] == ("S1-09", "Department of Health", "refuted", "S1-65")
    assert settling[:4] == ("S1-65", "NHS England, commissioning development", None, None)


def test_e4_every_view_has_its_holder(graph: Graph) -> None:
    rows = {str(row[0]): row for row in ask(graph, "e4")}
    assert {row[5] for row in rows.values()} == {"opinion", "quote"}
    assert rows["S3-38"][1] == "Michael Dixon"
    assert all(row[1] for row in rows.values())
    assert "S0-33" not in rows  # a rule


def test_e5_events_of_one_group_of_documents(graph: Graph) -> None:
    rows = {str(row[0]).rsplit("/", 1)[1]: row for row in ask(graph, "e5", kind="PolicyEvent")}
    assert rows["event-stevens"][3:] == ("university-manchester-programme", "S0-08", 0)
    assert rows["event-monitor-review"][3] == "pulse"
    assert rows["event-monitor-review"][5] == 1  # and a public page
    assert "event-area-teams-end" not in rows  # no document speaks of it


def test_e5_two_groups_are_not_one(graph: Graph) -> None:
    one = {str(row[0]) for row in ask(graph, "e5", kind="LegalBasis")}
    evidence = graph.sparql(
        "SELECT ?b (COUNT(DISTINCT ?g) AS ?n) { ?b a ng:LegalBasis ; ng:evidencedBy/ng:source ?s . "
        "BIND(IRI(REPLACE(STR(?s), '/source/', '/id/')) AS ?d) ?d ng:independenceGroup ?g } GROUP BY ?b"
    ).rows
    assert one == {str(basis) for basis, groups in evidence if groups == 1}
    assert any(groups == 2 for _, groups in evidence)
    assert ask(graph, "e5", kind="moon") == []


def test_e6_figures_that_fail(graph: Graph) -> None:
    failed = {str(row[0]): str(row[2]) for row in ask(graph, "e6") if row[3] == "differs"}
    assert failed["8 networks of 5 practices"] == "36 practices, not 40."
    assert "63 to 115 delegated in a year" in failed
    assert "October 2015 as a year after implementation" in failed
    assert "115 + 68 + 26 = 209" not in failed
    unchecked = {str(row[0]): str(row[2]) for row in ask(graph, "e6") if row[3] == "unchecked"}
    assert unchecked["£67bn is 66 %"].startswith("£101.5bn")


def test_e7_the_chain_for_a_ccg_that_is_delegated(graph: Graph) -> None:
    rows = ask(graph, "e7", ccg=body_iri("ccg-01J"))
    assert [row[0] for row in rows] == [1, 2, 3, 4, 4, 4]
    assert rows[0][1] == "NHS Knowsley CCG is delegated"
    assert rows[1][2:4] == ("IR-03-pccc", "implied")
    assert "S0-29" in words(rows[1][4])
    assert rows[2][1:5] == ("A lay member chairs the PCCC.", "R-02", "stated", "S0-33")
    assert words(rows[2][5]) == {"doc-S0", "doc-S2"}
    assert {str(row[1])[-9:] for row in rows[3:]} == {"mber 2014", "June 2016", "June 2017"}


def test_e7_the_rule_stands_and_whether_it_applies_is_not_known(graph: Graph) -> None:
    assert [row[0] for row in ask(graph, "e7", ccg=body_iri("ccg-05T"))] == [3, 4, 4, 4]


def test_e8_what_print_left_out_and_changed(graph: Graph) -> None:
    rows = {str(row[1]): row for row in ask(graph, "e8")}
    withdrawn = {claim for claim, row in rows.items() if row[5] == "withdrawn"}
    assert withdrawn == {"S2-02", "S2-03", "S2-04"}  # Plans; 17 leaders; few yet published
    assert rows["S2-02"][4] == "Sustainability and Transformation Plans"
    assert rows["S0-40"][:5:4] == ("S0, the article", "STP, spelt out with Partnerships")
    assert "no longer says that the talks were early" in str(rows["S2-05"][6])
    assert "S0-33" not in rows  # both versions have it


def test_e9_by_role_in_the_contract(graph: Graph) -> None:
    rows = ask(graph, "e9")
    core = {(row[1], row[2]): (row[3], row[4]) for row in rows if row[0] == "core"}
    levels = ("none", "greater-involvement", "joint", "delegated")
    assert {core["contracting-party", level] for level in levels} == {("nhse", "no")}
    assert core["manager", "delegated"] == ("ccg", "yes")
    assert core["awarder", "delegated"] == ("pccc", "yes")
    assert core["manager", "greater-involvement"] == ("nhse", "no")
    assert core["manager", "joint"] == ("joint-committee", "no")
    own = {(row[1], row[3]) for row in rows if row[0] == "LES"}
    assert own == {("contracting-party", "ccg")}
    assert {"S3-33", "S4-55"} <= words(rows[0][6])
