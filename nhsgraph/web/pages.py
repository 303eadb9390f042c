"""The pages that say what there is."""

from __future__ import annotations

from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from nhsgraph.web import html, openapi, state


async def start(request: Request) -> Response:
    """``/``: what this server offers, and a search."""
    shared = state.of(request)
    example = "X01" if shared.settings.fictional else "05T"
    local = f"ccg-{example}"
    items = (
        (
            "/site/",
            "England and its bodies",
            "the pages of a date: pictures, explanations, questions, sources, methods; the first takes some seconds",
        ),
        ("/query", "Query page", "SPARQL in the browser, with the stored questions"),
        ("/sparql", "SPARQL endpoint", "SPARQL 1.1 Protocol; without a query, the service description"),
        (f"/id/{local}", "A body as linked data", "HTML, Turtle, JSON-LD, N-Triples, RDF/XML"),
        (f"/api/explain/{example}", "An explanation as JSON", "the API is described in OpenAPI 3.1"),
        ("/reconcile", "Reconciliation service", "for OpenRefine: names to bodies, by type and date"),
        ("/.well-known/void", "VoID", "the data set and its graphs"),
    )
    rows = ((f'<a href="{escape(path)}">{escape(name)}</a>', escape(about)) for path, name, about in items)
    body = (
        "<h1>nhsgraph</h1><p>How English primary care was commissioned: dated answers, each with its sources.</p>"
        '<form action="/api/find" method="get" role="search"><label for="q">Find a body by code or name</label> '
        '<input id="q" name="q" required> <button>Find</button></form>'
        '<form action="/site" method="get"><label for="as-of">The pages of a date</label> '
        '<input id="as-of" name="as_of" type="date" value="2016-04-01" required> <button>Open</button></form>'
        + html.table("What there is", ("path", "about"), rows)
    )
    return HTMLResponse(html.page("Start", body, fictional=shared.settings.fictional))


async def api(request: Request) -> Response:
    """``/api``: the paths of the JSON API."""
    described = openapi.document(state.base_url(request))
    rows = (
        (f"<code>{escape(path)}</code>", escape(str(methods["get"]["summary"])))
        for path, methods in described["paths"].items()
    )
    body = '<h1>JSON API</h1><p>Described in <a href="/api/openapi.json">OpenAPI 3.1</a>.</p>' + html.table(
        "Paths", ("path", "what it gives"), rows
    )
    return HTMLResponse(html.page("API", body, fictional=state.of(request).settings.fictional))
