"""Building a site: plan, render what is not there, write what changed, remove what is gone."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from nhsgraph._version import __version__
from nhsgraph.dataset import Progress
from nhsgraph.graph import Graph, silent
from nhsgraph.site import plan, writing
from nhsgraph.site.makers import Maker
from nhsgraph.site.plan import Bundle, Choice, Job

_PAGES = 6  # pages that a worker makes at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a run did: files of the site, those written and removed, and the size of all in bytes."""

    files: int
    written: int
    removed: int
    size: int


def build(
    graph: Graph,
    folder: Path,
    choice: Choice | None = None,
    *,
    workers: int = 1,
    progress: Progress = silent,
) -> Report:
    """Make the site in a folder; the same graph and choice give the same bytes.

    ``workers`` above 1 renders pages in that many processes (the caller's main module must then be importable).
    Raises :class:`~nhsgraph.errors.UsageError` for a folder that holds something else or cannot be written.
    """
    chosen = choice or Choice()
    before = writing.read(folder)
    now = writing.Record(key=_key(graph, chosen))
    same = before.key == now.key
    if same and before.complete and all(before.holds(folder, path) for path in before.files):
        return _report(folder, before, written=0, removed=0)
    bodies = plan.subjects(graph, chosen.as_of)
    wanted = list(plan.jobs(bodies))
    missing = [job for job in wanted if not (same and before.holds(folder, job.path))]
    now.files = {job.path: before.files[job.path] for job in wanted if job not in missing}
    about = {"version": __version__, "as_of": chosen.as_of.isoformat(), "bundle": chosen.bundle.value}
    # First of all, so that a run that is stopped leaves a folder which the next one knows for a site.
    writing.save(folder, writing.Record(key=before.key if same else "", files=before.files), about)
    written = 0
    try:
        for done, (path, data) in enumerate(_rendered(graph, chosen, missing, workers), start=1):
            progress("Writing the site", done, len(missing))
            written += writing.put(folder, path, data)
            now.files[path] = writing.digest(data)
        for path, data in Maker(graph, chosen).shared().items():
            written += writing.put(folder, path, data)
            now.files[path] = writing.digest(data)
    finally:
        # Also of a run that is stopped: the next one makes only what is missing, and still knows what to remove.
        so_far = {**dict.fromkeys(before.files, ""), **now.files}
        writing.save(folder, writing.Record(key=now.key, files=so_far), about)
    gone = before.files.keys() - now.files.keys()
    for path in gone:
        writing.remove(folder, path)
    now.complete = True
    writing.save(folder, now, about)
    return _report(folder, now, written=written, removed=len(gone))


def _rendered(
    graph: Graph, choice: Choice, missing: Sequence[Job], workers: int
) -> Iterator[tuple[str, bytes]]:
    if workers < 2 or len(missing) < 2 * _PAGES:
        maker = Maker(graph, choice)
        yield from ((job.path, maker.make(job).data) for job in missing)
        return
    # A fresh interpreter each: a store must not be carried over a fork.
    context = multiprocessing.get_context("spawn")
    given = (str(graph.generation), choice)
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_begin, initargs=given) as pool:
        # One worker reads the whole country, for all that need it.
        country = [job for job in missing if job.maker in plan.COUNTRY]
        rest = [job for job in missing if job.maker not in plan.COUNTRY]
        batches = [country, *(rest[n : n + _PAGES] for n in range(0, len(rest), _PAGES))]
        for made in pool.map(_make, batches):
            yield from made


_MAKERS: list[Maker] = []  # the one of this worker process


def _begin(generation: str, choice: Choice) -> None:
    _MAKERS[:] = [Maker(Graph(Path(generation)), choice)]


def _make(batch: Iterable[Job]) -> list[tuple[str, bytes]]:
    (maker,) = _MAKERS
    return [(job.path, maker.make(job).data) for job in batch]


def _key(graph: Graph, choice: Choice) -> str:
    """What decides every byte of a site: the graph, the program and the choice."""
    parts = (graph.generation.parent.name, _program(), choice.as_of.isoformat(), choice.bundle.value)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@cache
def _program() -> str:
    """A digest of everything in the package that can change a page."""
    package = Path(__file__).parent.parent
    sha = hashlib.sha256(__version__.encode())
    for path in sorted(package.rglob("*")):
        if path.is_file() and path.suffix not in {".pyc", ".pyo"} and "_shipped" not in path.parts:
            sha.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    return sha.hexdigest()


def _report(folder: Path, record: writing.Record, *, written: int, removed: int) -> Report:
    size = sum((folder / path).stat().st_size for path in record.files)
    return Report(files=len(record.files), written=written, removed=removed, size=size)


def cores() -> int:
    """How many processes are worth starting here."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


__all__ = ["Bundle", "Report", "build", "cores"]
