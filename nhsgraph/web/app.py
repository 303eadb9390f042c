"""The application: every path and what answers it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from pyoxigraph import NamedNode
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from nhsgraph.errors import NhsGraphError
from nhsgraph.graph import Graph
from nhsgraph.sparql import running
from nhsgraph.sparql.lookup import Lookups
from nhsgraph.sparql.memory import Memory
from nhsgraph.sparql.pool import Pool
from nhsgraph.web import answers, api, country, description, linked, pages, problems, protocol, querypage
from nhsgraph.web.guard import Guard
from nhsgraph.web.problems import HttpProblem
from nhsgraph.web.reconcile import service
from nhsgraph.web.settings import Settings
from nhsgraph.web.state import State

STATIC = Path(__file__).parent / "static"


def create(graph: Graph, settings: Settings, pool: Pool) -> ASGIApp:
    """The application on a built graph. The pool starts with it, if it does not run already, and ends with it."""
    graphs = frozenset(g.value for g in graph.store.named_graphs() if isinstance(g, NamedNode))
    shared = State(
        graph=graph,
        pool=pool,
        settings=settings,
        graphs=graphs,
        memory=Memory(running.cost),
        shelf=country.Shelf(graph),
        lookups=Lookups(graph.store, settings.limits),
    )

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        app.state.shared = shared
        await pool.start()
        try:
            yield
        finally:
            await pool.close()

    site = Starlette(
        routes=_ROUTES,
        exception_handlers={HTTPException: _http_exception, NhsGraphError: _problem},
        lifespan=lifespan,
    )
    return Guard(_direct(site), settings)


def _direct(site: Starlette) -> ASGIApp:
    """Queries go straight to their endpoint: the routing costs a point look-up a fifth of its time."""

    async def answered(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] == "/sparql" and scope["method"] in {"GET", "POST"}:
            scope["app"] = site
            response = await protocol.endpoint(Request(scope, receive))
            await response(scope, receive, send)
        else:
            await site(scope, receive, send)

    return answered


async def _http_exception(_request: Request, error: Exception) -> Response:
    """What the routing itself refuses: unknown paths and methods."""
    assert isinstance(error, HTTPException)
    detail = {
        404: "there is nothing at this path. See / for what there is.",
        405: "this path does not answer to this method; see the Allow header.",
    }.get(error.status_code, error.detail)
    return problems.response(HttpProblem(error.status_code, detail, error.headers))


async def _problem(request: Request, error: Exception) -> Response:
    """What a handler cannot answer: for programs always problem details, else what the client reads."""
    assert isinstance(error, NhsGraphError)
    if request.url.path.startswith(("/api/", "/reconcile")):
        return problems.response(error)
    return problems.spoken(request, error)


_ROUTES = [
    Route("/sparql", protocol.endpoint, methods=["GET", "POST"]),
    Route("/", pages.start),
    Route("/query", querypage.page),
    Route("/query/settings.json", querypage.settings),
    Route("/site", country.start),
    Route("/site/", country.start),
    Route("/site/{day}", country.start),
    Route("/site/{day}/", country.start),
    Route("/site/{day}/{path:path}", country.page),
    Route("/.well-known/void", description.service),
    Route("/api", pages.api),
    Route("/api/openapi.json", api.described),
    Route("/api/explain/{body}", api.about_body(answers.explain)),
    Route("/api/chain/{body}", api.about_body(answers.chain)),
    Route("/api/conflicts/{body}", api.about_body(answers.conflicts)),
    Route("/api/footprints/{body}", api.about_body(answers.footprints)),
    Route("/api/find", api.find),
    Route("/api/sources", api.sources),
    Route("/api/questions", api.asked),
    Route("/reconcile", service.root, methods=["GET", "POST"]),
    Route("/reconcile/suggest/entity", service.suggest_entity),
    Route("/reconcile/suggest/type", service.suggest_type),
    Route("/reconcile/suggest/property", service.suggest_property),
    Route("/reconcile/properties", service.propose),
    Route("/reconcile/preview", service.preview),
    Route("/def", linked.vocabulary),
    Route("/id/{name:path}", linked.resource),
    Route("/source/{name:path}", linked.resource),
    Route("/claim/{name:path}", linked.resource),
    Route("/graph/{name:path}", linked.resource),
    Route("/api/{rest:path}", api.missing),
    Mount("/static", StaticFiles(directory=STATIC)),
]
