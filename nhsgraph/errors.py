"""The errors a user can meet.

    NhsGraphError
    ├── UsageError          an argument that cannot be understood
    │   ├── BadDate
    │   ├── UnknownBody
    │   ├── AmbiguousBody
    │   └── OutsideLife     the body did not exist on the date
    ├── SourceError         a publisher's file or a table is not as expected: file, row, column, expectation
    ├── StoreError          the graph on disk cannot be built, opened or written
    ├── QueryError          a query cannot be parsed or run
    └── EndpointError       a SPARQL service cannot be reached, refuses, or answers in part

Each says what happened, where, and what to do next, in one or two sentences; the objects it is about are
attributes. The command line prints the message and exits with :attr:`NhsGraphError.exit_code`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

#: Characters of a typed text that a message repeats.
_LONG = 60


class NhsGraphError(Exception):
    """Base of every error that a user, rather than a bug, can cause."""

    exit_code = 2


class UsageError(NhsGraphError):
    """An argument that cannot be understood or does not fit the others."""


class BadDate(UsageError):
    """A text that should be a date and is not."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(f"“{text}” is not a date. Write it as year-month-day, for example 2016-04-01.")


class UnknownBody(UsageError):
    """No body has this code or name; ``suggestions`` are ``(code, name)`` pairs, best first."""

    def __init__(self, text: str, suggestions: Sequence[tuple[str, str]] = ()) -> None:
        self.text = text
        self.suggestions = tuple(suggestions)
        shown = text if len(text) <= _LONG else text[:_LONG] + "…"
        if self.suggestions:
            hint = "Did you mean " + ", ".join(f"{name} ({code})" for code, name in self.suggestions) + "?"
        else:
            hint = "Look for it with: nhsgraph find TEXT"
        super().__init__(f"no body has the code or name “{shown}”. {hint}")


class AmbiguousBody(UsageError):
    """Several bodies fit the text; ``candidates`` are ``(code, name)`` pairs, in a stable order."""

    shown = 6

    def __init__(self, text: str, candidates: Sequence[tuple[str, str]]) -> None:
        self.text = text
        self.candidates = tuple(candidates)
        lines = [f"  {code:<10} {name}" for code, name in self.candidates[: self.shown]]
        if (rest := len(self.candidates) - self.shown) > 0:
            lines.append(f"  … {rest} more:  nhsgraph find {text!r}")
        super().__init__(
            f"{len(self.candidates)} bodies fit “{text}”. Give the code, or the full name in quotes.\n"
            + "\n".join(lines)
        )


class OutsideLife(UsageError):
    """The body did not exist on the date asked for."""

    def __init__(self, message: str, *, body: str, as_of: str) -> None:
        self.body = body
        self.as_of = as_of
        super().__init__(message)


class SourceError(NhsGraphError):
    """A publisher's file or a table of the project is not as expected; nothing of it was loaded."""

    def __init__(
        self,
        problem: str,
        *,
        file: str,
        row: int | None = None,
        column: str | None = None,
        expected: str = "",
    ) -> None:
        self.file = file
        self.row = row
        self.column = column
        self.expected = expected
        where = file
        if row is not None:
            where += f", row {row}"
        if column is not None:
            where += f", column {column}"
        super().__init__(f"{where}: {problem}." + (f" Expected {expected}." if expected else ""))


class StoreError(NhsGraphError):
    """The graph on disk cannot be built, opened or written."""

    def __init__(self, problem: str, *, path: Path | None = None, remedy: str = "") -> None:
        self.path = path
        super().__init__(problem + (f" {remedy}" if remedy else ""))


class QueryError(NhsGraphError):
    """A query cannot be parsed or run."""


class EndpointError(NhsGraphError):
    """A SPARQL service at an address cannot be reached, refuses a request, or answers in part."""

    def __init__(self, message: str, *, url: str) -> None:
        self.url = url
        super().__init__(message)
