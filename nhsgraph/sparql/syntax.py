"""Syntax errors in words: line, column, the line itself, and a caret under the place."""

from __future__ import annotations

import re
from typing import NamedTuple

from nhsgraph import sparql_text
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
    "Duplicated variable name": "the SELECT names a variable twice",
    "overrides an existing variable": "the SELECT gives a value to a variable that has one already",
    "not authorized with GROUP BY": "SELECT * does not go with GROUP BY or an aggregate; name the variables",
}
_WELL_FORMED = (
    "the words are in order, but a variable is given a value twice, a row of VALUES has too few or too many values, or "
    "a blank node stands in two groups"
)
#: What the store lists where it lists nothing.
_NOTHING = "<unreported>"
_LONGEST = 20_000  # characters that the other parser reads in a moment


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
    said = _known(found[3], shown, column)
    if not said and (better := _elsewhere(text, found[3], ends=ends)) is not None:
        line, column, said = better.line or line, better.column or column, better.said
        shown = lines[line - 1].rstrip("\r")
    said = said or _expected(found[3], ends=ends)
    start = max(0, column - 1 - _WIDTH // 2)
    part = shown[start : start + _WIDTH].replace("\t", " ")
    pointer = " " * (column - 1 - start) + "^"
    return SyntaxProblem(
        f"the query cannot be parsed: line {line}, column {column}: {said}.\n  {part}\n  {pointer}",
        line=line,
        column=column,
    )


def _known(message: str, line: str, column: int) -> str:
    """What the store says outright; empty where it lists what it expected."""
    if "Prefix not found" in message:
        before = [m for m in _PREFIXED.finditer(line) if m.start() < column]
        name = before[-1][1] if before else ""
        return f"the prefix “{name}:” is not known; declare it with PREFIX {name}: <…>"
    return next((ours for theirs, ours in _SENTENCES.items() if theirs in message), "")


class _Found(NamedTuple):
    """What another parser says, and where; 0 where that is as the store says."""

    said: str
    line: int = 0
    column: int = 0


def _elsewhere(text: str, message: str, *, ends: bool) -> _Found | None:
    """The first word that does not fit, as another parser finds it, where the store only knows that something does not.

    The store looks ahead for what could follow, and names the place that it looked at last: the end, for a bracket too many.
    """
    signs = [token.text for token in sparql_text.tokens(text) if token.kind == "other"]
    left = [signs.count(begin) - signs.count(end) for begin, end in ("{}", "()", "[]")]
    doubtful = ends or min(left) < 0 or _NOTHING in message
    # What is left open is for the store to tell. Escapes, which the other parser reads before anything else, move its places.
    is_open = max(left) > 0 or '"' in signs or "'" in signs
    if not doubtful or is_open or len(text) > _LONGEST or "\\" in text:
        return None
    from pyparsing import ParseBaseException
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        parseQuery(text)
    except ParseBaseException as e:
        if e.loc >= len(text.rstrip()):
            return None
        word = next(sparql_text.tokens(text[e.loc :])).text
        line, column = text.count("\n", 0, e.loc) + 1, e.loc - text.rfind("\n", 0, e.loc)
        return _Found(f"from “{word}” on it is not SPARQL", line, column)
    except (RecursionError, ValueError, OverflowError):
        return None
    return _Found(_WELL_FORMED)


def _expected(message: str, *, ends: bool) -> str:
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
