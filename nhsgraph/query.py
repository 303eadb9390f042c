"""Stored and ad-hoc SPARQL: read, bind, run, convert.

A stored query is one ``.rq`` file under ``nhsgraph/queries``. Its ``#+`` comment lines are a YAML header (title,
question, parameters, columns, caveats, sources) that code, documentation and tests read. Parameters are bound as RDF
terms, never pasted into the text. Queries see the union of all named graphs.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple, TypeAlias

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, Store, Triple, Variable

from nhsgraph import ids, resources
from nhsgraph.errors import QueryError
from nhsgraph.store import unreadable

Value: TypeAlias = str | int | bool | Decimal | date | None
Row: TypeAlias = dict[str, Value]

PREFIXES = {
    "ng": ids.DEF,
    "id": ids.ID,
    "cl": ids.CLAIM,
    "src": ids.SOURCE,
    "graph": ids.GRAPH,
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_XSD = PREFIXES["xsd"]
_DATE = NamedNode(_XSD + "date")


class Iri(str):
    """An IRI among the values of a query; a plain ``str`` is a text."""

    __slots__ = ()


class Table(NamedTuple):
    """The result of a SELECT: column names and rows of values in that order."""

    columns: tuple[str, ...]
    rows: list[tuple[Value, ...]]

    def _repr_html_(self) -> str:
        from nhsgraph.present.html import reprs  # what notebooks ask a value for; see pyproject.toml

        return reprs.table(self)


@cache
def text(kind: str, name: str) -> str:
    """The text of a stored query, for example ``text("views", "members")``."""
    return (resources.queries_dir(kind) / f"{name}.rq").read_text(encoding="utf-8")


def header(path: Path) -> dict[str, object]:
    """The ``#+`` header of a stored query.

    Raises :class:`~nhsgraph.errors.QueryError` naming the file when it is missing or not YAML.
    """
    import yaml  # the common commands never read a header

    lines = [
        line[2:].removeprefix(" ")
        for line in path.read_text(encoding="utf-8").splitlines()
        if line[:2] == "#+"
    ]
    try:
        values = yaml.safe_load("\n".join(lines))
    except yaml.YAMLError as e:
        raise QueryError(f"{path.name}: the “#+” header is not YAML ({e}).") from None
    if not isinstance(values, dict):
        raise QueryError(
            f"{path.name}: there is no “#+” header. Begin the file with lines such as “#+ title: …”."
        )
    return values


def bound(value: Value) -> NamedNode | Literal:
    """A value as the RDF term that a parameter is bound to."""
    if isinstance(value, Iri):
        return NamedNode(value)
    if isinstance(value, bool):
        return Literal(value)
    if isinstance(value, date):
        return Literal(value.isoformat(), datatype=_DATE)
    if isinstance(value, Decimal):
        return Literal(format(value, "f"), datatype=NamedNode(_XSD + "decimal"))
    if isinstance(value, int):
        return Literal(value)
    return Literal(str(value))


def run(
    store: Store, sparql: str, parameters: Mapping[str, Value] | None = None
) -> pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples:
    """Run a query over the union of the graphs; raises :class:`~nhsgraph.errors.QueryError` with the parser's words."""
    substitutions: dict[Variable, NamedNode | BlankNode | Literal | Triple] = {
        Variable(name): bound(value) for name, value in (parameters or {}).items()
    }
    try:
        return store.query(
            sparql, prefixes=PREFIXES, use_default_graph_as_union=True, substitutions=substitutions
        )
    except SyntaxError as e:
        raise QueryError(f"the query cannot be parsed: {e.msg or e}") from None
    except RuntimeError as e:
        raise QueryError(f"the query cannot be bound: {e}") from None


def select(store: Store, folder: str, name: str, /, **parameters: Value) -> Iterator[Row]:
    """The rows of a stored SELECT, each a mapping of its columns; unbound columns are ``None``."""
    return rows(solutions(store, folder, name, **parameters), parameters)


def solutions(store: Store, folder: str, name: str, /, **parameters: Value) -> pyoxigraph.QuerySolutions:
    """The solutions of a stored SELECT, to be read by the thread that asks."""
    found = run(store, text(folder, name), parameters)
    if not isinstance(found, pyoxigraph.QuerySolutions):
        raise QueryError(f"{name}.rq is not a SELECT query.")
    return found


def rows(solutions: pyoxigraph.QuerySolutions, parameters: Container[str] = ()) -> Iterator[Row]:
    """Solutions as mappings of their columns, without those that are parameters."""
    # A parameter has to stand in the projection for the store to bind it; it is no column of the answer.
    names = [variable.value for variable in solutions.variables if variable.value not in parameters]
    try:
        for solution in solutions:
            yield {column: convert(solution[column]) for column in names}
    except (RuntimeError, OSError) as e:
        raise unreadable(e) from None


def joined(rows: Iterable[Row]) -> list[tuple[Row, tuple[str, ...]]]:
    """Rows that differ only in ``source`` as one row each, with all of its sources; claims in order of id.

    Both in order of first appearance.
    """
    found: dict[tuple[Value, ...], list[str]] = {}
    values: list[Row] = []
    for row in rows:
        source = row.pop("source", None)
        if isinstance(claims := row.get("claims"), str):
            row["claims"] = " ".join(sorted(claims.split())) or None  # SPARQL leaves the order to the engine
        key = tuple(row.values())
        if key not in found:
            found[key] = []
            values.append(row)
        if source is not None:
            found[key].append(local(source))
    return [(row, tuple(dict.fromkeys(found[tuple(row.values())]))) for row in values]


@lru_cache(maxsize=4096)
def local(iri: Value) -> str:
    """The last part of an IRI.

    >>> local("https://w3id.org/nhsgraph/id/ccg-05T"), local("https://w3id.org/nhsgraph/def#CCG")
    ('ccg-05T', 'CCG')
    """
    return str(iri).replace("#", "/").rsplit("/", 1)[-1]


def table(store: Store, sparql: str, parameters: Mapping[str, Value] | None = None) -> Table:
    """The result of an ad-hoc query as a table: SELECT as it is, ASK as one cell, CONSTRUCT as triples."""
    return as_table(run(store, sparql, parameters), parameters or ())


def as_table(
    result: pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples,
    hidden: Container[str] = (),
) -> Table:
    """A result of any query form as a table; ``hidden`` columns are left out."""
    if isinstance(result, pyoxigraph.QueryBoolean):
        return Table(("answer",), [(bool(result),)])
    if isinstance(result, pyoxigraph.QueryTriples):
        rows = [(convert(t.subject), convert(t.predicate), convert(t.object)) for t in result]
        return Table(("subject", "predicate", "object"), sorted(rows, key=str))
    columns = tuple(variable.value for variable in result.variables if variable.value not in hidden)
    return Table(columns, [tuple(convert(solution[c]) for c in columns) for solution in result])


def _number(text: str) -> Value:
    value = Decimal(text)
    return value if value.is_finite() else text


_READERS: Mapping[str, Callable[[str], Value]] = {
    _XSD + "date": date.fromisoformat,
    _XSD + "integer": int,
    _XSD + "decimal": _number,
    _XSD + "double": _number,
    _XSD + "boolean": lambda text: text in {"true", "1"},
}


def convert(term: object) -> Value:
    """An RDF term as a Python value: IRIs as :class:`Iri`, literals by their datatype, else as text.

    A literal that is no value of its datatype, or one that Python cannot hold, stays the text that it is.
    """
    if term is None:
        return None
    if isinstance(term, NamedNode):
        return Iri(term.value)
    if isinstance(term, Literal):
        read = _READERS.get(term.datatype.value)
        try:
            return read(term.value) if read else term.value
        except (ValueError, ArithmeticError):
            return term.value
    return str(term)
