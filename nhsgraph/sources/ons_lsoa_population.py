"""Residents of lower-layer super output areas (2011), one row an LSOA."""

from __future__ import annotations

from collections.abc import Iterator

from nhsgraph.catalogue import Source
from nhsgraph.facts import Fact
from nhsgraph.sources.delimited import records
from nhsgraph.sources.partial import LsoaPopulation

_LAYOUT = {"lsoa": "lsoa_code", "people": "lsoa_total_population"}


def read(data: bytes, source: Source) -> Iterator[Fact]:
    """The population of every LSOA, in file order."""
    for row in records(data, source, _LAYOUT):
        yield LsoaPopulation(
            lsoa=row.code("lsoa", "an ONS code of an LSOA"),
            people=row.whole("people"),
            sources=(source.id,),
            record=row.place,
        )
