"""The query page and the other pages of a site in a browser, opened from disk."""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from opened import Open, Visit

from nhsgraph import site
from nhsgraph.graph import Graph
from nhsgraph.present.html import query_page
from nhsgraph.present.html.page import render

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def folder(demo: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("demo-site")
    site.build(demo, made, site.Choice(as_of=date(2017, 4, 1)))
    return made


ANSWERED = "html[data-graph]"


@cache
def query_text(graph: Graph) -> str:
    return render(query_page.page(graph))


def test_the_query_page_answers_a_question_in_one_file(graph: Graph, visit: Open) -> None:
    text = query_text(graph)
    assert len(text.encode("utf-8")) <= 4_000_000
    opened = visit(text, ready=ANSWERED)
    opened.page.click("[data-question=d1]")
    opened.page.wait_for_selector("#answer tbody tr")
    rows = opened.page.locator("#answer tbody tr").all_inner_texts()
    assert [int(row.split("\t")[1]) for row in rows[:5]] == [211, 209, 207, 195, 191]
    assert opened.violations() == []
    assert (opened.asked, [line for line in opened.said if not line.startswith("warning")]) == ([], [])


def test_what_the_file_does_not_hold_is_not_answered_with_nothing(graph: Graph, visit: Open) -> None:
    opened = visit(query_text(graph), ready=ANSWERED)
    # The statuses of practices are left out of the file, and this question asks for them.
    assert opened.page.locator("[data-question=members]").is_disabled()
    assert "nhsgraph ask members" in opened.text("#questions")


def test_a_query_that_cannot_be_parsed_says_where(graph: Graph, visit: Open) -> None:
    opened = visit(query_text(graph), ready=ANSWERED)
    opened.page.click("#editor .cm-content")
    opened.page.keyboard.press("Control+a")
    opened.page.keyboard.type("SELECT ?a WHERE { ?a a }")
    opened.page.keyboard.press("Control+Enter")
    assert "cannot be answered" in opened.text("#status")
    assert "line 1" in opened.text("#status")


@pytest.mark.parametrize(
    "path",
    ["index.html", "bodies.html", "practices.html", "practices/s.html", "methods.html", "ontology.html", "concepts.html", "sources.html", "downloads.html",
     "questions/index.html", "questions/d1.html", "ccg/X01.html", "ccg/X01-chain.html", "ccg/X01-conflicts.html", "ccg/X01-footprints.html"],
)  # fmt: skip
def test_a_page_of_the_site_passes_axe_from_disk(folder: Path, browser: Browser, path: str) -> None:
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    made = Visit(page=page)
    page.on("console", lambda m: made.said.append(f"{m.type}: {m.text}"))
    page.on("request", lambda r: made.asked.append(r.url))
    page.goto((folder / path).as_uri())
    if path in {"ccg/X01.html", "index.html", "practices.html"}:
        page.wait_for_selector("html[data-ready]", state="attached")
    assert made.violations() == []
    assert made.said == []
    assert all(address.startswith("file:") for address in made.asked)
    page.close()


def test_search_leads_to_a_body_and_over_the_practices_to_their_ccg(folder: Path, browser: Browser) -> None:
    page = browser.new_page()
    page.goto((folder / "bodies.html").as_uri())
    page.fill("#text", "northmoor")
    visible = page.locator("section.group li:visible").all_inner_texts()
    assert [text.split(" ")[-1] for text in visible if "CCG" in text] == ["X01"]
    page.click("#practices")
    page.wait_for_selector("html[data-ready]", state="attached")
    page.wait_for_url("**/practices.html#q=northmoor")
    assert page.input_value("#text") == "northmoor"
    page.fill("#text", "fict-x")
    page.fill("#text", "surgery")
    first = page.locator("#found a").first
    assert "SURGERY" in first.inner_text().upper()
    first.click()
    page.wait_for_url("**/ccg/X0*")
    page.click("nav.more a:has-text('Conflict paths')")
    page.wait_for_url("**-conflicts.html")
    page.close()


def test_a_practice_is_found_without_scripts(folder: Path, browser: Browser) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto((folder / "practices.html").as_uri())
    pages = page.locator("nav.letters a").all_inner_texts()
    assert pages[:2] + pages[-1:] == ["A", "B", "other"]
    counts = []
    for letter in pages:
        page.click(f"nav.letters a:text-is('{letter}')")
        counts.append(page.locator("ul.bodies li").count())
    with (folder / "downloads" / "practices.csv").open(encoding="utf-8-sig", newline="") as file:
        assert sum(counts) == len(list(csv.DictReader(file))) > 0
    page.close()
