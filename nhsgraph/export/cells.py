"""Cells of CSV tables that a spreadsheet may open: a text that begins like a formula gets an apostrophe in front.

So does a text that begins with an apostrophe, so that taking one away gives every text back.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

_GUARDED = ("=", "+", "-", "@", "\t", "\r", "'")


def guarded(text: str) -> str:
    """A text as a cell.

    >>> guarded("=1+1"), guarded("'t Hof"), guarded("05T")
    ("'=1+1", "''t Hof", '05T')
    """
    return "'" + text if text.startswith(_GUARDED) else text


def unguarded(cell: str) -> str:
    """The text of a cell.

    >>> unguarded("'=1+1"), unguarded("05T")
    ('=1+1', '05T')
    """
    return cell.removeprefix("'")


def write(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a table (UTF-8, RFC 4180 with line feeds), its cells guarded."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([guarded(cell) for cell in row] for row in rows)
