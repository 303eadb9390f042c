"""ODS ``epcmem``: the dated history of which commissioner each prescribing cost centre belonged to.

It reaches from 1999 to 2019; memberships of CCGs and of NHS England's commissioning hubs are read. Rows of
the bodies before them, and of Welsh health boards, are left out by the lookups with a reason and the number
of rows, so that a change is noticed. Corrections of a parent are lookups too; the published parent stays
beside the corrected one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from nhsgraph.catalogue import Source
from nhsgraph.errors import SourceError
from nhsgraph.facts import Fact, PracticeMembership
from nhsgraph.ids import local_id
from nhsgraph.sources import ods_csv
from nhsgraph.sources.delimited import Record, lookup

COLUMNS = (
    "organisation code",
    "parent organisation code",
    "parent organisation type",
    "join parent date",
    "left parent date",
    "amended record indicator",
)

_USED = COLUMNS[:-1]
_PRACTICE = re.compile(r"[A-Z0-9]{6}")
_CCG_OR_HUB = re.compile(r"\d\d[A-Z]")
_CCGS_FROM = date(2013, 4, 1)


def read(data: bytes, source: Source) -> Iterator[Fact]:
    """One fact a membership; two where a correction divides a period."""
    hubs = frozenset(lookup(source, "hubs") or ())
    not_registered = frozenset((lookup(source, "not_in_a_register") or {}).get("codes", ()))
    corrections = {(c["practice"], c["parent"]): c for c in lookup(source, "corrections") or ()}
    unused, left_out = set(corrections), Counter[str]()
    for row in ods_csv.records(data, source, _USED, COLUMNS):
        ods_csv.one_of(row, "parent organisation type", {"W": "primary care organisation"})
        practice, parent = row["organisation code"], row["parent organisation code"]
        if not _PRACTICE.fullmatch(practice):
            raise row.error("organisation code", f"“{practice}” is unknown", "six capitals and digits")
        joined, left = ods_csv.period(row, "join parent date", "left parent date")
        if reason := _left_out(row, left, not_registered):
            left_out[reason] += 1
            continue
        if joined < _CCGS_FROM:
            raise row.error("join parent date", f"“{parent}” is no CCG before {_CCGS_FROM}", "a later day")
        kind = "CommissioningHub" if parent in hubs else "CCG"
        correction = corrections.get((practice, parent))
        unused.discard((practice, parent))
        yield from _membership(row, source, local_id(kind, parent), (joined, left), correction)
    _audit(source, left_out, unused)


def _left_out(row: Record, left: date | None, not_registered: frozenset[str]) -> str:
    """The lookup that leaves a row out; empty for a row to read."""
    parent = row["parent organisation code"]
    if row["organisation code"] in not_registered:
        return "not_in_a_register"
    if _CCG_OR_HUB.fullmatch(parent):
        return ""
    if left is not None and left <= _CCGS_FROM:
        return "before_2013"
    if re.fullmatch(r"7A\d", parent):
        return "welsh_health_boards"
    raise row.error(
        "parent organisation code", f"“{parent}” is unknown", "a CCG, a hub, or a body left out by name"
    )


def _membership(
    row: Record,
    source: Source,
    parent: str,
    period: tuple[date, date | None],
    correction: Mapping[str, Any] | None,
) -> Iterator[PracticeMembership]:
    joined, left = period
    practice = local_id("GPPractice", row["organisation code"])
    known_until = None if left else source.speaks_until
    if correction is None:
        yield PracticeMembership(
            practice=practice,
            commissioner=parent,
            valid_from=joined,
            valid_to=left,
            known_until=known_until,
            sources=(source.id,),
            record=row.place,
        )
        return
    on = correction["from"]
    for commissioner, start, end in (
        (parent, joined, on),
        (local_id("CCG", correction["read"]), on, left),
    ):
        yield PracticeMembership(
            practice=practice,
            commissioner=commissioner,
            valid_from=start,
            valid_to=end,
            known_until=None if end else known_until,
            published_commissioner="" if commissioner == parent else parent,
            correction=correction["reason"],
            sources=(source.id,),
            record=row.place,
        )


def _audit(source: Source, left_out: Counter[str], unused: set[tuple[str, str]]) -> None:
    file = f"{source.id}/lookups.yml"
    for name in ("before_2013", "welsh_health_boards", "not_in_a_register"):
        wanted = (lookup(source, name) or {}).get("rows", 0)
        if left_out[name] != wanted:
            raise SourceError(
                f"{left_out[name]} rows are left out as “{name}”", file=file, expected=f"{wanted} rows"
            )
    for practice, parent in sorted(unused):
        raise SourceError(
            f"no row of {practice} has the parent {parent}", file=file, expected="a row to correct"
        )
