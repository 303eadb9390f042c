"""The accountability page in a browser: what it asks for, what choosing a box does, and that it works without that."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from opened import Open

from nhsgraph.analyses.accountability import report
from nhsgraph.analyses.accountability.picture import picture
from nhsgraph.graph import Graph
from nhsgraph.present.html import chain

HOSTILE = "\"'><img src=x onerror=hacked()><script>hacked()</script></script><!--{{7*7}}=href="
DAY = date(2016, 4, 1)


@cache
def page_of(graph: Graph, body: str, day: date = DAY) -> str:
    return chain.render(report.chain(graph.reader, body, day), picture(graph.reader, body, day))


@pytest.mark.parametrize("body", ["ccg-05T", "ccg-99P", "practice-M81004", "authority-E06000026"])
def test_it_asks_for_nothing_and_breaks_no_rule_of_axe(graph: Graph, visit: Open, body: str) -> None:
    opened = visit(page_of(graph, body), ready="#sources")
    assert opened.violations() == []
    assert (opened.asked, opened.said) == ([], [])


def test_choosing_a_box_lights_what_it_answers_to(graph: Graph, visit: Open) -> None:
    opened = visit(page_of(graph, "ccg-05T"))
    picture_ = opened.page.locator("svg.chain[data-level=delegated]")
    picture_.locator("[href='#of-pccc']").click()
    assert opened.text("#panel-title") == "The PCCC of NHS South Worcestershire CCG"
    names = opened.page.locator("#panel-tree b").all_inner_texts()
    assert names[0] == "NHS South Worcestershire CCG"
    assert {"NHS England", "Secretary of State for Health", "Parliament"} <= set(names)
    assert picture_.locator(".box.dim").count() > 0
    assert "dim" not in (picture_.locator("[href='#of-nhse']").get_attribute("class") or "")
    assert "dim" in (picture_.locator("[href='#of-governing-body']").get_attribute("class") or "")
    assert opened.violations() == []
    opened.page.keyboard.press("Escape")
    assert opened.page.locator(".dim").count() == 0
    assert opened.text("#panel-title") == "NHS South Worcestershire CCG"
    assert (opened.asked, opened.said) == ([], [])


def test_the_keyboard_chooses_and_what_others_add_is_left_out(graph: Graph, visit: Open) -> None:
    opened = visit(page_of(graph, "ccg-05T"))
    opened.page.locator("svg.chain[data-level=''] [href='#of-stp']").focus()
    opened.page.keyboard.press("Enter")
    # Nothing leads on through a partnership but to its lead, and nothing beyond.
    assert opened.page.locator("#panel-tree b").all_inner_texts() == ["Lead of the STP"]
    assert opened.page.locator("svg.chain[data-level=''] [data-line]:not(.dim) .head").count() == 1


def test_without_scripts_a_box_leads_to_its_text(graph: Graph, browser: Any, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(page_of(graph, "ccg-05T"), encoding="utf-8")
    page = browser.new_page(java_script_enabled=False)
    page.goto(path.as_uri())
    assert page.locator("#panel-tree li").count() > 5
    page.locator("svg.chain[data-level=''] [href='#of-stp']").click()
    page.wait_for_url("**#of-stp")
    assert page.locator("#of-stp").is_visible()
    page.close()


def test_it_prints_whole(graph: Graph, visit: Open) -> None:
    opened = visit(page_of(graph, "ccg-05T"))
    opened.page.locator("svg.chain [href='#of-stp']").first.click()
    opened.page.emulate_media(media="print")
    assert opened.page.locator("svg.chain").count() == 4
    width = opened.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert width
    faded = "[...document.querySelectorAll('.dim')].filter((e) => getComputedStyle(e).opacity !== '1').length"
    assert opened.page.evaluate(faded) == 0


def test_hostile_text_in_every_field_runs_nothing(demo: Graph, visit: Open) -> None:
    day = date(2016, 5, 1)
    explanation = report.chain(demo.reader, "ccg-X01", day)
    made = picture(demo.reader, "ccg-X01", day)
    assert made is not None
    hostile = replace(
        made,
        parties=tuple(replace(p, label=HOSTILE, standing=HOSTILE, through=HOSTILE) for p in made.parties),
        ties=tuple(
            replace(t, statement=replace(t.statement, text=HOSTILE, grade=HOSTILE)) for t in made.ties
        ),
        sources=tuple(replace(s, title=HOSTILE, licence=HOSTILE) for s in made.sources),
    )
    bad = replace(
        explanation,
        name=HOSTILE,
        code=HOSTILE,
        kind_label=HOSTILE,
        sections=tuple(
            replace(
                section,
                key=HOSTILE + section.key,
                title=HOSTILE,
                statements=tuple(replace(s, key=HOSTILE, text=HOSTILE) for s in section.statements),
            )
            for section in explanation.sections
        ),
        sources=tuple(
            replace(s, title=HOSTILE, publisher=HOSTILE, url="javascript:hacked()")
            for s in explanation.sources
        ),
    )
    opened = visit(chain.render(bad, hostile))
    opened.page.locator("svg.chain [href='#of-ccg']").click()
    assert opened.text("#panel-title").startswith("\"'><img")
    assert opened.page.locator("img").count() == 0
    assert opened.page.locator("[href^=javascript]").count() == 0
    assert (opened.asked, opened.said) == ([], [])
