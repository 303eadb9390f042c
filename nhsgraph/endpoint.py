"""A SPARQL 1.1 service in the place of the embedded store: the same queries, answered elsewhere.

:class:`Endpoint` answers ``query`` as the embedded store does, so that views, questions and analyses do not know the
difference. Parameters are put into the text token by token (:mod:`nhsgraph.sparql_text`). Requests go to the one
address that the user gave: no redirect is followed, nothing is sent before the first query.

The queries want the union of the named graphs as the default graph. Virtuoso, GraphDB and Neptune have it so; the
Oxigraph server has it on request, which every query makes; others are started with it. The first query checks.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, Triple, Variable

from nhsgraph import sparql_text
from nhsgraph.errors import EndpointError
from nhsgraph.http_service import Service

#: What a SELECT or ASK is asked for, and what a CONSTRUCT or DESCRIBE.
RESULTS, GRAPHS = "application/sparql-results+json", "application/n-triples"
_PROBE = "ASK { ?body a <https://w3id.org/nhsgraph/def#CCG> }"
#: Headers by which Virtuoso says that an answer is not whole.
_PARTIAL = ("X-SPARQL-MaxRows", "X-SQL-State")


class Endpoint:
    """The query side of a store, at an address.

    Raises :class:`~nhsgraph.errors.EndpointError` when the service cannot be reached, refuses, answers in part, or
    does not have the graph.
    """

    def __init__(self, url: str, *, timeout: float = 60.0, user: str = "", password: str = "") -> None:
        self.url = url
        self.service = Service(url, timeout=timeout, user=user, password=password)

    def query(
        self,
        query: str,
        *,
        prefixes: Mapping[str, str] | None = None,
        use_default_graph_as_union: bool = False,
        substitutions: Mapping[Variable, NamedNode | BlankNode | Literal | Triple] | None = None,
        **_: Any,
    ) -> pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples:
        """The result of a query, as the embedded store would give it."""
        if use_default_graph_as_union:
            self._has_graph  # noqa: B018 - asked once, for the error it raises
        bound = sparql_text.bind(query, {v.value: str(t) for v, t in (substitutions or {}).items()})
        declared = sparql_text.used_prefixes(bound, prefixes or {})
        return self._ask("".join(f"PREFIX {p}: <{iri}>\n" for p, iri in declared.items()) + bound)

    @cached_property
    def _has_graph(self) -> bool:
        if not bool(self._ask(_PROBE)):
            raise EndpointError(
                f"{self.url} has no CCG in its default graph. Load it with: nhsgraph push --endpoint {self.url}; "
                "or let its queries see the union of the named graphs (see docs/engines.md).",
                url=self.url,
            )
        return True

    def _ask(
        self, text: str
    ) -> pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples:
        kind = sparql_text.form(text)
        graph = kind in {"CONSTRUCT", "DESCRIBE"}
        form = {"query": text, "union-default-graph": "true"}
        answer = self.service.post_form(form, accept=GRAPHS if graph else RESULTS)
        if any(header in answer.headers for header in _PARTIAL):
            raise EndpointError(
                f"{self.url} answered in part: it stops at a number of rows or after a time. "
                "Raise the limits of the service (see docs/engines.md).",
                url=self.url,
            )
        try:
            return _triples(answer.body) if graph else _solutions(answer.body, ask=kind == "ASK")
        except (SyntaxError, ValueError) as e:
            raise EndpointError(
                f"{self.url} answered with something that is not a SPARQL result ({e}). "
                "Check that the address is that of a query service.",
                url=self.url,
            ) from None


def _solutions(body: bytes, *, ask: bool) -> pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean:
    result = pyoxigraph.parse_query_results(body, format=pyoxigraph.QueryResultsFormat.JSON)
    if ask and isinstance(result, pyoxigraph.QuerySolutions):
        # Virtuoso answers an ASK about an IRI that it has never met with a table without rows.
        answer = b"true" if any(True for _ in result) else b"false"
        body = b'{"head": {}, "boolean": ' + answer + b"}"
        return pyoxigraph.parse_query_results(body, format=pyoxigraph.QueryResultsFormat.JSON)
    return result


def _triples(body: bytes) -> pyoxigraph.QueryTriples:
    """Triples as the result of a query: only a query makes an object of that class."""
    store = pyoxigraph.Store()
    store.load(body, format=pyoxigraph.RdfFormat.N_TRIPLES)
    result = store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    assert isinstance(result, pyoxigraph.QueryTriples)
    return result
