"""Point look-ups over HTTP: this server against the Oxigraph server, same quads, same queries, same client.

    python bench/serve.py [--seconds 3] [--clients 1 8 64]

Prints requests a second of both and the ratio, for each sort and number of keep-alive clients, for look-ups (one pattern,
answered by the server itself) and queries of two steps (answered by a worker), for queries that are new or repeated (this
server remembers answers), and the errors there were. Clients and servers share the processors, and another program
that runs at the time changes the ratios: look at several runs. Needs
``pip install oxigraph`` (the Oxigraph server as a program) and a free port for each server.
"""

from __future__ import annotations

import argparse
import asyncio
import http.client
import itertools
import json
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pyoxigraph

import nhsgraph

Address = tuple[int, str]  # port and path
Measure = Callable[[Address, Iterator[str], int, float], tuple[int, int]]
QUERY = "SELECT ?p ?o WHERE {{ <https://w3id.org/nhsgraph/id/{body}> ?p ?o }}"
TWO_STEPS = (
    "SELECT ?p ?t WHERE {{ <https://w3id.org/nhsgraph/id/{body}> ?p ?o . "
    "?o <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> ?t }}"
)
TURNS = 12


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 8, 64])
    options = parser.parse_args()
    if (binary := shutil.which("oxigraph")) is None:
        sys.exit("The Oxigraph server is not there: pip install oxigraph")
    graph = nhsgraph.load()
    bodies = [name.body for name in graph.names if name.kind in {"CCG", "GPPractice"}][:2000]
    with (
        tempfile.TemporaryDirectory() as folder,
        oxigraph(binary, graph.store, Path(folder)) as theirs,
        ours() as mine,
    ):
        print(
            f"{len(graph.store):,} quads; {len(bodies):,} look-ups in turn; pyoxigraph {pyoxigraph.__version__}"
        )
        print("client        clients  queries             nhsgraph/s  oxigraph/s  ratio  errors")
        for name, counts, measure in (("http.client", [1], plain), ("asyncio", options.clients, measured)):
            for clients in counts:
                for kind, query, fresh in (
                    ("look-ups, new", QUERY, True),
                    ("look-ups, repeated", QUERY, False),
                    ("two steps, new", TWO_STEPS, True),
                ):
                    queries = written(query, bodies, fresh)
                    a, b, wrong = compared(measure, (mine, theirs), queries, clients, options.seconds)
                    print(f"{name:12}  {clients:7}  {kind:18}  {a:10.0f}  {b:10.0f}  {a / b:5.2f}  {wrong}")


def compared(
    measure: Measure,
    servers: tuple[Address, Address],
    queries: tuple[Iterator[str], Iterator[str]],
    clients: int,
    seconds: float,
) -> tuple[float, float, int]:
    """Requests a second of both servers, asked in turns so that a slow moment of the machine meets both; errors."""
    done, wrong = [0, 0], 0
    for _ in range(TURNS):
        for which, (address, turn) in enumerate(zip(servers, queries, strict=True)):
            answered, failed = measure(address, turn, clients, seconds / TURNS)
            done[which] += answered
            wrong += failed
    return done[0] / seconds, done[1] / seconds, wrong


def written(query: str, bodies: list[str], fresh: bool) -> tuple[Iterator[str], Iterator[str]]:
    """Texts without end for each of the two servers: every one new, or the same for a body each time."""

    def texts() -> Iterator[str]:
        numbers = itertools.count() if fresh else itertools.repeat(0)
        return (f"{query.format(body=body)} # {next(numbers)}" for body in itertools.cycle(bodies))

    return texts(), texts()


def plain(address: Address, turn: Iterator[str], _clients: int, seconds: float) -> tuple[int, int]:
    """One client of the standard library, one connection."""
    port, path = address
    connection = http.client.HTTPConnection("127.0.0.1", port)
    end, done, wrong = time.monotonic() + seconds, 0, 0
    while time.monotonic() < end:
        connection.request(
            "GET", f"{path}?query={quote(next(turn))}", headers={"Accept": "application/sparql-results+json"}
        )
        answer = connection.getresponse()
        json.loads(answer.read())
        done, wrong = (done + 1, wrong) if answer.status == 200 else (done, wrong + 1)
    connection.close()
    return done, wrong


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


def measured(address: Address, turn: Iterator[str], clients: int, seconds: float) -> tuple[int, int]:
    """Requests answered and errors, with so many lean clients for so long."""

    async def all_of_them() -> list[tuple[int, int]]:
        end = time.monotonic() + seconds
        return await asyncio.gather(*(client(address, turn, end) for _ in range(clients)))

    counts = asyncio.run(all_of_them())
    return sum(done for done, _ in counts), sum(wrong for _, wrong in counts)


async def client(address: Address, turn: Iterator[str], end: float) -> tuple[int, int]:
    port, path = address
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    done = wrong = 0
    while time.monotonic() < end:
        text = quote(next(turn))
        writer.write(
            f"GET {path}?query={text} HTTP/1.1\r\n"
            f"Host: 127.0.0.1:{port}\r\nAccept: application/sparql-results+json\r\n\r\n".encode()
        )
        head = await reader.readuntil(b"\r\n\r\n")
        lowered = head.lower()
        if b"content-length:" in lowered:
            await reader.readexactly(int(lowered.split(b"content-length:")[1].split(b"\r\n")[0]))
        else:
            while (size := int(await reader.readline(), 16)) > 0:
                await reader.readexactly(size + 2)
            await reader.readline()
        done, wrong = (done + 1, wrong) if b" 200 " in head[:16] else (done, wrong + 1)
    writer.close()
    return done, wrong


if __name__ == "__main__":
    main()
