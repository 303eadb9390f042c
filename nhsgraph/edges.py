"""The edge snapshot: the facts that conflict paths walk, as columns of integers beside the store.

A file ``edges.bin`` (:mod:`nhsgraph.edge_writing` writes it): one line of JSON (format, row counts, columns with their
type and place), every text in order, a line each with the escapes of JSON, then the columns. A text is its place in the list (0 is empty), a date its day number (0 is not
given), a number a count of millionths (-1 is not given). Nothing is decoded until it is asked for, so that a command about one
body pays for little, and a scan of the country walks arrays.
"""

from __future__ import annotations

import json
import sys
from array import array
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from nhsgraph.errors import StoreError

FILE = "edges.bin"
FORMAT: Final = 4
#: Millionths in one, for numbers; what stands for a number that is not given.
SCALE: Final = 1_000_000
NONE: Final = -1


class Table:
    """Columns of one class of fact; a column is decoded when it is first asked for."""

    __slots__ = ("_bytes", "_columns", "_ready", "rows", "types")

    def __init__(
        self, rows: int, columns: Mapping[str, tuple[str, int]], types: Mapping[str, str], data: memoryview
    ) -> None:
        self.rows = rows
        self.types = types  # column to text, date, number, int or bool
        self._columns = columns
        self._bytes = data
        self._ready: dict[str, array[int]] = {}

    def __getitem__(self, name: str) -> array[int]:
        if (found := self._ready.get(name)) is None:
            code, start = self._columns[name]
            found = array(code)
            found.frombytes(self._bytes[start : start + self.rows * found.itemsize])
            if sys.byteorder == "big":
                found.byteswap()
            self._ready[name] = found
        return found

    def zip(self, *names: str) -> Iterator[tuple[int, ...]]:
        """The rows as tuples of these columns."""
        return zip(*(self[name] for name in names), strict=True)


class Snapshot:
    """The tables by name, and the texts that their numbers stand for."""

    def __init__(self, data: bytes) -> None:
        head, _, rest = data.partition(b"\n")
        header = json.loads(head)
        if header["format"] != FORMAT:
            raise ValueError(f"format {header['format']}")
        self._texts = rest[: header["texts"]]
        view = memoryview(rest)[header["texts"] :]
        self.tables = {
            name: Table(
                about["rows"],
                {c: (code, start) for c, _, code, start in about["columns"]},
                {c: type_ for c, type_, _, _ in about["columns"]},
                view,
            )
            for name, about in header["tables"].items()
        }

    def __getitem__(self, name: str) -> Table:
        return self.tables[name]

    @cached_property
    def texts(self) -> list[str]:
        """Every text, in order; its place is its number."""
        found = self._texts.decode().split("\n")
        if b"\\" not in self._texts:
            return found
        return [json.loads(f'"{text}"') if "\\" in text else text for text in found]

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Text to its number; for those who look up many."""
        return {text: number for number, text in enumerate(self.texts)}

    def number(self, text: str) -> int:
        """The number of a text, -1 where no row has it."""
        if "numbers" in self.__dict__:
            return self.numbers.get(text, -1)
        try:
            return self.texts.index(text)  # a few look-ups cost less than making the whole mapping
        except ValueError:
            return -1

    def value(self, table: str, row: int, column: str) -> Any:
        """A cell as the value that was written: a text, date, number or truth; ``None`` where not given."""
        number = self[table][column][row]
        kind = self[table].types[column]
        if kind == "text":
            return self.texts[number]
        if kind == "date":
            return date.fromordinal(number) if number else None
        if kind == "bool":
            return bool(number)
        if number == NONE:
            return None
        return number if kind == "int" else Decimal(number) / SCALE

    @cached_property
    def label_of(self) -> dict[int, int]:
        """The number of a local id to the number of its latest name."""
        return dict(zip(self["labels"]["id"], self["labels"]["name"], strict=True))

    def renamed(self, day: date) -> dict[int, int]:
        """The number of a local id to the number of its name on a day, for bodies that had several names.

        The name that began last by then, else the first of all.
        """
        names: dict[int, int] = {}
        for body, name, begins in self["renamed"].zip("id", "name", "begins"):
            if begins <= day.toordinal() or body not in names:
                names[body] = name
        return names

    def name(self, local_id: str, day: date | None = None) -> str:
        """The name of a body, person or committee on a day, or its latest; the id itself where it has none."""
        number = self.number(local_id)
        names = self.renamed(day) if day is not None else {}
        named = names.get(number) or self.label_of.get(number)
        return local_id if named is None else self.texts[named]


def read(generation: Path) -> Snapshot:
    """The snapshot of a built graph; raises :class:`~nhsgraph.errors.StoreError` when it cannot be read."""
    try:
        return Snapshot((generation / FILE).read_bytes())
    except (OSError, ValueError, KeyError) as e:
        raise StoreError(
            f"the edges in {generation} cannot be read ({e}).",
            path=generation,
            remedy="Build the graph again with: nhsgraph build --force",
        ) from None
