"""The short path and the full parser read the same calls alike; and the common path imports little."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from unittest import mock

import pytest
from commands import environment
from hypothesis import given, settings
from hypothesis import strategies as st

from nhsgraph.cli import app, explain, short
from nhsgraph.cli.short import ExplainRequest
from nhsgraph.graph import Graph

_WORDS = st.sampled_from(
    [
        "explain", "05T", "south manchester", "2016-04-01", "json", "md", "text", "pdf", "always", "blue", "demo", "x.md",
        "--as-of", "--as-of=2016-04-01", "--format", "--format=json", "--format=", "-o", "-ox.md", "-o=x", "--output", "--all",
        "--width", "--width=60", "60", "--color", "--color=never", "--dataset", "--help", "-h", "--", "-", "", "--as", "--al",
        "find", "--version", "today", "-1", "=", "--all=1", "é",
    ]
)  # fmt: skip


def _full(arguments: list[str]) -> ExplainRequest | int:
    """What the full parser hands to the command, or the exit code with which it ends."""
    asked: list[ExplainRequest] = []

    def run(request: ExplainRequest) -> int:
        asked.append(request)
        return 0

    with mock.patch.object(explain, "run", run), pytest.raises(SystemExit) as end:
        app.run(arguments)
    return asked[0] if asked else int(end.value.code or 0)


@settings(max_examples=300, deadline=None)
@given(rest=st.lists(_WORDS, max_size=6))
def test_what_the_short_path_reads_the_full_parser_reads_alike(rest: list[str]) -> None:
    arguments = ["explain", *rest]
    request = short.parse(arguments)
    if request is not None:
        assert _full(arguments) == request


@pytest.mark.parametrize(
    ("arguments", "request_made"),
    [
        ("explain 05T", ExplainRequest(body="05T")),
        ("explain 05T --as-of 2016-04-01", ExplainRequest(body="05T", as_of="2016-04-01")),
        (
            "explain --as-of=2016-04-01 05T --all",
            ExplainRequest(body="05T", as_of="2016-04-01", all_rows=True),
        ),
        ("explain 05T --format json -o a.json", ExplainRequest(body="05T", format="json", output="a.json")),
        (
            "explain 05T --color always --dataset demo",
            ExplainRequest(body="05T", color="always", dataset="demo"),
        ),
    ],
)
def test_calls_that_take_the_short_path(arguments: str, request_made: ExplainRequest) -> None:
    assert short.parse(arguments.split()) == request_made


@pytest.mark.parametrize(
    "arguments",
    [
        "",
        "explain",
        "--help",
        "find 05T",
        "explain --help",
        "explain 05T --format pdf",
        "explain 05T 16C",
        "explain 05T --as-off 2016",
        "explain 05T --as-of",
        "explain 05T --as-of --all",
        "explain 05T --width 60",
        "explain 05T --all=1",
        "explain 05T --as-of 2016-04-01 --as-of 2017-04-01",
        "explain -- 05T",
    ],
)
def test_calls_that_go_to_the_full_parser(arguments: str) -> None:
    assert short.parse(arguments.split()) is None


_HEAVY = (
    "rdflib", "networkx", "pyvis", "yaml", "rich", "typer", "rapidfuzz", "platformdirs", "filelock", "argparse",
    "numpy", "nhsgraph.compile", "nhsgraph.sources", "nhsgraph.build", "nhsgraph.dataset",
)  # fmt: skip


def _imported(cache: Path, *arguments: str) -> set[str]:
    """The modules that a command imports."""
    code = (
        "import sys, io; from nhsgraph import cli; out = sys.stdout; sys.stdout = io.StringIO()\n"
        f"try: cli.main({list(arguments)!r})\n"
        "except SystemExit: pass\n"
        "out.write(' '.join(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment(cache),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return set(done.stdout.split())


def test_explain_imports_nothing_heavy(graph: Graph, cache: Path) -> None:
    imported = _imported(cache, "explain", "05T", "--as-of", "2016-04-01")
    assert "nhsgraph.analyses.explain.ccg" in imported
    assert imported.isdisjoint(_HEAVY)


def test_help_does_not_open_the_graph(cache: Path) -> None:
    imported = _imported(cache, "--help")
    assert "typer" in imported
    assert imported.isdisjoint(
        {
            "pyoxigraph",
            "rdflib",
            "networkx",
            "pyvis",
            "yaml",
            "rich",
            "pydantic",
            "rapidfuzz",
            "platformdirs",
            "numpy",
        }
    )
