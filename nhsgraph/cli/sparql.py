"""``nhsgraph sparql``: any SPARQL 1.1 query, its result as a table or in a W3C format."""

from __future__ import annotations

import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pyoxigraph

from nhsgraph import query
from nhsgraph.cli import session
from nhsgraph.errors import UsageError
from nhsgraph.graph import Graph
from nhsgraph.present import tables
from nhsgraph.query import PREFIXES
from nhsgraph.sparql import formats, results
from nhsgraph.sparql.limits import UNLIMITED
from nhsgraph.sparql.running import Result, Runner
from nhsgraph.store import unreadable

T = TypeVar("T")
_SHOWN = ("table", "md")
_FOR_ROWS = tuple(form.name for form in formats.RESULTS)
_FOR_GRAPHS = tuple(form.name for form in formats.GRAPHS)


def run(file: Path | None, text: str, form: str, output: str, dataset: str, endpoint: str) -> int:
    """Run a query and write its result; returns the exit code."""
    text = _text(file, text)
    graph = session.open_graph(dataset, endpoint)
    try:
        answer = _interruptible(lambda: _rendered(_result(graph, text), form))
    except (RuntimeError, OSError) as e:
        raise unreadable(e) from None
    session.write(answer, output)
    return 0


def _text(file: Path | None, text: str) -> str:
    if (file is None) == (not text):
        raise UsageError("give either a file or -q with the query.")
    if file is None:
        return text
    try:
        return (sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()).decode("utf-8-sig")
    except OSError as e:
        raise UsageError(f"{file} cannot be read ({e.strerror}).") from None
    except UnicodeDecodeError:
        name = "stdin" if str(file) == "-" else file
        raise UsageError(f"{name} is not a text in UTF-8. Save it as UTF-8.") from None


def _result(graph: Graph, text: str) -> Result:
    if isinstance(graph.store, pyoxigraph.Store):
        return Runner(graph.store, UNLIMITED).query(text)
    return query.run(graph.store, text)


def _rendered(result: Result, form: str) -> str:
    if form in _SHOWN:
        return tables.render(query.as_table(result), form)
    is_graph = isinstance(result, pyoxigraph.QueryTriples)
    fitting = _FOR_GRAPHS if is_graph else _FOR_ROWS
    if form not in fitting:
        kind = "a graph" if is_graph else "rows or yes and no"
        raise UsageError(
            f"the result is {kind}, which {form} does not write. Choose {', '.join((*_SHOWN, *fitting))}."
        )
    if isinstance(result, pyoxigraph.QueryTriples):
        body = results.graph(result, form, UNLIMITED, PREFIXES)
    elif isinstance(result, pyoxigraph.QueryBoolean):
        body = results.ask(bool(result), form)
    else:
        body = results.select(result, form, UNLIMITED)
    text = body.decode("utf-8")
    return text if text.endswith("\n") else text + "\n"


def _interruptible(work: Callable[[], T]) -> T:
    """Do the work in a thread: the store does not look at signals, and Ctrl-C must still end the program."""
    made: list[T] = []
    failed: list[BaseException] = []

    def target() -> None:
        try:
            made.append(work())
        except BaseException as e:  # noqa: BLE001 - kept, and raised again below, whatever it is
            # The store's results may be dropped in this thread alone, and the traceback still holds them.
            traceback.clear_frames(e.__traceback__)
            failed.append(e)

    thread = threading.Thread(target=target, daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(0.2)
    if failed:
        raise failed[0]
    return made[0]
