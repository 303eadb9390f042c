"""Exports: what is read back is what was written, by readers that did not write it."""

from __future__ import annotations

import csv
import json
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import networkx
import pyoxigraph
import pytest
import rdflib
from csvw import CSVW
from hypothesis import given
from hypothesis import strategies as st
from libcovebods.data_reader import DataReader
from libcovebods.jsonschemavalidate import JSONSchemaValidator
from libcovebods.schema import SchemaBODS
from pyoxigraph import RdfFormat

from nhsgraph import export, jsonld_context, resources
from nhsgraph.cli import exporting
from nhsgraph.errors import UsageError
from nhsgraph.export import Material, cells, place, xml_text
from nhsgraph.export.network import Network, network, shown
from nhsgraph.graph import Graph
from nhsgraph.query import PREFIXES


@pytest.fixture(scope="module")
def material(demo: Graph) -> Material:
    return Material(
        store=demo.store,
        reader=demo.reader,
        dataset="demo",
        version="test",
        data=resources.data_dir() / "demo",
    )


@pytest.fixture(scope="module")
def made(material: Material) -> Network:
    return network(material)


def written(name: str, material: Material, folder: Path) -> Path:
    form = export.form(name)
    target = folder / f"out{form.suffix}"
    place.write(form, material, target)
    return target


def quads(store: pyoxigraph.Store) -> set[pyoxigraph.Quad]:
    return set(store)


@pytest.mark.parametrize(
    ("name", "form"), [("nquads", RdfFormat.N_QUADS), ("trig", RdfFormat.TRIG), ("jsonld", RdfFormat.JSON_LD)]
)
def test_rdf_is_read_back_whole(name: str, form: RdfFormat, material: Material, tmp_path: Path) -> None:
    store = pyoxigraph.Store()
    store.load(path=str(written(name, material, tmp_path)), format=form)
    assert quads(store) == quads(material.store)


def test_turtle_is_the_union(material: Material, tmp_path: Path) -> None:
    store = pyoxigraph.Store()
    store.load(path=str(written("turtle", material, tmp_path)), format=RdfFormat.TURTLE)
    assert {q.triple for q in store} == {q.triple for q in material.store}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib's own, in its JSON-LD parser
def test_jsonld_is_read_by_another_library(material: Material, tmp_path: Path) -> None:
    read = rdflib.Dataset()
    read.parse(data=written("jsonld", material, tmp_path).read_text("utf-8"), format="json-ld")
    ours = rdflib.Dataset()
    ours.parse(data=written("nquads", material, tmp_path).read_text("utf-8"), format="nquads")

    def plain(data: rdflib.Dataset) -> set[tuple[str, ...]]:
        return {tuple(str(term) for term in quad) for quad in data.quads()}

    assert plain(read) == plain(ours)


def test_the_published_context_is_up_to_date() -> None:
    text = (resources.ontology_dir() / "context.jsonld").read_text("utf-8")
    assert json.loads(text)["@context"] == jsonld_context.context(PREFIXES)


def test_csv_tables_and_their_metadata(material: Material, made: Network, tmp_path: Path) -> None:
    folder = written("csv", material, tmp_path)
    metadata = json.loads((folder / "csv-metadata.json").read_text("utf-8"))
    assert "Fictional" in metadata["dc:description"]
    for table, rows in zip(metadata["tables"], (made.nodes, made.edges), strict=True):
        with (folder / table["url"]).open(encoding="utf-8", newline="") as file:
            header, *read = csv.reader(file)
        assert header == [column["name"] for column in table["tableSchema"]["columns"]]
        assert [[cells.unguarded(c) for c in row] for row in read] == [
            [shown(getattr(row, name)) for name in header] for row in rows
        ]
        for place_, column in enumerate(table["tableSchema"]["columns"]):
            if column["datatype"] == "date":
                assert all(date.fromisoformat(row[place_]) for row in read if row[place_])
        keys = [row[0] for row in read]
        assert len(set(keys)) == len(keys)
    ids = {node.id for node in made.nodes}
    assert {end for edge in made.edges for end in (edge.source, edge.target)} <= ids


def test_csv_tables_are_what_their_metadata_says_to_a_validator(material: Material, tmp_path: Path) -> None:
    """Types, required cells, primary and foreign keys, read by the package csvw; an edge to nowhere is found."""
    folder = written("csv", material, tmp_path)

    def valid() -> bool:
        try:
            return bool(CSVW(str(folder / "csv-metadata.json"), validate=True).is_valid)
        except (ValueError, UserWarning):  # how it tells of a key that leads nowhere, and of a cell
            return False

    assert valid()
    edges = folder / "edges.csv"
    whole = edges.read_text("utf-8")
    for good, bad in ((",ccg-X01,", ",ccg-nowhere,"), (",2013-04-01,", ",2013-04,")):
        edges.write_text(whole.replace(good, bad, 1), "utf-8")
        assert not valid(), bad


@given(st.text(max_size=20))
def test_a_guarded_cell_gives_its_text_back(text: str) -> None:
    cell = cells.guarded(text)
    assert cells.unguarded(cell) == text
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_graphml_in_networkx(material: Material, made: Network, tmp_path: Path) -> None:
    read = networkx.read_graphml(written("graphml", material, tmp_path), force_multigraph=True)
    assert isinstance(read, networkx.MultiDiGraph)
    assert {(u, v, k) for u, v, k in read.edges(keys=True)} == {
        (e.source, e.target, e.id) for e in made.edges
    }
    assert {n: (d.get("kind", ""), d.get("name", "")) for n, d in read.nodes(data=True)} == {
        n.id: (n.kind, n.name) for n in made.nodes
    }
    for edge in made.edges:
        data = read.edges[edge.source, edge.target, edge.id]
        assert (data["kind"], data.get("valid_from", ""), data["releases"]) == (
            edge.kind, shown(edge.valid_from), shown(edge.releases)
        )  # fmt: skip


def test_gexf_in_networkx(material: Material, made: Network, tmp_path: Path) -> None:
    read = networkx.read_gexf(written("gexf", material, tmp_path))
    assert set(read.nodes) == {n.id for n in made.nodes}
    assert sorted(d["id"] for _, _, d in read.edges(data=True)) == [e.id for e in made.edges]
    assert {d["label"] for _, d in read.nodes(data=True)} == {n.name or n.id for n in made.nodes}


@given(st.text(max_size=20))
def test_text_in_xml_is_always_well_formed(text: str) -> None:
    from xml.etree import ElementTree

    element = ElementTree.fromstring(f"<a b={xml_text.attribute(text)}>{xml_text.content(text)}</a>")
    assert len(element.get("b") or "") == len(text)


def test_neo4j_folder(material: Material, made: Network, tmp_path: Path) -> None:
    folder = written("neo4j", material, tmp_path)
    with (folder / "nodes.csv").open(encoding="utf-8", newline="") as file:
        nodes = list(csv.DictReader(file))
    assert [(n["id:ID"], n[":LABEL"]) for n in nodes][:1] == [
        (made.nodes[0].id, f"Body;{made.nodes[0].kind}")
    ]
    with (folder / "relationships.csv").open(encoding="utf-8", newline="") as file:
        relations = list(csv.DictReader(file))
    assert [
        (r[":START_ID"], r[":TYPE"], r[":END_ID"], r["id:string"], tuple(r["releases:string[]"].split(";")))
        for r in relations
    ] == [(e.source, e.kind.upper(), e.target, e.id, e.releases) for e in made.edges]
    assert "fictional" in (folder / "README.txt").read_text("utf-8")


def test_a_date_leaves_out_what_does_not_hold(material: Material) -> None:
    on = network(replace(material, as_of=date(2016, 4, 1)))
    kinds = {(e.source, e.target) for e in on.edges if e.kind == "coverage"}
    assert ("ccg-X01", "local-office-QX3") in kinds
    assert ("ccg-X01", "area-team-QX2") not in kinds
    assert {e.holds for e in on.edges} <= {"yes", "unknown"}


def bods(material: Material, folder: Path) -> tuple[list[dict[str, object]], list[object]]:
    path = written("bods", material, folder)
    reader = DataReader(str(path))
    return json.loads(path.read_text("utf-8")), JSONSchemaValidator(SchemaBODS(reader)).validate(reader)


def test_bods_of_the_demonstration_area(material: Material, tmp_path: Path) -> None:
    statements, faults = bods(material, tmp_path)
    assert faults == []
    holdings = material.reader.rows("holdings")
    relationships = [s for s in statements if s["recordType"] == "relationship"]
    assert {s["recordId"] for s in relationships} >= {row.code("holding") for row in holdings}
    described = {s["recordId"] for s in statements if s["recordType"] != "relationship"}
    for statement in relationships:
        details = statement["recordDetails"]
        assert isinstance(details, dict)
        assert details["subject"] in described
        assert isinstance(details["interestedParty"], dict) or details["interestedParty"] in described
    assert all("Fictional" in str(s["source"]) for s in relationships if "demo" in str(s["source"]))


def test_bods_lists_no_owner_that_no_source_lists(graph: Graph, tmp_path: Path) -> None:
    real = Material(
        store=graph.store, reader=graph.reader, dataset="national", version="t", data=resources.data_dir()
    )
    statements, faults = bods(real, tmp_path)
    assert faults == []
    (found,) = [s for s in statements if s["recordId"] == "relation-sw-owned"]
    details = found["recordDetails"]
    assert isinstance(details, dict)
    assert details["subject"] == "provider-sw-healthcare"
    assert details["interestedParty"]["reason"] == "informationUnknownToPublisher"
    assert "32 of 32 practices of NHS South Worcestershire CCG" in details["interestedParty"]["description"]
    assert "startDate" not in details["interests"][0]  # the year is known, the day is not


def test_a_release_is_byte_stable_and_complete(material: Material, tmp_path: Path) -> None:
    first = written("release", material, tmp_path).read_bytes()
    (tmp_path / "again").mkdir()
    path = written("release", material, tmp_path / "again")
    assert path.read_bytes() == first
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        for name in (
            "graph.nq",
            "dcat.ttl",
            "LICENCES.md",
            "README.txt",
            "ontology/context.jsonld",
            "tables/organisations.csv",
        ):
            assert name in names
        store = pyoxigraph.Store()
        store.load(archive.read("graph.nq"), format=RdfFormat.N_QUADS)
        assert quads(store) == quads(material.store)
        dcat = rdflib.Graph().parse(data=archive.read("dcat.ttl").decode(), format="turtle")
        sums = dict(line.split("  ")[::-1] for line in archive.read("SHA256SUMS").decode().splitlines())
    assert set(sums) == set(names) - {"SHA256SUMS"}
    assert (None, rdflib.RDF.type, rdflib.URIRef("http://www.w3.org/ns/dcat#Dataset")) in dcat


def test_the_same_graph_gives_the_same_bytes(material: Material, tmp_path: Path) -> None:
    for name in ("nquads", "jsonld", "graphml", "gexf", "bods"):
        (tmp_path / name).mkdir()
        assert (
            written(name, material, tmp_path).read_bytes()
            == written(name, material, tmp_path / name).read_bytes()
        ), name


def test_a_failed_export_leaves_what_was_there(material: Material, tmp_path: Path) -> None:
    target = tmp_path / "out.nq"
    target.write_text("old")

    def fail(_: Material, path: Path) -> None:
        path.write_text("half")
        raise OSError(28, "No space left on device")

    with pytest.raises(UsageError, match="No space left on device"):
        place.write(replace(export.form("nquads"), write=fail), material, target)
    assert target.read_text() == "old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out.nq"]


def test_a_folder_of_something_else_is_not_replaced(material: Material, tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "dear.txt").write_text("x")
    with pytest.raises(UsageError, match="holds other things"):
        place.write(export.form("csv"), material, tmp_path / "letters")
    assert (tmp_path / "letters" / "dear.txt").exists()
    target = written("csv", material, tmp_path)
    written("csv", material, tmp_path)  # its own folder is replaced
    assert sorted(p.name for p in target.iterdir()) == [
        ".nhsgraph-export",
        "csv-metadata.json",
        "edges.csv",
        "nodes.csv",
    ]


@pytest.mark.parametrize("name", export.FORMS)
def test_every_form_is_told(name: str) -> None:
    assert export.form(name).title


def test_a_form_that_is_not_there() -> None:
    with pytest.raises(UsageError, match=r"no export “excel”\. Choose one of nquads"):
        exporting.run("excel", "", "", "demo")


def test_a_date_for_the_whole_graph() -> None:
    with pytest.raises(UsageError, match="graph of all dates"):
        exporting.run("nquads", "", "2016-04-01", "demo")
