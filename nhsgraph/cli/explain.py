"""``nhsgraph explain``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from nhsgraph.cli import session
from nhsgraph.cli.short import FORMATS, PAGE_FORMATS, ChainRequest, ExplainRequest
from nhsgraph.errors import UsageError

if TYPE_CHECKING:
    from nhsgraph.analyses.explanation import Explanation

_SUFFIXES = {".txt": "text", ".json": "json", ".md": "md", ".html": "html", ".htm": "html", ".csv": "csv"}


def run(request: ExplainRequest) -> int:
    """Explain a body and write the result; returns the exit code."""
    chosen = chosen_format(
        request.format or ("html" if request.open_page else ""), request.output, PAGE_FORMATS
    )
    if request.open_page and chosen != "html":
        raise UsageError("--open shows a page. Use it with --format html.")
    as_of = session.day(request.as_of)
    graph = session.open_graph(request.dataset, request.endpoint)
    graph.reader.hurried = graph.reader.generation is not None  # a service is asked no more often than needed
    body, remark = graph.resolve(request.body)
    session.remark(remark)
    from nhsgraph.analyses import explain

    suppressed = _suppressed(request)
    explanation = explain.explain(graph.reader, body, as_of, function=request.function, suppressed=suppressed)
    if chosen != "html":
        session.write(rendered(explanation, chosen, request), request.output)
        return 0
    from nhsgraph import showing

    deliver(showing.html(graph.reader, explanation, suppressed), explanation.code, request)
    return 0


def chosen_format(given: str, output: str, formats: Sequence[str] = FORMATS) -> str:
    """The format asked for, else the one of the file's suffix, else text."""
    chosen = given or _SUFFIXES.get(PurePath(output).suffix.lower(), "text")
    if chosen not in formats:
        raise UsageError(f"there is no format “{chosen}”. Choose one of {', '.join(formats)}.")
    return chosen


def _suppressed(request: ExplainRequest) -> dict[str, str]:
    """The user's list of conflict paths that are not shown; most have none, and the reader of it is not imported."""
    from nhsgraph import userdata

    own = userdata.folder(session.data_folder(request.dataset))
    if not (own / userdata.SUPPRESSED).exists():
        return {}
    from nhsgraph.analyses.conflicts import suppressions

    return suppressions.read(own)


def deliver(html: str, name: str, request: ExplainRequest | ChainRequest) -> None:
    """Write a page, and show it where asked for; one that is only to be shown goes to a temporary folder."""
    if request.output or not request.open_page:
        session.write(html, request.output)
    if request.open_page:
        _open(html, name, request.output)


def _open(html: str, name: str, output: str) -> None:
    """Show a page that was written, or one in a temporary folder."""
    from nhsgraph import showing

    if output:
        showing.Shown(path=Path(output), html=html).open()
    else:
        session.remark(f"The page is {showing.show(html, name).path}")


def rendered(explanation: Explanation, chosen: str, request: ExplainRequest | ChainRequest) -> str:
    """A result in the chosen form, for the terminal or the file that the request is for."""
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
