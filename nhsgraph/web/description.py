"""What the service says of itself: SPARQL Service Description and VoID, in every RDF form."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, Store, Triple
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from nhsgraph import ids
from nhsgraph.query import PREFIXES
from nhsgraph.sparql import formats
from nhsgraph.web import negotiation, state
from nhsgraph.web.problems import HttpProblem

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_NAMES = {**PREFIXES, "sd": _SD, "formats": _FORMATS}
_RESULT_FORMATS = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
    "Turtle", "N-Triples", "JSON-LD", "RDF_XML",
)  # fmt: skip
_ABOUT = "How English primary care was commissioned: bodies, relations, claims and payments, each with its sources."


async def service(request: Request) -> Response:
    """The service description, with the data set and its graphs."""
    accept = negotiation.accepted(request)
    form = negotiation.form(accept, formats.GRAPHS)
    if not form:
        raise HttpProblem(
            406, "a description comes as " + ", ".join(f.media[0] for f in formats.GRAPHS) + "."
        )
    shared = state.of(request)
    counts = await run_in_threadpool(_counts, shared.graph.store)
    triples = _triples(state.base_url(request), counts, fictional=shared.settings.fictional)
    prefixes = {k: v for k, v in _NAMES.items() if k in {"sd", "void", "dct", "formats", "xsd", "foaf"}}
    body = pyoxigraph.serialize(
        triples,
        format=formats.RDF_FORMATS[form],
        prefixes=prefixes if form in {"turtle", "rdfxml"} else None,
    )
    media = negotiation.content_type(accept, form)
    return Response(body, headers={"content-type": media, "vary": "Accept"})


@lru_cache(maxsize=4)
def _counts(store: Store) -> tuple[tuple[str, int], ...]:
    """Every named graph with its number of triples; the store does not change, so they are counted once."""
    rows = store.query("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g")
    assert isinstance(rows, pyoxigraph.QuerySolutions)
    found = []
    for row in rows:
        graph, number = row["g"], row["n"]
        if isinstance(graph, NamedNode) and isinstance(number, Literal):
            found.append((graph.value, int(number.value)))
    return tuple(found)


def _triples(base: str, counts: tuple[tuple[str, int], ...], *, fictional: bool) -> Iterator[Triple]:
    service_node, dataset = NamedNode(f"{base}/sparql"), NamedNode(f"{base}/.well-known/void")
    default = NamedNode(f"{base}/.well-known/void#default")
    a = _n("rdf:type")
    title = "nhsgraph (fictional demonstration data)" if fictional else "nhsgraph"
    yield Triple(service_node, a, _n("sd:Service"))
    yield Triple(service_node, _n("dct:title"), Literal(title))
    yield Triple(service_node, _n("sd:endpoint"), service_node)
    yield Triple(service_node, _n("sd:supportedLanguage"), _n("sd:SPARQL11Query"))
    yield Triple(service_node, _n("sd:feature"), _n("sd:UnionDefaultGraph"))
    for name in _RESULT_FORMATS:
        yield Triple(service_node, _n("sd:resultFormat"), NamedNode(_FORMATS + name))
    yield Triple(service_node, _n("sd:defaultDataset"), dataset)
    yield Triple(dataset, a, _n("sd:Dataset"))
    yield Triple(dataset, a, _n("void:Dataset"))
    yield Triple(dataset, _n("dct:title"), Literal(title))
    yield Triple(dataset, _n("dct:description"), Literal(_ABOUT, language="en"))
    yield Triple(dataset, _n("void:sparqlEndpoint"), service_node)
    yield Triple(dataset, _n("void:uriSpace"), Literal(ids.BASE))
    yield Triple(dataset, _n("void:triples"), Literal(sum(n for _, n in counts)))
    yield Triple(dataset, _n("void:feature"), NamedNode(_FORMATS + "Turtle"))
    if not fictional:
        yield Triple(dataset, _n("void:exampleResource"), NamedNode(ids.ID + "ccg-05T"))
    for prefix in ("org", "prov", "skos", "dcat", "dct"):
        yield Triple(dataset, _n("void:vocabulary"), NamedNode(PREFIXES[prefix]))
    yield Triple(dataset, _n("void:vocabulary"), NamedNode(ids.DEF))
    yield Triple(dataset, _n("sd:defaultGraph"), default)
    yield Triple(default, a, _n("sd:Graph"))
    for number, (graph, size) in enumerate(counts):
        named = BlankNode(f"g{number}")
        described = NamedNode(f"{base}/.well-known/void#g{number}")
        yield Triple(dataset, _n("sd:namedGraph"), named)
        yield Triple(named, a, _n("sd:NamedGraph"))
        yield Triple(named, _n("sd:name"), NamedNode(graph))
        yield Triple(named, _n("sd:graph"), described)
        yield Triple(described, a, _n("sd:Graph"))
        yield Triple(described, a, _n("void:Dataset"))
        yield Triple(described, _n("void:triples"), Literal(size))
        yield Triple(dataset, _n("void:subset"), described)


def _n(curie: str) -> NamedNode:
    prefix, _, name = curie.partition(":")
    return NamedNode(_NAMES[prefix] + name)
