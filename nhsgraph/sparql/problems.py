"""What can be wrong with a query that somebody wrote, beyond what the store says of it."""

from __future__ import annotations

from enum import StrEnum

from nhsgraph.errors import QueryError


class Limit(StrEnum):
    """What a query can run out of."""

    TIME = "time"
    ROWS = "rows"
    SIZE = "size"
    MEMORY = "memory"


class SyntaxProblem(QueryError):
    """The text is not a SPARQL query; ``line`` and ``column`` count from 1, and are 0 where not known."""

    def __init__(self, message: str, *, line: int = 0, column: int = 0) -> None:
        self.line = line
        self.column = column
        super().__init__(message)


class RefusedQuery(QueryError):
    """A query that would change data or ask another machine."""


class LimitReached(QueryError):
    """A query ran into a limit. Nothing of its result is given, because a part would look like the whole."""

    def __init__(self, limit: Limit, message: str) -> None:
        self.limit = limit
        super().__init__(message)


class ServerBusy(QueryError):
    """Too many queries are waiting."""


class WorkerFailed(QueryError):
    """The process that ran the query ended without an answer."""
