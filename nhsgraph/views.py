"""Views: what the stored view queries say about a body, as rows that hold on a date or not.

A fact with several releases comes back as one row whose ``sources`` are all of them, in order; the fields of a row are
the columns that the view's header declares, without ``source``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from threading import Event, Thread
from typing import Protocol, TypeAlias

from pyoxigraph import QueryResultsFormat, QuerySolutions, Store, parse_query_results

from nhsgraph import ids, query, snapshots
from nhsgraph.errors import NhsGraphError
from nhsgraph.period import Holds, holds
from nhsgraph.query import Iri, Value, local

#: A view and its parameters.
Asked: TypeAlias = tuple[str, Mapping[str, Value]]


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

    def expect(self, asked: Sequence[Asked]) -> None:
        """Say which views will be asked, with which parameters; a reader may begin to answer them meanwhile."""
        ...


class Ahead:
    """Views answered in their order on a thread of their own, except those that the caller comes to first.

    The store works without Python's lock, so this costs the caller little; solutions cannot leave the thread that asked
    for them, so they travel as SPARQL JSON.
    """

    def __init__(self, store: Store, asked: Sequence[Asked]) -> None:
        self._asked = list(asked)
        self._open = dict(enumerate(asked))  # what nobody has begun; to take a place out of it is to begin
        self._ready = [Event() for _ in asked]
        self._answers: dict[int, bytes] = {}
        Thread(target=self._answer, args=(store,), daemon=True).start()

    def _answer(self, store: Store) -> None:
        for place, ready in enumerate(self._ready):
            if (begun := self._open.pop(place, None)) is None:
                continue
            view, parameters = begun
            try:
                solutions = query.solutions(store, "views", view, **parameters)
                self._answers[place] = solutions.serialize(format=QueryResultsFormat.JSON) or b""
            except (NhsGraphError, OSError, RuntimeError):
                pass  # whoever waits for an answer that did not come asks for itself, and gets the error
            finally:
                ready.set()

    def take(self, view: str, parameters: Mapping[str, Value]) -> QuerySolutions | None:
        """The answer to a view; ``None`` where the caller has to ask: not one of these, not begun, failed or taken."""
        if (view, parameters) not in self._asked:
            return None
        place = self._asked.index((view, parameters))
        if self._open.pop(place, None) is not None:
            self._ready[place].set()  # nobody will answer it, and nobody has to wait
            return None
        self._ready[place].wait()
        if not (answer := self._answers.pop(place, b"")):
            return None
        found = parse_query_results(answer, format=QueryResultsFormat.JSON)
        return found if isinstance(found, QuerySolutions) else None


class StoreReader:
    """View queries on the embedded store; snapshots of its generation are read instead of asked."""

    def __init__(self, store: Store, generation: Path | None = None) -> None:
        self.store = store
        self.generation = generation
        #: Whether expected views are begun on a second thread: for a process that answers one question and ends.
        self.hurried = False
        self._ahead: Ahead | None = None

    def expect(self, asked: Sequence[Asked]) -> None:
        """In a hurry, answer views while the caller does something else, such as importing what reads them."""
        if self.hurried:
            self._ahead = Ahead(self.store, asked)

    def rows(self, view: str, /, **parameters: Value) -> list[Fields]:
        """The rows of a view in its order, those that differ only in their source joined."""
        if view in snapshots.NAMES:
            kept = snapshots.read(self.generation, view) if self.generation is not None else None
            found = kept if kept is not None else query.joined(query.select(self.store, "snapshots", view))
        else:
            answer = self._ahead.take(view, parameters) if self._ahead is not None else None
            solutions = answer or query.solutions(self.store, "views", view, **parameters)
            found = query.joined(query.rows(solutions, parameters))
        return [Fields(row, sources) for row, sources in found]


def body_iri(local_id: str) -> Iri:
    """The IRI of a local id, as a parameter."""
    return Iri(ids.ID + local_id)
