"""The edge snapshot made from answers to queries: the same bytes as the one that the build writes."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nhsgraph import dataset, edge_asking, edge_writing, edges, quads, resources
from nhsgraph.analyses.conflicts import find, severity
from nhsgraph.analyses.conflicts.find import Wanted
from nhsgraph.conflict_facts import Committee, CommitteeSeat, Party, Seat, Shareholding
from nhsgraph.errors import EndpointError
from nhsgraph.facts import Fact
from nhsgraph.graph import Graph
from nhsgraph.quads.conflict_shapes import CONFLICT_SHAPES
from nhsgraph.query import Value
from nhsgraph.views import Fields, StoreReader


def stored(rows: Mapping[type[Fact], list[Fact]]) -> StoreReader:
    """A graph of these facts alone."""
    store = pyoxigraph.Store()
    for kind, found in rows.items():
        text = "".join(quads.lines(kind, CONFLICT_SHAPES[kind], found))
        store.bulk_load(input=text.encode(), format=pyoxigraph.RdfFormat.N_QUADS)
    return StoreReader(store)


def test_a_graph_that_only_answers_gives_the_bytes_that_the_build_writes(demo: Graph) -> None:
    asked = edge_writing.encode(edge_asking.ask_facts(StoreReader(demo.store)))
    assert asked == (demo.generation / edges.FILE).read_bytes()


def test_the_same_paths_with_and_without_the_file(demo: Graph) -> None:
    there, here = (edge_asking.snapshot(reader) for reader in (StoreReader(demo.store), demo.reader))
    assert there is not here
    wanted = Wanted(as_of=date(2016, 6, 1))
    assert find.find(there, severity.load(), wanted) == find.find(here, severity.load(), wanted)


@settings(max_examples=5, deadline=None)
@given(seed=st.integers(0, 1000))
def test_the_order_of_the_facts_does_not_matter(seed: int) -> None:
    found = dataset.load(resources.data_dir() / "demo", lambda *_: None).facts
    mixed = {kind: random.Random(seed).sample(rows, len(rows)) for kind, rows in found.items()}
    assert edge_writing.encode(mixed) == edge_writing.encode(found)


def test_pages_are_all_of_a_class(demo: Graph) -> None:
    reader = StoreReader(demo.store)
    whole = {(g, n) for g, n, _ in edge_asking._paged(reader, quads.expand("org:Membership"), 10, 10)}
    paged = [(g, n) for g, n, _ in edge_asking._paged(reader, quads.expand("org:Membership"), 100, 10)]
    assert len(paged) == len(set(paged))
    assert set(paged) == whole
    assert len(whole) > 100


class Limited(StoreReader):
    """A service that sends so many rows of an answer at most, and fails where there are more."""

    most = 100

    def rows(self, view: str, /, **parameters: Value) -> list[Fields]:
        found = super().rows(view, **parameters)
        if view == "edge_nodes" and len(found) > self.most:
            raise EndpointError("an answer in part", url="http://localhost/")
        return found


def test_a_service_that_sends_few_rows_is_asked_in_smaller_pages(
    demo: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(edge_asking, "_PAGE", 2)
    asked = edge_writing.encode(edge_asking.ask_facts(Limited(demo.store)))
    assert asked == (demo.generation / edges.FILE).read_bytes()
    monkeypatch.setattr(Limited, "most", 0)
    with pytest.raises(EndpointError):
        edge_asking.ask_facts(Limited(demo.store))


def test_rows_of_one_identity_come_back_as_rows() -> None:
    def share(of: str) -> Fact:
        return Shareholding(
            holder="practice-X90001", company="company-a", share=Decimal(of), sources=("own",)
        )

    rows = [share("0.1"), share("0.2")]
    assert edge_asking.ask_facts(stored({Shareholding: rows}))[Shareholding] == rows


def test_a_node_with_more_or_less_than_the_table_has_is_no_row() -> None:
    seat = CommitteeSeat(
        person="person-a-1", committee="committee-a-1", role=Seat.MEMBER, categories=("gp", "lay"), voting=True,
        sources=("own",), record="p. 4",
    )  # fmt: skip
    found = edge_asking.ask_facts(stored({CommitteeSeat: [seat]}))
    assert {kind: rows for kind, rows in found.items() if rows} == {CommitteeSeat: [seat]}
    reader = stored({CommitteeSeat: [seat]})
    reader.store.update(
        "DELETE { GRAPH ?g { ?n <https://w3id.org/nhsgraph/def#voting> ?v } } WHERE { GRAPH ?g { ?n ?p ?v } }"
    )
    found = edge_asking.ask_facts(reader)
    assert not any(found[kind] for kind in (CommitteeSeat, Committee, Party))
