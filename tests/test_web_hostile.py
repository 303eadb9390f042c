"""Hostile queries and requests: the server goes on answering, stays within its memory, and asks nobody."""

from __future__ import annotations

import http.client
import os
import resource
import signal
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import commands
import pytest
from server import Server, serving
from test_sparql_screening import HOSTILE

from nhsgraph.graph import Graph

LOOKUP = "SELECT ?name WHERE { id:ccg-05T rdfs:label ?name }"
CARTESIAN = "SELECT (COUNT(?z) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?x ?y ?z FILTER(STR(?c) > STR(?f)) }"
# Takes its time and next to no memory, so that the limit of time is the one that it meets.
SLOW = (
    "SELECT (COUNT(*) AS ?n) { ?a a ng:GPPractice . ?b a ng:GPPractice . ?c a ng:GPPractice "
    "FILTER(STR(?a) > STR(?c)) }"
)
EXPENSIVE = {
    "cartesian product": CARTESIAN,
    "endless aggregate": "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?d))) AS ?x) { ?a ?b ?c . ?d ?e ?f }",
    "sort of everything twice": "SELECT * { ?a ?b ?c . ?d ?b ?f } ORDER BY DESC(?c) ?f",
    "path with both ends free": "SELECT (COUNT(*) AS ?n) { ?a (!<http://a/>)* ?b }",
    "everything": "SELECT * { ?a ?b ?c }",
    "everything as a graph": "CONSTRUCT { ?a ?b ?c } { ?a ?b ?c }",
    "huge literal": "SELECT (STRLEN('" + "x" * 190_000 + "') AS ?n) {}",
    "a text that grows without end": "SELECT (REPLACE(REPLACE(REPLACE('{}', 'x', '{}'), 'y', '{}'), 'z', '{}') AS ?n) {{}}".format(
        *(c * 1_000 for c in "xyzq")
    ),
    "regular expression that goes back": "SELECT * { ?s rdfs:label ?l FILTER(REGEX(?l, '(a*)*(b|c+)*d{1,900}')) }",
    "regular expression that explodes": "SELECT * { ?s rdfs:label ?l FILTER(REGEX(?l, '((a{1,900}){1,900}){1,900}')) }",
    "a path of ten thousand steps": "ASK { ?a (<http://a/>" + "/<http://a/>" * 10_000 + ") ?b }",
    "a surrogate": r'SELECT * { ?s ?p "\uD800" }',
    "a byte order mark": "\ufeffASK { ?s ?p ?o }",
    "deep braces": "SELECT * " + "{" * 50_000 + "}" * 50_000,
    "deep brackets": "SELECT (" + "(" * 60_000 + "1" + ")" * 60_000 + " AS ?x) {}",
    "deep nots": "ASK { FILTER(" + "!" * 90_000 + "true) }",
    "long union": "ASK { " + " UNION ".join(["{ ?s ?p ?o }"] * 8_000) + " }",
    "long list": "ASK { VALUES ?x { " + "1 " * 60_000 + "} }",
}


@pytest.fixture(scope="module")
def server(cache: Path, graph: Graph) -> Iterator[Server]:
    with serving(
        commands.environment(cache), "--timeout", "1.5", "--memory-mb", "400", "--max-mb", "8"
    ) as running:
        yield running


def alive(server: Server) -> bool:
    return "South Worcestershire" in server.sparql(LOOKUP).text


@pytest.mark.parametrize("name", EXPENSIVE)
def test_expensive_queries_end_in_words(server: Server, name: str) -> None:
    begun = time.monotonic()
    reply = server.ask(
        "/sparql",
        method="POST",
        body=EXPENSIVE[name].encode(),
        Content_Type="application/sparql-query",
        Accept="application/json",
    )
    assert time.monotonic() - begun < 30
    assert reply.status in {200, 400, 403, 504, 507}, reply.text[:300]
    assert "Traceback" not in reply.text
    if reply.status in {504, 507}:
        assert "Restrict it" in reply.text or "Ask for" in reply.text
    assert alive(server)


def test_a_slow_query_is_a_timeout_and_says_how_long(server: Server) -> None:
    reply = server.sparql(SLOW)
    assert (reply.status, "1.5 seconds" in reply.text) == (504, True)


def test_slow_queries_do_not_shut_out_the_others(server: Server) -> None:
    with ThreadPoolExecutor(12) as pool:
        slow = [pool.submit(server.sparql, SLOW + f"# {n}") for n in range(4)]
        quick = [pool.submit(server.sparql, LOOKUP + f" # {n}") for n in range(8)]
        assert {f.result().status for f in quick} == {200}
        assert {f.result().status for f in slow} == {504}


def test_sixty_four_clients_at_once(server: Server) -> None:
    def one(number: int) -> int:
        return server.sparql(f"SELECT * {{ id:ccg-05T ?p ?o }} LIMIT {number % 20 + 1} # {number}").status

    with ThreadPoolExecutor(64) as pool:
        assert set(pool.map(one, range(512))) == {200}


def test_no_request_leaves_the_machine(server: Server) -> None:
    hits: list[object] = []
    done = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.1)
        port = listener.getsockname()[1]

        def listen() -> None:
            while not done.is_set():
                try:
                    hits.append(listener.accept())
                except TimeoutError:
                    continue

        thread = threading.Thread(target=listen)
        thread.start()
        for text in HOSTILE:
            aimed = text.replace("127.0.0.1:9", f"127.0.0.1:{port}")
            assert server.sparql(aimed).status == 403, aimed
        for name in ("default-graph-uri", "named-graph-uri"):
            assert server.sparql("ASK { ?s ?p ?o }", **{name: f"http://127.0.0.1:{port}/"}).status == 403
        for path in ("/id/", "/def", "/reconcile?queries=", "/api/explain/"):
            server.ask(f"{path}http://127.0.0.1:{port}/")
        done.set()
        thread.join()
    assert hits == []


@pytest.mark.parametrize(
    "raw",
    [
        b"nonsense\r\n\r\n",
        b"GET /sparql?query=ASK{} HTTP/1.1\r\n\r\n",
        b"GET /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\n\r\n",
        b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 99999999999\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"GET /id/\xff\xfe HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET /api/explain/%00%ff HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET /sparql?query=%ZZ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET http://evil.example/sparql HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    ],
)
def test_malformed_requests(server: Server, raw: bytes) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        connection.sendall(raw)
        connection.settimeout(3)
        try:
            answer = connection.recv(65536)
        except (TimeoutError, ConnectionResetError):
            answer = b""
    assert not answer or answer.split(b" ")[1][:1] == b"4", answer[:200]
    assert alive(server)


def test_a_body_without_end_is_cut(server: Server) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        head = b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/sparql-query\r\nTransfer-Encoding: chunked\r\n\r\n"
        connection.sendall(head)
        try:
            for _ in range(40):
                connection.sendall(b"10000\r\n" + b"#" * 0x10000 + b"\r\n")
            answer = connection.recv(65536)
        except (BrokenPipeError, ConnectionResetError):
            answer = b""
    assert not answer or b" 413 " in answer
    assert alive(server)


def test_memory_stays_bounded(server: Server) -> None:
    """After everything above: the server itself, and each of its workers."""
    status = Path(f"/proc/{server.process.pid}/status")
    if not status.exists():
        pytest.skip("this system has no /proc")
    assert alive(server)

    def peak(path: Path) -> int:
        line = next(
            line for line in path.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM")
        )
        return int(line.split()[1])

    children = (
        Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children")
        .read_text(encoding="ascii")
        .split()
    )
    assert peak(status) < 700_000
    assert all(peak(Path(f"/proc/{child}/status")) < 900_000 for child in children)


def test_the_ends_of_the_server_are_the_ends_of_its_workers(cache: Path, graph: Graph) -> None:
    with serving(commands.environment(cache)) as running:
        pid = running.process.pid
        place = Path(f"/proc/{pid}/task/{pid}/children")
        if not place.exists():
            pytest.skip("this system has no /proc")
        children = place.read_text(encoding="ascii").split()
        assert len(children) == 4  # two workers and two fronts
    assert not any(Path(f"/proc/{child}").exists() for child in children)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_everything_whatever_runs(cache: Path, graph: Graph, how: signal.Signals) -> None:
    with serving(commands.environment(cache)) as running:
        pid = running.process.pid
        place = Path(f"/proc/{pid}/task/{pid}/children")
        if not place.exists():
            pytest.skip("this system has no /proc")
        children = place.read_text(encoding="ascii").split()
        with ThreadPoolExecutor(4) as pool:
            asked = [pool.submit(_status, running, SLOW + f" # {n}") for n in range(4)]  # two run, two wait
            time.sleep(1)
            running.process.send_signal(how)
            code = running.process.wait(15)
            assert {f.result() for f in asked} == {503}
        assert code == (130 if how is signal.SIGINT else -signal.SIGTERM)
        assert running.process.stderr is not None
        assert "Traceback" not in running.process.stderr.read()
    assert not any(Path(f"/proc/{child}").exists() for child in children)


def _status(server: Server, text: str) -> int:
    try:
        return server.sparql(text).status
    except (OSError, http.client.HTTPException):
        return 0


def test_a_front_that_ends_is_started_again(cache: Path, graph: Graph) -> None:
    with serving(commands.environment(cache), "--fronts", "1") as running:
        (front,) = _fronts(running)
        os.kill(front, signal.SIGKILL)
        assert alive(running)
        assert front not in _fronts(running)


def test_nothing_is_lost_when_one_of_the_fronts_ends(tmp_path: Path) -> None:
    """The other one goes on to share its connections: the server takes what is meant for the one that ended."""
    environment = commands.environment(tmp_path)
    assert commands.run("build", "--dataset", "demo", env=environment).returncode == 0
    with serving(environment, "--dataset", "demo") as running:
        first, second = _fronts(running)
        (current,) = tmp_path.glob("*/gen-*/store/CURRENT")
        current.unlink()  # whoever has the store open needs it no more, and no front can be started again
        os.kill(first, signal.SIGKILL)
        assert [_status(running, f"ASK {{ id:ccg-X01 a ng:CCG }} # {n}") for n in range(6)] == [200] * 6
        assert _fronts(running) == [second]


def test_half_requests_do_not_take_all_the_files(cache: Path, graph: Graph) -> None:
    """More of them than the server may open files: the others are answered, and lost processes come back."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (300, hard))
    try:
        serve = serving(commands.environment(cache), "--timeout", "1")
        running = serve.__enter__()
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    with ExitStack() as stack:
        stack.push(serve)
        for _ in range(400):
            half = stack.enter_context(socket.create_connection(("127.0.0.1", running.port), timeout=10))
            half.sendall(b"GET / HTTP/1.1\r\nX")
        assert [running.sparql(SLOW + f"# {n}").status for n in range(2)] == [
            504,
            504,
        ]  # and end their workers
        os.kill(_fronts(running)[0], signal.SIGKILL)
        assert [_status(running, f"ASK {{ id:ccg-05T a ?c . ?c a ?d }} # {n}") for n in range(4)] == [200] * 4


def _fronts(running: Server) -> list[int]:
    pid = running.process.pid
    place = Path(f"/proc/{pid}/task/{pid}/children")
    if not place.exists():
        pytest.skip("this system has no /proc")
    return [
        int(child)
        for child in place.read_text(encoding="ascii").split()
        if b"nhsgraph.web.front" in Path(f"/proc/{child}/cmdline").read_bytes()
    ]
