"""What the sections of an explanation share: the body, the date, the reader, and how rows are cited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from nhsgraph.analyses.explanation import Cite
from nhsgraph.query import Iri
from nhsgraph.values import dataclass, field
from nhsgraph.views import Fields, Reader, body_iri


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A body as the explanation found it; ``label`` is its name on the date that is explained."""

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
    suppressed: Mapping[str, str] = field(
        default_factory=dict
    )  # ids of conflict paths not to be told, with reasons
    _read: dict[str, list[Fields]] = field(default_factory=dict, compare=False, repr=False)

    def rows(self, view: str) -> list[Fields]:
        """The rows of a view about the body; asked once, however many sections use them."""
        if view not in self._read:
            self._read[view] = self.reader.rows(view, body=self.body.iri)
        return self._read[view]

    def name_of(self, body_id: str) -> str:
        """The name of another body on the date; empty where it has none."""
        known = f"names {body_id}"
        if known not in self._read:
            self._read[known] = self.reader.rows("names", body=body_iri(body_id))
        return name_among(self._read[known], self.as_of)


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


def names_on(rows: Iterable[Fields], column: str, day: date) -> dict[str, str]:
    """Body to its name on a day, from rows in order of time: the last that had begun, else the first of all."""
    names: dict[str, str] = {}
    for row in rows:
        begins = row.day("from")
        if row.code(column) not in names or begins is None or begins <= day:
            names[row.code(column)] = row.text("name")
    return names


def name_among(rows: Sequence[Fields], day: date) -> str:
    """The name on a day, from the names of one body in order of time: the last that had begun, else the first."""
    begun = [row for row in rows if (begins := row.day("from")) is None or begins <= day]
    chosen = begun[-1:] or rows[:1]
    return chosen[0].text("name") if chosen else ""
