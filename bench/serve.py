"""Point look-ups over HTTP: this server against the Oxigraph server, same quads, same queries, same client.

    python bench/serve.py [--rounds 15] [--slot 0.3] [--clients 1 8 64] [--client own wrk]

Both servers are asked in turns, in short slots, first one and then the other first; printed are the median of the requests a
second of each, the median of the ratios of the rounds and their quartiles, and the errors there were. Rows: look-ups (one
pattern, a subject each) that are new (each subject once, in an order of chance) or repeated (this server remembers answers);
and queries of two steps, which go to a worker. Clients and servers share the processors. Two clients: our own, one
thread over sockets, and ``wrk``, which is in C and takes next to nothing (Debian has it). Needs
``pip install oxigraph`` (the Oxigraph server as a program) and a free port for each server.
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import selectors
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pyoxigraph
from pyoxigraph import NamedNode

import nhsgraph

Address = tuple[int, str]  # port and path
Measure = Callable[[Address, Iterator[str], int, float], tuple[float, int]]
QUERY = "SELECT ?p ?o WHERE {{ <{subject}> ?p ?o }}"
TWO_STEPS = (
    "SELECT ?p ?t WHERE {{ <{subject}> ?p ?o . ?o <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> ?t }}"
)
SORTS = (
    ("look-ups, new", QUERY, True),
    ("look-ups, repeated", QUERY, False),
    ("two steps, new", TWO_STEPS, True),
)
ACCEPT = "application/sparql-results+json"
REPEATED = 500


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--slot", type=float, default=0.3, help="seconds")
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 8, 64])
    parser.add_argument("--client", nargs="+", choices=["own", "wrk"], default=["own"])
    options = parser.parse_args()
    if (
        binary := shutil.which("oxigraph") or shutil.which("oxigraph", path=Path(sys.executable).parent)
    ) is None:
        sys.exit("The Oxigraph server is not there: pip install oxigraph")
    graph = nhsgraph.load()
    subjects = list({s.value for s in subjects_of(graph.store)})
    random.Random(1).shuffle(subjects)
    with (
        tempfile.TemporaryDirectory() as folder,
        oxigraph(binary, graph.store, Path(folder)) as theirs,
        ours() as mine,
    ):
        print(f"{len(graph.store):,} quads, {len(subjects):,} subjects; pyoxigraph {pyoxigraph.__version__}")
        print("client  clients  queries             nhsgraph/s  oxigraph/s  ratio  (quartiles)   errors")
        for name, clients, (kind, query, new) in itertools.product(options.client, options.clients, SORTS):
            texts = (written(query, subjects, new), written(query, subjects, new))
            measure = asked if name == "own" else asked_by_wrk
            a, b, ratios, wrong = compared(measure, (mine, theirs), texts, clients, options)
            low, middle, high = statistics.quantiles(ratios, n=4)
            print(
                f"{name:6}  {clients:7}  {kind:18}  {a:10.0f}  {b:10.0f}  {middle:5.2f}  ({low:.2f}-{high:.2f})  {wrong:6}",
                flush=True,
            )


def subjects_of(store: pyoxigraph.Store) -> Iterator[NamedNode]:
    kind = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    for quad in store.quads_for_pattern(None, kind, None):
        if isinstance(quad.subject, NamedNode):
            yield quad.subject


def compared(
    measure: Measure,
    servers: tuple[Address, Address],
    texts: tuple[Iterator[str], Iterator[str]],
    clients: int,
    options: argparse.Namespace,
) -> tuple[float, float, list[float], int]:
    """The median requests a second of both servers, the ratio of every round, and the errors."""
    found: tuple[list[float], list[float]] = ([], [])
    wrong = 0
    for number in range(options.rounds + 1):
        for which in (0, 1) if number % 2 else (1, 0):
            rate, failed = measure(servers[which], texts[which], clients, options.slot)
            wrong += failed
            if number:  # the first warms up
                found[which].append(rate)
    ratios = [a / b for a, b in zip(*found, strict=True)]
    return statistics.median(found[0]), statistics.median(found[1]), ratios, wrong


def written(query: str, subjects: list[str], new: bool) -> Iterator[str]:
    """Queries without end, percent-encoded: of all subjects in turn, or of a few again and again."""
    turn = subjects if new else subjects[:REPEATED]
    for number in itertools.count():
        for subject in turn:
            # A comment makes the same query a new one, should the subjects not last.
            yield quote(query.format(subject=subject) + (f" # {number}" if new and number else ""))


def head(address: Address, query: str) -> bytes:
    port, path = address
    return f"GET {path}?query={query} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: {ACCEPT}\r\n\r\n".encode()


def asked(address: Address, texts: Iterator[str], clients: int, seconds: float) -> tuple[float, int]:
    """Requests a second and errors of so many keep-alive connections, each of which asks when it was answered."""
    selector = selectors.DefaultSelector()
    for _ in range(clients):
        connection = socket.create_connection(("127.0.0.1", address[0]))
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        selector.register(connection, selectors.EVENT_READ, bytearray())
    for key in list(selector.get_map().values()):
        socket.socket.sendall(key.fileobj, head(address, next(texts)))  # type: ignore[arg-type]
    begun = time.perf_counter()
    done = wrong = 0
    while (now := time.perf_counter()) < begun + seconds:
        for key, _ in selector.select(1):
            connection, answer = key.fileobj, key.data
            assert isinstance(connection, socket.socket)
            answer += connection.recv(262_144)
            if whole(answer):
                done, wrong = done + 1, wrong + (not answer.startswith(b"HTTP/1.1 200"))
                answer.clear()
                connection.sendall(head(address, next(texts)))
    for key in list(selector.get_map().values()):
        key.fileobj.close()  # type: ignore[union-attr]
    selector.close()
    return done / (now - begun), wrong


def whole(answer: bytearray) -> bool:
    """Whether an answer has arrived; one of the servers sends lengths, the other chunks."""
    if answer.endswith(b"\r\n0\r\n\r\n"):
        return True
    end = answer.find(b"\r\n\r\n")
    begin = answer.find(b"ontent-length: ", 0, end) + 15
    if end < 0 or begin < 15:
        return False
    return len(answer) >= end + 4 + int(answer[begin : answer.index(b"\r\n", begin)])


def asked_by_wrk(address: Address, texts: Iterator[str], clients: int, seconds: float) -> tuple[float, int]:
    """The same by wrk, which gets its requests from a file."""
    port, path = address
    with tempfile.TemporaryDirectory() as folder:
        listed, script = Path(folder, "queries"), Path(folder, "ask.lua")
        listed.write_text("\n".join(itertools.islice(texts, int(seconds * 20_000))), "ascii")
        script.write_text(
            "local turn, at = {}, 0\n"
            f"for line in io.lines('{listed}') do turn[#turn + 1] = '{path}?query=' .. line end\n"
            f"wrk.headers['Accept'] = '{ACCEPT}'\n"
            "request = function() at = at % #turn + 1; return wrk.format('GET', turn[at]) end\n"
            "done = function(summary) local e = summary.errors\n"
            "io.write('DONE ', summary.requests / summary.duration * 1e6, ' ', "
            "string.format('%d', e.connect + e.read + e.write + e.status + e.timeout), '\\n') end\n"
        )
        run = subprocess.run(
            ["wrk", "-t1", f"-c{clients}", f"-d{max(1, round(seconds))}", "-s", str(script), f"http://127.0.0.1:{port}/"],
            capture_output=True, text=True, check=True, env={**os.environ, "LC_ALL": "C"},
        )  # fmt: skip
    _, rate, wrong = run.stdout[run.stdout.index("DONE") :].split()[:3]
    return float(rate), int(wrong)


@contextmanager
def ours() -> Iterator[Address]:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "nhsgraph", "serve", "--port", str(port)], stderr=subprocess.DEVNULL
    )
    yield from running(process, (port, "/sparql"))


@contextmanager
def oxigraph(binary: str, store: pyoxigraph.Store, folder: Path) -> Iterator[Address]:
    store.dump(str(folder / "all.nq"), format=pyoxigraph.RdfFormat.N_QUADS)
    place = ["--location", str(folder / "store")]
    subprocess.run(
        [binary, "load", *place, "--file", str(folder / "all.nq")], check=True, capture_output=True
    )
    port = free_port()
    process = subprocess.Popen(
        [binary, "serve-read-only", *place, "--bind", f"127.0.0.1:{port}", "--union-default-graph"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    yield from running(process, (port, "/query"))


def running(process: subprocess.Popen[bytes], address: Address) -> Iterator[Address]:
    try:
        for _ in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", address[0])) == 0:
                    break
            time.sleep(0.1)
        else:
            sys.exit("a server did not start")
        yield address
    finally:
        process.terminate()
        process.wait(10)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()
