"""The data of one body in one archive: its explanation, its members as a table, its statements."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date

import pyoxigraph
from pyoxigraph import NamedNode, RdfFormat, Store, Triple

from nhsgraph import ids
from nhsgraph.present import as_json
from nhsgraph.query import PREFIXES
from nhsgraph.site.country import Country
from nhsgraph.site.downloads import written
from nhsgraph.site.plan import Subject
from nhsgraph.views import Fields, Reader, body_iri

#: What lies with the practices and not with their CCG: a contract, list and payment for each year of each practice.
_OF_OTHERS = frozenset({ids.DEF + "commissioner"})
_WITH_MEMBERS = frozenset({"CCG", "STP"})
_STAMP = (1980, 1, 1, 0, 0, 0)  # the same bytes on every day
_COLUMNS = (
    "of",
    "code",
    "name",
    "from",
    "to",
    "known_until",
    "on_date",
    "date",
    "source",
    "record",
    "fictional",
)


def members(reader: Reader, subject: Subject, day: date, *, fictional: bool) -> bytes:
    """The members of a CCG (its practices) or of an STP (its CCGs and partners), of all dates, as CSV.

    ``on_date`` says whether the membership holds on ``date``; an empty cell is not given.
    """
    return written(
        _COLUMNS,
        (
            (
                subject.code,
                code,
                name,
                row.day("from"),
                row.day("to"),
                row.day("known"),
                row.holds(day).value,
                day,
                " ".join(row.sources),
                row.text("record"),
                "yes" if fictional else "no",
            )
            for code, name, row in _member_rows(reader, subject)
        ),
    )


def _member_rows(reader: Reader, subject: Subject) -> Iterator[tuple[str, str, Fields]]:
    body = body_iri(subject.id)
    if subject.kind == "CCG":
        for row in reader.rows("members", body=body):
            yield row.text("code"), row.text("name"), row
        return
    for row in reader.rows("participations", body=body):
        if row.code("partnership") == subject.id:
            yield row.text("participantCode"), row.text("participantName"), row


def data(country: Country, subject: Subject, day: date) -> bytes:
    """An archive of the explanation as JSON, of the members of a CCG or STP as CSV, and of the statements as Turtle."""
    told = country.told(subject.id, day)
    files = {f"{subject.code}.json": as_json.render(told).encode("utf-8")}
    if subject.kind in _WITH_MEMBERS:
        files[f"{subject.code}-members.csv"] = members(
            country.graph.reader, subject, day, fictional=country.fictional
        )
    files[f"{subject.code}.ttl"] = turtle(country.graph.store, subject, fictional=country.fictional)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in files.items():
            member = zipfile.ZipInfo(name, _STAMP)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            archive.writestr(member, content)
    return out.getvalue()


def turtle(store: Store, subject: Subject, *, fictional: bool) -> bytes:
    """What the graph says with the body as subject, and every relation that names it, in order.

    Contracts, lists and payments of practices by year are not among them: they are the practices'.
    """
    text = pyoxigraph.serialize(
        sorted(_own(store, subject.id), key=str),
        format=RdfFormat.TURTLE,
        prefixes=dict(sorted(PREFIXES.items())),
    )
    note = "# Fictional demonstration data.\n" if fictional else ""
    return note.encode("utf-8") + (text or b"")


def _own(store: Store, body: str) -> set[Triple]:
    node = NamedNode(ids.ID + body)
    naming = {
        quad.subject
        for quad in store.quads_for_pattern(None, None, node)
        if quad.predicate.value not in _OF_OTHERS
    }
    return {
        quad.triple for subject in (node, *naming) for quad in store.quads_for_pattern(subject, None, None)
    }
