"""Paths between two bodies on a date: real ones, near misses, and what is left out."""

from __future__ import annotations

import re
from datetime import date

import pytest

from nhsgraph import hops
from nhsgraph.analyses import paths
from nhsgraph.analyses.explanation import Explanation
from nhsgraph.errors import OutsideLife, UnknownBody, UsageError
from nhsgraph.graph import Graph
from nhsgraph.present import as_json, text

DAY = date(2016, 4, 1)


def steps(found: Explanation) -> list[tuple[object, object]]:
    return [
        (s.facts["kind"], s.facts["walked_to"]) for s in found.sections[0].statements if "kind" in s.facts
    ]


def test_a_practice_and_its_region(graph: Graph) -> None:
    found = paths.path(graph.reader, "practice-M81001", "region-Y55", DAY)
    assert len(steps(found)) == 2
    assert steps(found)[0][0] == "membership"
    assert steps(found)[1] == ("coverage", "region-Y55")
    assert found.headline == ("2 hops",)
    assert all(s.cites for section in found.sections for s in section.statements)


def test_the_way_back_has_the_same_hops(graph: Graph) -> None:
    there = paths.path(graph.reader, "practice-M81001", "region-Y55", DAY)
    back = paths.path(graph.reader, "region-Y55", "practice-M81001", DAY)
    relations = [[s.facts["relation"] for s in found.sections[0].statements] for found in (there, back)]
    assert relations[0] == relations[1][::-1]


def test_south_worcestershire_and_its_provider(graph: Graph) -> None:
    found = paths.path(graph.reader, "ccg-05T", "provider-sw-healthcare", date(2014, 6, 1))
    assert len(steps(found)) == 1
    weakest = found.sections[1].statements[0]
    assert weakest.facts["grade"] == "stated"
    assert "its evidence is stated" in weakest.text


def test_two_bodies_that_nothing_connects(graph: Graph) -> None:
    found = paths.path(graph.reader, "practice-M81001", "region-Y54", DAY)
    assert found.headline == ("no path",)
    assert "does not say that there was none" in found.sections[0].statements[0].text


@pytest.mark.parametrize("ends", [("ccg-05T", "practice-M81001"), ("practice-M81001", "ccg-05T")])
def test_a_body_that_was_not_there_on_the_day(graph: Graph, ends: tuple[str, str]) -> None:
    with pytest.raises(
        OutsideLife, match=r"\(05T\) began on 2013-04-01, after 2012-04-01\. Before it: Worcestershire PCT"
    ):
        paths.path(graph.reader, *ends, date(2012, 4, 1), most=2)


def test_a_successor_that_begins_on_the_day(graph: Graph) -> None:
    found = paths.path(graph.reader, "ccg-05T", "ccg-18C", date(2020, 4, 1), follow=["succession"])
    assert steps(found)[0] == ("succession", "ccg-18C")


def test_without_a_date_the_answer_says_that_nobody_chose_it(graph: Graph) -> None:
    found = paths.path(graph.reader, "practice-M81001", "region-Y55")
    assert (found.as_of, found.as_of_chosen) == (DAY, False)
    assert found.sections == paths.path(graph.reader, "practice-M81001", "region-Y55", DAY).sections


def test_a_shared_territory_is_followed_only_when_asked(graph: Graph) -> None:
    day = date(2017, 4, 1)
    without = paths.path(graph.reader, "ccg-05T", "authority-E10000034", day, most=1)
    assert steps(without) == []
    assert any("Left out: overlap" in s.text for s in without.sections[-1].statements)
    asked = paths.path(graph.reader, "ccg-05T", "authority-E10000034", day, most=1, follow=["overlap"])
    assert steps(asked) == [("overlap", "authority-E10000034")]


def test_a_kind_that_is_taken_away(graph: Graph) -> None:
    found = paths.path(graph.reader, "practice-M81001", "region-Y55", DAY, most=2, leave_out=["coverage"])
    assert steps(found) == []
    assert any(s.text == "Left out: coverage. By request." for s in found.sections[-1].statements)


@pytest.mark.parametrize("ends", [("ccg-05T", "site-1"), ("site-2", "ccg-05T")])
def test_anonymous_sites_are_not_looked_for(graph: Graph, ends: tuple[str, str]) -> None:
    found = paths.path(graph.reader, *ends, DAY, follow=["overlap", "succession", "listing", "payment"])
    assert steps(found) == []
    assert "anonymous" in found.sections[0].statements[0].text


def test_one_body_twice(graph: Graph) -> None:
    assert (
        paths.path(graph.reader, "ccg-05T", "ccg-05T", DAY).sections[0].statements[0].text
        == "The two are one body."
    )


def test_fictional_paths_say_so(demo: Graph) -> None:
    found = paths.path(demo.reader, "practice-X90001", "ccg-X02", DAY)
    assert found.fictional
    assert steps(found)[0] == ("membership", "ccg-X01")
    assert "fictional data" in text.render(found, text.Style(width=90))
    assert '"fictional": true' in as_json.render(found)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ({"follow": ["nonsense"]}, "no kind of relation “nonsense”"),
        ({"most": 0}, "1 to 10 hops"),
        ({"most": 11}, "not 11"),
    ],
)
def test_arguments_that_make_no_sense(graph: Graph, arguments: dict[str, object], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        paths.path(graph.reader, "ccg-05T", "region-Y55", DAY, **arguments)  # type: ignore[arg-type]


def test_everything_left_out(graph: Graph) -> None:
    with pytest.raises(UsageError, match="every kind of relation is left out"):
        paths.path(graph.reader, "ccg-05T", "region-Y55", DAY, leave_out=list(hops.kinds()))


def test_a_body_that_is_not_there(graph: Graph) -> None:
    with pytest.raises(UnknownBody):
        paths.path(graph.reader, "ccg-05T", "ccg-ZZZ", DAY)


def test_no_verdict_in_any_verb() -> None:
    for kind in hops.kinds().values():
        assert not re.search(r"accountable|answers to|oversee|report", kind.verb), kind.name


def test_a_path_that_is_not_there_says_who_tells_lines_of_accountability(graph: Graph) -> None:
    told = paths.path(graph.reader, "ccg-05T", graph.resolve("NHS England")[0], DAY)
    assert told.headline == ("no path",)
    (meaning,) = (s for section in told.sections for s in section.statements if s.key == "meaning")
    assert meaning.text.endswith("told by: nhsgraph chain 05T --as-of 2016-04-01")
