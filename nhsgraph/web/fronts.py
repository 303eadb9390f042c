"""The server's side of its front processes: they are started, watched, and their connections taken over."""

from __future__ import annotations

import asyncio
import itertools
import json
import socket
import subprocess
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from nhsgraph.errors import StoreError
from nhsgraph.sparql import processes
from nhsgraph.web.front import LENGTH
from nhsgraph.web.settings import Settings

_STARTING = 60.0  # seconds that a front may take to open the store
_PAUSE = 1.0  # seconds until a front that ended is started again

#: A look-up makes and frees hundreds of small blocks; kept at hand they cost less. Other C libraries pass it over.
_TUNED = {"GLIBC_TUNABLES": "glibc.malloc.tcache_count=1000"}

#: What takes a connection and the bytes that were read of it.
Taker = Callable[[socket.socket, bytes], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Front:
    """A front process, which of the inboxes is its own, and the channel to it."""

    number: int
    process: subprocess.Popen[bytes]
    channel: socket.socket

    def end(self) -> None:
        self.channel.close()
        with suppress(ProcessLookupError):
            self.process.kill()
        self.process.wait()


class Fronts:
    """The fronts of one listening socket. Start them in the event loop that takes their connections over.

    Each has an inbox, into which the others put connections: a pair of sockets that stays when the front ends, so that none
    is lost. What arrives while it has ended, the server takes.
    """

    def __init__(self, listener: socket.socket, generation: Path, settings: Settings) -> None:
        self._listener = listener
        self._generation = generation
        self._settings = settings
        pairs = [socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM) for _ in range(settings.fronts)]
        for end in itertools.chain(*pairs):
            end.setblocking(False)
        self._inboxes, self._slots = zip(*pairs, strict=True)
        self._running: set[_Front] = set()
        self._restarts: set[asyncio.Task[None]] = set()

    async def start(self, take: Taker) -> None:
        """Start them all; raises :class:`~nhsgraph.errors.StoreError` when one cannot be had."""
        started = await asyncio.gather(
            *(self._start(take, number) for number in range(self._settings.fronts)), return_exceptions=True
        )
        for one in started:
            if isinstance(one, BaseException):
                self.close()
                raise one

    def close(self) -> None:
        """End them: no new connection is taken. Closing again does nothing."""
        for task in self._restarts:
            task.cancel()
        loop = asyncio.get_running_loop()
        for front in self._running:
            loop.remove_reader(front.channel)
            front.end()
        self._running.clear()
        for inbox, slot in zip(self._inboxes, self._slots, strict=True):
            if inbox.fileno() >= 0:
                loop.remove_reader(inbox)
            inbox.close()
            slot.close()

    async def _start(self, take: Taker, number: int) -> None:
        ours, theirs = processes.channel()
        told = {
            "generation": str(self._generation),
            "hosts": sorted(self._settings.hosts),
            "rows": self._settings.limits.rows,
            "size": self._settings.limits.size,
            "patience": self._settings.request_seconds,
            "inbox": self._inboxes[number].fileno(),
            "others": [slot.fileno() for n, slot in enumerate(self._slots) if n != number],
        }
        numbers = (theirs.fileno(), self._listener.fileno())
        with theirs:
            process = processes.start(
                "nhsgraph.web.front",
                (*(str(n) for n in numbers), json.dumps(told)),
                (*numbers, told["inbox"], *told["others"]),
                _TUNED,
            )
        front = _Front(number=number, process=process, channel=ours)
        try:
            async with asyncio.timeout(_STARTING):
                failed = await asyncio.to_thread(_message, ours)
        except TimeoutError:
            failed = None
        except asyncio.CancelledError:
            front.end()
            raise
        if failed is None or failed[0]:
            front.end()
            raise StoreError(
                failed[0].decode()
                if failed
                else "a front process did not start. Start again, or build anew with: nhsgraph build --force"
            )
        self._running.add(front)
        loop = asyncio.get_running_loop()
        loop.remove_reader(self._inboxes[number])
        loop.add_reader(ours, self._receive, front, take)

    def _receive(self, front: _Front, take: Taker) -> None:
        if (message := _message(front.channel)) is None:
            loop = asyncio.get_running_loop()
            loop.remove_reader(front.channel)
            self._running.discard(front)
            front.end()
            loop.add_reader(self._inboxes[front.number], self._empty, front.number, take)
            task = loop.create_task(self._again(take, front.number))
            self._restarts.add(task)
            task.add_done_callback(self._restarts.discard)
            return
        data, descriptors = message
        for descriptor in descriptors:
            take(socket.socket(fileno=descriptor), data)

    def _empty(self, number: int, take: Taker) -> None:
        with suppress(OSError):
            _, descriptors, _, _ = socket.recv_fds(self._inboxes[number], 1, 1)
            for descriptor in descriptors:
                take(socket.socket(fileno=descriptor), b"")

    async def _again(self, take: Taker, number: int) -> None:
        while True:
            await asyncio.sleep(_PAUSE)
            with suppress(StoreError):
                await self._start(take, number)
                return


def _message(channel: socket.socket) -> tuple[bytes, list[int]] | None:
    """The next message of a front, with the connections that came with it; ``None`` when the front has ended."""
    try:
        head, descriptors, _, _ = socket.recv_fds(channel, LENGTH.size, 1)
        if len(head) < LENGTH.size:
            return None
        wanted = LENGTH.unpack(head)[0]
        data = channel.recv(wanted, socket.MSG_WAITALL) if wanted else b""
    except OSError:
        return None
    return (data, descriptors) if len(data) == wanted else None
