"""Sections of cited statements as HTML: the same sentences, grades, claims and marks as in the text format.

Ids: a section ``members``, a statement ``members-count``, a source ``source-3``; they are the deep links of a page.
What stands past :data:`PRINTED` in a list or table stays on the screen and is left out of print, which says so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from nhsgraph.analyses.explanation import Cite, Section, SourceRef
from nhsgraph.present.html.page import fragment
from nhsgraph.present.numbering import claims, numbers, source_line
from nhsgraph.present.text import cell, clean

#: Statements of a section, and rows of a table, that are printed.
PRINTED = 8
#: Letters that a sentence must lose for being cut short to be worth the link.
_WORTH = 60
_NOT_IN_ID = re.compile(r"[^A-Za-z0-9_.-]+")


def sections(
    parts: Sequence[Section], sources: Sequence[SourceRef], *, minor: Collection[str] = (), once: bool = False
) -> Markup:
    """The sections in order, each a heading, a list and perhaps a table.

    Those of the keys in ``minor`` are not printed. With ``once`` a long sentence is told in full the first time, and then by
    its beginning with a link; an end of a section that an earlier one has too, sources and all, is a link to that one.
    """
    numbered = numbers(sources)
    told = [_section(part, numbered) for part in parts]
    if once:
        _fold(told)
    for part, section in zip(parts, told, strict=True):
        section["minor"] = part.key in minor
    return fragment("sections.html.j2", sections=told, printed=PRINTED)


def _fold(told: Sequence[dict[str, Any]]) -> None:
    """Say again only what differs: the end that a section shares with an earlier one, and sentences told before."""
    ends: dict[tuple[str, ...], dict[str, str]] = {}
    first_told: dict[str, str] = {}
    for section in told:
        statements = section["statements"]
        words = [repr({**one, "id": ""}) for one in statements]
        # Where everything is the same the section keeps its first sentence, lest it be a heading alone.
        kept = next((n for n in range(1, len(words)) if tuple(words[n:]) in ends), len(words))
        if kept < len(words):
            section["same"] = {**ends[tuple(words[kept:])], "count": len(words) - kept}
            section["statements"] = statements[:kept]
        for n, one in enumerate(section["statements"]):
            ends[tuple(words[n:])] = {"id": one["id"], "title": section["title"]}
            before = first_told.setdefault(one["text"], one["id"])
            if before != one["id"] and (short := _short(one["text"])):
                one.update(text=short, before=before)


def _short(text: str) -> str:
    """The beginning of a long sentence, which names who and what: up to the first comma after its colon."""
    begins = text.find(": ")
    ends = text.find(", ", begins)
    return text[:ends] if begins > 0 and 0 < ends < len(text) - _WORTH else ""


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


def _section(section: Section, numbered: Mapping[str, int]) -> dict[str, Any]:
    cited = [marks(row.cites, numbered) for row in section.table.rows] if section.table else []
    shared = _shared(cited)
    return {
        "id": element_id(section.key),
        "title": section.title,
        "same": None,
        "statements": [
            {
                "id": element_id(section.key, statement.key),
                "text": clean(statement.text),
                "before": "",
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
                {"cells": [clean(cell(value)) for value in row.cells], "marks": [] if own == shared else own}
                for row, own in zip(section.table.rows, cited, strict=True)
            ],
            # The sources that most rows have stand once, in the caption.
            "marks": shared,
            "all_marks": all(own == shared for own in cited),
        },
    }


def _shared(cited: Sequence[list[int]]) -> list[int]:
    """The citation numbers that at least half of several rows have, else none."""
    if len(cited) < 2:
        return []
    most, count = Counter(tuple(own) for own in cited).most_common(1)[0]
    return list(most) if 2 * count >= len(cited) else []
