"""An explanation as Markdown: the same sentences and tables, sources as a numbered list with places and addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from nhsgraph.analyses.explanation import Cite, Explanation, Table
from nhsgraph.present.numbering import claims, marks, numbers, source_line
from nhsgraph.present.text import cell, clean

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#])")


def render(explanation: Explanation) -> str:
    """The Markdown text, ending with a line break."""
    return "\n".join(_lines(explanation)) + "\n"


def _lines(explanation: Explanation) -> Iterator[str]:
    numbered = numbers(explanation.sources)
    yield f"# {safe(explanation.name)} ({safe(explanation.code)})"
    yield ""
    fictional = "Fictional data. " if explanation.fictional else ""
    yield f"{fictional}{explanation.when.capitalize()}. " + " · ".join(
        safe(part) for part in explanation.headline
    )
    for section in explanation.sections:
        yield ""
        yield f"## {safe(section.title)}"
        yield ""
        for statement in section.statements:
            named = claims(statement.cites)
            grade = f" ({statement.grade})" if statement.grade else ""
            claim = f" ({named})" if named else ""
            indent = "  " * statement.depth
            yield f"{indent}- {safe(statement.text)}{grade}{claim} {_marks(statement.cites, numbered)}"
        if section.table is not None:
            yield ""
            yield from _table(section.table, numbered)
    yield ""
    yield "## Sources"
    yield ""
    for source in explanation.sources:
        address = f" <{source.url}>" if source.url else ""
        yield f"{numbered[source.id]}. {safe(source_line(source))}, {safe(source.licence)} (`{source.id}`){address}"


def _table(table: Table, numbered: Mapping[str, int]) -> Iterator[str]:
    yield safe(table.caption)
    yield ""
    yield "| " + " | ".join([*(safe(heading) for _, heading in table.columns), "Sources"]) + " |"
    yield "|" + " --- |" * (len(table.columns) + 1)
    for row in table.rows:
        cells = [*(safe(cell(value)) for value in row.cells), _marks(row.cites, numbered)]
        yield "| " + " | ".join(cells) + " |"


def _marks(cites: tuple[Cite, ...], numbered: Mapping[str, int]) -> str:
    return marks(cites, numbered).replace("[", "\\[").replace("]", "\\]")


def safe(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    return _SPECIAL.sub(r"\\\1", clean(text)).replace("\n", " ")
