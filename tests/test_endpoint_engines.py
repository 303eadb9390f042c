"""The same queries on two independent servers, compared row by row with the embedded store.

Both are loaded with ``push``: real named graphs of the national data, and the whole of its vocabulary and documents.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyoxigraph
import pytest
import services
from commands import Run
from pyoxigraph import NamedNode
from services import Running

from nhsgraph import edge_asking, push, query, questions, resources
from nhsgraph.analyses.conflicts import find, severity
from nhsgraph.analyses.conflicts.find import Wanted
from nhsgraph.analyses.footprints.tiers import Basis, Tier
from nhsgraph.endpoint import Endpoint
from nhsgraph.errors import EndpointError
from nhsgraph.graph import Graph
from nhsgraph.http_service import Service
from nhsgraph.ids import DEF, GRAPH, ID, SOURCE
from nhsgraph.query import Iri, Value
from nhsgraph.remote import connect
from nhsgraph.views import StoreReader

#: Small real graphs, so that both servers are loaded in seconds.
GRAPHS = (
    "catalogue", "ontology", "doc-S0", "doc-S1", "doc-S2", "doc-S3", "doc-S4", "general-knowledge",
    "ods-eccg-2016-02", "ods-eccg-2018-11", "stp-ccg-2016-03", "ons-ccg-stp-2017-04", "ccg-mergers-2015-2021",
    "nhse-ccg-area-team-region-2013-04", "ods-stp-leads-2019-04", "ons-ccg-names-2013-04", "ons-ccg-names-2017-04", "national-totals",
    "spend-gp-companies-2018-19", "ons-ccg-local-office-region-2017-04", "page-sw-healthcare",
)  # fmt: skip
BODIES = (
    "ccg-05T",
    "ccg-01H",
    "stp-E54000010",
    "region-Y55",
    "provider-sw-healthcare",
    "person-0ae29222a7",
    "site-1",
)
VALUES: dict[str, list[Value]] = {
    "body": [Iri(ID + body) for body in BODIES],
    "function": [Iri(DEF + "F-CONTRACT")],
    "kind": [Iri(DEF + "CCG")],
    "code": ["05T", "E38000166"],
    "year": ["2015-16"],
    "item": [Iri(SOURCE + "doc-S1")],
    "digits": ["-", "-3"],
    "source": [Iri(SOURCE + "ods-eccg-2016-02")],
    "asOf": [date(2016, 4, 1)],
}
VIEWS = sorted(path.stem for path in resources.queries_dir("views").glob("*.rq"))


@pytest.fixture(scope="session")
def sample(graph: Graph) -> pyoxigraph.Store:
    """The chosen graphs in an embedded store."""
    store = pyoxigraph.Store()
    for name in GRAPHS:
        store.bulk_extend(graph.store.quads_for_pattern(None, None, None, NamedNode(GRAPH + name)))
    return store


@pytest.fixture(scope="session", params=["oxigraph", "virtuoso"])
def running(
    request: pytest.FixtureRequest, sample: pyoxigraph.Store, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Running]:
    """A server that holds the sample."""
    if request.param == "virtuoso" and shutil.which("virtuoso-t") is None and not os.environ.get("CI"):
        pytest.skip("Virtuoso is not installed here; CI installs it")
    folder = tmp_path_factory.mktemp(request.param)
    with getattr(services, request.param)(folder) as server:
        login = {"user": server.user, "password": server.password}
        done = push.push(
            sample,
            "sample",
            push.GraphStore(Service(server.store, **login)),
            Endpoint(server.query),
            folder / "state.json",
            lambda *_: None,
        )
        assert sum(done.counts.values()) == len(sample)
        assert set(done.counts) == {GRAPH + name for name in GRAPHS}
        yield server


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_gives_the_same_rows(view: str, sample: pyoxigraph.Store, running: Running) -> None:
    header = query.header(resources.queries_dir("views") / f"{view}.rq")
    parameters = header.get("parameters") or {}
    assert isinstance(parameters, dict)
    sets: list[dict[str, Value]] = [{}]
    for name in parameters:
        sets = [{**chosen, name: value} for chosen in sets for value in VALUES[name]]
    order = str if header.get("order") == "none" else None
    here, there = StoreReader(sample), connect(running.query).reader
    for chosen in sets:
        theirs = [(dict(r), r.sources) for r in there.rows(view, **chosen)]
        ours = [(dict(r), r.sources) for r in here.rows(view, **chosen)]
        assert (sorted(theirs, key=order) if order else theirs) == (
            sorted(ours, key=order) if order else ours
        ), chosen


@pytest.mark.parametrize("name", [question.id for question in questions.all_questions()])
def test_stored_questions_give_the_same_answer(name: str, sample: pyoxigraph.Store, running: Running) -> None:
    question = questions.find(name)
    values: dict[str, Value] = {
        p.variable: Iri(ID + (p.shown if "-" in p.shown else f"ccg-{p.shown}"))
        if p.type == "body"
        else questions.value(p, p.shown)
        for p in question.parameters
    }
    here = questions.ask(sample, question, values)
    there = questions.ask(connect(running.query).store, question, values)
    assert there.columns == here.columns

    def comparable(rows: list[tuple[Value, ...]]) -> list[str]:
        # GROUP_CONCAT may give its parts in any order, and nothing is nothing.
        return sorted(
            str([sorted(re.split(r"[ ,;]+", v)) if isinstance(v, str) else v for v in row]).replace(
                "['']", "None"
            )
            for row in rows
        )

    assert comparable(there.rows) == comparable(here.rows)


def test_footprints_of_a_service(running: Running) -> None:
    """STPs by whole CCGs need the lists of CCGs, STPs and area teams, which the sample has."""
    report = connect(running.query).footprints.nesting(
        Tier.STP, Tier.AREA_TEAM, date(2016, 4, 1), basis=Basis.CCGS
    )
    assert report.headline[0] == "36 of 44 nest"
    crossing = next(section for section in report.sections if section.key == "broken")
    assert [str(s.facts["body"])[-3:] for s in crossing.statements] == [
        "QYG", "QNQ", "QJG", "QM7", "QMK", "QVP", "QE1", "QWO"
    ]  # fmt: skip


def test_names_are_found_at_the_service(running: Running, graph: Graph) -> None:
    remote = connect(running.query)
    assert remote.resolve("south worcestershire ccg")[0] == "ccg-05T"
    assert remote.resolve("05T") == ("ccg-05T", "")
    assert remote.find("SW Healthcare")[0].body == "provider-sw-healthcare"
    known = {name for name in graph.names if name.body == "provider-sw-healthcare"}
    assert known <= set(remote.names)


def test_the_edges_of_a_service_are_those_of_the_store(running: Running, sample: pyoxigraph.Store) -> None:
    there, here = edge_asking.ask(connect(running.query).reader), edge_asking.ask(StoreReader(sample))
    for name, table in here.tables.items():
        columns = list(table.types)
        rows = [tuple(here.value(name, row, c) for c in columns) for row in range(table.rows)]
        assert [
            tuple(there.value(name, row, c) for c in columns) for row in range(there[name].rows)
        ] == rows, name
    # The companies that commissioners paid are organisations of a register, not parties of the user's.
    assert {name: here[name].rows for name in ("payments", "documents", "awards", "parties")} == {
        "payments": 466,
        "documents": 5,
        "awards": 1,
        "parties": 0,
    }


def test_conflict_paths_at_a_service(run: Run, running: Running, sample: pyoxigraph.Store) -> None:
    done = run("conflicts", "05T", "--pattern", "C-03", "--format", "json", "--endpoint", running.query)
    assert done.returncode == 0, done.stderr
    sections = json.loads(done.stdout)["sections"]
    asked = {
        s["key"]: s["facts"]
        for section in sections
        for s in section["statements"]
        if "residual" in s["facts"]
    }
    wanted = Wanted(body="ccg-05T", patterns=frozenset({"C-03"}))
    found = find.find(edge_asking.ask(StoreReader(sample)), severity.load(), wanted).conflicts
    assert {key: facts["residual"] for key, facts in asked.items() if key in {c.id for c in found}} == {
        c.id: list(c.residual) for c in found
    }
    assert any(c.other == "provider-sw-healthcare" for c in found)


def test_an_explanation_from_a_service_has_its_conflict_paths(running: Running) -> None:
    explanation = connect(running.query).explain("05T", as_of="2016-04-01")
    (section,) = [s for s in explanation.sections if s.key == "conflicts"]
    assert section.statements[0].facts["paths"] == 1


def test_ask_and_construct(running: Running) -> None:
    remote = connect(running.query)
    assert remote.sparql("ASK { id:ccg-05T a ng:CCG }").rows == [(True,)]
    assert remote.sparql("ASK { id:ccg-ZZZ a ng:CCG }").rows == [(False,)]
    rows = remote.sparql(
        "CONSTRUCT { ?b rdfs:label ?l } WHERE { ?b rdfs:label ?l }", b=Iri(ID + "ccg-05T")
    ).rows
    assert rows == [
        (ID + "ccg-05T", "http://www.w3.org/2000/01/rdf-schema#label", "NHS South Worcestershire CCG")
    ]


def test_a_parameter_cannot_break_out_of_its_place(running: Running) -> None:
    evil = 'x" } UNION { ?s ?p ?o } #'
    assert connect(running.query).sparql("SELECT ?body ?t { ?body rdfs:label ?t }", t=evil).rows == []


def test_a_query_that_the_service_refuses_is_told_in_its_words(running: Running) -> None:
    with pytest.raises(EndpointError, match="answered 400"):
        connect(running.query).sparql("SELECT ?x WHERE { ?x ng:nonsense }")


def test_update_is_another_way_in(running: Running, demo: Graph, tmp_path: Path) -> None:
    store = pyoxigraph.Store()
    store.bulk_extend(demo.store.quads_for_pattern(None, None, None, NamedNode(GRAPH + "demo-area")))
    update = push.Update(Service(running.update, user=running.user, password=running.password))
    target = Endpoint(running.query)
    done = push.push(store, "demo", update, target, tmp_path / "state.json", lambda *_: None)
    assert set(done.foreign) == {GRAPH + name for name in GRAPHS}
    assert push.service_counts(target)[GRAPH + "demo-area"] == len(store)
    update._update(f"CLEAR GRAPH <{GRAPH}demo-area>")
    assert GRAPH + "demo-area" not in push.service_counts(target)
