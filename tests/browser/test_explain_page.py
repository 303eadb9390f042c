"""The explain page in a browser: what it shows, what it asks for, what it lets happen."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from opened import Open, Visit

from nhsgraph import showing
from nhsgraph.analyses.explanation import Explanation
from nhsgraph.analyses.neighbourhood import Neighbourhood, neighbourhood
from nhsgraph.graph import Graph
from nhsgraph.present.html import explain

BODIES = ("05T", "08V", "15C", "99P", "01H")
HOSTILE = "\"'><img src=x onerror=hacked()><script>hacked()</script></script><!--{{7*7}}=href="


@cache
def page_of(graph: Graph, body: str, as_of: str | None = None) -> str:
    return showing.html(graph.reader, graph.explain(body, as_of))


def count(visit: Visit, kind: str) -> int:
    return int(visit.text(f"[data-count={kind}]"))


@pytest.mark.parametrize("body", BODIES)
def test_it_asks_for_nothing_breaks_no_rule_of_axe_and_prints_on_four_sheets(
    graph: Graph, visit: Open, body: str
) -> None:
    opened = visit(page_of(graph, body))
    assert opened.violations() == []
    # A printed summary is at most four sheets and says what it leaves out.
    printed = opened.page.pdf(format="A4")
    assert 1 <= len(re.findall(rb"/Type\s*/Page[^s]", printed)) <= 4
    assert opened.asked == []
    assert opened.said == []
    opened.page.emulate_media(media="print")
    assert "more rows of this table are not printed" in opened.text("#text")
    assert opened.page.locator("#printed svg").count() == 1


def test_every_tab_and_a_chosen_path_pass_axe(demo: Graph, visit: Open) -> None:
    opened = visit(page_of(demo, "X01", "2017-01-01"))
    for tab in ("tab-selected", "tab-nodes", "tab-paths"):
        opened.page.click(f"#{tab}")
        assert opened.violations() == []
    opened.page.keyboard.press("]")
    assert opened.page.locator("article[aria-current=true] ol li").count() >= 1
    assert opened.violations() == []
    assert "Fictional demonstration data" in opened.text(".notice")


def test_counts_follow_the_date(graph: Graph, visit: Open) -> None:
    opened = visit(page_of(graph, "05T", "2016-04-01"))
    assert count(opened, "practice") == 33
    assert count(opened, "stp") == 1
    for _ in range(2):
        opened.page.keyboard.press(",")
    assert opened.text("#day") == "2016-02-01"
    assert count(opened, "stp") == 0
    assert "from 2016-03" in opened.page.locator("#panel-nodes").inner_text()
    assert opened.text("#moved-to") == "2016-02-01"
    opened.page.click("#all-dates")
    assert count(opened, "stp") == 1


def test_a_practice_that_left_says_so(graph: Graph, visit: Open) -> None:
    opened = visit(page_of(graph, "05T", "2018-04-01"))
    assert "left 2016-05-31" in opened.page.locator("#panel-nodes").inner_text()
    assert count(opened, "practice") == 32


def test_the_name_follows_the_date(graph: Graph, visit: Open) -> None:
    text = "globalThis.nhsgraph.called(globalThis.nhsgraph.nodes.get('ccg-01H'))[0]"
    opened = visit(page_of(graph, "01H", "2018-04-01"), "#at=2016-04")
    assert opened.page.evaluate(text) == "NHS Cumbria CCG"
    opened.page.evaluate("location.hash = 'at=2018-04'")
    opened.page.wait_for_function("document.getElementById('day').textContent === '2018-04-01'")
    assert opened.page.evaluate(text) == "NHS North Cumbria CCG"


def test_the_legend_is_the_filter(graph: Graph, visit: Open) -> None:
    opened = visit(page_of(graph, "05T", "2016-04-01"))
    hidden = "globalThis.nhsgraph.model.nodes.filter((n) => !globalThis.nhsgraph.nodeShown(n)).length"
    assert opened.page.evaluate(hidden) == 0
    opened.page.uncheck("[data-kind=practice]")
    assert opened.page.evaluate(hidden) == 33
    assert "RIVERSIDE SURGERY" not in opened.page.evaluate("globalThis.nhsgraph.svgText()")


def test_search_finds_by_code_and_the_panel_cites(graph: Graph, visit: Open) -> None:
    opened = visit(page_of(graph, "05T", "2016-04-01"))
    opened.page.keyboard.press("/")
    opened.page.keyboard.type("m81004")
    opened.page.keyboard.press("Enter")
    panel = opened.page.locator("#panel-selected")
    assert "RIVERSIDE SURGERY" in panel.inner_text()
    number = panel.locator("a[href^='#source-']").first.get_attribute("href")
    assert opened.page.locator(str(number)).count() == 1
    opened.page.wait_for_url("**#node=practice-M81004")
    opened.page.keyboard.press("Escape")
    opened.page.locator("#tab-nodes").focus()
    opened.page.keyboard.press("Escape")
    opened.page.wait_for_url(lambda url: "#" not in url)


def test_a_deep_link_opens_a_path(demo: Graph, visit: Open) -> None:
    html = page_of(demo, "X01", "2017-01-01")
    model = json.loads(re.search(r'id="model">(.*?)</script>', html).group(1))  # type: ignore[union-attr]
    path = next(p for p in model["paths"] if len({n for s in p["steps"] for n in s["links"]}) >= 3)
    opened = visit(html, f"#path={path['id']}&at=2016-06-01")
    card = opened.page.locator("article[aria-current=true]")
    assert path["title"] in card.inner_text()
    assert card.locator("ol li").count() == len(path["steps"])
    lit = opened.page.evaluate("[...globalThis.nhsgraph.lit().links].sort((a, b) => a - b)")
    assert lit == sorted({n for step in path["steps"] for n in step["links"]})


def test_no_path_on_the_date_says_how_many_on_others(demo: Graph, visit: Open) -> None:
    opened = visit(page_of(demo, "X01", "2017-01-01"), "#at=2013-04-01")
    said = opened.page.locator("#panel-paths p").first.inner_text()
    state = opened.page.evaluate("globalThis.nhsgraph.model.paths.map(globalThis.nhsgraph.pathHolds)")
    assert state.count("no") > 0
    assert f"; {state.count('no')} hold on other dates" in said
    now = state.count("yes")
    assert said.startswith(
        f"{now} of {len(state)} hold on 2013-04-01" if now else "None is known to hold on 2013-04-01"
    )


def test_a_body_without_paths_does_not_say_that_there_were_none(graph: Graph, visit: Open) -> None:
    html = explain.render(graph.explain("05T", "2016-04-01"), neighbourhood(graph.reader, "ccg-05T"))
    assert "not what there was" in visit(html).page.locator("#panel-paths").text_content()  # type: ignore[operator]


def test_exports_match_the_screen(graph: Graph, visit: Open) -> None:
    opened = visit(page_of(graph, "05T", "2016-04-01"))
    opened.page.uncheck("[data-link-kind=payment]")
    text = opened.page.evaluate("globalThis.nhsgraph.csv()")
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert len([row for row in rows if row["relation"] == "is a member of"]) == 33
    assert not [row for row in rows if row["relation"] == "paid"]
    data = json.loads(opened.page.evaluate("globalThis.nhsgraph.json()"))
    assert len(data["links"]) == len(rows)
    assert data["as_of"] == "2016-04-01"
    with opened.page.expect_download() as download:
        opened.page.click("#export summary")
        opened.page.click("[data-export=png]")
    assert download.value.suggested_filename == "05T-2016-04-01.png"
    assert Path(download.value.path()).read_bytes().startswith(b"\x89PNG")
    with opened.page.expect_download() as download:
        opened.page.click("#export summary")
        opened.page.click("[data-export=svg]")
    assert Path(download.value.path()).read_text(encoding="utf-8").count("<rect") > 33


def test_cells_that_begin_like_a_formula_are_guarded(graph: Graph, visit: Open) -> None:
    around = neighbourhood(graph.reader, "practice-M81004")
    nodes = tuple(replace(node, name="=1+1" if node.kind == "CCG" else "@x") for node in around.nodes)
    opened = visit(explain.render(graph.explain("M81004"), replace(around, nodes=nodes)))
    text = opened.page.evaluate("globalThis.nhsgraph.csv()")
    assert "'=1+1" in text
    assert "'@x" in text
    assert ",=1+1" not in text


def poisoned(value: Any) -> Any:
    """A value with hostile text at the end of every text in it; what is equal stays equal."""
    if isinstance(value, str):
        return value + HOSTILE
    if isinstance(value, tuple):
        return tuple(poisoned(one) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        kept = {"url"}
        return replace(
            value, **{f.name: poisoned(getattr(value, f.name)) for f in fields(value) if f.name not in kept}
        )
    return value


def test_hostile_text_in_every_field_runs_nothing(demo: Graph, visit: Open) -> None:
    explanation: Explanation = poisoned(demo.explain("X01", "2017-01-01"))
    conflicts = showing.conflicts(demo.reader, "ccg-X01", {})
    around: Neighbourhood = poisoned(neighbourhood(demo.reader, "ccg-X01", conflicts))
    evil = tuple(replace(source, url="javascript:hacked()") for source in explanation.sources)
    html = explain.render(replace(explanation, sources=evil), around)
    assert 'href="javascript:' not in html
    opened = visit("<!-- -->" + html)
    opened.page.evaluate("void (globalThis.hacked = () => { globalThis.ran = true; })")
    for tab in ("tab-selected", "tab-nodes", "tab-paths"):
        opened.page.click(f"#{tab}")
    opened.page.keyboard.press("]")
    opened.page.fill("#search", "img")
    opened.page.keyboard.press("Enter")
    opened.page.hover("#network")
    opened.page.evaluate(
        "globalThis.nhsgraph.forPrint(); globalThis.nhsgraph.csv(); globalThis.nhsgraph.json()"
    )
    assert opened.page.evaluate("globalThis.ran") is None
    assert opened.page.locator("img").count() == 0
    assert opened.asked == []
    assert opened.said == []


def test_the_policy_refuses_what_gets_in_anyway(graph: Graph, visit: Open) -> None:
    html = page_of(graph, "05T", "2016-04-01").replace(
        '<p class="answer">',
        '<img src="x" onerror="globalThis.ran=1"><script>globalThis.ran=1</script><p class="answer">',
    )
    opened = visit(html)
    assert opened.page.evaluate("globalThis.ran") is None
    assert any("Content Security Policy" in line for line in opened.said)
    refused = "fetch('https://example.org/').then(() => 'fetched', () => 'refused')"
    assert opened.page.evaluate(refused) == "refused"


def test_a_shared_script_beside_the_page_is_allowed_and_nothing_else(
    graph: Graph, browser: Any, tmp_path: Path
) -> None:
    from nhsgraph.present.html.page import render, shared_assets

    page = showing.page(graph.reader, graph.explain("05T", "2016-04-01"))
    (tmp_path / "assets").mkdir()
    for name, text in shared_assets([page]).items():
        (tmp_path / "assets" / name).write_text(text, encoding="utf-8", newline="")
    html = render(page, "assets/")
    assert len(html.encode()) < 160_000
    (tmp_path / "05T.html").write_text(html, encoding="utf-8")
    opened = browser.new_page()
    opened.goto((tmp_path / "05T.html").as_uri())
    opened.wait_for_selector("html[data-ready]", state="attached", timeout=10_000)
    opened.close()
