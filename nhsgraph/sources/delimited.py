"""Delimited files with a header: every column is mapped or ignored by name, every cell is read strictly.

What is known to be wrong with a release stands in its ``lookups.yml``, each with its reason:

``encoding``     the file is not UTF-8
``header_year``  the two digits that the header gives as the year, where they are not those of the release
``blanks``       the file has stray, double or non-breaking blanks; they become one plain blank
``cells``        single cells to be read as something else
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from nhsgraph.catalogue import Source
from nhsgraph.errors import SourceError

#: Codes as their issuers make them, by what they are called in messages.
CODES = {
    "an ODS code of a CCG": re.compile(r"\d\d[A-Z]|[A-Z]\d[A-Z]\d[A-Z]"),  # five places from 2021 on
    "an ONS code of a CCG": re.compile(r"E38\d{6}"),
    "an ONS code of a local team": re.compile(r"E39\d{6}"),
    "an ONS code of a region": re.compile(r"E40\d{6}"),
    "an ONS code of an STP": re.compile(r"E54\d{6}"),
    "an ONS code of an English local authority": re.compile(r"E(?:06|07|08|09|10)\d{6}"),
    "an ONS code of an LSOA": re.compile(r"E01\d{6}"),
    "an ONS code of a primary care organisation": re.compile(r"E1[67]\d{6}"),
    "an ONS code of a strategic health authority": re.compile(r"E18\d{6}"),
    "an ODS code of an STP, SHA or local team": re.compile(r"Q[A-Z0-9]{2}"),
    "an ODS code of a region": re.compile(r"Y\d\d"),
    "an ODS code of a primary care organisation": re.compile(r"5[A-Z0-9]{2}|TA[A-Z]"),
    "an ODS code of an NHS trust": re.compile(r"[RT][A-Z0-9]{2}"),
}

_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One row: its line in the publisher's file (the header is line 1) and its cells by field."""

    file: str
    line: int
    cells: Mapping[str, str]
    columns: Mapping[str, str]

    @property
    def place(self) -> str:
        """Where the row stands, for the ``record`` of a fact."""
        return f"row {self.line}"

    def error(self, field: str, problem: str, expected: str = "") -> SourceError:
        """An error about one cell."""
        return SourceError(
            problem, file=self.file, row=self.line, column=self.columns[field], expected=expected
        )

    def __getitem__(self, field: str) -> str:
        return self.cells[field]

    def text(self, field: str) -> str:
        """A cell that must not be empty."""
        if not self.cells[field]:
            raise self.error(field, "the cell is empty", "text")
        return self.cells[field]

    def code(self, field: str, what: str) -> str:
        """A cell that holds a code; ``what`` is a key of :data:`CODES`."""
        text = self.cells[field]
        if not CODES[what].fullmatch(text):
            raise self.error(field, f"“{text}” is unknown", what)
        return text

    def whole(self, field: str) -> int:
        """A cell that holds a whole number, zero or more."""
        text = self.cells[field]
        if not (text.isascii() and text.isdigit()):
            raise self.error(field, f"“{text}” cannot be read", "a whole number")
        return int(text)

    def number(self, field: str) -> Decimal:
        """A cell that holds a decimal number."""
        try:
            value = Decimal(self.cells[field])
        except InvalidOperation:
            value = Decimal("NaN")
        if not value.is_finite():
            raise self.error(field, f"“{self.cells[field]}” cannot be read", "a number")
        return value

    def day(self, field: str) -> date:
        """A cell that holds a date as YYYY-MM-DD."""
        try:
            return date.fromisoformat(self.cells[field])
        except ValueError:
            raise self.error(field, f"“{self.cells[field]}” cannot be read", "a date as YYYY-MM-DD") from None


def records(
    data: bytes, source: Source, layout: Mapping[str, str], *, optional: frozenset[str] = frozenset()
) -> Iterator[Record]:
    """The rows of a file in its order; blank lines are passed over.

    ``layout`` maps fields to columns; ``##`` in a column stands for the year of the release in two digits.
    Fields in ``optional`` are absent from the records where the release has no such column. Raises
    :class:`~nhsgraph.errors.SourceError` for a column that is neither mapped nor ignored, a column that is
    missing, a row of another length, a cell with stray blanks that no correction names, a correction that
    corrects nothing, and another number of rows than the source has.
    """
    file = source.file or source.id
    lines = csv.reader(io.StringIO(decoded(data, source, file), newline=""), strict=True)
    try:
        header = next(lines, [])
        columns = mapped_columns(header, source, layout, optional, file=file)
        yield from _records(lines, header, columns, source, file)
    except csv.Error as e:
        raise SourceError(f"the row is not CSV ({e})", file=file, row=lines.line_num) from None


def speaks_from(source: Source) -> date:
    """The first day a release describes.

    Raises :class:`~nhsgraph.errors.SourceError` where its ``source.yml`` gives none: facts of a release are
    dated by it.
    """
    if source.speaks_from is None:
        raise SourceError("“speaks_from” is missing", file=f"{source.id}/source.yml", expected="a date")
    return source.speaks_from


def lookup(source: Source, key: str) -> Any:  # the shape depends on the key
    """What the lookups of a source hold under a key; ``None`` where they hold nothing."""
    return (source.lookups or {}).get(key)


def decoded(data: bytes, source: Source, file: str) -> str:
    """The text of a file, in UTF-8 or in the encoding that its lookups give."""
    encoding = (lookup(source, "encoding") or {}).get("value", "utf-8-sig")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as e:
        raise SourceError(
            f"byte {e.start} is not {encoding}", file=file, expected=f"{encoding} text"
        ) from None


def mapped_columns(
    header: list[str],
    source: Source,
    layout: Mapping[str, str],
    optional: frozenset[str] = frozenset(),
    *,
    file: str,
) -> dict[str, str]:
    """Field to the column of a header; an error for a column that is missing, unknown, or stands twice."""
    year = (lookup(source, "header_year") or {}).get("value") or (
        f"{source.speaks_from.year % 100:02d}" if source.speaks_from else "##"
    )
    columns = {field: column.replace("##", year) for field, column in layout.items()}
    columns = {f: c for f, c in columns.items() if f not in optional or c in header}
    ignored = source.ignored or {}
    expected = ", ".join(columns.values())
    for column in columns.values():
        if column not in header:
            raise SourceError(f"there is no column “{column}”", file=file, row=1, expected=expected)
    for column in header:
        if column not in columns.values() and column not in ignored:
            raise SourceError(f"unknown column “{column}”", file=file, row=1, expected=expected)
        if header.count(column) > 1:
            raise SourceError(f"the column “{column}” stands twice", file=file, row=1, expected=expected)
    return columns


def check_rows(count: int, source: Source, file: str) -> None:
    """Raise where a file has another number of rows than its ``source.yml`` says."""
    if source.rows is not None and count != source.rows:
        raise SourceError(
            f"{count} rows", file=file, expected=f"{source.rows} rows, as {source.id}/source.yml says"
        )


def _records(
    lines: Any,  # csv gives its reader no public type
    header: list[str],
    columns: Mapping[str, str],
    source: Source,
    file: str,
) -> Iterator[Record]:
    position = {field: header.index(column) for field, column in columns.items()}
    blanks = lookup(source, "blanks") is not None
    corrected = {(c["column"], c["published"]): c["read"] for c in lookup(source, "cells") or ()}
    unused = set(corrected)
    count = 0
    for cells in lines:
        if not cells:
            continue
        if len(cells) != len(header):
            raise SourceError(
                f"{len(cells)} cells", file=file, row=lines.line_num, expected=f"{len(header)} cells"
            )
        values: dict[str, str] = {}
        record = Record(file=file, line=lines.line_num, cells=values, columns=columns)
        for field, at in position.items():
            text = cells[at]
            if corrected and (key := (columns[field], text)) in corrected:
                unused.discard(key)
                text = corrected[key]
            if blanks:
                text = _BLANKS.sub(" ", text).strip(" ")
            elif text[:1].isspace() or text[-1:].isspace():
                raise record.error(
                    field, f"“{text}” begins or ends with a blank", "no blanks around the text"
                )
            values[field] = text
        count += 1
        yield record
    check_rows(count, source, file)
    for column, published in sorted(unused):
        raise SourceError(
            f"no cell reads “{published}” any more",
            file=f"{source.id}/lookups.yml",
            column=column,
            expected="a correction that corrects something",
        )
