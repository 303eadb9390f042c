"""ODS ``epraccur``: GP practices and all other prescribing cost centres.

Only prescribing setting 4 is a GP practice; the rest are providers that prescribe, of which the compiled
tables keep those that another fact is about. Where the lookups have ``regions_of_commissioners``, the
national grouping of the practices that are not closed gives the region of each CCG.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from nhsgraph.catalogue import Source
from nhsgraph.facts import (
    Dated,
    Fact,
    NameAssignment,
    Organisation,
    PracticeStatus,
    Status,
    TeamCoverage,
)
from nhsgraph.ids import local_id
from nhsgraph.sources import ods_csv
from nhsgraph.sources.delimited import Record, lookup, speaks_from
from nhsgraph.sources.teams import region_id

STATUSES = {"A": "active", "C": "closed", "D": "dormant", "P": "proposed"}
SUB_TYPES = {"B": "allocated to a commissioner or provider", "Z": "not allocated"}
GP_PRACTICE = "GP practice"

#: Prescribing settings by code, as the specification of January 2017 lists them.
SETTINGS = {
    "0": "other",
    "1": "walk-in centre",
    "2": "out-of-hours service",
    "3": "walk-in and out-of-hours service",
    "4": GP_PRACTICE,
    "8": "public health service",
    "9": "community health service",
    "10": "hospital service",
    "11": "optometry service",
    "12": "urgent and emergency care",
    "13": "hospice",
    "14": "care home or nursing home",
    "15": "border force",
    "16": "young offender institution",
    "17": "secure training centre",
    "18": "secure children's home",
    "19": "immigration removal centre",
    "20": "court",
    "21": "police custody",
    "22": "sexual assault referral centre",
    "24": "other justice estate",
    "25": "prison",
}

_USED = (
    "organisation code",
    "name",
    "national grouping",
    "open date",
    "close date",
    "status code",
    "sub-type code",
    "commissioner",
    "prescribing setting",
)
_PRACTICE = re.compile(r"[A-Z0-9]{6}")
_CCG = re.compile(r"\d\d[A-Z]")


def read(data: bytes, source: Source) -> Iterator[Fact]:
    """Organisations, their names and their statuses, then the regions of the CCGs."""
    as_of = speaks_from(source)
    regions: dict[str, Record] = {}
    wants_regions = lookup(source, "regions_of_commissioners") is not None
    for row in ods_csv.records(data, source, _USED):
        ods_csv.one_of(row, "sub-type code", SUB_TYPES)
        yield from _practice(row, source, as_of)
        if wants_regions and not row["close date"] and _CCG.fullmatch(row["commissioner"]):
            first = regions.setdefault(row["commissioner"], row)
            if first["national grouping"] != row["national grouping"]:
                raise row.error(
                    "national grouping",
                    f"“{row['national grouping']}” differs within {row['commissioner']}",
                    f"“{first['national grouping']}”, as in {first.place}",
                )
    yield from _regions(regions, source)


def _practice(row: Record, source: Source, as_of: date) -> Iterator[Fact]:
    code = row["organisation code"]
    if not _PRACTICE.fullmatch(code):
        raise row.error("organisation code", f"“{code}” is unknown", "six capitals and digits")
    setting = ods_csv.one_of(row, "prescribing setting", SETTINGS)
    kind = "GPPractice" if setting == GP_PRACTICE else "ProviderOrganisation"
    body = local_id(kind, code)
    opened, closed = ods_csv.period(row, "open date", "close date")
    yield Organisation(
        id=body,
        kind=kind,
        ods=code,
        valid_from=opened,
        valid_to=closed,
        known_until=None if closed else source.speaks_until,
        note="" if kind == "GPPractice" else f"prescribing setting: {setting}",
        sources=(source.id,),
        record=row.place,
    )
    yield NameAssignment(
        body=body,
        name=row.text("name"),
        valid_from=ods_csv.last_told(as_of, closed),
        sources=(source.id,),
        record=row.place,
    )
    yield PracticeStatus(
        practice=body,
        status=Status(ods_csv.one_of(row, "status code", STATUSES)),
        as_of=as_of,
        sources=(source.id,),
        record=row.place,
    )


def _regions(regions: dict[str, Record], source: Source) -> Iterator[Fact]:
    """The region of each CCG, from the day on which the lookups say that the regions took effect."""
    if not regions:
        return
    known = lookup(source, "regions_of_commissioners")
    for code, row in sorted(regions.items()):
        if code in known["not_ccgs"]:
            continue
        region = region_id(row["national grouping"])
        if region is None:
            raise row.error(
                "national grouping", f"“{row['national grouping']}” is unknown", "the code of a region"
            )
        yield TeamCoverage(
            body=local_id("CCG", code),
            team=region,
            valid_from=known["from"],
            known_until=source.speaks_until,
            dated=Dated.EXACT,
            sources=(source.id, *known["sources"]),
            record=row.place,
        )
