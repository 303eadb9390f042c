"""Around every request: who may ask, by which name, how much; and what every answer tells the browser."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from nhsgraph.web import problems
from nhsgraph.web.problems import HttpProblem
from nhsgraph.web.settings import Settings

#: Everything from this server, nothing from elsewhere, no plug-ins, no framing.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
#: The query editor writes style attributes; nothing else may.
QUERY_PAGE_POLICY = POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
#: A preview is shown in a frame of the tool that asked for it.
PREVIEW_POLICY = POLICY.replace("frame-ancestors 'none'", "frame-ancestors *")

_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    # The data are public and nothing here knows who asks: any page may read the answers.
    "Access-Control-Allow-Origin": "*",
}
_RAW = tuple((name.lower().encode(), value.encode()) for name, value in _HEADERS.items())
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Content-Type",
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
                message["headers"] = [*message["headers"], *(h for h in _RAW if h[0] not in there)]
            await send(message)

        headers: list[tuple[bytes, bytes]] = scope["headers"]
        try:
            self._check(headers)
        except HttpProblem as e:
            await problems.response(e)(scope, receive, guarded_send)
            return
        if scope["method"] == "OPTIONS" and any(n == b"access-control-request-method" for n, _ in headers):
            await Response(status_code=204, headers=_PREFLIGHT)(scope, receive, guarded_send)
            return
        await self._app(scope, receive, guarded_send)

    def _check(self, headers: Iterable[tuple[bytes, bytes]]) -> None:
        hosts, given = self._settings.hosts, []
        for name, value in headers:
            if name == b"host":
                given.append(value)
            elif name == b"content-length" and value.isdigit() and int(value) > self._settings.request_bytes:
                raise too_large(self._settings)
        if hosts and not _is_named(tuple(given), hosts):
            raise HttpProblem(
                421,
                "this server answers to the names "
                + ", ".join(sorted(hosts))
                + " only, and not to this Host.",
            )


def too_large(settings: Settings) -> HttpProblem:
    """The error for a request body over the limit."""
    return HttpProblem(413, f"a request may have {settings.request_bytes:,} bytes. Send a shorter query.")


@lru_cache(maxsize=128)
def _is_named(given: tuple[bytes, ...], hosts: frozenset[str]) -> bool:
    """Whether there is exactly one Host and it is, apart from the port, one of the names."""
    if len(given) != 1:
        return False
    host = given[0].decode("latin-1").strip().lower()
    if host.startswith("["):
        name, _, port = host[1:].partition("]")
        port = port.removeprefix(":")
    else:
        name, _, port = host.partition(":")
    return name in hosts and (not port or port.isdigit())
