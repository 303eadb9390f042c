"""Files of a site: replaced in one step, recorded, and left alone where they already are what they should be."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from nhsgraph.errors import UsageError

#: The record of a site, in its folder.
RECORD = "site.json"
_SCHEMA = 1


@dataclass(slots=True, kw_only=True)
class Record:
    """What a site was made from (``key``), the digest of each of its files, and whether the run came to its end."""

    key: str = ""
    complete: bool = False
    files: dict[str, str] = field(default_factory=dict)

    def holds(self, folder: Path, path: str) -> bool:
        """Whether a file is there with the bytes that were recorded."""
        try:
            data = (folder / path).read_bytes()
        except OSError:
            return False
        return self.files.get(path) == digest(data)


def digest(data: bytes) -> str:
    """The digest by which files are compared."""
    return hashlib.sha256(data).hexdigest()


def read(folder: Path) -> Record:
    """The record of a folder; an empty one where there is none that can be understood.

    Raises :class:`~nhsgraph.errors.UsageError` for a folder that holds something else.
    """
    path = folder / RECORD
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        if folder.is_dir() and any(not child.name.endswith(".part") for child in folder.iterdir()):
            raise UsageError(
                f"{folder} is not empty and was not written by this command. Give a new or empty folder."
            ) from None
        return Record()
    except (OSError, ValueError):
        return Record()
    if (
        not isinstance(values, dict)
        or values.get("schema") != _SCHEMA
        or not isinstance(values.get("files"), dict)
    ):
        return Record()
    files = {str(name): str(made) for name, made in values["files"].items() if _inside(str(name))}
    return Record(key=str(values.get("key", "")), complete=values.get("complete") is True, files=files)


def _inside(name: str) -> bool:
    """Whether a recorded path stays in the folder; a run removes what the record names, and nothing elsewhere."""
    path = PurePath(name)
    return not path.is_absolute() and ".." not in path.parts


def save(folder: Path, record: Record, about: Mapping[str, object]) -> None:
    """Write the record."""
    head = {"schema": _SCHEMA, "key": record.key, "complete": record.complete}
    values = {**head, **about, "files": dict(sorted(record.files.items()))}
    put(folder, RECORD, (json.dumps(values, indent=1) + "\n").encode("utf-8"))


def put(folder: Path, path: str, data: bytes) -> bool:
    """Make a file have these bytes, in one step; whether anything was written.

    Raises :class:`~nhsgraph.errors.UsageError` for a place that cannot be written.
    """
    target = folder / path
    try:
        if target.is_file() and target.read_bytes() == data:
            return False
        target.parent.mkdir(parents=True, exist_ok=True)
        # Of this process alone: two runs in one folder must not take each other's half-written files.
        part = target.with_name(f"{target.name}.{os.getpid()}.part")
        try:
            part.write_bytes(data)
            os.replace(part, target)
        finally:
            part.unlink(missing_ok=True)
    except OSError as e:
        raise UsageError(f"{target} cannot be written ({e.strerror}). Choose another folder.") from None
    return True


def remove(folder: Path, path: str) -> None:
    """Take away a file that an earlier run wrote and that the site no longer has."""
    (folder / path).unlink(missing_ok=True)
