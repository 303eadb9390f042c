"""The section “What the documents and public pages say”: relations, office holders and claims about the body."""

from __future__ import annotations

from collections.abc import Iterator

from nhsgraph.analyses.explain.context import Context, claim_cites
from nhsgraph.analyses.explanation import Cite, Section, Statement
from nhsgraph.analyses.wording import pounds
from nhsgraph.period import Holds
from nhsgraph.views import Fields

_STANCES = {"kind-opinion", "kind-quote"}


def section(context: Context) -> Section | None:
    """What is stated, or ``None`` where nothing is; stances are told as somebody's, not as facts."""
    statements = (*_relations(context), *_tenures(context), *_claims(context))
    if not statements:
        return None
    return Section(key="documents", title="What the documents and public pages say", statements=statements)


def row_cites(row: Fields) -> tuple[Cite, ...]:
    """The claims behind a row as places in their documents, then its other sources."""
    claims = claim_cites(row.text("claims").split())
    documents = {cite.source for cite in claims}
    return (*claims, *(Cite(source=source) for source in row.sources if source not in documents))


def _relations(context: Context) -> Iterator[Statement]:
    for number, row in enumerate(context.rows("stated_relations"), start=1):
        kind = row.text("kind").replace("-", " ")
        text = f"{row.text('subjectName')} {kind}" + (
            f" {row.text('objectName')}" if row.text("objectName") else ""
        )
        extras = [row.text("status").replace("-", " ")] if row.text("status") else []
        counted, total, value = row.number("counted"), row.number("total"), row.number("pounds")
        if counted is not None:
            extras.append(f"{counted} of {total}" if total is not None else f"{counted}")
        if value is not None:
            extras.append(pounds(value))
        extras.append(_when(row))
        note = row.text("note")
        yield Statement(
            key=f"relation-{number}",
            text=f"{text} ({', '.join(e for e in extras if e)})." + (f" {note}" if note else ""),
            cites=row_cites(row),
            grade=row.code("grade").removeprefix("grade-"),
            facts={
                "kind": row.text("kind"),
                "subject": row.code("subject"),
                "object": row.code("object"),
                "status": row.text("status"),
                "counted": counted,
                "total": total,
                "pounds": value,
                "valid_from": row.day("from"),
                "valid_to": row.day("to"),
                "holds": str(row.holds(context.as_of)) if row.day("from") else str(Holds.UNKNOWN),
            },
        )


def _tenures(context: Context) -> Iterator[Statement]:
    for number, row in enumerate(context.rows("tenures"), start=1):
        when = _when(row) or (f"stated for {row.text('statedFor')}" if row.text("statedFor") else "undated")
        yield Statement(
            key=f"tenure-{number}",
            text=f"{row.text('personName')}: {row.text('post')}, {row.text('organisationName')} ({when}).",
            cites=row_cites(row),
            grade=row.code("grade").removeprefix("grade-"),
            facts={
                "person": row.code("person"),
                "post": row.text("post"),
                "organisation": row.code("organisation"),
                "valid_from": row.day("from"),
                "valid_to": row.day("to"),
            },
        )


def _claims(context: Context) -> Iterator[Statement]:
    for row in context.rows("claims_about"):
        claim = row.code("claim")
        said = f"{row.text('subject')} – {_words(row.text('predicate'))} – {row.text('object')}"
        stance = row.code("kind") in _STANCES
        holder = row.text("heldBy") or "a source"
        status = row.code("status").removeprefix("claim-")
        yield Statement(
            key=f"claim-{claim}",
            text=(f"View of {holder}: {said}" if stance else f"Claim: {said}")
            + (f" ({status})." if status else "."),
            cites=tuple(Cite(source=source, record=claim) for source in row.sources),
            grade="stated",
            facts={
                "claim": claim,
                "locator": row.text("record"),
                "kind": row.code("kind").removeprefix("kind-"),
                "modality": row.code("modality").removeprefix("mod-"),
                "valid_from": row.day("from"),
                "valid_to": row.day("to"),
                "note": row.text("note"),
            },
        )


def _words(predicate: str) -> str:
    """A predicate as words: ``intendsTo`` reads “intends to”."""
    return "".join(f" {c.lower()}" if c.isupper() else c for c in predicate)


def _when(row: Fields) -> str:
    begins, ends = row.day("from"), row.day("to")
    if begins is None and ends is None:
        return ""
    cut = {"year": 4, "financial-year": 4, "month": 7}.get(
        row.code("precision").removeprefix("precision-") if "precision" in row else "", 10
    )
    span = f"from {begins.isoformat()[:cut]}" if begins else ""
    return span + (f" until {ends.isoformat()[:cut]}" if ends else "")
