"""The forms in which results are written: names for the command line, media types for the protocol."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One form: its name, its media types (the first is the one that is sent) and the suffix of its files."""

    name: str
    media: tuple[str, ...]
    suffix: str


#: For SELECT and ASK, the preferred one first. CSV and TSV of an ASK are one line with true or false.
RESULTS = (
    Form(name="json", media=("application/sparql-results+json", "application/json"), suffix="srj"),
    Form(name="xml", media=("application/sparql-results+xml", "application/xml", "text/xml"), suffix="srx"),
    Form(name="csv", media=("text/csv",), suffix="csv"),
    Form(name="tsv", media=("text/tab-separated-values",), suffix="tsv"),
)
#: For CONSTRUCT and DESCRIBE.
GRAPHS = (
    Form(name="turtle", media=("text/turtle", "application/x-turtle"), suffix="ttl"),
    Form(name="ntriples", media=("application/n-triples", "text/plain"), suffix="nt"),
    Form(name="jsonld", media=("application/ld+json", "application/json"), suffix="jsonld"),
    Form(name="rdfxml", media=("application/rdf+xml", "application/xml"), suffix="rdf"),
)
RDF_FORMATS = {
    "turtle": pyoxigraph.RdfFormat.TURTLE,
    "ntriples": pyoxigraph.RdfFormat.N_TRIPLES,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
    "rdfxml": pyoxigraph.RdfFormat.RDF_XML,
}
_BY_NAME = {form.name: form for form in (*RESULTS, *GRAPHS)}


def by_name(name: str) -> Form:
    """A form by its name."""
    return _BY_NAME[name]
