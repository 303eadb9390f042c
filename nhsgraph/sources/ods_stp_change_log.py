"""ODS log of changes to STPs and their partners, 2018 to 2019; one row a change.

Of each row the day, a category, the STP and the codes that the remark mentions are kept; the remark is not.
The merger of STPs is also a succession. Its day is that of ``merger`` in the lookups: the log gives the day
ODS closed the codes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from nhsgraph.catalogue import Source
from nhsgraph.facts import Change, Fact, NameAssignment, Organisation, PartnershipEvent, Succession
from nhsgraph.ids import local_id
from nhsgraph.sources.delimited import Record, lookup, records

_LAYOUT = {"date": "date", "stp": "stp_code", "type": "type", "details": "details"}
_CATEGORIES = {
    "STP code closed (merger)": "code-closed",
    "New STP code": "code-opened",
    "ONS Boundary Code": "ons-code",
    "STP name amendment": "partnership-renamed",
    "Partner amendment": "partners-changed",
    "Partner merger.": "partners-merged",
    "Partner name change": "partner-renamed",
    "Suggested but not changed Trust member organisation name changes": "names-left",
    "Region update": "region-changed",
    "NHS England Region changes.": "region-changed",
    "Postal address updates": "addresses-changed",
}
_STP = re.compile(r"Q[A-Z0-9]{2}")
_STPS = re.compile(r"-|Q[A-Z0-9]{2}(?:(?:, ?| and )Q[A-Z0-9]{2})*,?")
#: Letters and figures that make codes in the remarks: STPs, trusts, CCGs and regions.
_MENTIONED = {
    "STP": re.compile(r"\bQ[A-Z][A-Z0-9]\b|\bQ[A-Z0-9][A-Z]\b"),
    "NHSTrust": re.compile(r"\b(?:R[A-Z0-9]{2}|TA[A-Z])\b"),
    "CCG": re.compile(r"\b\d\d[A-Z]\b"),
    "RegionalTeam": re.compile(r"\bY\d\d\b"),
}
#: “RR1 (name) acquired by …”, “(TAE) now merged with …”.
_GONE = re.compile(
    r"(?:(?P<before>R[A-Z0-9]{2}) \((?P<name>[^)]+)\)|\((?P<after>TA[A-Z])\) now) "
    r"(?:acquired by|merged (?:into|with)) "
)


def read(data: bytes, source: Source) -> Iterator[Fact]:
    """An event for every row, the successions of the merger, and the trusts named; in file order."""
    corrected = {c["line"]: c for c in lookup(source, "partnerships") or ()}
    merger: Mapping[str, Any] = lookup(source, "merger") or {}
    names: Mapping[str, str] = {n["code"]: n["name"] for n in lookup(source, "names") or ()}
    count: Counter[str] = Counter()
    trusts: set[str] = set()
    for row in records(data, source, _LAYOUT):
        if row["type"] not in _CATEGORIES:
            raise row.error("type", f"“{row['type']}” is unknown", "one of " + ", ".join(_CATEGORIES))
        day = row.day("date")
        printed = row["stp"]
        if correction := corrected.get(row.line):
            if printed != correction["published"]:
                raise row.error(
                    "stp", f"“{printed}”", f"“{correction['published']}”, which lookups.yml corrects"
                )
            printed = correction["read"]
        if not _STPS.fullmatch(printed):
            raise row.error("stp", f"“{printed}” is unknown", "the codes of STPs, or “-” for none")
        stps = tuple(local_id("STP", code) for code in _STP.findall(printed))
        if _CATEGORIES[row["type"]] == "code-closed" and len(stps) != 1:
            raise row.error("stp", f"{len(stps)} codes are closed", "one STP a row")
        count[str(day)] += 1
        mentioned = dict.fromkeys((*(stps if len(stps) > 1 else ()), *_codes(row)))
        for body in mentioned:
            if body.startswith("trust-") and body not in trusts:
                trusts.add(body)
                yield Organisation(
                    id=body,
                    kind="NHSTrust",
                    ods=body.removeprefix("trust-"),
                    sources=(source.id,),
                    record=row.place,
                )
        yield from _gone(row, source, names)
        yield PartnershipEvent(
            event=f"stp-log-{day}-{count[str(day)]:02d}",
            occurred=day,
            category=_CATEGORIES[row["type"]],
            partnership=stps[0] if len(stps) == 1 else "",
            bodies=tuple(mentioned),
            sources=(source.id,),
            record=row.place,
        )
        if _CATEGORIES[row["type"]] == "code-closed":
            yield _succession(row, source, stps[0], merger)


def _gone(row: Record, source: Source, names: Mapping[str, str]) -> Iterator[NameAssignment]:
    """The name of a trust that the row says is no more: no list of partners has it any longer."""
    if match := _GONE.search(row["details"]):
        code = match["before"] or match["after"]
        yield NameAssignment(
            body=local_id("NHSTrust", code),
            name=names.get(code) or match["name"],
            sources=(source.id,),
            record=row.place,
        )


def _codes(row: Record) -> Iterator[str]:
    for kind, pattern in _MENTIONED.items():
        for code in pattern.findall(row["details"]):
            yield local_id(kind, code)


def _succession(row: Record, source: Source, closed: str, merger: Mapping[str, Any]) -> Succession:
    match = re.search(r"merged into (Q[A-Z0-9]{2})", row["details"])
    if match is None or match[1] != merger.get("into"):
        raise row.error("details", "the successor is not the one in lookups.yml", f"{merger.get('into')}")
    effective: date = merger["day"]
    return Succession(
        event=f"event-merger-{match[1]}-{effective}",
        change=Change.MERGER,
        predecessor=closed,
        successor=local_id("STP", match[1]),
        effective=effective,
        note=merger["note"],
        sources=(source.id, *merger["sources"]),
        record=row.place,
    )
