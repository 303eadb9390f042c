"""Real rows of releases, and the compiled tables, for the tests of loaders."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from nhsgraph import catalogue, tables
from nhsgraph.catalogue import Source
from nhsgraph.facts import Fact
from nhsgraph.resources import data_dir
from nhsgraph.sources import loader

FOLDER = Path(__file__).parent / "fixtures" / "sources"

F = TypeVar("F", bound=Fact)


def source_of(name: str, **lookups: Any) -> Source:
    """The real source with some of its lookups replaced, and without its number of rows, the whole file's."""
    source = catalogue.read(data_dir() / "sources" / name / "source.yml")
    return replace(source, rows=None, lookups={**(source.lookups or {}), **lookups})


def excerpt(name: str) -> bytes:
    """A few rows of the publisher's file."""
    return (FOLDER / f"{name}.csv").read_bytes()


def facts(name: str, data: bytes | None = None, **lookups: Any) -> list[Fact]:
    """What the loader makes of the excerpt, or of other bytes."""
    source = source_of(name, **lookups)
    return list(loader(source)(excerpt(name) if data is None else data, source))


def of(kind: type[F], rows: list[Fact]) -> list[F]:
    """The facts of one class, in order."""
    return [row for row in rows if type(row) is kind]


@cache
def table(kind: type[F]) -> tuple[F, ...]:
    """A compiled table of the whole country."""
    names = {rows: name for name, rows in tables.TABLES.items()}
    return tuple(tables.read(kind, data_dir() / "tables" / f"{names[kind]}.csv"))
