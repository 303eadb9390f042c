"""What CCGs are shaded by. Each measure gives a value, or ``None`` where these sources do not say, and its rows.

A zero is a finding (the sources were read and show none); what nobody looked at is not known.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from nhsgraph.analyses.england.model import Measure, Value
from nhsgraph.analyses.england.tables import Tables
from nhsgraph.period import Holds, financial_year, holds
from nhsgraph.views import Fields

#: Conflict paths of a CCG on a date with their sources; ``None`` where none was found, which does not mean none.
Paths: TypeAlias = Callable[[str, date], "tuple[int, tuple[str, ...]] | None"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A CCG on a date, with its members."""

    ccg: str
    day: date
    members: Sequence[Fields]
    tables: Tables
    paths: Paths | None


Found: TypeAlias = tuple[Value, tuple[str, ...]]
_NOTHING: Found = (None, ())


def practices(case: Case) -> Found:
    """Open memberships on the day; dormant practices count."""
    return Decimal(len(case.members)), _sources(case.members)


def patients(case: Case) -> Found:
    """Registered patients of the members in the financial year of the day."""
    rows = [row for row in _years(case) if row.number("registered") is not None]
    if not rows:
        return _NOTHING
    return sum((row.number("registered") or Decimal(0) for row in rows), Decimal(0)), _sources(rows)


def apms(case: Case) -> Found:
    """Share of the members with a known contract type that hold an APMS contract."""
    rows = [row for row in _years(case) if row.code("contract") != "contract-unknown"]
    if not rows:
        return _NOTHING
    held = sum(row.code("contract") == "contract-APMS" for row in rows)
    return (Decimal(held) / len(rows)).quantize(Decimal("0.0001")), _sources(rows)


def authorities(case: Case) -> Found:
    """Upper-tier authorities that the CCG's residents live in.

    The latest measurement up to the day counts, unless the CCG's territory has changed since.
    """
    rows = [row for row in case.tables.overlaps.get(case.ccg, ()) if (on := row.day("on")) and on <= case.day]
    if not rows:
        return _NOTHING
    latest = max(on for row in rows if (on := row.day("on")))
    changes = (row.day("day") for row in case.tables.changes.get(case.ccg, ()))
    if any(latest < changed <= case.day for changed in changes if changed):
        return _NOTHING
    counted = [row for row in rows if row.day("on") == latest]
    return Decimal(len({row.code("authority") for row in counted})), _sources(counted)


def conflict_paths(case: Case) -> Found:
    """Conflict paths that hold on the day; not known where none was found."""
    found = case.paths(case.ccg, case.day) if case.paths else None
    return (Decimal(found[0]), found[1]) if found else _NOTHING


def companies(case: Case) -> Found:
    """Pounds paid to GP-linked companies in the financial year of the day, in invoices over £25,000."""
    year = financial_year(case.day)
    rows = [row for row in case.tables.companies.get(case.ccg, ()) if row.text("year") == year]
    paid = [row for row in rows if row.number("pounds") is not None]
    if paid:
        return sum((row.number("pounds") or Decimal(0) for row in paid), Decimal(0)), _sources(paid)
    # The spend of the CCG was examined and no such payment found; without data there is nothing to say.
    examined = [row for row in rows if row.text("found") in {"yes", "none-found"}]
    return (Decimal(0), _sources(examined)) if examined else _NOTHING


def level(case: Case) -> Found:
    """The level that a public source names for the day; a source without a date does not settle it."""
    rows = [
        row
        for row in case.tables.levels.get(case.ccg, ())
        if row.day("from") is not None and holds(case.day, row.day("from"), row.day("to")) is Holds.YES
    ]
    if not rows:
        return _NOTHING
    return rows[-1].code("level").removeprefix("level-").replace("-", " "), _sources(rows)


MEASURES: Mapping[Callable[[Case], Found], Measure] = {
    practices: Measure(
        key="practices",
        title="Member practices",
        kind="number",
        about="GP practices with an open membership on the date; practices that the register calls dormant count.",
    ),
    patients: Measure(
        key="patients",
        title="Registered patients",
        kind="number",
        about="Patients on the lists of the member practices in the financial year of the date. Known for 2014/15 to"
        " 2018/19.",
    ),
    apms: Measure(
        key="apms",
        title="APMS share of practices",
        kind="share",
        about="Member practices with an APMS contract, of those whose contract type is known in that financial year."
        " Known for 2014/15 to 2018/19.",
    ),
    authorities: Measure(
        key="authorities",
        title="Fragmentation: authorities",
        kind="number",
        about="Upper-tier local authorities that its residents live in; more than one is a footprint split between"
        " authorities. Measured in April 2016 and 2018; not known where territory has changed since, or before.",
    ),
    conflict_paths: Measure(
        key="paths",
        title="Conflict paths",
        kind="number",
        about="Facts that connect an interest with a decision on the date, never a finding about anybody. Not known"
        " where none was found: too little is on record to say that there is none.",
    ),
    companies: Measure(
        key="companies",
        title="Payments to GP-linked companies",
        kind="money",
        about="Invoices over £25,000 in the financial year. Known for 2018/19. A company’s name proves nothing about"
        " who owns it.",
    ),
    level: Measure(
        key="level",
        title="Co-commissioning level",
        kind="level",
        about="The level that a public source names for the date. No list of every CCG’s level was found for any year,"
        " so most are not known.",
    ),
}


def _years(case: Case) -> list[Fields]:
    year = financial_year(case.day)
    found = (case.tables.years.get((row.code("practice"), year)) for row in case.members)
    return [row for row in found if row is not None]


def _sources(rows: Sequence[Fields]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(source for row in rows for source in row.sources))
