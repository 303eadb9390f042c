"""Syntax errors in words: line, column, the line itself, and a caret under the place."""

from __future__ import annotations

import re

from nhsgraph.sparql.problems import SyntaxProblem

_PLACE = re.compile(r"^error at (\d+):(\d+): (.*)$", re.DOTALL)
_ALTERNATIVES = re.compile(r'"(?:\\.|[^"\\])*"|[A-Za-z][A-Za-z ]*')
_PREFIXED = re.compile(r"([A-Za-z][\w.-]*|):[\w.-]*")
_WIDTH = 100


def problem(text: str, message: str) -> SyntaxProblem:
    """The store's syntax error as an error that shows the place.

    >>> print(problem("SELECT * {", 'error at 1:11: expected "}"'))
    the query cannot be parsed: line 1, column 11: expected "}".
      SELECT * {
                ^
    """
    found = _PLACE.match(message)
    if found is None:
        return SyntaxProblem(f"the query cannot be parsed: {message}.")
    line, column = int(found[1]), int(found[2])
    # The store ends lines as Unicode does not: at line feeds alone.
    lines = text.split("\n")
    shown = lines[line - 1].rstrip("\r") if line <= len(lines) else ""
    column = min(column, len(shown) + 1)
    said = _said(found[3], shown, column)
    start = max(0, column - 1 - _WIDTH // 2)
    part = shown[start : start + _WIDTH].replace("\t", " ")
    pointer = " " * (column - 1 - start) + "^"
    return SyntaxProblem(
        f"the query cannot be parsed: line {line}, column {column}: {said}.\n  {part}\n  {pointer}",
        line=line,
        column=column,
    )


def _said(message: str, line: str, column: int) -> str:
    if "Prefix not found" in message:
        before = [m for m in _PREFIXED.finditer(line) if m.start() < column]
        name = before[-1][1] if before else ""
        return f"the prefix “{name}:” is not known; declare it with PREFIX {name}: <…>"
    expected = message.removeprefix("expected ").removeprefix("one of ")
    # The parser lists whole character classes in brackets; people need the words and signs.
    outside = re.sub(r"\[(?:'[^']*'|[^\]'])*\]", " ", expected) if message.startswith("expected") else ""
    words = list(dict.fromkeys(w.strip() for w in _ALTERNATIVES.findall(outside)))
    if not words:
        return "something else was expected here" if message.startswith("expected") else message
    return f"expected {'one of ' if len(words) > 1 else ''}{', '.join(words)}"
