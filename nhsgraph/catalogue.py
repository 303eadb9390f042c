"""The catalogue of sources: ``data/sources/<id>/source.yml``, and its corrections in ``lookups.yml``.

A source is one release of a publication. Its file says who published it, when, under which licence, how it is laid
out and what was counted in it; the loaders hold their input against it. ``lookups.yml`` holds the corrections and
known warnings, each with its reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from nhsgraph.errors import SourceError
from nhsgraph.facts import Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One release of a publication."""

    id: str
    title: str
    publisher: str
    licence: str  # SPDX id where there is one, else words
    grade: Grade
    family: str = ""  # the publication of which this is one release; releases of one family form a series
    url: str = ""  # where a reader finds the publication
    published: str = ""  # as precise as known: 2019-10 or 2016-03-30
    speaks_from: date | None = None  # first day the release describes
    speaks_until: date | None = None  # first day it no longer describes; empty for what does not age
    format: str = ""  # name of the loader; empty for sources that are cited, not loaded
    file: str = ""  # path below the folder of publishers' files
    rows: int | None = None  # records in the file, header apart
    ignored: Mapping[str, str] | None = None  # column to the reason it is not used
    caveats: tuple[str, ...] = ()
    lookups: Mapping[str, Any] | None = None  # the corrections, by their own kinds


def load(folder: Path) -> dict[str, Source]:
    """Every source of a folder by id, in order of id.

    Raises :class:`~nhsgraph.errors.SourceError` naming the file when a key is missing, unknown or of the wrong type.
    """
    return {source.id: source for source in _read_all(folder)}


def _read_all(folder: Path) -> Iterator[Source]:
    for path in sorted(folder.glob("*/source.yml")):
        yield read(path)


def read(path: Path) -> Source:
    """One source, with the lookups beside it."""
    where = f"{path.parent.name}/{path.name}"
    values = _mapping(path, where)
    names = {f.name for f in fields(Source)} - {"lookups"}
    for key in values:
        if key not in names:
            raise SourceError(f"unknown key “{key}”", file=where, expected=", ".join(sorted(names)))
    for key in ("id", "title", "publisher", "licence", "grade"):
        if not values.get(key):
            raise SourceError(f"“{key}” is missing", file=where)
    if values["grade"] not in list(Grade):
        raise SourceError(
            f"“{values['grade']}” is no grade", file=where, expected="one of " + ", ".join(Grade)
        )
    if values["id"] != path.parent.name:
        raise SourceError(
            f"id “{values['id']}” is not the name of its folder", file=where, expected=path.parent.name
        )
    for key in ("speaks_from", "speaks_until"):
        if values.get(key) is not None and not isinstance(values[key], date):
            raise SourceError(f"“{key}” is not a date", file=where, expected="a date as YYYY-MM-DD")
    lookups = path.with_name("lookups.yml")
    return Source(
        **{
            **values,
            "grade": Grade(values["grade"]),
            "published": str(values.get("published", "")),
            "caveats": tuple(values.get("caveats") or ()),
        },
        lookups=_mapping(lookups, f"{path.parent.name}/lookups.yml") if lookups.exists() else None,
    )


def _mapping(path: Path, where: str) -> dict[str, Any]:
    try:
        values = yaml.safe_load(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as e:
        raise SourceError(f"byte {e.start} is not UTF-8", file=where, expected="UTF-8 text") from None
    except yaml.YAMLError as e:
        problem = " ".join(str(e).split())
        raise SourceError(f"not YAML ({problem})", file=where, expected="key: value lines") from None
    if not isinstance(values, dict):
        raise SourceError("not a mapping", file=where, expected="key: value lines")
    return values
