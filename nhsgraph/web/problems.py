"""Errors as answers: a status, one or two sentences, and RFC 9457 problem details for programs."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from nhsgraph.errors import AmbiguousBody, NhsGraphError, OutsideLife, StoreError, UnknownBody, UsageError
from nhsgraph.sparql.problems import (
    Limit,
    LimitReached,
    RefusedQuery,
    ServerBusy,
    SyntaxProblem,
    WorkerFailed,
)
from nhsgraph.web import negotiation

MEDIA = "application/problem+json"


class HttpProblem(NhsGraphError):
    """A request that cannot be answered, with the status that says so."""

    def __init__(self, status: int, detail: str, headers: Mapping[str, str] | None = None) -> None:
        self.status = status
        self.headers = dict(headers or {})
        super().__init__(detail)


class NotFound(UsageError):
    """There is nothing under the name that was asked for."""


def status_of(error: NhsGraphError) -> int:
    """The HTTP status of an error."""
    if isinstance(error, HttpProblem):
        return error.status
    if isinstance(error, LimitReached):
        return 504 if error.limit is Limit.TIME else 507
    for kind, status in (
        (SyntaxProblem, 400),
        (RefusedQuery, 403),
        (ServerBusy, 503),
        (WorkerFailed, 500),
        (UnknownBody, 404),
        (NotFound, 404),
        (OutsideLife, 404),
        (AmbiguousBody, 409),
        (UsageError, 400),
        (StoreError, 503),
    ):
        if isinstance(error, kind):
            return status
    return 500


def document(error: NhsGraphError) -> dict[str, object]:
    """The problem details of an error: the fixed members, and what its kind knows."""
    status = status_of(error)
    made: dict[str, object] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": str(error),
    }
    if isinstance(error, LimitReached):
        made["limit"] = str(error.limit)
    if isinstance(error, SyntaxProblem) and error.line:
        made |= {"line": error.line, "column": error.column}
    if isinstance(error, UnknownBody):
        made["suggestions"] = [{"code": code, "name": name} for code, name in error.suggestions]
    if isinstance(error, AmbiguousBody):
        made["candidates"] = [{"code": code, "name": name} for code, name in error.candidates]
    return made


def headers_of(error: NhsGraphError) -> dict[str, str]:
    """Headers that belong to an error."""
    if isinstance(error, HttpProblem):
        return error.headers
    return {"Retry-After": "2"} if isinstance(error, ServerBusy) else {}


def response(error: NhsGraphError) -> Response:
    """An error as problem details."""
    return JSONResponse(
        document(error), status_code=status_of(error), media_type=MEDIA, headers=headers_of(error)
    )


def spoken(request: Request, error: NhsGraphError) -> Response:
    """An error as people read it in a query tool: plain text, or problem details where those are asked for."""
    accept = request.headers.get("accept", "")
    if "problem+json" in accept and negotiation.choose(accept, ("text/plain", MEDIA)) == MEDIA:
        return response(error)
    return PlainTextResponse(f"{error}\n", status_code=status_of(error), headers=headers_of(error))
