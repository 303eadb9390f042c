"""Sections of cited statements as HTML: the same sentences, grades, claims and marks as in the text format.

Ids: a section ``members``, a statement ``members-count``, a source ``source-3``; they are the deep links of a page.
What stands past :data:`PRINTED` in a list or table stays on the screen and is left out of print, which says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from markupsafe import Markup

from nhsgraph.analyses.explanation import Cite, Section, SourceRef
from nhsgraph.present.html.page import fragment
from nhsgraph.present.numbering import claims, numbers, source_line
from nhsgraph.present.text import cell, clean

#: Statements of a section, and rows of a table, that are printed.
PRINTED = 8
_NOT_IN_ID = re.compile(r"[^A-Za-z0-9_.-]+")


def sections(parts: Sequence[Section], sources: Sequence[SourceRef], *, printed: int = PRINTED) -> Markup:
    """The sections in order, each a heading, a list and perhaps a table."""
    numbered = numbers(sources)
    return fragment(
        "sections.html.j2", sections=[_section(part, numbered) for part in parts], printed=printed
    )


def source_list(sources: Sequence[SourceRef]) -> Markup:
    """The numbered list of sources that the marks point into."""
    return fragment(
        "sources.html.j2",
        sources=[
            {
                "line": source_line(source),
                "licence": source.licence,
                "id": source.id,
                # Only an address of the web becomes a link; anything else stays text.
                "url": source.url if source.url.startswith(("https://", "http://")) else "",
            }
            for source in sources
        ],
    )


def marks(cites: Iterable[Cite], numbered: Mapping[str, int]) -> list[int]:
    """The citation numbers after a sentence, each once, in order."""
    return sorted({numbered[cite.source] for cite in cites})


def element_id(*parts: str) -> str:
    """A deep link's name from keys; only letters, digits, dot, dash and underscore remain.

    >>> element_id("answers", "F-PMS"), element_id("a b", '"><i>')
    ('answers-F-PMS', 'a-b--i-')
    """
    return _NOT_IN_ID.sub("-", "-".join(parts))


def _section(section: Section, numbered: Mapping[str, int]) -> dict[str, object]:
    return {
        "id": element_id(section.key),
        "title": section.title,
        "statements": [
            {
                "id": element_id(section.key, statement.key),
                "text": clean(statement.text),
                "grade": statement.grade,
                "claims": claims(statement.cites),
                "marks": marks(statement.cites, numbered),
                "depth": min(statement.depth, 4),
                "share": statement.share,
                "gap": statement.gap,
            }
            for statement in section.statements
        ],
        "table": None
        if section.table is None
        else {
            "caption": section.table.caption,
            "headings": [heading for _, heading in section.table.columns],
            "numeric": [
                all(isinstance(row.cells[i], int | Decimal | None) for row in section.table.rows)
                for i in range(len(section.table.columns))
            ],
            "rows": [
                {"cells": [clean(cell(value)) for value in row.cells], "marks": marks(row.cites, numbered)}
                for row in section.table.rows
            ],
            # Where every row has the same sources they stand once, in the caption.
            "marks": _common([marks(row.cites, numbered) for row in section.table.rows]),
        },
    }


def _common(found: Sequence[list[int]]) -> list[int]:
    """The citation numbers of several rows where all have the same ones, else none."""
    return found[0] if len(found) > 1 and all(one == found[0] for one in found) else []
