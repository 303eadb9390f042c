"""Queries as tokens, and a service that misbehaves: nothing is pasted, everything is told."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, QuerySolutions, Store, Variable

from nhsgraph import resources, sparql_text
from nhsgraph.cli import session
from nhsgraph.errors import EndpointError, QueryError, UsageError
from nhsgraph.query import PREFIXES
from nhsgraph.remote import connect

QUERIES = sorted(resources.queries_dir("views").parent.rglob("*.rq"))


@pytest.mark.parametrize("path", QUERIES, ids=lambda p: p.stem)
def test_tokens_are_the_query(path: object) -> None:
    text = path.read_text("utf-8")  # type: ignore[attr-defined]  # a Path
    assert "".join(token.text for token in sparql_text.tokens(text)) == text


@pytest.mark.parametrize(
    ("query", "bound"),
    [
        ("SELECT ?x ?n { ?x a ?n }", "SELECT  ?n { <x:y> a ?n }"),
        ("SELECT ?x { ?x a ?n }", "SELECT (<x:y> AS ?x) { <x:y> a ?n }"),
        ("SELECT ?n { $x a ?n } # ?x", "SELECT ?n { <x:y> a ?n } # ?x"),
        ("SELECT ?n { ?xx a ?n . ?a ?b '?x', <?x> }", "SELECT ?n { ?xx a ?n . ?a ?b '?x', <?x> }"),
        (
            "SELECT (COUNT(?x) AS ?c) { ?x a ?n } GROUP BY ?n ?x",
            "SELECT (COUNT(<x:y>) AS ?c) { <x:y> a ?n } GROUP BY ?n ",
        ),
        ("SELECT ?n { ?x a ?n } ORDER BY ?x", "SELECT ?n { <x:y> a ?n } ORDER BY (<x:y>)"),
        ("SELECT ?n { ?x a ?n } ORDER BY ?x ?n", "SELECT ?n { <x:y> a ?n } ORDER BY  ?n"),
    ],
)
def test_parameters_are_put_in_by_token(query: str, bound: str) -> None:
    assert sparql_text.bind(query, {"x": "<x:y>"}) == bound


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?n { BIND(1 AS ?x) }",
        "SELECT ?n { VALUES ?x { 1 } }",
        "SELECT ?n { VALUES (?x ?y) { (1 2) } }",
    ],
)
def test_a_variable_with_a_value_is_no_parameter(query: str) -> None:
    with pytest.raises(QueryError, match="given a value in the query"):
        sparql_text.bind(query, {"x": "1"})


@given(st.text(min_size=0, max_size=40))
def test_any_text_is_one_value(value: str) -> None:
    """What comes out is what went in, whatever the text holds."""
    value = value.encode("utf-8", "ignore").decode("utf-8")
    bound = sparql_text.bind(
        "SELECT ?v ?same WHERE { BIND(?v = ?v AS ?same) BIND(STR(?v) AS ?back) }", {"v": str(Literal(value))}
    )
    rows = Store().query(bound.replace("?same WHERE", "?same ?back WHERE"))
    assert isinstance(rows, QuerySolutions)
    (row,) = list(rows)
    assert row["back"] == Literal(value)


@pytest.mark.parametrize(
    "update", ["INSERT DATA { <a:b> <a:b> 1 }", "PREFIX x: <y:> DELETE WHERE { ?s ?p ?o }", "CLEAR ALL"]
)
def test_an_update_is_never_sent(update: str) -> None:
    with pytest.raises(QueryError, match="Only queries are sent"):
        connect("http://127.0.0.1:9/none").endpoint.query(update)


def test_only_prefixes_that_are_used_and_not_declared() -> None:
    query = "PREFIX org: <x:> SELECT * { ?s a org:A, ng:CCG ; skos:notation 'foaf:x' }"
    assert set(sparql_text.used_prefixes(query, PREFIXES)) == {"ng", "skos"}


Answers = Callable[[int, bytes, dict[str, str]], str]


@pytest.fixture
def answering() -> Iterator[Answers]:
    """A service that gives one answer; its address."""
    servers: list[HTTPServer] = []

    def start(status: int, body: bytes, headers: dict[str, str]) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                self.send_response(status)
                for name, value in {"Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        server = HTTPServer(("127.0.0.1", 0), Handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}/sparql"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


TRUE = b'{"head": {}, "boolean": true}'


@pytest.mark.parametrize(
    ("status", "body", "headers", "told"),
    [
        (200, TRUE, {"X-SPARQL-MaxRows": "1000"}, "answered in part"),
        (200, b"<html>", {}, "not a SPARQL result"),
        (200, TRUE.replace(b"true", b"false"), {}, "has no CCG in its default graph"),
        (
            302,
            b"",
            {"Location": "http://elsewhere.example/"},
            "points to http://elsewhere.example/; give that one",
        ),
        (401, b"", {}, "NHSGRAPH_ENDPOINT_PASSWORD"),
        (500, b"out of memory", {}, "answered 500: out of memory"),
    ],
)
def test_a_service_that_does_not_answer_well(
    status: int, body: bytes, headers: dict[str, str], told: str, answering: Answers
) -> None:
    with pytest.raises(EndpointError, match=told):
        connect(answering(status, body, headers)).sparql("ASK { ?s ?p ?o }")


def test_a_service_that_is_not_there() -> None:
    with pytest.raises(EndpointError, match=r"cannot be reached .* Check the address"):
        connect("http://127.0.0.1:1/sparql").sparql("ASK {}")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "ftp://x",
        "http://",
        "http://me:secret@host/",
        "http://host:99999/",
        "file:///etc/passwd",
        "http://a b/",
    ],
)
def test_an_address_that_is_none(url: str) -> None:
    with pytest.raises(EndpointError, match="is not the address of a service"):
        connect(url)


def test_nothing_is_sent_before_a_question(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NHSGRAPH_ENDPOINT", "http://127.0.0.1:1/sparql")
    graph = session.open_graph()
    with pytest.raises(EndpointError):
        graph.resolve("05T")


def test_a_data_set_and_an_endpoint_exclude_each_other() -> None:
    with pytest.raises(UsageError, match="exclude each other"):
        session.open_graph("demo", "http://127.0.0.1:1/sparql")


def test_substitutions_reach_the_service_as_terms(answering: Answers) -> None:
    rows = b'{"head": {"vars": ["n"]}, "results": {"bindings": [{"n": {"type": "literal", "value": "x"}}]}}'
    result = connect(answering(200, rows, {})).endpoint.query(
        "SELECT ?a ?n { ?a ?b ?n }", substitutions={Variable("a"): Literal("1")}
    )
    assert isinstance(result, QuerySolutions)
    assert [row["n"] for row in result] == [Literal("x")]
