"""A filled template as spreadsheets write it: bytes in, the header and the numbered rows out, with remarks on what was made of them.

UTF-8 with or without a mark, UTF-16 with one, else Windows-1252 (which is said); commas, semicolons or tabs, whichever the
header has; any line ends; names of columns in any case; blanks around cells, empty rows, empty columns without a name and cells left
off at the end of a row are dropped. Nothing is guessed about what a cell means: dates are as ISO 8601 has them, or day
first where that was asked for.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from nhsgraph.errors import SourceError

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A file as a table: column names, and each row that is not empty with its number in the file, the header being the first."""

    columns: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    remarks: tuple[str, ...]


def read(data: bytes, file: str, wanted: Collection[str]) -> Sheet:
    """The table in a file whose columns should be those wanted.

    Raises :class:`~nhsgraph.errors.SourceError` for a workbook, bytes that are no text, another header, a row with more
    cells than the header, and no row at all.
    """
    text, remarks = _decoded(data, file)
    lines = text.splitlines()
    skipped = (
        1 if lines and re.fullmatch('"?sep=.[\'"]?', lines[0].strip()) else 0
    )  # what Excel reads and leaves out
    head = lines[skipped] if len(lines) > skipped else ""
    mark = max(",;\t", key=lambda one: len(_known(next(csv.reader([head], delimiter=one), []), wanted)))
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    try:
        numbered = [(n, [cell.strip() for cell in row]) for n, row in enumerate(rows, start=1)][skipped:]
    except csv.Error as e:
        raise SourceError(f"the row is not CSV ({e})", file=file, row=rows.line_num) from None
    number, names = numbered[0] if numbered else (1, [])
    columns = _header([name.casefold() for name in names], file, number, wanted)
    found = []
    for number, row in numbered[1:]:
        if any(row[len(columns) :]):
            raise SourceError(
                f"{len(row)} cells where the header has {len(columns)}", file=file, row=number,
                expected="a cell with the separator in it between quotation marks",
            )  # fmt: skip
        if any(row):
            found.append((number, tuple([*row, *[""] * len(columns)][: len(columns)])))
    if not found:
        raise SourceError("there is no row under the header", file=file, expected="at least one")
    return Sheet(columns=columns, rows=tuple(found), remarks=remarks)


def day_first(text: str) -> str:
    """A date as 01/04/2016 in the form of ISO 8601; any other text as it is.

    >>> day_first("1/4/2016"), day_first("31/02/2016"), day_first("2016-04-01")
    ('2016-04-01', '31/02/2016', '2016-04-01')
    """
    if (found := _SLASHED.fullmatch(text)) is None:
        return text
    day, month, year = map(int, found.groups())
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return text


def slashed(text: str) -> bool:
    """Whether a text is a date with slashes, which does not say whether the day or the month comes first."""
    return _SLASHED.fullmatch(text) is not None


def _decoded(data: bytes, file: str) -> tuple[str, tuple[str, ...]]:
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise SourceError(
            "this is a workbook", file=file, expected="the sheet saved as CSV (in Excel: CSV UTF-8)"
        )
    code = next((code for mark, code in _MARKS if data.startswith(mark)), "utf-8")
    try:
        return data.decode(code), ()
    except UnicodeDecodeError as first:
        try:
            return data.decode("cp1252"), (
                "read as Windows-1252, as it is not UTF-8; look at names with accents",
            )
        except UnicodeDecodeError:
            raise SourceError(
                f"byte {first.start} is no text", file=file, expected="the sheet saved as CSV UTF-8"
            ) from None


def _known(names: list[str], wanted: Collection[str]) -> set[str]:
    return {name.strip().casefold() for name in names} & set(wanted)


def _header(names: list[str], file: str, row: int, wanted: Collection[str]) -> tuple[str, ...]:
    while names and not names[-1]:
        names.pop()
    expected = ", ".join(wanted)
    for name, count in Counter(names).items():
        if name not in wanted:
            raise SourceError(f"unknown column “{name}”", file=file, row=row, expected=expected)
        if count > 1:
            raise SourceError(f"two columns are called “{name}”", file=file, row=row, expected=expected)
    for name in wanted:
        if name not in names:
            raise SourceError(f"there is no column “{name}”", file=file, row=row, expected=expected)
    return tuple(names)
