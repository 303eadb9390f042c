"""The section “What the documents and public pages say”: relations, office holders and claims about the body."""

from __future__ import annotations

from collections.abc import Iterator

from nhsgraph.analyses.explain.context import Context, claim_cites
from nhsgraph.analyses.explanation import Cite, Section, Statement
from nhsgraph.analyses.wording import pounds, span
from nhsgraph.period import Holds
from nhsgraph.views import Fields

_STANCES = {"kind-opinion", "kind-quote"}
#: How the kinds of stated relation read that are no verb as they stand. What is intended or awarded stands in brackets
#: after it, so a contract is named and not said to be in force.
_TOLD = {
    "committee-of": "{subject} is a committee of {object}",
    "contract-with": "Contract of {subject} with {object}",
    "has-member-practices-of": "{subject} has practices of {object} as members",
    "holds-gp-contracts": "{subject}: holder of the contracts of GPs",
    "networks-of-practices-in": "{subject}: networks of practices in {object}",
    "owned-by-member-practices-of": "{subject} is owned by member practices of {object}",
    "owned-by-practices-in": "{subject} is owned by practices in {object}",
    "prime-provider-for": "{subject}: prime provider for {object}",
    "programme-funding": "Programme funding of {subject}",
    "provider-arm-of": "{subject} is the provider arm of {object}",
    "reviews": "Review by {subject}",
    "same-body-as": "{subject} is the same body as {object}",
    "sets-objectives-of": "{subject} sets the objectives of {object}",
}


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
        kind = row.text("kind")
        told = _TOLD.get(kind, "{subject} " + kind.replace("-", " ") + " {object}")
        text = told.format(subject=row.text("subjectName"), object=row.text("objectName")).strip()
        extras = [row.text("status").replace("-", " ")] if row.text("status") else []
        counted, total, value = row.number("counted"), row.number("total"), row.number("pounds")
        if counted is not None:
            extras.append(f"{counted} of {total}" if total is not None else f"{counted}")
        if value is not None:
            extras.append(pounds(value))
        extras.append(_when(row))
        note = row.text("note")
        if aside := ", ".join(extra for extra in extras if extra):
            text += f" ({aside})"
        yield Statement(
            key=f"relation-{number}",
            text=f"{text.removesuffix('.')}." + (f" {note}" if note else ""),
            cites=row_cites(row),
            grade=row.code("grade").removeprefix("grade-"),
            facts={
                "kind": kind,
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
        who = f"View of {row.text('heldBy') or 'a source'}" if row.code("kind") in _STANCES else "Claim"
        modality = row.code("modality").removeprefix("mod-")
        # What was proposed, expected or supposed must not read as what was.
        mode = f" ({modality})" if modality != "actual" else ""
        status = row.code("status").removeprefix("claim-")
        yield Statement(
            key=f"claim-{claim}",
            text=f"{who}{mode}: {said}" + (f" ({status})." if status else "."),
            cites=tuple(Cite(source=source, record=claim) for source in row.sources),
            grade="stated",
            facts={
                "claim": claim,
                "locator": row.text("record"),
                "kind": row.code("kind").removeprefix("kind-"),
                "modality": modality,
                "valid_from": row.day("from"),
                "valid_to": row.day("to"),
                "note": row.text("note"),
            },
        )


def _words(predicate: str) -> str:
    """A predicate as words: ``intendsTo`` reads “intends to”."""
    return "".join(f" {c.lower()}" if c.isupper() else c for c in predicate)


def _when(row: Fields) -> str:
    return span(row.day("from"), row.day("to"), row.code("precision").removeprefix("precision-"))
