"""The footprint page as text: what it draws, what it counts, its size, and that it runs nothing."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from paged import sentences

from nhsgraph.analyses.footprints.picture import DRAWN, Picture
from nhsgraph.analyses.footprints.report import Report
from nhsgraph.analyses.footprints.tiers import Basis, Tier
from nhsgraph.cli.footprints import FootprintsRequest
from nhsgraph.cli.footprints import run as run_footprints
from nhsgraph.graph import Graph
from nhsgraph.present import reports
from nhsgraph.present.html import footprint
from nhsgraph.present.html.page import render
from nhsgraph.present.text import Style

LIMIT = 120_000
HOSTILE = "\"'><script>hacked()</script><img src=x onerror=hacked()>{{7*7}}</title></svg>"


def drawn(graph: Graph, report: Report) -> tuple[Report, Picture]:
    found, picture = graph.footprints.pictured(report)
    assert picture is not None
    return found, picture


def written(graph: Graph, report: Report) -> str:
    return render(footprint.page(*graph.footprints.pictured(report)))


def test_an_stp_that_crosses_county_lines(graph: Graph) -> None:
    """Frimley Health: its CCGs lie in parts of Hampshire and Surrey, whose people are mostly in other STPs."""
    _, picture = drawn(graph, graph.footprints.body("stp-QNQ"))
    assert [figure.value for figure in picture.figures] == ["5 of 5", "2 of 5", "2 of 5", "43.4%"]
    crossing = {(f.a, f.b) for f in picture.flows if f.crosses}
    assert crossing == {
        ("authority-E10000014", "ccg-99M"),
        ("authority-E10000030", "ccg-99M"),
        ("authority-E10000030", "ccg-10C"),
        ("authority-E10000030", "ccg-11C"),
    }
    assert {(s.ccg, s.authority) for s in picture.squares if s.crosses} == {(b, a) for a, b in crossing}


def test_an_stp_that_crosses_none(graph: Graph) -> None:
    html = written(graph, graph.footprints.body("stp-QGH"))
    assert "across the STP line</title>" not in html
    assert 'class="flow over"' not in html
    assert 'class="out"' not in html
    assert html.count('class="flow"') == 8


def test_the_ccg_that_two_stps_share(graph: Graph) -> None:
    report, picture = drawn(graph, graph.footprints.nesting(Tier.CCG, Tier.STP))
    assert picture.figures[0].value == "208 of 209"
    assert [(f.a, f.b, f.share, f.crosses) for f in picture.flows if f.a == "ccg-01H"] == [
        ("ccg-01H", "stp-QT8", Decimal("0.630986"), False),
        ("ccg-01H", "stp-QE1", Decimal("0.369013"), True),
    ]
    html = render(footprint.page(report, picture))
    assert html.count('class="flow over"') == 2
    assert "36.9%, across the STP line" in html


def test_what_flows_into_a_ccg_flows_out_of_it_and_stands_in_the_table(graph: Graph) -> None:
    _, picture = drawn(graph, graph.footprints.nesting(Tier.AUTHORITY, Tier.STP))
    into: dict[str, Decimal] = defaultdict(Decimal)
    out: dict[str, Decimal] = defaultdict(Decimal)
    for flow in picture.flows:
        into[flow.b] += flow.weight
        out[flow.a] += flow.weight
    ccgs = picture.column(Tier.CCG)
    assert all(into[node.body] == out[node.body] == node.weight for node in ccgs)
    table = picture.numbers.table
    assert table is not None
    assert [row.cells[0] for row in table.rows] == [node.code for node in ccgs]
    shown = " ".join(str(row.cells[4]) for row in table.rows)
    assert all(node.name in shown for node in picture.column(Tier.AUTHORITY))
    assert (len(ccgs), picture.left_out) == (DRAWN, 4)


@pytest.mark.parametrize("day", [date(2016, 4, 1), date(2018, 4, 1)])
def test_pages_are_small_and_the_same_twice(graph: Graph, day: date) -> None:
    desk = graph.footprints
    made = (
        [
            desk.body(body, day)
            for body in ("ccg-05T", "ccg-08V", "stp-QE1", "region-Y57", "authority-E10000014")
        ]
        if day.year == 2016
        else [desk.body("stp-QHM", day), desk.body("region-Y56", day)]
    )
    made += [
        desk.nesting(a, b, day)
        for a in (Tier.CCG, Tier.AUTHORITY, Tier.STP, Tier.DISTRICT)
        for b in (Tier.STP, Tier.AUTHORITY, Tier.REGION)
        if a is not b
    ]
    for report in made:
        html = written(graph, report)
        assert len(html.encode("utf-8")) <= LIMIT, report.title
        assert "<script" not in html
        assert "script-src &#39;none&#39;" in html
    assert written(graph, made[0]) == written(graph, made[0])


def test_text_and_page_state_the_same(graph: Graph) -> None:
    report = graph.footprints.body("ccg-99M")
    plain = re.sub(r"\s+", " ", reports.render(report, "text", Style(width=100_000, all_rows=True)))
    said = sentences(written(graph, report))
    assert len(said) == sum(len(section.statements) for section in report.sections)
    for sentence in said:
        assert sentence in plain


def test_every_mark_leads_to_a_source(graph: Graph) -> None:
    html = written(graph, graph.footprints.body("stp-QNQ"))
    targets = set(re.findall(r'id="(source-\d+)"', html))
    assert set(re.findall(r"href=#(source-\d+)>", html)) <= targets
    assert targets


@pytest.mark.parametrize("body", ["practice-M81001", "federation-suffolk", "pct-5PL"])
def test_what_is_no_territory_of_ccgs_has_no_picture(graph: Graph, body: str) -> None:
    report = graph.footprints.body(body)
    assert graph.footprints.pictured(report) == (report, None)
    html = written(graph, report)
    assert "There is nothing to draw" in html
    assert "<svg" not in html


def test_other_bases_have_no_authorities(graph: Graph) -> None:
    _, picture = drawn(graph, graph.footprints.body("stp-QNQ", basis=Basis.REGISTERED))
    assert [tier for tier, _ in picture.columns] == [Tier.CCG, Tier.STP]
    assert picture.unit == ("registered patient", "registered patients")
    assert not picture.squares


def test_the_demonstration_area_is_marked(demo: Graph) -> None:
    html = written(demo, demo.footprints.body("stp-QX1"))
    assert "Fictional demonstration data." in html
    assert html.count("<svg") == 1


def test_hostile_names_stay_text(graph: Graph) -> None:
    report, picture = drawn(graph, graph.footprints.body("stp-QNQ"))
    named = tuple(
        (tier, tuple(node._replace(name=HOSTILE, code=HOSTILE) for node in nodes))
        for tier, nodes in picture.columns
    )
    hostile = replace(report, title=HOSTILE, subtitle=HOSTILE, headline=(HOSTILE,))
    html = render(footprint.page(hostile, replace(picture, columns=named)))
    assert "<script" not in html
    assert "<img" not in html
    assert "{{7*7}}" in html


def test_the_drawings_are_well_formed(graph: Graph) -> None:
    html = written(graph, graph.footprints.nesting(Tier.CCG, Tier.AUTHORITY))
    for svg in re.findall(r"<svg.*?</svg>", html, re.DOTALL):
        root = ET.fromstring(svg)
        assert root.find("title") is not None
        assert root.find("desc") is not None
        assert "NaN" not in svg


def test_the_command_writes_the_page(tmp_path: Path, graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nhsgraph.cli.session.open_graph", lambda *_: graph)
    out = tmp_path / "frimley.html"
    assert run_footprints(FootprintsRequest(body="QNQ", output=str(out))) == 0
    assert "<title>Frimley Health · footprints · nhsgraph</title>" in out.read_text(encoding="utf-8")
