"""The list of paths that are not shown: ids with reasons, in a file of the user's that no rebuild touches."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

from nhsgraph.errors import SourceError

FILE = "suppressed.csv"
_COLUMNS = ["id", "reason"]


def read(folder: Path) -> dict[str, str]:
    """Id to reason; empty where there is no list.

    Raises :class:`~nhsgraph.errors.SourceError` for another header, or a row without a reason.
    """
    path = folder / FILE
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        if rows.fieldnames != _COLUMNS:
            raise SourceError("the header is not as expected", file=FILE, row=1, expected=", ".join(_COLUMNS))
        found = {}
        for number, row in enumerate(rows, start=2):
            if not row["id"] or not row["reason"]:
                raise SourceError(
                    "an id and a reason are needed", file=FILE, row=number, expected="both cells filled"
                )
            found[row["id"]] = row["reason"]
    return found


def write(folder: Path, listed: Mapping[str, str]) -> None:
    """Write the list, in order of id."""
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / (FILE + ".part")
    with part.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(_COLUMNS)
        writer.writerows(sorted(listed.items()))
    part.replace(folder / FILE)
