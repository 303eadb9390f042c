"""``nhsgraph path``."""

from __future__ import annotations

from collections.abc import Sequence

from nhsgraph.cli import explain, session
from nhsgraph.cli.short import ExplainRequest


def run(request: ExplainRequest, end: str, follow: Sequence[str], leave_out: Sequence[str], most: int) -> int:
    """Find the path from the request's body to another and write it; returns the exit code."""
    chosen = explain.chosen_format(request.format, request.output)
    as_of = session.day(request.as_of)
    graph = session.open_graph(request.dataset, request.endpoint)
    (first, remark), (second, other) = graph.resolve(request.body), graph.resolve(end)
    session.remark(remark)
    session.remark(other)
    from nhsgraph.analyses import paths

    found = paths.path(graph.reader, first, second, as_of, follow=follow, leave_out=leave_out, most=most)
    session.write(explain.rendered(found, chosen, request), request.output)
    return 0
