"""SPARQL as tokens: what a query is, and a parameter put in the place of its variable without pasting.

A SPARQL service takes text alone, so a bound parameter has to be written into it. The text is cut into tokens by the
grammar's own terminals (comments, IRIs, texts, variables, names), and only tokens that are the parameter's variable
are replaced, by the term in its N-Triples form; the same characters inside a text, an IRI or a comment stay. In a
projection, a ``GROUP BY`` or an ``ORDER BY`` the bare variable is left out: it is constant there, and no column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from nhsgraph.errors import QueryError

_TOKEN = re.compile(
    r"""
    (?P<comment>\#[^\n\r]*)
  | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
  | (?P<text>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
      | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
  | (?P<variable>[?$][^\W][\w\u00b7\u0300-\u036f\u203f-\u2040]*)
  | (?P<name>@[A-Za-z]+(?:-[A-Za-z0-9]+)* | _:[\w.-]*\w | [^\W\d][\w.-]*:(?:\\.|%[0-9A-Fa-f]{2}|[\w:-]|\.(?=[\w:%\\-]))*
      | :(?:\\.|%[0-9A-Fa-f]{2}|[\w:-]|\.(?=[\w:%\\-]))* | [^\W\d]\w*)
  | (?P<space>\s+)
  | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH")
_ENDS = ("LIMIT", "OFFSET", "HAVING", "VALUES", "WHERE", "FROM")


class Token(NamedTuple):
    """A piece of a query: its kind (a group of the grammar above) and its text."""

    kind: str
    text: str


def tokens(sparql: str) -> Iterator[Token]:
    """The tokens of a query, blanks and comments included; joined, they are the query again."""
    for match in _TOKEN.finditer(sparql):
        yield Token(str(match.lastgroup), match.group())


def form(sparql: str) -> str:
    r"""The form of a query: SELECT, ASK, CONSTRUCT or DESCRIBE.

    Raises :class:`~nhsgraph.errors.QueryError` for an update, and for a text that is no query.

    >>> form("PREFIX select: <x:> # ask\nSELECT * {}")
    'SELECT'
    """
    for token in tokens(sparql):
        word = token.text.upper()
        if token.kind == "name" and word in _FORMS:
            return word
        if token.kind == "name" and word in _UPDATES:
            raise QueryError(f"the query begins with {word}: an update. Only queries are sent.")
    raise QueryError("the query has none of the words SELECT, ASK, CONSTRUCT and DESCRIBE.")


def used_prefixes(sparql: str, prefixes: Mapping[str, str]) -> dict[str, str]:
    """The prefixes that a query uses and does not declare, with their IRIs."""
    pieces = [token for token in tokens(sparql) if token.kind not in {"space", "comment"}]
    used: set[str] = set()
    declared: set[str] = set()
    for before, token in zip([Token("", ""), *pieces], pieces, strict=False):
        if token.kind == "name" and ":" in token.text and not token.text.startswith(("_:", "@")):
            prefix = token.text.partition(":")[0]
            (declared if before.text.upper() == "PREFIX" else used).add(prefix)
    return {prefix: prefixes[prefix] for prefix in sorted(used - declared) if prefix in prefixes}


def bind(sparql: str, terms: Mapping[str, str]) -> str:
    """The query with variables replaced by terms (N-Triples).

    Raises :class:`~nhsgraph.errors.QueryError` where the query itself gives the variable a value (``AS``, ``VALUES``),
    so that it cannot be a parameter.

    >>> bind("SELECT ?x ?n { ?x :p ?n FILTER(?n != '?x') }", {"x": "<a:b>"})
    "SELECT  ?n { <a:b> :p ?n FILTER(?n != '?x') }"
    """
    return "".join(_bound(list(tokens(sparql)), terms)) if terms else sparql


def _bound(pieces: list[Token], terms: Mapping[str, str]) -> Iterator[str]:
    clause, depth, before, values = "", 0, "", False
    for place, token in enumerate(pieces):
        if token.kind in {"space", "comment"}:
            yield token.text
            continue
        word = token.text.upper() if token.kind == "name" else token.text
        if token.kind == "variable" and token.text[1:] in terms:
            if before == "AS" or values:
                raise QueryError(f"the parameter {token.text} is given a value in the query itself.")
            if depth > 0 or not clause:
                yield terms[token.text[1:]]
            elif not _kept(pieces, place, terms):  # a clause cannot be empty
                alias = {"SELECT": f" AS {token.text}", "GROUP": " AS ?_group", "ORDER": ""}[clause]
                yield f"({terms[token.text[1:]]}{alias})"
        else:
            yield token.text
        if word in {"SELECT", "GROUP", "ORDER"} and depth == 0:
            clause = word
        elif word in _ENDS or word in {"{", "}"}:
            clause, depth = "", 0
        if clause and word in {"(", ")"}:
            depth += 1 if word == "(" else -1
        values = word == "VALUES" or (values and word not in {"{", "}"})
        before = word


def _clause(pieces: list[Token], place: int) -> Iterator[Token]:
    """The tokens round a place up to the words that begin and end its clause."""
    borders = {"SELECT", "GROUP", "ORDER", *_ENDS, "{", "}"}

    def ends(token: Token) -> bool:
        return (token.text.upper() if token.kind == "name" else token.text) in borders

    start = next((i for i in range(place, -1, -1) if ends(pieces[i])), -1)
    for token in pieces[start + 1 :]:
        if ends(token):
            return
        yield token


def _kept(pieces: list[Token], place: int, terms: Mapping[str, str]) -> bool:
    """Whether a clause keeps anything, or has it already, when the bare parameter at a place is left out of it."""
    rest = [t for t in _clause(pieces, place) if t.kind == "variable" or t.text in {"(", "*"}]
    return any(t.text[1:] not in terms for t in rest) or rest[0] is not pieces[place]
