"""The list of paths that are not shown: ids with reasons, in a file of the user's that no rebuild touches."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from pathlib import Path

from nhsgraph import userdata
from nhsgraph.errors import SourceError, StoreError

FILE = userdata.SUPPRESSED
_COLUMNS = ["id", "reason"]
_ID = re.compile(r"C-\d\d-[0-9a-f]{10}")


def read(folder: Path) -> dict[str, str]:
    """Id to reason; empty where there is no list.

    Raises :class:`~nhsgraph.errors.SourceError` with row and column for another header, a cell that is missing or empty, a
    text that is no id of a path, and an id that comes twice.
    """
    path = folder / FILE
    if not path.is_file():
        return {}
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as e:
        raise SourceError(f"the list cannot be read ({e.strerror})", file=FILE) from None
    except UnicodeDecodeError as e:
        raise SourceError(f"byte {e.start} is not UTF-8", file=FILE, expected="UTF-8 text") from None
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    found: dict[str, str] = {}
    try:
        if next(rows, []) != _COLUMNS:
            raise SourceError("the header is not as expected", file=FILE, row=1, expected=", ".join(_COLUMNS))
        for number, row in enumerate(rows, start=2):
            if row:
                _take(found, number, row)
    except csv.Error as e:
        raise SourceError(f"the row is not CSV ({e})", file=FILE, row=rows.line_num) from None
    return found


def _take(found: dict[str, str], number: int, row: list[str]) -> None:
    if len(row) != len(_COLUMNS):
        raise SourceError(f"{len(row)} cells", file=FILE, row=number, expected=f"{len(_COLUMNS)} cells")
    id_, reason = (cell.strip() for cell in row)
    for column, cell in zip(_COLUMNS, (id_, reason), strict=True):
        if not cell:
            raise SourceError(
                "the cell is empty", file=FILE, row=number, column=column, expected="an id and a reason"
            )
    if not is_id(id_):
        raise SourceError(
            f"“{id_}” is not the id of a path", file=FILE, row=number, column="id",
            expected="an id as a list of paths prints it, like C-03-3b8b8f67ca",
        )  # fmt: skip
    if id_ in found:
        raise SourceError(
            f"{id_} is already on the list", file=FILE, row=number, column="id", expected="each id once"
        )
    found[id_] = reason


def is_id(text: str) -> bool:
    """Whether a text can be the id of a path.

    >>> is_id("C-03-3b8b8f67ca"), is_id("C-03")
    (True, False)
    """
    return _ID.fullmatch(text) is not None


def write(folder: Path, listed: Mapping[str, str]) -> None:
    """Write the list, in order of id, in one step.

    Raises :class:`~nhsgraph.errors.StoreError` for a folder that cannot be written.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows(sorted(listed.items()))
    part = folder / (FILE + ".part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part.write_text(text.getvalue(), encoding="utf-8")
        part.replace(folder / FILE)
    except OSError as e:
        raise StoreError(
            f"the list of paths that are not shown cannot be written in {folder} ({e.strerror}).",
            path=folder,
            remedy="Choose another folder with NHSGRAPH_USER_DATA.",
        ) from None
