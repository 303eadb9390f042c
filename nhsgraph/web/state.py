"""What the handlers share."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from starlette.requests import ClientDisconnect, Request

from nhsgraph.graph import Graph
from nhsgraph.sparql.lookup import Lookups
from nhsgraph.sparql.memory import Memory
from nhsgraph.sparql.pool import Pool
from nhsgraph.sparql.running import Answer
from nhsgraph.sparql.running import Request as Query
from nhsgraph.web import guard
from nhsgraph.web.problems import HttpProblem
from nhsgraph.web.settings import Settings

if TYPE_CHECKING:
    from nhsgraph.web.country import Shelf


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """The graph for bound queries; look-ups, the pool and known answers for queries that people write; pages; the settings."""

    graph: Graph
    pool: Pool
    settings: Settings
    graphs: frozenset[str]
    memory: Memory[Query, Answer]
    shelf: Shelf
    lookups: Lookups


def of(request: Request) -> State:
    """The state of the server that a request came to."""
    return cast("State", request.app.state.shared)


def base_url(request: Request) -> str:
    """The address under which the client sees this server, without a final slash."""
    return str(request.base_url).rstrip("/")


async def body(request: Request) -> bytes:
    """The body of a request, within the limits of size and time."""
    settings = of(request).settings
    parts, length = [], 0
    try:
        async with asyncio.timeout(settings.request_seconds):
            async for chunk in request.stream():
                parts.append(chunk)
                length += len(chunk)
                if length > settings.request_bytes:
                    raise guard.too_large(settings)
    except TimeoutError:
        raise HttpProblem(408, "the request did not arrive in time. Send it again.") from None
    except ClientDisconnect:
        raise HttpProblem(400, "the request ended before its body did.") from None
    return b"".join(parts)
