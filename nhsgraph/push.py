"""Loading a SPARQL service with a built graph: named graph by named graph, in batches, resumable, counted at the end.

Two ways, both standard: the Graph Store HTTP Protocol (``PUT`` and ``POST`` of N-Triples; what bulk loading in most
services is behind) and SPARQL 1.1 Update (``CLEAR SILENT GRAPH``, then ``INSERT DATA``). The graph has no blank nodes, so
a batch that arrives twice changes nothing; that is what makes it safe to resume. What has arrived is written to a
state file after every batch; the file names the service and the data, and another service or other data begin anew.
Graphs of other names are left alone, and named in the result, because the queries would see them too.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Protocol
from urllib.parse import urlencode

import pyoxigraph
from pyoxigraph import NamedNode, Store

from nhsgraph import ids
from nhsgraph.endpoint import Endpoint
from nhsgraph.errors import EndpointError, StoreError
from nhsgraph.http_service import Service

#: Called with what is being done, how far it is and how far it goes.
Progress = Callable[[str, int, int], None]
#: Triples a batch. Virtuoso compiles an INSERT DATA into a procedure and refuses long ones, so updates are small.
STORE_BATCH, UPDATE_BATCH = 20_000, 500
_COUNTS = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"


class Writer(Protocol):
    """A way to write triples into the named graphs of a service."""

    batch: int

    def write(self, graph: str, triples: bytes, *, first: bool) -> None:
        """Write triples (N-Triples); ``first`` replaces what the graph holds, later ones add to it."""
        ...


class GraphStore:
    """The Graph Store HTTP Protocol: ``PUT`` replaces a graph, ``POST`` adds to it."""

    batch = STORE_BATCH

    def __init__(self, service: Service) -> None:
        self.service = service

    def write(self, graph: str, triples: bytes, *, first: bool) -> None:
        """Send one document; raises :class:`~nhsgraph.errors.EndpointError`."""
        method = "PUT" if first else "POST"
        self.service.send(method, triples, "application/n-triples", query=urlencode({"graph": graph}))


class Update:
    """SPARQL 1.1 Update."""

    batch = UPDATE_BATCH

    def __init__(self, service: Service) -> None:
        self.service = service

    def write(self, graph: str, triples: bytes, *, first: bool) -> None:
        """Send one or two updates; raises :class:`~nhsgraph.errors.EndpointError`."""
        if first:
            self._update(f"CLEAR SILENT GRAPH <{graph}>")
        self._update(f"INSERT DATA {{ GRAPH <{graph}> {{\n{triples.decode('utf-8')}}} }}")

    def _update(self, text: str) -> None:
        self.service.send("POST", text.encode("utf-8"), "application/sparql-update")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pushed:
    """What a push did: triples by graph there, how many batches were sent now, and graphs that are not ours."""

    counts: Mapping[str, int]
    sent: int
    foreign: tuple[str, ...]


def graph_counts(store: Store) -> dict[str, int]:
    """Named graph to its number of triples, in order of the name."""
    counts = {
        graph.value: sum(1 for _ in store.quads_for_pattern(None, None, None, graph))
        for graph in store.named_graphs()
        if isinstance(graph, NamedNode)
    }
    return dict(sorted(counts.items()))


def push(
    store: Store, version: str, writer: Writer, endpoint: Endpoint, state: Path, progress: Progress
) -> Pushed:
    """Load the service and compare the counts; the state file is removed when they agree.

    ``version`` names the data. Raises :class:`~nhsgraph.errors.EndpointError` when a batch is refused (run it again to
    go on from there) or a count differs.
    """
    counts = graph_counts(store)
    done = _read(state, endpoint.url, version, writer.batch)
    total, sent, written = sum(counts.values()), 0, 0
    for graph, size in counts.items():
        arrived = done.get(graph, 0)
        for number, batch in enumerate(_batches(store, graph, writer.batch)):
            if number >= arrived:
                progress(f"Sending to {endpoint.url}", written, total)
                writer.write(graph, batch, first=number == 0)
                done[graph] = number + 1
                _write(state, endpoint.url, version, writer.batch, done)
                sent += 1
            written += min(writer.batch, size - number * writer.batch)
    progress(f"Counting in {endpoint.url}", total, total)
    there = service_counts(endpoint)
    _verify(counts, there, endpoint.url, state)
    foreign = tuple(sorted(g for g in there if g.startswith(ids.BASE) and g not in counts))
    return Pushed(counts=counts, sent=sent, foreign=foreign)


def service_counts(endpoint: Endpoint) -> dict[str, int]:
    """Named graph to its number of triples, as the service counts them."""
    rows = endpoint.query(_COUNTS)
    assert isinstance(rows, pyoxigraph.QuerySolutions)
    return {row["g"].value: int(row["n"].value) for row in rows}


def _verify(counts: Mapping[str, int], there: Mapping[str, int], url: str, state: Path) -> None:
    wrong = [graph for graph, count in counts.items() if there.get(graph, 0) != count]
    state.unlink(missing_ok=True)  # right or wrong, the next push begins anew
    if wrong:
        first = wrong[0]
        raise EndpointError(
            f"{url} holds {there.get(first, 0)} triples of {first} where {counts[first]} were sent"
            + (f", and {len(wrong) - 1} more graphs differ" if len(wrong) > 1 else "")
            + ". Push again; if it stays so, the service changes what it is given (see docs/engines.md).",
            url=url,
        )


def _batches(store: Store, graph: str, size: int) -> Iterator[bytes]:
    triples = (quad.triple for quad in store.quads_for_pattern(None, None, None, NamedNode(graph)))
    while batch := list(islice(triples, size)):
        yield pyoxigraph.serialize(batch, format=pyoxigraph.RdfFormat.N_TRIPLES) or b""


def _read(state: Path, url: str, version: str, batch: int) -> dict[str, int]:
    """Graph to batches that have arrived, where the file is about this service, data and size of batch."""
    try:
        found = json.loads(state.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(found, dict) or [found.get(k) for k in ("url", "version", "batch")] != [
        url,
        version,
        batch,
    ]:
        return {}
    done = found.get("batches")
    return {str(g): n for g, n in done.items() if isinstance(n, int)} if isinstance(done, dict) else {}


def _write(state: Path, url: str, version: str, batch: int, done: Mapping[str, int]) -> None:
    part = state.with_name(state.name + ".part")
    text = json.dumps({"url": url, "version": version, "batch": batch, "batches": done}, indent=1)
    try:
        state.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(text, encoding="utf-8")
        os.replace(part, state)
    except OSError as e:
        raise StoreError(
            f"what was sent cannot be noted in {state} ({e.strerror}).",
            path=state,
            remedy="Give another with --state.",
        ) from None
