"""``nhsgraph chain`` and ``explain --function`` from the outside."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest

from nhsgraph.cli import chain, explain
from nhsgraph.cli.short import ChainRequest, ExplainRequest, parse
from nhsgraph.errors import UsageError
from nhsgraph.graph import Graph


@pytest.fixture(autouse=True)
def opened(monkeypatch: pytest.MonkeyPatch, graph: Graph, demo: Graph) -> None:
    from nhsgraph.cli import session

    monkeypatch.setattr(session, "open_graph", lambda name="national", *_: demo if name == "demo" else graph)


def told(capsys: pytest.CaptureFixture[str], request: ChainRequest) -> str:
    assert chain.run(request) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["chain", "05T"], ChainRequest(bodies=("05T",))),
        (
            ["chain", "05T", "--function", "F-CONTRACT", "--as-of=2016-04-01", "--format", "json"],
            ChainRequest(bodies=("05T",), function="F-CONTRACT", as_of="2016-04-01", format="json"),
        ),
        (["chain", "--gaps"], ChainRequest(gaps=True)),
        (["chain", "--why-not", "A", "B"], ChainRequest(bodies=("A", "B"), why_not=True)),
        (["chain", "05T", "--matrix"], ChainRequest(bodies=("05T",), matrix=True, all_rows=True)),
        (["chain", "05T", "--nonsense"], None),
        (["chain", "--help"], None),
        (["explain", "05T", "--function", "F-COI"], ExplainRequest(body="05T", function="F-COI")),
    ],
)
def test_the_short_path_reads_what_it_knows(
    arguments: Sequence[str], expected: ChainRequest | ExplainRequest | None
) -> None:
    assert parse(arguments) == expected


def test_text_names_the_hops_and_the_weakest(capsys: pytest.CaptureFixture[str]) -> None:
    out = told(
        capsys,
        ChainRequest(bodies=("X01",), function="contract", as_of="2016-05-01", dataset="demo", width=300),
    )
    assert "fictional data" in out
    assert (
        "Northmoor primary care commissioning committee answers to NHS Fictional Northmoor CCG: corporate, binding"
        in out
    )
    assert "answers to NHS England (through NHS England Fictional Moors): delegated, binding" in out
    assert "kept beside every delegation" in out
    assert out.count("The weakest hop of its chain.") >= 1
    assert "Secretary of State for Health answers to Parliament" in out


def test_json_carries_hops_with_schema_version(capsys: pytest.CaptureFixture[str]) -> None:
    request = ChainRequest(
        bodies=("X01",), function="F-CONTRACT", as_of="2016-05-01", dataset="demo", format="json"
    )
    document = json.loads(told(capsys, request))
    assert document["schema_version"] >= 1
    section = next(s for s in document["sections"] if s["key"].startswith("chains"))
    hop = section["statements"][1]["facts"]
    assert hop["party"] == {
        "role": "pccc",
        "body": "committee-demo-x01-pccc",
        "name": "Northmoor primary care commissioning committee",
        "implied": False,
    }
    assert (hop["type"], hop["binding"], hop["weakest"], hop["rule"]) == (
        "corporate",
        True,
        True,
        "IR-02-corporate",
    )


def test_to_keeps_the_chains_that_reach_a_body(capsys: pytest.CaptureFixture[str]) -> None:
    out = told(capsys, ChainRequest(bodies=("05T",), to="Monitor", as_of="2016-04-01", width=300))
    assert "F-COI" in out
    assert "F-CONTRACT" not in out


def test_matrix_and_gaps_in_markdown(capsys: pytest.CaptureFixture[str]) -> None:
    matrix = told(capsys, ChainRequest(bodies=("05T",), matrix=True, as_of="2016-04-01", format="md"))
    assert "| F-CONTRACT | managing core contracts | decides | NHS England | joint committee |" in matrix
    gaps = told(capsys, ChainRequest(bodies=("05T",), gaps=True, as_of="2014-04-01", format="md"))
    assert "## Duties without power" in gaps


def test_why_not_in_one_sentence_or_two_names(capsys: pytest.CaptureFixture[str]) -> None:
    one = told(capsys, ChainRequest(bodies=("STP accountable to CCG",), why_not=True, width=300))
    assert "(rule IR-07-exclusions)" in one
    assert "S4-115" in one
    two = told(capsys, ChainRequest(bodies=("05T", "QGH"), why_not=True, as_of="2017-04-01", width=300))
    assert "What there is binds nobody" in two


@pytest.mark.parametrize(
    "request_",
    [
        ChainRequest(),
        ChainRequest(bodies=("05T", "06L")),
        ChainRequest(bodies=("05T",), function="F-NONE"),
        ChainRequest(bodies=("05T",), matrix=True, gaps=True),
        ChainRequest(bodies=("nothing to split",), why_not=True),
        ChainRequest(why_not=True),
        ChainRequest(gaps=True, function="F-PMS"),
        ChainRequest(bodies=("05T",), matrix=True, all_functions=True),
        ChainRequest(bodies=("05T", "05T"), why_not=True),
        ChainRequest(bodies=("05T",), as_of="2021-04-01"),
    ],
)
def test_what_cannot_be_asked_is_said_in_words(request_: ChainRequest) -> None:
    with pytest.raises(UsageError, match=r"."):
        chain.run(request_)


def test_explain_one_function(capsys: pytest.CaptureFixture[str]) -> None:
    request = ExplainRequest(body="05T", function="F-CONTRACT", as_of="2016-04-01", width=300)
    assert explain.run(request) == 0
    out = capsys.readouterr().out
    for level, decider in (
        ("greater involvement", "NHS England"),
        ("joint", "joint committee"),
        ("delegated", "PCCC"),
    ):
        assert f"If {level}: F-CONTRACT" in out
        assert decider in out


def test_explain_tells_who_it_answers_to_and_who_decides(graph: Graph) -> None:
    result = graph.explain("05T", "2014-06-01")
    keys = [section.key for section in result.sections]
    assert {"answers", "decides"} <= set(keys)
    table = next(section.table for section in result.sections if section.key == "decides")
    assert table is not None
    assert table.rows[0].cells[:2] == ("F-PMS commissioning primary medical care", "NHS England")
