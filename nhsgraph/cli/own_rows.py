"""``nhsgraph template`` and ``nhsgraph ingest``."""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path

from nhsgraph import ingest as ingesting
from nhsgraph import resources, tables
from nhsgraph.analyses.wording import counted
from nhsgraph.cli import session
from nhsgraph.conflict_facts import CONFLICTS
from nhsgraph.errors import UsageError
from nhsgraph.facts import Grade
from nhsgraph.present import tables as shown
from nhsgraph.query import Table, Value


def template(name: str, example: bool, output: str) -> int:
    """Write an empty template, or (``example``) the demonstration set's rows in its form; returns the exit code."""
    if not name:
        rows: list[tuple[Value, ...]] = [
            (key, (kind.__doc__ or "").partition("\n")[0]) for key, kind in CONFLICTS.items()
        ]
        session.write(shown.render(Table(("template", "a row is"), rows), "table"), output)
        return 0
    columns = ingesting.header(name)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    if example:
        path = resources.data_dir() / "demo" / "conflicts" / f"{name}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            writer.writerows([row[c] for c in columns] for row in csv.DictReader(file))
    session.write(out.getvalue(), output)
    if sys.stderr.isatty() or output:
        for column, (expected, required) in tables.expectations(CONFLICTS[name]).items():
            if column in columns:
                session.remark(f"  {column:<16} {expected}{'' if required else ', may be empty'}")
    return 0


def ingest(
    file: Path | None,
    name: str,
    under: str,
    remove: str,
    listing: bool,
    grade: str,
    day_first: bool,
    dataset: str,
) -> int:
    """Take the rows of a filled template, list what was taken, or remove it; returns the exit code."""
    data = session.data_folder(dataset)
    if listing:
        rows: list[tuple[Value, ...]] = list(ingesting.sources(data))
        session.write(shown.render(Table(("source", "template", "rows"), rows), "table"), "")
        return 0
    if remove:
        ingesting.remove(remove, data, _waiting)
        session.remark(f"Removed {remove}. The graph is built again when it is next asked.")
        return 0
    if file is None or not name:
        raise UsageError("give a file and --as TEMPLATE. See the templates with: nhsgraph template")
    if grade not in set(Grade):
        raise UsageError(f"there is no grade “{grade}”. Choose one of {', '.join(Grade)}.")
    taken = ingesting.ingest(
        file, name, data, name=under, grade=Grade(grade), day_first=day_first, waiting=_waiting
    )
    for remark in (*taken.read, *taken.remarks):
        session.remark(f"{file.name}, {remark}")
    session.remark(
        f"Took {counted(taken.rows, 'row')} as {taken.source}. They stay apart from the packaged data; the graph is built again when "
        "it is next asked."
    )
    return 0


def _waiting() -> None:
    session.remark("Waiting for another command that takes or removes rows …")
