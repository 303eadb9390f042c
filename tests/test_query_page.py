"""The part of the graph that travels in the query page, and the vendored files it travels with."""

from __future__ import annotations

import subprocess
import sys

import pyoxigraph
import pytest

from nhsgraph import questions, resources
from nhsgraph.graph import Graph
from nhsgraph.present.html import query_data, query_page
from nhsgraph.present.html.query_data import Part


@pytest.fixture(scope="module")
def part(demo: Graph) -> Part:
    return query_data.part(demo.store)


def test_the_part_is_a_subset_of_the_graph_and_always_the_same(demo: Graph, part: Part) -> None:
    travelled = pyoxigraph.Store()
    travelled.load(input=part.trig.encode("utf-8"), format=pyoxigraph.RdfFormat.TRIG)
    named = [q for q in travelled if not isinstance(q.subject, pyoxigraph.BlankNode)]
    assert len(named) > 10_000
    whole = set(demo.store)
    assert [q for q in named if q not in whole and not isinstance(q.object, pyoxigraph.BlankNode)] == []
    assert query_data.part(demo.store) == part


def test_the_part_has_the_facts_with_their_graphs(part: Part) -> None:
    assert "graph:demo-area {" in part.trig
    assert "NHS Fictional Northmoor CCG" in part.trig
    assert not part.absent & {"CCG", "validFrom", "level", "source"}


def test_a_question_about_what_stays_at_home_is_not_offered(graph: Graph) -> None:
    page = query_page.page(graph)
    stored = page.data["stored"]
    assert isinstance(stored, dict)
    offered = {q["id"] for q in stored["questions"]}
    assert "d1" in offered
    assert "members" not in offered
    assert len(offered) < len(list(questions.all_questions()))
    assert page.wasm


def test_the_vendored_files_are_those_that_were_recorded() -> None:
    tool = resources.data_dir().parent / "tools" / "vendor_query_engine.py"
    done = subprocess.run([sys.executable, str(tool), "--check"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
