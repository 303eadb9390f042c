"""What pages of every kind have in common: they fit a phone, and a printed summary takes at most four sheets."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from opened import Open

from nhsgraph import edges, showing
from nhsgraph.analyses.accountability import picture, report
from nhsgraph.analyses.conflicts import find, severity
from nhsgraph.analyses.conflicts import report as conflict_report
from nhsgraph.graph import Graph
from nhsgraph.present.html import chain, conflict, footprint
from nhsgraph.present.html.page import render

DAY = date(2016, 4, 1)
Make = Callable[[Graph, Graph], str]


def _explain(body: str) -> Make:
    return lambda graph, _: showing.html(graph.reader, graph.explain(body, DAY))


def _chain(body: str) -> Make:
    return lambda graph, _: chain.render(
        report.chain(graph.reader, body, DAY, all_functions=True), picture.picture(graph.reader, body, DAY)
    )


def _conflicts(_: Graph, demo: Graph) -> str:
    assert demo.generation is not None
    found = find.find(edges.read(demo.generation), severity.load(), find.Wanted(body="ccg-X01"))
    assert len(found.conflicts) == 21
    about = conflict_report.About(id="ccg-X01", code="X01", name="Conflict paths of X01")
    return conflict.render(conflict_report.listing(demo.reader, found, about), found.conflicts)


def _footprint(body: str) -> Make:
    return lambda graph, _: render(
        footprint.page(*graph.footprints.pictured(graph.footprints.body(body, DAY)))
    )


PAGES: dict[str, Make] = {
    "explain": _explain("05T"),
    "explain of a region": _explain("Y54"),
    "chain": _chain("ccg-05T"),
    "chain of a practice": _chain("practice-M81004"),
    "conflicts": _conflicts,
    "footprints": _footprint("ccg-99P"),
    "footprints of a region": _footprint("region-Y54"),
}


#: What a print of a kind says that it leaves out.
SAID = {
    "explain": "more rows of this table are not printed",
    "chain": "sections that tell the lines function by function are not printed",
    "conflicts": "The 3 strongest paths are printed; the 18 others are on the page",
    "footprints of a region": "more rows of this table are not printed",
}


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_fits_a_phone_and_prints_on_four_sheets(
    kind: str, graph: Graph, demo: Graph, visit: Open
) -> None:
    opened = visit(PAGES[kind](graph, demo), ready="main", width=390)
    assert opened.page.evaluate("document.documentElement.scrollWidth") == 390
    printed = opened.page.pdf(prefer_css_page_size=True)
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= 4
    opened.page.emulate_media(media="print")
    said = " ".join(opened.page.locator(".cut").all_inner_texts())
    assert SAID.get(kind, "") in said
