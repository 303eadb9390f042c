"""What a query may not do: change data, call SERVICE, or name a dataset outside the store.

The parsed query decides: the whole parse tree is walked, so the place (a sub-SELECT, EXISTS, MINUS, a CONSTRUCT's WHERE)
does not matter, and a word inside a string, a comment or an IRI does not count. Parsing costs a millisecond or more, so
a text in which the words SERVICE and FROM do not occur at all, in any spelling, is not parsed: no parser can
find a clause there. Updates need no search: the store's query parser takes none, and says so.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from nhsgraph.query import PREFIXES
from nhsgraph.sparql.problems import RefusedQuery

if TYPE_CHECKING:
    from rdflib.plugins.sparql.parserutils import CompValue
    from rdflib.plugins.sparql.sparql import Prologue

#: Longest query text that is parsed; longer ones than this are not written by people.
MAX_LENGTH = 200_000
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_ESCAPES = re.compile(rf"{_ESCAPE.pattern}|\\\\")
#: What ends a comment, a text in quotation marks or an IRI, or begins one, where it is no escape.
_ENDS = frozenset("\"'\\<>#\r\n")
_SERVICE = re.compile(r"service", re.IGNORECASE)
# A keyword is never part of a longer name: “validFrom”, “?from” and “ex:from” are no clauses. “FROM:x” is one, of “:x”.
_FROM = re.compile(r"(?<![\w:?$-])from(?![\w-])", re.IGNORECASE)
_UPDATE = re.compile(r"\b(insert|delete|load|clear|drop|create|add|move|copy)\b", re.IGNORECASE)


class Named(NamedTuple):
    """The graphs that a query names itself with FROM and FROM NAMED; both empty where it names none."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


def screen(text: str, graphs: Container[str]) -> Named:
    """The dataset that a query names, once it is clear that the query stays within the store.

    ``graphs`` are the IRIs of the store's named graphs. Raises :class:`~nhsgraph.sparql.problems.RefusedQuery`. A
    text that is not SPARQL is left to the store's parser, unless it could hide what has to be refused.
    """
    if len(text) > MAX_LENGTH:
        raise RefusedQuery(
            f"the query has {len(text):,} characters; at most {MAX_LENGTH:,} are read. Split it, or use VALUES less."
        )
    if not _suspicious(text):
        return Named()
    named = _walk(text)
    check_graphs((*named.default, *named.named), graphs)
    return named


def check_graphs(wanted: tuple[str, ...], graphs: Container[str]) -> None:
    """Every graph of a dataset is a graph of the store.

    Raises :class:`~nhsgraph.sparql.problems.RefusedQuery` naming the first that is not.
    """
    for graph in wanted:
        if graph not in graphs:
            raise RefusedQuery(
                f"<{graph}> is not a graph of this store, and nothing is fetched from elsewhere. List the graphs with: "
                "SELECT DISTINCT ?g { GRAPH ?g {} }"
            )


def is_update(text: str) -> bool:
    """Whether a text that is no query is a SPARQL update."""
    if not _UPDATE.search(text):
        return False
    from pyparsing import ParseBaseException
    from rdflib.plugins.sparql.parser import parseUpdate

    try:
        parseUpdate(text)
    except (ParseBaseException, RecursionError):
        return False
    return True


def _suspicious(text: str) -> bool:
    plain = _ESCAPE.sub(lambda m: _character(m[1] or m[2]), text) if "\\" in text else text
    return any(_SERVICE.search(t) or _FROM.search(t) for t in (text, plain))


def _character(digits: str) -> str:
    code = int(digits, 16)
    return chr(code) if code < 0x110000 else ""


def _as_stored(text: str) -> str:
    """The query for the other parser, with every comment, text and IRI ending where it ends for the store.

    To the store a carriage return ends a comment, and an escape within a text never ends it; the other parser goes on
    to the line feed, and reads escapes before anything else.
    """
    return _ESCAPES.sub(_harmless, text.replace("\r", "\n"))


def _harmless(escape: re.Match[str]) -> str:
    if not (digits := escape[1] or escape[2]):
        return "__"  # a backslash, which would begin an escape with what follows
    return "_" if (character := _character(digits)) in _ENDS else character


@lru_cache(maxsize=256)
def _walk(text: str) -> Named:
    from pyparsing import ParseBaseException
    from rdflib.plugins.sparql.algebra import translatePrologue
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        prologue, query = parseQuery(_as_stored(text))
    except (ParseBaseException, RecursionError, ValueError, OverflowError):
        # Either it is no SPARQL 1.1, or too deep to be checked; both must not run unseen.
        if is_update(text):
            raise RefusedQuery(READ_ONLY) from None
        raise RefusedQuery(
            "the words SERVICE or FROM stand in this query and it could not be parsed as SPARQL 1.1 to see what they "
            "do. Check its syntax, or make it less deeply nested."
        ) from None
    names = translatePrologue(prologue, "", initNs=PREFIXES)
    default, named = [], []
    for part in _parts(query):
        if part.name == "ServiceGraphPattern":
            raise RefusedQuery(
                "SERVICE asks another machine, and this program makes no outgoing request. Take the SERVICE "
                "pattern out; all graphs of the store can be reached without it."
            )
        if part.name == "DatasetClause":
            # Not get(): for a part of a parse tree that is something else.
            if "default" in part:
                default.append(_iri(part["default"], names))
            if "named" in part:
                named.append(_iri(part["named"], names))
    return Named(tuple(default), tuple(named))


def _iri(named: CompValue | str, names: Prologue) -> str:
    from rdflib.plugins.sparql.parserutils import CompValue

    if isinstance(named, CompValue):
        prefix = str(named["prefix"]) if "prefix" in named else ""
        if names.namespace_manager.store.namespace(prefix) is None:
            raise RefusedQuery(f"the prefix “{prefix}:” of a FROM clause is not declared.")
    return str(names.absolutize(named))


READ_ONLY = (
    "this is an update, and the graph is read-only. Only SELECT, ASK, CONSTRUCT and DESCRIBE are answered."
)


def _parts(tree: object) -> Iterator[CompValue]:
    """Every named part of a parse tree, in no particular order; without recursion, whatever the depth."""
    from pyparsing import ParseResults
    from rdflib.plugins.sparql.parserutils import CompValue

    pending: list[Any] = [tree]
    while pending:
        node = pending.pop()
        if isinstance(node, CompValue):
            yield node
            pending.extend(node.values())
        elif isinstance(node, dict):
            pending.extend(node.values())
        elif isinstance(node, ParseResults | list | tuple | set):
            pending.extend(node)
