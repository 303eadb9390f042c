"""The HTTP server behind the fronts: uvicorn, on connections that others took."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from nhsgraph.sparql.pool import Pool
from nhsgraph.web import headers
from nhsgraph.web.front import most_connections
from nhsgraph.web.fronts import Fronts
from nhsgraph.web.guard import too_large
from nhsgraph.web.problems import HttpProblem
from nhsgraph.web.settings import Settings

_ANSWERS = 8  # of the largest size: what all clients together may leave untaken
_UNREADABLE = HttpProblem(
    400, "this is not a request in HTTP/1.1 that can be read. Check its first line and its headers."
)


class Connection(HttpToolsProtocol):
    """A connection that begins with bytes read already, and holds nothing for a client that is not there.

    Its requests have to arrive within a time and a size, and its answers have to be taken: one of which nothing is taken
    for that time ends it, and so does too much that all clients together leave untaken, for the one that is behind for
    longest.
    """

    def __init__(self, *arguments: Any, begun: bytes = b"", settings: Settings, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._begun = begun
        self._settings = settings
        self._patience = settings.request_seconds
        self._came = 0  # bytes of the head, or of what follows it
        self._late: asyncio.TimerHandle | None = None
        self._stuck: asyncio.TimerHandle | None = None
        self._since = self.loop.time()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:  # noqa: D102 - of the protocol
        super().connection_made(transport)  # type: ignore[arg-type]  # narrower in uvicorn
        self.transport.set_write_buffer_limits(high=0)  # whatever is left is told to pause_writing
        self._late = self.loop.call_later(self._patience, self.transport.close)
        if self._begun:
            self.data_received(self._begun)

    def data_received(self, data: bytes) -> None:  # noqa: D102 - of the protocol
        self._came += len(data)
        super().data_received(data)
        if self._late is not None and self._came > self._settings.request_bytes:
            self._refuse(too_large(self._settings))
        elif (
            self._came > 2 * self._settings.request_bytes
        ):  # more than a body that is refused, in all its chunks
            self.transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: D102 - of the protocol
        self._in_time()
        self._caught_up()
        super().connection_lost(exc)

    def eof_received(self) -> bool:  # type: ignore[override]  # nothing in uvicorn, which drops the answer
        """A client that has nothing more to say still gets what it asked for; then the connection ends."""
        if not self._answers or self.cycle.more_body:
            return False
        self.cycle.keep_alive = False
        return True

    def pause_writing(self) -> None:  # noqa: D102 - of the protocol
        super().pause_writing()
        self._since = self.loop.time()
        self._watch()
        behind = [c for c in self.connections if isinstance(c, Connection) and c._left]
        excess = sum(c._left for c in behind) - _ANSWERS * self._settings.limits.size
        for one in sorted(behind, key=lambda c: c._since):
            if excess <= 0:
                return
            excess -= one._left
            one.transport.abort()

    def resume_writing(self) -> None:  # noqa: D102 - of the protocol
        self._caught_up()
        super().resume_writing()

    def order(self) -> tuple[bool, float]:
        """Which connection is to be missed least, where there are too many: first those that wait for no answer."""
        return self._answers, self._since

    @property
    def _answers(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    @property
    def _left(self) -> int:
        return self.transport.get_write_buffer_size()

    def _watch(self) -> None:
        self._stuck = self.loop.call_later(self._patience, self._still_there, self._left)

    def _still_there(self, left: int) -> None:
        if self._left < left:
            self._watch()
        else:
            self.transport.abort()

    def _caught_up(self) -> None:
        if self._stuck is not None:
            self._stuck.cancel()
            self._stuck = None

    def on_message_begin(self) -> None:  # noqa: D102 - of the parser
        self._in_time()
        self._came = 0
        self._since = self.loop.time()
        self._late = self.loop.call_later(self._patience, self.transport.close)
        super().on_message_begin()

    def on_headers_complete(self) -> None:  # noqa: D102 - of the parser
        self._in_time()
        self._came = 0
        super().on_headers_complete()

    def send_400_response(self, msg: str) -> None:
        """What cannot be parsed: in our words, with our headers."""
        del msg
        self._refuse(_UNREADABLE)

    def _refuse(self, problem: HttpProblem) -> None:
        body = f"{problem}\n".encode()
        own = (
            *self.server_state.default_headers,
            *headers.RAW,
            (b"content-type", b"text/plain; charset=utf-8"),
            (b"content-length", b"%d" % len(body)),
            (b"connection", b"close"),
        )
        lines = b"".join(b"%b: %b\r\n" % pair for pair in own)
        status = HTTPStatus(problem.status)
        self.transport.write(b"HTTP/1.1 %d %b\r\n%b\r\n%b" % (status, status.phrase.encode(), lines, body))
        self.transport.close()

    def _in_time(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None


class Server(uvicorn.Server):
    """Serves what the fronts hand on, until it is interrupted."""

    def __init__(
        self,
        config: uvicorn.Config,
        fronts: Fronts,
        pool: Pool,
        settings: Settings,
        ready: Callable[[], None],
    ) -> None:
        super().__init__(config)
        self._fronts = fronts
        self._pool = pool
        self._settings = settings
        self._most = most_connections()
        self._ready = ready
        self._taking: set[asyncio.Task[None]] = set()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:  # noqa: D102 - of uvicorn
        await super().startup(sockets)
        await self._fronts.start(self._take)
        self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:  # noqa: D102 - of uvicorn
        self._fronts.close()
        await self._pool.close()  # first, so that who waits for a query is told
        await super().shutdown(sockets)

    def _take(self, connection: socket.socket, begun: bytes) -> None:
        if len(self.server_state.connections) >= self._most:
            there = (c for c in self.server_state.connections if isinstance(c, Connection))
            min(there, key=Connection.order).transport.abort()
        task = asyncio.get_running_loop().create_task(self._taken(connection, begun))
        self._taking.add(task)
        task.add_done_callback(self._taking.discard)

    async def _taken(self, connection: socket.socket, begun: bytes) -> None:
        def protocol() -> Connection:
            return Connection(
                config=self.config,
                server_state=self.server_state,
                app_state=self.lifespan.state,
                begun=begun,
                settings=self._settings,
            )

        connection.setblocking(False)
        await asyncio.get_running_loop().connect_accepted_socket(protocol, connection)
