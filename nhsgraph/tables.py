"""Tables: a CSV file per class of fact, read strictly and written byte-identically.

UTF-8, comma, line feed, header of the class's fields with ``sources`` and ``record`` last; empty for not given; dates
as ``YYYY-MM-DD``; several sources joined by one blank. Rows are sorted, so that the same facts give the same bytes.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import MISSING, Field, fields
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import EnumType, StrEnum
from pathlib import Path
from typing import Any, TypeVar, get_args, get_type_hints

from nhsgraph import facts
from nhsgraph.errors import SourceError
from nhsgraph.facts import Fact
from nhsgraph.period import FinancialYear, financial_year

F = TypeVar("F", bound=Fact)
Cell = Callable[[str], Any]

#: Table name (and file stem) to the class of its rows, in loading order.
TABLES: dict[str, type[Fact]] = {
    "organisations": facts.Organisation,
    "names": facts.NameAssignment,
    "identifiers": facts.IdentifierAssignment,
    "memberships": facts.PracticeMembership,
    "practice_statuses": facts.PracticeStatus,
    "practice_years": facts.PracticeYear,
    "participations": facts.Participation,
    "coverages": facts.TeamCoverage,
    "structures": facts.Structure,
    "successions": facts.Succession,
    "overlaps": facts.Overlap,
    "centroids": facts.Centroid,
    "lsoas": facts.Lsoa,
    "partners": facts.Partner,
    "partnership_leads": facts.PartnershipLead,
    "partnership_events": facts.PartnershipEvent,
    "vanguards": facts.VanguardSite,
    "company_payments": facts.CompanyPayment,
    "spend_evidence": facts.SpendEvidence,
    "arrangements": facts.Arrangement,
    "published_counts": facts.PublishedCount,
}


def columns(kind: type[Fact]) -> tuple[str, ...]:
    """The header of a class's table: its own fields in order, then the evidence."""
    names = [f.name for f in fields(kind)]
    own = [n for n in names if n not in {"sources", "record"}]
    return (*own, "sources", "record")


def write(kind: type[F], rows: Iterable[F]) -> bytes:
    """The table of these facts as bytes: sorted, without duplicates, the same for the same facts."""
    header = columns(kind)
    lines = sorted({tuple(_format(getattr(row, name)) for name in header) for row in rows})
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(lines)
    return out.getvalue().encode("utf-8")


def read(kind: type[F], path: Path) -> Iterator[F]:
    """The facts of a table, in file order.

    Raises :class:`~nhsgraph.errors.SourceError` with file, row and column at the first thing that is not as
    expected: a missing or unknown column, a row of another length, a cell that is not of its type.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise SourceError(
            "the table is missing", file=path.name, expected="a CSV file of that name"
        ) from None
    except UnicodeDecodeError as e:
        raise SourceError(f"byte {e.start} is not UTF-8", file=path.name, expected="UTF-8 text") from None
    yield from parse(kind, path.name, text)


def parse(kind: type[F], name: str, text: str) -> Iterator[F]:
    """The facts of the text of a table that is called ``name`` in messages; raises like :func:`read`."""
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        yield from _rows(kind, name, rows)
    except csv.Error as e:
        raise SourceError(f"the row is not CSV ({e})", file=name, row=rows.line_num) from None


def expectations(kind: type[Fact]) -> dict[str, tuple[str, bool]]:
    """Column to what it expects in words, and whether it must be given."""
    cells = _cells(kind)
    return {name: cells[name][1:] for name in columns(kind)}


def _rows(kind: type[F], file: str, rows: Iterator[list[str]]) -> Iterator[F]:
    header = next(rows, [])
    wanted = columns(kind)
    for name in wanted:
        if name not in header:
            raise SourceError(f"there is no column “{name}”", file=file, row=1, expected=", ".join(wanted))
    for name in header:
        if name not in wanted:
            raise SourceError(f"unknown column “{name}”", file=file, row=1, expected=", ".join(wanted))
    cells = _cells(kind)
    readers = [(name, *cells[name]) for name in header]
    for number, row in enumerate(rows, start=2):
        if len(row) != len(header):
            raise SourceError(f"{len(row)} cells", file=file, row=number, expected=f"{len(header)} cells")
        values: dict[str, Any] = {}
        for (name, convert, expected, required), text in zip(readers, row, strict=True):
            if not text:
                if required:
                    raise SourceError(
                        "the cell is empty", file=file, row=number, column=name, expected=expected
                    )
                continue
            try:
                values[name] = convert(text)
            except (ValueError, InvalidOperation):
                raise SourceError(
                    f"“{text}” cannot be read", file=file, row=number, column=name, expected=expected
                ) from None
        begins, ends = values.get("valid_from"), values.get("valid_to")
        if begins is not None and ends is not None and ends <= begins:
            problem = f"the end {ends} is not after the start {begins}"
            raise SourceError(problem, file=file, row=number, column="valid_to")
        yield kind(**values)


def _format(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return " ".join(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    return str(value)


def _cells(kind: type[Fact]) -> dict[str, tuple[Cell, str, bool]]:
    """Column to its reader, what it expects in words, and whether it must be given."""
    hints = get_type_hints(kind)
    return {f.name: (*_reader(hints[f.name]), _required(f)) for f in fields(kind)}


def _required(field: Field[Any]) -> bool:
    return field.default is MISSING


def _reader(hint: Any) -> tuple[Cell, str]:
    options = [h for h in get_args(hint) if h is not type(None)] if type(None) in get_args(hint) else [hint]
    wanted = options[0]
    if wanted is str:
        return str, "text"
    if wanted is bool:
        return _boolean, "true or false"
    if wanted is int:
        return _whole, "a whole number"
    if wanted is Decimal:
        return _number, "a number"
    if wanted is date:
        return _day, "a date as YYYY-MM-DD"
    if wanted is FinancialYear:
        return _year, "a financial year as 2015-16"
    if isinstance(wanted, EnumType) and issubclass(wanted, StrEnum):
        return wanted, "one of " + ", ".join(wanted)
    return _words, "words separated by one blank"


def _boolean(text: str) -> bool:
    if text not in {"true", "false"}:
        raise ValueError(text)
    return text == "true"


def _whole(text: str) -> int:
    if str(value := int(text)) != text:  # int reads 1_000 and figures of other scripts, too
        raise ValueError(text)
    return value


def _number(text: str) -> Decimal:
    if not (value := Decimal(text)).is_finite():
        raise ValueError(text)
    return value


def _day(text: str) -> date:
    if (value := date.fromisoformat(text)).isoformat() != text:  # which reads 20160401 and 2016-W13-5, too
        raise ValueError(text)
    return value


def _year(text: str) -> FinancialYear:
    if financial_year(date(int(text[:4]), 4, 1)) != text:
        raise ValueError(text)
    return FinancialYear(text)


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split(" "))
