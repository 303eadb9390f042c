"""The life of a body: whether it was there on a day, and which bodies came before and after it."""

from __future__ import annotations

from datetime import date

from nhsgraph.analyses.explain.context import Body
from nhsgraph.analyses.wording import at, until
from nhsgraph.errors import OutsideLife, UnknownBody
from nhsgraph.views import Reader, body_iri


def body_of(reader: Reader, body_id: str) -> Body:
    """The body with a local id; raises :class:`~nhsgraph.errors.UnknownBody`."""
    rows = reader.rows("body", body=body_iri(body_id))
    if not rows:
        raise UnknownBody(body_id)
    row = rows[0]
    code = row.text("code") or row.text("gss") or body_id
    return Body(id=body_id, kind=row.code("kind"), code=code, label=row.text("label"), row=row)


def check(reader: Reader, body: Body, day: date) -> None:
    """Raise :class:`~nhsgraph.errors.OutsideLife` where a body was not there on a day; it names who came before or after."""
    name = f"{body.label or body.code} ({body.code})"
    precision = body.row.code("precision").removeprefix("precision-")
    if body.begins and day < body.begins:
        before = _neighbours(reader, body, "predecessor")
        raise OutsideLife(
            f"{name} began {at(body.begins, precision)}, after {day}. "
            + (before or "Ask for a later date with --as-of."),
            body=body.id,
            as_of=day.isoformat(),
        )
    if body.ends and day >= body.ends:
        after = _neighbours(reader, body, "successor")
        raise OutsideLife(
            f"{name} ended {until(body.ends, precision)}, before {day}. "
            + (after or "Ask for an earlier date with --as-of."),
            body=body.id,
            as_of=day.isoformat(),
        )


def _neighbours(reader: Reader, body: Body, role: str) -> str:
    other_end = "successor" if role == "predecessor" else "predecessor"
    rows = [
        row
        for row in reader.rows("successions", body=body.iri)
        if row.code("change") == "chg-merger" and row.code(other_end) == body.id
    ]
    found = [f"{row.text(role + 'Name')} ({row.code(role).split('-', 1)[1]})" for row in rows]
    if not found:
        of, to, what = ("a", "b", " PCT") if role == "predecessor" else ("b", "a", "")
        found = [
            f"{r.text(of + 'Name')}{what} ({r.code(of).split('-', 1)[1]})"
            for r in reader.rows("overlaps", body=body.iri)
            if r.code("aKind") == "PrimaryCareTrust" and r.code(to) == body.id
        ]
    if not found:
        return ""
    label = {"predecessor": "Before it", "successor": "After it"}[role]
    return f"{label}: {', '.join(dict.fromkeys(found))}."
