"""The conflict page in a browser: what it asks for, bands, deep links, and that hostile names run nothing."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import date
from functools import cache
from typing import Any

import pytest
from opened import Open

from nhsgraph import edges
from nhsgraph.analyses.conflicts import find, report, severity
from nhsgraph.analyses.conflicts.elsewhen import Elsewhen
from nhsgraph.analyses.conflicts.report import About
from nhsgraph.analyses.explanation import Explanation
from nhsgraph.graph import Graph
from nhsgraph.present.html import conflict

HOSTILE = "\"'><img src=x onerror=hacked()><script>hacked()</script></script><!--{{7*7}}=href="


@cache
def made(graph: Graph, body: str, day: date | None = None) -> tuple[find.Found, Explanation]:
    generation = graph.generation
    assert generation is not None
    found = find.find(edges.read(generation), severity.load(), find.Wanted(body=body, as_of=day))
    return found, report.listing(graph.reader, found, About(id=body, code=body[4:], name="Paths", as_of=day))


def page_of(graph: Graph, body: str) -> str:
    found, explanation = made(graph, body)
    return conflict.render(explanation, found.conflicts)


@pytest.mark.parametrize("body", ["ccg-05T", "ccg-08N", "ccg-08V"])
def test_it_asks_for_nothing_and_breaks_no_rule_of_axe(graph: Graph, visit: Open, body: str) -> None:
    opened = visit(page_of(graph, body))
    assert opened.violations() == []
    assert (opened.asked, opened.said) == ([], [])


def test_fictional_data_are_marked_and_pass_axe(demo: Graph, visit: Open) -> None:
    opened = visit(page_of(demo, "ccg-X01"))
    assert "Fictional demonstration data." in opened.text(".notice")
    assert opened.violations() == []
    assert (opened.asked, opened.said) == ([], [])


def test_nothing_on_a_date_is_said_with_what_there_is_on_others(demo: Graph, visit: Open) -> None:
    _, explanation = made(demo, "ccg-X01", date(2013, 6, 1))
    html = conflict.render(explanation, (), Elsewhen(dated=20, undated=0))
    opened = visit(html, ready="#sources")
    assert opened.text(".elsewhen").startswith("No path holds on 2013-06-01. On other dates: 20;")
    assert opened.violations() == []


def test_bands_hide_and_show(demo: Graph, visit: Open) -> None:
    opened = visit(page_of(demo, "ccg-X01"))
    assert opened.page.locator(".card:visible").count() == 21
    for band in ("severe", "moderate", "low"):
        opened.page.uncheck(f"[data-band={band}]")
    shown = opened.page.locator(".card:visible").all()
    assert 0 < len(shown) == opened.page.locator(".contents li:visible").count()
    assert all("high" in (card.get_attribute("data-bands") or "") for card in shown)
    assert opened.violations() == []


def test_a_path_has_an_address_and_prints_without_filters(demo: Graph, visit: Open) -> None:
    opened = visit(page_of(demo, "ccg-X01"), fragment="#C-01-cca2371a82")
    top = opened.page.evaluate("document.getElementById('C-01-cca2371a82').getBoundingClientRect().top")
    assert 0 <= top < 100
    opened.page.emulate_media(media="print")
    assert opened.page.locator("#bands").is_hidden()
    assert opened.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def poisoned(value: Any) -> Any:
    """The same value with hostile text in every text but those that ids and numbers are made of."""
    if isinstance(value, str):
        return HOSTILE
    if isinstance(value, tuple):
        return tuple(poisoned(one) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        kept = {
            "id",
            "key",
            "source",
            "url",
            "facts",
            "part",
            "bands",
            "grade",
            "subject",
            "object",
            "decision",
        }
        return replace(
            value, **{f.name: poisoned(getattr(value, f.name)) for f in fields(value) if f.name not in kept}
        )
    return value


def test_hostile_text_in_every_field_runs_nothing(demo: Graph, visit: Open) -> None:
    found, explanation = made(demo, "ccg-X03")
    evil = replace(
        poisoned(explanation),
        sources=tuple(replace(poisoned(s), url="javascript:hacked()") for s in explanation.sources),
    )
    html = conflict.render(evil, tuple(poisoned(one) for one in found.conflicts))
    opened = visit(html)
    assert opened.page.locator("img").count() == 0
    assert opened.page.locator("[href^=javascript]").count() == 0
    assert "<img" in opened.text(".card h2")
    assert (opened.asked, opened.said) == ([], [])
