"""The server as clients meet it: protocol, negotiation, refusals, linked data, descriptions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import commands
import pyoxigraph
import pytest
import rdflib
from server import Server, serving

from nhsgraph.graph import Graph

LOOKUP = "SELECT ?name WHERE { id:ccg-05T rdfs:label ?name }"
# rdflib warns of what its own JSON-LD parser does.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def server(cache: Path, graph: Graph) -> Iterator[Server]:
    with serving(commands.environment(cache), "--timeout", "20", "--max-rows", "20000") as running:
        yield running


def names(reply: Any) -> list[str]:
    return [row["name"]["value"] for row in reply.json()["results"]["bindings"]]


def test_get_and_both_posts(server: Server) -> None:
    from urllib.parse import urlencode

    form = urlencode({"query": LOOKUP})
    replies = [
        server.sparql(LOOKUP),
        server.ask("/sparql", method="POST", body=form, Content_Type=FORM, Accept=JSON),
        server.ask(
            "/sparql",
            method="POST",
            body=LOOKUP,
            Content_Type="application/sparql-query; charset=UTF-8",
            Accept=JSON,
        ),
    ]
    for reply in replies:
        assert (reply.status, reply.media) == (200, JSON)
        assert names(reply) == ["NHS South Worcestershire CCG"]


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("", JSON),
        ("*/*", JSON),
        ("application/json", "application/json"),
        (f"{XML}, {JSON};q=0.9", XML),
        (f"{JSON};q=0.1, text/csv;q=0.2", "text/csv"),
        ("text/*", "text/csv"),
        ("text/tab-separated-values, */*;q=0.1", "text/tab-separated-values"),
        (f"*/*, {JSON};q=0", XML),
        ("application/*;q=0.4, text/html", JSON),
    ],
)
def test_rows_are_negotiated(server: Server, accept: str, media: str) -> None:
    reply = server.sparql(LOOKUP, accept)
    assert (reply.status, reply.media, reply.headers["vary"]) == (200, media, "Accept")
    assert "South Worcestershire" in reply.text


@pytest.mark.parametrize(
    ("accept", "media", "form"),
    [
        ("", "text/turtle", "turtle"),
        ("application/n-triples", "application/n-triples", "nt"),
        ("application/ld+json", "application/ld+json", "json-ld"),
        ("application/rdf+xml;q=0.9, text/turtle;q=0.8", "application/rdf+xml", "xml"),
    ],
)
def test_graphs_are_negotiated(server: Server, accept: str, media: str, form: str) -> None:
    for query in (
        "DESCRIBE id:ccg-05T",
        "CONSTRUCT { ?s ?p ?o } WHERE { VALUES ?s { id:ccg-05T } ?s ?p ?o }",
    ):
        reply = server.sparql(query, accept)
        assert (reply.status, reply.media) == (200, media)
        read = rdflib.Graph().parse(data=reply.body, format=form)
        assert "NHS South Worcestershire CCG" in {str(o) for o in read.objects()}


def test_what_fits_nothing_is_not_acceptable(server: Server) -> None:
    assert server.sparql(LOOKUP, "image/png").status == 406
    assert server.sparql(LOOKUP, "application/rdf+xml").status == 406
    assert server.sparql("ASK {}", JSON, format="yaml").status == 400
    assert server.sparql("ASK {}", "image/png", format="csv").text == "true\n"


def test_the_dataset_of_the_protocol(server: Server) -> None:
    def graphs(**dataset: str) -> set[str]:
        reply = server.sparql("SELECT DISTINCT ?g { GRAPH ?g { ?s a dcat:Dataset } }", **dataset)
        return {row["g"]["value"] for row in reply.json()["results"]["bindings"]}

    catalogue, other = (f"https://w3id.org/nhsgraph/graph/{n}" for n in ("catalogue", "doc-S0"))
    count = "SELECT (COUNT(*) AS ?name) { ?s a dcat:Dataset }"
    assert graphs() == {catalogue}
    assert graphs(**{"named-graph-uri": catalogue}) == {catalogue}
    assert graphs(**{"named-graph-uri": other}) == set()
    assert int(names(server.sparql(count, **{"default-graph-uri": catalogue}))[0]) > 100
    assert names(server.sparql(count, **{"default-graph-uri": other})) == ["0"]
    # The protocol's dataset goes before the query's own.
    own = count.replace("{ ?s", f"FROM <{other}> {{ ?s", 1)
    assert names(server.sparql(own)) == ["0"]
    assert int(names(server.sparql(own, **{"default-graph-uri": catalogue}))[0]) > 100
    assert server.sparql(count, **{"default-graph-uri": "http://127.0.0.1:9/"}).status == 403


@pytest.mark.parametrize(
    ("status", "method", "body", "headers", "query"),
    [
        (400, "POST", "q=x", {"Content_Type": FORM}, None),
        (415, "POST", "ASK {}", {}, None),
        (400, "POST", "query=%FF", {"Content_Type": FORM}, None),
        (400, "POST", "query=ASK+{}", {"Content_Type": FORM}, {"query": "ASK {}"}),
        (400, "POST", "ASK {}", {"Content_Type": "application/sparql-query"}, {"query": "ASK {}"}),
        (400, "POST", b"ASK { \xff }", {"Content_Type": "application/sparql-query"}, None),
        (400, "GET", None, {}, [("query", "ASK {}"), ("query", "ASK {}")]),
        (400, "GET", None, {}, {"query": "SELECT"}),
        (400, "GET", None, {}, {"query": ""}),
        (400, "GET", None, {}, {"query": "\x00"}),
        (403, "POST", "update=CLEAR+ALL", {"Content_Type": FORM}, None),
        (403, "POST", "CLEAR ALL", {"Content_Type": "application/sparql-update"}, None),
        (403, "GET", None, {}, {"update": "CLEAR ALL"}),
        (403, "GET", None, {}, {"query": "CLEAR ALL"}),
        (405, "PUT", "x", {}, None),
        (405, "DELETE", None, {}, None),
        (413, "POST", "query=" + "x" * 1_000_001, {"Content_Type": FORM}, None),
        (415, "POST", "{}", {"Content_Type": "application/json"}, None),
        (415, "POST", "query=ASK+{}", {"Content_Type": FORM + "; charset=latin-1"}, None),
        (421, "GET", None, {"Host": "evil.example"}, {"query": "ASK {}"}),
        (421, "GET", None, {"Host": "localhost.evil.example"}, {"query": "ASK {}"}),
    ],
)
def test_what_is_wrong_says_so(
    server: Server, status: int, method: str, body: Any, headers: dict[str, str], query: Any
) -> None:
    reply = server.ask("/sparql", method=method, body=body, query=query, timeout=60, **headers)
    assert reply.status == status
    assert len(reply.text) > 20
    assert "Traceback" not in reply.text
    assert names(server.sparql(LOOKUP)) == ["NHS South Worcestershire CCG"]


def test_errors_as_problem_details(server: Server) -> None:
    reply = server.sparql("SELECT ?x { ?x a nope:X }", "application/problem+json, */*;q=0.1")
    problem = reply.json()
    assert (reply.media, problem["status"], problem["line"], problem["column"]) == (
        "application/problem+json", 400, 1, 24,
    )  # fmt: skip


def test_every_answer_has_the_headers(server: Server) -> None:
    for path in ("/", "/sparql?query=ASK%7B%7D", "/nothing", "/id/ccg-05T", "/api/find?q=bristol", "/query"):
        headers = server.ask(path).headers
        assert headers["content-security-policy"].startswith("default-src 'none'")
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["access-control-allow-origin"] == "*"
        assert "server" not in headers
    preflight = server.ask(
        "/sparql", method="OPTIONS", Origin="http://a.example", Access_Control_Request_Method="POST",
        Access_Control_Request_Headers="x-requested-with",
    )  # fmt: skip
    allowed = ("access-control-allow-methods", "access-control-allow-headers")
    assert (preflight.status, *(preflight.headers[name] for name in allowed)) == (
        204,
        "GET, HEAD, POST, OPTIONS",
        "*",
    )
    other = server.ask("/sparql", method="OPTIONS")
    assert (other.status, set(other.headers["allow"].split(", "))) == (405, {"GET", "HEAD", "POST"})
    head, whole = (server.ask(f"/sparql?query={quote(LOOKUP)}", method=method) for method in ("HEAD", "GET"))
    assert (head.status, head.body, head.headers["content-length"]) == (200, b"", str(len(whole.body)))


@pytest.mark.parametrize("path", ["/sparql", "/.well-known/void"])
def test_the_service_describes_itself(server: Server, path: str) -> None:
    reply = server.ask(path, Accept="text/turtle")
    read = rdflib.Graph().parse(data=reply.body, format="turtle")
    sd, void = (
        rdflib.Namespace(n)
        for n in ("http://www.w3.org/ns/sparql-service-description#", "http://rdfs.org/ns/void#")
    )
    service = rdflib.URIRef(f"{server.url}/sparql")
    assert read.value(service, sd.endpoint) == service
    assert (service, sd.feature, sd.UnionDefaultGraph) in read
    (total,) = read.objects(rdflib.URIRef(f"{server.url}/.well-known/void"), void.triples)
    assert int(str(total)) > 500_000
    assert rdflib.URIRef("https://w3id.org/nhsgraph/graph/catalogue") in set(read.objects(None, sd.name))
    refused = server.ask(path, Accept="image/png")
    assert (refused.status, "text/turtle" in refused.text) == (406, True)
    if path == "/sparql":
        assert server.ask(path, Accept="text/html").headers["location"] == "/query"


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/id/ccg-05T", "NHS South Worcestershire CCG"),
        ("/source/doc-S0", "British Journal of General Practice"),
        ("/claim/S0-43", "S0"),
        ("/graph/catalogue", "NHS England"),
        ("/def", "practice"),
    ],
)
def test_iris_answer(server: Server, path: str, said: str) -> None:
    for accept, form in (
        ("text/turtle", "turtle"), ("application/ld+json", "json-ld"), ("application/n-triples", "nt"),
        ("application/rdf+xml", "xml"),
    ):  # fmt: skip
        reply = server.ask(path, Accept=accept)
        assert (reply.status, reply.media, reply.headers["vary"]) == (200, accept, "Accept")
        read = rdflib.Graph().parse(data=reply.body, format=form)
        assert any(said in str(o) for o in read.objects()), form
    page = server.ask(path, Accept="text/html,application/xhtml+xml,*/*;q=0.8")
    assert (page.status, page.media) == (200, "text/html")
    assert "<h1>" in page.text


def test_iris_that_name_nothing(server: Server) -> None:
    for path in (
        "/id/ccg-ZZZ",
        "/id/%3Cscript%3E",
        "/id/",
        "/claim/none",
        "/graph/none",
        "/id/a%00b",
        "/id/%ff",
    ):
        reply = server.ask(path, Accept="text/html")
        assert reply.status == 404, path
        assert "<script>" not in reply.text
    assert server.ask("/id/ccg-05T", Accept="image/png").status == 406
    assert server.ask("/id/ccg-05T?format=yaml").status == 400


def test_the_query_page_loads_nothing_from_elsewhere(server: Server) -> None:
    page = server.ask("/query").text
    assert "http://" not in page
    assert "https://" not in page
    for path in (
        "/static/query.js",
        "/static/nhsgraph.css",
        "/static/vendor/yasgui.min.js",
        "/static/vendor/yasgui.min.css",
    ):
        assert path in page
        assert server.ask(path).status == 200
    assert server.ask("/static/../app.py").status == 404
    assert server.ask("/static/%2e%2e/app.py").status == 404


def test_the_stored_questions_run_as_tabs(server: Server) -> None:
    settings = server.ask("/query/settings.json").json()
    assert settings["prefixes"]["ng"] == "https://w3id.org/nhsgraph/def#"
    for question in [{"id": "start", "query": settings["start"]}, *settings["questions"]]:
        reply = server.sparql(question["query"])
        assert reply.status in {200, 507}, (question["id"], reply.text)


def test_fictional_data_say_so(cache: Path, demo: Graph) -> None:
    with serving(commands.environment(cache), "--dataset", "demo") as running:
        for path in ("/", "/id/ccg-X01", "/query", "/api"):
            assert "Fictional demonstration data" in running.ask(path, Accept="text/html").text
        assert "fictional" in running.ask("/sparql", Accept="text/turtle").text
        assert "fictional" in running.ask("/reconcile").json()["name"]
        assert running.ask("/api/explain/X01").json()["fictional"] is True


def test_vendored_files_are_the_ones_that_were_checked() -> None:
    import hashlib

    from nhsgraph.web.app import STATIC

    hashes = (STATIC / "vendor" / "SHA256SUMS").read_text(encoding="ascii").split("\n")
    listed = {name: digest for digest, name in (line.split("  ") for line in hashes if line)}
    there = {p.name for p in (STATIC / "vendor").iterdir()} - {"SHA256SUMS"}
    assert set(listed) == there
    for name, digest in listed.items():
        assert hashlib.sha256((STATIC / "vendor" / name).read_bytes()).hexdigest() == digest


def test_results_are_what_the_embedded_store_says(server: Server, graph: Graph) -> None:
    text = "SELECT ?c ?n ?d WHERE { ?c a ng:CCG ; rdfs:label ?n . OPTIONAL { ?c ng:validTo ?d } } ORDER BY ?c"
    reply = server.sparql(text, "text/tab-separated-values")
    read = pyoxigraph.parse_query_results(reply.body, format=pyoxigraph.QueryResultsFormat.TSV)
    assert isinstance(read, pyoxigraph.QuerySolutions)
    given = [(row["c"], row["n"], row["d"]) for row in read]
    here = graph.store.query(
        text, prefixes={"ng": "https://w3id.org/nhsgraph/def#", "rdfs": "http://www.w3.org/2000/01/rdf-schema#"},
        use_default_graph_as_union=True,
    )  # fmt: skip
    assert isinstance(here, pyoxigraph.QuerySolutions)
    assert given == [(row["c"], row["n"], row["d"]) for row in here]
    assert len(given) > 200
    assert json.loads(server.sparql("ASK { id:ccg-05T a ng:CCG }").body) == {"head": {}, "boolean": True}
