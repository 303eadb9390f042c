"""``nhsgraph sparql`` and what ``nhsgraph serve`` says before it serves."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import commands
import pytest
import rdflib

from nhsgraph.cli import serve
from nhsgraph.errors import UsageError
from nhsgraph.graph import Graph

LOOKUP = "SELECT ?name { id:ccg-05T rdfs:label ?name }"
NAME = "NHS South Worcestershire CCG"


@pytest.fixture(scope="module")
def env(cache: Path, graph: Graph) -> dict[str, str]:
    return commands.environment(cache)


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("table", f"name\n----------------------------\n{NAME}\n"),
        ("md", f"| name |\n| --- |\n| {NAME} |\n"),
        ("csv", f"name\n{NAME}\n"),
        ("tsv", f'?name\n"{NAME}"\n'),
    ],
)
def test_rows(env: dict[str, str], form: str, expected: str) -> None:
    assert commands.run("sparql", "-q", LOOKUP, "--format", form, env=env).stdout == expected


def test_every_query_form(env: dict[str, str], tmp_path: Path) -> None:
    asked = commands.run("sparql", "-q", "ASK { id:ccg-05T a ng:CCG }", "--format", "json", env=env)
    assert json.loads(asked.stdout) == {"head": {}, "boolean": True}
    query = tmp_path / "describe.rq"
    query.write_text("DESCRIBE id:ccg-05T", encoding="utf-8")
    target = tmp_path / "05T.ttl"
    commands.run("sparql", str(query), "--format", "turtle", "--output", str(target), env=env)
    assert NAME in {str(o) for o in rdflib.Graph().parse(target).objects()}
    table = commands.run("sparql", "-q", "CONSTRUCT WHERE { id:ccg-05T rdfs:label ?n }", env=env)
    assert table.stdout.splitlines()[0].split() == ["subject", "predicate", "object"]


@pytest.mark.parametrize(
    ("query", "form", "said"),
    [
        ("SELECT ?x {\n ?x a nope:CCG }", "table", "line 2, column 15: the prefix “nope:” is not known"),
        ("DESCRIBE id:ccg-05T", "csv", "Choose table, md, turtle"),
        (LOOKUP, "turtle", "Choose table, md, json"),
        ("ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "table", "SERVICE asks another machine"),
        ("DROP ALL", "table", "the graph is read-only"),
        ("SELECT ?s {\n ?s ?p", "table", "line 2, column 7: the query ends too early"),
        ('SELECT ?s { ?s rdfs:label "x }', "table", "the text in quotes is not closed"),
        ("SELECT * { ?s ?p <http://a b> }", "table", "the IRI is not valid"),
        ("SELECT ?a (SUM(?b) AS ?c) { ?a ?p ?b }", "table", "neither grouped by nor aggregated"),
    ],
)
def test_problems(env: dict[str, str], query: str, form: str, said: str) -> None:
    ended = commands.run("sparql", "-q", query, "--format", form, env=env)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert said in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    ("literal", "shown"),
    [
        ('"2016-04"^^xsd:date', "2016-04"),
        ('"x"^^xsd:integer', "x"),
        ('"INF"^^xsd:double', "INF"),
        (f'"{"9" * 5000}"^^xsd:integer', "9" * 5000),
        ('"2016-04-01"^^xsd:date', "2016-04-01"),
    ],
)
def test_a_literal_that_is_no_value_is_shown_as_it_is(graph: Graph, literal: str, shown: str) -> None:
    table = graph.sparql(f"SELECT ?x {{ VALUES ?x {{ {literal} }} }}")
    assert [str(row[0]) for row in table.rows] == [shown]


def place(host: str, public: bool = False, names: tuple[str, ...] = ()) -> serve.Place:
    return serve.Place(host=host, port=0, public=public, names=names)


def test_a_public_address_has_to_be_meant() -> None:
    for host in ("0.0.0.0", "::", "192.0.2.1", "graph.example.org"):
        with pytest.raises(UsageError, match="add --public"):
            serve.answered_hosts(place(host))
        assert serve.answered_hosts(place(host, public=True)) == frozenset()
    assert "graph.example.org" in serve.answered_hosts(
        place("0.0.0.0", public=True, names=("graph.example.org",))
    )
    assert serve.answered_hosts(place("127.0.0.1")) == {"localhost", "127.0.0.1", "::1"}


def test_a_port_in_use_is_told(env: dict[str, str]) -> None:
    with serve.listening(place("127.0.0.1")) as taken:
        port = str(taken.getsockname()[1])
        ended = commands.run("serve", "--port", port, env=env)
    assert (ended.returncode, ended.stderr) == (
        2, f"error: port {port} is in use. Choose another with --port, or 0 for a free one.\n",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--host", "nosuch.invalid"), "nosuch.invalid is neither an address nor a name that is known here"),
        (
            ("--host", "192.0.2.1", "--public"),
            "192.0.2.1 is not an address of this machine. Leave --host out.",
        ),
        (("--host", "192.0.2.1"), "192.0.2.1 can be reached by other machines"),
    ],
)
def test_an_address_that_cannot_be_had_is_told(
    env: dict[str, str], options: tuple[str, ...], said: str
) -> None:
    ended = commands.run("serve", *options, "--port", "0", env=env)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert said in ended.stderr
    assert "Traceback" not in ended.stderr


def test_stdin_that_is_no_text(env: dict[str, str]) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "nhsgraph", "sparql", "-"],
        input=b"ASK { ?s ?p '\xff' }",
        capture_output=True,
        env=env | {"PYTHONIOENCODING": "utf-8:surrogateescape"},
        check=False,
    )
    said = b"error: stdin is not a text in UTF-8. Save it as UTF-8.\n"
    assert (ended.returncode, ended.stdout, ended.stderr) == (2, b"", said)


def test_a_file_with_a_byte_order_mark(env: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "query.rq"
    file.write_bytes(b"\xef\xbb\xbfASK {}\r\n")
    assert commands.run("sparql", str(file), "--format", "csv", env=env).stdout == "true\n"
