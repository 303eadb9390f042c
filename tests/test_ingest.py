"""The user's own rows: templates, messages by row, all or nothing, a named graph that survives a rebuild."""

from __future__ import annotations

import csv
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from nhsgraph import dataset, graph, ingest, resources
from nhsgraph.cli import own_rows, session
from nhsgraph.conflict_facts import CONFLICTS
from nhsgraph.errors import SourceError, UsageError
from nhsgraph.ingest import IngestError

DEMO = resources.data_dir() / "demo"


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "own"
    monkeypatch.setenv("NHSGRAPH_USER_DATA", str(folder))
    return folder


def filled(tmp_path: Path, template: str, *rows: str) -> Path:
    path = tmp_path / f"{template}.csv"
    path.write_text("\n".join([",".join(ingest.header(template)), *rows]) + "\n", encoding="utf-8")
    return path


def messages(tmp_path: Path, template: str, *rows: str) -> list[str]:
    with pytest.raises(IngestError) as caught:
        ingest.ingest(filled(tmp_path, template, *rows), template, DEMO)
    assert list(ingest.sources(DEMO)) == []
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize("template", CONFLICTS)
def test_the_demonstration_set_is_written_in_the_templates(template: str) -> None:
    with (DEMO / "conflicts" / f"{template}.csv").open(encoding="utf-8") as file:
        columns = file.readline().strip().split(",")
    assert tuple(c for c in columns if c != "sources") == ingest.header(template)


def test_shares_that_are_none_are_listed_row_by_row_and_nothing_is_taken(tmp_path: Path) -> None:
    assert messages(
        tmp_path,
        "shareholdings",
        "practice-X90001,company-demo-outside,1.2,,,,,2015-01-01,,",
        "practice-X90001,company-demo-outside,-0.2,,,,,2015-01-01,,",
        "practice-X90001,company-demo-outside,lots,,,,,2015-01-01,,",
        "practice-X90001,company-demo-outside,0.1,,,,,2015-01-01,,",
    ) == [
        "row 2, column share: 1.2 is not a share; write it as a number from 0 to 1, so 5% is 0.05",
        "row 3, column share: -0.2 is not a share; write it as a number from 0 to 1, so 5% is 0.05",
        "row 4, column share: “lots” cannot be read. Expected a number.".rstrip("."),
    ]


def test_an_interest_that_ends_before_it_begins(tmp_path: Path) -> None:
    (message,) = messages(
        tmp_path,
        "interests",
        "interest-a-1,person-demo-01,company-demo-outside,financial,potential,,,2016-01-01,2015-01-01,",
    )
    assert message == "row 2, column valid_to: the end 2015-01-01 is not after the start 2016-01-01"


def test_a_seat_on_a_body_that_does_not_exist_or_is_no_committee(tmp_path: Path) -> None:
    found = messages(
        tmp_path,
        "committee_members",
        "person-demo-01,committee-nowhere-1,member,lay,true,2016-01-01,,",
        "person-demo-01,ccg-X01,member,lay,true,2016-01-01,,",
        "person-demo-01,committee-demo-x01-gb,member,wizard,true,2016-01-01,,",
    )
    assert found[0].startswith("row 2, column committee: nothing has the id “committee-nowhere-1”")
    assert found[1] == "row 3, column committee: “ccg-X01” is not a committee"
    assert found[2].startswith(
        "row 4, column categories: “wizard” is not one of accountable-officer, clinician"
    )


def test_a_decision_by_the_commissioner_itself_or_at_something_that_is_no_meeting(tmp_path: Path) -> None:
    row = "award-a-1,ccg-X01,company-demo-outside,A service,not-stated,awarded,{},2016-01-01,,{},"
    found = messages(
        tmp_path,
        "awards",
        row.format("ccg-X01", ""),
        row.format("", "committee-demo-x01-pccc").replace("a-1", "a-2"),
    )
    assert found[0].startswith(
        "row 2, column decided_by: the commissioner has committees, one of which decided"
    )
    assert found[1] == "row 3, column meeting: \u201ccommittee-demo-x01-pccc\u201d is not a meeting"


def test_a_row_that_comes_twice_is_kept_once_and_said(tmp_path: Path) -> None:
    row = "practice-X90005,company-demo-outside,0.2,,,,,2015-01-01,,"
    once = ingest.ingest(filled(tmp_path, "shareholdings", row, row), "shareholdings", DEMO)
    assert [str(r) for r in once.remarks] == ["row 3, column record: the same as row 2; kept once"]


def test_no_delegated_committee_before_there_were_any(tmp_path: Path) -> None:
    (message,) = messages(
        tmp_path, "terms_of_reference", "committee-a-1,PCCC,A committee,ccg-X01,decides,4,2014-04-01,,"
    )
    assert message == "row 2, column valid_from: no PCCC existed before 2015-04-01"


def test_people_of_one_name_are_two_and_an_award_without_a_body_is_taken_with_a_remark(
    tmp_path: Path,
) -> None:
    people = ingest.ingest(
        filled(tmp_path, "people", "person-a-1,A Name,", "person-a-2,A Name,"), "people", DEMO
    )
    assert people.rows == 2
    assert [str(r) for r in people.remarks] == [
        "row 3, column name: another person is also called “A Name”; they are kept apart"
    ]
    row = "award-a-1,ccg-X01,company-demo-outside,A service,not-stated,awarded,,2016-01-01,,,p. 4"
    award = ingest.ingest(filled(tmp_path, "awards", row), "awards", DEMO)
    assert [r.column for r in award.remarks] == ["decided_by"]


def test_rows_are_a_named_graph_of_their_own_and_survive_a_rebuild(tmp_path: Path) -> None:
    path = filled(
        tmp_path, "shareholdings", "practice-X90005,company-demo-outside,0.2,,,,,2015-01-01,,page 3"
    )
    ingest.ingest(path, "shareholdings", DEMO, name="My register")
    question = (
        "SELECT ?s { GRAPH graph:own-shareholdings-my-register { ?s ng:heldIn id:company-demo-outside } }"
    )
    for force in (False, True):
        built = graph.load(data=DEMO, cache=tmp_path / "cache", force=force)
        assert len(built.sparql(question).rows) == 1
    ingest.remove("own-shareholdings-my-register", DEMO)
    assert graph.load(data=DEMO, cache=tmp_path / "cache").sparql(question).rows == []


def test_the_same_name_replaces_and_others_that_rest_on_it_are_not_broken(tmp_path: Path) -> None:
    ingest.ingest(filled(tmp_path, "people", "person-a-1,,", "person-a-2,,"), "people", DEMO)
    ingest.ingest(
        filled(tmp_path, "posts", "person-a-2,practice-X90001,partner,,2015-01-01,,"), "posts", DEMO
    )
    with pytest.raises(SourceError, match="unknown code “person-a-2”"):
        ingest.ingest(filled(tmp_path, "people", "person-a-1,,"), "people", DEMO)
    assert [(s, n) for s, _, n in ingest.sources(DEMO)] == [("own-people-people", 2), ("own-posts-posts", 1)]


def test_an_id_that_is_taken_and_one_that_is_none(tmp_path: Path) -> None:
    found = messages(tmp_path, "people", "person-demo-01,,", "Dr Smith,,")
    assert (
        found[0] == "row 2, column id: “person-demo-01” is already the id of something else; choose another"
    )
    assert found[1].startswith("row 3, column id: “Dr Smith” is no id")


def test_no_such_template_and_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no template “shares”"):
        ingest.header("shares")
    with pytest.raises(UsageError, match="cannot be read"):
        ingest.ingest(tmp_path / "nothing.csv", "people", DEMO)
    path = tmp_path / "people.csv"
    path.write_text("id,nam,record\n", encoding="utf-8")
    with pytest.raises(SourceError, match="unknown column “nam”"):
        ingest.ingest(path, "people", DEMO)


# --- Files as spreadsheets write them


def taken(
    tmp_path: Path, data: bytes, template: str = "people", *, day_first: bool = False
) -> list[tuple[str, ...]]:
    path = tmp_path / "sheet.csv"
    path.write_bytes(data)
    ingest.ingest(path, template, DEMO, day_first=day_first)
    (kept,) = (tmp_path / "own" / "demo").glob(f"own-*/{template}.csv")
    with kept.open(encoding="utf-8", newline="") as file:
        return [tuple(row) for row in csv.reader(file)][1:]


PERSON = [("person-a-1", "Zo\u00eb Fictional", "own-people-sheet", "p. 1")]


@pytest.mark.parametrize(
    "data",
    [
        "id,name,record\nperson-a-1,Zo\u00eb Fictional,p. 1\n".encode(),
        "id,name,record\r\nperson-a-1,Zo\u00eb Fictional,p. 1\r\n".encode("utf-8-sig"),
        "id;name;record\r\nperson-a-1;Zo\u00eb Fictional;p. 1\r\n".encode("utf-8-sig"),
        "id\tname\trecord\r\nperson-a-1\tZo\u00eb Fictional\tp. 1\r\n".encode("utf-16"),
        "id,name,record\r\nperson-a-1,Zo\u00eb Fictional,p. 1\r\n".encode("cp1252"),
        "sep=;\r\nid;name;record\r\nperson-a-1;Zo\u00eb Fictional;p. 1\r\n".encode(),
        " ID ,Name,record,\nperson-a-1, Zo\u00eb Fictional ,p. 1,\n,,,\n,,,\n".encode(),
        "record,id,name\np. 1,person-a-1,Zo\u00eb Fictional".encode(),
    ],
    ids=["plain", "mark", "semicolons", "utf-16", "windows-1252", "sep", "empty rows and columns", "another order"],
)  # fmt: skip
def test_files_that_spreadsheets_write_are_read_alike(tmp_path: Path, data: bytes) -> None:
    assert taken(tmp_path, data) == PERSON


def test_windows_1252_is_said(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes("id,name,record\nperson-a-1,Zo\u00eb,\n".encode("cp1252"))
    assert ingest.ingest(path, "people", DEMO).read == (
        "read as Windows-1252, as it is not UTF-8; look at names with accents",
    )


def test_cells_left_off_at_the_end_of_a_row_are_empty_and_more_than_the_header_are_an_error(
    tmp_path: Path,
) -> None:
    assert taken(tmp_path, b"id,name,record\nperson-a-1\n") == [("person-a-1", "", "own-people-sheet", "")]
    with pytest.raises(SourceError, match=r"row 3: 4 cells where the header has 3\. Expected a cell with"):
        taken(tmp_path, b"id,name,record\nperson-a-1,a,b\nperson-a-2,a,b,c\n")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"PK\x03\x04...", "this is a workbook. Expected the sheet saved as CSV (in Excel: CSV UTF-8)."),
        (b"\x81\x00", "byte 0 is no text"),
        (b"id,name,record\n", "there is no row under the header"),
        (b"", "row 1: there is no column \u201cid\u201d"),
        (b"id,name,name,record\nx,y,z,\n", "row 1: two columns are called \u201cname\u201d"),
        (
            b"id,name,record,note\nx,y,z,\n",
            "row 1: unknown column \u201cnote\u201d. Expected id, name, record.",
        ),
        (b"id,name,record,sources\nx,y,z,\n", "row 1: unknown column \u201csources\u201d"),
        (b'id,name,record\nperson-a-1,"a\n', "the row is not CSV"),
    ],
)
def test_files_that_are_no_filled_template(tmp_path: Path, data: bytes, message: str) -> None:
    with pytest.raises(SourceError) as caught:
        taken(tmp_path, data)
    assert message in str(caught.value)
    assert list(ingest.sources(DEMO)) == []


def test_dates_with_slashes_are_read_when_it_is_said_that_the_day_is_first(tmp_path: Path) -> None:
    row = "person-demo-01,practice-X90005,partner,,{},,p. 1"
    head = ",".join(ingest.header("posts")) + "\n"
    path = tmp_path / "posts.csv"
    path.write_text(head + row.format("01/04/2016") + "\n", encoding="utf-8")
    with pytest.raises(IngestError) as caught:
        ingest.ingest(path, "posts", DEMO)
    (problem,) = map(str, caught.value.problems)
    assert problem.startswith(
        "row 2, column valid_from: \u201c01/04/2016\u201d cannot be read. Expected a date as"
    )
    assert problem.endswith("YYYY-MM-DD; where the day comes first, ingest with --day-first")
    (kept,) = taken(tmp_path, path.read_bytes(), "posts", day_first=True)
    assert kept[4] == "2016-04-01"
    with pytest.raises(IngestError):
        taken(tmp_path, (head + row.format("31/02/2016")).encode(), "posts", day_first=True)


def test_what_excel_makes_of_true_and_cells_like_formulas(tmp_path: Path) -> None:
    row = "practice-X90005,company-demo-outside,0.2,,,TRUE,practice-X90006,,,=1+1\n"
    (kept,) = taken(
        tmp_path, (",".join(ingest.header("shareholdings")) + "\n" + row).encode(), "shareholdings"
    )
    assert kept[5] == "true"
    assert kept[-1] == "=1+1"  # text as it is; only tables for spreadsheets guard it


# --- One at a time, and interrupted


def test_two_at_once_are_both_taken(tmp_path: Path) -> None:
    files = [tmp_path / f"people-{n}.csv" for n in range(4)]
    for number, path in enumerate(files):
        path.write_text(f"id,name,record\nperson-a-{number},A,\n", encoding="utf-8")
    with ThreadPoolExecutor() as pool:
        list(pool.map(lambda path: ingest.ingest(path, "people", DEMO), [*files, *files]))
    assert [(name, rows) for name, _, rows in ingest.sources(DEMO)] == [
        (f"own-people-people-{n}", 1) for n in range(4)
    ]


def test_who_comes_second_says_that_it_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "people.csv"
    path.write_text("id,name,record\nperson-a-1,A,\n", encoding="utf-8")
    begun, go_on, load = Event(), Event(), dataset.load

    def slow(*arguments: Any) -> Any:
        begun.set()
        assert go_on.wait(30)
        return load(*arguments)

    monkeypatch.setattr(dataset, "load", slow)
    said: list[str] = []

    def heard(text: str) -> None:
        said.append(text)
        go_on.set()

    monkeypatch.setattr(session, "remark", heard)
    with ThreadPoolExecutor() as pool:
        first = pool.submit(ingest.ingest, path, "people", DEMO)
        assert begun.wait(30)
        pool.submit(own_rows.ingest, path, "people", "", "", False, "stated", False, "demo").result(60)
        first.result(60)
    assert said[0] == "Waiting for another command that takes or removes rows …"


@pytest.mark.parametrize("step", ["copytree", "rename", "second rename"])
def test_an_interrupted_ingest_leaves_the_rows_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    before = taken(tmp_path, b"id,name,record\nperson-a-1,before,\n")
    renamed: list[Path] = []
    rename, copy = Path.rename, shutil.copytree

    def interrupted(self: Path, target: Path) -> Path:
        renamed.append(self)
        if self.parent.name == "new" or (step == "rename" and target.parent.name == "old"):
            raise KeyboardInterrupt
        return rename(self, target)

    def copying(source: Path, target: Path, *how: Any, **named: Any) -> Any:
        if step == "copytree" and ".part" in Path(target).parts:
            raise KeyboardInterrupt
        return copy(source, target, *how, **named)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", interrupted)
        patched.setattr(shutil, "copytree", copying)
        with pytest.raises(KeyboardInterrupt):
            taken(tmp_path, b"id,name,record\nperson-a-1,after,\n")
    own = tmp_path / "own" / "demo"
    kept = (own / "own-people-sheet" / "people.csv").read_text(encoding="utf-8")
    assert kept.splitlines()[1:] == ["person-a-1,before,own-people-sheet,"]
    assert sorted(path.name for path in own.iterdir()) == [".lock", "own-people-sheet"]
    assert before == [("person-a-1", "before", "own-people-sheet", "")]


def test_what_a_killed_ingest_left_is_put_right_by_the_next(tmp_path: Path, own: Path) -> None:
    taken(tmp_path, b"id,name,record\nperson-a-1,A,\n")
    aside = own / "demo" / ".part" / "old" / "own-people-sheet"
    aside.parent.mkdir(parents=True)
    (own / "demo" / "own-people-sheet").rename(aside)
    ingest.ingest(filled(tmp_path, "people", "person-a-2,B,"), "people", DEMO)
    assert [name for name, _, _ in ingest.sources(DEMO)] == ["own-people-people", "own-people-sheet"]


# --- The demonstration set is what the templates give


def test_the_demonstration_set_can_be_taken_template_by_template(tmp_path: Path, own: Path) -> None:
    bare = tmp_path / "demo"
    shutil.copytree(DEMO, bare, ignore=shutil.ignore_patterns("conflicts"))
    for template in CONFLICTS:
        columns = ingest.header(template)
        path = tmp_path / f"{template}.csv"
        with (DEMO / "conflicts" / f"{template}.csv").open(encoding="utf-8", newline="") as file:
            rows = [[row[c] for c in columns] for row in csv.DictReader(file)]
        if rows:
            with path.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows([columns, *rows])
            ingest.ingest(path, template, bare)
    kinds = tuple(CONFLICTS.values())
    there = dataset.load(DEMO, lambda *_: None, tmp_path / "nothing").facts
    here = dataset.load(bare, lambda *_: None, own / "demo").facts
    for kind in kinds:
        assert {replace(f, sources=()) for f in here.get(kind, ())} == {
            replace(f, sources=()) for f in there.get(kind, ())
        }
