"""Loading a service: batches, going on after a stop, and counts that must agree."""

from __future__ import annotations

import json
from pathlib import Path
from typing import cast

import pyoxigraph
import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

from nhsgraph import push
from nhsgraph.cli import pushing
from nhsgraph.endpoint import Endpoint
from nhsgraph.errors import EndpointError, UsageError

A, B = NamedNode("https://w3id.org/nhsgraph/graph/a"), NamedNode("https://w3id.org/nhsgraph/graph/b")


class Memory:
    """A service in memory: what a writer wrote, what an endpoint counts. Fails after some batches, if told."""

    batch = 3
    url = "http://127.0.0.1:9/sparql"

    def __init__(self) -> None:
        self.store = Store()
        self.fail_after = 99
        self.written: list[tuple[str, bool]] = []

    def write(self, graph: str, triples: bytes, *, first: bool) -> None:
        if len(self.written) >= self.fail_after:
            raise EndpointError("gone", url=self.url)
        if first:
            self.store.remove_graph(NamedNode(graph))
        self.store.load(triples, format=RdfFormat.N_TRIPLES, to_graph=NamedNode(graph))
        self.written.append((graph, first))

    def query(self, text: str) -> pyoxigraph.QuerySolutions:
        return cast("pyoxigraph.QuerySolutions", self.store.query(text))


def graph() -> Store:
    store = Store()
    for number in range(7):
        store.add(Quad(NamedNode(f"x:{number}"), NamedNode("x:p"), Literal(number), A))
    store.add(Quad(NamedNode("x:0"), NamedNode("x:p"), Literal("b"), B))
    return store


def run(memory: Memory, state: Path, version: str = "1") -> push.Pushed:
    return push.push(graph(), version, memory, cast("Endpoint", memory), state, lambda *_: None)


def test_graphs_arrive_in_batches_and_are_counted(tmp_path: Path) -> None:
    memory = Memory()
    done = run(memory, tmp_path / "state.json")
    assert done.counts == {A.value: 7, B.value: 1}
    assert memory.written == [(A.value, True), (A.value, False), (A.value, False), (B.value, True)]
    assert set(memory.store) == set(graph())
    assert not (tmp_path / "state.json").exists()


def test_a_push_goes_on_where_it_stopped(tmp_path: Path) -> None:
    memory, state = Memory(), tmp_path / "deep" / "state.json"
    memory.fail_after = 2
    with pytest.raises(EndpointError, match="gone"):
        run(memory, state)
    assert json.loads(state.read_text())["batches"] == {A.value: 2}
    memory.fail_after = 99
    done = run(memory, state)
    assert done.sent == 2
    assert set(memory.store) == set(graph())


def test_other_data_begin_anew(tmp_path: Path) -> None:
    memory, state = Memory(), tmp_path / "state.json"
    memory.fail_after = 2
    with pytest.raises(EndpointError):
        run(memory, state)
    memory.fail_after = 99
    assert run(memory, state, version="2").sent == 4


@pytest.mark.parametrize("text", ["", "not json", "[]", '{"url": "else", "batches": {}}', '{"batches": 7}'])
def test_a_state_file_of_something_else_is_not_believed(tmp_path: Path, text: str) -> None:
    state = tmp_path / "state.json"
    state.write_text(text)
    assert run(Memory(), state).sent == 4


def test_counts_that_differ_are_an_error(tmp_path: Path) -> None:
    memory = Memory()
    memory.write = lambda graph, triples, *, first: memory.written.append((graph, first))  # type: ignore[method-assign]
    with pytest.raises(
        EndpointError, match=r"holds 0 triples of .*/a where 7 were sent, and 1 more graphs differ"
    ):
        run(memory, tmp_path / "state.json")


def test_graphs_of_others_are_named_and_left_alone(tmp_path: Path) -> None:
    memory = Memory()
    other = Quad(
        NamedNode("x:0"), NamedNode("x:p"), Literal(1), NamedNode("https://w3id.org/nhsgraph/graph/old")
    )
    memory.store.add(other)
    assert run(memory, tmp_path / "state.json").foreign == ("https://w3id.org/nhsgraph/graph/old",)
    assert other in memory.store


@pytest.mark.parametrize(("store_url", "update_url"), [("", ""), ("http://x/", "http://y/")])
def test_one_way_in_is_named(store_url: str, update_url: str) -> None:
    with pytest.raises(UsageError, match="give either --store-url"):
        pushing.push("http://127.0.0.1:1/", store_url, update_url, "", None, "demo")
