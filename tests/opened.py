"""A page that is open in the browser, and what was noticed of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page


@dataclass(kw_only=True)
class Visit:
    """An open page, what it asked for beyond itself, and what the console and the page's scripts said."""

    page: Page
    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def violations(self) -> list[str]:
        """What axe-core finds, a line a rule and element; it must not fetch linked styles, which a page's policy refuses."""
        import axe_playwright_python

        script = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
        self.page.evaluate(script)
        found: dict[str, Any] = self.page.evaluate("() => axe.run({preload: false})")
        return [
            f"{rule['id']}: {node['html'][:120]}" for rule in found["violations"] for node in rule["nodes"]
        ]

    def text(self, selector: str) -> str:
        """The text of the first element that a selector finds."""
        return self.page.locator(selector).first.inner_text()


Open = Callable[..., Visit]
