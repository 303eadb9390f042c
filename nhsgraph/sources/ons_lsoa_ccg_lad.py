"""ONS look-up from lower-layer super output areas (2011) to CCGs and districts, April of a year.

One row an LSOA, 32,844 of them, in England. The footprints of CCGs by residents are counted from it.
"""

from __future__ import annotations

from collections.abc import Iterator

from nhsgraph.catalogue import Source
from nhsgraph.facts import Fact
from nhsgraph.ids import local_id
from nhsgraph.sources.delimited import records, speaks_from
from nhsgraph.sources.ons_ccg_names import named_ccg
from nhsgraph.sources.partial import DistrictName, LsoaPlacement

_LAYOUT = {
    "lsoa": "LSOA11CD",
    "gss": "CCG##CD",
    "ods": "CCG##CDH",
    "name": "CCG##NM",
    "district": "LAD##CD",
    "district_name": "LAD##NM",
}


def read(data: bytes, source: Source) -> Iterator[Fact]:
    """A placement for every LSOA, in file order; names of CCGs and districts where they first stand."""
    year = speaks_from(source).year
    origin = (source.id,)
    seen: set[str] = set()
    for row in records(data, source, _LAYOUT):
        ods = row.code("ods", "an ODS code of a CCG")
        district = row.code("district", "an ONS code of an English local authority")
        if ods not in seen:
            seen.add(ods)
            yield from named_ccg(row, source)
        if district not in seen:
            seen.add(district)
            yield DistrictName(
                year=year,
                district=local_id("LocalAuthority", district),
                name=row.text("district_name"),
                sources=origin,
                record=row.place,
            )
        yield LsoaPlacement(
            year=year,
            lsoa=row.code("lsoa", "an ONS code of an LSOA"),
            ccg=local_id("CCG", ods),
            district=local_id("LocalAuthority", district),
            sources=origin,
            record=row.place,
        )
