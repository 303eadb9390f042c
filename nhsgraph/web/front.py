"""A front process: takes connections, answers look-ups itself, and hands every other connection to the server.

Started as ``python -m nhsgraph.web.front CHANNEL LISTENER SETTINGS``: two inherited descriptors and JSON. There are several,
so that look-ups use more than one processor. Whichever is awake takes a connection, and shares what it takes out among all
of them in turn: one that is busy is awake most, and would end with more of them than the rest. What is handed on (the
connection and what was read of it) stays with the server. A front ends when the other end of its channel closes.
"""

from __future__ import annotations

import gc
import itertools
import json
import resource
import selectors
import signal
import socket
import struct
import sys
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from nhsgraph import store
from nhsgraph.errors import StoreError
from nhsgraph.sparql.limits import Limits
from nhsgraph.web.quick import Quick

#: How long the bytes are that follow; a message that hands a connection on carries its descriptor as well.
LENGTH = struct.Struct(">I")
_READ, _WRITE = selectors.EVENT_READ, selectors.EVENT_WRITE
_CHUNK = 65_536  # bytes that are read at a time
_TICK = 1.0


class _Client:
    """A connection: since when it is quiet, and what of an answer it has not taken yet."""

    __slots__ = ("connection", "rest", "since")

    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection
        self.rest = b""
        self.since = time.monotonic()


class Front:
    """The loop of one front."""

    def __init__(
        self,
        listener: socket.socket,
        channel: socket.socket,
        answer: Callable[[bytes], bytes | None],
        patience: float,
        inbox: socket.socket | None = None,
        others: Sequence[socket.socket] = (),
    ) -> None:
        self._listener = listener
        self._channel = channel
        self._answer = answer
        self._patience = patience
        self._inbox = inbox
        self._turn = itertools.cycle((None, *others))
        self._selector = selectors.DefaultSelector()
        self._clients: OrderedDict[int, _Client] = OrderedDict()  # the one that is quiet for longest first
        self._most = most_connections()
        self._ended = False

    def run(self) -> None:
        """Serve until the other end of the channel closes."""
        self._listener.setblocking(False)
        self._selector.register(self._listener, _READ, self._accept)
        self._selector.register(self._channel, _READ, self._end)
        if self._inbox is not None:
            self._selector.register(self._inbox, _READ, self._receive)
        swept = time.monotonic()
        while not self._ended:
            for key, _ in self._selector.select(_TICK):
                if not isinstance(key.data, _Client):
                    key.data()
                elif self._clients.get(key.fd) is key.data:  # not pushed out by one that was taken just now
                    self._serve(key.data)
            if (now := time.monotonic()) > swept + _TICK:
                swept = now
                self._sweep(now)

    def _end(self) -> None:
        self._ended = True

    def _accept(self) -> None:
        try:
            connection, _ = self._listener.accept()
        except OSError:  # another front took it, the client is gone, or there is no descriptor left
            return
        if (other := next(self._turn)) is not None:
            with suppress(OSError):  # its inbox is full: it has enough to do
                socket.send_fds(other, [b"1"], [connection.fileno()])
                connection.close()
                return
        self._take(connection)

    def _receive(self) -> None:
        assert self._inbox is not None
        with suppress(OSError):  # nothing there, or no descriptor left
            _, descriptors, _, _ = socket.recv_fds(self._inbox, 1, 1)
            for descriptor in descriptors:
                self._take(socket.socket(fileno=descriptor))

    def _take(self, connection: socket.socket) -> None:
        if len(self._clients) >= self._most:
            self._close(next(iter(self._clients.values())))
        connection.setblocking(False)
        if connection.family != socket.AF_UNIX:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        client = _Client(connection)
        self._clients[connection.fileno()] = client
        self._selector.register(connection, _READ, client)

    def _serve(self, client: _Client) -> None:
        client.since = time.monotonic()
        self._clients.move_to_end(client.connection.fileno())
        if client.rest:
            self._send(client, client.rest)
            return
        try:
            data = client.connection.recv(_CHUNK)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._close(client)
        elif (answer := self._answer(data)) is not None:
            self._send(client, answer)
        else:
            self._hand_on(client, data)

    def _send(self, client: _Client, answer: bytes) -> None:
        try:
            sent = client.connection.send(answer)
        except BlockingIOError:
            sent = 0
        except OSError:
            self._close(client)
            return
        was, client.rest = bool(client.rest), answer[sent:]
        if bool(client.rest) is not was:
            # Nothing is read from a client that does not read.
            self._selector.modify(client.connection, _WRITE if client.rest else _READ, client)

    def _hand_on(self, client: _Client, data: bytes) -> None:
        try:
            socket.send_fds(self._channel, [LENGTH.pack(len(data))], [client.connection.fileno()])
            self._channel.sendall(data)
        except OSError:  # the server has ended
            self._ended = True
        self._close(client)

    def _sweep(self, now: float) -> None:
        for client in list(self._clients.values()):
            if client.since > now - self._patience:
                return
            self._close(client)

    def _close(self, client: _Client) -> None:
        self._selector.unregister(client.connection)
        del self._clients[client.connection.fileno()]
        client.connection.close()


def most_connections() -> int:
    """How many connections a process keeps: fewer than the files that it may open, of which the graph has some."""
    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return 1_000 if files == resource.RLIM_INFINITY else max(16, min(1_000, files - 200))


def main(arguments: list[str]) -> None:
    """Open the graph, say so, and serve."""
    channel, listener = (socket.socket(fileno=int(number)) for number in arguments[:2])
    told = json.loads(arguments[2])
    # An interrupt at the terminal reaches the whole group; the server decides when its fronts end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        opened = store.open_generation(Path(told["generation"]))
    except StoreError as e:
        text = str(e).encode()
        channel.sendall(LENGTH.pack(len(text)) + text)
        return
    channel.sendall(LENGTH.pack(0))
    quick = Quick(opened, Limits(rows=told["rows"], size=told["size"]), frozenset(told["hosts"]))
    gc.freeze()  # what is there now stays; the collector need not look at it
    inbox, *others = (socket.socket(fileno=number) for number in (told["inbox"], *told["others"]))
    Front(listener, channel, quick.answer, told["patience"], inbox, others).run()


if __name__ == "__main__":
    main(sys.argv[1:])
