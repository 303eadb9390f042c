"""Half-open periods of days, with what is not known kept apart from what is open.

A body, name or relation holds on the days ``valid_from <= day < valid_to``. Three things can stand where an
end is missing, and they are not the same: the relation had *ended* (``valid_to`` is set), it was *open* when
the source last spoke (``valid_to`` is empty and the day asked for is before ``known_until``), or the sources
*do not say* (the day is at or after ``known_until``).
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import NewType

from nhsgraph.errors import BadDate

#: The year from one 1 April to the next, as the payments tables write it: ``2015-16``.
FinancialYear = NewType("FinancialYear", str)


class Holds(StrEnum):
    """Whether something holds on a day: yes, no, or the sources do not say."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


def parse_date(text: str) -> date:
    """Read ``YYYY-MM-DD`` (also ``YYYY-MM`` and ``YYYY``: their first day).

    >>> parse_date("2016-04-01"), parse_date("2016-04"), parse_date("2016")
    (datetime.date(2016, 4, 1), datetime.date(2016, 4, 1), datetime.date(2016, 1, 1))

    Raises :class:`~nhsgraph.errors.BadDate`.
    """
    parts = text.strip().split("-")
    if 1 <= len(parts) <= 3 and all(p.isascii() and p.isdigit() for p in parts) and len(parts[0]) == 4:
        try:
            return date(int(parts[0]), *(int(p) for p in (parts[1:] + ["1", "1"])[:2]))
        except ValueError:
            pass
    raise BadDate(text)


def after_inclusive(day: date) -> date:
    """The half-open end for a source's inclusive last day.

    >>> after_inclusive(date(2015, 3, 31))
    datetime.date(2015, 4, 1)
    """
    return day + timedelta(days=1)


def holds(
    day: date, valid_from: date | None, valid_to: date | None, known_until: date | None = None
) -> Holds:
    """Whether a period covers a day; ``None`` for a start that lies before anything recorded.

    >>> holds(date(2016, 4, 1), date(2013, 4, 1), date(2016, 4, 1))
    <Holds.NO: 'no'>
    >>> holds(date(2016, 4, 1), date(2013, 4, 1), None, date(2016, 4, 1))
    <Holds.UNKNOWN: 'unknown'>
    """
    if valid_from is not None and day < valid_from:
        return Holds.NO
    if valid_to is not None:
        return Holds.YES if day < valid_to else Holds.NO
    if known_until is not None and day >= known_until:
        return Holds.UNKNOWN
    return Holds.YES


def financial_year(day: date) -> FinancialYear:
    """The financial year (1 April to 31 March) that a day lies in, as the payments tables write it.

    >>> financial_year(date(2016, 3, 31)), financial_year(date(2016, 4, 1))
    ('2015-16', '2016-17')
    """
    start = day.year if (day.month, day.day) >= (4, 1) else day.year - 1
    return FinancialYear(f"{start}-{(start + 1) % 100:02d}")
