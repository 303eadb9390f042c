"""The rules: SPARQL CONSTRUCT files run in a fixed order, what they derive into the derived graph.

A rule is one file in ``nhsgraph/queries/rules``; its file name begins with its place in the order, its ``#+`` header
has ``id``, ``title``, ``what``, ``premises`` and ``claims``. Every node a rule types gets, beside what the rule says of
it: the rule, the claims of the header, and the sources of its premises and claims. Its evidence grade is the one
the rule gives, else *implied*; *fictional* as soon as one premise is. What a rule says of a node that it does not type
(a plain edge between two bodies that a typed node explains) stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, QueryTriples, Store, Triple

from nhsgraph import ids, query, resources
from nhsgraph.errors import QueryError

GRAPH = NamedNode(ids.GRAPH + "derived")
_TYPE, _LABEL, _NOTATION, _DEFINITION = (
    NamedNode(query.PREFIXES[prefix] + name)
    for prefix, name in (("rdf", "type"), ("rdfs", "label"), ("skos", "notation"), ("skos", "definition"))
)
_RULE_CLASS, _RULE, _ORDER, _PREMISE, _LINE, _CLAIM, _SOURCE, _GRADE = (
    NamedNode(ids.DEF + name)
    for name in (
        "Rule",
        "rule",
        "ruleOrder",
        "premise",
        "instanceOfLine",
        "evidencedBy",
        "source",
        "grade",
    )
)
_IMPLIED, _FICTIONAL = (NamedNode(f"{ids.DEF}grade-{name}") for name in ("implied", "fictional"))
_BULK = 2_000
_INTEGER = NamedNode(query.PREFIXES["xsd"] + "integer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule file, as its header describes it."""

    id: str
    order: int
    title: str
    what: str
    claims: tuple[str, ...]
    path: Path

    @property
    def node(self) -> NamedNode:
        """The rule as a node of the graph."""
        return NamedNode(f"{ids.ID}rule-{self.id}")


def rules(folder: Path | None = None) -> Iterator[Rule]:
    """The rules of a folder (by default the packaged ones), in the order in which they run.

    Raises :class:`~nhsgraph.errors.QueryError` for a file without the header or the number.
    """
    for path in sorted((folder or resources.queries_dir("rules")).glob("*.rq")):
        header, number = query.header(path), path.name.split("-", 1)[0]
        missing = [key for key in ("id", "title", "what", "premises", "claims") if key not in header]
        if missing or not number.isdigit():
            raise QueryError(f"{path.name}: a rule needs a number in its name and a header with {missing}.")
        claims = header["claims"]
        yield Rule(
            id=str(header["id"]),
            order=int(number),
            title=str(header["title"]),
            what=str(header["what"]),
            claims=tuple(map(str, claims)) if isinstance(claims, list) else (),
            path=path,
        )


def derive(store: Store, folder: Path | None = None) -> int:
    """Run every rule on a store that holds facts and vocabulary and nothing derived yet; returns how many quads came.

    Each rule sees what the ones before it derived.
    """
    count = 0
    for rule in rules(folder):
        quads = [*_about(rule), *_with_evidence(store, rule, _constructed(store, rule))]
        # A bulk load writes a file of its own each time, which only pays for many quads.
        (store.bulk_extend if len(quads) > _BULK else store.extend)(quads)
        count += len(quads)
    return count


def _constructed(store: Store, rule: Rule) -> list[Triple]:
    result = query.run(store, rule.path.read_text(encoding="utf-8"))
    if not isinstance(result, QueryTriples):
        raise QueryError(f"{rule.path.name} is not a CONSTRUCT query.")
    return list(dict.fromkeys(result))


def _about(rule: Rule) -> Iterator[Quad]:
    yield Quad(rule.node, _TYPE, _RULE_CLASS, GRAPH)
    yield Quad(rule.node, _NOTATION, Literal(rule.id), GRAPH)
    yield Quad(rule.node, _LABEL, Literal(rule.title), GRAPH)
    yield Quad(rule.node, _DEFINITION, Literal(rule.what), GRAPH)
    yield Quad(rule.node, _ORDER, Literal(str(rule.order), datatype=_INTEGER), GRAPH)
    for claim in rule.claims:
        yield Quad(rule.node, _CLAIM, NamedNode(ids.CLAIM + claim), GRAPH)


def _with_evidence(store: Store, rule: Rule, triples: list[Triple]) -> Iterator[Quad]:
    """The triples of a rule with rule, claims, sources and grade; in the order the rule gave them."""
    nodes: dict[NamedNode, list[Triple]] = {}
    for triple in triples:
        if isinstance(triple.subject, NamedNode):
            nodes.setdefault(triple.subject, []).append(triple)
    shared = [NamedNode(ids.CLAIM + claim) for claim in rule.claims]
    known: dict[NamedNode, tuple[tuple[NamedNode, ...], bool]] = {}
    for node, own in nodes.items():
        if not any(t.predicate == _TYPE for t in own):
            yield from (Quad(node, t.predicate, t.object, GRAPH) for t in own)
            continue
        claims = [
            *shared,
            *(t.object for t in own if t.predicate == _CLAIM and isinstance(t.object, NamedNode)),
        ]
        premises = [
            t.object for t in own if t.predicate in {_PREMISE, _LINE} and isinstance(t.object, NamedNode)
        ]
        sources = dict.fromkeys(NamedNode(f"{ids.SOURCE}doc-{_document(claim)}") for claim in claims)
        fictional = False
        for premise in premises:
            if premise not in known:
                known[premise] = _evidence(store, premise)
            sources.update(dict.fromkeys(known[premise][0]))
            fictional = fictional or known[premise][1]
        graded = any(t.predicate == _GRADE for t in own)
        yield Quad(node, _RULE, rule.node, GRAPH)
        for triple in own:
            if not (fictional and triple.predicate == _GRADE):
                yield Quad(node, triple.predicate, triple.object, GRAPH)
        if fictional or not graded:
            yield Quad(node, _GRADE, _FICTIONAL if fictional else _IMPLIED, GRAPH)
        for claim in shared:
            yield Quad(node, _CLAIM, claim, GRAPH)
        for source in sources:
            yield Quad(node, _SOURCE, source, GRAPH)


def _evidence(store: Store, premise: NamedNode) -> tuple[tuple[NamedNode, ...], bool]:
    """The sources of a premise, and whether it is fictional: by its own grade or that of a source."""
    sources = tuple(
        dict.fromkeys(
            q.object
            for q in store.quads_for_pattern(premise, _SOURCE, None)
            if isinstance(q.object, NamedNode)
        )
    )
    graded = (premise, *sources)
    fictional = any(next(store.quads_for_pattern(n, _GRADE, _FICTIONAL), None) for n in graded)
    return tuple(sorted(sources, key=str)), fictional


def _document(claim: NamedNode) -> str:
    return claim.value.rsplit("/", 1)[-1].split("-", 1)[0]
