"""Linked data: every IRI of the graph answers on the path that it has after its base, as HTML or as RDF."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import islice
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Store, Triple
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from nhsgraph import ids
from nhsgraph.present.tables import shown
from nhsgraph.query import PREFIXES, Iri
from nhsgraph.sparql import formats, results, running
from nhsgraph.sparql.limits import UNLIMITED
from nhsgraph.web import forms, html, negotiation, state
from nhsgraph.web.problems import HttpProblem, NotFound

#: How many triples that point at a node are told with it.
INCOMING = 200
_OFFERS = ("text/html", *(media for form in formats.GRAPHS for media in form.media))
_LABELS = tuple(
    NamedNode(PREFIXES[p] + n) for p, n in (("rdfs", "label"), ("skos", "prefLabel"), ("dct", "title"))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What the graph says with a node as subject, and some of what points at it; each triple once."""

    iri: str
    label: str
    outgoing: tuple[Triple, ...]
    incoming: tuple[Triple, ...]
    more: bool  # more points at it than is told


async def resource(request: Request) -> Response:
    """A node: ``/id/…``, ``/source/…``, ``/claim/…``, or a named graph: ``/graph/…``."""
    # The path as it was sent: an IRI has its escapes, and they are part of it.
    path = request.scope["raw_path"].decode("ascii", "replace").removeprefix("/")
    return await _answered(request, ids.BASE + quote(path, safe="/-._~:%"))


async def vocabulary(request: Request) -> Response:
    """The vocabulary, ``/def``: the part of its IRIs after # never reaches a server."""
    return await _answered(request, ids.DEF)


async def _answered(request: Request, iri: str) -> Response:
    form = _form(request)
    shared = state.of(request)
    graph = ids.GRAPH + "ontology" if iri == ids.DEF else iri
    if form == "html":
        if iri == ids.DEF:
            body = await run_in_threadpool(_vocabulary_page, fictional=shared.settings.fictional)
        else:
            described = await run_in_threadpool(_described, shared, iri)
            body = _page(described, fictional=shared.settings.fictional)
        return HTMLResponse(body, headers={"vary": "Accept", "link": _link(iri)})
    if graph in shared.graphs:
        # Its IRI is one of the store's own names, checked just now: nothing of the client's stands in the text.
        text = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
        content = (await shared.pool.run(running.Request(text=text, graph=form))).body
    else:
        described = await run_in_threadpool(_described, shared, iri)
        content = _serialized(described, form)
    media = negotiation.content_type(negotiation.accepted(request), form)
    return Response(content, headers={"content-type": media, "vary": "Accept", "link": _link(iri)})


def _form(request: Request) -> str:
    if chosen := forms.one(forms.of_query(request), "format"):
        if chosen != "html" and chosen not in {form.name for form in formats.GRAPHS}:
            raise HttpProblem(
                400,
                f"there is no format “{chosen}”. Choose html, {', '.join(f.name for f in formats.GRAPHS)}.",
            )
        return chosen
    media = negotiation.choose(negotiation.accepted(request), _OFFERS)
    if not media:
        raise HttpProblem(406, f"none of the media types in Accept fits. There are: {', '.join(_OFFERS)}.")
    return "html" if media == "text/html" else next(f.name for f in formats.GRAPHS if media in f.media)


def _link(iri: str) -> str:
    return f'<{iri}>; rel="canonical"'


def _described(shared: state.State, iri: str) -> Description:
    return describe(shared.graph.store, iri)


def describe(store: Store, iri: str) -> Description:
    """What the graph says of a node. Raises :class:`~nhsgraph.web.problems.NotFound`."""
    try:
        node = NamedNode(iri)
    except ValueError:
        raise NotFound(f"“{iri}” is not an IRI.") from None
    outgoing = dict.fromkeys(quad.triple for quad in store.quads_for_pattern(node, None, None))
    found = dict.fromkeys(q.triple for q in islice(store.quads_for_pattern(None, None, node), 4 * INCOMING))
    if not outgoing and not found:
        in_graph = next(iter(store.quads_for_pattern(None, None, None, node)), None)
        if in_graph is None:
            raise NotFound(f"the graph says nothing of <{iri}>. Look for a body with: /api/find?q=…")
    label = next((o.value for p in _LABELS for o in _objects(outgoing, p)), "")
    ordered = sorted(outgoing, key=lambda t: (t.predicate.value, str(t.object)))
    return Description(
        iri=iri,
        label=label or shown(Iri(iri)),
        outgoing=tuple(ordered),
        incoming=tuple(islice(found, INCOMING)),
        more=len(found) > INCOMING,
    )


def _objects(triples: dict[Triple, None], predicate: NamedNode) -> Iterator[Literal]:
    for triple in triples:
        if triple.predicate == predicate and isinstance(triple.object, Literal):
            yield triple.object


def _serialized(description: Description, form: str) -> bytes:
    triples = dict.fromkeys((*description.outgoing, *description.incoming))  # a node may point at itself
    return results.graph(triples, form, UNLIMITED, PREFIXES)


def _page(description: Description, *, fictional: bool) -> str:
    iri = escape(description.iri)
    parts = [f'<h1>{escape(description.label)}</h1><p class="iri"><code>{iri}</code></p>']
    formats_ = " · ".join(f'<a href="?format={form.name}">{form.name}</a>' for form in formats.GRAPHS)
    parts.append(f"<p>As data: {formats_}</p>")
    if description.outgoing:
        rows = ((html.link(t.predicate.value), _term(t.object)) for t in description.outgoing)
        parts.append(html.table("What is said of it", ("property", "value"), rows))
    if description.incoming:
        rows = ((_term(t.subject), html.link(t.predicate.value)) for t in description.incoming)
        parts.append(html.table("What points at it", ("subject", "property"), rows))
    if description.more:
        parts.append(f"<p>Only the first {INCOMING} that point at it are shown; ask for all with SPARQL.</p>")
    return html.page(description.label, "".join(parts), fictional=fictional)


def _term(term: object) -> str:
    if isinstance(term, NamedNode):
        return html.link(term.value)
    return escape(term.value if isinstance(term, Literal) else str(term))


def _vocabulary_page(*, fictional: bool) -> str:
    from nhsgraph import ontology

    rows = (
        (
            f'<span id="{escape(t.name)}">{escape(t.name)}</span>',
            t.kind,
            escape(t.label),
            escape(t.definition),
        )
        for t in ontology.terms().values()
    )
    formats_ = " · ".join(f'<a href="?format={form.name}">{form.name}</a>' for form in formats.GRAPHS)
    body = f"<h1>Vocabulary</h1><p>As data: {formats_}</p>" + html.table(
        "Terms", ("term", "kind", "label", "meaning"), rows
    )
    return html.page("Vocabulary", body, fictional=fictional)
