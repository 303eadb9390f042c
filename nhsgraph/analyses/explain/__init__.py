"""Explain a body on a date: what it is, who it answers to, who its members are, where it lies, what is missing.

Every sentence carries its sources. A CCG gets every section; other kinds of body a shorter explanation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from nhsgraph.analyses.explain import life
from nhsgraph.analyses.explain.context import Body, Context, name_among
from nhsgraph.analyses.explanation import Explanation, Section, SourceRef, Statement, cites_of
from nhsgraph.analyses.wording import last_day
from nhsgraph.ids import DEF
from nhsgraph.period import financial_year
from nhsgraph.query import Iri
from nhsgraph.values import replace
from nhsgraph.views import Asked, Fields, Reader

Parts = tuple[tuple[str, ...], tuple[Section, ...]]
#: The grades of evidence, the best first; those of sources.
_GRADES = ("official", "stated", "evidenced", "implied", "unverified", "fictional")


def explain(
    reader: Reader,
    body_id: str,
    as_of: date | None = None,
    *,
    function: str = "",
    suppressed: Mapping[str, str] = MappingProxyType({}),
) -> Explanation:
    """Everything the graph says about a body (a local id such as ``ccg-05T``) on a date.

    Without a date: the latest 1 April of the body's life for which memberships are on record (for a CCG: with the
    figures of its practices), else its first day. ``function`` keeps identity, level and who answers for that function.
    ``suppressed`` are ids of conflict paths that are counted and not told, each with the reason.
    Raises :class:`~nhsgraph.errors.UnknownBody` and :class:`~nhsgraph.errors.OutsideLife`.
    """
    context, kind_label = subject(reader, body_id, as_of, suppressed)
    body, day = context.body, context.as_of
    if function:
        from nhsgraph.analyses.explain import answers

        headline, sections = answers.of_function(context, kind_label, function)
    else:
        reader.expect(expected(context))
        headline, sections = _maker(body.kind)(context, kind_label)
    sources = sources_of(reader, sections)
    return Explanation(
        id=body.id,
        code=body.code,
        kind=body.kind,
        kind_label=kind_label,
        name=body.label or body.code,
        as_of=day,
        as_of_chosen=as_of is not None,
        headline=headline,
        sections=graded(sections, sources),
        sources=sources,
    )


def graded(sections: Sequence[Section], sources: Sequence[SourceRef]) -> tuple[Section, ...]:
    """Sections whose sentences are never better graded than the best of their sources, which is official where not said."""
    grades = {source.id: source.grade for source in sources}
    return tuple(
        replace(section, statements=tuple(_graded(statement, grades) for statement in section.statements))
        for section in sections
    )


def _graded(statement: Statement, grades: Mapping[str, str]) -> Statement:
    if statement.grade:
        return statement
    best = min((grades[cite.source] for cite in statement.cites), key=_GRADES.index, default="official")
    return statement if best == "official" else replace(statement, grade=best)


def subject(
    reader: Reader,
    body_id: str,
    as_of: date | None = None,
    suppressed: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Context, str]:
    """A body on a date (chosen as :func:`explain` does) and what its kind is called; raises as :func:`explain` does."""
    body = life.body_of(reader, body_id)
    day = as_of or _default_day(reader, body)
    life.check(reader, body, day)
    context = Context(reader=reader, body=body, as_of=day, suppressed=suppressed)
    named = replace(body, label=name_among(context.rows("names"), day) or body.label)
    context = replace(context, body=named)
    return context, _kind_label(reader, body)


def _maker(kind: str) -> Callable[[Context, str], Parts]:
    """What makes the headline and the sections of a class; only its modules are imported, which saves milliseconds."""
    match kind:
        case "CCG":
            from nhsgraph.analyses.explain import ccg

            return ccg.parts
        case "GPPractice" | "ProviderOrganisation":
            from nhsgraph.analyses.explain import practice

            return practice.parts
        case "STP":
            from nhsgraph.analyses.explain import team

            return team.partnership_parts
        case "RegionalTeam" | "LocalTeam" | "AreaTeam":
            from nhsgraph.analyses.explain import team

            return team.team_parts
        case "LocalAuthority":
            from nhsgraph.analyses.explain import team

            return team.authority_parts
        case _:
            from nhsgraph.analyses.explain import other

            return other.parts


def expected(context: Context) -> tuple[Asked, ...]:
    """The views that the sections of a CCG ask about it, in the order in which they are needed."""
    if context.body.kind != "CCG":
        return ()
    of_body = {"body": context.body.iri}
    first = ("participations", "coverages", "committees", "arrangements", "spend_evidence")
    later = (
        "identifiers", "successions", "overlaps", "company_payments", "stated_relations", "tenures",
        "claims_about",
    )  # fmt: skip
    return (
        *((view, of_body) for view in first),
        ("members", of_body),
        ("member_names", of_body),
        ("member_statuses", of_body),
        ("member_years", {**of_body, "year": financial_year(context.as_of)}),
        *((view, of_body) for view in later),
    )


def by_code(reader: Reader, code: str) -> str | None:
    """The local id of the one body that has a code (its own class first), or ``None`` where it takes a search."""
    rows = reader.rows("by_code", code=code)
    for kind in ("CCG", "STP"):
        if of_kind := [row for row in rows if row.code("kind") == kind]:
            return of_kind[0].code("body") if len(of_kind) == 1 else None
    return rows[0].code("body") if len(rows) == 1 else None


def _default_day(reader: Reader, body: Body) -> date:
    known = max((d for d in (r.day("known") for r in _membership_ends(reader, body)) if d), default=None)
    last = known or body.row.day("known") or body.ends or date.max
    begins, ends = body.begins or date(1948, 7, 5), body.ends or date.max
    days = [date(year, 4, 1) for year in range(min(last.year, 2022), 2011, -1)]
    alive = [day for day in days if begins <= day < min(ends, last)]
    if body.kind == "CCG":
        # A day of a year with figures says more than a later one without.
        told = (d for d in alive if reader.rows("member_years", body=body.iri, year=financial_year(d)))
        if (day := next(told, body.begins if known is None else None)) is not None:
            return day
    if alive:
        return alive[0]
    return body.begins or (date.fromisoformat(last_day(body.ends)) if body.ends else date(2013, 4, 1))


def _membership_ends(reader: Reader, body: Body) -> Sequence[Fields]:
    view = {"CCG": "members", "GPPractice": "practice_memberships", "STP": "participations"}.get(body.kind)
    return reader.rows(view, body=body.iri) if view else []


def _kind_label(reader: Reader, body: Body) -> str:
    """What the class is called, with the standing in law: the body's own where it is on record, else that of the class."""
    rows = reader.rows("kind", kind=Iri(DEF + body.kind))
    label = rows[0].text("label") if rows else body.kind
    status = body.row.text("statusLabel") or (rows[0].text("statusLabel") if rows else "")
    return label + (f" ({status})" if status and status not in label else "")


def sources_of(reader: Reader, sections: Sequence[Section]) -> tuple[SourceRef, ...]:
    """The sources that sections cite, in order of first citation."""
    known = {row.text("id"): row for row in reader.rows("source_list")}
    cited = dict.fromkeys(cite.source for cite in cites_of(sections))
    return tuple(_source(known[name]) for name in cited)


def source_of(reader: Reader, name: str) -> SourceRef:
    """What the catalogue says of a source."""
    (row,) = (row for row in reader.rows("source_list") if row.text("id") == name)
    return _source(row)


def _source(row: Fields) -> SourceRef:
    return SourceRef(
        id=row.text("id"),
        title=row.text("title"),
        publisher=row.text("publisher"),
        published=row.text("published"),
        licence=row.text("licence"),
        url=row.text("url"),
        grade=row.code("grade").removeprefix("grade-"),
    )
