"""The command line: what a user gets wrong is said in words, with exit code 2; and terminals of every kind."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import shutil
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import Run, environment

from nhsgraph import catalogue
from nhsgraph._version import __version__
from nhsgraph.catalogue import Source
from nhsgraph.cli import session, short
from nhsgraph.graph import Graph
from nhsgraph.ids import SOURCE
from nhsgraph.query import Iri
from nhsgraph.resources import data_dir


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["explain", "05Q9Z"], "no body has the code or name “05Q9Z”. Look for it with: nhsgraph find TEXT"),
        (
            ["explain", "tower hamletts"],
            ("no body has the code or name “tower hamletts”. Did you mean NHS Tower Hamlets CCG (08V), "
             "Tower Hamlets (E09000030), Tower Hamlets (5C4)?"),
        ),
        (["explain", "05T\x1b[31m"], "no body has the code or name “05T\ufffd[31m”. Look for it with: nhsgraph find TEXT"),
        (
            ["explain", "05T", "--as-of", "soon"],
            "“soon” is not a date. Write it as year-month-day, for example 2016-04-01.",
        ),
        (
            ["explain", "05T", "--as-of", "2016-13-01"],
            "“2016-13-01” is not a date. Write it as year-month-day, for example 2016-04-01.",
        ),
        (
            ["explain", "00W", "--as-of", "2018-04-01"],
            "NHS Central Manchester CCG (00W) ended on 2017-03-31, before 2018-04-01. After it: NHS Manchester CCG (14L).",
        ),
        (["explain", "05T", "--dataset", "moon"], "there is no data set “moon”. Choose national or demo."),
        (
            ["explain", "05T", "-o", "/nowhere/at/all.md"],
            "/nowhere/at/all.md cannot be written (there is no folder /nowhere/at). Choose another file with --output.",
        ),
        (["find", "zzzzzz"], "no body has the code or name “zzzzzz”. Look for it with: nhsgraph find TEXT"),
        (
            ["sources", "epcmem"],
            "no source is called “epcmem”. Did you mean ods-epcmem-2019-10?",
        ),
        (["sources", "nothing-like"], "no source is called “nothing-like”. List them with: nhsgraph sources"),
        (["sparql"], "give either a file or -q with the query."),
        (["sparql", "/nowhere.rq"], "/nowhere.rq cannot be read (No such file or directory)."),
        (["build", "--data", "/nowhere"], "there is no folder /nowhere. Give one with tables/, documents/ and sources/ in it."),
        (["ask", "members", "--ccg", "05T", "--as-of", "soon"], "“soon” is not a date. Write it as year-month-day, for example 2016-04-01."),
        (["ask", "d1", "--ccg", "05T"], "“--ccg” is not an option of the question d1. Its options: none."),
        (["ask", "members", "--ccg"], "--ccg needs a value."),
        (["ask", "members", "--moon", "1"], "“--moon” is not an option of the question members. Its options: --as-of, --ccg."),
        (["ask", "members"], "the question members needs --ccg: a CCG."),
    ],
)  # fmt: skip
def test_what_a_user_gets_wrong(run: Run, arguments: list[str], message: str) -> None:
    done = run(*arguments)
    assert done.stdout == ""
    assert done.stderr.splitlines() == [f"error: {message}"]
    assert done.returncode == 2


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["explain"], "Missing argument"),
        (["explain", "05T", "--as-off", "2016"], "No such option"),
        (["explain", "05T", "--format", "pdf"], "'pdf' is not one of 'text', 'json', 'md'"),
        (["explain", "05T", "--color", "blue"], "'blue' is not one of 'auto', 'always', 'never'"),
        (["explain", "05T", "--width", "wide"], "'wide' is not a valid int"),
        (["find", "x", "--limit", "0"], "0 is not in the range x>=1"),
        (["explan", "05T"], "No such command 'explan'"),
    ],
)
def test_usage(run: Run, arguments: list[str], part: str) -> None:
    done = run(*arguments, COLUMNS="200")
    assert done.returncode == 2
    assert part in done.stderr
    assert "Traceback" not in done.stderr


def test_an_ambiguous_name_lists_the_bodies(run: Run) -> None:
    done = run("explain", "sou")
    lines = done.stderr.splitlines()
    assert done.returncode == 2
    assert lines[0] == "error: 28 bodies fit “sou”. Give the code, or the full name in quotes."
    assert lines[1] == "  00M        NHS South Tees CCG (from 2013-04-01, ended 2020-03-31)"
    assert lines[-1] == "  … 22 more:  nhsgraph find 'sou'"


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("SELECT", "the query cannot be parsed: "),
        ("SELECT * { ?s nope:x ?o }", "the query cannot be parsed: "),
        ("INSERT DATA { <a:> <b:> <c:> }", ""),
    ],
)
def test_a_query_that_is_none(run: Run, query: str, problem: str) -> None:
    done = run("sparql", "-q", query)
    assert done.returncode == 2
    assert done.stderr.startswith(f"error: {problem}")
    assert "Traceback" not in done.stderr


def test_version_and_help(run: Run) -> None:
    assert run("--version").stdout == f"nhsgraph {__version__}\n"
    assert "explain" in run("--help").stdout
    assert "nhsgraph explain 05T --as-of 2016-04-01" in run("explain", "--help").stdout


def test_json_is_json_and_stderr_is_apart(run: Run) -> None:
    done = run("explain", "tower hamlets ccg", "--as-of", "2016-04-01", "--format", "json")
    assert json.loads(done.stdout)["body"]["code"] == "08V"
    assert run("explain", "05T", "--as-of", "2016-04-01").stderr == ""


def test_a_file_gets_the_format_of_its_suffix_in_one_step(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "05T.json"
    assert run("explain", "05T", "--as-of", "2016-04-01", "-o", str(target)).stdout == ""
    assert json.loads(target.read_text("utf-8"))["as_of"] == "2016-04-01"
    assert [p.name for p in tmp_path.iterdir()] == ["05T.json"]


def test_a_file_that_cannot_be_replaced_leaves_nothing_behind(run: Run, tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    done = run("explain", "05T", "--as-of", "2016-04-01", "-o", str(tmp_path / "taken"))
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        f"error: {tmp_path / 'taken'} cannot be written (Is a directory). Choose another file with --output."
    ]
    assert [p.name for p in tmp_path.iterdir()] == ["taken"]


@pytest.mark.parametrize(
    "arguments", ["explain 05T --all", "sparql -q 'SELECT * { ?s ?p ?o } LIMIT 50000'", "sources"]
)
def test_a_reader_that_goes_away_is_no_error(run: Run, cache: Path, arguments: str) -> None:
    run("--version")  # so that the graph is there
    done = subprocess.run(
        ["bash", "-c", f'set -o pipefail; "{sys.executable}" -m nhsgraph {arguments} | true'],
        env=environment(cache),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.stderr == ""
    assert done.returncode in {0, 141}


@pytest.mark.parametrize("arguments", ["explain 05T", "sources"])
def test_a_full_device_is_said(run: Run, cache: Path, arguments: str) -> None:
    if not Path("/dev/full").exists():
        assert sys.platform != "linux"
        return
    run("--version")
    done = subprocess.run(
        ["bash", "-c", f'"{sys.executable}" -m nhsgraph {arguments} > /dev/full'],
        env=environment(cache),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.stderr.splitlines() == [
        "error: the output cannot be written (No space left on device). Make room, or choose a file with --output."
    ]
    assert done.returncode == 2


@pytest.mark.parametrize("width", [40, 72, 100])
def test_lines_fit_the_width(run: Run, width: int) -> None:
    done = run("explain", "05T", "--as-of", "2016-04-01", "--all", COLUMNS=str(width))
    # A table needs its columns, whatever the terminal; sentences wrap, and only a long word may stand out.
    sentences = [line for line in done.stdout.splitlines() if not line.startswith("    ")]
    assert all(len(line) <= width or " " not in line.strip() for line in sentences[2:])


def test_an_ascii_terminal_gets_ascii(run: Run) -> None:
    done = run("explain", "05T", "--as-of", "2016-04-01", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert done.returncode == 0
    assert done.stdout.isascii()
    assert "GBP" in done.stdout
    assert "?" not in done.stdout.partition("Sources")[0]


def test_an_ascii_terminal_gets_errors_too(run: Run) -> None:
    done = run("explain", "05Q9Z", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    table = run("find", "south worcestershire", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert table.returncode == 0, table.stderr
    sources = run("sources", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert sources.returncode == 0, sources.stderr


def _on_a_terminal(cache: Path, **env: str) -> str:
    """What the command writes when stdout is a terminal."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "nhsgraph", "explain", "05T", "--as-of", "2016-04-01"],
        stdout=theirs,
        env=environment(cache, **{"TERM": "xterm", **env}),
    ):
        os.close(theirs)
        seen = b""
        while True:
            try:
                chunk = os.read(ours, 65536)
            except OSError:
                break
            if not chunk:
                break
            seen += chunk
    os.close(ours)
    return seen.decode("utf-8")


def test_colour_on_a_terminal_and_when_not(run: Run, cache: Path) -> None:
    run("--version")
    assert "\x1b[1m" in _on_a_terminal(cache)
    assert "\x1b" not in _on_a_terminal(cache, NO_COLOR="1")
    assert "\x1b" not in _on_a_terminal(cache, TERM="dumb")
    assert "\x1b" not in run("explain", "05T").stdout
    assert "\x1b[1m" in run("explain", "05T", "--color", "always").stdout


def test_every_command_answers_help_with_examples(run: Run) -> None:
    from nhsgraph.cli.app import COMMANDS

    for name in COMMANDS:
        done = run(name, "--help")
        assert done.returncode == 0, done.stderr
        assert f"nhsgraph {name}" in done.stdout.partition("Examples:")[2]


@pytest.mark.parametrize(
    "source", [s for s in catalogue.load(data_dir() / "sources").values() if s.lookups], ids=lambda s: s.id
)
def test_a_source_shows_all_its_caveats_and_every_reason_of_its_lookups(graph: Graph, source: Source) -> None:
    iri = Iri(SOURCE + source.id)
    shown = [row.text("reason") for row in graph.reader.rows("source_corrections", source=iri)]
    assert sorted(shown) == sorted(_reasons(source.lookups))
    assert {row.text("caveat") for row in graph.reader.rows("source_caveats", source=iri)} == set(
        source.caveats
    )


def _reasons(value: object) -> Iterator[str]:
    """Every text under a key that ends in “reason”, at any depth."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key.endswith("reason"):
                yield inner
            else:
                yield from _reasons(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _reasons(inner)


def test_one_source_is_told_with_what_was_corrected_and_why(run: Run) -> None:
    done = run("sources", "ods-eauth-2018-11", "--format", "csv")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert "rows,36" in lines
    assert any(line.startswith("caveat,") for line in lines)
    told = [line.split(",")[0] for line in lines if line.startswith("correction ")]
    assert {"correction left out W00", "correction operating from Q70", "correction bodies Q73"} <= set(told)


def test_the_short_path_knows_the_formats_of_the_full_one() -> None:
    from nhsgraph.cli.options import Color, Format

    assert tuple(Format) == short.FORMATS
    assert tuple(Color) == short.COLORS


@pytest.mark.parametrize(
    ("given", "width", "expected"),
    [("50", 0, 50), ("500", 0, 100), ("10", 0, 40), ("x", 0, 100), ("0", 0, 100), ("", 0, 100), ("50", 70, 70), ("", 7, 40)],
)  # fmt: skip
def test_the_width_to_write_for(
    monkeypatch: pytest.MonkeyPatch, given: str, width: int, expected: int
) -> None:
    monkeypatch.setenv("COLUMNS", given)
    monkeypatch.setattr("sys.__stdout__", None)  # no terminal to ask
    assert session.columns(width) == expected
    if not width:
        assert expected == max(40, min(100, shutil.get_terminal_size((100, 24)).columns))


def test_the_width_of_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    main, end = os.openpty()
    fcntl.ioctl(end, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 72, 0, 0))
    with os.fdopen(end, "w") as terminal:
        monkeypatch.setattr("sys.__stdout__", terminal)
        assert session.columns(0) == 72
    os.close(main)
