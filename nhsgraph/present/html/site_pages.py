"""The pages of a site that are not about one body: lists and search, questions, vocabulary, sources, methods."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from markupsafe import Markup

from nhsgraph import ontology, questions
from nhsgraph.analyses import registry
from nhsgraph.errors import UnknownBody, UsageError
from nhsgraph.graph import Graph
from nhsgraph.ids import CLAIM, DEF, SOURCE
from nhsgraph.ontology import Kind, Term
from nhsgraph.present.html.page import Page, asset, fragment
from nhsgraph.present.tables import shown
from nhsgraph.query import Iri, Value
from nhsgraph.questions import Question
from nhsgraph.views import Reader, body_iri

#: Rows of an answer that a question's page shows.
SHOWN = 200


def body_list(groups: Mapping[str, Sequence[tuple[str, str, str]]], practices: int, day: date) -> Page:
    """Every body with a page, by kind, and a search over them; ``groups`` are code, name and address by heading.

    ``practices`` is their number: they have pages of their own (:mod:`nhsgraph.present.html.practice_pages`).
    """
    count = sum(len(rows) for rows in groups.values())
    return _column(
        title="Bodies",
        lead=f"{count:,} bodies on {day}",
        body=fragment("site_bodies.html.j2", groups=groups, day=day, practices=f"{practices:,}"),
        scripts=("site_search.js",),
    )


def question_list() -> Page:
    """The stored questions, by group."""
    stored = list(questions.all_questions())
    groups = [(one.title, one.about, [q for q in stored if q.group == one.id]) for one in questions.groups()]
    return _column(
        title="Questions",
        lead="What the graph can be asked, and what it answers",
        body=fragment("site_questions.html.j2", groups=groups),
    )


def question(graph: Graph, name: str) -> Page:
    """A stored question: what it asks, its query, and its answer where its parameters have defaults."""
    found = questions.find(name)
    answer = _answer(graph, found)
    return _column(
        title=found.title,
        kind="question",
        body=fragment(
            "site_question.html.j2",
            question=found,
            answer=answer,
            text=_query_text(found),
            command=found.command,
        ),
    )


def _query_text(found: Question) -> str:
    """The query without its header, which the page tells in words."""
    lines = found.path.read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("#+"))


def _answer(graph: Graph, found: Question) -> dict[str, object] | None:
    if any(not parameter.default for parameter in found.parameters):
        return None
    values: dict[str, Value] = {}
    for parameter in found.parameters:
        if parameter.type == "body":
            try:
                values[parameter.variable] = body_iri(graph.resolve(parameter.default)[0])
            except UnknownBody:  # the body of the default is of another data set
                return None
        else:
            values[parameter.variable] = questions.value(parameter, parameter.default)
    table = questions.ask(graph.store, found, values)
    return {
        "told": _told(graph, found, values),
        "columns": table.columns,
        "rows": [[shown(cell) for cell in row] for row in table.rows[:SHOWN]],
        "more": max(0, len(table.rows) - SHOWN),
        "given": {parameter.name: parameter.default for parameter in found.parameters},
    }


def _told(graph: Graph, found: Question, values: Mapping[str, Value]) -> tuple[str, ...]:
    """What the analysis of a question says, or why it cannot say it of this data set."""
    try:
        return registry.run(graph, found.analysis, values)
    except UsageError as error:
        return (str(error),)


def ontology_page_terms(kind: Kind) -> list[dict[str, object]]:
    """The terms of a kind as the vocabulary page tells them, in order of name."""
    return [_term(term) for term in ontology.terms().values() if term.kind is kind]


def _term(term: Term) -> dict[str, object]:
    return {
        "name": term.name,
        "label": term.label,
        "definition": term.definition,
        "parents": [_short(parent) for parent in term.parents],
        "ends": " → ".join(_short(end) for end in (term.domain, term.range) if end),
        "sources": [_short(source) for source in term.sources],
        "scheme": term.scheme,
    }


def _short(iri: str) -> str:
    for base in (CLAIM, SOURCE, DEF):
        if iri.startswith(base):
            return iri.removeprefix(base)
    return iri


def vocabulary() -> Page:
    """The classes and properties of the vocabulary, each with definition and source."""
    return _column(
        title="Vocabulary",
        lead=DEF,
        body=fragment(
            "site_ontology.html.j2",
            namespace=DEF,
            classes=ontology_page_terms(Kind.CLASS),
            properties=ontology_page_terms(Kind.PROPERTY),
        ),
    )


def concepts() -> Page:
    """The lists of concepts of the vocabulary, each concept with definition and source."""
    listed: dict[str, list[dict[str, object]]] = {}
    for term in ontology.terms().values():
        if term.kind is Kind.CONCEPT:
            listed.setdefault(term.scheme, []).append(_term(term))
    return _column(
        title="Lists of concepts",
        lead=DEF,
        body=fragment("site_concepts.html.j2", schemes=ontology_page_terms(Kind.SCHEME), concepts=listed),
    )


def methods(day: date) -> Page:
    """How to read the site: evidence, dates, what is not known, and how the pictures are made."""
    grades = ontology.concepts("grade")
    return _column(
        title="Methods",
        lead="How the answers are made, and what they do not say",
        body=fragment("site_methods.html.j2", day=day, grades=grades),
    )


def source_catalogue(reader: Reader) -> Page:
    """Every source with publisher, date, licence, grade and its caveats."""
    rows = reader.rows("sources")
    return _column(
        title="Sources",
        lead=f"{len(rows):,} sources",
        fictional=any(row.code("grade") == "grade-fictional" for row in rows),
        body=fragment(
            "site_sources.html.j2",
            sources=[
                {
                    "id": row.text("id"),
                    "title": row.text("title"),
                    "publisher": row.text("publisher"),
                    "published": row.text("published"),
                    "licence": row.text("licence"),
                    "grade": row.code("grade").removeprefix("grade-"),
                    "facts": row.text("facts"),
                    "url": row.text("url") if row.text("url").startswith(("https://", "http://")) else "",
                    "caveats": [
                        caveat.text("caveat")
                        for caveat in reader.rows("source_caveats", source=Iri(SOURCE + row.text("id")))
                    ],
                }
                for row in rows
            ],
        ),
    )


def download_list(files: Sequence[tuple[str, str]]) -> Page:
    """The tables to download, each with what it holds."""
    return _column(
        title="Downloads",
        lead="Tables as CSV, UTF-8",
        body=fragment("site_downloads.html.j2", files=files),
    )


def _column(
    *,
    title: str,
    body: Markup,
    lead: str = "",
    kind: str = "site",
    fictional: bool = False,
    scripts: Sequence[str] = (),
) -> Page:
    return Page(
        title=title,
        kind=kind,
        lead=lead,
        fictional=fictional,
        body=body,
        styles=(asset("site.css"),),
        scripts=tuple(asset(name) for name in scripts),
        wide=False,
    )
