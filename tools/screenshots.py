"""Pictures of the pages for the README and the documentation, into ``docs/img/``.

    python tools/screenshots.py [NAME ...]

Needs Chromium at /usr/bin/chromium (or ``NHSGRAPH_CHROMIUM``) and playwright. ``--check`` looks that every picture is there; it does not
compare pixels, which differ between versions of fonts and browsers.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import palette_png

if TYPE_CHECKING:
    from nhsgraph.graph import Graph

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
    kind: str = "explain"  # or footprints (a page without scripts), accountability, conflicts
    height: int = 900


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
    Shot(
        name="chain-demo-X01",
        body="X01",
        as_of="2016-05-01",
        dataset="demo",
        kind="accountability",
        pick="pccc",
        height=1150,
    ),
    Shot(name="chain-05T", body="05T", as_of="2016-04-01", kind="accountability", height=2000),
    Shot(name="conflicts-05T", body="05T", as_of="", kind="conflicts", height=1050),
    Shot(name="conflicts-demo-X03", body="X03", as_of="", dataset="demo", kind="conflicts", height=1300),
    Shot(name="footprints-QNQ", body="QNQ", as_of="2016-04-01", kind="footprints"),
    Shot(
        name="england",
        body="",
        as_of="2018-04-01",
        fragment="#day=2018-04-01&by=companies",
        kind="england",
        height=1000,
    ),
    Shot(name="query", body="", as_of="2016-04-01", kind="query", pick="d1", height=800),
    Shot(
        name="practices", body="", as_of="2016-04-01", fragment="#q=worcester", kind="practices", height=700
    ),
    Shot(name="question", body="", as_of="2016-04-01", kind="question"),
)

#: The kinds that are pages of a site, by path.
_OF_A_SITE = {
    "england": "index.html",
    "query": "query.html",
    "practices": "practices.html",
    "question": "questions/d1.html",
}


def take(names: Sequence[str]) -> None:
    """Make the pictures of these names anew, or every one."""
    from playwright.sync_api import sync_playwright

    import nhsgraph
    from nhsgraph import resources

    graphs = {"": nhsgraph.load(), "demo": nhsgraph.load(data=resources.data_dir() / "demo")}
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as started, tempfile.TemporaryDirectory() as folder:
        browser = started.chromium.launch(
            executable_path=os.environ.get("NHSGRAPH_CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"]
        )
        for shot in [one for one in SHOTS if not names or one.name in names]:
            graph = graphs[shot.dataset]
            path = Path(folder) / f"{shot.name}.html"
            path.write_text(_html(graph, shot), encoding="utf-8")
            page = browser.new_page(viewport={"width": 1400, "height": shot.height})
            page.goto(path.as_uri() + shot.fragment)
            if shot.kind == "query":
                page.wait_for_selector("html[data-graph]", state="attached")
                page.click(f"[data-question={shot.pick}]")
                page.wait_for_selector("#answer tbody tr")
            elif shot.kind not in {"footprints", "question"}:
                page.wait_for_selector("html[data-ready]", state="attached")
            if shot.kind == "accountability" and shot.pick:
                page.locator(f"svg.chain [href='#of-{shot.pick}']").first.click()
            elif shot.pick and shot.kind == "explain":
                # The path that walks most of the picture shows best what a path is.
                page.evaluate(
                    "(() => { const N = globalThis.nhsgraph; const walked = N.model.paths.map((p) => new Set(p.steps.flatMap((s) => s.links)).size);"
                    "N.step(walked.indexOf(Math.max(...walked))); })()"
                )
            page.wait_for_timeout(400)
            (IMAGES / f"{shot.name}.png").write_bytes(palette_png.indexed(page.screenshot()))
            page.close()
        browser.close()


def _html(graph: Graph, shot: Shot) -> str:
    """The page that a picture is of."""
    from nhsgraph import showing
    from nhsgraph.present.html import footprint, page

    if shot.kind in _OF_A_SITE:
        return _of_site(graph, shot)
    if shot.kind == "accountability":
        return _chain(graph, shot)
    if shot.kind == "conflicts":
        return _conflicts(graph, shot)
    if shot.kind == "footprints":
        desk = graph.footprints
        report = desk.body(graph.resolve(shot.body)[0], date.fromisoformat(shot.as_of))
        return page.render(footprint.page(*desk.pictured(report)))
    return showing.html(graph.reader, graph.explain(shot.body, shot.as_of))


def _of_site(graph: Graph, shot: Shot) -> str:
    """A page of the site that is not about one body, standing alone."""
    from nhsgraph.site import Bundle, Choice
    from nhsgraph.site.makers import Maker
    from nhsgraph.site.plan import Job

    maker = Maker(graph, Choice(as_of=date.fromisoformat(shot.as_of), bundle=Bundle.SINGLE))
    job = Job(path=_OF_A_SITE[shot.kind], maker=shot.kind, subject="d1" if shot.kind == "question" else "")
    return maker.make(job).data.decode("utf-8")


def _chain(graph: Graph, shot: Shot) -> str:
    from nhsgraph.analyses.accountability import picture, report
    from nhsgraph.present.html import chain

    body, day = graph.resolve(shot.body)[0], date.fromisoformat(shot.as_of)
    return chain.render(report.chain(graph.reader, body, day), picture.picture(graph.reader, body, day))


def _conflicts(graph: Graph, shot: Shot) -> str:
    """The paths of all dates."""
    from nhsgraph import edges
    from nhsgraph.analyses.conflicts import find, report, severity
    from nhsgraph.present.html import conflict

    body = graph.resolve(shot.body)[0]
    assert graph.generation is not None  # the packaged data sets are local
    snapshot = edges.read(graph.generation)
    found = find.find(snapshot, severity.load(), find.Wanted(body=body))
    about = report.About(id=body, code=shot.body, name=f"Conflict paths of {snapshot.labels[body]}")
    return conflict.render(report.listing(graph.reader, found, about), found.conflicts)


def main() -> int:
    """Take the pictures, or check that they are there."""
    if sys.argv[1:] != ["--check"]:
        take(sys.argv[1:])
        return 0
    missing = [shot.name for shot in SHOTS if not (IMAGES / f"{shot.name}.png").is_file()]
    for name in missing:
        print(f"docs/img/{name}.png is missing; make it with: python tools/screenshots.py", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
