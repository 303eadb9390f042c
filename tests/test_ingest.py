"""The user's own rows: templates, messages by row, all or nothing, a named graph that survives a rebuild."""

from __future__ import annotations

from pathlib import Path

import pytest

from nhsgraph import graph, ingest, resources
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
    with pytest.raises(SourceError, match="there is no column “name”"):
        ingest.ingest(path, "people", DEMO)
