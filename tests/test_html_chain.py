"""The accountability page as text: lanes, lines, levels; the same facts as the other formats; a bounded size."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paged import sentences, words

from nhsgraph.analyses.accountability import report
from nhsgraph.analyses.accountability.picture import Picture, picture
from nhsgraph.errors import UsageError
from nhsgraph.graph import Graph
from nhsgraph.present.html import chain
from nhsgraph.present.html.chain_layout import BOX, PLACE, Edge, placed
from nhsgraph.present.html.chain_svg import LANES, STYLES, draw

DAY = date(2016, 4, 1)


def drawn(graph: Graph, body: str, day: date = DAY, function: str = "") -> Picture:
    made = picture(graph.reader, body, day, function=function)
    assert made is not None
    return made


def page(graph: Graph, body: str, day: date = DAY) -> str:
    return chain.render(report.chain(graph.reader, body, day), drawn(graph, body, day))


def lines(made: Picture, level: str) -> set[tuple[str, str, str]]:
    return {(tie.party, tie.above, tie.type) for tie in made.ties if tie.level == level}


def test_an_unknown_level_has_a_picture_for_all_and_one_for_each_possibility(graph: Graph) -> None:
    made = drawn(graph, "ccg-05T")
    assert not made.known
    assert made.levels == ("greater-involvement", "joint", "delegated")
    assert ("nhse", "secretary-of-state", "statutory") in lines(made, "")
    assert lines(made, "delegated") >= {("ccg", "nhse", "delegated"), ("pccc", "ccg", "corporate")}
    assert lines(made, "joint") >= {("joint-committee", "nhse", "corporate")}
    assert not {line for line in lines(made, "") if "pccc" in line or "delegated" in line}
    titles = re.findall(r"<figcaption>(.*?)</figcaption>", page(graph, "ccg-05T"))
    assert titles == ["At every level", "If greater involvement", "If joint", "If delegated"]


def test_delegation_stands_beside_what_nhs_england_keeps(demo: Graph) -> None:
    made = drawn(demo, "ccg-X01", date(2016, 5, 1))
    assert made.known
    assert {("ccg", "nhse", "delegated"), ("nhse", "secretary-of-state", "statutory")} <= lines(made, "")
    (figure,) = re.findall(
        r"<svg[^>]*class=\"chain\".*?</svg>", page(demo, "ccg-X01", date(2016, 5, 1)), re.DOTALL
    )
    assert 'class="delegated" data-line' in figure
    assert 'class="statute" data-line' in figure


def test_there_is_no_committee_and_no_partnership_before_there_were_any(graph: Graph) -> None:
    made = drawn(graph, "ccg-05T", date(2014, 6, 1))
    assert made.known
    assert not {"pccc", "joint-committee", "stp"} & {party.role for party in made.parties}


def test_standing_shows_in_the_box(graph: Graph) -> None:
    parties = {party.role: party for party in drawn(graph, "ccg-05T").parties}
    assert parties["stp"].label == "Herefordshire and Worcestershire"
    assert not parties["stp"].statutory
    assert parties["ccg"].statutory
    assert parties["ccg"].asked
    assert not parties["ccg"].implied
    assert parties["pccc"].implied
    assert parties["pccc"].statutory
    assert parties["nhse"].through == "NHS England Midlands and East (West Midlands)"
    html = page(graph, "ccg-05T")
    assert 'class="box unstatutory" href="#of-stp"' in html
    assert 'class="box implied" href="#of-pccc"' in html
    assert 'class="box asked" href="#of-ccg"' in html


def test_one_function_keeps_its_lines_and_those_above_nhs_england(demo: Graph) -> None:
    assert lines(drawn(demo, "ccg-X01", date(2016, 5, 1), "coi"), "") == {
        ("ccg", "monitor", "regulatory"),
        ("ccg", "nhse", "assurance"),
        ("ccg", "practice", "membership"),
        ("governing-body", "ccg", "corporate"),
        ("pccc", "ccg", "corporate"),
        ("nhse", "dh", "political"),
        ("dh", "secretary-of-state", "political"),
        ("secretary-of-state", "parliament", "political"),
    }


def test_a_function_without_a_line_of_the_body_has_no_picture(demo: Graph) -> None:
    assert picture(demo.reader, "ccg-X01", date(2016, 5, 1), function="F-INSPECT") is None
    with pytest.raises(UsageError, match="there is no function “tea”"):
        picture(demo.reader, "ccg-X01", date(2016, 5, 1), function="tea")


def test_a_body_without_a_line_has_sentences_and_no_picture(graph: Graph) -> None:
    assert picture(graph.reader, "authority-E06000026", DAY) is None
    html = chain.render(report.chain(graph.reader, "authority-E06000026", DAY))
    assert "<svg" not in html
    assert "<script" not in html
    assert "is known here." in html


@pytest.mark.parametrize(("body", "day"), [("05T", "2016-04-01"), ("05Q", "2016-04-01"), ("15C", "2019-04-01"), ("00D", "2016-04-01")])  # fmt: skip
def test_it_is_at_most_120_kilobytes_and_the_same_bytes_again(graph: Graph, body: str, day: str) -> None:
    first = page(graph, f"ccg-{body}", date.fromisoformat(day))
    assert len(first.encode()) <= 120_000
    assert page(graph, f"ccg-{body}", date.fromisoformat(day)) == first


@pytest.mark.parametrize("body", ["ccg-05T", "ccg-15C", "ccg-99P"])
def test_every_function_by_itself_takes_no_more_than_a_page_and_says_all(graph: Graph, body: str) -> None:
    day = date(2018, 4, 1)
    explanation = report.chain(graph.reader, body, day, all_functions=True)
    html = chain.render(explanation, drawn(graph, body, day))
    assert len(html.encode()) <= 120_000
    assert sentences(html) == [words(s.text) for part in explanation.sections for s in part.statements]
    assert html.count("as above</a>") > 10
    assert html.count('class="same"') > 10


@pytest.mark.parametrize(("body", "day"), [("ccg-05T", "2016-04-01"), ("ccg-05T", "2014-06-01"), ("practice-M81004", "2016-04-01"), ("body-nhs-england", "2016-04-01")])  # fmt: skip
def test_the_page_says_every_sentence_of_the_other_formats_and_every_line_of_the_picture(
    graph: Graph, body: str, day: str
) -> None:
    when = date.fromisoformat(day)
    explanation = report.chain(graph.reader, body, when)
    html = page(graph, body, when)
    assert sentences(html) == [words(s.text) for part in explanation.sections for s in part.statements]
    made = drawn(graph, body, when)
    assert len(re.findall('<li id="line-', html)) == len(made.ties)
    for tie in made.ties:
        assert f'<li id="line-{tie.number}"' in html
        assert f'href="#line-{tie.number}" data-line' in html
        assert tie.statement.cites
    for party in made.parties:
        assert f'<h3 id="of-{party.role}">' in html


def test_every_end_of_a_line_has_a_lane(graph: Graph) -> None:
    known = {role for _, roles in LANES for role in roles}
    for day in (date(2014, 6, 1), DAY):
        assert {party.role for party in drawn(graph, "ccg-05T", day).parties} <= known


def test_kinds_of_lines_differ_without_colour() -> None:
    looks = [(style.dash, style.weight) for style in STYLES]
    assert len(set(looks)) == len(looks)


def test_at_most_one_crossing_at_every_level(graph: Graph) -> None:
    made = drawn(graph, "ccg-05T")
    for level in ("", *made.levels):
        assert draw(made.parties, made.at(level), "").crossings <= 1


def test_up_is_up(graph: Graph) -> None:
    made = drawn(graph, "ccg-05T")
    drawing = draw(made.parties, made.ties, "")
    heights = {str(box["role"]): int(str(box["y"])) for box in drawing.boxes}
    for tie in made.ties:
        if tie.type == "membership":
            assert heights[tie.above] > heights[tie.party]
        else:
            assert heights[tie.above] < heights[tie.party], tie


def graphs() -> st.SearchStrategy[tuple[list[list[str]], list[Edge]]]:
    sizes = st.lists(st.integers(1, 4), min_size=2, max_size=6)

    def edges(counts: Sequence[int]) -> st.SearchStrategy[tuple[list[list[str]], list[Edge]]]:
        lanes = [[f"{lane}.{n}" for n in range(count)] for lane, count in enumerate(counts)]
        pairs = [
            (a, b) for i, x in enumerate(lanes) for j, y in enumerate(lanes) if i != j for a in x for b in y
        ]
        picked = st.lists(st.sampled_from(pairs), max_size=10)
        return picked.map(lambda p: (lanes, [Edge(id=n, start=a, end=b) for n, (a, b) in enumerate(p)]))

    return sizes.flatmap(edges)


@settings(max_examples=40, deadline=None)
@given(graphs())
def test_boxes_and_passing_lines_never_overlap_in_a_lane(given_: tuple[list[list[str]], list[Edge]]) -> None:
    lanes, edges = given_
    layout = placed(lanes, edges)
    assert layout == placed(lanes, edges)
    for number, lane in enumerate(lanes):
        taken = [(layout.x[name], BOX) for name in lane]
        taken += [(x, PLACE) for via in layout.via.values() for at, x in via if at == number]
        for (a, wide), (b, other) in pairwise(sorted(taken)):
            assert b - a >= (wide + other) / 2


@pytest.mark.parametrize("more", [(), ("--matrix",), ("--gaps",), ("--function", "contract")])
def test_the_command_writes_a_page(run: object, tmp_path: Path, more: tuple[str, ...]) -> None:
    assert callable(run)
    out = tmp_path / "x.html"
    done = run("chain", "05T", "--as-of", "2016-04-01", *more, "-o", str(out))
    assert (done.returncode, done.stdout) == (0, "")
    html = out.read_text(encoding="utf-8")
    assert html.startswith("<!doctype html>")
    assert ('class="chain"' in html) == (more in {(), ("--function", "contract")})
