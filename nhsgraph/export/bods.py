"""Beneficial Ownership Data Standard 0.4: who owned which company, as far as the graph knows.

A holding becomes a relationship from its holder to the company, with the share or its bounds; a nominee holds without
benefit. Where a document says that practices own a company and does not list them, the interested party is unspecified
and says so: no list of owners is made up from memberships. An end is the last day on which the share was held.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from nhsgraph.export import Material
from nhsgraph.ids import ID, SOURCE
from nhsgraph.period import Holds
from nhsgraph.query import Iri
from nhsgraph.views import Fields

TITLE = "BODS 0.4: ownership of companies"
SUFFIX = ".json"
DATED = True

_PEOPLE = {"Person", "OfficeHolder"}
_SCHEMES = {
    "practice": ("GB-NHS", "Organisation Data Service"),
    "ccg": ("GB-NHS", "Organisation Data Service"),
}
_COMPANIES = ("GB-COH", "Companies House")
_UNLISTED = "informationUnknownToPublisher"

Statement = dict[str, Any]


def write(material: Material, path: Path) -> None:
    """Write the array of statements: every entity and person before the relationships that name it."""
    text = json.dumps(list(_statements(material)), ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")


def _statements(material: Material) -> Iterator[Statement]:
    maker = _Maker(material)
    done: set[str] = set()
    for row in material.reader.rows("holdings"):
        if row.code("holding") not in done and _in_time(
            material, row
        ):  # a body of two classes gives two rows
            done.add(row.code("holding"))
            yield from maker.party(row, "company", row.code("company"))
            yield from maker.party(row, "holder", row.code("company"))
            yield maker.holding(row)
    for row in material.reader.rows("stated_owners"):
        if row.code("relation") not in done and _in_time(material, row):
            done.add(row.code("relation"))
            yield from maker.party(row, "company", row.code("company"))
            yield maker.unlisted(row)


def _in_time(material: Material, row: Fields) -> bool:
    return material.as_of is None or row.holds(material.as_of) is not Holds.NO


class _Maker:
    """Makes statements; keeps what was said, so that a body is described once."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self._said: set[str] = set()
        dates = [row.text("published") for row in material.reader.rows("sources")]
        # The newest of the sources: the same data give the same bytes on any day.
        self._published = max((d for d in dates if len(d) == 10), default="2022-07-01")

    def party(self, row: Fields, role: str, subject: str) -> Iterator[Statement]:
        """The statement that describes a holder or company, the first time that it is met."""
        body, kind, name = row.code(role), row.code(f"{role}Kind"), row.text(f"{role}Name")
        if body in self._said:
            return
        self._said.add(body)
        if kind in _PEOPLE or body.startswith("person-"):
            details: dict[str, Any] = {
                "isComponent": False,
                "personType": "knownPerson" if name else "anonymousPerson",
            }
            if name:
                details["names"] = [{"fullName": name}]
            else:
                details["unspecifiedPersonDetails"] = {
                    "reason": _UNLISTED,
                    "description": "The source gives the person no name.",
                }
            yield self._statement("person", body, subject, details, row)
            return
        details = {"isComponent": False, "entityType": {"type": "legalEntity"}}
        if name:
            details["name"] = name
        details["identifiers"] = list(self._identifiers(body))
        yield self._statement("entity", body, subject, details, row)

    def holding(self, row: Fields) -> Statement:
        """The relationship of a holding."""
        nominee = row["nominee"] is True
        interest: dict[str, Any] = {
            "type": "shareholding",
            "directOrIndirect": "direct",
            "beneficialOwnershipOrControl": row.code("holder").startswith("person-") and not nominee,
        }
        if share := _share(row):
            interest["share"] = share
        if nominee:
            held_for = f" of {row.code('beneficial')}" if row["beneficial"] else ""
            interest["type"], interest["details"] = (
                "nominee",
                f"Held on behalf{held_for or ' of somebody not named'}.",
            )
        return self._relationship(row, row.code("holding"), row.code("holder"), interest)

    def unlisted(self, row: Fields) -> Statement:
        """The relationship of a company whose owning practices are counted and not listed."""
        count = row.text("counted") or "The"
        of = f" of {row.text('total')}" if row["total"] is not None else ""
        description = (
            f"{count}{of} practices of {row.text('areaName')} own it, says the source, without listing them or their "
            "shares."
        )
        interest = {
            "type": "unknownInterest",
            "directOrIndirect": "unknown",
            "beneficialOwnershipOrControl": False,
        }
        party = {"reason": _UNLISTED, "description": description}
        return self._relationship(row, row.code("relation"), party, interest)

    def _relationship(
        self, row: Fields, record: str, party: str | dict[str, str], interest: dict[str, Any]
    ) -> Statement:
        if (begins := row.day("from")) is not None and _exact(row):
            interest["startDate"] = begins.isoformat()
        if (ends := row.day("to")) is not None and _exact(row):
            interest["endDate"] = (ends - timedelta(days=1)).isoformat()
        company = row.code("company")
        details = {
            "isComponent": False,
            "subject": company,
            "interestedParty": party,
            "interests": [interest],
        }
        return self._statement("relationship", record, company, details, row)

    def _statement(
        self, kind: str, record: str, subject: str, details: dict[str, Any], row: Fields
    ) -> Statement:
        digest = hashlib.sha256(f"{self.material.dataset} {record}".encode()).hexdigest()[:32]
        fictional = "Fictional demonstration data. " if self.material.dataset == "demo" else ""
        return {
            "statementId": f"nhsgraph-{digest}",
            "declarationSubject": subject,
            "statementDate": self._published,
            "recordId": record,
            "recordType": kind,
            "recordStatus": "new",
            "recordDetails": details,
            "publicationDetails": {
                "publicationDate": self._published,
                "bodsVersion": "0.4",
                "publisher": {"name": "nhsgraph"},
            },
            "source": {
                "type": ["thirdParty"],
                "description": fictional + "; ".join(self._source(name) for name in row.sources),
            },
            "annotations": [
                {
                    "statementPointerTarget": "/",
                    "motivation": "linking",
                    "description": f"The node of the graph: {ID}{record}",
                    "url": ID + record,
                }
            ],
        }

    def _source(self, name: str) -> str:
        (row,) = self.material.reader.rows("source", item=Iri(SOURCE + name))
        return f"{row.text('title')} ({row.text('publisher')})"

    def _identifiers(self, body: str) -> Iterator[dict[str, str]]:
        prefix, _, code = body.partition("-")
        if prefix == "company" and code:
            yield {"id": code, "scheme": _COMPANIES[0], "schemeName": _COMPANIES[1]}
        elif prefix in _SCHEMES:
            yield {"id": code, "scheme": _SCHEMES[prefix][0], "schemeName": _SCHEMES[prefix][1]}
        yield {"id": ID + body, "schemeName": "nhsgraph"}


def _share(row: Fields) -> dict[str, float]:
    """The share in percent: exact, or its bounds."""
    values = {"exact": row.number("share"), "minimum": row.number("atLeast"), "maximum": row.number("atMost")}
    return {name: float(value * Decimal(100)) for name, value in values.items() if value is not None}


def _exact(row: Fields) -> bool:
    """Whether the dates are days; BODS has no vaguer ones, so others are left to the source."""
    return "precision" not in row or row.code("precision") in {"", "precision-day"}
