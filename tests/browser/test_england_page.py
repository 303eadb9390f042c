"""The England page in a browser: the picture, the table that does the same job, the keyboard, fingers, speed."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

from opened import Open

from nhsgraph.analyses import england
from nhsgraph.graph import Graph
from nhsgraph.present.html import england as england_page
from nhsgraph.present.html.page import asset, render

HOSTILE = "\"'><img src=x onerror=hacked()><script>hacked()</script></script><!--{{7*7}}"


@cache
def page_of(graph: Graph) -> str:
    return render(england_page.page(england.overview(graph.reader)))


def test_it_is_small_and_asks_for_nothing_and_breaks_no_rule_of_axe(graph: Graph, visit: Open) -> None:
    text = page_of(graph)
    assert len(text.encode("utf-8")) <= 500_000
    assert text == page_of.__wrapped__(graph)
    opened = visit(text)
    assert opened.violations() == []
    opened.page.click("#body tr:first-child button")
    opened.page.select_option("#by", "level")
    assert opened.violations() == []
    assert (opened.asked, opened.said) == ([], [])


def test_the_table_says_what_the_picture_shows(graph: Graph, visit: Open) -> None:
    opened = visit(page_of(graph))
    assert opened.text(".lead") == "2016-04-01 · 209 CCGs in 44 STPs · 7,913 practices"
    assert opened.page.locator("#body tr").count() == 209
    assert opened.text("#body tr:first-child") == "NHS Northern, Eastern and Western Devon CCG\t125"
    opened.page.select_option("#by", "companies")
    assert "not known" in opened.text("#body tr:first-child")  # nothing is known for 2016/17
    opened.page.focus("#map")
    for _ in range(2):
        opened.page.keyboard.press(".")
    assert opened.text("#daytext") == "2018-04-01"
    assert opened.text("#body tr:first-child").startswith("NHS ")
    assert "£" in opened.text("#body tr:first-child")
    opened.page.click("[data-sort=name]")
    assert opened.page.get_attribute("#th-name", "aria-sort") == "ascending"


def test_the_keyboard_reaches_a_ccg_and_its_practices(graph: Graph, visit: Open) -> None:
    opened = visit(page_of(graph))
    opened.page.keyboard.press("/")
    opened.page.keyboard.type("south worcestershire")
    opened.page.keyboard.press("Enter")
    assert opened.text("#detail-title") == "NHS South Worcestershire CCG (05T)"
    assert "306,351" in opened.text("#detail-values")
    opened.page.click("#detail-members summary")
    assert opened.page.locator("#detail-members li").count() == 33
    opened.page.wait_for_url("**at=05T**")
    opened.page.keyboard.press("Escape")
    assert opened.page.locator("#detail").is_hidden()


def test_a_deep_link_opens_on_its_date_measure_and_ccg(graph: Graph, visit: Open) -> None:
    opened = visit(page_of(graph), "#day=2018-04-01&by=patients&at=14L")
    assert opened.text("#daytext") == "2018-04-01"
    assert opened.text("#detail-title") == "NHS Manchester CCG (14L)"
    assert opened.text("#th-title") == "Registered patients"


def test_two_fingers_zoom_and_one_moves(graph: Graph, visit: Open) -> None:
    opened = visit(page_of(graph))
    script = """(points) => { const map = document.getElementById("map"); const box = map.getBoundingClientRect();
      map.setPointerCapture = () => {};
      for (const [type, id, x, y] of points) map.dispatchEvent(new PointerEvent(type, {pointerId: id, pointerType: "touch", clientX: box.left + x, clientY: box.top + y, bubbles: true})); }"""
    before = opened.page.locator("#map").screenshot()
    opened.page.evaluate(
        script,
        [
            ["pointerdown", 1, 300, 300],
            ["pointerdown", 2, 400, 300],
            ["pointermove", 2, 700, 300],
            ["pointerup", 1, 300, 300],
            ["pointerup", 2, 700, 300],
        ],
    )
    opened.page.wait_for_timeout(100)
    zoomed = opened.page.locator("#map").screenshot()
    assert zoomed != before
    opened.page.evaluate(
        script, [["pointerdown", 1, 300, 300], ["pointermove", 1, 380, 340], ["pointerup", 1, 380, 340]]
    )
    opened.page.wait_for_timeout(100)
    assert opened.page.locator("#map").screenshot() != zoomed
    opened.page.click("#fit")
    opened.page.wait_for_timeout(100)
    assert opened.page.locator("#map").screenshot() == before


def test_hostile_names_run_nothing(graph: Graph, visit: Open) -> None:
    made = england.overview(graph.reader, days=[date(2016, 4, 1)])
    moment = made.moments[0]
    hostile = replace(
        made,
        measures=tuple(replace(m, title=HOSTILE, about=HOSTILE) for m in made.measures),
        moments=(
            replace(
                moment,
                rings=tuple(replace(r, name=HOSTILE, label=(HOSTILE,)) for r in moment.rings),
                places=tuple(replace(p, name=HOSTILE) for p in moment.places),
            ),
        ),
        practices=tuple(replace(p, name=HOSTILE) for p in made.practices),
        sources=tuple(
            replace(s, title=HOSTILE, publisher=HOSTILE, url="javascript:hacked()") for s in made.sources
        ),
    )
    opened = visit(render(england_page.page(hostile)))
    opened.page.click("#body tr:first-child button")
    opened.page.hover("#map")
    assert (opened.asked, opened.said) == ([], [])
    assert opened.page.locator("img").count() == 0
    assert opened.text("#detail-title").startswith("\"'><img")


def test_every_class_stands_out_from_its_ring_and_its_number_from_it() -> None:
    script = asset("england.js").text
    fills = re.findall(r"FILL = \[(.*?)\], INK = \[(.*?)\]", script)[0]
    colours = [re.findall(r'"#([0-9a-f]+)"', part) for part in fills]
    (outline,) = re.findall(r'OUTLINE = "#([0-9a-f]+)"', script)
    assert contrast(outline, "f1f4f7") > 3
    for fill, ink in zip(*colours, strict=True):
        assert contrast(fill, ink) > 4.5


def contrast(a: str, b: str) -> float:
    def light(colour: str) -> float:
        whole = colour if len(colour) == 6 else "".join(c * 2 for c in colour)
        parts = [int(whole[n : n + 2], 16) / 255 for n in (0, 2, 4)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(a), light(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_exports_are_what_the_page_shows(graph: Graph, visit: Open) -> None:
    opened = visit(page_of(graph), "#day=2018-04-01&by=patients")
    names = opened.page.evaluate("[...document.querySelectorAll('#body button')].map((b) => b.textContent)")
    rows = list(csv.DictReader(io.StringIO(opened.page.evaluate("nhsgraph.csv()").removeprefix("\ufeff"))))
    assert [row["name"] for row in rows] == names
    assert {row["date"] for row in rows} == {"2018-04-01"}
    assert {row["fictional"] for row in rows} == {"no"}
    (manchester,) = [row for row in rows if row["ccg"] == "14L"]
    assert (manchester["ring_kind"], manchester["practices"], manchester["level"]) == ("STP", "90", "")
    assert "ods-epcmem-2019-10" in manchester["sources"].split()
    svg = ElementTree.fromstring(opened.page.evaluate("nhsgraph.svg()").encode())  # our own page's text
    texts = [element.text for element in svg.iter() if element.text]
    assert texts[0] == "England on 2018-04-01, CCGs by STP, shaded by registered patients"
    assert any("Greater Manchester" in text for text in texts)
    # A circle a CCG and its outline, the rings and theirs: what the canvas was told, nothing less.
    assert len(list(svg.iter("{http://www.w3.org/2000/svg}path"))) == 2 * 195 + 2
    with opened.page.expect_download() as waited:
        opened.page.click("#export summary")
        assert opened.violations() == []
        opened.page.click("[data-export=png]")
    assert waited.value.suggested_filename == "england-2018-04-01-patients.png"
    assert Path(waited.value.path()).read_bytes().startswith(b"\x89PNG")
    assert (opened.asked, opened.said) == ([], [])


def test_a_name_that_is_a_formula_is_guarded_in_the_csv(graph: Graph, visit: Open) -> None:
    made = england.overview(graph.reader, days=[date(2016, 4, 1)])
    moment = made.moments[0]
    named = replace(moment, places=tuple(replace(p, name='=HYPERLINK("x")') for p in moment.places))
    opened = visit(render(england_page.page(replace(made, moments=(named,)))))
    assert ""","'=HYPERLINK(""x"")",""" in opened.page.evaluate("nhsgraph.csv()")
