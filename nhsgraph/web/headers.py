"""Headers, the same for every process that answers: whom it answers to, and what every answer tells the browser."""

from __future__ import annotations

from functools import lru_cache

#: Everything from this server, nothing from elsewhere, no plug-ins, no framing.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
#: The query editor writes style attributes; nothing else may.
QUERY_PAGE_POLICY = POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
#: A preview is shown in a frame of the tool that asked for it.
PREVIEW_POLICY = POLICY.replace("frame-ancestors 'none'", "frame-ancestors *")

_ALL = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    # The data are public and nothing here knows who asks: any page may read the answers.
    "Access-Control-Allow-Origin": "*",
}
#: The headers of every answer, as ASGI has them.
RAW = tuple((name.lower().encode(), value.encode()) for name, value in _ALL.items())


@lru_cache(maxsize=128)
def is_named(given: tuple[bytes, ...], hosts: frozenset[str]) -> bool:
    """Whether there is exactly one Host and it is, apart from the port, one of the names; no names stand for any.

    >>> is_named((b"localhost:8765",), frozenset({"localhost"})), is_named((b"evil.example",), frozenset({"localhost"}))
    (True, False)
    """
    if not hosts:
        return True
    if len(given) != 1:
        return False
    host = given[0].decode("latin-1").strip().lower()
    if host.startswith("["):
        name, _, port = host[1:].partition("]")
        port = port.removeprefix(":")
    else:
        name, _, port = host.partition(":")
    return name in hosts and (not port or port.isdigit())
