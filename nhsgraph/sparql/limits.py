"""How much a query may take."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The bounds of one query: seconds of running time, rows or triples, bytes of result, megabytes of memory."""

    seconds: float = 10.0
    rows: int = 100_000
    size: int = 32_000_000
    memory_mb: int = 1_024


#: For a user's own command line: no bounds worth the name.
UNLIMITED = Limits(seconds=float("inf"), rows=2**62, size=2**62, memory_mb=0)
