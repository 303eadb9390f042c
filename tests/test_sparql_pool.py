"""Workers that cannot start: one sentence, no traceback, nothing left behind."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import commands
import loops
import pytest

from nhsgraph.cli import serve
from nhsgraph.errors import StoreError, UsageError
from nhsgraph.graph import Graph
from nhsgraph.sparql.limits import Limits
from nhsgraph.sparql.pool import Pool, PoolSize
from nhsgraph.sparql.problems import LimitReached
from nhsgraph.sparql.running import Answer, Request, cost


def test_a_store_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be opened") as caught:
        loops.run(Pool(tmp_path / "none", Limits(), PoolSize()).start())
    assert str(caught.value).count("nhsgraph build --force") == 1


def test_a_pool_that_runs_starts_no_more(graph: Graph) -> None:
    async def twice() -> bytes:
        pool = Pool(graph.generation, Limits(), PoolSize(workers=1))
        await pool.start()
        try:
            await pool.start()
            assert len(pool._workers) == 1
            return (await pool.run(Request(text="ASK {}"))).body
        finally:
            await pool.close()

    assert loops.run(twice()) == b'{"head":{},"boolean":true}'


def test_a_worker_comes_back_when_the_system_can_start_one_again(
    graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Too many open files, for a moment, in which the only worker has to be replaced."""
    pair = socket.socketpair
    failed: list[bool] = []

    def none_left() -> tuple[socket.socket, socket.socket]:
        if failed:
            return pair()
        failed.append(True)
        raise OSError(24, "Too many open files")

    async def again() -> bytes:
        pool = Pool(graph.generation, Limits(), PoolSize(workers=1))
        await pool.start()
        try:
            monkeypatch.setattr(socket, "socketpair", none_left)
            for worker in pool._workers.values():
                worker.process.kill()
            with pytest.raises(LimitReached):
                await pool.run(Request(text="ASK {}"))
            return (await pool.run(Request(text="ASK {}"))).body
        finally:
            await pool.close()

    assert loops.run(again()) == b'{"head":{},"boolean":true}'
    assert failed


def test_serve_says_so_and_ends(cache: Path, graph: Graph) -> None:
    program = (
        "import sys; from nhsgraph.cli import main; "
        "sys.argv = ['nhsgraph', 'serve', '--port', '0']; sys.executable = {!r}; main()"
    )
    for executable, said in (
        ("/nowhere/python", "a process of the server could not be started (No such file or directory)."),
        (_ending(), "a query worker did not start."),
    ):
        run = subprocess.run(
            [sys.executable, "-c", program.format(executable)],
            env=commands.environment(cache),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert (run.returncode, run.stdout) == (2, "")
        assert said in run.stderr
        assert "Traceback" not in run.stderr
        assert "Serving on" not in run.stderr


def _ending() -> str:
    import shutil

    return shutil.which("false") or "/bin/false"


def test_serve_says_where_it_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    place = serve.Place(host="127.0.0.1", port=0, public=False, names=())
    with pytest.raises(UsageError, match=r"needs a Unix system.*Use WSL"):
        serve.run(place, Limits(), PoolSize(), 1, "national")


def test_what_an_answer_costs_to_remember_counts_all_that_was_asked() -> None:
    answer = Answer(form="json", body=b"{}")
    graphs = tuple(f"https://w3id.org/nhsgraph/graph/{n}" for n in range(400))
    for asked in (
        Request(text="x" * 20_000),
        Request(text="ASK {}", default_graphs=graphs),
        Request(text="ASK {}", named_graphs=graphs),
    ):
        assert cost(asked, answer) > sum(len(graph) for graph in graphs)
