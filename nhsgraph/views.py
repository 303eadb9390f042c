"""Views: what the stored view queries say about a body, as rows that hold on a date or not.

A fact with several releases comes back as one row whose ``sources`` are all of them, in order; the fields of a row are
the columns that the view's header declares, without ``source``.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Protocol

from pyoxigraph import Store

from nhsgraph import ids, query, snapshots
from nhsgraph.period import Holds, holds
from nhsgraph.query import Iri, Value


class Fields(dict[str, Value]):
    """One row of a view, with typed access; a missing or wrong column is a bug and raises."""

    __slots__ = ("sources",)

    def __init__(self, values: dict[str, Value], sources: tuple[str, ...]) -> None:
        super().__init__(values)
        self.sources = sources

    def text(self, name: str) -> str:
        """A text, empty where there is none."""
        value = self[name]
        return "" if value is None else str(value)

    def code(self, name: str) -> str:
        """The local name of an IRI: a local id, a concept, a source id; empty where there is none."""
        return local(self[name]) if self[name] is not None else ""

    def day(self, name: str) -> date | None:
        """A date, or ``None``."""
        value = self[name]
        if value is not None and not isinstance(value, date):
            raise TypeError(f"{name} is {value!r}, not a date")
        return value

    def number(self, name: str) -> Decimal | None:
        """A number, or ``None``."""
        value = self[name]
        if value is None or isinstance(value, Decimal):
            return value
        if isinstance(value, int):
            return Decimal(value)
        raise TypeError(f"{name} is {value!r}, not a number")

    def holds(self, day: date) -> Holds:
        """Whether the row's period (``from``, ``to``, ``known``) covers a day."""
        known = self.day("known") if "known" in self else None
        return holds(day, self.day("from"), self.day("to"), known)


class Reader(Protocol):
    """Anything that answers view queries: the embedded store here, an endpoint elsewhere."""

    def rows(self, view: str, /, **parameters: Value) -> list[Fields]:
        """The rows of a view in its order."""
        ...


class StoreReader:
    """View queries on the embedded store; snapshots of its generation are read instead of asked."""

    def __init__(self, store: Store, generation: Path | None = None) -> None:
        self.store = store
        self.generation = generation

    def rows(self, view: str, /, **parameters: Value) -> list[Fields]:
        """The rows of a view in its order, those that differ only in their source joined."""
        if view in snapshots.NAMES:
            kept = snapshots.read(self.generation, view) if self.generation is not None else None
            return joined(kept if kept is not None else query.select(self.store, "snapshots", view))
        return joined(query.select(self.store, "views", view, **parameters))


def joined(rows: Iterable[query.Row]) -> list[Fields]:
    """Rows that differ only in ``source`` as one row each, in order of first appearance; claims in order of id."""
    found: dict[tuple[Value, ...], list[str]] = {}
    values: list[query.Row] = []
    for row in rows:
        source = row.pop("source", None)
        if isinstance(claims := row.get("claims"), str):
            row["claims"] = " ".join(sorted(claims.split())) or None  # SPARQL leaves the order to the engine
        key = tuple(row.values())
        if key not in found:
            found[key] = []
            values.append(row)
        if source is not None:
            found[key].append(local(source))
    return [Fields(row, tuple(dict.fromkeys(found[tuple(row.values())]))) for row in values]


def local(iri: Value) -> str:
    """The last part of an IRI.

    >>> local("https://w3id.org/nhsgraph/id/ccg-05T"), local("https://w3id.org/nhsgraph/def#CCG")
    ('ccg-05T', 'CCG')
    """
    return str(iri).replace("#", "/").rsplit("/", 1)[-1]


def body_iri(local_id: str) -> Iri:
    """The IRI of a local id, as a parameter."""
    return Iri(ids.ID + local_id)
