"""Pictures of the pages for the README and the documentation, into ``docs/img/``.

    python tools/screenshots.py

Needs Chromium at /usr/bin/chromium (or ``NHSGRAPH_CHROMIUM``) and playwright. ``--check`` looks that every picture is there; it does not
compare pixels, which differ between versions of fonts and browsers.
"""

from __future__ import annotations

import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "img"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """A picture: whose page, of which data set and date, and what follows ``#``."""

    name: str
    body: str
    as_of: str
    dataset: str = ""
    fragment: str = ""
    pick: str = ""  # a key to press first


SHOTS = (
    Shot(name="explain-05T", body="05T", as_of="2016-04-01"),
    Shot(name="explain-99P-practice", body="99P", as_of="2016-04-01", fragment="#node=authority-E06000026"),
    Shot(
        name="explain-demo-path",
        body="X01",
        as_of="2017-01-01",
        dataset="demo",
        fragment="#at=2016-06-01",
        pick="path",
    ),
)


def take() -> None:
    """Make every picture anew."""
    from playwright.sync_api import sync_playwright

    import nhsgraph
    from nhsgraph import resources, showing

    graphs = {"": nhsgraph.load(), "demo": nhsgraph.load(data=resources.data_dir() / "demo")}
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as started, tempfile.TemporaryDirectory() as folder:
        browser = started.chromium.launch(
            executable_path=os.environ.get("NHSGRAPH_CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"]
        )
        for shot in SHOTS:
            graph = graphs[shot.dataset]
            path = Path(folder) / f"{shot.name}.html"
            path.write_text(
                showing.html(graph.reader, graph.explain(shot.body, shot.as_of)), encoding="utf-8"
            )
            page = browser.new_page(viewport={"width": 1400, "height": 900})
            page.goto(path.as_uri() + shot.fragment)
            page.wait_for_selector("html[data-ready]", state="attached")
            if shot.pick:
                # The path that walks most of the picture shows best what a path is.
                page.evaluate(
                    "(() => { const N = globalThis.nhsgraph; const walked = N.model.paths.map((p) => new Set(p.steps.flatMap((s) => s.links)).size);"
                    "N.step(walked.indexOf(Math.max(...walked))); })()"
                )
            page.wait_for_timeout(400)
            page.screenshot(path=str(IMAGES / f"{shot.name}.png"))
            page.close()
        browser.close()


def main() -> int:
    """Take the pictures, or check that they are there."""
    if sys.argv[1:] != ["--check"]:
        take()
        return 0
    missing = [shot.name for shot in SHOTS if not (IMAGES / f"{shot.name}.png").is_file()]
    for name in missing:
        print(f"docs/img/{name}.png is missing; make it with: python tools/screenshots.py", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
