"""Tables and sources that are not as expected: file, row, column and what was expected, and nothing loaded."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from commands import environment, own_data, run

from nhsgraph import resources
from nhsgraph.errors import SourceError
from nhsgraph.graph import load


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return own_data(tmp_path)


def _edit(name: str, old: str, new: str) -> Callable[[Path], None]:
    def edit(data: Path) -> None:
        path = data / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")

    return edit


def _write(name: str, content: bytes) -> Callable[[Path], None]:
    def write(data: Path) -> None:
        (data / name).write_bytes(content)

    return write


def _remove(name: str) -> Callable[[Path], None]:
    def remove(data: Path) -> None:
        (data / name).unlink()

    return remove


def _document(name: str, old: str, new: str) -> Callable[[Path], None]:
    def edit(data: Path) -> None:
        shutil.copytree(resources.data_dir() / "documents", data / "documents")
        # The bodies of the national tables are not in this small data set; links to them are not what is tested.
        for table, column in (("body_relations", None), ("claims", "about"), ("tenures", None)):
            _without_links(data / "documents" / f"{table}.csv", column)
        _edit(f"documents/{name}", old, new)(data)

    return edit


def _paid(cells: str) -> Callable[[Path], None]:
    header = "sources,record\n"
    return _edit("tables/practice_years.csv", header, f"{header}practice-X90001,{cells},demo-area,\n")


def _without_links(path: Path, column: str | None) -> None:
    header, *rows = csv.reader(path.read_text("utf-8").splitlines())
    keep = (
        []
        if column is None
        else [["" if h == column else v for h, v in zip(header, r, strict=True)] for r in rows]
    )
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows([header, *keep])


_NAMES = "body, name, valid_from, valid_to, dated, sources, record"


@pytest.mark.parametrize(
    ("breakage", "message"),
    [
        (
            _remove("tables/names.csv"),
            "names.csv: the table is missing. Expected a CSV file of that name.",
        ),
        (
            _edit("tables/names.csv", "body,name,", "body,"),
            f"names.csv, row 1: there is no column “name”. Expected {_NAMES}.",
        ),
        (
            _edit("tables/names.csv", "body,name,", "body,name,colour,"),
            f"names.csv, row 1: unknown column “colour”. Expected {_NAMES}.",
        ),
        (_write("tables/names.csv", b""), f"names.csv, row 1: there is no column “body”. Expected {_NAMES}."),
        (
            _edit("tables/names.csv", "ccg-X01,NHS Fictional Northmoor CCG,2013-04-01,", "ccg-X01,NHS Fictional Northmoor CCG,"),
            "names.csv, row 3: 6 cells. Expected 7 cells.",
        ),
        (
            _edit("tables/names.csv", "NHS Fictional Northmoor CCG,2013-04-01", "NHS Fictional Northmoor CCG,April 2013"),
            "names.csv, row 3, column valid_from: “April 2013” cannot be read. Expected a date as YYYY-MM-DD.",
        ),
        (
            _edit("tables/names.csv", "NHS Fictional Northmoor CCG,2013-04-01,,exact", "NHS Fictional Northmoor CCG,2013-04-01,,sure"),
            "names.csv, row 3, column dated: “sure” cannot be read. Expected one of exact, release.",
        ),
        (
            _edit("tables/names.csv", "ccg-X01,NHS Fictional Northmoor CCG", "ccg-X99,NHS Fictional Northmoor CCG"),
            "names.csv, row 3, column body: unknown code “ccg-X99”. Expected the id of a body in the tables.",
        ),
        (
            _edit("tables/names.csv", "exact,demo-area,", "exact,demo-aera,"),
            "names.csv, row 2, column sources: no source is called “demo-aera”. Expected the name of a folder in data/sources.",
        ),
        (
            _edit("tables/names.csv", "exact,demo-area,", "exact,,"),
            "names.csv, row 2, column sources: the cell is empty. Expected words separated by one blank.",
        ),
        (_write("tables/names.csv", b"body,name\xff"), "names.csv: byte 9 is not UTF-8. Expected UTF-8 text."),
        (
            _edit("tables/names.csv", "NHS Fictional Northmoor CCG", '"NHS Fictional'),
            "names.csv, row ",
        ),
        (
            _edit("sources/demo-area/source.yml", "title:", "titel:"),
            "demo-area/source.yml: unknown key “titel”. Expected ",
        ),
        (_edit("sources/demo-area/source.yml", "licence: CC0-1.0\n", ""), "demo-area/source.yml: “licence” is missing."),
        (_edit("sources/demo-area/source.yml", "grade: fictional", "grade: sure"), "demo-area/source.yml: “sure” is no grade. Expected one of official, "),
        (_edit("sources/demo-area/source.yml", "id: demo-area", "id: demo"), "demo-area/source.yml: id “demo” is not the name of its folder. Expected demo-area."),
        (_write("sources/demo-area/source.yml", b"a: [b"), "demo-area/source.yml: not YAML ("),
        (_write("sources/demo-area/source.yml", b"just words"), "demo-area/source.yml: not a mapping. Expected key: value lines."),
        (_write("sources/demo-area/source.yml", b"\xff\xfe"), "demo-area/source.yml: "),
        (
            _document("allocations.csv", "F-COI,delegated,assures,monitor,", "F-COI,delegated,assures,monitr,"),
            "allocations.csv, row 2, column holder: unknown code “monitr”. Expected the id of a role.",
        ),
        (
            _document("allocations.csv", ",governing-body pccc,", ",governing-body pcc,"),
            "allocations.csv, row 4, column through: unknown code “pcc”. Expected the id of a role.",
        ),
        (
            _document("allocations.csv", "F-COI,delegated,assures,monitor", "F-COY,delegated,assures,monitor"),
            "allocations.csv, row 2, column function: unknown code “F-COY”. Expected a term of the vocabulary.",
        ),
        (
            _document("roles.csv", "ccg,the CCG,CCG,", "ccg,the CCG,CGC,"),
            "roles.csv, row 2, column kind: unknown code “CGC”. Expected a term of the vocabulary.",
        ),
        (
            _document("claims.csv", "S0-02,", "S0-01,"),
            "claims.csv, row 3, column id: “S0-01” stands in a row above. Expected one row for each id.",
        ),
        (
            _edit("tables/organisations.csv", "ccg-X01,CCG,", "ccg-X01,CGC,"),
            "organisations.csv, row 3, column kind: unknown code “CGC”. Expected a class of the vocabulary.",
        ),
        (
            _edit("tables/organisations.csv", "ccg-X02,CCG,", "ccg-X01,CCG,"),
            "organisations.csv, row 4, column id: “ccg-X01” stands in a row above. Expected one row for each id.",
        ),
        (
            _edit("tables/organisations.csv", "2013-04-01,2022-07-01", "2013-04-01,2012-07-01"),
            "organisations.csv, row 3, column valid_to: the end 2012-07-01 is not after the start 2013-04-01.",
        ),
        (
            _edit("tables/organisations.csv", "2013-04-01,2022-07-01", "20130401,2022-07-01"),
            "organisations.csv, row 3, column valid_from: “20130401” cannot be read. Expected a date as YYYY-MM-DD.",
        ),
        (_paid("2015-16,ccg-X01,GMS,100,100,nan,4"), "practice_years.csv, row 2, column payments: “nan” cannot be read. Expected a number."),
        (_paid("2015-16,ccg-X01,GMS,100,100,-Infinity,4"), "practice_years.csv, row 2, column payments: “-Infinity” cannot be read. Expected a number."),
        (_paid("2015-17,ccg-X01,GMS,100,100,5,4"), "practice_years.csv, row 2, column year: “2015-17” cannot be read. Expected a financial year as 2015-16."),
        (_paid("soon,ccg-X01,GMS,100,100,5,4"), "practice_years.csv, row 2, column year: “soon” cannot be read. Expected a financial year as 2015-16."),
        (
            _edit("tables/overlaps.csv", "sources,record\n", "sources,record\nccg-X01,ccg-X02,2016-04-01,residents,1_0,20,0.5,0.5,demo-area,\n"),
            "overlaps.csv, row 2, column lsoas: “1_0” cannot be read. Expected a whole number.",
        ),
        (
            _remove("sources/demo-area/source.yml"),
            "organisations.csv, row 2, column sources: no source is called “demo-area”. Expected the name of a folder in data/sources.",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_is_loaded(
    data: Path, tmp_path: Path, breakage: Callable[[Path], None], message: str
) -> None:
    breakage(data)
    with pytest.raises(SourceError) as caught:
        load(data=data, cache=tmp_path / "cache")
    assert str(caught.value).startswith(message)
    assert caught.value.exit_code == 2
    assert not list((tmp_path / "cache").glob("*/gen-*"))


def test_the_command_line_says_it_too_and_the_old_graph_stays(data: Path, tmp_path: Path) -> None:
    good = load(data=data, cache=tmp_path / "cache").generation
    _edit("tables/names.csv", "ccg-X01,", "ccg-X99,")(data)
    done = run("build", "--data", str(data), env=environment(tmp_path / "cache"))
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == (
        "error: names.csv, row 3, column body: unknown code “ccg-X99”. Expected the id of a body in the tables."
    )
    assert good.is_dir()


def test_a_data_folder_that_is_not_there(tmp_path: Path) -> None:
    env = environment(tmp_path / "cache", NHSGRAPH_DATA=str(tmp_path / "none"))
    done = run("explain", "05T", env=env)
    assert done.returncode == 2
    assert done.stderr == (
        f"error: the data folder {tmp_path / 'none'} does not exist. Correct or unset NHSGRAPH_DATA.\n"
    )


def test_hostile_text_in_a_table_stays_text(data: Path, tmp_path: Path) -> None:
    hostile = 'NHS "Fictional" \x1b[31m<script>alert(1)</script> \\ ’ | `x` CCG'
    _edit("tables/names.csv", "NHS Fictional Northmoor CCG", '"' + hostile.replace('"', '""') + '"')(data)
    g = load(data=data, cache=tmp_path / "cache")
    assert g.explain("X01", as_of="2016-04-01").name == hostile
    env = environment(tmp_path / "cache", NHSGRAPH_DATA=str(data))
    for form in ("text", "md"):
        done = run("explain", "X01", "--as-of", "2016-04-01", "--format", form, env=env)
        assert done.returncode == 0, done.stderr
        assert "\x1b" not in done.stdout
    assert "<script>" not in done.stdout.replace("\\<", "")
