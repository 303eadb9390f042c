"""How dates, numbers and lists read in sentences. Values in, text out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from nhsgraph.period import financial_year


def number(value: Decimal | int) -> str:
    """A whole number with thousands separated; fractions are rounded, halves up.

    >>> number(57370000), number(Decimal("1234.5"))
    ('57,370,000', '1,235')
    """
    return f"{Decimal(value).quantize(Decimal(1), rounding=ROUND_HALF_UP):,}"


def pounds(value: Decimal) -> str:
    """A sum of money: exact pounds below £100,000, else to three significant digits.

    >>> pounds(Decimal("48000")), pounds(Decimal("2300000")), pounds(Decimal("8180000000")), pounds(Decimal("-12"))
    ('£48,000', '£2.30m', '£8.18bn', '−£12')
    """
    if value < 0:
        return "−" + pounds(-value)
    for unit, size in (("bn", Decimal(10) ** 9), ("m", Decimal(10) ** 6)):
        if value >= size:
            scaled = value / size
            digits = 2 if scaled < 10 else 1 if scaled < 100 else 0
            return f"£{scaled:.{digits}f}{unit}"
    return f"£{number(value)}" if value < 100_000 else f"£{number(value / 1000)}k"


def percent(share: Decimal) -> str:
    """A share as a percentage with one decimal where it says something.

    >>> percent(Decimal(1)), percent(Decimal("0.793")), percent(Decimal("0.00004"))
    ('100%', '79.3%', 'under 0.1%')
    """
    if share == 1:
        return "100%"
    if 0 < share < Decimal("0.001"):
        return "under 0.1%"
    if Decimal("0.9995") <= share < 1:
        return "over 99.9%"
    return f"{share * 100:.1f}%"


def last_day(end: date) -> str:
    """The last day of a half-open period.

    >>> last_day(date(2020, 4, 1))
    '2020-03-31'
    """
    return (end - timedelta(days=1)).isoformat()


_CUT = {"year": 4, "month": 7}


def span(begins: date | None, ends: date | None, precision: str = "day") -> str:
    """A half-open period in words, no more exact than its source (a notation of the scheme of precisions).

    The last day, month or financial year lies inside it; a body that changed in a year is told with that year.

    >>> span(date(2013, 4, 1), date(2020, 4, 1)), span(date(2014, 4, 1), None, "month"), span(None, None)
    ('from 2013-04-01 to 2020-03-31', 'from 2014-04', '')
    >>> span(date(2015, 1, 1), date(2016, 1, 1), "year"), span(date(1990, 1, 1), date(1996, 1, 1), "year")
    ('in 2015', 'from 1990 to 1996')
    >>> span(date(2006, 4, 1), date(2009, 4, 1), "financial-year"), span(None, date(2013, 4, 1))
    ('from 2006/07 to 2008/09', 'until 2013-03-31')
    """
    if begins and ends and at(begins, precision) == at(ends - timedelta(days=1), precision):
        return at(begins, precision)
    start = f"from {_moment(begins, precision)}" if begins else ""
    end = f"{'to' if begins else 'until'} {until(ends, precision).split(' ')[1]}" if ends else ""
    return f"{start} {end}".strip()


def at(day: date, precision: str = "day") -> str:
    """A day as exactly as its source has it.

    >>> at(date(2013, 4, 1)), at(date(2013, 11, 1), "month")
    ('on 2013-04-01', 'in 2013-11')
    """
    told = _moment(day, precision)
    return f"{'on' if told == day.isoformat() else 'in'} {told}"


def until(end: date, precision: str = "day") -> str:
    """The last day, month or financial year of a half-open period; of years that in which it changed.

    >>> until(date(2020, 4, 1)), until(date(2013, 4, 1), "month"), until(date(1990, 1, 1), "year")
    ('on 2020-03-31', 'in 2013-03', 'in 1990')
    """
    return at(end if precision == "year" else end - timedelta(days=1), precision)


def _moment(day: date, precision: str) -> str:
    if precision == "financial-year":
        return financial_year(day).replace("-", "/")
    return day.isoformat()[: _CUT.get(precision, 10)]


def listed(items: Sequence[str]) -> str:
    """Items as words.

    >>> listed(["a"]), listed(["a", "b", "c"])
    ('a', 'a, b and c')
    """
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def counted(count: int, one: str, many: str = "") -> str:
    """A count with its noun.

    >>> counted(1, "practice"), counted(32, "practice"), counted(2, "body", "bodies")
    ('1 practice', '32 practices', '2 bodies')
    """
    return f"{number(count)} {one if count == 1 else many or one + 's'}"
