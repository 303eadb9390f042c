"""Building the graph: tables to facts to quads to a new generation, swapped in at the end."""

from __future__ import annotations

import errno
import io
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyoxigraph

from nhsgraph import (
    dataset,
    derive,
    edge_writing,
    edges,
    footprint_tables,
    locks,
    quads,
    resources,
    snapshots,
    store,
)
from nhsgraph.dataset import Dataset, Progress
from nhsgraph.errors import StoreError
from nhsgraph.facts import Succession
from nhsgraph.name_index import name_index
from nhsgraph.quads import catalogue_quads, change_events, labels

#: Free space a build asks for, in bytes: about twice what the packaged data take.
SPACE = 400_000_000
_BATCH = 2_000
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def build(data: Path, cache: Path, progress: Progress, *, force: bool = False) -> Path:
    """The generation of a data folder: the one there is, or (``force``, or none yet) a new one.

    One build runs at a time; a second one waits and then finds the first one's graph. Raises
    :class:`~nhsgraph.errors.SourceError` for data that are not as expected and
    :class:`~nhsgraph.errors.StoreError` for a place that cannot be written; both leave what was there.
    """
    folder = cache / store.key(data, cache)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with locks.alone(folder.with_suffix(".lock"), lambda: progress("Waiting for another build", 0, 0)):
            if (
                not force
                and (there := store.find(data, cache)) is not None
                and (there / "about.json").exists()
            ):
                return there
            _remove_leftovers(folder)
            return _build(data, folder, progress)
    except OSError as e:
        raise _place_error(e, cache) from None


def _build(data: Path, folder: Path, progress: Progress) -> Path:
    facts = dataset.load(data, progress)
    if (free := shutil.disk_usage(folder).free) < SPACE:
        raise StoreError(
            f"{folder.parent} has {free // 1_000_000} MB free and the graph needs {SPACE // 1_000_000} MB.",
            path=folder,
            remedy="Make room, or choose another folder with NHSGRAPH_CACHE.",
        )
    generation = Path(tempfile.mkdtemp(prefix="gen-", dir=folder))
    try:
        _write(facts, generation, progress)
        _swap(folder, generation)
    except BaseException:
        shutil.rmtree(generation, ignore_errors=True)
        raise
    return generation  # the one before it stays until the next build, for those who still read it


def _write(facts: Dataset, generation: Path, progress: Progress) -> None:
    graph = pyoxigraph.Store(str(generation / "store"))
    lines = _Lines(all_lines(facts, progress))
    try:
        graph.bulk_load(input=lines, format=pyoxigraph.RdfFormat.N_QUADS)  # type: ignore[arg-type]  # it only reads
    except SyntaxError:
        if lines.failure is None:
            raise
    if lines.failure is not None:  # the loader saw the end of its input, perhaps within a line
        raise lines.failure
    for path in sorted(resources.ontology_dir().glob("*.ttl")):
        graph.bulk_load(
            path=str(path),
            format=pyoxigraph.RdfFormat.TURTLE,
            to_graph=pyoxigraph.NamedNode(quads.graph_iri("ontology")),
        )
    progress("Writing the graph", 1, 1)
    graph.flush()  # rules ask the graph, which is quicker on flushed files
    progress("Deriving", 0, 0)
    derive.derive(graph)
    with ThreadPoolExecutor(1) as beside:
        # Loading and deriving leave dozens of small files; a look-up in one large file is a quarter quicker.
        optimized = beside.submit(graph.optimize)
        snapshots.write(graph, generation)
        (generation / "names.tsv").write_text(name_index(facts), encoding="utf-8")
        footprint_tables.write(generation / footprint_tables.FOLDER, facts.facts)
        (generation / edges.FILE).write_bytes(edge_writing.encode(facts.facts))
    optimized.result()
    about = {"version": store.FORMAT, "rows": facts.rows(), "quads": len(graph)}
    (generation / "about.json").write_text(json.dumps(about, sort_keys=True), encoding="utf-8")


def all_lines(facts: Dataset, progress: Progress) -> Iterator[str]:
    """Every quad of the data set as an N-Quads line: tables in order, then labels, then the catalogue."""
    total, done = facts.rows(), 0
    for kind, shape, rows in facts.shapes():
        for start in range(0, len(rows), _BATCH):
            batch = rows[start : start + _BATCH]
            yield from quads.lines(kind, shape, batch)
            done += len(batch)
            progress("Building the graph", done, total)
    yield from change_events.event_lines(facts.facts[Succession])
    yield from labels.label_lines(facts.facts)
    yield from catalogue_quads.catalogue_lines(facts.sources, facts.facts)


class _Lines(io.RawIOBase):
    """A binary stream over lines, for the bulk loader; keeps the exception that the loader would swallow."""

    def __init__(self, lines: Iterator[str]) -> None:
        super().__init__()
        self._lines = lines
        self._rest = b""
        self.failure: BaseException | None = None

    def read(self, size: int = -1) -> bytes:
        """At most ``size`` bytes; empty at the end."""
        if len(self._rest) < size or size < 0:
            parts, length = [self._rest], len(self._rest)
            try:
                for line in self._lines:
                    data = line.encode("utf-8")
                    parts.append(data)
                    length += len(data)
                    if 0 <= size <= length:
                        break
            except BaseException as e:  # noqa: BLE001 - kept, and raised again by the caller, whatever it is
                self.failure = e
                return b""
            self._rest = b"".join(parts)
        if size < 0:
            size = len(self._rest)
        chunk, self._rest = self._rest[:size], self._rest[size:]
        return chunk


def _swap(folder: Path, generation: Path) -> None:
    """Make a generation the one in use, in one step."""
    handle, name = tempfile.mkstemp(prefix="current-", dir=folder)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(generation.name)
        file.flush()
        os.fsync(file.fileno())
    os.replace(name, folder / "current")


def _remove_leftovers(folder: Path) -> None:
    """Remove what killed builds left; the lock is held, so nobody is writing there."""
    try:
        current = (folder / "current").read_text(encoding="ascii")
    except OSError:
        current = ""
    for path in folder.glob("gen-*"):
        if path.name != current:
            shutil.rmtree(path, ignore_errors=True)
    for path in folder.glob("current-*"):
        path.unlink(missing_ok=True)


def _place_error(e: OSError, cache: Path) -> StoreError:
    # The store's library raises OSError without a number.
    if e.errno in {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST}:
        problem, remedy = f"the folder {cache} cannot be written.", "Choose another with NHSGRAPH_CACHE."
    elif e.errno in _FULL or any(os.strerror(number) in str(e) for number in _FULL):
        problem, remedy = f"no room to build the graph in {cache}.", "Make room, or set NHSGRAPH_CACHE."
    else:
        problem, remedy = (
            f"the graph cannot be built in {cache} ({e}).",
            "Choose another folder with NHSGRAPH_CACHE.",
        )
    return StoreError(problem, path=cache, remedy=remedy)
