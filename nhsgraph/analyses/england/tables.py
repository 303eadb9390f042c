"""What the country's views say, read once: who was where when, and what is known of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from nhsgraph.period import Holds
from nhsgraph.views import Fields, Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """Rows of the country-wide views by the body they are about."""

    bodies: dict[str, Fields]
    names: dict[str, list[Fields]]
    members: tuple[Fields, ...]  # every membership of a practice
    years: dict[tuple[str, str], Fields]  # practice and financial year
    rings: dict[str, list[Fields]]
    overlaps: dict[str, list[Fields]]
    changes: dict[str, list[Fields]]  # CCG to the changes at either end of which it stands
    levels: dict[str, list[Fields]]
    companies: dict[str, list[Fields]]
    points: dict[str, Fields]


def read(reader: Reader) -> Tables:
    """Every table; takes some seconds for the whole country."""
    changes: dict[str, list[Fields]] = defaultdict(list)
    for row in reader.rows("england_changes"):
        changes[row.code("predecessor")].append(row)
        changes[row.code("successor")].append(row)
    return Tables(
        bodies={row.code("body"): row for row in reader.rows("england_bodies")},
        names=_by(reader.rows("england_names"), "body"),
        members=tuple(reader.rows("england_members")),
        years={(row.code("practice"), row.text("year")): row for row in reader.rows("england_years")},
        rings=_by(reader.rows("england_rings"), "ccg"),
        overlaps=_by(reader.rows("england_overlaps"), "ccg"),
        changes=changes,
        levels=_by(reader.rows("england_levels"), "ccg"),
        companies=_by(reader.rows("england_company_payments"), "ccg"),
        points={row.code("body"): row for row in reader.rows("england_centroids")},
    )


def held(rows: Iterable[Fields], day: date) -> list[Fields]:
    """The rows that hold on a day, in their order."""
    return [row for row in rows if row.holds(day) is Holds.YES]


def called(rows: Sequence[Fields], day: date) -> str:
    """The name on a day: the last that had begun, else the first; rows are in order of time."""
    begun = [row for row in rows if (begins := row.day("from")) is None or begins <= day]
    chosen = begun[-1:] or rows[:1]
    return chosen[0].text("name") if chosen else ""


def _by(rows: Iterable[Fields], column: str) -> dict[str, list[Fields]]:
    found: dict[str, list[Fields]] = defaultdict(list)
    for row in rows:
        found[row.code(column)].append(row)
    return found
