"""The graph as a Python library."""

from __future__ import annotations

import inspect
from datetime import date
from pathlib import Path

import pytest

import nhsgraph
from nhsgraph.errors import QueryError
from nhsgraph.graph import Graph
from nhsgraph.query import Iri

ID = "https://w3id.org/nhsgraph/id/"


def test_the_package_offers_load_and_graph() -> None:
    assert nhsgraph.Graph is Graph
    assert set(nhsgraph.__all__) >= {"Graph", "__version__", "load"}
    with pytest.raises(AttributeError, match="has no attribute 'loud'"):
        nhsgraph.loud  # noqa: B018


def test_every_public_method_says_what_it_gives() -> None:
    for name, member in inspect.getmembers(Graph):
        if not name.startswith("_"):
            assert inspect.getdoc(member), name


def test_sparql_values_are_python_values(graph: Graph) -> None:
    table = graph.sparql(
        "SELECT ?c ?code ?from { ?c a ng:CCG ; skos:notation ?code ; ng:validFrom ?from } ORDER BY ?code LIMIT 1"
    )
    assert table.columns == ("c", "code", "from")
    assert table.rows == [(Iri(ID + "ccg-00C"), "00C", date(2013, 4, 1))]


def test_parameters_are_bound_and_never_pasted(graph: Graph) -> None:
    hostile = '05T" } ; DROP ALL #'
    assert graph.sparql("SELECT ?code ?c { ?c skos:notation ?code }", code=hostile).rows == []
    assert graph.sparql("SELECT ?code ?c { ?c skos:notation ?code }", code="05T").rows == [
        (Iri(ID + "ccg-05T"),)
    ]


def test_ask_and_construct(graph: Graph) -> None:
    assert graph.sparql("ASK { id:ccg-05T a ng:STP }").rows == [(False,)]
    table = graph.sparql("CONSTRUCT { ?c a ng:CCG } { ?c skos:notation '05T' }")
    assert (table.columns, len(table.rows)) == (("subject", "predicate", "object"), 1)


@pytest.mark.parametrize("text", ["SELECT", "INSERT DATA { <a:> <b:> <c:> }", "DELETE WHERE { ?s ?p ?o }"])
def test_nothing_but_queries(graph: Graph, text: str) -> None:
    before = len(graph.store)
    with pytest.raises(QueryError, match=r"the query cannot be parsed|read-only"):
        graph.sparql(text)
    assert len(graph.store) == before


def test_rdflib_sees_the_same_graph(graph: Graph) -> None:
    data = graph.to_rdflib()
    asked = "SELECT (COUNT(?c) AS ?n) { ?c a <https://w3id.org/nhsgraph/def#CCG> }"
    assert [str(number) for row in data.query(asked).bindings for number in row.values()] == [
        str(graph.sparql(asked).rows[0][0])
    ]


def test_networkx_keeps_parallel_relations_apart(graph: Graph) -> None:
    everything = graph.to_networkx()
    on_the_day = graph.to_networkx("2016-04-01")
    members = [
        practice
        for practice, _, facts in on_the_day.in_edges("ccg-05T", data=True)
        if facts["kind"] == "membership" and practice.startswith("practice-")
    ]
    assert len(set(members)) == 33
    assert everything.nodes["ccg-05T"]["name"] == "NHS South Worcestershire CCG"
    assert everything.has_edge("ccg-05T", "ccg-18C")
    assert not on_the_day.has_edge("ccg-05T", "ccg-18C")
    assert everything.number_of_edges() > on_the_day.number_of_edges()
    assert all(facts["sources"] for _, _, facts in on_the_day.edges(data=True))


def test_dates_are_texts_or_dates(graph: Graph) -> None:
    assert graph.explain("05T", "2016-04-01") == graph.explain("05T", date(2016, 4, 1))


def test_a_graph_can_be_opened_many_times(graph: Graph, cache: Path) -> None:
    opened = [Graph(graph.generation) for _ in range(5)]
    assert {len(g.store) for g in opened} == {len(graph.store)}
