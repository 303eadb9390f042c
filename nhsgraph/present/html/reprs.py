"""What a notebook shows for a result: its sentences and tables, escaped, without scripts or styles."""

from __future__ import annotations

from nhsgraph.analyses.explanation import Explanation
from nhsgraph.present.html.page import fragment
from nhsgraph.present.numbering import claims, marks, numbers, source_line
from nhsgraph.present.tables import shown
from nhsgraph.present.text import cell
from nhsgraph.query import Table

#: Rows of a table in a notebook.
ROWS = 30


def explanation(one: Explanation) -> str:
    """An explanation: headline, sections with marks, numbered sources."""
    numbered = numbers(one.sources)
    sections = [
        {
            "title": section.title,
            "statements": [
                f"{s.text}{f' ({s.grade})' if s.grade else ''}{f' ({c})' if (c := claims(s.cites)) else ''} {marks(s.cites, numbered)}"
                for s in section.statements
            ],
            "table": None
            if section.table is None
            else {
                "columns": [heading for _, heading in section.table.columns],
                "rows": [[cell(value) for value in row.cells] for row in section.table.rows[:ROWS]],
                "more": max(0, len(section.table.rows) - ROWS),
            },
        }
        for section in one.sections
    ]
    return fragment(
        "repr.html.j2",
        title=f"{one.name} ({one.code}), as of {one.as_of}",
        fictional=one.fictional,
        headline=" · ".join(one.headline),
        sections=sections,
        sources=[source_line(source) for source in one.sources],
    )


def table(one: Table) -> str:
    """The result of a query: its first rows, and how many more there are."""
    made = {
        "columns": list(one.columns),
        "rows": [[shown(value) for value in row] for row in one.rows[:ROWS]],
        "more": max(0, len(one.rows) - ROWS),
    }
    return fragment("repr_table.html.j2", table=made)
