"""Why one body does not answer to another."""

from __future__ import annotations

from datetime import date

import pytest

from nhsgraph.analyses.accountability import area as areas
from nhsgraph.analyses.accountability import ends, policy, report, why_not
from nhsgraph.analyses.accountability.ends import End
from nhsgraph.analyses.accountability.policy import Policy
from nhsgraph.errors import UsageError
from nhsgraph.graph import Graph
from nhsgraph.views import body_iri

MAY_2016 = date(2016, 5, 1)


@pytest.fixture(scope="module")
def rules(graph: Graph) -> Policy:
    return policy.read(graph.reader)


def test_why_an_stp_does_not_answer_to_a_ccg(rules: Policy) -> None:
    area = areas.national(date(2017, 4, 1))
    stp, ccg = (ends.of_word(w, rules) for w in ("an STP", "CCG"))
    assert stp is not None
    assert ccg is not None
    (said,) = why_not.statements(rules, area, End(label="the STP", role=stp.role, kind=stp.kind), ccg)
    assert said.facts["rule"] == "IR-07-exclusions"
    assert {c.record for c in said.cites} == {"S0-45", "S0-46", "S0-47", "S4-115"}


def test_why_a_gp_does_not_answer_to_a_ccg_is_a_missing_hop(rules: Policy) -> None:
    two = End(label="GP", role="gp"), End(label="CCG", role="ccg")
    (said,) = why_not.statements(rules, areas.national(MAY_2016), *two)
    assert said.key == "missing"
    assert said.facts["reaches"] is False


@pytest.mark.parametrize(
    "sentence",
    [
        "STP accountable to CCG",
        "STP is accountable to CCG?",
        "STP does not answer to CCG",
        "Why is STP not accountable to CCG?",
        "why does STP not answer to CCG",
        "STP was answerable to CCG.",
    ],
)
def test_a_sentence_is_read_in_many_forms(sentence: str) -> None:
    assert ends.split([sentence]) == ("STP", "CCG")


@pytest.mark.parametrize("texts", [["what"], [], ["a", "b", "c"], ["answers to"]])
def test_a_sentence_that_is_none_is_refused(texts: list[str]) -> None:
    with pytest.raises(UsageError, match="A and B"):
        ends.split(texts)


def asked(graph: Graph, party: str, above: str, day: date | None = None) -> dict[str, str]:
    """Key to text of the answer to why one body does not answer to another; ends by local id or by word."""
    rules = policy.read(graph.reader)

    def end(text: str) -> End:
        if (word := ends.of_word(text, rules)) is not None:
            return word
        row = graph.reader.rows("body", body=body_iri(text))[0]
        return ends.of_body(row.code("kind"), row.text("label"), text, rules)

    result = report.why_not_between(graph.reader, end(party), end(above), day)
    return {s.key: s.text for s in result.sections[0].statements}


def test_a_ccg_does_not_answer_to_another_ccg(graph: Graph) -> None:
    said = asked(graph, "ccg-05T", "ccg-05V", MAY_2016)
    assert list(said) == ["outside-ccg-05V"]
    assert "is another CCG than NHS South Worcestershire CCG" in said["outside-ccg-05V"]


def test_a_practice_answers_in_the_area_of_its_own_ccg_only(graph: Graph) -> None:
    assert list(asked(graph, "practice-M81091", "ccg-05V", MAY_2016)) == ["outside-practice-M81091"]
    own = asked(graph, "practice-M81091", "ccg-05T", MAY_2016)
    assert "if the level is joint or delegated" in own["missing"]
    assert "see nhsgraph chain" in own["missing"]


def test_a_team_that_does_not_cover_the_ccg_is_outside(graph: Graph) -> None:
    assert list(asked(graph, "ccg-05T", "local-office-Q79", MAY_2016)) == ["outside-local-office-Q79"]
    own = asked(graph, "ccg-05T", "local-office-Q77", MAY_2016)
    assert "acting through it (rule IR-07-exclusions)" in own["unit"]
    assert "to NHS England (through NHS England" in own["line-assurance"]


def test_lines_do_not_lead_on_through_practices_or_other_functions(graph: Graph) -> None:
    said = asked(graph, "ccg", "cqc")
    assert said["missing"].endswith("and no line leads from there to Care Quality Commission.")
    assert "lines lead on from there to Parliament" in asked(graph, "ccg", "parliament")["missing"]


def test_a_pccc_does_not_answer_to_its_governing_body(demo: Graph) -> None:
    said = asked(demo, "committee-demo-x01-pccc", "committee-demo-x01-gb", MAY_2016)
    assert list(said) == ["excluded-1"]
    assert "(rule IR-05-exclusion)" in said["excluded-1"]
    assert "line-corporate" in asked(demo, "committee-demo-x01-pccc", "ccg-X01", MAY_2016)


@pytest.mark.parametrize(("party", "above"), [("ccg", "the CCG"), ("ccg-05T", "ccg-05T"), ("pct", "a PCT")])
def test_one_body_at_both_ends_is_refused(graph: Graph, party: str, above: str) -> None:
    with pytest.raises(UsageError, match="both ends are the same body"):
        asked(graph, party, above)
