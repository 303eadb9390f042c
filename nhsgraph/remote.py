"""A graph behind a SPARQL service: ``nhsgraph.connect(url)``, with the face of the built graph.

Everything that asks queries works as on the embedded store. Names are looked up in the graph itself, because the name
index lies beside an embedded store; they are fetched whole, once, and only where a text is not a code.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, cast

from nhsgraph.endpoint import Endpoint
from nhsgraph.graph import Graph
from nhsgraph.name_index import RANKS
from nhsgraph.names import Name
from nhsgraph.views import Fields, StoreReader

if TYPE_CHECKING:
    import pyoxigraph
    import rdflib

    from nhsgraph.analyses.footprints.desk import Desk


def connect(url: str, *, timeout: float = 60.0, user: str = "", password: str = "") -> RemoteGraph:
    """The graph that a SPARQL 1.1 service holds; nothing is sent before the first question.

    Raises :class:`~nhsgraph.errors.EndpointError` for an address that is none.
    """
    return RemoteGraph(Endpoint(url, timeout=timeout, user=user, password=password))


class RemoteGraph(Graph):
    """A graph at an address. It has no folder, so what reads files beside a store does not work on it."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint
        # The readers ask a store nothing but ``query``, which an endpoint has.
        self.store = cast("pyoxigraph.Store", endpoint)
        self.reader = StoreReader(self.store)

    @cached_property
    def names(self) -> list[Name]:
        """The name index, made from the graph: a line a body and name, in the order of the built index."""
        ons: dict[str, list[str]] = defaultdict(list)
        for row in self.reader.rows("index_identifiers"):
            ons[row.code("body")].append(row.text("code"))
        named: dict[str, list[Fields]] = defaultdict(list)
        for row in self.reader.rows("index_names"):
            named[row.code("body")].append(row)
        found: set[Name] = set()
        for row in self.reader.rows("index_bodies"):
            body, kind = row.code("body"), row.code("kind")
            rank = RANKS.index(kind) if kind in RANKS else len(RANKS)
            codes = " ".join(dict.fromkeys([*row.text("gss").split(), *ons[body]]))
            life = (row.text("from"), row.text("to"))
            for n in named[body]:
                name = (n.text("name"), n.text("from"), n.text("to"))
                found.add(Name(f"{rank:02d}", row.text("code"), codes, body, kind, *name, *life))
        for row in self.reader.rows("index_documented"):
            name = (row.text("label"), "", "")
            found.add(Name(f"{len(RANKS):02d}", "", "", row.code("body"), row.code("kind"), *name, "", ""))
        return sorted(found)

    @cached_property
    def footprints(self) -> Desk:
        """Footprints and how they lie to each other, from what the service has and the packaged table of small areas."""
        from nhsgraph.analyses.footprints.desk import Desk
        from nhsgraph.footprint_asking import AskedTables

        return Desk(AskedTables(self.reader), self.names, self.reader)

    def to_rdflib(self) -> rdflib.Dataset:
        """The service as an rdflib ``Dataset``: every question goes there."""
        import rdflib
        from rdflib.plugins.stores.sparqlstore import SPARQLStore

        return rdflib.Dataset(store=SPARQLStore(self.endpoint.url), default_union=True)
