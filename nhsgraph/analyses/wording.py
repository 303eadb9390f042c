"""How dates, numbers and lists read in sentences. Values in, text out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal


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
