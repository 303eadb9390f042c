"""The vocabulary: complete, consistent, and the same in Turtle, in code, in data and in the docs."""

from __future__ import annotations

import ast
import csv
import importlib.util
import re
from collections import Counter
from enum import StrEnum
from graphlib import TopologicalSorter
from pathlib import Path
from types import ModuleType
from typing import get_args, get_type_hints

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Graph, URIRef

from nhsgraph import document_codes, facts, ids, ontology, vocab
from nhsgraph.errors import StoreError
from nhsgraph.ontology import Kind, UnknownTerm
from nhsgraph.quads import PREFIXES, Shape, expand
from nhsgraph.quads.document_shapes import DOCUMENT_SHAPES
from nhsgraph.quads.shapes import SHAPES

ROOT = Path(__file__).parent.parent
FILES = sorted((ROOT / "ontology").glob("*.ttl"))
ALL_SHAPES = {**SHAPES, **DOCUMENT_SHAPES}


def own(iri: object) -> bool:
    return str(iri).startswith(ids.DEF) and len(str(iri)) > len(ids.DEF)


def tool(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# --- The Turtle


def test_rdflib_and_pyoxigraph_read_the_same_number_of_triples() -> None:
    store = pyoxigraph.Store()
    for file in FILES:
        store.load(path=str(file), format=pyoxigraph.RdfFormat.TURTLE)
    assert len(store) == len(ontology.graph()) > 3000


def test_every_term_has_label_definition_source_and_a_home() -> None:
    graph = ontology.graph()
    missing = [
        (str(s), p.n3())
        for s in {s for s in graph.subjects() if own(s)}
        for p in (RDF.type, RDFS.label, SKOS.definition, DCTERMS.source, RDFS.isDefinedBy)
        if graph.value(s, p, any=True) is None
    ]
    assert missing == []


def test_labels_and_definitions_are_english_and_definitions_are_sentences() -> None:
    graph = ontology.graph()
    texts = [
        o
        for p in (RDFS.label, SKOS.definition, SKOS.altLabel, SKOS.scopeNote)
        for o in graph.objects(None, p)
    ]
    assert [t for t in texts if getattr(t, "language", None) != "en"] == []
    assert [t.name for t in ontology.terms().values() if not t.definition.endswith(".")] == []


def test_a_term_has_one_label_and_one_definition_and_stands_in_one_file() -> None:
    graph = ontology.graph()
    for predicate in (RDFS.label, SKOS.definition):
        counts = Counter(s for s in graph.subjects(predicate, None) if own(s))
        assert [s for s, n in counts.items() if n > 1] == []
    homes = Counter(s for file in FILES for s in set(Graph().parse(file).subjects()) if own(s))
    assert [s for s, n in homes.items() if n > 1] == []


def test_every_term_that_is_mentioned_is_defined() -> None:
    graph = ontology.graph()
    mentioned = {str(x) for triple in graph for x in triple if own(x)}
    assert mentioned - {t.iri for t in ontology.terms().values()} == set()


@pytest.mark.parametrize(
    "predicate", [RDFS.subClassOf, RDFS.subPropertyOf, SKOS.broader], ids=["class", "property", "broader"]
)
def test_no_hierarchy_has_a_cycle(predicate: URIRef) -> None:
    edges: dict[object, set[object]] = {}
    for child, parent in ontology.graph().subject_objects(predicate):
        edges.setdefault(child, set()).add(parent)
    assert list(TopologicalSorter(edges).static_order())


def test_every_property_says_what_it_leads_to() -> None:
    assert [t.name for t in ontology.terms().values() if t.kind is Kind.PROPERTY and not t.range] == []
    graph = ontology.graph()
    for property_ in graph.subjects(RDF.type, OWL.DatatypeProperty):
        target = str(graph.value(property_, RDFS.range))
        assert target.startswith(PREFIXES["xsd"]) or target == str(RDFS.Literal), property_


def test_every_claim_and_release_that_a_term_rests_on_is_in_the_data() -> None:
    with (ROOT / "data" / "documents" / "claims.csv").open(encoding="utf-8", newline="") as file:
        known = {ids.CLAIM + row["id"] for row in csv.DictReader(file)}
    known |= {ids.SOURCE + path.parent.name for path in (ROOT / "data" / "sources").glob("*/source.yml")}
    known.add(vocab.design)
    used = {s for t in ontology.terms().values() for s in t.sources if s.startswith(ids.BASE)}
    assert used - known == set()


# --- Schemes


def test_concepts_belong_to_a_scheme_in_which_their_notation_is_unique() -> None:
    concepts = [t for t in ontology.terms().values() if t.kind is Kind.CONCEPT]
    assert {c.scheme for c in concepts} == set(ontology.schemes())
    assert [n for n, count in Counter((c.scheme, c.notation) for c in concepts).items() if count > 1] == []
    assert [c.name for c in concepts if not c.notation or not c.name.endswith(c.notation)] == []


def test_a_scheme_is_ranked_throughout_or_not_at_all_and_broader_stays_inside_it() -> None:
    for scheme in ontology.schemes():
        concepts = ontology.concepts(scheme)
        ranks = [c.rank for c in concepts if c.rank is not None]
        assert len(ranks) in {0, len(concepts)}, scheme
        assert len(set(ranks)) == len(ranks), scheme
        assert {p for c in concepts for p in c.parents} <= {c.name for c in concepts}, scheme


def test_levels_rise_and_unknown_is_not_one_of_them() -> None:
    assert [c.notation for c in ontology.concepts("level")] == ["greater-involvement", "joint", "delegated"]
    assert {c.notation for c in ontology.concepts("level-state")} == {"none", "unknown"}


def test_eight_types_of_accountability_bind_and_the_order_is_from_the_strongest() -> None:
    graph, types = ontology.graph(), ontology.concepts("accountability-type")
    binding = [
        c.notation
        for c in types
        if graph.value(URIRef(c.iri), URIRef(vocab.bindingness)) == URIRef(vocab.binding)
    ]
    assert binding == [c.notation for c in types[:8]]
    assert binding[0] == "statutory"
    assert [c.notation for c in types[8:]] == [
        "professional",
        "scrutiny",
        "advisory",
        "oversight",
        "collaborative",
    ]


def test_the_functions_are_those_of_the_table_of_functions() -> None:
    with (ROOT / "data" / "documents" / "functions.csv").open(encoding="utf-8", newline="") as file:
        table = {row["id"]: row for row in csv.DictReader(file)}
    functions = ontology.concepts("function")
    assert len(functions) == 25
    assert {f.name for f in functions} == set(table)
    graph = ontology.graph()
    for function in functions:
        row = table[function.name]
        assert (function.label, function.definition) == (row["label"], row["definition"])
        assert " ".join(function.parents) == row["parent"]
        assert str(graph.value(URIRef(function.iri), URIRef(vocab.delegable))) == row["delegable"]
        levers = {
            str(o).removeprefix(ids.DEF) for o in graph.objects(URIRef(function.iri), URIRef(vocab.lever))
        }
        assert levers == set(row["levers"].split())


@pytest.mark.parametrize(
    ("codes", "scheme", "apart"),
    [
        (facts.Grade, "grade", set()),
        (facts.Dated, "dated", set()),
        (facts.Status, "practice-status", set()),
        (document_codes.ClaimKind, "claim-kind", set()),
        (document_codes.Modality, "modality", set()),
        (document_codes.StanceType, "stance", set()),
        (document_codes.ClaimStatus, "claim-status", set()),
        (document_codes.Precision, "precision", set()),
        (document_codes.Role, "function-role", set()),
        (document_codes.Verdict, "verdict", set()),
        (facts.LevelOf, "level", {"unknown"}),
        (document_codes.AllocationLevel, "level", {"none"}),
    ],
)
def test_a_closed_list_of_the_code_is_its_scheme(codes: type[StrEnum], scheme: str, apart: set[str]) -> None:
    assert {str(code) for code in codes} - apart == {c.notation for c in ontology.concepts(scheme)}


# --- The tree of classes


def test_every_class_that_has_ids_is_a_body() -> None:
    assert [k for k in ids.PREFIXES if "Organisation" not in (k, *ontology.superclasses(k))] == []


def test_superclasses_come_nearest_first_and_include_every_path() -> None:
    assert ontology.superclasses("PCCC") == ("Committee", "Organisation")
    assert ontology.superclasses("FederationCompany") == ("Company", "ProviderOrganisation", "Organisation")
    assert ontology.superclasses("Organisation") == ()
    assert ontology.subclasses("NHSETeam") == ("AreaTeam", "LocalTeam", "RegionalTeam")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("CCG", "status-statutory-body"),
        ("NHSEngland", "status-statutory-body"),
        ("PCCC", "status-committee"),
        ("STP", "status-non-statutory-partnership"),
        ("Vanguard", "status-non-statutory-partnership"),
        ("HealthWellbeingBoard", "status-statutory-committee"),
        ("FederationCompany", "status-private-company"),
        ("AreaTeam", "status-administrative-unit"),
        ("CSU", "status-hosted-unit"),
        ("LMC", "status-statutory-representative"),
        ("GPPractice", "status-independent-contractor"),
        ("ProviderOrganisation", ""),
    ],
)
def test_statutory_status_comes_from_the_class(body: str, status: str) -> None:
    assert ontology.default_status(body) == status


def test_classes_and_statuses_of_the_documents_are_in_the_vocabulary() -> None:
    with (ROOT / "data" / "documents" / "bodies.csv").open(encoding="utf-8", newline="") as file:
        bodies = list(csv.DictReader(file))
    with (ROOT / "data" / "documents" / "roles.csv").open(encoding="utf-8", newline="") as file:
        kinds = {row["kind"] for row in csv.DictReader(file)} | {row["kind"] for row in bodies}
    classes = {t.name for t in ontology.terms().values() if t.kind is Kind.CLASS}
    assert kinds - classes == set()
    statuses = {c.notation for c in ontology.concepts("statutory-status")}
    assert {row["status"] for row in bodies if row["status"]} - statuses == set()


# --- What the graph is written with


def test_every_term_that_facts_are_written_with_is_in_the_vocabulary() -> None:
    used = {shape.type for shape in ALL_SHAPES.values() if not shape.type.startswith("{")}
    used |= {p for shape in ALL_SHAPES.values() for p in shape.properties.values()}
    used |= {term for shape in ALL_SHAPES.values() for pair in shape.extra for term in pair}
    outside = {expand(u) for u in used if not u.startswith("ng:")}
    assert {u for u in used if u.startswith("ng:") and u.removeprefix("ng:") not in ontology.terms()} == set()
    assert outside - set(ontology.reused()) == set()


@pytest.mark.parametrize("kind", ALL_SHAPES, ids=lambda kind: kind.__name__)
def test_columns_are_written_as_their_property_expects(kind: type[facts.Fact]) -> None:
    shape: Shape = ALL_SHAPES[kind]
    graph = ontology.graph()
    things = {*shape.links, *shape.claims, *shape.concepts, *shape.nodes}
    for column, predicate in shape.properties.items():
        if predicate.startswith("ng:"):
            expected = OWL.ObjectProperty if column in things else OWL.DatatypeProperty
            assert (URIRef(expand(predicate)), RDF.type, expected) in graph, (column, predicate)


@pytest.mark.parametrize("kind", ALL_SHAPES, ids=lambda kind: kind.__name__)
def test_every_code_of_a_column_has_its_concept(kind: type[facts.Fact]) -> None:
    shape, hints = ALL_SHAPES[kind], get_type_hints(kind)
    for column, prefix in shape.concepts.items():
        for option in (hints[column], *get_args(hints[column])):
            if isinstance(option, type) and issubclass(option, StrEnum):
                assert [code for code in option if prefix + code not in ontology.terms()] == [], column


def test_every_term_that_code_or_a_stored_query_names_is_in_the_vocabulary() -> None:
    package = ROOT / "nhsgraph"
    named = {
        (path.name, name)
        for path in [*package.rglob("*.rq"), *package.rglob("*.py")]
        for name in re.findall(r"\bng:([A-Za-z][\w-]*\w)", path.read_text(encoding="utf-8"))
    }
    assert len(named) > 100
    assert {(file, name) for file, name in named if name not in ontology.terms()} == set()


# --- Asking for a term


@given(st.sampled_from(sorted(ontology.terms())))
def test_a_term_is_found_by_name_by_prefix_and_by_iri(name: str) -> None:
    term = ontology.term(name)
    assert term == ontology.term(f"ng:{name}") == ontology.term(term.iri)
    assert term.name == name


def test_a_name_that_is_nearly_one_is_answered_with_those_it_could_be() -> None:
    with pytest.raises(UnknownTerm) as caught:
        ontology.term("ng:validfrom")
    assert caught.value.suggestions[0] == "validFrom"
    assert str(caught.value).startswith("the vocabulary has no term “ng:validfrom”. Did you mean validFrom")


def test_terms_that_differ_only_in_case_are_both_suggested_classes_first() -> None:
    with pytest.raises(UnknownTerm) as caught:
        ontology.term("CCGs")
    assert caught.value.suggestions[:2] == ("CCG", "ccg")


def test_a_name_like_no_other_is_answered_with_where_to_look() -> None:
    with pytest.raises(UnknownTerm) as caught:
        ontology.term("xyzzy")
    assert caught.value.suggestions == ()
    assert str(caught.value) == "the vocabulary has no term “xyzzy”. See docs/ontology.md."


def test_an_unknown_scheme_is_an_unknown_term() -> None:
    with pytest.raises(UnknownTerm, match="scheme-level"):
        ontology.concepts("levels")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "the vocabulary is missing. Install the package again."),
        ("# no prefixes\nng:CCG a owl:Class .", "core.ttl, line 2: not Turtle. Install the package again."),
    ],
    ids=["missing", "broken"],
)
def test_a_vocabulary_that_cannot_be_read_says_what_to_do(
    text: str | None, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if text is not None:
        (tmp_path / "core.ttl").write_text(text, encoding="utf-8")
    monkeypatch.setattr(ontology, "ontology_dir", lambda: tmp_path)
    with pytest.raises(StoreError) as caught:
        ontology.graph.__wrapped__()
    assert str(caught.value) == message


# --- What is generated


def test_the_constants_are_those_of_the_turtle() -> None:
    assert (ROOT / "nhsgraph" / "vocab.py").read_text(encoding="utf-8") == tool("make_vocab").vocab()


def test_the_page_is_that_of_the_turtle() -> None:
    assert (ROOT / "docs" / "ontology.md").read_text(encoding="utf-8") == tool("make_ontology_docs").page()


@pytest.mark.parametrize("name", ["make_vocab", "make_ontology_docs"])
def test_check_fails_on_a_file_that_is_out_of_date_and_leaves_it(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    module, target = tool(name), tmp_path / "target"
    monkeypatch.setattr(module, "TARGET", target)
    assert module.main([]) == 0
    assert module.main(["--check"]) == 0
    target.write_text("old", encoding="utf-8")
    assert module.main(["--check"]) == 1
    assert target.read_text(encoding="utf-8") == "old"
    assert f"run python tools/{name}.py" in capsys.readouterr().err


def test_the_constants_import_nothing() -> None:
    tree = ast.parse((ROOT / "nhsgraph" / "vocab.py").read_text(encoding="utf-8"))
    assert [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)] == []


def test_constants_are_named_like_their_terms() -> None:
    assert vocab.CCG == "https://w3id.org/nhsgraph/def#CCG"
    assert vocab.F_CONTRACT == "https://w3id.org/nhsgraph/def#F-CONTRACT"
    assert vocab.org_Membership == "http://www.w3.org/ns/org#Membership"
    assert vocab.SCHEMES["level"]["joint"] == vocab.level_joint
    assert list(vocab.SCHEMES["level"]) == ["greater-involvement", "joint", "delegated"]


def test_the_overview_lists_every_term() -> None:
    text = (ROOT / "docs" / "ontology.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"`(?:ng:)?([A-Za-z][\w-]*)`", text))
    kinds = {Kind.CLASS, Kind.PROPERTY, Kind.CONCEPT, Kind.SCHEME}
    assert {t.name for t in ontology.terms().values() if t.kind in kinds} - listed == set()
