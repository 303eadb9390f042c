"""Look-ups: queries so small that they are answered where they arrive, without a worker.

A look-up is one triple pattern with a constant subject or object, and nothing else: no join, path, filter, function,
sorting or aggregate, no dataset, no SERVICE. What it costs is reading one range of one index, row by row, and it
is stopped after a few hundred rows; the rest then is a worker's. The grammar below is a closed part of SPARQL's own and
has to cover the whole text: it accepts what is known to be small and says nothing of all the rest. Words such as SERVICE
have no place in it, and a text with an escape, which could hide one, is no look-up.
"""

from __future__ import annotations

import re
from dataclasses import replace

import pyoxigraph
from pyoxigraph import Store

from nhsgraph.query import PREFIXES
from nhsgraph.sparql import results
from nhsgraph.sparql.limits import Limits
from nhsgraph.sparql.problems import LimitReached
from nhsgraph.sparql.running import Answer, Request

_LONGEST, _ROWS, _SIZE = 2_000, 200, 32_768

# All quantifiers are possessive: the time is linear, and no token is read as two or two as one.
_BLANK = r"(?:[ \t\n]++|\r\n|\#[^\r\n]*+(?:\r?\n|\Z))*+"
_IRI = r'<[^<>"{}|^`\\\x00-\x20]*+>'
_NAME = r"[A-Za-z][A-Za-z0-9_-]*+:[A-Za-z0-9_-]++"
_CONSTANT = rf"(?:{_IRI}|{_NAME})"
_TEXT = r"""(?:"[^"\\\r\n]*+"|'[^'\\\r\n]*+')"""
_LITERAL = rf"(?:{_TEXT}(?:@[A-Za-z]++(?:-[A-Za-z0-9]++)*+|\^\^{_CONSTANT})?+)"
_VARIABLE = r"[?$][A-Za-z0-9_]++"
_LOOKUP = re.compile(
    rf"""
    {_BLANK}
    (?: PREFIX {_BLANK} (?:[A-Za-z][A-Za-z0-9_-]*+)?+ : {_BLANK} {_IRI} {_BLANK} )*+
    (?: ASK | SELECT {_BLANK} (?: \* | (?:{_VARIABLE} {_BLANK})++ ) )
    {_BLANK} (?:WHERE)?+ {_BLANK} \{{ {_BLANK}
    (?: (?P<known>{_CONSTANT}) | [?$](?P<subject>[A-Za-z0-9_]++) ) {_BLANK}
    (?: {_CONSTANT} | a(?=[\s<"'?$#]) | [?$](?P<predicate>[A-Za-z0-9_]++) ) {_BLANK}
    (?: {_CONSTANT} | {_LITERAL} | [?$](?P<object>[A-Za-z0-9_]++) ) {_BLANK}
    (?: \. {_BLANK} )?+ \}} {_BLANK}
    (?: LIMIT {_BLANK} [0-9]{{1,6}} {_BLANK} )?+
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)


def is_lookup(text: str) -> bool:
    """Whether a query is a look-up.

    >>> is_lookup("SELECT ?p ?o WHERE { id:ccg-05T ?p ?o }"), is_lookup("SELECT * { ?s ?p ?o }")
    (True, False)
    """
    if len(text) > _LONGEST or "\\" in text:
        return False
    found = _LOOKUP.fullmatch(text)
    if found is None:
        return False
    known, *variables = found.group("known", "subject", "predicate", "object")
    free = [name for name in variables if name]
    # A variable that stands twice compares, and comparing passes over rows without giving any.
    return (bool(known) or not found["object"]) and len(set(free)) == len(free)


class Lookups:
    """Answers look-ups on a store in the process that asks."""

    def __init__(self, store: Store, limits: Limits) -> None:
        self._store = store
        self._limits = replace(
            limits, rows=min(_ROWS, limits.rows), size=min(_SIZE, limits.size, limits.rows)
        )

    def answer(self, request: Request) -> Answer | None:
        """The answer to a look-up with a short result; ``None`` for everything else, which is for a worker to answer."""
        if (
            request.default_graphs
            or request.named_graphs
            or not request.result
            or not is_lookup(request.text)
        ):
            return None
        try:
            result = self._store.query(request.text, prefixes=PREFIXES, use_default_graph_as_union=True)
            if isinstance(result, pyoxigraph.QueryBoolean):
                return Answer(form=request.result, body=results.ask(bool(result), request.result))
            if isinstance(result, pyoxigraph.QuerySolutions):
                return Answer(form=request.result, body=self._written(result, request.result))
        except (SyntaxError, LimitReached, RuntimeError, OSError):
            # A prefix that is not known, or more rows than look-ups have: the worker finds the words or the rest.
            return None
        return None

    def _written(self, result: pyoxigraph.QuerySolutions, form: str) -> bytes:
        if form == "json":
            # The store's own writer is twice as fast. It counts no rows, but a row takes a byte at the least.
            return results.written(result, pyoxigraph.QueryResultsFormat.JSON, self._limits)
        return results.select(result, form, self._limits)
