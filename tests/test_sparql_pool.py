"""Workers that cannot start: one sentence, no traceback, nothing left behind."""

from __future__ import annotations

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
from nhsgraph.sparql.running import Request


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
