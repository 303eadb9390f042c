"""Syntax errors in words: line, column, the line itself, and a caret under the place."""

from __future__ import annotations

import re

from nhsgraph.sparql.problems import SyntaxProblem

_PLACE = re.compile(r"^error at (\d+):(\d+): (.*)$", re.DOTALL)
_ALTERNATIVES = re.compile(r'"(?:\\.|[^"\\])*"|[A-Za-z][A-Za-z ]*')
_PREFIXED = re.compile(r"([A-Za-z][\w.-]*|):[\w.-]*")
_WIDTH = 100
#: What the parser lists inside a text in quotes: the closing quote, and the ways to escape.
_IN_QUOTES = {r'"\""', r'"\\"', r'"\\U"', r'"\\u"'}
#: Remarks of the parser that stand in its list of what it expected.
_SENTENCES = {
    "IRI parsing failed": "the IRI is not valid",
    "contains a variable that is unbound": "the SELECT has a variable that is neither grouped by nor aggregated",
}


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
    ends = not "\n".join([shown[column - 1 :], *lines[line:]]).strip()
    said = _said(found[3], shown, column, ends=ends)
    start = max(0, column - 1 - _WIDTH // 2)
    part = shown[start : start + _WIDTH].replace("\t", " ")
    pointer = " " * (column - 1 - start) + "^"
    return SyntaxProblem(
        f"the query cannot be parsed: line {line}, column {column}: {said}.\n  {part}\n  {pointer}",
        line=line,
        column=column,
    )


def _said(message: str, line: str, column: int, *, ends: bool) -> str:
    if "Prefix not found" in message:
        before = [m for m in _PREFIXED.finditer(line) if m.start() < column]
        name = before[-1][1] if before else ""
        return f"the prefix “{name}:” is not known; declare it with PREFIX {name}: <…>"
    for theirs, ours in _SENTENCES.items():
        if theirs in message:
            return ours
    expected = message.removeprefix("expected ").removeprefix("one of ")
    # The parser lists whole character classes in brackets; people need the words and signs.
    outside = re.sub(r"\[(?:'[^']*'|[^\]'])*\]", " ", expected) if message.startswith("expected") else ""
    words = [w for w in dict.fromkeys(w.strip() for w in _ALTERNATIVES.findall(outside)) if w != "LATERAL"]
    if set(words) == _IN_QUOTES:
        return "the text in quotes is not closed"
    if not words:
        return "something else was expected here" if message.startswith("expected") else message
    # The list has the words and signs that may stand here, not the variables and names.
    told = f"expected {'one of ' if len(words) > 1 else ''}{', '.join(words)}"
    return f"the query ends too early: {told}" if ends else told
