"""The list of paths that are not shown: written and read back, refused row by row, in force from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import Run

from nhsgraph import graph, resources
from nhsgraph.analyses.conflicts import suppressions
from nhsgraph.errors import SourceError

PATH = "C-03-3b8b8f67ca"


def test_what_is_written_is_read(tmp_path: Path) -> None:
    assert suppressions.read(tmp_path) == {}
    listed = {PATH: "seen, in \u201cthe minutes\u201d", "C-01-0123456789": "a, b"}
    suppressions.write(tmp_path / "own", listed)
    assert suppressions.read(tmp_path / "own") == listed


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("id,why\n", "suppressed.csv, row 1: the header is not as expected. Expected id, reason."),
        ("", "suppressed.csv, row 1: the header is not as expected. Expected id, reason."),
        (f"id,reason\n{PATH},seen\n{PATH}\n", "suppressed.csv, row 3: 1 cells. Expected 2 cells."),
        (f"id,reason\n{PATH},\n", "suppressed.csv, row 2, column reason: the cell is empty."),
        ("id,reason\n,seen\n", "suppressed.csv, row 2, column id: the cell is empty."),
        ("id,reason\nC-03,seen\n", "suppressed.csv, row 2, column id: “C-03” is not the id of a path."),
        (
            f"id,reason\n{PATH},a\n{PATH},b\n",
            f"suppressed.csv, row 3, column id: {PATH} is already on the list.",
        ),
        (f'id,reason\n{PATH},"a\n', "suppressed.csv, row 2: the row is not CSV"),
    ],
)
def test_a_row_that_is_wrong_is_named(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / suppressions.FILE).write_text(text, encoding="utf-8")
    with pytest.raises(SourceError) as caught:
        suppressions.read(tmp_path)
    assert str(caught.value).startswith(message)


def test_a_list_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / suppressions.FILE).write_bytes(b"id,reason\n\xff")
    with pytest.raises(SourceError, match="byte 10 is not UTF-8"):
        suppressions.read(tmp_path)


def test_suppressed_from_the_command_line_until_it_is_taken_back(
    run: Run, tmp_path: Path, cache: Path
) -> None:
    own = {"NHSGRAPH_USER_DATA": str(tmp_path / "own")}
    for arguments, said in (
        (("suppress", "C-03"), "“C-03” is not the id of a path"),
        (("suppress", PATH), "give the reason with --reason"),
        (("unsuppress", PATH), "is not on the list of paths that are not shown"),
    ):
        extra = ("--reason", "seen") if arguments[1] == "C-03" else ()
        refused = run("conflicts", *arguments, *extra, **own)
        assert (refused.returncode, refused.stdout) == (2, "")
        assert said in refused.stderr
    assert run("conflicts", "suppress", PATH, "--reason", "seen by the board", **own).returncode == 0
    # A rebuild does not touch the folder of the user.
    graph.load(data=resources.data_dir() / "demo", cache=tmp_path / "cache", force=True)
    listed = run("conflicts", "05T", "--pattern", "C-03", **own)
    assert f"{PATH} is not shown: seen by the board" in listed.stdout
    assert f"({PATH})" not in listed.stdout
    told = run("explain", "05T", "--as-of", "2014-06-01", **own).stdout
    assert "on your list of paths that are not shown" in told
    assert PATH not in told
    assert run("conflicts", "unsuppress", PATH, **own).returncode == 0
    assert f"({PATH})" in run("conflicts", "05T", "--pattern", "C-03", **own).stdout


def test_a_table_of_severities_that_is_wrong_ends_with_a_message(run: Run, tmp_path: Path) -> None:
    text = (resources.data_dir() / "severity.csv").read_text(encoding="utf-8")
    path = tmp_path / "mine.csv"
    path.write_text(text.replace("proximity,minority,", "proximity,few,"), encoding="utf-8")
    refused = run("conflicts", "05T", "--severity", str(path))
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "mine.csv: the part “proximity” has no minority. Expected a row for each" in refused.stderr
    assert "Traceback" not in refused.stderr
