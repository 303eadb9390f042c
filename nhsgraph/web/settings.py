"""What the server is told when it starts."""

from __future__ import annotations

from dataclasses import dataclass, field

from nhsgraph.sparql.limits import Limits
from nhsgraph.sparql.pool import PoolSize

#: The names by which a machine calls itself.
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The limits of the server.

    ``hosts`` are the names in a Host header that are answered, without port; empty for any, which only makes sense
    for a server that is meant to be public.
    """

    hosts: frozenset[str] = LOOPBACK
    limits: Limits = field(default_factory=Limits)
    pool: PoolSize = field(default_factory=PoolSize)
    fronts: int = 2  # processes that take connections and answer look-ups
    request_bytes: int = 1_000_000
    request_seconds: float = 30.0
    fictional: bool = False  # the demonstration set: every page and description says so
