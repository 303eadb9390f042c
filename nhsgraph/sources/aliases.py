"""Identities that no release prints, from the lookups of a source.

Rows ``same_body`` have a ``handle``, the ``body`` it stands for, and the ``reason``.
"""

from __future__ import annotations

from collections.abc import Iterator

from nhsgraph.catalogue import Source
from nhsgraph.errors import SourceError
from nhsgraph.sources.delimited import lookup
from nhsgraph.sources.partial import Alias


def from_lookups(source: Source) -> Iterator[Alias]:
    """The aliases of a source's lookups, in their order."""
    for row in lookup(source, "same_body") or ():
        if not row.get("reason"):
            raise SourceError(f"{row} has no reason", file=f"{source.id}/lookups.yml")
        yield Alias(handle=row["handle"], body=row["body"], sources=(source.id,), record="lookups.yml")
