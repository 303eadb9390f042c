"""``nhsgraph explain``."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from nhsgraph.cli import session
from nhsgraph.cli.short import FORMATS, ExplainRequest
from nhsgraph.errors import UsageError

if TYPE_CHECKING:
    from nhsgraph.analyses.explanation import Explanation

_SUFFIXES = {".txt": "text", ".json": "json", ".md": "md"}


def run(request: ExplainRequest) -> int:
    """Explain a body and write the result; returns the exit code."""
    chosen = chosen_format(request.format, request.output)
    as_of = session.day(request.as_of)
    graph = session.open_graph(request.dataset)
    body, remark = graph.resolve(request.body)
    session.remark(remark)
    from nhsgraph.analyses import explain

    session.write(_rendered(explain.explain(graph.reader, body, as_of), chosen, request), request.output)
    return 0


def chosen_format(given: str, output: str) -> str:
    """The format asked for, else the one of the file's suffix, else text."""
    chosen = given or _SUFFIXES.get(PurePath(output).suffix.lower(), "text")
    if chosen not in FORMATS:
        raise UsageError(f"there is no format “{chosen}”. Choose one of {', '.join(FORMATS)}.")
    return chosen


def _rendered(explanation: Explanation, chosen: str, request: ExplainRequest) -> str:
    if chosen == "json":
        from nhsgraph.present import as_json

        return as_json.render(explanation)
    if chosen == "md":
        from nhsgraph.present import markdown

        return markdown.render(explanation)
    from nhsgraph.present import text

    to_file = bool(request.output)
    style = text.Style(
        width=session.columns(request.width),
        color=session.colored(request.color) and not to_file,
        unicode=to_file or session.speaks_unicode(),
        all_rows=request.all_rows,
    )
    return text.render(explanation, style)
