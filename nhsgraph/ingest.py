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
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import yaml

from nhsgraph import dataset, ingest_checks, ingest_reading, locks, tables, userdata
from nhsgraph.conflict_facts import CONFLICTS
from nhsgraph.errors import SourceError, StoreError, UsageError
from nhsgraph.facts import Fact, Grade
from nhsgraph.ingest_checks import Problem
from nhsgraph.quads.conflict_shapes import CONFLICT_SHAPES

_BOOLEAN, _DATE = "true or false", "a date as YYYY-MM-DD"
_LOCK, _PART = ".lock", ".part"
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
    read: tuple[str, ...] = ()  # what was made of the file itself


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
    day_first: bool = False,
    waiting: Callable[[], object] = lambda: None,
) -> Ingested:
    """Check a filled template against a data folder and keep its rows, in place of those kept under the same name.

    ``name`` (by default the file's) becomes part of the source id; ``day_first`` reads dates as 01/04/2016 too; ``waiting`` is called
    where another process is taking rows. Raises
    :class:`IngestError` for rows that are not as expected and :class:`~nhsgraph.errors.SourceError` where the rows would break others of the user's.
    """
    kind = _kind(template)
    slug = re.sub(r"[^a-z0-9]+", "-", (name or path.stem).lower()).strip("-")
    source = f"{userdata.PREFIX}{template.replace('_', '-')}-{slug or 'rows'}"
    rows, found, said = _read(kind, path, source, day_first=day_first)
    own = userdata.folder(data)
    with _alone(own, waiting):
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
            "caveats": [
                "Rows that the user of this installation added; they are in no release of the project."
            ],
        }
        _keep(data, own, source, about, template, tables.write(kind, [fact for _, fact in rows]))
    return Ingested(source=source, rows=len(rows), remarks=tuple(ingest_checks.remarks(rows)), read=said)


def sources(data: Path) -> Iterator[tuple[str, str, int]]:
    """The user's sources of a data folder: id, template, rows."""
    for place in sorted(userdata.folder(data).glob(userdata.PREFIX + "*")):
        for path in sorted(place.glob("*.csv")):
            yield place.name, path.stem, len(list(tables.read(_kind(path.stem), path)))


def remove(source: str, data: Path, waiting: Callable[[], object] = lambda: None) -> None:
    """Remove a source of the user's, ``waiting`` as for :func:`ingest`; raises :class:`~nhsgraph.errors.UsageError` when there is none of that id."""
    own = userdata.folder(data)
    with _alone(own, waiting):
        there = [name for name, _, _ in sources(data)]
        if source not in there:
            known = ", ".join(there) or "none yet"
            raise UsageError(f"no rows of yours are under “{source}”. There are: {known}.")
        _replace(data, own, source, None)


def _kind(template: str) -> type[Fact]:
    if template not in CONFLICTS:
        raise UsageError(f"there is no template “{template}”. Choose one of {', '.join(CONFLICTS)}.")
    return CONFLICTS[template]


def _read(
    kind: type[Fact], path: Path, source: str, *, day_first: bool
) -> tuple[list[tuple[int, Fact]], list[Problem], tuple[str, ...]]:
    """The rows with their numbers, what cannot be read in the others, and remarks on the file."""
    try:
        data = path.read_bytes()
    except OSError as e:
        raise UsageError(f"{path} cannot be read ({e.strerror}).") from None
    wanted = [name for name in tables.columns(kind) if name != "sources"]
    sheet = ingest_reading.read(data, path.name, wanted)
    expected = {name: what for name, (what, _) in tables.expectations(kind).items()}
    rows: list[tuple[int, Fact]] = []
    found: list[Problem] = []
    for number, cells in sheet.rows:
        row = [
            _cell(text, expected[name], day_first) for name, text in zip(sheet.columns, cells, strict=True)
        ]
        try:
            text = _line([*sheet.columns, "sources"]) + _line([*row, source])
            (fact,) = tables.parse(kind, path.name, text)
        except SourceError as e:
            column = e.column or sheet.columns[0]
            found.append(Problem(row=number, column=column, text=_reason(e, expected[column])))
        else:
            rows.append((number, fact))
    return rows, found, sheet.remarks


def _cell(text: str, expected: str, day_first: bool) -> str:
    """A cell as tables have it: Excel writes TRUE, and dates the way its country does."""
    if expected == _BOOLEAN:
        return text.lower()
    return ingest_reading.day_first(text) if day_first and expected == _DATE else text


def _reason(error: SourceError, expected: str) -> str:
    said = str(error).split(": ", 1)[1].rstrip(".")
    if expected == _DATE and ingest_reading.slashed(said.partition("“")[2].partition("”")[0]):
        return said + "; where the day comes first, ingest with --day-first"
    return said


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


@contextmanager
def _alone(own: Path, waiting: Callable[[], object]) -> Iterator[None]:
    """One at a time; whoever is interrupted leaves the rows as they were, or as they are to be."""
    try:
        own.mkdir(parents=True, exist_ok=True)
        with locks.alone(own / _LOCK, waiting):
            _tidy(own)
            yield
    except OSError as e:
        raise StoreError(
            f"your rows cannot be kept in {own} ({e.strerror}).",
            path=own,
            remedy="Choose another folder with NHSGRAPH_USER_DATA.",
        ) from None


def _replace(data: Path, own: Path, source: str, place: Path | None) -> None:
    """Put a source in its place once a copy of the user's folder with it has been read without an error."""
    _try(data, own, source, place)
    _swap(own, source, place)


def _try(data: Path, own: Path, source: str, place: Path | None) -> None:
    with tempfile.TemporaryDirectory() as made:
        trial = Path(made) / "own"
        shutil.copytree(own, trial, ignore=shutil.ignore_patterns(_LOCK, _PART))
        shutil.rmtree(trial / source, ignore_errors=True)
        if place is not None:
            shutil.copytree(place, trial / source)
        dataset.load(data, _silent, trial)


def _swap(own: Path, source: str, place: Path | None) -> None:
    """Two renames: the old rows go aside under a name that says whose they are, the new ones take their place."""
    aside, waiting = own / _PART / "old" / source, own / _PART / "new" / source
    try:
        aside.parent.mkdir(parents=True)
        if place is not None:
            shutil.copytree(place, waiting)
        if (own / source).exists():
            (own / source).rename(aside)
        if place is None:
            shutil.rmtree(aside)
        else:
            waiting.rename(own / source)
    finally:
        _tidy(own)


def _tidy(own: Path) -> None:
    """Rows that were put aside and have no successor go back; whatever else an interrupted ingest left goes."""
    for aside in (own / _PART / "old").glob("*"):
        if not (own / aside.name).exists():
            aside.rename(own / aside.name)
    shutil.rmtree(own / _PART, ignore_errors=True)


def _silent(_what: str, _done: int, _total: int) -> None:
    pass
