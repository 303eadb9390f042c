"""ONS look-up from CCGs to sustainability and transformation partnerships, April of a year.

One row a CCG; since 2017 every CCG lies in one STP. The STP's ODS code is printed from 2020 on: until then
the body is known by its ONS code, which the compiler resolves.
"""

from __future__ import annotations

from collections.abc import Iterator

from nhsgraph.catalogue import Source
from nhsgraph.facts import Fact, Participation
from nhsgraph.ids import local_id
from nhsgraph.sources.aliases import from_lookups
from nhsgraph.sources.delimited import Record, records, speaks_from
from nhsgraph.sources.ons_ccg_names import named_ccg
from nhsgraph.sources.ons_stp_names import named_stp

_LAYOUT = {
    "gss": "CCG##CD",
    "ods": "CCG##CDH",
    "name": "CCG##NM",
    "stp": "STP##CD",
    "stp_ods": "STP##CDH",
    "stp_name": "STP##NM",
}


def read(data: bytes, source: Source) -> Iterator[Fact]:
    """Participations, and names and ONS codes of both ends, in file order."""
    yield from from_lookups(source)
    first: dict[str, Record] = {}
    for row in records(data, source, _LAYOUT, optional=frozenset({"stp_ods"})):
        yield from named_ccg(row, source)
        gss = row.code("stp", "an ONS code of an STP")
        if gss not in first:
            first[gss] = row
            yield from named_stp(row, source)
        elif row["stp_name"] != first[gss]["stp_name"]:
            raise row.error(
                "stp_name", f"{gss} has a second name", f"“{first[gss]['stp_name']}” as in {first[gss].place}"
            )
        yield Participation(
            participant=local_id("CCG", row["ods"]),
            partnership=local_id("STP", gss),
            valid_from=speaks_from(source),
            known_until=source.speaks_until,
            sources=(source.id,),
            record=row.place,
        )
