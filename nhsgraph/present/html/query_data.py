"""The part of the graph that travels in the query page, as TriG.

Left out, because one file has a size: contracts, lists and payments of practices by year, their statuses and former
names, listings of STP partners, codes by period, middle points, derived accountability lines, and the place in a
source (``record``) of every fact.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store, Triple

from nhsgraph.query import PREFIXES

_TYPE = NamedNode(PREFIXES["rdf"] + "type")
_ONTOLOGY = NamedNode(PREFIXES["graph"] + "ontology")
_NAME_OF = NamedNode(PREFIXES["ng"] + "nameOf")
#: Classes whose nodes stay at home, and predicates.
LEFT_OUT = (
    "PracticeYear",
    "StatusObservation",
    "PartnerListing",
    "IdentifierAssignment",
    "AccountabilityRelation",
    "Centroid",
    "FunctionRole",
)
_PREDICATES = {PREFIXES["ng"] + name for name in ("record", "dated")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The part of the graph, and what it cannot answer about."""

    trig: str  # in a stable order: graphs, subjects, predicates and objects by their text
    absent: frozenset[str]  # classes and predicates that only nodes left out have, by local name


def part(store: Store) -> Part:
    """The part of a graph that travels; reads the whole graph."""
    out = _left_out(store)
    graphs: dict[str, dict[str, dict[str, list[str]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(list))
    )
    used: dict[bool, set[str]] = {True: set(), False: set()}
    for quad in store:
        kept = quad.subject not in out and quad.predicate.value not in _PREDICATES
        if kept:
            _add(graphs, quad)
        # The vocabulary names every term; what counts is whether facts use it.
        if quad.graph_name != _ONTOLOGY:
            used[kept].add(quad.predicate.value)
            if quad.predicate == _TYPE and isinstance(quad.object, NamedNode):
                used[kept].add(quad.object.value)
    base = PREFIXES["ng"]
    absent = frozenset(iri.removeprefix(base) for iri in used[False] - used[True] if iri.startswith(base))
    lines = [f"@prefix {name}: <{iri}> ." for name, iri in sorted(PREFIXES.items())]
    for graph, subjects in sorted(graphs.items()):
        lines += [f"{graph} {{", *_subjects(subjects), "}"]
    return Part(trig="\n".join(lines) + "\n", absent=absent)


def _left_out(store: Store) -> set[object]:
    found: set[object] = set()
    for name in LEFT_OUT:
        kind = NamedNode(PREFIXES["ng"] + name)
        found |= {quad.subject for quad in store.quads_for_pattern(None, _TYPE, kind, None)}
    practice = PREFIXES["id"] + "practice-"
    found |= {
        quad.subject
        for quad in store.quads_for_pattern(None, _NAME_OF, None, None)
        if isinstance(quad.object, NamedNode) and quad.object.value.startswith(practice)
    }
    return found


def _add(graphs: dict[str, dict[str, dict[str, list[str]]]], quad: Quad) -> None:
    graph = "" if not isinstance(quad.graph_name, NamedNode) else _term(quad.graph_name)
    predicate = "a" if quad.predicate == _TYPE else _term(quad.predicate)
    graphs[graph][_term(quad.subject)][predicate].append(_term(quad.object))


def _subjects(subjects: dict[str, dict[str, list[str]]]) -> Iterator[str]:
    for subject, predicates in sorted(subjects.items()):
        yield (
            subject
            + " "
            + ";".join(f"{p} {','.join(sorted(o))}" for p, o in sorted(predicates.items()))
            + "."
        )


def _term(term: NamedNode | BlankNode | Literal | Triple) -> str:
    if isinstance(term, Literal):
        return _literal(term)
    if not isinstance(term, NamedNode):
        return str(term)
    for name, base in _BASES:
        if term.value.startswith(base):
            local = term.value[len(base) :]
            if local and all(c.isascii() and (c.isalnum() or c in "-_") for c in local):
                return f"{name}:{local}"
    return str(term)


def _literal(term: Literal) -> str:
    kind = term.datatype.value
    if kind == PREFIXES["xsd"] + "integer" and term.value.lstrip("-").isdigit():
        return term.value
    if kind.startswith(PREFIXES["xsd"]) and kind != PREFIXES["xsd"] + "string":
        return f"{Literal(term.value)}^^xsd:{kind[len(PREFIXES['xsd']) :]}"
    return str(term)


#: Prefixes, the longest base first.
_BASES: Iterable[tuple[str, str]] = sorted(PREFIXES.items(), key=lambda pair: -len(pair[1]))
