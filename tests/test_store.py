"""The life of the graph on disk: whatever happens to a build, there is a working graph or a clear error."""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from commands import environment, own_data, run, start

from nhsgraph import graph, resources, store
from nhsgraph.errors import StoreError
from nhsgraph.graph import load
from nhsgraph.present import as_json

EXPLAIN = ("explain", "X01", "--as-of", "2016-04-01", "--dataset", "demo")


def generations(cache: Path) -> list[Path]:
    return sorted(cache.glob("*/gen-*"))


def leftovers(cache: Path) -> list[str]:
    """What lies in the cache beside graphs in use, the whole one before each of them, locks and remembered keys."""
    used = {path.parent / path.read_text() for path in cache.glob("*/current")}
    beside = [
        p for p in cache.glob("*/*") if p.name != "current" and p not in used and p.parent.name != "keys"
    ]
    before = [p for p in beside if (p / "about.json").is_file()]
    assert len(before) <= len(used)
    return [str(p) for p in beside if p not in before]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return own_data(tmp_path)


@pytest.fixture
def cache_folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def test_a_graph_is_built_once_and_then_opened(data: Path, cache_folder: Path) -> None:
    first = load(data=data, cache=cache_folder)
    assert load(data=data, cache=cache_folder).generation == first.generation
    second = load(data=data, cache=cache_folder, force=True)
    assert second.generation != first.generation
    third = load(data=data, cache=cache_folder, force=True)
    assert generations(cache_folder) == sorted([second.generation, third.generation])
    assert leftovers(cache_folder) == []


def test_an_open_graph_outlives_its_replacement(data: Path, cache_folder: Path) -> None:
    first = load(data=data, cache=cache_folder)
    load(data=data, cache=cache_folder, force=True)
    assert first.explain("X01", as_of="2016-04-01").code == "X01"


def test_changed_data_make_another_graph(data: Path, cache_folder: Path) -> None:
    first = load(data=data, cache=cache_folder)
    names = data / "tables" / "names.csv"
    names.write_text(names.read_text("utf-8").replace("Northmoor", "Southmoor"), "utf-8")
    second = load(data=data, cache=cache_folder)
    assert second.explain("X01", as_of="2016-04-01").name == "NHS Fictional Southmoor CCG"
    assert first.explain("X01", as_of="2016-04-01").name == "NHS Fictional Northmoor CCG"


def test_a_touched_file_with_the_same_content_is_the_same_graph(data: Path, cache_folder: Path) -> None:
    first = load(data=data, cache=cache_folder)
    (data / "tables" / "names.csv").touch()
    assert load(data=data, cache=cache_folder).generation == first.generation


@pytest.mark.parametrize("version", ["0.0.0", "99"])
def test_another_version_builds_its_own_graph(
    data: Path, cache_folder: Path, monkeypatch: pytest.MonkeyPatch, version: str
) -> None:
    first = load(data=data, cache=cache_folder)
    monkeypatch.setattr(store, "__version__", version)
    assert store.find(data, cache_folder) is None
    other = load(data=data, cache=cache_folder)
    assert other.generation.parent != first.generation.parent
    assert first.generation.is_dir()


@pytest.mark.parametrize("damage", ["emptied", "cut", "gone", "dangling"])
def test_a_damaged_graph_is_built_again(cache_folder: Path, damage: str) -> None:
    env = environment(cache_folder)
    assert run("build", "--dataset", "demo", env=env).returncode == 0
    (generation,) = generations(cache_folder)
    inside = generation / "store"
    if damage == "gone":
        shutil.rmtree(inside)
    elif damage == "dangling":
        shutil.rmtree(generation)
    else:
        for path in inside.iterdir():
            if damage == "emptied" or path.name.startswith(("CURRENT", "MANIFEST")):
                path.write_bytes(b"")
    done = run(*EXPLAIN, env=env)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
    assert "NHS Fictional Northmoor CCG" in done.stdout
    assert leftovers(cache_folder) == []


def test_two_builds_at_once_end_in_one_graph(cache_folder: Path) -> None:
    env = environment(cache_folder)
    running = [start(*EXPLAIN, env=env) for _ in range(3)]
    outputs = [process.communicate(timeout=120) for process in running]
    assert [process.returncode for process in running] == [0, 0, 0], [err for _, err in outputs]
    assert len({out for out, _ in outputs}) == 1
    assert len(generations(cache_folder)) == 1
    assert leftovers(cache_folder) == []


def _half_way(process: subprocess.Popen[str], cache: Path, before: int = 0) -> None:
    """Wait until the process writes a generation."""
    limit = time.monotonic() + 60
    while time.monotonic() < limit and process.poll() is None:
        if any((path / "store").is_dir() for path in generations(cache)[before:]):
            time.sleep(0.7)
            return
        time.sleep(0.05)
    raise AssertionError(f"the build ended or never began: {process.communicate()}")


def test_a_build_killed_half_way_leaves_nothing_that_counts(cache_folder: Path) -> None:
    env = environment(cache_folder)
    with start("build", env=env) as process:
        _half_way(process, cache_folder)
        process.kill()
    assert store.find(resources.data_dir(), cache_folder) is None
    assert len(generations(cache_folder)) == 1
    done = run("explain", "05T", "--as-of", "2014-06-01", env=env)
    assert done.returncode == 0, done.stderr
    assert "32 practices" in done.stdout
    assert len(generations(cache_folder)) == 1
    assert leftovers(cache_folder) == []
    _interrupt_a_rebuild(cache_folder, env)


def _interrupt_a_rebuild(cache_folder: Path, env: dict[str, str]) -> None:
    """Ctrl-C half-way: exit 130, one line, nothing left over, and the graph that was there still answers."""
    (old,) = generations(cache_folder)
    with start("build", "--force", env=env) as process:
        limit = time.monotonic() + 60
        while len(generations(cache_folder)) < 2 and time.monotonic() < limit:
            time.sleep(0.05)
        time.sleep(0.7)
        process.send_signal(signal.SIGINT)
        sent = time.monotonic()
        _, err = process.communicate(timeout=60)
        took = time.monotonic() - sent
    assert process.returncode == 130, err
    assert err.splitlines()[-1] == "Interrupted."
    assert "Traceback" not in err
    assert took < 5
    assert generations(cache_folder) == [old]
    assert leftovers(cache_folder) == []
    assert run("explain", "05T", "--as-of", "2014-06-01", env=env).returncode == 0


def test_a_full_disk_is_said_and_leaves_the_old_graph(data: Path, cache_folder: Path) -> None:
    first = load(data=data, cache=cache_folder)
    done = subprocess.run(
        ["bash", "-c", 'ulimit -f 40; exec "$0" "$@"', *_command("build", "--force", "--data", str(data))],
        env=environment(cache_folder),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 2, done.stderr
    assert done.stderr.splitlines()[-1] == (
        f"error: no room to build the graph in {cache_folder}. Make room, or set NHSGRAPH_CACHE."
    )
    assert generations(cache_folder) == [first.generation]
    assert leftovers(cache_folder) == []


def test_too_little_free_space_is_said_before_anything_is_written(
    data: Path, cache_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10**9, 10**9, 5_000_000))
    with pytest.raises(
        StoreError, match=r"has 5 MB free and the graph needs 400 MB\. Make room, or choose another"
    ):
        load(data=data, cache=cache_folder)
    assert generations(cache_folder) == []


def _command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "nhsgraph", *arguments]


def test_a_file_in_place_of_the_cache_folder(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("")
    done = run(*EXPLAIN, env=environment(tmp_path / "cache"))
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == (
        f"error: the folder {tmp_path / 'cache'} cannot be written. Choose another with NHSGRAPH_CACHE."
    )
    assert "Traceback" not in done.stderr


def test_a_folder_without_write_permission_and_reading_from_it(data: Path, tmp_path: Path) -> None:
    """As an ordinary user: a build is refused in words; a graph that is there can be read."""
    cache = tmp_path / "cache"
    generation = load(data=data, cache=cache).generation
    assert generation.is_dir()
    empty = tmp_path / "empty"
    empty.mkdir(mode=0o555)
    for folder, _, files in os.walk(cache):
        Path(folder).chmod(0o555)
        for name in files:
            (Path(folder) / name).chmod(0o444)
    try:
        refused = run_unprivileged("build", "--data", str(data), env=environment(empty))
        assert refused.returncode == 2, refused.stderr
        assert refused.stderr.splitlines()[-1] == (
            f"error: the folder {empty} cannot be written. Choose another with NHSGRAPH_CACHE."
        )
        read = run_unprivileged(
            "explain", "X01", "--as-of", "2016-04-01", env=environment(cache, NHSGRAPH_DATA=str(data))
        )
        assert read.returncode == 0, read.stderr
        assert read.stderr == ""
        again = run_unprivileged("build", "--force", "--data", str(data), env=environment(cache))
        assert again.returncode == 2, again.stderr
        assert again.stderr.splitlines()[-1].endswith(
            "cannot be written. Choose another with NHSGRAPH_CACHE."
        )
    finally:
        for folder, _, _ in os.walk(cache):
            Path(folder).chmod(0o755)


def run_unprivileged(*arguments: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """A command that permissions bind, even where the administrator runs the tests."""
    return subprocess.run(
        _command(*arguments),
        env=env,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        preexec_fn=_give_up_override if os.getuid() == 0 else None,
    )


def _give_up_override() -> None:
    # PR_CAPBSET_DROP of CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH: the owner's permission bits count from exec on.
    for capability in (1, 2):
        ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)


@pytest.mark.parametrize("content", [None, b"", b"00\tX01\n", b"\xff\xfe\x00"])
def test_a_graph_without_its_name_index_says_what_to_do(
    data: Path, cache_folder: Path, content: bytes | None
) -> None:
    g = load(data=data, cache=cache_folder)
    index = g.generation / "names.tsv"
    if content is None:
        index.unlink()
    else:
        index.write_bytes(content)
    with pytest.raises(StoreError, match=r"the name index .* cannot be read .*Run: nhsgraph build --force"):
        graph.Graph(g.generation).find("amble")


@pytest.mark.parametrize("content", [b"", b"\xff", b"[]", b"{}", b'{"columns": [], "sources": [["x"]]}'])
def test_a_damaged_snapshot_is_asked_of_the_store_instead(
    data: Path, cache_folder: Path, content: bytes
) -> None:
    g = load(data=data, cache=cache_folder)
    whole = as_json.render(g.explain("X01", "2016-04-01"))
    for snapshot in (g.generation / "snapshots").iterdir():
        snapshot.write_bytes(content)
    assert as_json.render(graph.Graph(g.generation).explain("X01", "2016-04-01")) == whole


def test_a_damaged_block_of_the_store_is_said(data: Path, cache_folder: Path) -> None:
    generation = load(data=data, cache=cache_folder).generation
    for path in (generation / "store").glob("*.sst"):
        if (size := path.stat().st_size) > 50_000:
            with path.open("r+b") as file:  # the end, which is read when the store is opened, stays
                file.write(b"\xa5" * (size // 2))
    with pytest.raises(StoreError, match=r"the graph on disk cannot be read .* with: nhsgraph build --force"):
        graph.Graph(generation).explain("X01", "2016-04-01")
    for arguments in (["-q", "SELECT * { ?s ?p ?o }"], ["-q", "ASK { ?s ?p 'no' }"]):
        done = run("sparql", *arguments, "--dataset", "demo", env=environment(cache_folder))
        assert (done.returncode, done.stdout, "Traceback" in done.stderr) == (2, "", False), done.stderr
        assert "Build it again with: nhsgraph build --force" in done.stderr


def test_about_counts_what_is_there(demo: graph.Graph) -> None:
    about = json.loads((demo.generation / "about.json").read_text("utf-8"))
    assert about["quads"] == len(demo.store)
    assert about["version"] == store.FORMAT


def test_the_files_of_the_store_are_merged(demo: graph.Graph) -> None:
    """Loading and deriving leave three files and more for each index, and a look-up would search in all of them."""
    assert 7 <= len(list((demo.generation / "store").glob("*.sst"))) <= 12
