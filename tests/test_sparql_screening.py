"""What queries may not do, in every position; and what only looks like it."""

from __future__ import annotations

import pyoxigraph
import pytest
from pyoxigraph import NamedNode, Store

from nhsgraph.sparql import screening
from nhsgraph.sparql.limits import UNLIMITED
from nhsgraph.sparql.problems import RefusedQuery, SyntaxProblem
from nhsgraph.sparql.running import Runner

GRAPH = "https://w3id.org/nhsgraph/graph/catalogue"
CALL = "SERVICE <http://127.0.0.1:9/> { ?s ?p ?o }"
HOSTILE = [
    f"SELECT * {{ {CALL} }}",
    f"SELECT * {{ {CALL.lower()} }}",
    "SELECT * { BIND(<http://127.0.0.1:9/> AS ?x) SERVICE ?x { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { SeRvIcE\n# a comment\n<http://127.0.0.1:9/> { ?s ?p ?o } }",
    f"SELECT * {{ {{ {{ {CALL} }} }} }}",
    f"SELECT * {{ OPTIONAL {{ {CALL} }} }}",
    f"SELECT * {{ {{ ?a ?b ?c }} UNION {{ {CALL} }} }}",
    f"SELECT * {{ ?a ?b ?c MINUS {{ {CALL} }} }}",
    f"SELECT * {{ GRAPH ?g {{ {CALL} }} }}",
    f"SELECT * {{ ?a ?b ?c FILTER EXISTS {{ {CALL} }} }}",
    f"SELECT * {{ ?a ?b ?c FILTER(1 = 1 && (NOT EXISTS {{ {CALL} }})) }}",
    f"SELECT * {{ ?a ?b ?c BIND(EXISTS {{ {CALL} }} AS ?e) }}",
    f"SELECT (EXISTS {{ {CALL} }} AS ?e) {{ }}",
    f"SELECT * {{ {{ SELECT * {{ {{ SELECT * {{ {CALL} }} }} }} }} }}",
    f"SELECT ?a {{ ?a ?b ?c }} GROUP BY ?a HAVING (EXISTS {{ {CALL} }})",
    f"SELECT ?a {{ ?a ?b ?c }} ORDER BY (EXISTS {{ {CALL} }})",
    f"SELECT * {{ ?a ?b ?c FILTER(IF(EXISTS {{ {CALL} }}, true, false)) }}",
    f"SELECT * {{ ?a ?b ?c FILTER EXISTS {{ SELECT * {{ ?x ?y ?z FILTER EXISTS {{ {CALL} }} }} }} }}",
    f"SELECT * {{ ?a ?b ?c FILTER(?c IN (1, EXISTS {{ {CALL} }})) }}",
    f"SELECT (SUM(IF(EXISTS {{ {CALL} }}, 1, 0)) AS ?n) {{ ?a ?b ?c }}",
    f"SELECT * {{ LATERAL {{ {CALL} }} }}",
    f"SELECT * {{ ?s ?p <<( ?a ?b ?c )>> . {CALL} }}",
    f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {CALL} }}",
    f"DESCRIBE ?s WHERE {{ {CALL} }}",
    f"ASK {{ {CALL} }}",
    "SELECT * { \\u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    # The store and the parser that walks the query end comments and texts at other places.
    f"SELECT * {{ # \r {CALL} \n }}",
    f'SELECT * {{ BIND("\\u0022 AS ?x) # " AS ?x) {CALL}\n }}',
    f"SELECT * {{ BIND('\\U00000027 AS ?x) # ' AS ?x) {CALL}\n }}",
    f'SELECT * {{ BIND("\\u005C" AS ?x) {CALL} #" AS ?x)\n }}',
    f'SELECT * {{ BIND("\\\\u0022 AS ?x) # " AS ?x) {CALL} #" AS ?x)\n }}',
    "ASK # \r FROM <http://127.0.0.1:9/> \n { ?s ?p ?o }",
    "PREFIX : <http://127.0.0.1:9/> ASK FROM:data { ?s ?p ?o }",
    "SELECT * FROM <http://127.0.0.1:9/data.ttl> { ?s ?p ?o }",
    "SELECT *FROM<http://127.0.0.1:9/data.ttl>{ ?s ?p ?o }",
    "SELECT * FROM NAMED <http://127.0.0.1:9/data.ttl> { GRAPH ?g { ?s ?p ?o } }",
    "PREFIX x: <http://127.0.0.1:9/> SELECT * FROM x:data { ?s ?p ?o }",
    "SELECT * FROM unknown:data { ?s ?p ?o }",
    "SELECT * FROM NAMED:data { ?s ?p ?o }",
    "SELECT * FROM :data { ?s ?p ?o }",
    "BASE <http://127.0.0.1:9/> SELECT * FROM <data> { ?s ?p ?o }",
    "ASK FROM <file:///etc/passwd> { ?s ?p ?o }",
    "CONSTRUCT FROM <http://127.0.0.1:9/> WHERE { ?s ?p ?o }",
    "DESCRIBE <http://a/> FROM <http://127.0.0.1:9/>",
    "LOAD <http://127.0.0.1:9/>",
    "LOAD SILENT <http://127.0.0.1:9/> INTO GRAPH <http://a/>",
    "INSERT DATA { <http://a/> <http://a/> <http://a/> }",
    "DELETE WHERE { ?s ?p ?o }",
    "CLEAR ALL",
    "DROP GRAPH <http://a/>",
    f"INSERT {{ ?s ?p ?o }} WHERE {{ {CALL} }}",
]
HARMLESS = [
    'SELECT ("SERVICE <http://127.0.0.1:9/> {}" AS ?x) {}',
    "SELECT ?service { ?service ?from ?o } # SERVICE <http://127.0.0.1:9/> { }",
    "PREFIX service: <http://a/from/> SELECT * { service:from ng:validFrom ?from }",
    "SELECT * { ?s <http://a/service/FROM> ?o }",
    'SELECT * { ?s ?p """ FROM <http://127.0.0.1:9/> """ }',
    'SELECT ("service \\u0022 \\u005C \\\\u0022 \\\\ \\" \\t caf\\u00e9" AS ?x) { ?s ?p ?o } # from\r',
    f"SELECT * FROM <{GRAPH}> {{ ?s ?p ?o }}",
    f"SELECT * # service\r\nFROM <{GRAPH.replace('c', chr(92) + 'u0063')}> {{ ?s ?p ?o }}",
    "SELECT * FROM NAMED graph:catalogue { GRAPH ?g { ?s ?p ?o } }",
]


@pytest.fixture(scope="module")
def runner() -> Runner:
    store = Store()
    node = NamedNode("http://a/x")
    store.add(pyoxigraph.Quad(node, node, node, NamedNode(GRAPH)))
    return Runner(store, UNLIMITED)


@pytest.mark.parametrize("text", HOSTILE)
def test_refused_in_every_position(runner: Runner, text: str) -> None:
    with pytest.raises(RefusedQuery):
        runner.query(text)


@pytest.mark.parametrize("text", HARMLESS)
def test_words_alone_are_harmless(runner: Runner, text: str) -> None:
    runner.query(text)


def test_from_is_obeyed(runner: Runner) -> None:
    count = "SELECT (COUNT(*) AS ?n) {} {{ ?s ?p ?o }}"

    def n(clause: str, *default: str) -> str:
        found = runner.query(count.replace("{}", clause, 1).replace("{{", "{").replace("}}", "}"), default)
        assert isinstance(found, pyoxigraph.QuerySolutions)
        (row,) = found
        return str(row[0].value)

    assert (n(""), n(f"FROM <{GRAPH}>"), n(f"FROM NAMED <{GRAPH}>"), n("", GRAPH)) == ("1", "1", "0", "1")
    assert n(f"# \r FROM NAMED <{GRAPH}> \n") == "0"


def test_a_dataset_of_the_protocol_is_checked_too(runner: Runner) -> None:
    with pytest.raises(RefusedQuery, match="not a graph of this store"):
        runner.query("ASK { ?s ?p ?o }", ("http://127.0.0.1:9/",))


def test_too_deep_to_be_checked_is_refused(runner: Runner) -> None:
    with pytest.raises(RefusedQuery, match="could not be parsed"):
        runner.query("SELECT * " + "{" * 3000 + CALL + "}" * 3000)


def test_too_long_is_refused(runner: Runner) -> None:
    with pytest.raises(RefusedQuery, match="at most 200,000"):
        runner.query("SELECT * {} #" + "x" * screening.MAX_LENGTH)


@pytest.mark.parametrize(
    ("text", "line", "column", "said"),
    [
        ("SELECT * {", 1, 11, "expected"),
        ("SELECT ?x {\n  ?x a nope:CCG }", 2, 16, "the prefix “nope:” is not known"),
        ("SELECT ?x\n{ ?x a ng:CCG ", 2, 15, "expected"),
        ("", 1, 1, "expected"),
        ("ASK {\n ?é ?b 'é'\n }}\nLIMIT 4", 3, 3, "from “}” on it is not SPARQL"),
        ("ASK { ?s ?p ?o ) }", 1, 16, "from “)” on it is not SPARQL"),
        ("SELECT * { ?s ?p ?o } LIMIT 5 more", 1, 31, "from “more” on it is not SPARQL"),
        ("SELECT * { ?s ?p ?o } ORDER BY", 1, 23, "from “ORDER” on it is not SPARQL"),
        ("SELECT * { ?s ?p ?o BIND(1 AS ?s) }", 1, 36, "a variable is given a value twice"),
        ("SELECT * { VALUES (?a ?b) { (1) } }", 1, 36, "too few or too many values"),
        ("ASK { { _:a ?p ?o } UNION { _:a ?p ?o } }", 1, 37, "a blank node stands in two groups"),
        ("SELECT (1 AS ?a) (2 AS ?a) {}", 1, 30, "the SELECT names a variable twice"),
        ("SELECT (?p AS ?s) { ?s ?p ?o }", 1, 31, "a variable that has one already"),
        ("SELECT * { ?s ?p ?o } GROUP BY ?s", 1, 34, "SELECT * does not go with GROUP BY"),
    ],
)
def test_syntax_errors_show_the_place(runner: Runner, text: str, line: int, column: int, said: str) -> None:
    with pytest.raises(SyntaxProblem) as caught:
        runner.query(text)
    message = str(caught.value)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert said in message
    assert message.splitlines()[-1] == " " * (column + 1) + "^"
