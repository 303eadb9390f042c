"""A browser, and pages opened in it from disk with everything that they ask for or complain of written down.

Needs ``/usr/bin/chromium`` (``NHSGRAPH_CHROMIUM`` names another one) and the packages of the extra ``test``. Where one is
missing the tests are skipped, except in CI.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from opened import Open, Visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page

CHROMIUM = Path(os.environ.get("NHSGRAPH_CHROMIUM", "/usr/bin/chromium"))
READY = "html[data-ready]"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser a module.

    Playwright's event loop runs in this thread for as long as the browser does; kept for the whole run, it would leave
    every later test unable to start one of its own.
    """
    if not os.environ.get("CI"):
        pytest.importorskip("playwright")
        if not CHROMIUM.exists():
            pytest.skip(f"there is no browser at {CHROMIUM}")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        running = started.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture
def visit(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Open a text as a page from disk; ``fragment`` is what follows ``#``, ``ready`` an element to wait for."""
    opened: list[Page] = []

    def open_page(html: str, fragment: str = "", ready: str = READY, width: int = 1400) -> Visit:
        path = tmp_path / f"page-{len(opened)}.html"
        path.write_text(html, encoding="utf-8")
        page = browser.new_page(viewport={"width": width, "height": 900})
        made = Visit(page=page)
        opened.append(page)
        address = path.as_uri()
        page.on("request", lambda r: made.asked.append(r.url) if r.url.split("#")[0] != address else None)
        page.on("console", lambda m: made.said.append(f"{m.type}: {m.text}"))
        page.on("pageerror", lambda e: made.said.append(f"error: {e}"))

        def dismissed(dialog: Dialog) -> None:
            made.said.append(f"dialog: {dialog.message}")
            dialog.dismiss()

        page.on("dialog", dismissed)
        page.goto(address + fragment)
        page.wait_for_selector(ready, state="attached")
        return made

    yield open_page
    for page in opened:
        page.close()
