"""What the sections of an explanation share: the body, the date, the reader, and how rows are cited."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from nhsgraph.analyses.explanation import Cite
from nhsgraph.query import Iri
from nhsgraph.views import Fields, Reader, body_iri


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A body as the explanation found it."""

    id: str
    kind: str
    code: str
    label: str
    row: Fields

    @property
    def iri(self) -> Iri:
        """The IRI, as a parameter of views."""
        return body_iri(self.id)

    @property
    def begins(self) -> date | None:
        """First day of its life, where known."""
        return self.row.day("from")

    @property
    def ends(self) -> date | None:
        """Day after the last of its life, where it ended."""
        return self.row.day("to")


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """A body on a date, with the reader that answers for it."""

    reader: Reader
    body: Body
    as_of: date

    def rows(self, view: str) -> list[Fields]:
        """The rows of a view about the body."""
        return self.reader.rows(view, body=self.body.iri)


def cites(rows: Iterable[Fields]) -> tuple[Cite, ...]:
    """The sources of rows, each once, in order; the record only where all rows of the source share it."""
    found: dict[str, list[str]] = {}
    for row in rows:
        for place, source in enumerate(row.sources):
            found.setdefault(source, []).append(str(row.get("record") or "") if place == 0 else "")
    return tuple(
        Cite(source=source, record=records[0] if len(set(records)) == 1 else "")
        for source, records in found.items()
    )


def claim_cites(claims: Iterable[str]) -> tuple[Cite, ...]:
    """Claims of the documents (``S0-29``) as citations of the document, with the claim as the place.

    >>> claim_cites(["S0-29"])
    (Cite(source='doc-S0', record='S0-29'),)
    """
    return tuple(Cite(source="doc-" + claim.split("-", 1)[0], record=claim) for claim in claims)
