"""What is answered without a worker: small by its grammar, the same answer as a worker's, and never more than that."""

from __future__ import annotations

import json
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store
from pyparsing import ParseBaseException
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue
from test_sparql_screening import HOSTILE

from nhsgraph.graph import Graph
from nhsgraph.sparql import lookup
from nhsgraph.sparql.limits import UNLIMITED, Limits
from nhsgraph.sparql.lookup import Lookups
from nhsgraph.sparql.running import Request, Runner
from nhsgraph.sparql.screening import _parts

LOOKUPS = [
    "SELECT ?p ?o WHERE { id:ccg-05T ?p ?o }",
    "select*{<http://a/b#c> a ?t.}",
    "# a comment\nPREFIX x: <http://a/> # another }\r\nSELECT $n { x:b rdfs:label ?n } LIMIT 5 # the end",
    'SELECT ?b { ?b skos:notation "05T" }',
    "SELECT ?b ?p { ?b ?p 'x'@en-GB . }",
    'ASK { ?b dct:issued "2016-04-01"^^xsd:date }',
    "ASK { id:ccg-05T a ng:CCG }",
]
OTHERS = [
    "SELECT * { ?s ?p ?o }",
    "SELECT * { ?s rdfs:label ?o }",
    "SELECT * { ?x ?x id:ccg-05T }",
    "SELECT * { id:ccg-05T ?x ?x }",
    "SELECT * { id:ccg-05T ?p ?o . ?o ?q ?r }",
    "SELECT * { id:ccg-05T ?p ?o ; ?q ?r }",
    "SELECT * { id:ccg-05T ?p ?o , ?r }",
    "SELECT * { id:ccg-05T ng:a/ng:b ?o }",
    "SELECT * { id:ccg-05T ng:a* ?o }",
    "SELECT * { id:ccg-05T ^ng:a ?o }",
    "SELECT * { id:ccg-05T !ng:a ?o }",
    "SELECT DISTINCT * { id:ccg-05T ?p ?o }",
    "SELECT (COUNT(*) AS ?n) { ?s a ng:CCG }",
    "SELECT * { ?s a ng:CCG } ORDER BY ?s",
    "SELECT * { ?s a ng:CCG } OFFSET 5",
    "SELECT * { ?s a ng:CCG } LIMIT 5 OFFSET 5",
    "SELECT * { ?s a ng:CCG } VALUES ?s { id:ccg-05T }",
    "SELECT * { ?s a ng:CCG FILTER(REGEX(STR(?s), '(a*)*b')) }",
    "SELECT * { { ?s a ng:CCG } }",
    "SELECT * { GRAPH ?g { ?s a ng:CCG } }",
    "SELECT * FROM graph:catalogue { ?s a ng:CCG }",
    "CONSTRUCT { ?s ?p ?o } WHERE { ?s a ng:CCG }",
    "DESCRIBE id:ccg-05T",
    "BASE <http://a/> SELECT * { <b> ?p ?o }",
    'SELECT * { ?s ?p """x""" }',
    "ASK { <http://a/> <http://b/> ?o # \\u000A } SERVICE\n }",
    "ASK { <http://a/> <http://b/> ?o # x\r }\n }",
    "SELECT * { id:ccg-05T ?p ?o } #" + "x" * 2_000,
    "",
]


@pytest.mark.parametrize("text", LOOKUPS)
def test_look_ups(text: str) -> None:
    assert lookup.read(text) is not None


@pytest.mark.parametrize("text", OTHERS + HOSTILE)
def test_what_could_cost_more_or_reach_further_is_none(text: str) -> None:
    assert lookup.read(text) is None


PIECES = [
    "SELECT", "ASK", "WHERE", "{", "}", "*", "?s", "?p", "$o", "<http://a/b>", "id:x", "a", '"t"', "'t'@en", ".", ";",
    ",", "/", "LIMIT", "5", "FILTER", "SERVICE", "FROM", "UNION", "GRAPH", "OPTIONAL", "#", "\n", "\r", "\\", " ", "|",
    "PREFIX", "x:", "^^", "(", ")", "DISTINCT", "<<", ">>", "[", "]", "_:b",
]  # fmt: skip


@given(
    st.lists(st.sampled_from(PIECES), max_size=6).map(" ".join),
    st.sampled_from(LOOKUPS),
    st.integers(0, 120),
    st.integers(0, 4),
)
def test_a_look_up_is_one_pattern_to_another_parser_too(noise: str, text: str, place: int, cut: int) -> None:
    """Noise is put into look-ups: what still passes for one has one triple in its parse tree, and nothing above it."""
    mixed = text[:place] + noise + text[place + cut :]
    if lookup.read(mixed) is None:
        return
    try:
        tree = parseQuery(mixed)
    except ParseBaseException:  # the store refuses it as well, or takes it for no more than this
        return
    parts = list(_parts(tree))
    assert {p.name for p in parts} <= {
        "SelectQuery", "AskQuery", "PrefixDecl", "vars", "TriplesBlock", "GroupGraphPatternSub", "LimitOffsetClauses",
        "pname", "literal", "PathAlternative", "PathSequence", "PathElt",
    }  # fmt: skip
    (block,) = (p for p in parts if p.name == "TriplesBlock")
    assert [len(triple) for triple in block["triples"]] == [3]
    paths = [p for p in parts if p.name.startswith("Path")]
    assert all(len(p["part"]) == 1 for p in paths if not isinstance(p["part"], CompValue | str))
    assert not any("mod" in p for p in paths)


SURROUNDINGS = [
    "SELECT ?o { <",
    "# <",
    "SELECT ?o { id:x ?p '<",
    'ASK { ?s ?p "<',
    "PREFIX x: <",
    "ASK { id:x a id:y } # <",
]
INSIDE = [
    "http://a/b",
    "",
    "a'b",
    "x}",
    "a#b",
    "b c",
    "b\n",
    "'.?s?p?o.?s?p'",
    '".?s?p?o.?s?p"',
    "a\\u0041",
    "?s",
]
FOLLOWING = [
    "> ?p ?o }",
    ">' }",
    '>" }',
    "> SELECT ?o { x:a ?p ?o }",
    ">\nASK { id:x a id:y }",
    ">",
    "> ?p <http://a/> }",
]


@given(
    st.sampled_from(SURROUNDINGS),
    st.sampled_from(INSIDE),
    st.sampled_from(INSIDE),
    st.sampled_from(FOLLOWING),
)
def test_what_was_read_once_is_read_right_again(before: str, one: str, other: str, after: str) -> None:
    """The same around another IRI, or what looks like one, is read as if it came first."""
    for inside in (one, other, one):
        again, first = lookup.read(text := before + inside + after), lookup._read(text)
        if "\\" in text:
            assert again is None
        elif before.endswith("# <") and again is None:  # the IRI goes with its comment: the worker answers
            assert first is None or "<" not in first.text
        else:
            assert again == first


def test_a_text_in_quotation_marks_does_not_end_within_what_was_read_before() -> None:
    assert lookup.read("ASK { id:x a 'a<b>c' }") is not None
    assert lookup.read("ASK { id:x a 'a<'.?s?p?o.?s?p'>c' }") is None


def test_rows_without_a_value_are_not_counted_here(graph: Graph) -> None:
    lookups = Lookups(graph.store, Limits())
    for text, here in (
        ("SELECT ?z { id:ccg-05T ?p ?o }", False),
        ("SELECT ?z # ?p\n { id:ccg-05T ?p ?o }", False),
        ("SELECT ?z ?p { id:ccg-05T ?p ?o }", True),
        ("SELECT * { id:ccg-05T ?p ?o }", True),
        ("SELECT * { id:ccg-05T a ng:CCG }", False),
    ):
        assert (lookups.body(text, "json") is not None) is here, text


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
@pytest.mark.parametrize("text", LOOKUPS)
def test_the_answer_is_a_workers_answer(graph: Graph, text: str, form: str) -> None:
    request = Request(text=text, result=form)
    quick, slow = Lookups(graph.store, Limits()).answer(request), Runner(graph.store, Limits()).run(request)
    assert quick is not None
    assert quick.form == slow.form
    assert (read(quick.body) if form == "json" else quick.body) == (
        read(slow.body) if form == "json" else slow.body
    )


def read(body: bytes) -> Any:
    document = json.loads(body)
    if "results" in document:
        document["results"]["bindings"].sort(key=json.dumps)
    return document


def test_more_than_a_look_up_gives_is_left_to_a_worker() -> None:
    store = Store()
    many, few = NamedNode("http://a/many"), NamedNode("http://a/few")
    for subject, count in ((many, 2_000), (few, 20)):
        store.extend(Quad(subject, few, Literal(n)) for n in range(count))
    for form in ("json", "csv"):
        texts = [f"SELECT ?o {{ {s} <http://a/few> ?o }}" for s in (few, many)]
        answers = [Lookups(store, UNLIMITED).answer(Request(text=t, result=form)) for t in texts]
        assert (answers[0] is not None, answers[1]) == (True, None)
        # A limit of rows that is lower holds here as well.
        assert Lookups(store, Limits(rows=10)).answer(Request(text=texts[0], result=form)) is None


def test_a_result_that_is_long_in_few_rows_is_left_to_a_worker() -> None:
    store, node = Store(), NamedNode("http://a/x")
    store.add(Quad(node, node, Literal("x" * 40_000)))
    text = "SELECT ?o { <http://a/x> ?p ?o }"
    assert [Lookups(store, UNLIMITED).body(text, form) for form in ("json", "csv")] == [None, None]
    store.update("DELETE WHERE { ?s ?p ?o } ; INSERT DATA { <http://a/x> <http://a/x> 'some text' }")
    assert Lookups(store, UNLIMITED).body(text, "json") is not None
    assert Lookups(store, Limits(size=50)).body(text, "json") is None  # a limit of size that is lower


@pytest.mark.parametrize(
    ("text", "most", "end"),
    [
        ("ASK { id:x a ng:CCG } # all", None, "LIMIT 201"),
        ("ASK { id:x a ng:CCG } # five <http://a/>\nLIMIT 5", 5, "LIMIT 5"),
        ("ASK { id:x a ng:CCG } LIMIT 0", 0, "LIMIT 0"),
        ("ASK { id:x a ng:CCG } LIMIT 900 # <http://a/>", 900, "LIMIT 201"),
        ("ASK { <http://a/> a ng:CCG } LIMIT 7 # <http://b/>", 7, "LIMIT 7"),
    ],
)
def test_the_limit_is_a_line_of_its_own_whatever_comments_say(text: str, most: int | None, end: str) -> None:
    asked: list[str] = []

    class Asked:
        def query(self, text: str, **_: object) -> None:
            asked.append(text)

    found = lookup.read(text)
    assert found is None or found.most == most
    assert Lookups(cast("Store", Asked()), Limits()).body(text, "json") is None
    assert [sent.splitlines()[-1] for sent in asked] == ([end] if found else [])
    assert all(text.startswith(sent.removesuffix(f"\n{end}")) for sent in asked)  # the beginning, as it is


def test_what_has_another_dataset_or_is_no_query_is_left_to_a_worker(graph: Graph) -> None:
    lookups, text = Lookups(graph.store, Limits()), LOOKUPS[0]
    assert lookups.answer(Request(text=text, default_graphs=("http://a/",))) is None
    assert lookups.answer(Request(text=text, named_graphs=("http://a/",))) is None
    assert lookups.answer(Request(text=text, result="")) is None
    assert lookups.answer(Request(text="SELECT * { nope:x ?p ?o }")) is None
