"""The footprints announced in March 2016, with their region and their CCGs; two CCGs stand in two of them.

The codes are those of the first ONS list of STPs. ``same_body`` in the lookups gives the ODS code of each
footprint whose first ONS code no later list repeats.
"""

from __future__ import annotations

from collections.abc import Iterator

from nhsgraph.catalogue import Source
from nhsgraph.facts import Fact, Participation, TeamCoverage
from nhsgraph.ids import local_id
from nhsgraph.sources.aliases import from_lookups
from nhsgraph.sources.delimited import Record, records, speaks_from
from nhsgraph.sources.ons_stp_names import named_stp
from nhsgraph.sources.partial import Alias
from nhsgraph.sources.region_in_brackets import region

_LAYOUT = {
    "stp": "stp_gss",
    "stp_name": "stp_name",
    "region": "nhse_region_2016",
    "ods": "ccg_ods",
    "name": "ccg_name",
}


def read(data: bytes, source: Source) -> Iterator[Fact]:
    """Participations and, where a footprint first stands, its name, ONS code and region; in file order."""
    yield from from_lookups(source)
    first: dict[str, Record] = {}
    for row in records(data, source, _LAYOUT):
        gss = row.code("stp", "an ONS code of an STP")
        stp = local_id("STP", gss)
        known = first.setdefault(gss, row)
        if known is row:
            yield from named_stp(row, source)
            yield Alias(
                handle=f"stp-named:{row['stp_name']}", body=stp, sources=(source.id,), record=row.place
            )
            yield TeamCoverage(
                body=stp,
                team=region(row, "region"),
                valid_from=speaks_from(source),
                known_until=source.speaks_until,
                sources=(source.id,),
                record=row.place,
            )
        elif (row["stp_name"], row["region"]) != (known["stp_name"], known["region"]):
            raise row.error("stp_name", f"{gss} differs from {known.place}", f"“{known['stp_name']}” there")
        yield Participation(
            participant=local_id("CCG", row.code("ods", "an ODS code of a CCG")),
            partnership=stp,
            valid_from=speaks_from(source),
            known_until=source.speaks_until,
            sources=(source.id,),
            record=row.place,
        )
