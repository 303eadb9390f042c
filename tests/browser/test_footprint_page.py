"""The footprint page in a browser: nothing asked for, nothing run, no rule of axe broken."""

from __future__ import annotations

from dataclasses import replace

import pytest
from opened import Open

from nhsgraph.analyses.footprints.tiers import Tier
from nhsgraph.graph import Graph
from nhsgraph.present.html import footprint
from nhsgraph.present.html.page import render

HOSTILE = "\"'><script>hacked()</script><img src=x onerror=hacked()></title></svg>"
READY = ".footprint"


@pytest.mark.parametrize("body", ["stp-QNQ", "ccg-05T", "region-Y57", "practice-M81001"])
def test_the_page_of_a_body(graph: Graph, visit: Open, body: str) -> None:
    html = render(footprint.page(*graph.footprints.pictured(graph.footprints.body(body))))
    opened = visit(html, ready=READY)
    assert opened.violations() == []
    assert (opened.asked, opened.said) == ([], [])


def test_the_page_of_two_tiers_with_the_keyboard_alone(graph: Graph, visit: Open) -> None:
    report = graph.footprints.nesting(Tier.CCG, Tier.AUTHORITY)
    opened = visit(render(footprint.page(*graph.footprints.pictured(report))), ready=READY, width=900)
    assert opened.violations() == []
    reached = set()
    for _ in range(60):
        opened.page.keyboard.press("Tab")
        reached.add(opened.page.evaluate("document.activeElement.getAttribute('aria-label') || ''"))
    assert {"Flows", "Matrix"} <= reached
    # A label that runs out of its drawing cannot be read.
    outside = opened.page.evaluate(
        """() => [...document.querySelectorAll('svg')].flatMap((svg) => {
            const box = svg.getBoundingClientRect();
            return [...svg.querySelectorAll('text')].filter((t) => {
                const r = t.getBoundingClientRect();
                return r.left < box.left - 1 || r.right > box.right + 1 || r.top < box.top - 1;
            }).map((t) => t.textContent);
        })"""
    )
    assert outside == []


def test_hostile_names_run_nothing(graph: Graph, visit: Open) -> None:
    report, picture = graph.footprints.pictured(graph.footprints.body("stp-QNQ"))
    assert picture is not None
    columns = tuple(
        (tier, tuple(node._replace(name=HOSTILE, code=HOSTILE) for node in nodes))
        for tier, nodes in picture.columns
    )
    page = footprint.page(replace(report, title=HOSTILE), replace(picture, columns=columns))
    opened = visit(render(page), ready=READY)
    assert (opened.asked, opened.said) == ([], [])
    assert opened.page.locator("main script, main img").count() == 0
