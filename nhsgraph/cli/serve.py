"""``nhsgraph serve``: where to listen, and the server's life."""

from __future__ import annotations

import asyncio
import errno
import ipaddress
import socket
import sys
from dataclasses import dataclass

from nhsgraph.cli import session
from nhsgraph.errors import UsageError
from nhsgraph.graph import Graph
from nhsgraph.sparql.limits import Limits
from nhsgraph.sparql.pool import Pool, PoolSize
from nhsgraph.web.settings import LOOPBACK, Settings

_QUEUE = 512  # connections that wait to be taken


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where to listen, and the Host names to answer to besides the machine's own."""

    host: str
    port: int
    public: bool
    names: tuple[str, ...]


def run(place: Place, limits: Limits, pool: PoolSize, fronts: int, dataset: str) -> int:
    """Serve until interrupted; returns the exit code."""
    if sys.platform == "win32":
        raise UsageError(
            "serve needs a Unix system: its processes pass connections to each other. Use WSL; every other command runs here."
        )
    _family(place)  # a name that means nothing is told before what a public address means
    hosts = answered_hosts(place)
    with listening(place) as listener:
        graph = session.local_graph(dataset)
        settings = Settings(hosts=hosts, limits=limits, pool=pool, fronts=fronts, fictional=dataset == "demo")
        asyncio.run(_served(place, listener, graph, settings))
    return 0


async def _served(place: Place, listener: socket.socket, graph: Graph, settings: Settings) -> None:
    import uvicorn

    from nhsgraph.web import app
    from nhsgraph.web.fronts import Fronts
    from nhsgraph.web.server import Server

    workers = Pool(graph.generation, settings.limits, settings.pool)
    fronts = Fronts(listener, graph.generation, settings)
    config = uvicorn.Config(
        app.create(graph, settings, workers),
        ws="none",
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=2,
        proxy_headers=False,
    )

    def ready() -> None:
        _tell(place, listener.getsockname()[1], settings)

    try:
        # Before the server, which would wrap the error of a store that cannot be opened.
        await workers.start()
        await Server(config, fronts, workers, settings, ready).serve(sockets=[])
    finally:
        fronts.close()
        await workers.close()


def answered_hosts(place: Place) -> frozenset[str]:
    """The Host names to answer to; empty for any. Raises :class:`~nhsgraph.errors.UsageError`."""
    if is_loopback(place.host):
        return LOOPBACK | {place.host.lower(), *(name.lower() for name in place.names)}
    if not place.public:
        raise UsageError(
            f"{place.host} can be reached by other machines, and then everyone who can reach this one can run queries on "
            "it, unauthenticated and unencrypted. If that is meant, add --public; else leave --host out."
        )
    return frozenset(name.lower() for name in place.names) | (LOOPBACK if place.names else frozenset())


def is_loopback(host: str) -> bool:
    """Whether an address is this machine alone.

    >>> is_loopback("127.0.0.1"), is_loopback("::1"), is_loopback("0.0.0.0")
    (True, True, False)
    """
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _family(place: Place) -> socket.AddressFamily:
    try:
        return socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)[0][0]
    except OSError as e:
        raise UsageError(
            f"{place.host} is neither an address nor a name that is known here ({e.strerror}). Leave --host out."
        ) from None


def listening(place: Place) -> socket.socket:
    """The socket that listens. Raises :class:`~nhsgraph.errors.UsageError` when the address cannot be had."""
    # The protocol by name: Nagle is turned off only for sockets that say that they are TCP.
    listener = socket.socket(_family(place), socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((place.host, place.port))
    except OSError as e:
        listener.close()
        at = f"{place.host}:{place.port}"
        said = {
            errno.EADDRINUSE: f"port {place.port} is in use. Choose another with --port, or 0 for a free one.",
            errno.EADDRNOTAVAIL: f"{place.host} is not an address of this machine. Leave --host out.",
            errno.EACCES: f"{at} is not for this user. Choose a --port above 1023.",
        }.get(e.errno or 0, f"{at} cannot be used ({e.strerror}). Choose another --host or --port.")
        raise UsageError(said) from None
    listener.listen(_QUEUE)
    return listener


def _tell(place: Place, port: int, settings: Settings) -> None:
    limits, hosts = settings.limits, settings.hosts
    host = f"[{place.host}]" if ":" in place.host else place.host
    session.remark(f"Serving on http://{host}:{port}/ (stop with Ctrl-C)")
    session.remark(
        f"Read-only. A query may run {limits.seconds:g} s, give {limits.rows:,} rows or {limits.size / 1e6:g} MB, and "
        f"use {limits.memory_mb:,} MB of memory."
    )
    if not is_loopback(place.host):
        named = "the names " + ", ".join(sorted(hosts)) if hosts else "any name"
        session.remark(
            f"PUBLIC: every machine that can reach {place.host}:{port} can run queries, without a password and without "
            f"encryption. It answers to {named}. Put a proxy with TLS and a request rate in front of it."
        )
