"""ONS look-up from lower-layer super output areas (2011) to CCGs and districts, April of a year.

One row an LSOA, 32,844 of them, in England. The footprints of CCGs by residents are counted from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nhsgraph.catalogue import Source
from nhsgraph.facts import Fact
from nhsgraph.ids import local_id
from nhsgraph.sources.columns import Columns, columns
from nhsgraph.sources.delimited import speaks_from
from nhsgraph.sources.ons_ccg_names import named_ccg
from nhsgraph.sources.partial import DistrictName, LsoaPlacements

_LAYOUT = {
    "lsoa": "LSOA11CD",
    "gss": "CCG##CD",
    "ods": "CCG##CDH",
    "name": "CCG##NM",
    "district": "LAD##CD",
    "district_name": "LAD##NM",
}


def read(data: bytes, source: Source) -> Iterator[Fact]:
    """Names of CCGs and districts, from where they first stand; then the placement of every LSOA."""
    year = speaks_from(source).year
    origin = (source.id,)
    table = columns(data, source, _LAYOUT)
    lsoas = table.codes("lsoa", "an ONS code of an LSOA")
    table.codes("ods", "an ODS code of a CCG")
    table.codes("district", "an ONS code of an English local authority")
    for row in table.firsts("ods").values():
        yield from named_ccg(row, source)
    for district, row in table.firsts("district").items():
        yield DistrictName(
            year=year,
            district=local_id("LocalAuthority", district),
            name=row.text("district_name"),
            sources=origin,
            record=row.place,
        )
    yield LsoaPlacements(
        year=year,
        lsoas=lsoas,
        ccgs=_ids("CCG", table, "ods"),
        districts=_ids("LocalAuthority", table, "district"),
        sources=origin,
        record=f"rows 2 to {len(lsoas) + 1}",
    )


def _ids(kind: str, table: Columns, field: str) -> Sequence[str]:
    ids = {code: local_id(kind, code) for code in table.distinct[field]}
    return [ids[code] for code in table.cells[field]]
