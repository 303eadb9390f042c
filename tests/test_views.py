"""Views that are asked ahead on a second thread: the same answers, none mixed up, none lost when one fails."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from datetime import date
from threading import Thread

import pyoxigraph
import pytest

from nhsgraph import query, views
from nhsgraph.analyses import explain
from nhsgraph.errors import QueryError
from nhsgraph.graph import Graph
from nhsgraph.query import Value
from nhsgraph.views import Ahead, Asked, Fields, StoreReader, body_iri

DAYS = (date(2014, 6, 1), date(2016, 4, 1), date(2019, 4, 1))


class Recording(StoreReader):
    """Writes down what is asked."""

    def __init__(self, graph: Graph) -> None:
        super().__init__(graph.store, graph.generation)
        self.asked: list[Asked] = []

    def rows(self, view: str, /, **parameters: Value) -> list[Fields]:
        self.asked.append((view, parameters))
        return super().rows(view, **parameters)


def hurried(graph: Graph) -> StoreReader:
    reader = StoreReader(graph.store, graph.generation)
    reader.hurried = True
    return reader


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_what_is_expected_of_a_ccg_is_what_its_sections_ask(graph: Graph, day: date) -> None:
    reader = Recording(graph)
    explain.explain(reader, "ccg-05T", day)
    context, _ = explain.subject(reader, "ccg-05T", day)
    expected = explain.expected(context)
    # Before there were arrangements, nobody looks for one.
    idle = ["arrangements", "spend_evidence"] if day < date(2015, 4, 1) else []
    assert [view for view, parameters in expected if (view, parameters) not in reader.asked] == idle
    of_the_body = {"body": body_iri("ccg-05T")}
    before = [("body", of_the_body), ("names", of_the_body)]  # class and name, which have to be known first
    assert [one for one in reader.asked if one[1] == of_the_body and one not in [*expected, *before]] == []


@pytest.mark.parametrize("body", ["ccg-05T", "ccg-01H", "ccg-99P"])
def test_an_explanation_in_a_hurry_is_the_same(graph: Graph, body: str) -> None:
    day = date(2016, 4, 1)
    assert explain.explain(hurried(graph), body, day) == explain.explain(graph.reader, body, day)


def test_answers_ahead_are_of_their_own_body(graph: Graph) -> None:
    reader = hurried(graph)
    reader.expect([("members", {"body": body_iri("ccg-05T")})])
    other = reader.rows("members", body=body_iri("ccg-03H"))
    assert other == graph.reader.rows("members", body=body_iri("ccg-03H"))
    own = reader.rows("members", body=body_iri("ccg-05T"))
    assert len(own) == 33
    assert reader.rows("members", body=body_iri("ccg-05T")) == own  # asked again once the answer is taken


def test_a_question_that_fails_ahead_is_asked_again_by_its_caller(
    graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, caller, failed = query.solutions, threading.current_thread(), threading.Event()

    def failing(
        store: pyoxigraph.Store, folder: str, name: str, /, **parameters: Value
    ) -> pyoxigraph.QuerySolutions:
        if threading.current_thread() is not caller:
            failed.set()
            raise QueryError("no")
        return whole(store, folder, name, **parameters)

    monkeypatch.setattr(query, "solutions", failing)
    reader = hurried(graph)
    parameters: Mapping[str, Value] = {"body": body_iri("ccg-05T")}
    reader.expect([("members", parameters), ("names", parameters)])
    assert failed.wait(timeout=30)
    assert len(reader.rows("members", **parameters)) == 33
    assert [row.text("name") for row in reader.rows("names", **parameters)] == [
        "NHS South Worcestershire CCG"
    ]


def test_a_view_that_its_caller_came_to_first_can_be_asked_again(
    graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Thread, "start", lambda thread: None)  # the second thread never comes to it
    parameters: Mapping[str, Value] = {"body": body_iri("ccg-05T")}
    ahead = Ahead(graph.store, [("names", parameters)])
    found: list[object] = []

    def ask() -> None:
        found.extend(ahead.take("names", parameters) for _ in range(2))

    monkeypatch.undo()
    asking = Thread(target=ask, daemon=True)
    asking.start()
    asking.join(timeout=30)
    assert found == [None, None]


def test_what_was_not_asked_ahead_is_not_answered(graph: Graph) -> None:
    parameters: Mapping[str, Value] = {"body": body_iri("ccg-05T")}
    ahead = Ahead(graph.store, [("names", parameters)])
    assert ahead.take("identifiers", parameters) is None
    assert ahead.take("names", {"body": body_iri("ccg-01H")}) is None


def test_only_in_a_hurry_is_anything_begun(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[object] = []
    monkeypatch.setattr(views, "Ahead", lambda _store, asked: begun.append(asked))
    asked: list[Asked] = [("members", {"body": body_iri("ccg-05T")})]
    StoreReader(graph.store, graph.generation).expect(asked)
    assert begun == []
    hurried(graph).expect(asked)
    assert begun == [asked]
