"""The server's side of its front processes: they are started, watched, and their connections taken over."""

from __future__ import annotations

import asyncio
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
    """A front process and the channel to it."""

    process: subprocess.Popen[bytes]
    channel: socket.socket

    def end(self) -> None:
        self.channel.close()
        with suppress(ProcessLookupError):
            self.process.kill()
        self.process.wait()


class Fronts:
    """The fronts of one listening socket. Start them in the event loop that takes their connections over."""

    def __init__(self, listener: socket.socket, generation: Path, settings: Settings) -> None:
        self._listener = listener
        self._generation = generation
        self._settings = settings
        self._running: set[_Front] = set()
        self._restarts: set[asyncio.Task[None]] = set()

    async def start(self, take: Taker) -> None:
        """Start them all; raises :class:`~nhsgraph.errors.StoreError` when one cannot be had."""
        started = await asyncio.gather(
            *(self._start(take) for _ in range(self._settings.fronts)), return_exceptions=True
        )
        for one in started:
            if isinstance(one, BaseException):
                self.close()
                raise one

    def close(self) -> None:
        """End them: no new connection is taken."""
        for task in self._restarts:
            task.cancel()
        loop = asyncio.get_running_loop()
        for front in self._running:
            loop.remove_reader(front.channel)
            front.end()
        self._running.clear()

    async def _start(self, take: Taker) -> None:
        ours, theirs = socket.socketpair()
        told = {
            "generation": str(self._generation),
            "hosts": sorted(self._settings.hosts),
            "rows": self._settings.limits.rows,
            "size": self._settings.limits.size,
            "patience": self._settings.request_seconds,
        }
        numbers = (theirs.fileno(), self._listener.fileno())
        with theirs:
            process = processes.start(
                "nhsgraph.web.front", (*(str(n) for n in numbers), json.dumps(told)), numbers, _TUNED
            )
        front = _Front(process=process, channel=ours)
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
        asyncio.get_running_loop().add_reader(ours, self._receive, front, take)

    def _receive(self, front: _Front, take: Taker) -> None:
        if (message := _message(front.channel)) is None:
            asyncio.get_running_loop().remove_reader(front.channel)
            self._running.discard(front)
            front.end()
            task = asyncio.get_running_loop().create_task(self._again(take))
            self._restarts.add(task)
            task.add_done_callback(self._restarts.discard)
            return
        data, descriptors = message
        for descriptor in descriptors:
            take(socket.socket(fileno=descriptor), data)

    async def _again(self, take: Taker) -> None:
        while True:
            await asyncio.sleep(_PAUSE)
            with suppress(StoreError):
                await self._start(take)
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
