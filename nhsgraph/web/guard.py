"""Around every request: who may ask, by which name, how much; and what every answer tells the browser."""

from __future__ import annotations

from collections.abc import Iterable

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from nhsgraph.web import headers, problems
from nhsgraph.web.problems import HttpProblem
from nhsgraph.web.settings import Settings

_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Max-Age": "86400",
}


class Guard:
    """Middleware: Host check, request size, preflight, security headers."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: D102 - ASGI
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded_send(message: Message) -> None:
            if message["type"] == "http.response.start":
                there = {name for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *(h for h in headers.RAW if h[0] not in there)]
            await send(message)

        given: list[tuple[bytes, bytes]] = scope["headers"]
        try:
            self._check(given)
        except HttpProblem as e:
            await problems.response(e)(scope, receive, guarded_send)
            return
        if scope["method"] == "OPTIONS" and any(n == b"access-control-request-method" for n, _ in given):
            await Response(status_code=204, headers=_PREFLIGHT)(scope, receive, guarded_send)
            return
        await self._app(scope, receive, guarded_send)

    def _check(self, given: Iterable[tuple[bytes, bytes]]) -> None:
        hosts, named = self._settings.hosts, []
        for name, value in given:
            if name == b"host":
                named.append(value)
            elif name == b"content-length" and value.isdigit() and int(value) > self._settings.request_bytes:
                raise too_large(self._settings)
        if not headers.is_named(tuple(named), hosts):
            raise HttpProblem(
                421,
                "this server answers to the names "
                + ", ".join(sorted(hosts))
                + " only, and not to this Host.",
            )


def too_large(settings: Settings) -> HttpProblem:
    """The error for a request body over the limit."""
    return HttpProblem(413, f"a request may have {settings.request_bytes:,} bytes. Send a shorter query.")
