"""Residents of lower-layer super output areas (2011), one row an LSOA."""

from __future__ import annotations

from collections.abc import Iterator

from nhsgraph.catalogue import Source
from nhsgraph.facts import Fact
from nhsgraph.sources.columns import columns
from nhsgraph.sources.partial import LsoaPopulations

_LAYOUT = {"lsoa": "lsoa_code", "people": "lsoa_total_population"}


def read(data: bytes, source: Source) -> Iterator[Fact]:
    """The population of every LSOA, as one fact."""
    table = columns(data, source, _LAYOUT)
    lsoas = table.codes("lsoa", "an ONS code of an LSOA")
    yield LsoaPopulations(
        people=dict(zip(lsoas, table.wholes("people"), strict=True)),
        sources=(source.id,),
        record=f"rows 2 to {len(lsoas) + 1}",
    )
