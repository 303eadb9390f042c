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
from typing import NamedTuple

import pyoxigraph
from pyoxigraph import Store

from nhsgraph.query import PREFIXES
from nhsgraph.sparql import results
from nhsgraph.sparql.limits import Limits
from nhsgraph.sparql.problems import LimitReached
from nhsgraph.sparql.running import Answer, Request

_LONGEST, _ROWS, _SIZE = 2_000, 200, 32_768
#: What stands between two rows in JSON and nowhere else: inside a text, the quotation mark would be escaped.
_BETWEEN_ROWS = b'}},{"'

# All quantifiers are possessive: the time is linear, and no token is read as two or two as one.
_BLANK = r"(?:[ \t\n]++|\r\n|\#[^\r\n]*+(?:\r?\n|\Z))*+"
_IRI = r'<[^<>"{}|^`\\\x00-\x20]*+>'
_NAME = r"[A-Za-z][A-Za-z0-9_-]*+:[A-Za-z0-9_-]++"
_CONSTANT = rf"(?:{_IRI}|{_NAME})"
_TEXT = r"""(?:"[^"\\\r\n]*+"|'[^'\\\r\n]*+')"""
_LITERAL = rf"(?:{_TEXT}(?:@[A-Za-z]++(?:-[A-Za-z0-9]++)*+|\^\^(?P<datatype>{_CONSTANT}))?+)"
_VARIABLE = r"[?$][A-Za-z0-9_]++"
_LOOKUP = re.compile(
    rf"""
    {_BLANK}
    (?: PREFIX {_BLANK} (?:[A-Za-z][A-Za-z0-9_-]*+)?+ : {_BLANK} {_IRI} {_BLANK} )*+
    (?: ASK | SELECT {_BLANK} (?: \* | (?:{_VARIABLE} {_BLANK})++ ) )
    {_BLANK} (?:WHERE)?+ {_BLANK} \{{ {_BLANK}
    (?: (?P<known>{_CONSTANT}) | [?$](?P<subject>[A-Za-z0-9_]++) ) {_BLANK}
    (?: (?P<relation>{_CONSTANT}) | a(?=[\s<"'?$#]) | [?$](?P<predicate>[A-Za-z0-9_]++) ) {_BLANK}
    (?: (?P<value>{_CONSTANT}) | {_LITERAL} | [?$](?P<object>[A-Za-z0-9_]++) ) {_BLANK}
    (?: \. {_BLANK} )?+ \}} {_BLANK}
    (?P<limit> LIMIT {_BLANK} (?P<most>[0-9]{{1,6}}) {_BLANK} )?+
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)


class Lookup(NamedTuple):
    """A look-up: its text without LIMIT, the rows it asks for (``None`` for all), what stands in its pattern."""

    text: str
    most: int | None
    variables: frozenset[str]
    prefixed: bool


def read(text: str) -> Lookup | None:
    """A query as a look-up; ``None`` where it is none.

    >>> read("SELECT ?p ?o WHERE { id:ccg-05T ?p ?o } LIMIT 5").most, read("SELECT * { ?s ?p ?o }")
    (5, None)
    """
    if len(text) > _LONGEST or "\\" in text:
        return None
    found = _LOOKUP.fullmatch(text)
    if found is None:
        return None
    known, subject, predicate, obj, limit, most = found.group(
        "known", "subject", "predicate", "object", "limit", "most"
    )
    free = [name for name in (subject, predicate, obj) if name]
    # A variable that stands twice compares, and comparing passes over rows without giving any.
    if (not known and obj) or len(set(free)) < len(free):
        return None
    bare = text[: found.start("limit")] if limit else text
    constants = (known, *found.group("relation", "value", "datatype"))
    prefixed = any(one and one[0] != "<" for one in constants)
    return Lookup(bare, int(most) if limit else None, frozenset(free), prefixed)


class Lookups:
    """Answers look-ups on a store in the process that asks."""

    def __init__(self, store: Store, limits: Limits) -> None:
        self._store = store
        self._limits = replace(limits, rows=min(_ROWS, limits.rows), size=min(_SIZE, limits.size))

    def answer(self, request: Request) -> Answer | None:
        """The answer to a look-up with a short result; ``None`` for everything else, which is for a worker to answer."""
        if request.default_graphs or request.named_graphs or not request.result:
            return None
        if (lookup := read(request.text)) is None:
            return None
        # One row more than is given here, so that it shows where there are more.
        most = self._limits.rows + 1 if lookup.most is None else min(lookup.most, self._limits.rows + 1)
        try:
            # On a line of its own: the text may end in a comment.
            result = self._store.query(
                f"{lookup.text}\nLIMIT {most}",
                prefixes=PREFIXES
                if lookup.prefixed
                else None,  # to hand them over costs part of every look-up
                use_default_graph_as_union=True,
            )
            if isinstance(result, pyoxigraph.QueryBoolean):
                return Answer(form=request.result, body=results.ask(bool(result), request.result))
            if isinstance(result, pyoxigraph.QuerySolutions):
                body = self._written(result, request.result, lookup.variables)
                return Answer(form=request.result, body=body) if body else None
        except (SyntaxError, LimitReached, RuntimeError, OSError):
            # A prefix that is not known, or more rows than look-ups have: the worker finds the words or the rest.
            return None
        return None

    def _written(
        self, result: pyoxigraph.QuerySolutions, form: str, variables: frozenset[str]
    ) -> bytes | None:
        """The rows in a form; ``None``, or an error, where they are more than a look-up gives."""
        if form != "json":
            return results.select(result, form, self._limits)
        if not any(variable.value in variables for variable in result.variables):
            return None  # rows without a value, which the count below would not see
        # The store's own writer is twice as fast, and does not count.
        body = result.serialize(format=pyoxigraph.QueryResultsFormat.JSON)
        assert body is not None
        rows = body.count(_BETWEEN_ROWS) + 1
        return body if rows <= self._limits.rows and len(body) <= self._limits.size else None
