"""The user's own rows: read from a filled template, checked, and kept as a named graph of their own.

All or nothing: a file with one wrong row changes nothing, and the message lists every wrong row. The rows live in the
user's data folder (:mod:`nhsgraph.userdata`), apart from graphs that are built and removed, so that they survive every
rebuild; they belong to the data set they were checked against and to no other.
"""

from __future__ import annotations

import csv
import io
import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from nhsgraph import dataset, ingest_checks, tables, userdata
from nhsgraph.conflict_facts import CONFLICTS
from nhsgraph.errors import SourceError, StoreError, UsageError
from nhsgraph.facts import Fact, Grade
from nhsgraph.ingest_checks import Problem
from nhsgraph.quads.conflict_shapes import CONFLICT_SHAPES

#: How many wrong rows a message lists.
LISTED = 20


class IngestError(SourceError):
    """A filled template has rows that are not as expected; nothing of it was taken. ``problems`` has them all."""

    def __init__(self, file: str, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        lines = [f"  {problem}" for problem in problems[:LISTED]]
        if (rest := len(problems) - LISTED) > 0:
            lines.append(f"  … and {rest} more")
        found = f"{len(problems)} thing{'s are' if len(problems) > 1 else ' is'} wrong, so nothing was taken; correct and ingest again"
        super().__init__(found + ":\n" + "\n".join(lines), file=file)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingested:
    """What was taken: the source that the rows are under, how many, and what is worth knowing about them."""

    source: str
    rows: int
    remarks: tuple[Problem, ...]


def header(template: str) -> tuple[str, ...]:
    """The columns of a template; raises :class:`~nhsgraph.errors.UsageError` with those that there are."""
    return tuple(name for name in tables.columns(_kind(template)) if name != "sources")


def ingest(
    path: Path,
    template: str,
    data: Path,
    *,
    name: str = "",
    publisher: str = "the user",
    grade: Grade = Grade.STATED,
) -> Ingested:
    """Check a filled template against a data folder and keep its rows, in place of those kept under the same name.

    ``name`` (by default the file's) becomes part of the source id. Raises :class:`IngestError` for rows that are not as
    expected and :class:`~nhsgraph.errors.SourceError` where the rows would break others of the user's.
    """
    kind = _kind(template)
    slug = re.sub(r"[^a-z0-9]+", "-", (name or path.stem).lower()).strip("-")
    source = f"{userdata.PREFIX}{template.replace('_', '-')}-{slug or 'rows'}"
    rows, found = _read(kind, path, source)
    own = userdata.folder(data)
    base = dataset.load(data, _silent, own)
    others = {k: tuple(f for f in facts if f.sources[0] != source) for k, facts in base.facts.items()}
    before = ingest_checks.known(others)
    mine = ingest_checks.known({kind: [fact for _, fact in rows]})
    found += ingest_checks.problems(rows, before, before.with_(mine), CONFLICT_SHAPES[kind].links)
    if found:
        raise IngestError(path.name, tuple(sorted(found, key=lambda p: p.row)))
    about = {
        "id": source,
        "title": f"{template.replace('_', ' ')}, as given in {path.name}",
        "publisher": publisher,
        "licence": "not stated",
        "grade": str(grade),
        "rows": len(rows),
        "caveats": ["Rows that the user of this installation added; they are in no release of the project."],
    }
    _keep(data, own, source, about, template, tables.write(kind, [fact for _, fact in rows]))
    return Ingested(source=source, rows=len(rows), remarks=tuple(ingest_checks.remarks(rows)))


def sources(data: Path) -> Iterator[tuple[str, str, int]]:
    """The user's sources of a data folder: id, template, rows."""
    for place in sorted(userdata.folder(data).glob(userdata.PREFIX + "*")):
        for path in sorted(place.glob("*.csv")):
            yield place.name, path.stem, len(list(tables.read(_kind(path.stem), path)))


def remove(source: str, data: Path) -> None:
    """Remove a source of the user's; raises :class:`~nhsgraph.errors.UsageError` when there is none of that id."""
    own = userdata.folder(data)
    if source not in {name for name, _, _ in sources(data)}:
        known = ", ".join(name for name, _, _ in sources(data)) or "none yet"
        raise UsageError(f"no rows of yours are under “{source}”. There are: {known}.")
    _replace(data, own, source, None)


def _kind(template: str) -> type[Fact]:
    if template not in CONFLICTS:
        raise UsageError(f"there is no template “{template}”. Choose one of {', '.join(CONFLICTS)}.")
    return CONFLICTS[template]


def _read(kind: type[Fact], path: Path, source: str) -> tuple[list[tuple[int, Fact]], list[Problem]]:
    """The rows with their numbers, and what cannot be read in the others."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as e:
        raise UsageError(f"{path} cannot be read ({e.strerror}).") from None
    except UnicodeDecodeError as e:
        raise SourceError(f"byte {e.start} is not UTF-8", file=path.name, expected="UTF-8 text") from None
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[tuple[int, Fact]] = []
    found: list[Problem] = []
    try:
        head = next(lines, [])
        list(tables.parse(kind, path.name, _line([*head, "sources"])))  # a wrong header stops here
        for number, line in enumerate(lines, start=2):
            if not any(line):
                continue
            if len(line) != len(head):
                found.append(
                    Problem(
                        row=number, column=head[0], text=f"{len(line)} cells where the header has {len(head)}"
                    )
                )
                continue
            try:
                (fact,) = tables.parse(kind, path.name, _line([*head, "sources"]) + _line([*line, source]))
            except SourceError as e:
                problem = str(e).split(": ", 1)[1].rstrip(".")
                found.append(Problem(row=number, column=e.column or head[0], text=problem))
            else:
                rows.append((number, fact))
    except csv.Error as e:
        raise SourceError(f"the row is not CSV ({e})", file=path.name, row=lines.line_num) from None
    return rows, found


def _line(cells: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()


def _keep(data: Path, own: Path, source: str, about: dict[str, object], template: str, rows: bytes) -> None:
    with tempfile.TemporaryDirectory() as made:
        place = Path(made) / source
        place.mkdir()
        (place / "source.yml").write_text(
            yaml.safe_dump(about, sort_keys=False, allow_unicode=True), encoding="utf-8"
        )
        (place / f"{template}.csv").write_bytes(rows)
        _replace(data, own, source, place)


def _replace(data: Path, own: Path, source: str, place: Path | None) -> None:
    """Put a source in its place once a copy of the user's folder with it has been read without an error."""
    with tempfile.TemporaryDirectory() as made:
        trial = Path(made) / "own"
        if own.is_dir():
            shutil.copytree(own, trial)
        shutil.rmtree(trial / source, ignore_errors=True)
        if place is not None:
            shutil.copytree(place, trial / source)
        trial.mkdir(exist_ok=True)
        dataset.load(data, _silent, trial)
    try:
        own.mkdir(parents=True, exist_ok=True)
        waiting = Path(tempfile.mkdtemp(prefix=".new-", dir=own))
        old = waiting / "old"
        if place is not None:
            shutil.copytree(place, waiting / "new")
        if (own / source).exists():
            (own / source).rename(old)
        if place is not None:
            (waiting / "new").rename(own / source)
        shutil.rmtree(waiting)
    except OSError as e:
        raise StoreError(
            f"your rows cannot be kept in {own} ({e.strerror}).",
            path=own,
            remedy="Choose another folder with NHSGRAPH_USER_DATA.",
        ) from None


def _silent(_what: str, _done: int, _total: int) -> None:
    pass
