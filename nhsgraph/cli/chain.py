"""``nhsgraph chain``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from nhsgraph.cli import session
from nhsgraph.cli.explain import chosen_format, deliver, rendered
from nhsgraph.cli.short import PAGE_FORMATS, ChainRequest
from nhsgraph.errors import UsageError

if TYPE_CHECKING:
    from datetime import date

    from nhsgraph.analyses.accountability.ends import End
    from nhsgraph.analyses.explanation import Explanation
    from nhsgraph.graph import Graph


def run(request: ChainRequest) -> int:
    """Follow accountability and write the result; returns the exit code."""
    chosen = chosen_format(
        request.format or ("html" if request.open_page else ""), request.output, PAGE_FORMATS
    )
    if request.open_page and chosen != "html":
        raise UsageError("--open shows a page. Use it with --format html.")
    as_of = session.day(request.as_of)
    _check(request)
    graph = session.open_graph(request.dataset, request.endpoint)
    explanation = _asked(graph, request, as_of)
    if chosen == "html":
        deliver(_page(graph, request, explanation), explanation.code, request)
    else:
        session.write(rendered(explanation, chosen, request), request.output)
    return 0


def _check(request: ChainRequest) -> None:
    """Raise :class:`~nhsgraph.errors.UsageError` for arguments that do not go together."""
    if sum((bool(request.to), request.matrix, request.gaps, request.why_not)) > 1:
        raise UsageError("--to, --matrix, --gaps and --why-not are four questions; ask one at a time.")
    if request.function and (request.gaps or request.why_not):
        raise UsageError(
            "--function goes with chains and with --matrix; --gaps and --why-not tell every function."
        )
    if request.all_functions and (request.gaps or request.why_not or request.matrix):
        raise UsageError("--all-functions goes with chains alone; leave it out.")
    if not request.bodies and not request.gaps and not request.why_not:
        raise UsageError(
            "give a body, for example: nhsgraph chain 05T, or ask for --gaps of the whole country."
        )
    if len(request.bodies) > 1 and not request.why_not:
        raise UsageError("give one body; names with spaces go in quotes.")


def _page(graph: Graph, request: ChainRequest, explanation: Explanation) -> str:
    """The page; with a picture where whole chains were asked for, since the others are answers in words or a table."""
    from nhsgraph.present.html import chain

    if request.why_not or request.gaps or request.matrix or request.to:
        return chain.render(explanation)
    from nhsgraph.analyses.accountability import picture

    drawn = picture.picture(graph.reader, explanation.id, explanation.as_of, function=request.function)
    return chain.render(explanation, drawn)


def _asked(graph: Graph, request: ChainRequest, as_of: date | None) -> Explanation:
    if request.why_not:
        return _why_not(graph, request, as_of)
    if request.gaps:
        return _gaps(graph, request, as_of)
    from nhsgraph.analyses.accountability import report

    body = _resolved(graph, request.bodies[0])
    if request.matrix:
        return report.matrix_of(graph.reader, body, as_of, function=request.function)
    to = _end(graph, request.to) if request.to else None
    return report.chain(
        graph.reader, body, as_of, function=request.function, to=to, all_functions=request.all_functions
    )


def _gaps(graph: Graph, request: ChainRequest, as_of: date | None) -> Explanation:
    from nhsgraph.analyses.accountability import gap_report

    if not request.bodies:
        return gap_report.national_gaps(graph.reader, as_of)
    return gap_report.gaps_of(graph.reader, _resolved(graph, request.bodies[0]), as_of)


def _why_not(graph: Graph, request: ChainRequest, as_of: date | None) -> Explanation:
    from nhsgraph.analyses.accountability import ends, report

    first, second = ends.split(request.bodies)
    return report.why_not_between(graph.reader, _end(graph, first), _end(graph, second), as_of)


def _end(graph: Graph, text: str) -> End:
    """What one end means: a kind of body by its word, else a body by code or name."""
    from nhsgraph.analyses.accountability import ends, policy
    from nhsgraph.analyses.explain.context import cites
    from nhsgraph.views import body_iri

    rules = policy.read(graph.reader)
    if (end := ends.of_word(text, rules)) is not None:
        return end
    body = _resolved(graph, text)
    row = graph.reader.rows("body", body=body_iri(body))[0]
    end = ends.of_body(row.code("kind"), row.text("label") or text, body, rules)
    return replace(end, asked=text, cites=cites([row]))


def _resolved(graph: Graph, text: str) -> str:
    body, remark = graph.resolve(text)
    session.remark(remark)
    return body
