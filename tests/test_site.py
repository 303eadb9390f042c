"""The static site of the demonstration area: what it has, that its links lead somewhere, and what a second run does."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import pytest

from nhsgraph import site
from nhsgraph.errors import UsageError
from nhsgraph.graph import Graph
from nhsgraph.site import Bundle, Choice, plan, writing
from nhsgraph.site.downloads import guarded

CHOICE = Choice(as_of=date(2017, 4, 1))


@pytest.fixture(scope="module")
def made(demo: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    site.build(demo, folder, CHOICE)
    return folder


def pages(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.html"))


def test_every_kind_of_page_is_there(made: Path) -> None:
    names = {path.relative_to(made).as_posix() for path in pages(made)}
    assert {path for path, _, _ in plan.TOP} <= names
    assert {"ccg/X01.html", "ccg/X02.html", "ccg/X03.html", "stp/QX1.html", "region/YX1.html"} <= names
    assert "questions/members.html" in names
    assert {path for path, _ in plan.DOWNLOADS} <= {
        p.relative_to(made).as_posix() for p in made.rglob("*.csv")
    }


def test_every_link_and_shared_script_leads_to_a_file_of_the_site(made: Path) -> None:
    broken = []
    for path in pages(made):
        text = path.read_text(encoding="utf-8")
        for address in re.findall(r'<(?:a|script)\s[^>]*?(?:href|src)="([^"]*)"', text):
            if address.startswith(("https://", "http://")):
                assert "<script" not in address
                continue
            target, _, fragment = unquote(address).partition("#")
            file = path if not target else (path.parent / target).resolve()
            there = file.is_file() and (
                not fragment or f'id="{fragment}"' in file.read_text(encoding="utf-8")
            )
            if not there:
                broken.append((path.name, address))
    assert broken == []


def test_every_page_refuses_requests_and_says_that_it_is_fictional(made: Path) -> None:
    for path in pages(made):
        text = path.read_text(encoding="utf-8")
        (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', text)
        assert policy.startswith("default-src &#39;none&#39;")
        assert ("wasm-unsafe-eval" in policy) == (path.name == "query.html")
        assert ("&#39;self&#39;" in policy) == ("assets/" in text)
        if path.parent.name in {"ccg", "stp"} or path.relative_to(made).as_posix() in {
            "index.html",
            "query.html",
            "sources.html",
        }:
            assert "Fictional demonstration data" in text


def test_a_second_run_writes_nothing_and_a_lost_or_changed_page_comes_back(demo: Graph, made: Path) -> None:
    stamps = {path: path.stat().st_mtime_ns for path in made.rglob("*") if path.is_file()}
    again = site.build(demo, made, CHOICE)
    assert (again.written, again.removed) == (0, 0)
    assert {path: path.stat().st_mtime_ns for path in made.rglob("*") if path.is_file()} == stamps
    good = (made / "methods.html").read_bytes()
    (made / "methods.html").write_text("changed", encoding="utf-8")
    (made / "ccg" / "X02.html").unlink()
    assert site.build(demo, made, CHOICE).written == 2
    assert (made / "methods.html").read_bytes() == good
    assert site.build(demo, made, CHOICE).written == 0


def test_another_date_rewrites_and_removes_only_its_own(demo: Graph, tmp_path: Path) -> None:
    site.build(demo, tmp_path, CHOICE)
    (tmp_path / "mine.txt").write_text("kept", encoding="utf-8")
    report = site.build(demo, tmp_path, Choice(as_of=date(2014, 4, 1)))
    assert report.removed >= 1  # the STP does not exist yet
    assert not (tmp_path / "stp" / "QX1.html").exists()
    assert (tmp_path / "mine.txt").read_text(encoding="utf-8") == "kept"
    record = json.loads((tmp_path / writing.RECORD).read_text(encoding="utf-8"))
    assert record["as_of"] == "2014-04-01"
    assert "stp/QX1.html" not in record["files"]


def test_a_run_that_was_stopped_is_finished_by_the_next(
    demo: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put, calls = writing.put, []

    def stopping(folder: Path, path: str, data: bytes) -> bool:
        calls.append(path)
        if len(calls) == 5:
            raise KeyboardInterrupt
        return put(folder, path, data)

    monkeypatch.setattr(writing, "put", stopping)
    with pytest.raises(KeyboardInterrupt):
        site.build(demo, tmp_path, CHOICE)
    monkeypatch.undo()
    report = site.build(demo, tmp_path, CHOICE)
    assert report.files == len([p for p in tmp_path.rglob("*") if p.is_file()]) - 1  # the record


def test_single_pages_stand_alone(demo: Graph, tmp_path: Path) -> None:
    site.build(demo, tmp_path, Choice(as_of=date(2017, 4, 1), bundle=Bundle.SINGLE))
    assert not (tmp_path / "assets").exists()
    assert "vis-network" in (tmp_path / "ccg" / "X01.html").read_text(encoding="utf-8")


def test_a_folder_of_something_else_is_left_alone(demo: Graph, tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("text", encoding="utf-8")
    with pytest.raises(UsageError, match="Give a new or empty folder"):
        site.build(demo, tmp_path, CHOICE)
    assert [p.name for p in tmp_path.iterdir()] == ["thesis.tex"]


def test_downloads_agree_with_the_page_and_are_guarded(made: Path) -> None:
    rows = list(csv.DictReader(io.StringIO((made / "downloads/england.csv").read_text(encoding="utf-8-sig"))))
    first = next(r for r in rows if (r["date"], r["ccg"]) == ("2017-04-01", "X01"))
    assert int(first["practices"]) >= 1
    assert first["patients"] == ""  # not known is empty, never zero
    for text in ("=1+1", "+1", "-1", "@a", "\tx"):
        assert guarded(text) == f"'{text}"
    assert guarded("05T") == "05T"


def test_an_interrupted_folder_counts_as_ours_once_the_record_is_there(tmp_path: Path) -> None:
    assert writing.read(tmp_path / "none").files == {}
    (tmp_path / writing.RECORD).write_text("{", encoding="utf-8")
    assert writing.read(tmp_path).files == {}
