"""The built graphs that tests ask: the packaged national data and the demonstration set, once a run."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import commands
import pytest
from commands import Run

from nhsgraph import resources
from nhsgraph.graph import Graph, load


@pytest.fixture(scope="session", autouse=True)
def own_rows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Rows that a developer has taken in stay out of the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NHSGRAPH_USER_DATA", str(tmp_path_factory.mktemp("own")))
        yield


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The cache folder of the run; ``NHSGRAPH_TEST_CACHE`` keeps one between runs."""
    chosen = os.environ.get("NHSGRAPH_TEST_CACHE")
    return Path(chosen) if chosen else tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def graph(cache: Path) -> Graph:
    """The national graph."""
    return load(data=resources.data_dir(), cache=cache)


@pytest.fixture(scope="session")
def demo(cache: Path) -> Graph:
    """The fictional demonstration area."""
    return load(data=resources.data_dir() / "demo", cache=cache)


@pytest.fixture
def run(cache: Path, graph: Graph) -> Run:
    """Run the command line in a process of its own, on the graph of the run; keywords are environment variables."""

    def run_command(*arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
        return commands.run(*arguments, env=commands.environment(cache, **env))

    return run_command
