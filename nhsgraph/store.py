"""The store: where the graph lives on disk, how it is built, and how it is opened. The only writer.

Layout, below the cache folder (``NHSGRAPH_CACHE``, else the user's cache folder)::

    <key>/current            the name of the generation in use
    <key>/<generation>/      store/ (RocksDB), names.tsv (the name index), edges.bin, footprints/, about.json
    <key>.lock               held while building
    keys/<checksum>          memory of the key of a data folder: the key, then the names, sizes and times of its files

The key is a digest of the data, the vocabulary, the rules and the versions that shape the graph, so that another
version of anything finds another folder. A build writes a new generation and then replaces ``current`` in one step:
a reader sees the old graph or the new one, a killed build leaves only a folder that the next build removes. Readers
open read-only, take no lock and need no write permission.
"""

from __future__ import annotations

import os
import zlib
from contextlib import suppress
from pathlib import Path

import pyoxigraph

from nhsgraph import resources, userdata, userdirs
from nhsgraph._version import __version__
from nhsgraph.errors import StoreError

#: Raise when the shape of the graph changes without a change in data, ontology or mapping modules.
FORMAT = 8


def cache_dir() -> Path:
    """The folder for built graphs: ``NHSGRAPH_CACHE`` or the platform's cache folder for the user."""
    if chosen := os.environ.get("NHSGRAPH_CACHE"):
        return Path(chosen).expanduser()
    return userdirs.cache()


def inputs(data: Path) -> tuple[Path, ...]:
    """The folders whose content decides what the graph is."""
    package = Path(__file__).parent
    shared = resources.data_dir()
    own = (data,) if data != shared else ()
    # The user's rows, source by source; the list of suppressed paths beside them does not change the graph.
    users = sorted(userdata.folder(data).glob(userdata.PREFIX + "*"))
    return (
        *own,
        *(shared / name for name in ("documents", "sources") if own),
        *(shared / name for name in ("tables", "documents", "conflicts", "sources") if not own),
        resources.ontology_dir(),
        package / "quads",
        resources.queries_dir("rules"),
        resources.queries_dir("snapshots"),
        *(folder for folder in users if folder.is_dir()),
    )


def key(data: Path, cache: Path) -> str:
    """The name of the folder for the graph of a data folder.

    The digest reads some megabytes, so it is remembered under a signature of names, sizes and times.
    """
    signature = _signature(inputs(data))
    remembered = cache / "keys" / f"{zlib.crc32(signature.encode()):08x}"
    with suppress(OSError):
        known, _, of = remembered.read_text(encoding="utf-8").partition("\n")
        if of == signature:
            return known
    from nhsgraph import dataset

    first, *rest = inputs(data)
    value = dataset.digest(first, extra=tuple(rest), salt=_versions())[:20]
    with suppress(OSError):  # a cache that cannot be written only costs the time to compute again
        remembered.parent.mkdir(parents=True, exist_ok=True)
        remembered.write_text(f"{value}\n{signature}", encoding="utf-8")
    return value


def _versions() -> str:
    return f"{__version__} {FORMAT} {pyoxigraph.__version__}"


def _signature(folders: tuple[Path, ...]) -> str:
    found = [_versions()]
    pending = [str(folder) for folder in folders if folder.is_dir()]
    while pending:
        folder = pending.pop()
        with os.scandir(folder) as entries:
            for entry in sorted(entries, key=lambda e: e.name):
                if entry.is_dir():
                    if entry.name != "__pycache__":
                        pending.append(entry.path)
                else:
                    stat = entry.stat()
                    found.append(f"{entry.path} {stat.st_size} {stat.st_mtime_ns}")
    return "\n".join(found)


def find(data: Path, cache: Path) -> Path | None:
    """The generation in use for a data folder, or ``None`` where none has been built."""
    folder = cache / key(data, cache)
    try:
        name = (folder / "current").read_text(encoding="ascii")
    except OSError:
        return None
    return folder / name


def open_generation(generation: Path) -> pyoxigraph.Store:
    """The graph of a generation, read-only.

    Raises :class:`~nhsgraph.errors.StoreError` when the folder does not hold a readable graph.
    """
    try:
        return pyoxigraph.Store.read_only(str(generation / "store"))
    except (OSError, RuntimeError) as e:  # damaged files are a RuntimeError
        raise StoreError(
            f"the graph in {generation} cannot be opened ({str(e).splitlines()[0]}).",
            path=generation,
            remedy="Build it again with: nhsgraph build --force",
        ) from None


def unreadable(error: Exception) -> StoreError:
    """What the store raises in the middle of an answer, in words: a damaged file that the opening did not look into."""
    return StoreError(
        f"the graph on disk cannot be read ({str(error).splitlines()[0]}).",
        remedy="Build it again with: nhsgraph build --force",
    )
