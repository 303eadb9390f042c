"""``nhsgraph push``."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from nhsgraph import push as pushing
from nhsgraph import store
from nhsgraph.cli import session
from nhsgraph.cli.progress import Reporter
from nhsgraph.endpoint import Endpoint
from nhsgraph.errors import UsageError
from nhsgraph.http_service import Service
from nhsgraph.push import GraphStore, Update, Writer


def push(endpoint: str, store_url: str, update_url: str, user: str, state: Path | None, dataset: str) -> int:
    """Load a service with a data set and say what it holds; returns the exit code."""
    if bool(store_url) == bool(update_url):
        raise UsageError(
            "give either --store-url (the Graph Store Protocol) or --update-url (SPARQL Update)."
        )
    named, password = session.endpoint_login()
    name = user or named
    writer: Writer = (
        GraphStore(Service(store_url, user=name, password=password))
        if store_url
        else Update(Service(update_url, user=name, password=password))
    )
    target = Endpoint(endpoint, user=name, password=password)
    graph = session.local_graph(dataset)
    place = state or _state(endpoint, dataset)
    with Reporter("The service is loaded") as progress:
        done = pushing.push(graph.store, graph.generation.parent.name, writer, target, place, progress)
    print(f"{sum(done.counts.values()):,} triples in {len(done.counts)} named graphs, counted in {endpoint}")
    if done.foreign:
        print(
            f"The service also holds {len(done.foreign)} graphs of another data set or version, which queries see: "
            + ", ".join(done.foreign[:3])
            + (" …" if len(done.foreign) > 3 else ""),
            file=sys.stderr,
        )
    return 0


def _state(endpoint: str, dataset: str) -> Path:
    name = hashlib.sha256(f"{endpoint} {dataset}".encode()).hexdigest()[:16]
    return store.cache_dir() / "push" / f"{name}.json"
