"""An explanation as text for a terminal or a pipe."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from nhsgraph.analyses.explanation import Explanation, Pounds, Section, Share, Statement, Table
from nhsgraph.analyses.wording import number, percent, pounds
from nhsgraph.present.numbering import claims, marks, numbers, source_line
from nhsgraph.values import dataclass

#: Rows of a table that are shown when not all are asked for.
SHOWN = 10
_BAR = 24
_BOLD, _DIM, _TITLE, _END = "\x1b[1m", "\x1b[2m", "\x1b[36m", "\x1b[0m"
_ESCAPES = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How the terminal is: columns, colour, whether it shows more than ASCII, and whether long tables are whole."""

    width: int = 100
    color: bool = False
    unicode: bool = True
    all_rows: bool = False


def render(explanation: Explanation, style: Style) -> str:
    """The whole explanation; lines fit the width where words allow."""
    numbered = numbers(explanation.sources)
    lines = [
        f"{_styled(clean(explanation.name), _BOLD, style)}  {explanation.code} · {explanation.when}"
        + ("" if explanation.as_of_chosen else " (choose with --as-of)")
        + (" · fictional data" if explanation.fictional else ""),
        "",
    ]
    if explanation.headline:
        lines += [*_wrapped(clean(" · ".join(explanation.headline)), "", "", style), ""]
    for section in explanation.sections:
        lines += [_styled(section.title, _TITLE, style), *_section(section, numbered, style), ""]
    lines.append(_styled("Sources", _TITLE, style))
    for source in explanation.sources:
        lines += _wrapped(clean(source_line(source)), f"{numbered[source.id]:>4}  ", "      ", style)
    text = "\n".join(lines) + "\n"
    return text if style.unicode else _ascii(text)


def clean(text: str) -> str:
    """Text without control characters, so that nothing from a table can steer a terminal."""
    return _ESCAPES.sub("\N{REPLACEMENT CHARACTER}", text)


def _section(section: Section, numbered: Mapping[str, int], style: Style) -> Iterator[str]:
    for statement in section.statements:
        yield from _statement(statement, numbered, style)
    if section.table is not None:
        yield ""
        yield from _table(section.table, numbered, style)


def _statement(statement: Statement, numbered: Mapping[str, int], style: Style) -> Iterator[str]:
    named = claims(statement.cites)
    tail = (f" ({named})" if named else "") + f" {marks(statement.cites, numbered)}"
    if statement.grade:
        tail = f" ({statement.grade})" + tail
    indent = "  " + "  " * statement.depth
    if statement.share is not None:
        yield indent + _bar(statement.share, style)
    yield from _wrapped(clean(statement.text) + tail, indent, indent + "  ", style)


def _bar(share: Decimal, style: Style) -> str:
    filled = int((share * _BAR).to_integral_value())
    full, empty = ("█", "░") if style.unicode else ("#", ".")
    return full * filled + empty * (_BAR - filled)


def _table(table: Table, numbered: Mapping[str, int], style: Style) -> Iterator[str]:
    shown = table.rows if style.all_rows else table.rows[:SHOWN]
    cells = [[heading for _, heading in table.columns]]
    cells += [[clean(cell(value)) for value in row.cells] for row in shown]
    numeric = [
        all(isinstance(row.cells[i], int | Decimal) or row.cells[i] is None for row in table.rows)
        for i in range(len(table.columns))
    ]
    widths = [max(len(line[i]) for line in cells) for i in range(len(table.columns))]
    room = style.width - 4 - 2 * (len(widths) - 1) - 8
    while sum(widths) > room and max(widths) > 12:
        widths[widths.index(max(widths))] -= 1
    yield from _wrapped(clean(table.caption), "  ", "  ", style)
    for index, line in enumerate(cells):
        folded = [_folded(c, w) for c, w in zip(line, widths, strict=True)]
        for row in range(max(map(len, folded))):
            parts = [
                part.rjust(w) if right else part.ljust(w)
                for part, w, right in zip((_at(f, row) for f in folded), widths, numeric, strict=True)
            ]
            text = "    " + "  ".join(parts)
            mark = marks(shown[index - 1].cites, numbered) if index and not row else ""
            yield f"{text}  {mark}".rstrip() if index else _styled(text.rstrip(), _DIM, style)
    if (rest := len(table.rows) - len(shown)) > 0:
        yield f"    … {rest} more: add --all"


def cell(value: object) -> str:
    """A cell of a table as people read it; a dash for what is not known."""
    if value is None:
        return "–"
    if isinstance(value, Share):
        return percent(value)
    if isinstance(value, Pounds):
        return pounds(value)
    if isinstance(value, Decimal | int):
        return number(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _folded(text: str, width: int) -> list[str]:
    """A cell as the lines that fit its column; nothing of it is left out."""
    return textwrap.wrap(text, width, break_on_hyphens=False) or [""]


def _at(lines: list[str], row: int) -> str:
    return lines[row] if row < len(lines) else ""


def _wrapped(text: str, first: str, rest: str, style: Style) -> list[str]:
    return textwrap.wrap(
        text,
        style.width,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _styled(text: str, code: str, style: Style) -> str:
    return f"{code}{text}{_END}" if style.color else text


def _ascii(text: str) -> str:
    for mark, plain in (
        ("·", "-"),
        ("…", "..."),
        ("–", "-"),
        ("−", "-"),
        ("‘", "'"),
        ("’", "'"),
        ("—", "-"),
        ("→", "->"),
        ("×", "x"),
        ("“", '"'),
        ("”", '"'),
        ("£", "GBP "),
    ):
        text = text.replace(mark, plain)
    return text.encode("ascii", "replace").decode("ascii")
