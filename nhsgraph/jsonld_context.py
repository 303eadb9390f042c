"""The JSON-LD context: what the short names of the JSON-LD export mean, made from the ontology.

A term's key is its name in the vocabulary; object properties take IRIs, datatype properties their range. Terms of
other vocabularies carry their prefix, as they do everywhere here. The file ``ontology/context.jsonld`` is written by
``tools/make_context.py`` and published with the ontology; an export carries the same context inside, so that nobody
has to fetch anything to read it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyoxigraph
from pyoxigraph import NamedNode, RdfFormat

from nhsgraph import ids, resources

_OWL, _RDFS = "http://www.w3.org/2002/07/owl#", "http://www.w3.org/2000/01/rdf-schema#"
_RDF_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_XSD = "http://www.w3.org/2001/XMLSchema#"
#: Ranges that become a type in the context; a plain text needs none.
_TYPES = tuple(_XSD + name for name in ("date", "integer", "decimal", "boolean", "anyURI"))


def context(prefixes: Mapping[str, str]) -> dict[str, Any]:
    """The value of ``@context``: prefixes, then the properties of the vocabulary in order of name."""
    store = pyoxigraph.Store()
    for path in sorted(resources.ontology_dir().glob("*.ttl")):
        store.load(path=str(path), format=RdfFormat.TURTLE)
    made: dict[str, Any] = {
        "@version": 1.1,
        "xsd": _XSD,
        **{name: prefixes[name] for name in sorted(prefixes)},
    }
    for name, coercion in sorted(
        (*_properties(store, "ObjectProperty"), *_properties(store, "DatatypeProperty"))
    ):
        made[name] = {"@id": f"ng:{name}", "@type": coercion} if coercion else {"@id": f"ng:{name}"}
    return made


def _properties(store: pyoxigraph.Store, kind: str) -> list[tuple[str, str]]:
    found = []
    for quad in store.quads_for_pattern(None, _RDF_TYPE, NamedNode(_OWL + kind), None):
        if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(ids.DEF):
            found.append((quad.subject.value.removeprefix(ids.DEF), _coercion(store, quad.subject, kind)))
    return found


def _coercion(store: pyoxigraph.Store, term: NamedNode, kind: str) -> str:
    if kind == "ObjectProperty":
        return "@id"
    ranges = [q.object for q in store.quads_for_pattern(term, NamedNode(_RDFS + "range"), None, None)]
    values = [r.value for r in ranges if isinstance(r, NamedNode) and r.value in _TYPES]
    return values[0].replace(_XSD, "xsd:") if len(values) == 1 else ""
