"""Bodies are called what they were called on the date that is asked for, in sentences as in headings."""

from __future__ import annotations

import re
from datetime import date

import pytest

from nhsgraph import edge_writing
from nhsgraph.analyses.accountability import report as accountability
from nhsgraph.analyses.neighbourhood import neighbourhood
from nhsgraph.edges import Snapshot
from nhsgraph.facts import NameAssignment
from nhsgraph.graph import Graph
from nhsgraph.present import text
from nhsgraph.web import answers

#: A body, a date, what it or a body beside it was called then, and at another time.
NAMES = [
    ("ccg-01H", "2017-03-31", "NHS Cumbria CCG", "NHS North Cumbria CCG"),
    ("ccg-01H", "2017-04-01", "NHS North Cumbria CCG", "NHS Cumbria CCG"),
    ("ccg-08V", "2019-03-31", "North East London", "East London Health and Care Partnership"),
    ("ccg-08V", "2019-04-01", "East London Health and Care Partnership", "North East London"),
]


@pytest.mark.parametrize(("body", "day", "called", "otherwise"), NAMES)
def test_a_chain_has_the_names_of_its_date(
    graph: Graph, body: str, day: str, called: str, otherwise: str
) -> None:
    told = accountability.chain(graph.reader, body, date.fromisoformat(day))
    sentences = [told.name, *(s.text for section in told.sections for s in section.statements)]
    assert any(re.search(rf"\b{called}\b", sentence) for sentence in sentences)
    assert not any(re.search(rf"(?<!NHS ){otherwise}\b", sentence) for sentence in sentences)


@pytest.mark.parametrize(("body", "day", "called", "otherwise"), NAMES)
def test_conflict_paths_have_the_names_of_their_date(
    graph: Graph, body: str, day: str, called: str, otherwise: str
) -> None:
    told = answers.conflicts(graph, body, date.fromisoformat(day))
    assert called in told
    assert otherwise not in told


def test_an_explanation_calls_its_body_by_one_name(graph: Graph) -> None:
    told = text.render(graph.explain("01H", "2016-04-01"), text.Style())
    lines = [line for line in told.split("\n") if "North Cumbria CCG" in line]
    assert len(lines) == 1
    assert lines[0].strip().startswith("Named “NHS North Cumbria CCG” from 2017-04-01")


def test_a_practice_calls_its_commissioner_as_the_heading_does(graph: Graph) -> None:
    told = graph.explain("A82004", "2016-04-01")
    assert told.headline == ("member of NHS Cumbria CCG (01H)",)
    (spell,) = (s for section in told.sections for s in section.statements if s.key.startswith("member-"))
    assert spell.text.startswith("Member of NHS Cumbria CCG (01H) from 2013-04-01")


def test_the_snapshot_has_the_names_of_those_that_had_several() -> None:
    def name(body: str, name: str, begins: str) -> NameAssignment:
        day = date.fromisoformat(begins) if begins else None
        return NameAssignment(body=body, name=name, valid_from=day, valid_to=None, sources=("a",), record="")

    names = [
        name("ccg-1", "Late", "2017-04-01"), name("ccg-1", "Early", "2013-04-01"), name("ccg-2", "Only", "2013-04-01"),
        name("ccg-3", "First", ""), name("ccg-3", "Second", "2015-01-01"),
    ]  # fmt: skip
    snapshot = Snapshot(edge_writing.encode({NameAssignment: names}))
    for body, day, called in (
        ("ccg-1", None, "Late"),
        ("ccg-1", "2017-03-31", "Early"),
        ("ccg-1", "2017-04-01", "Late"),
        ("ccg-1", "2000-01-01", "Early"),  # before the first, the first
        ("ccg-2", "2000-01-01", "Only"),
        ("ccg-3", "2014-12-31", "First"),
        ("ccg-3", "2015-01-01", "Second"),
        ("ccg-4", "2015-01-01", "ccg-4"),
    ):
        assert snapshot.name(body, date.fromisoformat(day) if day else None) == called
    assert snapshot["renamed"].rows == 4  # not the body with one name


def test_the_picture_has_every_name_of_those_beside_the_body(graph: Graph) -> None:
    named = {node.id: node.names for node in neighbourhood(graph.reader, "ccg-01H").nodes}
    assert [name for _, name in named["ccg-01H"]] == ["NHS Cumbria CCG", "NHS North Cumbria CCG"]
    assert named["stp-QE1"] == (
        (date(2016, 3, 1), "Lancashire and South Cumbria"),
        (date(2019, 4, 1), "Healthier Lancashire and South Cumbria"),
    )
    assert named["stp-QHM"] == ()  # one name alone
    assert len(named["practice-A82016"]) == 2  # with its membership
