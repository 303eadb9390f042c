"""The static site of the demonstration area: what it has, that its links lead somewhere, and what a second run does."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from datetime import date
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest
import rdflib
from paged import sentences

from nhsgraph import ids, site
from nhsgraph.errors import UsageError
from nhsgraph.graph import Graph
from nhsgraph.present import as_json
from nhsgraph.present.html.practice_pages import page_of
from nhsgraph.site import Bundle, Choice, plan, writing
from nhsgraph.site.downloads import guarded
from nhsgraph.site.makers import Made, Maker

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
        for address in re.findall(r'<(?:a|script|link)\s[^>]*?(?:href|src)="([^"]*)"', text):
            if address.startswith(("https://", "http://")):
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
    made: list[str] = []
    make = Maker.make

    def noted(self: Maker, job: plan.Job) -> Made:
        made.append(job.path)
        return make(self, job)

    monkeypatch.setattr(Maker, "make", noted)
    report = site.build(demo, tmp_path, CHOICE)
    assert report.files == len([p for p in tmp_path.rglob("*") if p.is_file()]) - 1  # the record
    # The first of the calls wrote the record, the last was stopped.
    assert not set(calls[1:4]) & set(made)
    assert calls[4] in made


def test_a_stopped_run_for_another_date_leaves_nothing_of_the_earlier_one(
    demo: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.build(demo, tmp_path / "a", CHOICE)
    other = Choice(as_of=date(2014, 4, 1))
    put = writing.put

    def stopping(folder: Path, path: str, data: bytes) -> bool:
        if path.startswith("ccg/"):
            raise KeyboardInterrupt
        return put(folder, path, data)

    monkeypatch.setattr(writing, "put", stopping)
    with pytest.raises(KeyboardInterrupt):
        site.build(demo, tmp_path / "a", other)
    monkeypatch.undo()
    site.build(demo, tmp_path / "a", other)
    site.build(demo, tmp_path / "b", other)

    def files(folder: Path) -> dict[str, bytes]:
        return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}

    assert files(tmp_path / "a") == files(tmp_path / "b")


def test_a_record_names_no_file_outside_its_folder(tmp_path: Path) -> None:
    files = {"index.html": "x", "../mine.txt": "x", "/etc/passwd": "x", "a/../../b": "x"}
    (tmp_path / writing.RECORD).write_text(
        json.dumps({"schema": 1, "key": "", "files": files}), encoding="utf-8"
    )
    assert writing.read(tmp_path).files == {"index.html": "x"}


def test_single_pages_stand_alone(demo: Graph, tmp_path: Path) -> None:
    site.build(demo, tmp_path, Choice(as_of=date(2017, 4, 1), bundle=Bundle.SINGLE))
    assert not (tmp_path / "assets").exists()
    text = (tmp_path / "ccg" / "X01.html").read_text(encoding="utf-8")
    assert "vis-network" in text
    assert "<style>" in text
    assert "assets/" not in text


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


def test_the_data_of_a_body_are_in_one_archive(demo: Graph, made: Path) -> None:
    with zipfile.ZipFile(made / "ccg" / "X01.zip") as archive:
        files = {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}
    assert list(files) == ["X01.json", "X01-members.csv", "X01.ttl"]
    assert files["X01.json"] == as_json.render(demo.explain("X01", CHOICE.as_of))
    rows = list(csv.DictReader(io.StringIO(files["X01-members.csv"])))
    there = [row for row in rows if row["on_date"] == "yes"]
    facts = demo.explain("X01", CHOICE.as_of).sections
    (count,) = (
        s.facts for part in facts for s in part.statements if (part.key, s.key) == ("members", "count")
    )
    assert len(there) == count["open_memberships"]
    assert {row["fictional"] for row in rows} == {"yes"}
    assert files["X01.ttl"].startswith("# Fictional demonstration data.")
    stated = rdflib.Graph().parse(data=files["X01.ttl"], format="turtle")
    ccg = rdflib.URIRef(ids.ID + "ccg-X01")
    assert len(set(stated.subjects(rdflib.URIRef("http://www.w3.org/ns/org#organization"), ccg))) >= len(
        there
    )
    assert not list(stated.subjects(rdflib.URIRef(ids.DEF + "commissioner"), ccg))
    with zipfile.ZipFile(made / "region" / "YX1.zip") as archive:
        assert archive.namelist() == ["YX1.json", "YX1.ttl"]


def test_pages_about_a_body_lead_to_each_other(made: Path) -> None:
    names = ["X01.html", "X01-chain.html", "X01-conflicts.html", "X01-footprints.html"]
    for name in names:
        text = (made / "ccg" / name).read_text(encoding="utf-8")
        nav = text.split('<nav class="site more"')[1].split("</nav>")[0]
        assert re.findall(r'href="([^"]*)"', nav) == [*(n for n in names if n != name), "X01.zip"]


def test_what_the_pages_of_a_body_state_is_what_the_text_formats_state(demo: Graph, made: Path) -> None:
    def said(name: str) -> list[str]:
        text = (made / "ccg" / name).read_text(encoding="utf-8")
        return sentences(text)

    told = demo.explain("X01", CHOICE.as_of)
    assert said("X01.html") == [s.text for part in told.sections for s in part.statements]
    report = demo.footprints.body("ccg-X01", CHOICE.as_of)
    assert {s.text for part in report.sections for s in part.statements} <= set(said("X01-footprints.html"))


def test_a_question_page_says_what_its_analysis_says(graph: Graph) -> None:
    maker = Maker(graph, Choice(as_of=date(2016, 4, 1), bundle=Bundle.SINGLE))

    def shown(name: str) -> str:
        job = plan.Job(path=f"questions/{name}.html", maker="question", subject=name)
        return unescape(maker.make(job).data.decode())

    told = shown("b2")
    assert "severity 12 of 20 (high); 14 before safeguards" in told
    assert "The sentences are of an analysis" in told
    assert "of an analysis" not in shown("d1")


def test_an_analysis_that_a_data_set_cannot_make_is_said_to_be_so(made: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in (made / "questions").glob("*.html")]
    assert any("cannot be tested: this data set places no small areas" in text for text in texts)


def test_practices_are_listed_once_each_under_their_letter(made: Path) -> None:
    listed = []
    for letter in plan.LETTERS:
        text = (made / plan.letter_path(letter)).read_text(encoding="utf-8")
        found = re.findall(r'<li><a href="\.\./ccg/(\w+)\.html">(.*?)</a> (\w+)</li>', text)
        assert all(page_of(unescape(name)) == letter for _, name, _ in found)
        listed += [code for _, _, code in found]
    rows = csv.DictReader(io.StringIO((made / "downloads/practices.csv").read_text(encoding="utf-8-sig")))
    assert sorted(listed) == sorted(row["practice"] for row in rows)
    assert listed


def test_the_lists_of_the_whole_country_stay_small(graph: Graph) -> None:
    maker = Maker(graph, Choice(as_of=date(2016, 4, 1), bundle=Bundle.SINGLE))
    wanted = {
        "bodies.html",
        "practices.html",
        "practices/t.html",
        "ontology.html",
        "concepts.html",
        "sources.html",
    }
    jobs = [job for job in plan.jobs(tuple(maker.subjects.values())) if job.path in wanted]
    sizes = {job.path: len(maker.make(job).data) for job in jobs}
    assert set(sizes) == wanted
    assert {path: size for path, size in sizes.items() if size > 120_000} == {}


def test_an_interrupted_folder_counts_as_ours_once_the_record_is_there(tmp_path: Path) -> None:
    assert writing.read(tmp_path / "none").files == {}
    (tmp_path / writing.RECORD).write_text("{", encoding="utf-8")
    assert writing.read(tmp_path).files == {}
