"""A body as a page: what an explanation, its neighbourhood and its conflict paths make together; and showing it."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from nhsgraph.views import Reader

if TYPE_CHECKING:
    from nhsgraph.analyses.conflicts.paths import Conflict
    from nhsgraph.analyses.explanation import Explanation
    from nhsgraph.present.html.page import Page


def page(reader: Reader, explanation: Explanation, suppressed: Mapping[str, str] | None = None) -> Page:
    """The explain page before it has its frame; ``suppressed`` are ids of conflict paths that are not shown."""
    from nhsgraph.analyses.neighbourhood import neighbourhood
    from nhsgraph.present.html import explain

    around = neighbourhood(reader, explanation.id, conflicts(reader, explanation.id, suppressed or {}))
    return explain.page(explanation, around)


def html(reader: Reader, explanation: Explanation, suppressed: Mapping[str, str] | None = None) -> str:
    """The explain page as one text."""
    from nhsgraph.present.html.page import render

    return render(page(reader, explanation, suppressed))


def conflicts(reader: Reader, body: str, suppressed: Mapping[str, str]) -> tuple[Conflict, ...]:
    """The conflict paths of a body, of all dates."""
    from nhsgraph import edge_asking
    from nhsgraph.analyses.conflicts import find, severity

    wanted = find.Wanted(body=body, suppressed=suppressed)
    return find.find(edge_asking.snapshot(reader), severity.load(), wanted).conflicts


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A page on disk: shown in the browser, or in the cell of a notebook."""

    path: Path
    html: str

    def open(self) -> None:
        """Open it in the browser."""
        import webbrowser

        webbrowser.open(self.path.resolve().as_uri())

    def _repr_html_(self) -> str:
        from markupsafe import Markup

        # The frame has no rights beyond running the page's own scripts and saving its exports.
        frame = Markup(
            '<iframe title="{}" sandbox="allow-scripts allow-downloads" width="100%" height="860" srcdoc="{}"></iframe>'
        )
        return str(frame.format(self.path.stem, self.html))


def show(text: str, name: str, output: str | Path | None = None) -> Shown:
    """Write a page to a file (by default in a new temporary folder) and open it, unless a notebook will show it."""
    path = Path(output) if output is not None else Path(tempfile.mkdtemp(prefix="nhsgraph-")) / f"{name}.html"
    path.write_text(text, encoding="utf-8")
    shown = Shown(path=path, html=text)
    if "ipykernel" not in sys.modules:
        shown.open()
    return shown
