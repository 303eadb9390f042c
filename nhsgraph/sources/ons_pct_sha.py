"""ONS look-up from primary care organisations to strategic health authorities, 2012.

One row a pair: a primary care organisation whose area straddles two authorities stands twice, and is within
neither.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from nhsgraph.catalogue import Source
from nhsgraph.facts import Fact, Structure
from nhsgraph.ids import local_id
from nhsgraph.sources.delimited import records, speaks_from

_LAYOUT = {"pct": "PCO##CDO", "sha": "SHA##CDO"}


def read(data: bytes, source: Source) -> Iterator[Fact]:
    """``area-within`` for the only pair of an organisation, else ``area-partly-within``; in file order."""
    rows = list(records(data, source, _LAYOUT))
    pairs = Counter(row["pct"] for row in rows)
    for row in rows:
        pct = row.code("pct", "an ODS code of a primary care organisation")
        sha = row.code("sha", "an ODS code of an STP, SHA or local team")
        yield Structure(
            relation="area-within" if pairs[pct] == 1 else "area-partly-within",
            part=local_id("PrimaryCareTrust", pct),
            whole=local_id("StrategicHealthAuthority", sha),
            valid_from=speaks_from(source),
            known_until=source.speaks_until,
            sources=(source.id,),
            record=row.place,
        )
