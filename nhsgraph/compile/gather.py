"""Run the loader of every source that has one, over its file in the folder of publishers' files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from nhsgraph.catalogue import Source
from nhsgraph.errors import SourceError
from nhsgraph.facts import Fact
from nhsgraph.sources import loader

#: Called with what is being done, how many steps are done, and how many there are.
Progress = Callable[[str, int, int], None]


def silent(what: str, done: int, total: int) -> None:
    """Report nothing."""


def gather(publishers: Path, known: Mapping[str, Source], progress: Progress = silent) -> list[Fact]:
    """The facts of every source that has a ``format``, in order of source id."""
    loaded = [source for _, source in sorted(known.items()) if source.format]
    facts: list[Fact] = []
    for done, source in enumerate(loaded):
        progress(source.id, done, len(loaded))
        facts += loader(source)(_bytes(publishers, source), source)
    progress("", len(loaded), len(loaded))
    return facts


def _bytes(publishers: Path, source: Source) -> bytes:
    path = publishers / source.file
    if not path.is_file():
        raise SourceError(
            f"there is no file {source.file} in {publishers}",
            file=f"{source.id}/source.yml",
            expected=source.title,
        )
    return path.read_bytes()
