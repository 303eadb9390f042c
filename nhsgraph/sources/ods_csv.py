"""The 27-column file of the Organisation Data Service, which has no header line.

The published specification gives the columns by number; here they have names. A column that a loader does not
use must be ignored by name in ``source.yml``, or be empty in every row: what is left over is never dropped
unseen.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime

from nhsgraph.catalogue import Source
from nhsgraph.errors import SourceError
from nhsgraph.period import after_inclusive
from nhsgraph.sources.delimited import Record

COLUMNS = (
    "organisation code",
    "name",
    "national grouping",
    "high level health geography",
    "address line 1",
    "address line 2",
    "address line 3",
    "address line 4",
    "address line 5",
    "postcode",
    "open date",
    "close date",
    "status code",
    "sub-type code",
    "commissioner",
    "join commissioner date",
    "left commissioner date",
    "telephone",
    "null 19",
    "null 20",
    "null 21",
    "amended record indicator",
    "null 23",
    "provider or purchaser",
    "null 25",
    "prescribing setting",
    "null 27",
)


def records(
    data: bytes, source: Source, used: Collection[str], columns: tuple[str, ...] = COLUMNS
) -> Iterator[Record]:
    """The rows in the order of the file; the first line is row 1.

    Raises :class:`~nhsgraph.errors.SourceError` for a row of another length, for a cell of a column that is
    neither used nor ignored and not empty, and for another number of rows than the source has.
    """
    file = source.file or source.id
    ignored = source.ignored or {}
    for name in ignored:
        if name not in columns:
            raise SourceError(f"the ignored column “{name}” does not exist", file=f"{source.id}/source.yml")
    unread = [(i, name) for i, name in enumerate(columns) if name not in used and name not in ignored]
    names = {name: name for name in columns}
    count = 0
    lines = csv.reader(io.StringIO(_text(data, file), newline=""), strict=True)
    try:
        for cells in lines:
            if len(cells) != len(columns):
                raise SourceError(
                    f"{len(cells)} cells", file=file, row=lines.line_num, expected=f"{len(columns)} cells"
                )
            row = Record(
                file=file,
                line=lines.line_num,
                cells=dict(zip(columns, cells, strict=True)),
                columns=names,
            )
            for i, name in unread:
                if cells[i]:
                    raise row.error(name, f"“{cells[i]}” in a column that nothing reads", "an empty cell")
            count += 1
            yield row
    except csv.Error as e:
        raise SourceError(f"the row is not CSV ({e})", file=file, row=lines.line_num) from None
    if source.rows is not None and count != source.rows:
        raise SourceError(
            f"{count} rows", file=file, expected=f"{source.rows} rows, as {source.id}/source.yml says"
        )


def day(row: Record, column: str) -> date:
    """A date as YYYYMMDD that must be given."""
    text = row[column]
    try:
        if len(text) == 8:
            return datetime.strptime(text, "%Y%m%d").date()
    except ValueError:
        pass
    raise row.error(column, f"“{text}” is not a date", "a date as YYYYMMDD")


def period(row: Record, first: str, last: str) -> tuple[date, date | None]:
    """The half-open period from a first to the inclusive last day that ODS gives; no end where that cell is empty."""
    start = day(row, first)
    if not row[last]:
        return start, None
    final = day(row, last)
    if final < start:
        raise row.error(last, f"“{row[last]}” is before the {first}", f"{start:%Y%m%d} or later")
    return start, after_inclusive(final)


def one_of(row: Record, column: str, meanings: Mapping[str, str]) -> str:
    """What a code means.

    Raises :class:`~nhsgraph.errors.SourceError` for a code that the specification does not have.
    """
    try:
        return meanings[row[column]]
    except KeyError:
        raise row.error(column, f"“{row[column]}” is unknown", "one of " + ", ".join(meanings)) from None


def last_told(source_day: date, closed: date | None) -> date:
    """The day for which a register's row speaks: the release's, or the last day of a body that had closed."""
    return source_day if closed is None or closed > source_day else date.fromordinal(closed.toordinal() - 1)


def _text(data: bytes, file: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as e:
        raise SourceError(f"byte {e.start} is not UTF-8", file=file, expected="UTF-8 text") from None
