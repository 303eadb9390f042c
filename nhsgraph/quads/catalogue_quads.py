"""The catalogue graph: each source as a DCAT dataset with PROV, and the counts of what was loaded from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from nhsgraph import ids
from nhsgraph.catalogue import Source
from nhsgraph.facts import Fact
from nhsgraph.quads import XSD, expand, graph_iri, node_iri, quads, text_literal

GRAPH = "catalogue"


def catalogue_lines(
    sources: Mapping[str, Source], facts: Mapping[type[Fact], tuple[Fact, ...]]
) -> Iterator[str]:
    """Every source: title, publisher, licence, date, grade, caveats, rows published and facts loaded."""
    loaded = Counter(source for rows in facts.values() for fact in rows for source in fact.sources)
    graph = graph_iri(GRAPH)
    for source in sources.values():
        subject = ids.SOURCE + source.id
        pairs = [
            ("rdf:type", f"<{expand('dcat:Dataset')}>"),
            ("rdf:type", f"<{expand('prov:Entity')}>"),
            ("dct:identifier", text_literal(source.id)),
            ("dct:title", text_literal(source.title)),
            ("dct:publisher", text_literal(source.publisher)),
            ("dct:license", text_literal(source.licence)),
            ("ng:grade", f"<{ids.DEF}grade-{source.grade}>"),
            ("ng:factsLoaded", f'"{loaded[source.id]}"^^<{XSD}integer>'),
            ("ng:namedGraph", f"<{graph_iri(source.id)}>"),
        ]
        if source.url:
            pairs.append(("dcat:landingPage", f"<{source.url}>"))
        if source.published:
            pairs.append(("dct:issued", text_literal(source.published)))
        if source.rows is not None:
            pairs.append(("ng:recordCount", f'"{source.rows}"^^<{XSD}integer>'))
        for day, predicate in ((source.speaks_from, "ng:validFrom"), (source.speaks_until, "ng:knownUntil")):
            if day is not None:
                pairs.append((predicate, f'"{day.isoformat()}"^^<{XSD}date>'))
        pairs += [("ng:caveat", text_literal(caveat)) for caveat in source.caveats]
        yield from quads(subject, graph, pairs)
        yield from _correction_lines(source, graph)


def _correction_lines(source: Source, graph: str) -> Iterator[str]:
    """Every entry of the source's lookups that gives a reason: what was corrected, left out or is known to be odd."""
    for number, (about, reason) in enumerate(_reasons(source.lookups or {}), start=1):
        pairs = [
            ("rdf:type", f"<{expand('ng:Correction')}>"),
            ("ng:correctionOf", f"<{ids.SOURCE}{source.id}>"),
            ("skos:notation", text_literal(about)),
            ("ng:reason", text_literal(reason)),
        ]
        yield from quads(node_iri(f"correction-{source.id}-{number}"), graph, pairs)


def _reasons(entry: Mapping[str, Any], about: str = "") -> Iterator[tuple[str, str]]:
    """Every reason at any depth, after what it is about: the keys above it, or what an entry of a list names first.

    >>> list(_reasons({"ends": {"Y54": {"reason": "Replaced."}}, "names": [{"line": 20, "reason": "Misprint."}]}))
    [('ends Y54', 'Replaced.'), ('line 20', 'Misprint.')]
    """
    for key, value in entry.items():
        if key == "reason":
            yield about, value
        elif key.endswith("_reason"):
            yield _words(about, key.removesuffix("_reason")), value
        elif isinstance(value, dict):
            yield from _reasons(value, _words(about, key))
        elif isinstance(value, list):
            for item in value:
                if isinstance(item, dict):
                    yield from _reasons(item, _named(item))


def _words(about: str, key: str) -> str:
    return f"{about} {key}".replace("_", " ").strip()


def _named(item: Mapping[str, Any]) -> str:
    """What an entry of a list is about: what it says so, else its first value, with its key where that is a number."""
    if "about" in item:
        return str(item["about"])
    key, value = next(iter(item.items()))
    return value.strip() if isinstance(value, str) else f"{key} {value}"
