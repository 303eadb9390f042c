"""The JSON API: what the commands tell, for programs. Described by :mod:`nhsgraph.web.openapi`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from datetime import date

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from nhsgraph import names, questions
from nhsgraph.graph import Graph
from nhsgraph.names import Name
from nhsgraph.period import parse_date
from nhsgraph.present import as_json
from nhsgraph.web import forms, openapi, state
from nhsgraph.web.forms import Fields
from nhsgraph.web.problems import HttpProblem

Handler = Callable[[Request], Awaitable[Response]]
#: The most that a search gives.
MOST = 200


def _json(text: str) -> Response:
    return Response(text, media_type="application/json")


def about_body(told: Callable[[Graph, str, date | None], str]) -> Handler:
    """The handler of ``/api/…/{body}``: what is told of a body on a date."""

    async def handler(request: Request) -> Response:
        day = _day(_known(request, ("as_of",)))
        return _json(await run_in_threadpool(told, state.of(request).graph, request.path_params["body"], day))

    return handler


async def find(request: Request) -> Response:
    """``/api/find``: bodies by code or name."""
    fields = _known(request, ("q", "limit"))
    text = forms.one(fields, "q")
    if not text.strip():
        raise HttpProblem(400, "the parameter “q” needs a code or part of a name.")
    limit = _number(fields, "limit", 20, MOST)
    graph = state.of(request).graph
    found = await run_in_threadpool(graph.find, text)
    document = {
        "schema_version": 1,
        "total": len(found),
        "bodies": [_found(name) for name in found[:limit]],
    }
    return _json(as_json.dumps(document))


async def sources(request: Request) -> Response:
    """``/api/sources``: every source with publisher, date, licence and counts."""
    _known(request, ())
    reader = state.of(request).graph.reader
    rows = await run_in_threadpool(reader.rows, "sources")
    listed = []
    for row in rows:
        made: dict[str, object] = {
            key: row[key]
            for key in ("id", "title", "publisher", "published", "licence", "url", "rows", "facts")
        }
        listed.append({**made, "grade": row.code("grade").removeprefix("grade-")})
    return _json(as_json.dumps({"schema_version": 1, "sources": listed}))


async def asked(request: Request) -> Response:
    """``/api/questions``: the stored questions with their parameters and caveats."""
    _known(request, ())
    found = await run_in_threadpool(lambda: list(questions.all_questions()))
    document = {
        "schema_version": 1,
        "questions": [
            {
                "id": q.id,
                "title": q.title,
                "question": q.question,
                "why": q.why,
                "parameters": [
                    {"name": p.name, "type": p.type, "about": p.about, "default": p.default}
                    for p in q.parameters
                ],
                "columns": dict(q.columns),
                "caveats": list(q.remarks),
                "sources": list(q.sources),
            }
            for q in found
        ],
    }
    return _json(as_json.dumps(document))


async def described(request: Request) -> Response:
    """``/api/openapi.json``."""
    return _json(as_json.dumps(openapi.document(state.base_url(request))))


async def missing(request: Request) -> Response:
    """Any other path below ``/api``."""
    raise HttpProblem(
        404, f"there is nothing at {request.url.path}. See /api/openapi.json for what there is."
    )


def _found(name: Name) -> dict[str, object]:
    return {
        "id": name.body,
        "code": names.shown_code(name),
        "kind": name.kind,
        "name": name.name,
        "from": name.body_from or None,
        "to": name.body_to or None,
    }


def _known(request: Request, allowed: Iterable[str]) -> Fields:
    """The parameters, of which none may be unknown: a misspelt one must not be passed over in silence."""
    fields = forms.of_query(request)
    known = set(allowed)
    for name in fields:
        if name not in known:
            there = ", ".join(sorted(known)) or "none"
            raise HttpProblem(400, f"there is no parameter “{name}” here. Parameters: {there}.")
    return fields


def _day(fields: Fields) -> date | None:
    if "as_of" not in fields:
        return None
    text = forms.one(fields, "as_of")
    return parse_date(text)


def _number(fields: Fields, name: str, default: int, most: int) -> int:
    text = forms.one(fields, name, str(default))
    if not (text.isascii() and text.isdigit() and len(text) <= 9 and 1 <= int(text) <= most):
        raise HttpProblem(400, f"“{name}” is a whole number from 1 to {most}, not “{text}”.")
    return int(text)
