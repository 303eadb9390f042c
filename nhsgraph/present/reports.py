"""Reports of analyses in every form: text, JSON, Markdown as explanations are, and the main table as CSV."""

from __future__ import annotations

from collections.abc import Iterable

from nhsgraph.analyses.explanation import SCHEMA_VERSION, Cite, Explanation, Section
from nhsgraph.analyses.footprints.report import Report
from nhsgraph.present import as_json, markdown, tables, text
from nhsgraph.present.text import Style
from nhsgraph.query import Table, Value

FORMATS = ("text", "json", "md", "csv")


def render(report: Report, form: str, style: Style) -> str:
    """The report in one of :data:`FORMATS`."""
    if form == "json":
        return _json(report)
    if form == "csv":
        return _csv(report)
    if form == "md":
        return markdown.render(_as_explanation(report))
    return text.render(_as_explanation(report), style)


def _as_explanation(report: Report) -> Explanation:
    """The same sections under the report's own title, for the forms that people read."""
    return Explanation(
        id=report.analysis,
        code=report.subtitle,
        kind=report.analysis,
        kind_label="analysis",
        name=report.title,
        as_of=report.as_of,
        as_of_chosen=report.as_of_chosen,
        headline=report.headline,
        sections=report.sections,
        sources=report.sources,
    )


def _json(report: Report) -> str:
    return as_json.dumps(
        {
            "schema_version": SCHEMA_VERSION,
            "analysis": report.analysis,
            "title": report.title,
            "parameters": report.parameters,
            "as_of": report.as_of,
            "as_of_chosen": report.as_of_chosen,
            "fictional": report.fictional,
            "headline": list(report.headline),
            "sections": [as_json.section(section) for section in report.sections],
            "sources": [as_json.source(source) for source in report.sources],
        }
    )


def _csv(report: Report) -> str:
    """The rows of the main table, its statements where it has none; what else is said follows as comments."""
    section = next(section for section in report.sections if section.key == report.rows)
    if section.table is None:
        return tables.render(_statements(section), "csv", _remarks(report, section))
    columns = tuple(key for key, _ in section.table.columns)
    rows: list[tuple[Value, ...]] = [
        (
            *(value if isinstance(value, Value) else str(value) for value in row.cells),
            _cited(row.cites),
        )
        for row in section.table.rows
    ]
    return tables.render(Table((*columns, "sources"), rows), "csv", _remarks(report, None))


def _remarks(report: Report, told: Section | None) -> list[str]:
    """The statements that are no rows: the result, the measurement, the gaps. Parts of others are in the rows."""
    return [
        *(["Fictional data."] if report.fictional else []),
        *(
            statement.text
            for section in report.sections
            if section is not told and section.key != report.parts
            for statement in section.statements
            if not statement.depth
        ),
    ]


def _cited(cites: Iterable[Cite]) -> str:
    return " ".join(dict.fromkeys(cite.source for cite in cites))


def _statements(section: Section) -> Table:
    rows: list[tuple[Value, ...]] = [(s.key, s.text, _cited(s.cites)) for s in section.statements]
    return Table(("key", "text", "sources"), rows)
