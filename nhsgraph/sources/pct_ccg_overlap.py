"""Share of each primary care trust's postcodes that lie in each CCG; one row a pair.

Shares are of the trust's postcodes, in percent with one or two decimals. The other share, of the CCG, is
not known.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from nhsgraph.catalogue import Source
from nhsgraph.facts import Basis, Fact, Overlap
from nhsgraph.ids import local_id
from nhsgraph.sources.delimited import records, speaks_from

_LAYOUT = {"pct": "pct_ods", "ccg": "ccg_ods", "percent": "pct_postcode_percent_in_ccg"}


def read(data: bytes, source: Source) -> Iterator[Fact]:
    """An overlap of postcodes for every pair, in file order."""
    for row in records(data, source, _LAYOUT):
        percent = row.number("percent")
        if not 0 < percent <= 100:
            raise row.error("percent", f"“{percent}” is not a share", "more than 0, at most 100")
        yield Overlap(
            a=local_id("PrimaryCareTrust", row.code("pct", "an ODS code of a primary care organisation")),
            b=local_id("CCG", row.code("ccg", "an ODS code of a CCG")),
            as_of=speaks_from(source),
            basis=Basis.POSTCODES,
            share_of_a=percent / Decimal(100),
            sources=(source.id,),
            record=row.place,
        )
