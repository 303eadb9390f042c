"""The explain page as text: the same facts as the other formats, the same bytes, a bounded size, nothing on top of anything."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paged import sentences, words

from nhsgraph import showing
from nhsgraph.analyses.neighbourhood import Link, Neighbourhood, Node, neighbourhood
from nhsgraph.graph import Graph
from nhsgraph.period import Holds
from nhsgraph.present import as_json, markdown, text
from nhsgraph.present.html import layout
from nhsgraph.query import Table

BODIES = ("05T", "08V", "15C", "99P", "01H")
DAY = date(2016, 4, 1)


@pytest.mark.parametrize(
    ("body", "day"),
    [("05T", "2016-04-01"), ("99P", "2018-04-01"), ("QGH", "2018-04-01"), ("M81004", "2016-04-01")],
)
def test_text_markdown_json_and_page_state_the_same(graph: Graph, body: str, day: str) -> None:
    explanation = graph.explain(body, day)
    said = [words(s.text) for section in explanation.sections for s in section.statements]
    page = showing.html(graph.reader, explanation)
    assert sentences(page) == said
    data = json.loads(as_json.render(explanation))
    assert [words(s["text"]) for section in data["sections"] for s in section["statements"]] == said
    plain = words(text.render(explanation, text.Style(width=100_000, all_rows=True)))
    marked = words(re.sub(r"\\(.)", r"\1", markdown.render(explanation)))
    for sentence in said:
        assert sentence in plain
        assert sentence in marked
    rows = sum(len(section.table.rows) for section in explanation.sections if section.table)
    assert page.count("<tr") - page.count("<thead><tr>") == rows


@pytest.mark.parametrize("body", [*BODIES, "15E"])
def test_a_page_is_at_most_650_kilobytes(graph: Graph, body: str) -> None:
    assert len(showing.html(graph.reader, graph.explain(body)).encode()) <= 650_000


def test_every_citation_of_the_picture_is_in_the_list(graph: Graph) -> None:
    html = showing.html(graph.reader, graph.explain("05T", DAY))
    (data,) = re.findall(r'id="model">(.*?)</script>', html)
    model = json.loads(data)
    marks = {n for said in model["alike"] for n in said["marks"]}
    assert all(said["marks"] for said in model["alike"])
    assert set(model["links"]) == set(range(len(model["alike"])))
    assert max(marks) <= html.count('<li id="source-')


def test_the_same_input_gives_the_same_bytes_in_another_process(graph: Graph, cache: Path) -> None:
    code = (
        "import nhsgraph, sys; from nhsgraph import showing; g = nhsgraph.load(cache=sys.argv[1]);"
        "sys.stdout.buffer.write(showing.html(g.reader, g.explain('01H', '2018-04-01')).encode())"
    )
    made = [
        subprocess.run(
            [sys.executable, "-c", code, str(cache)],
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]
    assert made[0] == made[1]
    assert made[0].decode() == showing.html(graph.reader, graph.explain("01H", "2018-04-01"))


def overlapping(around: Neighbourhood) -> list[tuple[str, str]]:
    boxes = layout.place(around).boxes
    assert set(boxes) == {node.id for node in around.nodes}
    return [
        (a, b)
        for (a, p), (b, q) in combinations(boxes.items(), 2)
        if abs(p.x - q.x) < (p.width + q.width) / 2 and abs(p.y - q.y) < (p.height + q.height) / 2
    ]


@pytest.mark.parametrize("body", [*BODIES, "QGH", "Y55", "E10000034"])
def test_no_box_lies_on_another(graph: Graph, body: str) -> None:
    assert overlapping(neighbourhood(graph.reader, graph.resolve(body)[0])) == []


def test_no_box_of_the_demonstration_lies_on_another(demo: Graph) -> None:
    around = neighbourhood(demo.reader, "ccg-X01", showing.conflicts(demo.reader, "ccg-X01", {}))
    assert overlapping(around) == []


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                [
                    "Person",
                    "Company",
                    "GPPractice",
                    "LocalAuthority",
                    "PCCC",
                    "ContractAward",
                    "STP",
                    "Parliament",
                    "X",
                ]
            ),
            st.text(max_size=90),
            st.sampled_from(["member", "seat", "payment", "overlap", "other"]),
            st.booleans(),
        ),
        max_size=60,
    )
)
def test_any_neighbourhood_has_a_place_for_everything(kinds: list[tuple[str, str, str, bool]]) -> None:
    nodes = [Node(id="body", kind="CCG", name="B")]
    links = []
    for number, (kind, name, relation, up) in enumerate(kinds):
        nodes.append(Node(id=f"n{number}", kind=kind, name=name))
        ends = ("body", f"n{number}") if up else (f"n{number}", "body")
        links.append(
            Link(id=f"l{number}", subject=ends[0], object=ends[1], kind=relation, text="t", cites=())
        )
    assert overlapping(Neighbourhood(nodes=tuple(nodes), links=tuple(links), paths=(), sources=())) == []


@pytest.mark.parametrize(("body", "columns"), [("05T", 7), ("99P", 11), ("15E", 14)])
def test_a_picture_is_as_wide_as_lets_a_screen_show_it_largest(graph: Graph, body: str, columns: int) -> None:
    around = neighbourhood(graph.reader, graph.resolve(body)[0])
    boxes = layout.place(around).boxes
    tops = Counter(boxes[n.id].y - boxes[n.id].height // 2 for n in around.nodes if n.kind == "GPPractice")
    assert max(tops.values()) == columns
    across = max(b.x + b.width / 2 for b in boxes.values()) - min(b.x - b.width / 2 for b in boxes.values())
    assert 1.5 < across / max(b.y + b.height / 2 for b in boxes.values()) < 2.2


def test_the_neighbourhood_of_05t(graph: Graph) -> None:
    around = neighbourhood(graph.reader, "ccg-05T")
    kinds = [node.kind for node in around.nodes]
    assert kinds.count("GPPractice") == 33
    assert sum(link.kind == "member" and link.holds(DAY) is Holds.YES for link in around.links) == 33
    assert (
        sum(link.kind == "member" and link.holds(date(2018, 4, 1)) is Holds.YES for link in around.links)
        == 32
    )
    paid = [link for link in around.links if link.kind == "payment"]
    assert {link.detail for link in paid} == {
        "£2.93m in 2018/19, invoices over £25,000",
        "£140k in 2018/19, invoices over £25,000",
    }
    # Spend was examined for one year: of the others nothing is known.
    assert {link.holds(date(2018, 6, 1)) for link in paid} == {Holds.YES}
    assert {link.holds(DAY) for link in paid} == {Holds.UNKNOWN}


def test_what_an_authority_shares_is_drawn_from_one_measurement_to_the_next(graph: Graph) -> None:
    around = neighbourhood(graph.reader, "ccg-99P")
    for day in (date(2013, 4, 1), date(2016, 4, 1), date(2018, 6, 1)):
        held = [
            link.object for link in around.links if link.kind == "overlap" and link.holds(day) is Holds.YES
        ]
        assert sorted(held) == ["authority-E06000026", "authority-E10000008"]


def test_a_practice_that_no_seat_leads_to_is_not_drawn(demo: Graph) -> None:
    around = neighbourhood(demo.reader, "ccg-X01")
    names = {node.id for node in around.nodes}
    assert "person-demo-06" in names  # on the committee of X01
    assert "person-demo-11" not in names  # on the one of X02


def test_a_path_walks_links_whose_ends_its_steps_name(demo: Graph) -> None:
    around = neighbourhood(demo.reader, "ccg-X01", showing.conflicts(demo.reader, "ccg-X01", {}))
    links = {link.id: link for link in around.links}
    names = {node.id: node.name for node in around.nodes}
    assert len(around.paths) > 5
    for path in around.paths:
        for step in path.steps:
            for walked in step.links:
                ends = {names[links[walked].subject], names[links[walked].object]}
                assert any(end in step.text for end in ends), (path.id, step.text, walked)


def test_suppressed_paths_are_not_on_the_page(demo: Graph) -> None:
    found = showing.conflicts(demo.reader, "ccg-X01", {})
    left = showing.conflicts(demo.reader, "ccg-X01", {found[0].id: "reported as wrong"})
    assert {one.id for one in found} - {one.id for one in left} == {found[0].id}


def test_what_a_notebook_shows_is_escaped_and_bounded(graph: Graph) -> None:
    assert "NHS South Worcestershire CCG (05T)" in graph.explain("05T", DAY)._repr_html_()
    made = Table(("<b>",), [("<script>x</script>",)] * 40)._repr_html_()
    assert "<script>" not in made
    assert "<b>" not in made
    assert "10 more rows." in made


def test_show_writes_one_file_and_opens_it(
    graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    shown = graph.show("05T", "2016-04-01", output=tmp_path / "a.html")
    assert opened == [(tmp_path / "a.html").as_uri()]
    assert shown.path.read_text(encoding="utf-8") == shown.html
    assert 'sandbox="allow-scripts allow-downloads"' in shown._repr_html_()
    assert "<script" not in shown._repr_html_()
    monkeypatch.setitem(sys.modules, "ipykernel", sys)
    graph.show("05T", "2016-04-01", output=tmp_path / "a.html")
    assert len(opened) == 1
