"""The query page: the vendored editor, its tabs the stored questions, prefixes and completion from this server alone."""

from __future__ import annotations

from html import escape

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from nhsgraph import questions, sparql_text
from nhsgraph.errors import UsageError
from nhsgraph.graph import Graph
from nhsgraph.query import PREFIXES, Value, bound
from nhsgraph.questions import Question
from nhsgraph.views import body_iri
from nhsgraph.web import headers, html, state

_START = """# The bodies of a kind, with their codes and names
SELECT ?body ?code ?name WHERE {
  ?body a ng:CCG ; skos:notation ?code ; rdfs:label ?name .
} ORDER BY ?code LIMIT 50
"""


async def page(request: Request) -> Response:
    """``/query``."""
    head = (
        '<link rel="stylesheet" href="/static/vendor/yasgui.min.css">'
        '<script src="/static/vendor/yasgui.min.js" defer></script><script src="/static/query.js" defer></script>'
    )
    body = (
        "<h1>Query the graph</h1>"
        "<p>SPARQL 1.1, read-only. The prefixes of the graph are known: <code>ng:</code>, <code>id:</code>, "
        "<code>src:</code>, <code>cl:</code> and the usual ones.</p>"
        '<p><label for="question">A stored question as a new tab</label> <select id="question">'
        '<option value="">Choose …</option></select> <span id="about" role="status"></span></p>'
        '<div id="yasgui"></div><noscript><form action="/sparql" method="get"><label for="q">Query</label>'
        f'<textarea id="q" name="query" rows="12" cols="80">{escape(_START)}</textarea>'
        '<input type="hidden" name="format" value="csv"><button>Run</button></form></noscript>'
    )
    text = html.page("Query", body, fictional=state.of(request).settings.fictional, head=head)
    return HTMLResponse(text, headers={"content-security-policy": headers.QUERY_PAGE_POLICY})


async def settings(request: Request) -> Response:
    """``/query/settings.json``: prefixes, the first query, the stored questions with their parameters filled in."""
    graph = state.of(request).graph
    tabs = await run_in_threadpool(lambda: [tab(graph, q) for q in questions.all_questions()])
    return JSONResponse({"prefixes": PREFIXES, "start": _START, "questions": tabs})


def tab(graph: Graph, question: Question) -> dict[str, object]:
    """A stored question as the page takes it."""
    return {
        "id": question.id,
        "title": question.title,
        "question": question.question,
        "caveats": list(question.remarks),
        "query": filled(graph, question),
    }


def filled(graph: Graph, question: Question) -> str:
    """The text of a question with its defaults in the place of its parameters, and said so above."""
    text = "".join(
        line + "\n" for line in question.path.read_text(encoding="utf-8").splitlines() if line[:2] != "#+"
    )
    terms = {p.variable: str(bound(_default(graph, p))) for p in question.parameters}
    told = [f"# {question.question}", *(f"# {p.about}: {terms[p.variable]}" for p in question.parameters)]
    return "\n".join(told) + "\n" + sparql_text.bind(text, terms)


def _default(graph: Graph, parameter: questions.Parameter) -> Value:
    text = parameter.default or {"body": "05T", "date": "2016-04-01", "year": "2015-16", "number": "1"}.get(
        parameter.type, ""
    )
    if parameter.type != "body":
        return questions.value(parameter, text)
    try:
        return body_iri(graph.resolve(text)[0])
    except UsageError:  # another data set has other bodies
        return body_iri(text)
