"""One query from text to bytes: screened, run on the store, written."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, TypeAlias

import pyoxigraph
from pyoxigraph import NamedNode, Store

from nhsgraph.query import PREFIXES
from nhsgraph.sparql import results, screening, syntax
from nhsgraph.sparql.limits import Limits
from nhsgraph.sparql.problems import RefusedQuery

Result: TypeAlias = pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples


class Request(NamedTuple):
    """A query, the dataset that the protocol gave it, and the forms to choose from.

    ``result`` is the form for SELECT and ASK, ``graph`` for CONSTRUCT and DESCRIBE, as names of
    :mod:`~nhsgraph.sparql.formats`; empty where the client takes none of that sort.
    """

    text: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    result: str = "json"
    graph: str = "turtle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A result as bytes in a form; an empty form says that the client takes none of the fitting ones."""

    form: str
    body: bytes


def cost(request: Request, answer: Answer) -> int:
    """About how many bytes it takes to remember an answer."""
    graphs = sum(len(graph) + 100 for graph in (*request.default_graphs, *request.named_graphs))
    return len(answer.body) + 4 * len(request.text) + graphs + 500


class Runner:
    """Runs queries on one store, opened read-only."""

    def __init__(self, store: Store, limits: Limits) -> None:
        self._store = store
        self._limits = limits
        self.graphs = frozenset(g.value for g in store.named_graphs() if isinstance(g, NamedNode))

    def run(self, request: Request) -> Answer:
        """The answer to a request.

        Without a dataset in the request or the query, the default graph is the union of all graphs. Raises
        :class:`~nhsgraph.sparql.problems.SyntaxProblem`, :class:`~nhsgraph.sparql.problems.RefusedQuery` and
        :class:`~nhsgraph.sparql.problems.LimitReached`.
        """
        result = self.query(request.text, request.default_graphs, request.named_graphs)
        if isinstance(result, pyoxigraph.QueryTriples):
            if not request.graph:
                return Answer(form="", body=b"")
            body = results.graph(result, request.graph, self._limits, PREFIXES)
            return Answer(form=request.graph, body=body)
        if not request.result:
            return Answer(form="", body=b"")
        if isinstance(result, pyoxigraph.QueryBoolean):
            return Answer(form=request.result, body=results.ask(bool(result), request.result))
        return Answer(form=request.result, body=results.select(result, request.result, self._limits))

    def query(
        self, text: str, default_graphs: tuple[str, ...] = (), named_graphs: tuple[str, ...] = ()
    ) -> Result:
        """The store's result, not yet written; raises as :meth:`run` does."""
        named = screening.screen(text, self.graphs)
        if default_graphs or named_graphs:
            # What the protocol says goes before what the query says (SPARQL 1.1 Protocol, 2.1.4).
            screening.check_graphs((*default_graphs, *named_graphs), self.graphs)
            named = screening.Named(default_graphs, named_graphs)
        try:
            if named.default or named.named:
                return self._store.query(
                    text,
                    prefixes=PREFIXES,
                    default_graph=[NamedNode(g) for g in named.default],
                    named_graphs=[NamedNode(g) for g in named.named],
                )
            return self._store.query(text, prefixes=PREFIXES, use_default_graph_as_union=True)
        except SyntaxError as e:
            if _is_update(text):
                raise RefusedQuery(screening.READ_ONLY) from None
            raise syntax.problem(text, e.msg or str(e)) from None


@lru_cache(maxsize=64)
def _is_update(text: str) -> bool:
    return screening.is_update(text)
