"""The JSON API against its own description, and the reconciliation service."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import commands
import jsonschema
import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from server import Server, serving
from SPARQLWrapper import CSV, JSON, POST, TURTLE, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from nhsgraph.graph import Graph

LOOKUP = "SELECT ?name WHERE { id:ccg-05T rdfs:label ?name }"
NAME = "NHS South Worcestershire CCG"
PREFIXES = "PREFIX id: <https://w3id.org/nhsgraph/id/> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "


@pytest.fixture(scope="module")
def server(cache: Path, graph: Graph) -> Iterator[Server]:
    with serving(commands.environment(cache)) as running:
        yield running


def test_explain_is_what_the_command_says(server: Server, graph: Graph) -> None:
    from nhsgraph.present import as_json

    reply = server.ask("/api/explain/05T?as_of=2016-04-01")
    assert reply.text == as_json.render(graph.explain("05T", "2016-04-01"))


@pytest.mark.parametrize("path", ["explain", "chain", "conflicts", "footprints"])
def test_every_analysis_of_a_body(server: Server, path: str) -> None:
    reply = server.ask(f"/api/{path}/south%20worcestershire?as_of=2016-04-01")
    assert (reply.status, reply.media) == (200, "application/json")
    assert reply.json()["as_of"] == "2016-04-01"
    assert reply.json()["sections"]


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/api/explain/ZZZ", 404, "no body has the code or name"),
        ("/api/explain/north", 409, "bodies fit"),
        ("/api/explain/05T?as_of=yesterday", 400, "is not a date"),
        ("/api/explain/05T?as_of=2021-04-01", 404, "ended on 2020-03-31"),
        ("/api/explain/05T?asof=2016-04-01", 400, "no parameter “asof”"),
        ("/api/explain/05T?as_of=2016-04-01&as_of=2017-04-01", 400, "2 times"),
        ("/api/find", 400, "needs a code"),
        ("/api/find?q=bristol&limit=0", 400, "from 1 to 200"),
        ("/api/nothing", 404, "nothing at"),
        ("/api/explain/", 404, "nothing at"),
    ],
)
def test_problems_are_told(server: Server, path: str, status: int, said: str) -> None:
    reply = server.ask(path)
    assert (reply.status, reply.media) == (status, "application/problem+json")
    assert said in reply.json()["detail"]


def test_find(server: Server) -> None:
    found = server.ask("/api/find?q=south%20manchester").json()
    assert found["bodies"][0]["id"] == "ccg-01N"


def test_the_api_does_what_its_description_says(server: Server) -> None:
    """schemathesis: requests made from the description, good and bad, each answer held against it."""
    found = subprocess.run(
        [
            str(Path(sys.executable).with_name("schemathesis")), "run", f"{server.url}/api/openapi.json", "--max-examples", "8",
            "--phases", "examples,coverage,fuzzing", "--seed", "7", "--no-color", "--generation-deterministic",
        ],
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert found.returncode == 0, found.stdout[-6000:] + found.stderr[-1000:]


# --- clients that others wrote


def test_sparqlwrapper(server: Server) -> None:
    client = SPARQLWrapper(f"{server.url}/sparql")
    client.setQuery(PREFIXES + LOOKUP)
    client.setReturnFormat(JSON)
    answer: Any = client.query().convert()
    assert answer["results"]["bindings"][0]["name"]["value"] == NAME
    client.setMethod(POST)
    client.setReturnFormat(XML)
    document: Any = client.query().convert()
    assert NAME in document.toxml()
    client.setReturnFormat(CSV)
    answer = client.query().convert()
    assert NAME.encode() in answer
    client.setQuery(PREFIXES + "DESCRIBE id:ccg-05T")
    client.setReturnFormat(TURTLE)
    answer = client.query().convert()
    assert NAME.encode() in answer
    client.setQuery("SELECT")
    client.setReturnFormat(JSON)
    with pytest.raises(QueryBadFormed):
        client.query()


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_sparqlstore(server: Server, method: Any) -> None:
    remote = rdflib.Graph(SPARQLStore(f"{server.url}/sparql", method=method))
    (row,) = remote.query(PREFIXES + LOOKUP)
    assert str(row[0]) == NAME  # type: ignore[index]
    about = rdflib.URIRef("https://w3id.org/nhsgraph/id/ccg-05T")
    assert (about, rdflib.RDFS.label, rdflib.Literal(NAME)) in remote
    assert remote.query(PREFIXES + "ASK { id:ccg-05T rdfs:label ?name }").askAnswer is True


def test_comunica(server: Server, tmp_path: Path) -> None:
    binary = shutil.which("comunica-sparql") or os.environ.get("NHSGRAPH_COMUNICA", "")
    if not binary:
        if os.environ.get("CI") and shutil.which("node"):
            pytest.fail("node is there and Comunica is not: npm install @comunica/query-sparql")
        pytest.skip("Comunica is not installed")
    found = subprocess.run(
        [binary, f"sparql@{server.url}/sparql", "-q", PREFIXES + LOOKUP, "-t", "application/sparql-results+json"],
        capture_output=True, text=True, timeout=120, check=True, cwd=tmp_path,
    )  # fmt: skip
    assert json.loads(found.stdout)["results"]["bindings"][0]["name"]["value"] == NAME


# --- reconciliation


def reconciled(server: Server, **queries: Any) -> dict[str, list[dict[str, Any]]]:
    from urllib.parse import urlencode

    reply = server.ask(
        "/reconcile", method="POST", body=urlencode({"queries": json.dumps(queries)}),
        Content_Type="application/x-www-form-urlencoded",
    )  # fmt: skip
    assert reply.status == 200, reply.text
    return {key: value["result"] for key, value in reply.json().items()}


def on(day: str) -> list[dict[str, str]]:
    return [{"pid": "as_of", "v": day}]


def test_the_manifest(server: Server) -> None:
    manifest = server.ask("/reconcile").json()
    assert manifest["versions"] == ["0.2"]
    assert manifest["identifierSpace"] == "https://w3id.org/nhsgraph/id/"
    assert manifest["view"]["url"] == f"{server.url}/id/{{{{id}}}}"
    assert {"CCG", "GPPractice", "footprint-la-upper"} <= {t["id"] for t in manifest["defaultTypes"]}
    for kind in ("entity", "type", "property"):
        path = manifest["suggest"][kind]["service_path"]
        assert server.ask(f"{path}?prefix=c").json()["result"]
    assert (
        server.ask(manifest["preview"]["url"].removeprefix(server.url).replace("{{id}}", "ccg-05T")).status
        == 200
    )
    assert server.ask("/reconcile/preview?id=none").status == 404
    preview = server.ask("/reconcile/preview?id=ccg-05T")
    assert "NHS South Worcestershire CCG" in preview.text
    assert "<nav" not in preview.text  # it is shown in a small frame, of another page
    assert "frame-ancestors *" in preview.headers["content-security-policy"]


def test_a_name_means_the_body_of_its_time(server: Server) -> None:
    found = reconciled(
        server,
        then={"query": "NHS Bristol CCG", "type": "CCG", "properties": on("2016-04-01")},
        after={"query": "NHS Bristol CCG", "type": "CCG", "properties": on("2019-04-01")},
        cumbria={"query": "NHS Cumbria CCG", "properties": on("2016")},
        north={"query": "NHS North Cumbria CCG", "properties": on("2018")},
    )
    assert (found["then"][0]["id"], found["then"][0]["match"]) == ("ccg-11H", True)
    assert not any(one["match"] for one in found["after"])
    assert [found[q][0]["id"] for q in ("cumbria", "north")] == ["ccg-01H", "ccg-01H"]


def test_types_and_tiers(server: Server) -> None:
    found = reconciled(
        server,
        any={"query": "Worcestershire", "limit": 20},
        upper={"query": "Worcestershire", "type": "footprint-la-upper"},
        lower={"query": "Worcestershire", "type": ["footprint-la-lower"]},
        code={"query": "05T"},
    )
    assert "LocalAuthority" in {t["id"] for one in found["any"] for t in one["type"]}
    assert found["upper"][0]["name"] == "Worcestershire"
    assert all(one["name"] != "Worcestershire" for one in found["lower"])
    assert (found["code"][0]["id"], found["code"][0]["score"], found["code"][0]["match"]) == (
        "ccg-05T",
        100.0,
        True,
    )


def test_extension(server: Server) -> None:
    asked = {
        "ids": ["ccg-05T", "none"],
        "properties": [{"id": "code"}, {"id": "to"}, {"id": "stp", "settings": {"as_of": "2017-04-01"}}],
    }
    answer = server.ask("/reconcile", query={"extend": json.dumps(asked)}).json()
    assert [m["id"] for m in answer["meta"]] == ["code", "to", "stp"]
    row = answer["rows"]["ccg-05T"]
    assert (row["code"], row["to"]) == ([{"str": "05T"}], [{"date": "2020-04-01T00:00:00Z"}])
    assert "Herefordshire and Worcestershire" in row["stp"][0]["name"]
    assert answer["rows"]["none"] == {"code": [], "to": [], "stp": []}
    assert {"id": "stp", "name": "partnership"} in server.ask("/reconcile/properties?type=CCG").json()[
        "properties"
    ]


def _object(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    """A JSON Schema of an object with these members and no others."""
    members = {**required, **(optional or {})}
    return {
        "type": "object",
        "properties": members,
        "required": list(required),
        "additionalProperties": False,
    }


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items, "minItems": 1}


TEXT = {"type": "string", "minLength": 1}
NAMED = {"id": TEXT, "name": TEXT}
#: A moment, not a day; with its offset, so that no client takes it for one of its own time zone.
MOMENT = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$"}
CELL = {"oneOf": [_object(NAMED), _object({"str": TEXT}), _object({"date": MOMENT})]}
CANDIDATE = _object(
    {**NAMED, "score": {"type": "number"}},
    {"description": TEXT, "match": {"type": "boolean"}, "type": _list(_object(NAMED)),
     "features": _list(_object({"id": TEXT, "value": {"type": ["number", "boolean"]}}))},
)  # fmt: skip
SHAPES = {  # as the Reconciliation Service API 0.2 describes them
    "batch": {"type": "object", "additionalProperties": _object({"result": {"type": "array", "items": CANDIDATE}})},
    "entity": _object({"result": _list(_object(NAMED, {"description": TEXT, "notable": _list(_object(NAMED))}))}),
    "type": _object({"result": _list(_object(NAMED, {"description": TEXT, "broader": _list(_object(NAMED))}))}),
    "property": _object({"result": _list(_object(NAMED, {"description": TEXT}))}),
    "proposal": _object(
        {"properties": _list(_object(NAMED))}, {"type": TEXT, "limit": {"type": "integer"}}
    ),
    "extension": _object(
        {
            "meta": _list(_object(NAMED, {"type": _object(NAMED), "service": TEXT})),
            "rows": {"type": "object", "additionalProperties": {
                "type": "object", "additionalProperties": {"type": "array", "items": CELL}}},
        }
    ),
}  # fmt: skip


def test_every_answer_has_the_shape_of_the_specification(server: Server) -> None:
    properties = [p["id"] for p in server.ask("/reconcile/properties?limit=99").json()["properties"]]
    assert {"from", "to", "stp", "code"} <= set(properties)
    batch = {"a": {"query": "worcestershire", "limit": 30}, "b": {"query": "no such body at all"}}
    extend = {
        "ids": ["ccg-05T", "practice-M81091", "stp-E54000010"],
        "properties": [{"id": p} for p in properties],
    }
    answers = {
        "batch": server.ask("/reconcile", query={"queries": json.dumps(batch)}),
        **{
            kind: server.ask(f"/reconcile/suggest/{kind}?prefix=c") for kind in ("entity", "type", "property")
        },
        "proposal": server.ask("/reconcile/properties?type=CCG&limit=3"),
        "extension": server.ask("/reconcile", query={"extend": json.dumps(extend)}),
    }
    for name, answer in answers.items():
        jsonschema.validate(answer.json(), SHAPES[name])
    rows = answers["extension"].json()["rows"]
    assert all(any(rows[body].values()) for body in ("ccg-05T", "practice-M81091"))


@pytest.mark.parametrize(
    "queries",
    ["{", "[]", '{"q": 1}', '{"q": {"query": 1}}', '{"q": {"query": "a", "limit": 0}}', '{"q": {"query": "a", "type": "X"}}',
     '{"q": {"query": "a", "properties": {}}}', '{"q": {"query": "a", "properties": [{"pid": "as_of", "v": "soon"}]}}',
     "[" * 100_000],
)  # fmt: skip
def test_broken_batches(server: Server, queries: str) -> None:
    from urllib.parse import urlencode

    reply = server.ask(
        "/reconcile",
        method="POST",
        body=urlencode({"queries": queries}),
        Content_Type="application/x-www-form-urlencoded",
    )
    assert (reply.status, reply.media) == (400, "application/problem+json")
