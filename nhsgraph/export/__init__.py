"""Exports: the graph, or the network of its bodies, in the forms that other tools read.

A form is a module of this package with ``TITLE``, ``SUFFIX`` (empty for a folder) and ``write(material, path)``, which
writes one file or fills one empty folder. Nothing is written in the user's place until it is whole
(:mod:`nhsgraph.export.place`). The same graph gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path

import pyoxigraph

from nhsgraph.errors import UsageError
from nhsgraph.views import Reader

#: The forms, in the order of the help.
FORMS = ("nquads", "trig", "turtle", "jsonld", "csv", "graphml", "gexf", "neo4j", "bods", "release")


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What is exported: a graph, the name of its data and, for networks of bodies, the date on which they hold."""

    store: pyoxigraph.Store
    reader: Reader
    dataset: str  # national or demo
    version: str  # names the data: the key of the built graph
    data: Path  # the folder of tables and sources
    as_of: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form of export."""

    name: str
    title: str
    suffix: str  # empty for a folder
    dated: bool  # whether a date chooses what goes in
    write: Callable[[Material, Path], None]


def form(name: str) -> Form:
    """A form by its name; raises :class:`~nhsgraph.errors.UsageError` with those that there are."""
    if name not in FORMS:
        raise UsageError(f"there is no export “{name}”. Choose one of {', '.join(FORMS)}.")
    module = import_module(f"nhsgraph.export.{name}")
    return Form(
        name=name,
        title=module.TITLE,
        suffix=module.SUFFIX,
        dated=getattr(module, "DATED", False),
        write=module.write,
    )
