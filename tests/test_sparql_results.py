"""The W3C result formats: what is written is what the store's own reader, and rdflib's, read back."""

from __future__ import annotations

import io
from typing import Any

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Store
from rdflib.query import Result

from nhsgraph.sparql import results
from nhsgraph.sparql.limits import UNLIMITED, Limits
from nhsgraph.sparql.problems import Limit, LimitReached
from nhsgraph.sparql.running import Request, Runner

XSD = "http://www.w3.org/2001/XMLSchema#"
ROWS = """SELECT ?a ?b ?c WHERE { VALUES (?a ?b ?c) {
  (<http://example.org/a?b=1&c=2> "plain" 1)
  ("say \\"no\\", <b> & c" "zwei"@de 1.50)
  ("tab\\tline\\nreturn\\r" UNDEF true)
  ("2016-04-01"^^<http://www.w3.org/2001/XMLSchema#date> "\\\\" 1.0e6)
} }"""
READ = {"json": pyoxigraph.QueryResultsFormat.JSON, "xml": pyoxigraph.QueryResultsFormat.XML,
        "tsv": pyoxigraph.QueryResultsFormat.TSV}  # fmt: skip


def solutions(text: str) -> pyoxigraph.QuerySolutions:
    found = Store().query(text)
    assert isinstance(found, pyoxigraph.QuerySolutions)
    return found


def rows(found: Any) -> list[list[Any]]:
    names = [v.value for v in found.variables]
    return [[row[name] for name in names] for row in found]


@pytest.mark.parametrize("form", READ)
def test_rows_come_back(form: str) -> None:
    written = results.select(solutions(ROWS), form, UNLIMITED)
    assert rows(pyoxigraph.parse_query_results(written, format=READ[form])) == rows(solutions(ROWS))


@given(
    st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=30),
    st.sampled_from(["json", "xml", "tsv"]),
)
def test_any_text_comes_back(text: str, form: str) -> None:
    if form == "xml":
        text = f"<{text}>"  # the reader used here drops white space at the ends of XML text
    query = f"SELECT ?x {{ VALUES ?x {{ {Literal(text)} }} }}"
    written = results.select(solutions(query), form, UNLIMITED)
    assert rows(pyoxigraph.parse_query_results(written, format=READ[form])) == [[Literal(text)]]


def test_csv_is_as_the_standard_says() -> None:
    written = results.select(solutions(ROWS), "csv", UNLIMITED).decode()
    assert written.startswith(
        'a,b,c\r\nhttp://example.org/a?b=1&c=2,plain,1\r\n"say ""no"", <b> & c",zwei,1.5\r\n'
    )


def test_another_reader_reads_tsv() -> None:
    written = results.select(solutions(ROWS), "tsv", UNLIMITED)
    read = Result.parse(io.BytesIO(written), format="tsv")
    assert [str(v) for v in read.vars or ()] == ["a", "b", "c"]
    assert len(read) == 4


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("json", b'{"head":{},"boolean":true}'),
        ("csv", b"true\n"),
        ("xml", (b'<?xml version="1.0" encoding="UTF-8"?><sparql xmlns="http://www.w3.org/2005/sparql-results#">'
         b"<head></head><boolean>true</boolean></sparql>")),
    ],
)  # fmt: skip
def test_a_yes(form: str, expected: bytes) -> None:
    assert results.ask(True, form) == expected


@pytest.mark.parametrize(
    ("limits", "limit"),
    [(Limits(rows=3), Limit.ROWS), (Limits(size=100), Limit.SIZE)],
)
def test_limits_say_which(limits: Limits, limit: Limit) -> None:
    with pytest.raises(LimitReached) as caught:
        results.select(solutions(ROWS), "json", limits)
    assert caught.value.limit is limit
    assert len(rows(pyoxigraph.parse_query_results(results.select(solutions(ROWS), "json", Limits(rows=4)),
                                                   format=READ["json"]))) == 4  # fmt: skip


def test_graphs_have_limits_too() -> None:
    store = Store()
    for n in range(5):
        store.add(pyoxigraph.Quad(NamedNode(f"http://example.org/{n}"), NamedNode(XSD), Literal("x" * 50)))
    construct = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
    assert Runner(store, Limits(rows=5)).run(Request(text=construct)).body.count(b"example.org") == 5
    for limits, limit in ((Limits(rows=4), Limit.ROWS), (Limits(size=60), Limit.SIZE)):
        with pytest.raises(LimitReached) as caught:
            Runner(store, limits).run(Request(text=construct, graph="ntriples"))
        assert caught.value.limit is limit
