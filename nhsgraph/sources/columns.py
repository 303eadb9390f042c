"""A delimited file read whole, column by column: for look-ups of many rows and few different values.

Every rule of :mod:`nhsgraph.sources.delimited` holds, and errors name file, row and column as there; each different
value of a column is checked once instead of every cell. A file read like this has one line a row: a blank line, or
a line break inside a cell, is an error. It takes no corrections of cells; a release that needs one is read by rows.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import itemgetter

from nhsgraph.catalogue import Source
from nhsgraph.errors import SourceError
from nhsgraph.sources.delimited import CODES, Record, check_rows, decoded, lookup, mapped_columns

#: Rows that are held at once; they are let go of as soon as their cells stand in the columns.
_AT_ONCE = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The mapped columns of a file by field, each with a cell for every row in the order of the file.

    ``distinct`` has the different values of each column, in the order in which they first stand.
    """

    file: str
    cells: Mapping[str, Sequence[str]]
    distinct: Mapping[str, Collection[str]]
    columns: Mapping[str, str]

    def record(self, at: int) -> Record:
        """A row, by its place from 0, as the reading by rows gives it."""
        cells = {field: column[at] for field, column in self.cells.items()}
        return Record(file=self.file, line=at + 2, cells=cells, columns=self.columns)

    def first(self, field: str, text: str) -> Record:
        """The first row with a value."""
        return self.record(self.cells[field].index(text))

    def firsts(self, field: str) -> Mapping[str, Record]:
        """Each different value of a column with the first row that has it."""
        column = self.cells[field]
        at = dict(zip(reversed(column), range(len(column) - 1, -1, -1), strict=True))
        return {text: self.record(at[text]) for text in self.distinct[field]}

    def codes(self, field: str, what: str) -> Sequence[str]:
        """A column of codes; ``what`` is a key of :data:`~nhsgraph.sources.delimited.CODES`."""
        fits = CODES[what].fullmatch
        for text in self.distinct[field]:
            if not fits(text):
                self.first(field, text).code(field, what)
        return self.cells[field]

    def wholes(self, field: str) -> Sequence[int]:
        """A column of whole numbers, zero or more."""
        read = {text: row.whole(field) for text, row in self.firsts(field).items()}
        return [read[text] for text in self.cells[field]]


def columns(data: bytes, source: Source, layout: Mapping[str, str]) -> Columns:
    """The columns of a file; ``layout`` is as in :func:`~nhsgraph.sources.delimited.records`, and so are the errors."""
    file = source.file or source.id
    if lookup(source, "cells") or lookup(source, "blanks"):
        raise SourceError(
            f"“{source.format}” reads by columns, without corrections of cells",
            file=f"{source.id}/lookups.yml",
            expected="no “cells” and no “blanks”",
        )
    lines = csv.reader(io.StringIO(decoded(data, source, file), newline=""), strict=True)
    try:
        header = next(lines, [])
        names = mapped_columns(header, source, layout, file=file)
        cells: dict[str, list[str]] = {field: [] for field in names}
        distinct: dict[str, dict[str, str]] = {field: {} for field in names}
        into = [
            (itemgetter(header.index(names[field])), distinct[field].setdefault, cells[field].extend)
            for field in names
        ]
        first = 2
        while rows := list(islice(lines, _AT_ONCE)):
            if set(map(len, rows)) != {len(header)} or lines.line_num != first + len(rows) - 1:
                raise _irregular(rows, first, len(header), file)
            for cell, known, extend in into:
                # Equal cells become one string, which saves memory and hashing later on.
                extend(map(known, map(cell, rows), map(cell, rows)))
            first += len(rows)
    except csv.Error as e:
        raise SourceError(f"the row is not CSV ({e})", file=file, row=lines.line_num) from None
    found = Columns(file=file, cells=cells, distinct=distinct, columns=names)
    _check_blanks(found)
    check_rows(first - 2, source, file)
    return found


def _irregular(rows: Sequence[Sequence[str]], first: int, width: int, file: str) -> SourceError:
    """What is wrong with rows that are not all of one line and one length."""
    for line, cells in enumerate(rows, start=first):
        if any("\n" in cell or "\r" in cell for cell in cells):
            return SourceError("a cell holds a line break", file=file, row=line, expected="one line a row")
        if len(cells) != width:
            break
    return SourceError(f"{len(cells)} cells", file=file, row=line, expected=f"{width} cells")


def _check_blanks(found: Columns) -> None:
    for field, texts in found.distinct.items():
        for text, stripped in zip(texts, map(str.strip, texts), strict=True):
            if text != stripped:
                raise found.first(field, text).error(
                    field, f"“{text}” begins or ends with a blank", "no blanks around the text"
                )
