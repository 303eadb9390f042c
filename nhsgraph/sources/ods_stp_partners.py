"""ODS mapping of STPs to their partner organisations: one row a partner of an STP, of closed STPs too.

CCGs and NHS trusts stand with their ODS code, councils with a code that nothing else here uses (they are
matched by name), others with a code, a number of the regulator, a mark or nothing: for these, what is printed
is kept. The pair of STP and code is not a key. ``name_endings`` in the lookups are what the list appends to
names of STPs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from nhsgraph.catalogue import Source
from nhsgraph.facts import Fact, NameAssignment, Organisation, Partner, TeamCoverage
from nhsgraph.ids import local_id
from nhsgraph.sources import authority_names
from nhsgraph.sources.aliases import from_lookups
from nhsgraph.sources.delimited import Record, lookup, records
from nhsgraph.sources.partial import Alias
from nhsgraph.sources.region_in_brackets import region

_LAYOUT = {
    "stp": "ods_stp_code",
    "stp_gss": "ons_stp_code",
    "stp_name": "stp_name",
    "region": "nhse_region",
    "type": "partner_type",
    "name": "partner_name",
    "code": "partner_ods_code",
    "status": "status",
}
_CATEGORIES = {"CCG": "ccg", "LA": "authority", "NHS trust": "trust", "Other H&SC": "other"}
_STATUS = re.compile(r"(current|closed) (20\d\d-\d\d-\d\d)(?: \(merged into Q[A-Z0-9]{2}\))?")
_STP = "an ODS code of an STP, SHA or local team"


def read(data: bytes, source: Source) -> Iterator[Fact]:
    """Partners in file order; facts about STPs and trusts themselves where they first stand."""
    yield from from_lookups(source)
    endings = tuple(e["ending"] for e in lookup(source, "name_endings") or ())
    without_body = {w["name"] for w in lookup(source, "without_body") or ()}
    seen: set[str] = set()
    for row in records(data, source, _LAYOUT):
        stp = local_id("STP", row.code("stp", _STP))
        state, as_of = status(row, "status")
        if stp not in seen:
            seen.add(stp)
            yield from stp_facts(row, source, as_of, endings)
            if state == "current":
                yield TeamCoverage(
                    body=stp,
                    team=region(row, "region"),
                    valid_from=as_of,
                    known_until=source.speaks_until,
                    sources=(source.id,),
                    record=row.place,
                )
        if row["type"] not in _CATEGORIES:
            raise row.error("type", f"“{row['type']}” is unknown", "one of " + ", ".join(_CATEGORIES))
        category = _CATEGORIES[row["type"]]
        partner = "" if row["name"] in without_body else _partner(row, category)
        if category == "trust" and partner not in seen:
            seen.add(partner)
            yield Organisation(
                id=partner, kind="NHSTrust", ods=row["code"], sources=(source.id,), record=row.place
            )
        if category == "trust" and f"{partner} {row['name']}" not in seen:
            seen.add(f"{partner} {row['name']}")
            yield NameAssignment(
                body=partner, name=row.text("name"), valid_from=as_of, sources=(source.id,), record=row.place
            )
        yield Partner(
            partnership=stp,
            category=category,
            name=row.text("name"),
            as_of=as_of,
            partner=partner,
            published_code=row["code"],
            status=state,
            sources=(source.id,),
            record=row.place,
        )


def status(row: Record, field: str) -> tuple[str, date]:
    """Whether a row is current or closed, and on what day: that of the list, or that of the closing."""
    if not (match := _STATUS.fullmatch(row[field])):
        raise row.error(field, f"“{row[field]}” cannot be read", "current or closed, and a date")
    return match[1], date.fromisoformat(match[2])


def stp_facts(row: Record, source: Source, as_of: date, endings: tuple[str, ...]) -> Iterator[Fact]:
    """Body, name and identity of the STP of a row with the fields ``stp``, ``stp_gss`` and ``stp_name``."""
    ods = row["stp"]
    body = local_id("STP", ods)
    name = row.text("stp_name")
    for ending in endings:
        name = name.removesuffix(ending)
    yield Organisation(id=body, kind="STP", ods=ods, sources=(source.id,), record=row.place)
    yield NameAssignment(body=body, name=name, valid_from=as_of, sources=(source.id,), record=row.place)
    gss = local_id("STP", row.code("stp_gss", "an ONS code of an STP"))
    yield Alias(handle=gss, body=body, sources=(source.id,), record=row.place)


def _partner(row: Record, category: str) -> str:
    if category == "ccg":
        return local_id("CCG", row.code("code", "an ODS code of a CCG"))
    if category == "trust":
        return local_id("NHSTrust", row.code("code", "an ODS code of an NHS trust"))
    if category == "authority":
        return authority_names.handle(row.text("name"))
    return ""
