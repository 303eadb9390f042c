"""The page of a footprint report: headline numbers, flows, matrix, map where boundaries are given, and the report.

It has no script. Every fact of the picture stands in a table, and the report's sentences are those of the other
formats; a table of more than :data:`ROWS` rows is cut and says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from nhsgraph.analyses.explanation import Section
from nhsgraph.analyses.footprints.picture import Picture
from nhsgraph.analyses.footprints.report import Report
from nhsgraph.present.html.matrix import matrix
from nhsgraph.present.html.page import Page, asset, fragment
from nhsgraph.present.html.sankey import sankey
from nhsgraph.present.html.statements import marks, sections, source_list
from nhsgraph.present.numbering import numbers

#: Bytes of a page.
MOST = 120_000
#: What the heading and the key of a map take, and a line of its words.
_MAP_FRAME, _MAP_LINE = 500, 10
#: Rows of a table of the report that the page shows.
ROWS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A map of the user's own boundaries, and the same in words, a line an area."""

    drawn: Markup
    told: tuple[str, ...]


def page(
    report: Report,
    picture: Picture | None,
    panel: Panel | None = None,
    *,
    links: Sequence[tuple[str, str]] = (),
) -> Page:
    """The page of a report with its picture, and a map where boundaries were given."""
    numbered = numbers(report.sources)
    parts = [*([picture.numbers] if picture else []), *map(_cut, report.sections)]
    body = fragment(
        "footprint.html.j2",
        figures=picture.figures if picture else (),
        sankey=sankey(picture) if picture else "",
        matrix=matrix(picture) if picture else "",
        unit=picture.unit[1] if picture else "",
        left_out=picture.left_out if picture else 0,
        cites=marks(picture.cites, numbered) if picture else (),
        why_no_picture="There is nothing to draw: the picture shows CCGs by authority and STP, and none is divided here.",
        panel=panel,
        report=sections(parts, report.sources),
        sources=source_list(report.sources),
    )
    return Page(
        title=report.title,
        kind="footprints",
        body=body,
        lead=" · ".join((report.subtitle, f"as of {report.as_of}", *report.headline)),
        fictional=report.fictional,
        links=tuple(links),
        styles=(asset("footprint.css"),),
    )


def size_in_words(told: Sequence[str]) -> int:
    """Bytes that the words of a map take in a page, at most."""
    return _MAP_FRAME + sum(len(line.encode()) + _MAP_LINE for line in told)


def _cut(section: Section) -> Section:
    """A section with at most :data:`ROWS` rows in its table, whose caption says what is left out."""
    table = section.table
    if table is None or len(table.rows) <= ROWS:
        return section
    rest = len(table.rows) - ROWS
    caption = f"{table.caption}. {rest:,} more rows are left out here; --format csv has them."
    return replace(section, table=replace(table, rows=table.rows[:ROWS], caption=caption))
