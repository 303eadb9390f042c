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
from functools import lru_cache
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
_SHORTEST = len('{"o":{"type":"uri","value":"a:"}}')  # bytes of a row in JSON

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
    (?: ASK | SELECT {_BLANK} (?: (?P<all>\*) | (?P<shown>(?:{_VARIABLE} {_BLANK})++) ) )
    {_BLANK} (?:WHERE)?+ {_BLANK} \{{ {_BLANK}
    (?: (?P<known>{_CONSTANT}) | [?$](?P<subject>[A-Za-z0-9_]++) ) {_BLANK}
    (?: (?P<relation>{_CONSTANT}) | a(?=[\s<"'?$#]) | [?$](?P<predicate>[A-Za-z0-9_]++) ) {_BLANK}
    (?: (?P<value>{_CONSTANT}) | {_LITERAL} | [?$](?P<object>[A-Za-z0-9_]++) ) {_BLANK}
    (?: \. {_BLANK} )?+ \}} {_BLANK}
    (?P<limit> LIMIT {_BLANK} (?P<most>[0-9]{{1,6}}) {_BLANK} )?+
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)


#: An IRI whose characters mean the same wherever the grammar has a "<": none ends a comment or a text in quotation marks.
_PLAIN = re.compile(r"[A-Za-z0-9_.~:/?#&=@%+,;()-]*+")
_PLACE = "<x:>"


class Lookup(NamedTuple):
    """A look-up: its text without LIMIT, the rows it asks for (``None`` for all), and what matters in running it.

    ``valued`` says that every row has a value, ``prefixed`` that a constant is a name with a prefix.
    """

    text: str
    most: int | None
    valued: bool
    prefixed: bool


def read(text: str) -> Lookup | None:
    """A query as a look-up; ``None`` where it is none.

    >>> read("SELECT ?p ?o WHERE { id:ccg-05T ?p ?o } LIMIT 5").most, read("SELECT * { ?s ?p ?o }")
    (5, None)
    """
    if len(text) > _LONGEST or "\\" in text:
        return None
    # Programs ask the same of one body after another, so what surrounds the first IRI is read once.
    before, _, rest = text.partition("<")
    iri, closed, after = rest.partition(">")
    if not closed or _PLAIN.fullmatch(iri) is None:
        return _read(text)
    if (found := _shape(before, after)) is None:
        return None
    begin, end, most, valued, prefixed = found
    return Lookup(f"{begin}{iri}{end}", most, valued, prefixed)


@lru_cache(maxsize=256)
def _shape(before: str, after: str) -> tuple[str, str, int | None, bool, bool] | None:
    """What stands before and after the first IRI of a look-up, and the rest of it."""
    if (found := _read(f"{before}{_PLACE}{after}")) is None:
        return None
    text, place = found.text, len(before)
    if not text.startswith(_PLACE, place):
        return None
    return text[: place + 1], text[place + len(_PLACE) - 1 :], *found[1:]


def _read(text: str) -> Lookup | None:
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
    valued = bool(free) and (found["all"] is not None or _shows(found["shown"], free))
    return Lookup(bare, int(most) if limit else None, valued, any(one and one[0] != "<" for one in constants))


def _shows(shown: str | None, free: list[str]) -> bool:
    # What stands in a comment is not shown.
    return (
        shown is not None and "#" not in shown and not {name[1:] for name in shown.split()}.isdisjoint(free)
    )


class Lookups:
    """Answers look-ups on a store in the process that asks."""

    def __init__(self, store: Store, limits: Limits) -> None:
        self._store = store
        self._limits = replace(limits, rows=min(_ROWS, limits.rows), size=min(_SIZE, limits.size))
        self._most = self._limits.rows + 1
        self._small = self._limits.rows * _SHORTEST

    def answer(self, request: Request) -> Answer | None:
        """The answer to a look-up with a short result; ``None`` for everything else, which is for a worker to answer."""
        if request.default_graphs or request.named_graphs or not request.result:
            return None
        body = self.body(request.text, request.result)
        return None if body is None else Answer(form=request.result, body=body)

    def body(self, text: str, form: str) -> bytes | None:
        """The answer to a look-up in a form, over the union of all graphs; ``None`` as for :meth:`answer`."""
        if (lookup := read(text)) is None:
            return None
        # One row more than is given here, so that it shows where there are more.
        most = self._most if lookup.most is None else min(lookup.most, self._most)
        try:
            # LIMIT is on a line of its own: the text may end in a comment. To hand the prefixes over costs part of every look-up.
            result = self._store.query(
                f"{lookup.text}\nLIMIT {most}",
                prefixes=PREFIXES if lookup.prefixed else None,
                use_default_graph_as_union=True,
            )
            if isinstance(result, pyoxigraph.QuerySolutions):
                return self._written(result, form, valued=lookup.valued)
            return results.ask(bool(result), form) if isinstance(result, pyoxigraph.QueryBoolean) else None
        except (SyntaxError, LimitReached, RuntimeError, OSError):
            # A prefix that is not known, or more rows than look-ups have: the worker finds the words or the rest.
            return None

    def _written(self, result: pyoxigraph.QuerySolutions, form: str, *, valued: bool) -> bytes | None:
        """The rows in a form; ``None``, or an error, where they are more than a look-up gives."""
        if form != "json":
            return results.select(result, form, self._limits)
        if not valued:
            return None  # rows without a value, which the count below would not see
        # The store's own writer is twice as fast, and does not count.
        body = result.serialize(format=pyoxigraph.QueryResultsFormat.JSON)
        assert body is not None
        if len(body) > self._limits.size:
            return None
        return body if len(body) < self._small or body.count(_BETWEEN_ROWS) < self._limits.rows else None
