"""A front: what it answers, what it hands on with the bytes it read, and how connections end."""

from __future__ import annotations

import asyncio
import resource
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import loops
import pytest
import uvicorn
from uvicorn.server import ServerState

from nhsgraph.sparql.limits import Limits
from nhsgraph.web.front import LENGTH, Front
from nhsgraph.web.server import Connection
from nhsgraph.web.settings import Settings

PATIENCE = 1.0


def shouted(data: bytes) -> bytes | None:
    """Answers what begins with a question mark; to two of them, with more than a socket holds."""
    if data.startswith(b"??"):
        return b"x" * 8_000_000
    return data.upper() if data.startswith(b"?") else None


@dataclass(frozen=True, kw_only=True)
class Running:
    listener: socket.socket
    channel: socket.socket
    thread: threading.Thread

    def client(self) -> socket.socket:
        return socket.create_connection(self.listener.getsockname(), timeout=10)

    def handed(self) -> tuple[bytes, socket.socket]:
        head, descriptors, _, _ = socket.recv_fds(self.channel, LENGTH.size, 1)
        data = self.channel.recv(LENGTH.unpack(head)[0], socket.MSG_WAITALL)
        return data, socket.socket(fileno=descriptors[0])


@pytest.fixture
def front() -> Iterator[Running]:
    ours, theirs = socket.socketpair()
    with socket.create_server(("127.0.0.1", 0)) as listener, theirs:
        thread = threading.Thread(target=Front(listener, theirs, shouted, PATIENCE).run)
        thread.start()
        ours.settimeout(10)
        yield Running(listener=listener, channel=ours, thread=thread)
        ours.close()
        thread.join(10)
        assert not thread.is_alive()


def test_it_answers_again_and_again(front: Running) -> None:
    with front.client() as one, front.client() as other:
        for text in (b"?a", b"?bc"):
            for client in (one, other):
                client.sendall(text)
                assert client.recv(100) == text.upper()


def test_a_connection_is_handed_on_with_what_was_read(front: Running) -> None:
    with front.client() as client:
        client.sendall(b"?a")
        assert client.recv(100) == b"?A"
        client.sendall(b"more than that")
        data, taken = front.handed()
        with taken:
            assert data == b"more than that"
            taken.sendall(b"from the server")
            assert client.recv(100) == b"from the server"
            client.sendall(b"?b")  # is the server's as well now
            assert taken.recv(100) == b"?b"


def test_a_client_that_does_not_read_holds_up_nobody(front: Running) -> None:
    with front.client() as slow, front.client() as other:
        slow.sendall(b"??")
        other.sendall(b"?a")
        assert other.recv(100) == b"?A"
        got = 0
        while got < 8_000_000:
            got += len(slow.recv(1_000_000))
        assert got == 8_000_000
        slow.sendall(b"?b")
        assert slow.recv(100) == b"?B"


def test_a_client_that_says_nothing_is_left(front: Running) -> None:
    begun = time.monotonic()
    with front.client() as client:
        assert client.recv(100) == b""
    assert PATIENCE <= time.monotonic() - begun < 10


def test_a_client_that_breaks_off_is_no_trouble(front: Running) -> None:
    for _ in range(3):
        client = front.client()
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
        client.sendall(b"??")
        client.close()
    with front.client() as client:
        client.sendall(b"?a")
        assert client.recv(100) == b"?A"


def test_connections_are_shared_among_all_fronts_in_turn() -> None:
    ours, theirs = socket.socketpair()
    inbox, slot = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    for end in (inbox, slot):
        end.setblocking(False)
    with ours, theirs, inbox, slot, socket.create_server(("127.0.0.1", 0)) as listener:
        one = threading.Thread(target=Front(listener, theirs, shouted, 60, None, [slot]).run)
        one.start()
        clients = [socket.create_connection(listener.getsockname(), timeout=10) for _ in range(6)]
        for client in clients:
            client.sendall(b"?a")
        taken = []
        for number, client in enumerate(clients):
            if number % 2:  # every other is in the inbox, with all that it sent
                taken.append(received(inbox))
                assert taken[-1].recv(100) == b"?a"
            else:
                assert client.recv(100) == b"?A"
        while True:  # a full inbox takes no more, and its connections are served nevertheless
            try:
                slot.send(b"1")
            except BlockingIOError:
                break
        for _ in range(3):
            with socket.create_connection(listener.getsockname(), timeout=10) as client:
                client.sendall(b"?b")
                assert client.recv(100) == b"?B"
        for end in (*clients, *taken):
            end.close()
        ours.close()
        one.join(10)
        assert not one.is_alive()


def received(inbox: socket.socket) -> socket.socket:
    inbox.settimeout(10)
    _, (descriptor,), _, _ = socket.recv_fds(inbox, 1, 1)
    connection = socket.socket(fileno=descriptor)
    connection.settimeout(10)
    return connection


def test_what_is_put_into_the_inbox_is_served() -> None:
    ours, theirs = socket.socketpair()
    inbox, slot = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    inbox.setblocking(False)
    with ours, theirs, inbox, slot, socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=Front(listener, theirs, shouted, 60, inbox).run)
        thread.start()
        client, given = socket.socketpair()
        client.settimeout(10)
        with client:
            slot.send(b"1")  # without a connection: nothing to serve
            socket.send_fds(slot, [b"1"], [given.fileno()])
            given.close()
            client.sendall(b"?a")
            assert client.recv(100) == b"?A"
        ours.close()
        thread.join(10)
        assert not thread.is_alive()


def test_more_connections_than_it_keeps_push_out_the_quietest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resource, "getrlimit", lambda _: (0, 0))  # 16 at the least
    ours, theirs = socket.socketpair()
    with ours, theirs, socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=Front(listener, theirs, shouted, 60).run)
        thread.start()
        clients = []
        for _ in range(17):
            clients.append(socket.create_connection(listener.getsockname(), timeout=10))
            clients[-1].sendall(b"?a")
            assert clients[-1].recv(100) == b"?A"
        assert clients[0].recv(100) == b""
        clients[1].sendall(b"?b")
        assert clients[1].recv(100) == b"?B"
        for client in clients:
            client.close()
        ours.close()
        thread.join(10)
        assert not thread.is_alive()


def test_one_that_is_pushed_out_while_it_speaks_is_no_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resource, "getrlimit", lambda _: (0, 0))  # 16 at the least
    goes_on = threading.Event()

    def answer(data: bytes) -> bytes | None:
        assert data != b"?wait" or goes_on.wait(10)
        return shouted(data)

    ours, theirs = socket.socketpair()
    with ours, theirs, socket.create_server(("127.0.0.1", 0)) as listener:
        address = listener.getsockname()
        thread = threading.Thread(target=Front(listener, theirs, answer, 60).run)
        thread.start()
        clients = [socket.create_connection(address, timeout=10) for _ in range(16)]
        for client in clients:
            client.sendall(b"?a")
            assert client.recv(100) == b"?A"
        clients[1].sendall(b"?wait")
        time.sleep(0.2)
        clients.append(socket.create_connection(address, timeout=10))  # ready at once with the quietest
        clients[0].sendall(b"?b")
        goes_on.set()
        assert clients[1].recv(100) == b"?WAIT"
        clients[-1].sendall(b"?c")
        assert clients[-1].recv(100) == b"?C"
        for client in clients:
            client.close()
        ours.close()
        thread.join(10)
        assert not thread.is_alive()


async def app(scope: Any, _receive: Any, send: Any) -> None:
    """After a moment, as many bytes as the path says; the connection stays open."""
    await asyncio.sleep(0.1)
    body = b"x" * int(scope["path"].strip("/"))
    head = [(b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": head})
    await send({"type": "http.response.body", "body": body})


def asked(size: int) -> bytes:
    return b"GET /%d HTTP/1.1\r\nHost: a\r\n\r\n" % size


class Behind:
    """What is behind the fronts, as far as connections go."""

    def __init__(self, patience: float, size: int = 32_000_000) -> None:
        self._config = uvicorn.Config(app, lifespan="off", log_config=None, timeout_keep_alive=60)
        self._config.load()
        self.state = ServerState()
        self._settings = Settings(request_seconds=patience, limits=Limits(size=size))

    async def connect(self, begun: bytes) -> socket.socket:
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        await asyncio.get_running_loop().connect_accepted_socket(
            lambda: Connection(
                config=self._config,
                server_state=self.state,
                app_state={},
                begun=begun,
                settings=self._settings,
            ),
            theirs,
        )
        return ours


async def read(ours: socket.socket, at_a_time: int = 65_536, pause: float = 0.0) -> bytes:
    answer = b""
    async with asyncio.timeout(10):
        while data := await asyncio.get_running_loop().sock_recv(ours, at_a_time):
            answer += data
            await asyncio.sleep(pause)
    return answer


def spoken(sent: bytes, patience: float) -> bytes:
    """What the server behind the fronts says to a connection that was handed on, until it closes it."""

    async def said() -> bytes:
        with await Behind(patience).connect(sent) as ours:
            return await read(ours)

    return loops.run(said())


def test_the_server_goes_on_where_the_front_stopped() -> None:
    assert spoken(b"GET /5 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 60).endswith(b"\r\n\r\nxxxxx")


def test_a_client_that_has_nothing_more_to_say_gets_all_it_asked_for() -> None:
    async def said(begun: bytes) -> bytes:
        with await Behind(60).connect(begun) as ours:
            ours.shutdown(socket.SHUT_WR)
            return await read(ours)

    assert loops.run(said(asked(5) * 3)).count(b"\r\n\r\nxxxxx") == 3
    assert loops.run(said(b"POST /5 HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhalf")) == b""


@pytest.mark.parametrize(
    ("begun", "endless", "said"),
    [
        (b"GET /?", b"a" * 1_000, b"413"),
        (b"GET /5 HTTP/1.1\r\n", b"X: a\r\n" * 200, b"413"),
        (
            b"POST /5 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n",
            b"X: a\r\n" * 200,
            b"200",
        ),
    ],
)
def test_a_request_without_end_is_cut(begun: bytes, endless: bytes, said: bytes) -> None:
    async def sent() -> tuple[int, bytes]:
        loop = asyncio.get_running_loop()
        with await Behind(60).connect(begun) as ours:
            taken = loop.create_task(read(ours))
            count = 0
            async with asyncio.timeout(20):
                try:
                    while not taken.done():
                        await loop.sock_sendall(ours, endless)
                        count += len(endless)
                except OSError:
                    pass
                try:
                    return count, await taken
                except ConnectionResetError:
                    return count, b""

    count, answer = loops.run(sent())
    assert count < 8_000_000
    assert answer[9:12] in {said, b""}


def test_a_client_that_took_its_answer_is_left_alone() -> None:
    async def taken() -> bytes:
        loop = asyncio.get_running_loop()
        with await Behind(0.2).connect(asked(3_000_000)) as ours:
            await asyncio.sleep(0.3)
            got = 0
            while got < 3_000_000:
                got += len(await loop.sock_recv(ours, 65_536))
            await asyncio.sleep(0.8)
            await loop.sock_sendall(ours, asked(5))
            return await loop.sock_recv(ours, 65_536)

    assert loops.run(taken()).startswith(b"HTTP/1.1 200 ")


def test_an_answer_that_nobody_takes_is_given_up() -> None:
    async def left(closing: bytes) -> None:
        behind = Behind(0.3)
        with await behind.connect(asked(3_000_000).replace(b"Host", closing + b"Host")):
            async with asyncio.timeout(10):
                await asyncio.sleep(0.2)
                assert len(behind.state.connections) == 1
                while behind.state.connections:
                    await asyncio.sleep(0.05)

    loops.run(left(b""))
    loops.run(left(b"Connection: close\r\n"))


def test_an_answer_that_is_taken_slowly_comes_whole() -> None:
    async def taken() -> int:
        with await Behind(0.3).connect(
            asked(3_000_000).replace(b"Host", b"Connection: close\r\nHost")
        ) as ours:
            return len(await read(ours, 200_000, 0.1))

    assert loops.run(taken()) > 3_000_000


def test_all_that_nobody_takes_is_bounded() -> None:
    """The one that is behind for longest gives way, and those that take their answers never do."""

    async def taken() -> list[int]:
        behind = Behind(60, 1_125_000)  # and eight times as much in all
        clients = []
        for _ in range(4):
            clients.append(await behind.connect(asked(4_000_000)))
            await asyncio.sleep(0.3)
        connections = len(behind.state.connections)
        for client in clients:
            client.shutdown(socket.SHUT_WR)
        lengths = [len(await read(client)) for client in clients]
        for client in clients:
            client.close()
        return [connections, *(int(length > 4_000_000) for length in lengths)]

    assert loops.run(taken()) == [2, 0, 0, 1, 1]


def test_where_there_are_too_many_those_go_that_wait_for_nothing() -> None:
    async def order() -> list[str]:
        behind = Behind(60)
        begun = {"half": b"GET /5", "asks": asked(5), "asks later": asked(5), "half later": b"GET /5"}
        clients, names = [], {}
        for name, sent in begun.items():
            clients.append(await behind.connect(sent))
            await asyncio.sleep(0.01)
            names.update({c: name for c in behind.state.connections if c not in names})
        found = sorted((c for c in names if isinstance(c, Connection)), key=Connection.order)
        for client in clients:
            client.close()
        return [names[c] for c in found]

    assert loops.run(order()) == ["half", "half later", "asks", "asks later"]


@pytest.mark.parametrize("sent", [b"", b"GET / HTTP/1.1\r\nHost: a\r\nX"])
def test_half_a_request_is_not_waited_for_for_ever(sent: bytes) -> None:
    begun = time.monotonic()
    assert spoken(sent, 0.3) == b""
    assert time.monotonic() - begun >= 0.3


def test_what_is_no_request_is_told_so_with_the_headers_of_every_answer() -> None:
    answer = spoken(b"nonsense\r\n\r\n", 60)
    assert answer.startswith(b"HTTP/1.1 400 Bad Request\r\n")
    assert b"\r\ncontent-security-policy: default-src 'none'" in answer
    assert b"Check its first line" in answer
