"""The edge snapshot: the facts that conflict paths walk, as columns of integers beside the store.

A file ``edges.bin``: one line of JSON (format, byte order, row counts, columns with their place), one line of JSON with
every text in order, then the columns. A text is its place in the list (0 is empty), a date its day number (0 is not
given), a number a count of millionths (-1 is not given). Nothing is decoded until it is asked for, so that a command about one
body pays for little, and a scan of the country walks arrays.
"""

from __future__ import annotations

import json
import sys
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any, Final, get_args, get_type_hints

from nhsgraph import documents, facts
from nhsgraph.conflict_facts import CONFLICTS, Committee, Individual, Party
from nhsgraph.errors import StoreError
from nhsgraph.facts import Fact
from nhsgraph.quads.labels import latest_names

FILE = "edges.bin"
FORMAT: Final = 1
#: Millionths in one, for numbers; what stands for a number that is not given.
SCALE: Final = 1_000_000
NONE: Final = -1

#: Table of the snapshot to the class of fact whose rows it holds.
KINDS: dict[str, type[Fact]] = {
    "members": facts.PracticeMembership,
    "levels": facts.Arrangement,
    "payments": facts.CompanyPayment,
    "leads": facts.PartnershipLead,
    "partners": facts.Partner,
    "relations": documents.BodyRelation,
    "documents": documents.Document,
    "allocations": documents.Allocation,
    **CONFLICTS,
}


class Table:
    """Columns of one class of fact; a column is decoded when it is first asked for."""

    __slots__ = ("_bytes", "_columns", "_ready", "rows")

    def __init__(self, rows: int, columns: Mapping[str, tuple[str, int]], data: memoryview) -> None:
        self.rows = rows
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
            name: Table(about["rows"], {c: (t, s) for c, t, s in about["columns"]}, view)
            for name, about in header["tables"].items()
        }

    def __getitem__(self, name: str) -> Table:
        return self.tables[name]

    @cached_property
    def texts(self) -> list[str]:
        """Every text, in order; its place is its number."""
        found: list[str] = json.loads(self._texts)
        return found

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Text to its number."""
        return {text: number for number, text in enumerate(self.texts)}

    def number(self, text: str) -> int:
        """The number of a text, -1 where no row has it."""
        return self.numbers.get(text, -1)

    def value(self, table: str, row: int, column: str) -> Any:
        """A cell as the value that was written: a text, date, number or truth; ``None`` where not given."""
        number = self[table][column][row]
        kind = _COLUMNS[table][column]
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
    def labels(self) -> dict[str, str]:
        """Local id to a name, for every body, person and committee that has one."""
        texts = self.texts
        return {texts[i]: texts[n] for i, n in self["labels"].zip("id", "name")}


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


def encode(rows: Mapping[type[Fact], Iterable[Fact]]) -> bytes:
    """The snapshot of facts as bytes; the same facts in the same order give the same bytes."""
    cells: dict[str, dict[str, list[Any]]] = {}
    for name, kind in KINDS.items():
        columns = _COLUMNS[name]
        found = tuple(rows.get(kind, ()))
        cells[name] = {c: [_plain(getattr(fact, c)) for fact in found] for c in columns}
    cells["labels"] = dict(zip(("id", "name"), _labels(rows), strict=True))
    texts = {"": 0}
    for name, columns in _COLUMNS.items():
        for column, type_ in columns.items():
            if type_ == "text":
                for text in cells[name][column]:
                    texts.setdefault(text, len(texts))
    body, tables, start = [], {}, 0
    for name, columns in _COLUMNS.items():
        placed = []
        for column, type_ in columns.items():
            code = "q" if type_ == "number" else "i"
            packed = array(code, [_number(value, type_, texts) for value in cells[name][column]])
            if sys.byteorder == "big":
                packed.byteswap()
            placed.append((column, code, start))
            body.append(packed.tobytes())
            start += len(body[-1])
        tables[name] = {"rows": len(next(iter(cells[name].values()))), "columns": placed}
    told = json.dumps(list(texts), ensure_ascii=False).encode() + b"\n"
    head = json.dumps({"format": FORMAT, "texts": len(told), "tables": tables}).encode() + b"\n"
    return head + told + b"".join(body)


def _labels(rows: Mapping[type[Fact], Iterable[Fact]]) -> tuple[list[str], list[str]]:
    found = {body: fact.name for body, fact in latest_names({k: tuple(v) for k, v in rows.items()}).items()}
    labelled: tuple[type[Fact], ...] = (documents.Document, documents.HolderRole)
    named: tuple[type[Fact], ...] = (documents.Body, Party, Committee, Individual)
    for fact in (fact for kind in (*labelled, *named) for fact in rows.get(kind, ())):
        if isinstance(fact, documents.Document | documents.HolderRole):
            found[fact.id] = fact.label
        elif isinstance(fact, documents.Body | Party | Committee | Individual) and fact.name:
            found[fact.id] = fact.name
    return list(found), list(found.values())


def _plain(value: object) -> object:
    return " ".join(value) if isinstance(value, tuple) else value


def _number(value: Any, kind: str, texts: Mapping[str, int]) -> int:
    if kind == "text":
        return texts[value]
    if kind == "date":
        return value.toordinal() if value else 0
    if value is None:
        return NONE
    return int(value * SCALE) if kind == "number" else int(value)


def _kind(hint: Any) -> str:
    wanted = next((h for h in get_args(hint) if h is not type(None) and h is not ...), hint)
    kinds = {date: "date", Decimal: "number", int: "int", bool: "bool"}
    return kinds.get(wanted, "text")


def _columns(kind: type[Fact]) -> dict[str, str]:
    hints = get_type_hints(kind)
    return {f.name: _kind(hints[f.name]) for f in fields(kind)}


_COLUMNS: dict[str, dict[str, str]] = {
    **{name: _columns(kind) for name, kind in KINDS.items()},
    "labels": {"id": "text", "name": "text"},
}
