"""How fast explain pages open, beside a page with the same drawing library and nothing to draw.

    python bench/pages.py [BODY ...]

Prints, a line a body: bytes, milliseconds to make the page, to the first paint and until it can be used, and the two
latter as multiples of the empty page's in the same browser. Needs Chromium at /usr/bin/chromium (or
``NHSGRAPH_CHROMIUM``) and playwright.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from markupsafe import Markup
from playwright.sync_api import Browser, sync_playwright

import nhsgraph
from nhsgraph import showing
from nhsgraph.present.html.explain import vis_network
from nhsgraph.present.html.page import Asset, Page, render

BODIES = ("05T", "08V", "15C", "99P", "01H")
RUNS = 5
_MARK = "document.documentElement.dataset.ready = 'yes'; performance.mark('ready');"
_TIMES = "[performance.getEntriesByName('first-contentful-paint')[0].startTime, performance.getEntriesByName('ready')[0].startTime]"


def opened(browser: Browser, html: str, folder: Path) -> tuple[float, float]:
    """Median milliseconds to the first paint and to ready, of some fresh pages."""
    path = folder / "page.html"
    path.write_text(html, encoding="utf-8")
    found = []
    for _ in range(RUNS):
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        page.goto(path.as_uri())
        page.wait_for_selector("html[data-ready]", state="attached")
        page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
        found.append(page.evaluate(_TIMES))
        page.close()
    return statistics.median(f[0] for f in found), statistics.median(f[1] for f in found)


def main(bodies: tuple[str, ...]) -> None:
    """Print the table."""
    graph = nhsgraph.load()
    empty = render(
        Page(
            title="Empty",
            kind="bench",
            body=Markup("<p>Empty</p>"),
            scripts=(vis_network(), Asset(name="mark.js", text=_MARK)),
        )
    )
    with sync_playwright() as started, tempfile.TemporaryDirectory() as folder:
        browser = started.chromium.launch(
            executable_path=os.environ.get("NHSGRAPH_CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"]
        )
        opened(browser, empty, Path(folder))
        paint, ready = opened(browser, empty, Path(folder))
        print(f"{'page':8} {'bytes':>8} {'make':>6} {'paint':>6} {'ready':>6}   over the empty page")
        print(f"{'empty':8} {len(empty.encode()):8} {'':6} {paint:6.0f} {ready:6.0f}")
        for body in bodies:
            start = time.perf_counter()
            html = showing.html(graph.reader, graph.explain(body))
            made = (time.perf_counter() - start) * 1000
            p, r = opened(browser, html, Path(folder))
            print(
                f"{body:8} {len(html.encode()):8} {made:6.0f} {p:6.0f} {r:6.0f}   {p / paint:.1f} x  {r / ready:.1f} x"
            )
        browser.close()


if __name__ == "__main__":
    main(tuple(sys.argv[1:]) or BODIES)
