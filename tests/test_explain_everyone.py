"""Every CCG of every year explains on five dates, without an error and with every sentence cited."""

from __future__ import annotations

from datetime import date

import pytest
from explained import check

from nhsgraph.analyses.explain import explain
from nhsgraph.graph import Graph
from nhsgraph.present import text

#: Before co-commissioning, in it, the day of the boundary change, past the payments, past the memberships; and how
#: many CCGs there were.
DATES = {
    date(2014, 6, 1): 211,
    date(2016, 4, 1): 209,
    date(2017, 4, 1): 207,
    date(2019, 4, 1): 191,
    date(2021, 4, 1): 106,
}
_ALIVE = """SELECT ?day ?id WHERE { ?c a ng:CCG ; ng:validFrom ?from . OPTIONAL { ?c ng:validTo ?to }
  FILTER(?from <= ?day && (!BOUND(?to) || ?to > ?day)) BIND(STRAFTER(STR(?c), "/id/") AS ?id) } ORDER BY ?id"""


@pytest.mark.parametrize("day", DATES)
def test_every_ccg_explains(graph: Graph, day: date) -> None:
    bodies = [str(body) for (body,) in graph.sparql(_ALIVE, day=day).rows]
    assert len(bodies) == DATES[day]
    for body in bodies:
        explanation = explain(graph.reader, body, day)
        check(explanation)
        assert "Traceback" not in text.render(explanation, text.Style())
        keys = [section.key for section in explanation.sections]
        assert keys[:7] == ["identity", "level", "answers", "decides", "members", "places", "money"]
        assert keys[-1] == "missing"


def test_one_body_of_every_other_class_explains(graph: Graph) -> None:
    rows = graph.sparql(
        "SELECT ?kind (MIN(STRAFTER(STR(?b), '/id/')) AS ?id) WHERE { ?b a ?kind ; rdfs:label ?name ; ng:source ?s"
        " FILTER(STRSTARTS(STR(?b), 'https://w3id.org/nhsgraph/id/')) FILTER(STRSTARTS(STR(?kind), STR(ng:))) }"
        " GROUP BY ?kind ORDER BY ?kind"
    ).rows
    assert len(rows) > 15
    for _, body in rows:
        check(explain(graph.reader, str(body)))
