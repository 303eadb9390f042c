"""Queries in worker processes: a few at a time, each killed when its time is over, the next ones waiting in order."""

from __future__ import annotations

import asyncio
import json
import subprocess
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nhsgraph.errors import QueryError, StoreError
from nhsgraph.sparql import frames, processes
from nhsgraph.sparql.limits import Limits
from nhsgraph.sparql.problems import (
    Limit,
    LimitReached,
    RefusedQuery,
    ServerBusy,
    SyntaxProblem,
    WorkerFailed,
)
from nhsgraph.sparql.running import Answer, Request

_STARTING = 60.0  # seconds that a worker may take to open the store
_CLOSING = "the server is closing. Ask again when it runs."
_PAUSE = 1.0  # seconds until a worker that did not start is tried again


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolSize:
    """How many workers run, and how many queries may wait for one, and how long."""

    workers: int = 2
    waiting: int = 256
    patience: float = 30.0


class _Channel(asyncio.Protocol):
    """The server's end of the socket pair: puts frames together and completes the future that waits for one."""

    def __init__(self) -> None:
        self._data = bytearray()
        self._future: asyncio.Future[tuple[Any, bytes]] | None = None
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def next_frame(self) -> asyncio.Future[tuple[Any, bytes]]:
        self._future = asyncio.get_running_loop().create_future()
        self._deliver()
        return self._future

    def send(self, data: bytes) -> None:
        assert self._transport is not None
        self._transport.write(data)

    def data_received(self, data: bytes) -> None:
        self._data += data
        self._deliver()

    def connection_lost(self, _exc: Exception | None) -> None:
        if self._future is not None and not self._future.done():
            self._future.set_exception(WorkerFailed("the process that ran the query ended."))

    def close(self) -> None:
        if self._transport is not None:
            self._transport.abort()

    def _deliver(self) -> None:
        if self._future is None or self._future.done() or len(self._data) < frames.LENGTHS.size:
            return
        head, body = frames.LENGTHS.unpack_from(self._data)
        start = frames.LENGTHS.size
        if len(self._data) >= start + head + body:
            parsed = json.loads(bytes(self._data[start : start + head]))
            content = bytes(self._data[start + head : start + head + body])
            self._data.clear()
            self._future.set_result((parsed, content))


@dataclass(slots=True, kw_only=True)
class _Worker:
    """A process and the channel to it."""

    process: subprocess.Popen[bytes]
    channel: _Channel

    def kill(self) -> None:
        self.channel.close()
        with suppress(ProcessLookupError):
            self.process.kill()
        self.process.wait()


class Pool:
    """A fixed number of workers on one built graph. Start it in the event loop that uses it, and close it."""

    def __init__(self, generation: Path, limits: Limits, size: PoolSize) -> None:
        self._generation = generation
        self._limits = limits
        self._size = size
        self._idle: list[_Worker] = []
        self._workers: dict[_Channel, _Worker] = {}
        self._queue: deque[asyncio.Future[_Worker]] = deque()
        self._replacing: set[asyncio.Task[None]] = set()
        self._closed = False

    async def start(self) -> None:
        """Start the workers, unless they run; raises :class:`~nhsgraph.errors.StoreError` when they cannot be had."""
        if self._workers:
            return
        started = await asyncio.gather(
            *(self._spawn() for _ in range(self._size.workers)), return_exceptions=True
        )
        for worker in started:
            if isinstance(worker, BaseException):
                await self.close()
                raise worker
            self._free(worker)

    async def close(self) -> None:
        """End the workers."""
        self._closed = True
        for task in self._replacing:
            task.cancel()
        for waiting in self._queue:
            waiting.set_exception(ServerBusy(_CLOSING))
        self._queue.clear()
        for worker in self._workers.values():
            worker.kill()
        self._workers.clear()
        self._idle.clear()

    async def run(self, request: Request) -> Answer:
        """The answer to a query.

        Raises what :meth:`nhsgraph.sparql.running.Runner.run` raises, and
        :class:`~nhsgraph.sparql.problems.ServerBusy` and :class:`~nhsgraph.sparql.problems.WorkerFailed`.
        """
        worker = await self._worker()
        returned = False
        try:
            worker.channel.send(
                frames.pack(
                    {
                        "text": request.text,
                        "default": request.default_graphs,
                        "named": request.named_graphs,
                        "result": request.result,
                        "graph": request.graph,
                    }
                )
            )
            async with asyncio.timeout(self._limits.seconds):
                head, body = await worker.channel.next_frame()
            returned = True
        except TimeoutError:
            raise LimitReached(
                Limit.TIME,
                f"the query ran longer than {self._limits.seconds:g} seconds and was stopped; nothing of its result is "
                "known. Restrict it, for example to one body or one source.",
            ) from None
        except WorkerFailed:
            if self._closed:
                raise ServerBusy(_CLOSING) from None
            from nhsgraph.sparql.worker import out_of_memory

            # The allocator and a stack that overflows end the process at once: there is no gentler sign.
            raise LimitReached(Limit.MEMORY, out_of_memory(self._limits)) from None
        finally:
            if returned:
                self._free(worker)
            else:
                self._replace(worker)
        return _answer(head, body)

    async def _worker(self) -> _Worker:
        if self._idle:
            return self._idle.pop()
        if len(self._queue) >= self._size.waiting:
            raise ServerBusy(f"{self._size.waiting} queries are waiting already. Try again in a moment.")
        future: asyncio.Future[_Worker] = asyncio.get_running_loop().create_future()
        self._queue.append(future)
        try:
            async with asyncio.timeout(self._size.patience):
                return await asyncio.shield(future)
        except (TimeoutError, asyncio.CancelledError) as e:
            # The client left or its patience ended, perhaps in the moment in which a worker was given to it.
            if future.done():
                self._free(future.result())
            else:
                self._queue.remove(future)
            if isinstance(e, asyncio.CancelledError):
                raise
            raise ServerBusy(
                f"no worker became free within {self._size.patience:g} seconds. Try again in a moment."
            ) from None

    def _free(self, worker: _Worker) -> None:
        if self._queue:
            self._queue.popleft().set_result(worker)
        else:
            self._idle.append(worker)

    def _replace(self, worker: _Worker) -> None:
        self._workers.pop(worker.channel, None)
        worker.kill()
        if not self._closed:
            task = asyncio.get_running_loop().create_task(self._refill())
            self._replacing.add(task)
            task.add_done_callback(self._replacing.discard)

    async def _refill(self) -> None:
        while True:
            try:
                worker = await self._spawn()
            except StoreError:
                # Perhaps the machine is short of memory for a moment; without a worker no query would ever be answered.
                await asyncio.sleep(_PAUSE)
            else:
                self._free(worker)
                return

    async def _spawn(self) -> _Worker:
        ours, theirs = processes.channel()
        ours.setblocking(False)
        with theirs:
            process = processes.start(
                "nhsgraph.sparql.worker",
                (
                    str(theirs.fileno()),
                    str(self._generation),
                    str(self._limits.rows),
                    str(self._limits.size),
                    str(self._limits.memory_mb),
                ),
                (theirs.fileno(),),
            )
        _, channel = await asyncio.get_running_loop().create_unix_connection(_Channel, sock=ours)
        worker = _Worker(process=process, channel=channel)
        self._workers[channel] = worker
        try:
            async with asyncio.timeout(_STARTING):
                head, _ = await channel.next_frame()
        except (TimeoutError, WorkerFailed):
            head = {
                "failed": "a query worker did not start. Start again, or build anew with: nhsgraph build --force"
            }
        if "failed" in head:
            worker.kill()
            raise StoreError(str(head["failed"]))  # with the remedy in its words
        return worker


def _answer(head: Mapping[str, Any], body: bytes) -> Answer:
    match head.get("problem"):
        case None:
            return Answer(form=str(head["form"]), body=body)
        case "syntax":
            raise SyntaxProblem(head["said"], line=head["line"], column=head["column"])
        case "refused":
            raise RefusedQuery(head["said"])
        case "limit":
            raise LimitReached(Limit(head["limit"]), head["said"])
        case _:
            raise QueryError(head["said"])
