"""Committees that a source names take the place of those that the rules imply."""

from __future__ import annotations

from datetime import date

import pytest
from pyoxigraph import Literal, NamedNode, QueryTriples, RdfFormat, Store

from nhsgraph import derive, query
from nhsgraph.analyses.accountability import report
from nhsgraph.graph import Graph

MAY_2016 = date(2016, 5, 1)
DOCUMENTED = """
@prefix ng: <https://w3id.org/nhsgraph/def#> . @prefix id: <https://w3id.org/nhsgraph/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
id:ccg-T a ng:CCG ; rdfs:label "T" ; ng:validFrom "2013-04-01"^^xsd:date ; ng:validTo "2020-04-01"^^xsd:date .
id:level-T a ng:CoCommissioningArrangement ; ng:ccg id:ccg-T ; ng:level ng:level-delegated ; ng:grade ng:grade-stated ;
  ng:validFrom "2016-04-01"^^xsd:date ; ng:validTo "2020-04-01"^^xsd:date .
"""


def implied(*documented: tuple[str, str, str]) -> dict[str, list[tuple[str, str, str]]]:
    """Class to the committees implied beside documented ones (class, first day, day after the last or nothing)."""
    store = Store()
    text = DOCUMENTED
    for number, (kind, begins, ends_on) in enumerate(documented):
        text += (
            f'id:doc-{number} a ng:{kind} ; ng:committeeOf id:ccg-T ; ng:validFrom "{begins}"^^xsd:date .\n'
        )
        text += f'id:doc-{number} ng:validTo "{ends_on}"^^xsd:date .\n' if ends_on else ""
    store.load(text.encode(), format=RdfFormat.TURTLE)
    found: dict[str, list[tuple[str, str, str]]] = {"GoverningBody": [], "PCCC": []}
    for rule in derive.rules():
        if rule.id in {"IR-03-governing-body", "IR-03-pccc"}:
            triples = query.run(store, rule.path.read_text(encoding="utf-8"))
            assert isinstance(triples, QueryTriples)
            nodes: dict[str, dict[str, str]] = {}
            for t in triples:
                assert isinstance(t.subject, NamedNode)
                assert isinstance(t.object, NamedNode | Literal)
                local = t.predicate.value.replace("#", "/").rsplit("/", 1)[1]
                nodes.setdefault(t.subject.value.rsplit("/", 1)[1], {})[local] = t.object.value
            for name, facts in sorted(nodes.items()):
                kind = facts["type"].rsplit("#", 1)[1]
                found[kind].append((name, facts["validFrom"], facts.get("validTo", "")))
    return found


WHOLE = ("governing-body-T", "2013-04-01", "2020-04-01")


@pytest.mark.parametrize(
    ("documented", "boards", "pcccs"),
    [
        ([("GoverningBody", "2012-01-01", "2013-04-01")], [WHOLE], [("pccc-T", "2016-04-01", "2020-04-01")]),
        ([], [WHOLE], [("pccc-T", "2016-04-01", "2020-04-01")]),
        ([("PCCC", "2016-04-01", "")], [WHOLE], []),
        ([("PCCC", "2015-04-01", "2020-04-01")], [WHOLE], []),
        # A committee of another class, or one that ended before, takes no place.
        ([("AdvisoryCommittee", "2013-04-01", "")], [WHOLE], [("pccc-T", "2016-04-01", "2020-04-01")]),
        ([("PCCC", "2015-04-01", "2016-04-01")], [WHOLE], [("pccc-T", "2016-04-01", "2020-04-01")]),
        (
            [("PCCC", "2017-01-01", "2018-01-01"), ("PCCC", "2019-01-01", "")],
            [WHOLE],
            [("pccc-T", "2016-04-01", "2017-01-01"), ("pccc-T-2018-01-01", "2018-01-01", "2019-01-01")],
        ),
        (
            [("GoverningBody", "2014-01-01", "2015-01-01")],
            [
                ("governing-body-T", "2013-04-01", "2014-01-01"),
                ("governing-body-T-2015-01-01", "2015-01-01", "2020-04-01"),
            ],
            [("pccc-T", "2016-04-01", "2020-04-01")],
        ),
    ],
)
def test_a_documented_committee_takes_the_place_of_the_implied_one_for_its_dates(
    documented: list[tuple[str, str, str]],
    boards: list[tuple[str, str, str]],
    pcccs: list[tuple[str, str, str]],
) -> None:
    found = implied(*documented)
    assert found == {"GoverningBody": boards, "PCCC": pcccs}


def test_the_demonstration_set_has_one_committee_of_a_kind(demo: Graph) -> None:
    rows = demo.sparql(
        "SELECT ?ccg ?kind (GROUP_CONCAT(?name; separator=',') AS ?names) { VALUES ?kind { ng:PCCC ng:JointCommittee ng:GoverningBody } "
        "?c a ?kind ; ng:committeeOf ?ccg . ?ccg a ng:CCG . BIND(STRAFTER(STR(?c), '/id/') AS ?name) } GROUP BY ?ccg ?kind ORDER BY ?ccg ?kind"
    ).rows
    assert [str(names) for _, _, names in rows] == [
        "committee-demo-x01-gb",
        "committee-demo-x01-pccc",
        "committee-demo-x02-gb",
        "committee-demo-x02-joint",
        "committee-demo-x02-pccc",
        "governing-body-X03",
    ]
    ends_of = demo.sparql("SELECT DISTINCT ?p { ?r ng:accountableParty ?p ; ng:rule id:rule-IR-02-ccg }").rows
    assert {str(p).rsplit("/", 1)[1] for (p,) in ends_of} == {
        "ccg-X01",
        "ccg-X02",
        "ccg-X03",
        "committee-demo-x01-pccc",
        "committee-demo-x02-joint",
        "committee-demo-x02-pccc",
    }


def test_a_committee_has_the_chains_of_its_ccg(demo: Graph) -> None:
    result = report.chain(demo.reader, "committee-demo-x01-pccc", MAY_2016, function="F-CONTRACT")
    hop = result.sections[1].statements[0]
    assert hop.text.startswith("Northmoor primary care commissioning committee answers to NHS Fictional")
    assert {c.source for c in hop.cites} >= {"demo-area"}
