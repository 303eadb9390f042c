"""Write the tables of a folder together: all of them, or none."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
from collections.abc import Mapping
from pathlib import Path


def manifest(content: Mapping[str, bytes]) -> bytes:
    """Digest and number of rows of each table, as JSON with sorted keys."""
    counts = row_counts(content)
    tables = {
        Path(name).stem: {"rows": counts[Path(name).stem], "sha256": hashlib.sha256(data).hexdigest()}
        for name, data in content.items()
    }
    return (json.dumps({"schema": 1, "tables": tables}, indent=1, sort_keys=True) + "\n").encode()


def row_counts(content: Mapping[str, bytes]) -> dict[str, int]:
    """Records of each table, header apart, by table name in order."""
    return {
        Path(name).stem: sum(1 for _ in csv.reader(io.StringIO(data.decode("utf-8"), newline=""))) - 1
        for name, data in sorted(content.items())
    }


def differs(path: Path, data: bytes) -> bool:
    """Whether a file is missing or has other bytes."""
    return not path.is_file() or path.read_bytes() != data


def replace(folder: Path, content: Mapping[str, bytes]) -> None:
    """Put these files into a folder. New bytes are all on disk before the first old file is replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    waiting: dict[Path, Path] = {}
    try:
        for name, data in sorted(content.items()):
            target = folder / name
            if differs(target, data):
                waiting[target] = folder / f".{name}.new"
                waiting[target].write_bytes(data)
        for target, new in waiting.items():
            os.replace(new, target)
    finally:
        for new in waiting.values():
            new.unlink(missing_ok=True)
