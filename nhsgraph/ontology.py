"""What the terms of the vocabulary mean, read from ``ontology/*.ttl`` at run time.

Code names terms through :mod:`nhsgraph.vocab`; what a term is called, what it means, what it rests on and
where it stands in the tree of classes or the order of a scheme is asked here. The first call parses every
file (about half a second); the answers are then kept for the life of the process.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from nhsgraph.errors import StoreError, UsageError
from nhsgraph.ids import DEF
from nhsgraph.resources import ontology_dir

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node, URIRef

_ORDER_LAST = 10**6  # concepts without a rank follow those with one, by notation


class Kind(StrEnum):
    """What sort of term it is."""

    CLASS = "class"
    PROPERTY = "property"
    SCHEME = "scheme"
    CONCEPT = "concept"
    DATATYPE = "datatype"
    INDIVIDUAL = "individual"


class UnknownTerm(UsageError):
    """No term of the vocabulary has this name; ``suggestions`` are names, best first."""

    def __init__(self, name: str, suggestions: Iterable[str] = ()) -> None:
        self.name = name
        self.suggestions = tuple(suggestions)
        hint = (
            f" Did you mean {', '.join(self.suggestions)}?" if self.suggestions else " See docs/ontology.md."
        )
        super().__init__(f"the vocabulary has no term “{name}”.{hint}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One term: its names, what it means, and its place. Fields that do not apply to its kind are empty.

    ``parents`` are superclasses of a class, broader concepts of a concept, super-properties of a property;
    parents in other vocabularies are full IRIs, the vocabulary's own are local names.
    """

    name: str  # local name, as after ng:
    kind: Kind
    label: str
    definition: str
    sources: tuple[str, ...]  # IRIs of claims, documents or standards, sorted
    parents: tuple[str, ...] = ()
    scheme: str = ""  # of a concept, without "scheme-"
    notation: str = ""  # code of a concept in its scheme; ODS role of a class
    rank: int | None = None
    domain: str = ""
    range: str = ""
    default_status: str = ""  # of a class: local name of the statutory status, if it says so itself

    @property
    def iri(self) -> str:
        """The full IRI."""
        return DEF + self.name


@cache
def graph() -> Graph:
    """The whole vocabulary as one rdflib graph. Shared by all callers: read it, do not change it.

    Raises :class:`~nhsgraph.errors.StoreError` when the files are missing or one of them is not Turtle.
    """
    from rdflib import Graph

    files = sorted(ontology_dir().glob("*.ttl"))
    if not files:
        raise StoreError(
            "the vocabulary is missing.", path=ontology_dir(), remedy="Install the package again."
        )
    merged = Graph()
    for file in files:
        _parse(merged, file)
    return merged


def _parse(merged: Graph, file: Path) -> None:
    from rdflib.plugins.parsers.notation3 import BadSyntax

    try:
        merged.parse(file, format="turtle")
    except BadSyntax as e:
        problem = f"{file.name}, line {e.lines + 1}: not Turtle."
        raise StoreError(problem, path=file, remedy="Install the package again.") from None


@cache
def terms() -> Mapping[str, Term]:
    """Every term of the vocabulary by local name, in order of kind and name."""
    found = sorted(_terms(graph()), key=lambda t: (list(Kind).index(t.kind), t.name))
    return {term.name: term for term in found}


def term(name: str) -> Term:
    """The term of a local name, of a name with ``ng:``, or of a full IRI.

    >>> term("ng:CCG").label
    'clinical commissioning group'

    Raises :class:`UnknownTerm` with the names that come nearest.
    """
    local = name.removeprefix(DEF).removeprefix("ng:")
    known = terms()
    if local in known:
        return known[local]
    near = get_close_matches(local.lower(), {n.lower() for n in known}, n=3, cutoff=0.7)
    raise UnknownTerm(name, [n for lower in near for n in known if n.lower() == lower])


def superclasses(name: str) -> tuple[str, ...]:
    """The vocabulary's own classes above a class, nearest first; classes of other vocabularies are left out.

    >>> superclasses("PCCC")
    ('Committee', 'Organisation')
    """
    known, found, level = terms(), list[str](), [term(name).name]
    while level:
        level = [p for n in level for p in known[n].parents if p in known]
        found += [n for n in dict.fromkeys(level) if n not in found]
    return tuple(found)


def subclasses(name: str) -> tuple[str, ...]:
    """Every class below a class, sorted; not the class itself."""
    top = term(name).name
    return tuple(
        sorted(t.name for t in terms().values() if t.kind is Kind.CLASS and top in superclasses(t.name))
    )


def default_status(name: str) -> str:
    """Local name of the statutory status of a class: its own, else that of the nearest class above.

    Empty where no class above states one: the status then stands with each body.

    >>> default_status("AreaTeam"), default_status("STP")
    ('status-administrative-unit', 'status-non-statutory-partnership')
    """
    for candidate in (term(name).name, *superclasses(name)):
        if status := terms()[candidate].default_status:
            return status
    return ""


def schemes() -> tuple[str, ...]:
    """The names of the concept schemes, without ``scheme-``, sorted."""
    return tuple(t.name.removeprefix("scheme-") for t in terms().values() if t.kind is Kind.SCHEME)


def concepts(scheme: str) -> tuple[Term, ...]:
    """The concepts of a scheme: by rank where the scheme is ordered, else by notation.

    >>> [c.notation for c in concepts("level")]
    ['greater-involvement', 'joint', 'delegated']
    """
    name = term(f"scheme-{scheme}").name.removeprefix("scheme-")
    found = (t for t in terms().values() if t.scheme == name)
    return tuple(sorted(found, key=lambda t: (_ORDER_LAST if t.rank is None else t.rank, t.notation)))


def reused() -> Mapping[str, str]:
    """The terms of other vocabularies that the graph uses: full IRI to how it uses them, sorted by IRI."""
    from rdflib import SKOS

    pairs = ((str(s), str(note)) for s, note in graph().subject_objects(SKOS.scopeNote))
    return dict(sorted(pair for pair in pairs if not pair[0].startswith(DEF)))


def _terms(source: Graph) -> Iterator[Term]:
    from rdflib import DCTERMS, RDFS, SKOS, URIRef

    def one(subject: Node, predicate: URIRef) -> str:
        value = source.value(subject, predicate, any=True)
        return "" if value is None else _local(str(value))

    def several(subject: Node, *predicates: URIRef) -> tuple[str, ...]:
        return tuple(sorted(_local(str(o)) for p in predicates for o in source.objects(subject, p)))

    rank, status = URIRef(DEF + "rank"), URIRef(DEF + "defaultStatutoryStatus")
    for subject in sorted({s for s in source.subjects() if isinstance(s, URIRef) and len(s) > len(DEF)}):
        if not subject.startswith(DEF):
            continue
        place = one(subject, rank)
        yield Term(
            name=_local(subject),
            kind=_kind(source, subject),
            label=one(subject, RDFS.label),
            definition=one(subject, SKOS.definition),
            sources=tuple(sorted(str(o) for o in source.objects(subject, DCTERMS.source))),
            parents=several(subject, RDFS.subClassOf, RDFS.subPropertyOf, SKOS.broader),
            scheme=one(subject, SKOS.inScheme).removeprefix("scheme-"),
            notation=one(subject, SKOS.notation),
            rank=int(place) if place else None,
            domain=one(subject, RDFS.domain),
            range=one(subject, RDFS.range),
            default_status=one(subject, status),
        )


def _kind(source: Graph, subject: URIRef) -> Kind:
    from rdflib import OWL, RDF, RDFS, SKOS

    kinds = {
        OWL.Class: Kind.CLASS,
        OWL.ObjectProperty: Kind.PROPERTY,
        OWL.DatatypeProperty: Kind.PROPERTY,
        OWL.AnnotationProperty: Kind.PROPERTY,
        SKOS.ConceptScheme: Kind.SCHEME,
        SKOS.Concept: Kind.CONCEPT,
        RDFS.Datatype: Kind.DATATYPE,
    }
    types = set(source.objects(subject, RDF.type))
    return next((kind for type_, kind in kinds.items() if type_ in types), Kind.INDIVIDUAL)


def _local(iri: str) -> str:
    return iri.removeprefix(DEF)
