"""Questions about conflicts of interest that need an analysis or the safeguards: the expected answers."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import cast

import pytest
from commands import Run

from nhsgraph import questions
from nhsgraph.analyses import registry
from nhsgraph.analyses.conflicts.asked import mended
from nhsgraph.cli.querying import analysed
from nhsgraph.errors import QueryError, UsageError
from nhsgraph.graph import Graph
from nhsgraph.present.html.page import fragment
from nhsgraph.query import Value
from nhsgraph.remote import connect
from nhsgraph.views import body_iri
from nhsgraph.web import querypage


def ask(graph: Graph, name: str, **values: Value) -> list[tuple[Value, ...]]:
    return questions.ask(graph.store, questions.find(name), values).rows


def said(graph: Graph, name: str, **values: Value) -> tuple[str, ...]:
    return registry.run(graph, questions.find(name).analysis, values)


# --- B2


def test_b2_what_the_sources_have_of_the_award(graph: Graph) -> None:
    rows = ask(graph, "b2", ccg=body_iri("ccg-05T"))
    assert {row[1] for row in rows} == {date(2014, 3, 27)}
    found = [(row[2], row[3], row[4]) for row in rows]
    assert ("2 body that decided", "not stated in the source", "doc-S1") in found
    assert {row[1] for row in found if row[0] == "4 safeguard"} == {
        "external audit advice (documented)",
        "transparency notice (documented)",
    }
    assert {row[2] for row in found if row[0] == "4 safeguard"} == {"page-pulse-south-worcestershire"}


def test_b2_no_committee_of_2015_and_the_law_of_2014(graph: Graph) -> None:
    rows = [(row[2], str(row[3]), row[4]) for row in ask(graph, "b2", ccg=body_iri("ccg-05T"))]
    assert ("5 committee", "no PCCC on the day; the first from 2015-04-01", "doc-S0") in rows
    in_force = {text.split(":")[0] for what, text, _ in rows if what == "6 law in force"}
    assert in_force == {"National Health Service Act 2006, 14O", "SI 2013/500, whole"}
    assert [text.split(":")[0] for what, text, _ in rows if what == "7 rule that had been replaced"] == [
        "Principles and rules for co-operation and competition"
    ]


def test_b2_is_4_to_19_from_the_documents_and_12_with_the_public_page(graph: Graph) -> None:
    first, alone, *counted_off = said(graph, "b2", ccg=body_iri("ccg-05T"))
    assert "severity 12 of 20 (high); 14 before safeguards" in first
    assert "severity 4–19 of 20 (low to severe); safeguards not documented" in alone
    assert alone.endswith("[doc-S1]")
    assert len(counted_off) == 2
    assert not any("lay" in text or "committee" in text for text in counted_off)


def test_b2_of_a_commissioner_without_an_award(graph: Graph) -> None:
    assert ask(graph, "b2", ccg=body_iri("ccg-05J")) == []
    (text,) = said(graph, "b2", ccg=body_iri("ccg-05J"))
    assert text.startswith("No path of pattern C-03 that is more than possible is in the data.")


# --- B5

B4 = "lay, lay, executive, executive clinician, gp, gp"


def test_b5_one_change_mends_the_committee_of_b4(graph: Graph) -> None:
    *rules, change = said(graph, "b5", members=B4)
    assert [text.split(": ")[1].split(" (")[0] for text in rules] == ["kept", "kept", "kept", "not kept"]
    assert rules[3].startswith(
        "Members who are no clinicians have most of the votes: not kept (3 of 6 votes)."
    )
    assert change.startswith(
        "The smallest change: add 1 non-clinical voter, lay or executive, or take the vote of 1 general practitioner."
    )
    assert [row[2] for row in ask(graph, "b5", members=B4)] == ["S0-33", "S0-34", "S0-74", "S4-64", "S4-91"]


def test_b5_the_mended_committee_needs_nothing(graph: Graph) -> None:
    assert said(graph, "b5", members=B4 + ", lay")[-1].startswith("All four rules are kept; nothing needs")


@pytest.mark.parametrize(
    ("members", "message"),
    [
        ("lay, king", "there is no category “king”. Choose from lay, executive, accountable-officer,"),
        (" , ", "--members names nobody. Give categories with commas between members: lay,"),
    ],
)
def test_b5_committees_that_cannot_be_read(members: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        mended(members)
    assert str(caught.value).startswith(message)


# --- B7


def test_b7_three_patterns_have_no_safeguard_in_the_documents(graph: Graph) -> None:
    rows = ask(graph, "b7")
    assert [row[0] for row in rows if row[2] == "none in the documents"] == ["C-07", "C-10", "C-11"]
    assert {row[0] for row in rows} == {f"C-{n:02d}" for n in range(1, 13)}
    assert all(row[4] for row in rows if row[2] != "none in the documents")


def test_b7_safeguards_that_touch_their_pattern_and_no_other(graph: Graph) -> None:
    touched: dict[Value, set[Value]] = {}
    for row in ask(graph, "b7"):
        touched.setdefault(row[2], set()).add(row[0])
    assert touched["ban on double roles"] == {"C-04"}
    assert touched["peer support"] == {"C-02"}
    assert touched["lay chair"] == {"C-01", "C-02", "C-03", "C-05", "C-06"}
    assert "statutory guidance" not in touched
    assert "training" not in touched


# --- B14


def test_b14_south_worcestershire_is_first_and_possible_paths_come_last(graph: Graph) -> None:
    head, first, second = said(graph, "b14", most=2)
    total, possible = (int(word) for word in head.split() if word.isdigit() and word != "2")
    assert 0 < possible < total
    assert first.startswith(
        "1. C-03 award to the members' company: NHS South Worcestershire CCG and SW Healthcare"
    )
    assert "severity 12 of 20 (high)" in first
    assert "credits: audit-advice 1, transparency-notice 1" in first
    assert "of 20 (moderate to high); safeguards not documented" in second
    assert "possible and no more" not in second
    assert len(ask(graph, "b14", most=2)) == 12


def test_b14_at_least_one(graph: Graph) -> None:
    with pytest.raises(UsageError, match=r"--most takes a whole number from 1, not 0\."):
        said(graph, "b14", most=0)


# --- Where the query stands alone


@pytest.mark.parametrize("name", ["b2", "b5", "b14"])
def test_where_the_query_stands_alone_it_names_the_command_for_the_sentences(demo: Graph, name: str) -> None:
    question = questions.find(name)
    more = question.remarks[-1]
    assert more.endswith(f"an analysis adds sentences, each with its sources: {question.command}")
    assert (
        more
        in fragment("site_question.html.j2", question=question, text="", answer=None, command="").unescape()
    )
    assert more in cast("list[str]", querypage.tab(demo, question)["caveats"])
    assert questions.find("b1").remarks == questions.find("b1").caveats


# --- B15


def test_b15_breadth_is_of_each_commissioners_own_members(demo: Graph) -> None:
    rows = ask(demo, "b15", asOf=date(2016, 6, 1))
    found = {(str(r[0]).rsplit("/", 1)[1], str(r[2])[-3:]): r[3:] for r in rows}
    assert found["company-demo-span", "X01"] == (10, 20, 2, "shares")
    assert found["company-demo-span", "X02"] == (15, 20, 2, "shares")
    assert found["company-demo-north", "X01"] == (20, 20, 1, "shares")
    assert ask(demo, "b15", asOf=date(2012, 6, 1)) == []


def test_b15_suffolk_spans_two_and_its_breadth_is_not_known(graph: Graph) -> None:
    rows = [(r[1], str(r[2])[-3:], *r[3:]) for r in ask(graph, "b15", asOf=date(2016, 6, 1))]
    assert ("Suffolk GP Federation", "06L", None, None, 2, "stated") in rows
    assert ("Suffolk GP Federation", "07K", None, None, 2, "stated") in rows
    assert ("SW Healthcare Limited", "05T", 32, 32, 1, "stated") in rows


# --- The front door


def test_an_analysis_that_there_is_not(graph: Graph) -> None:
    with pytest.raises(QueryError, match=r"no analysis is called “moon”\. There are: conflicts\.composition"):
        registry.run(graph, {"name": "moon"}, {})


def test_caveats_and_sentences_in_every_format(run: Run) -> None:
    arguments = ("ask", "b5", "--members", "lay, gp")
    caveat = questions.find("b5").caveats[1]
    change = "The smallest change: "
    for form in ("table", "md"):
        out = run(*arguments, "--format", form).stdout
        assert caveat in out
        assert change in out
    notes = json.loads(run(*arguments, "--format", "json").stdout)["notes"]
    assert caveat in notes
    assert any(note.startswith(change) for note in notes)
    written = run(*arguments, "--format", "csv").stdout
    lines = written.splitlines()
    assert f"# {caveat}" in lines
    assert any(line.startswith(f"# {change}") for line in lines)
    data = io.StringIO("\n".join(line for line in lines if not line.startswith("#")))
    assert [row["claims"] for row in csv.DictReader(data)] == ["S0-33", "S0-34", "S0-74", "S4-64", "S4-91"]


@pytest.mark.parametrize(("form", "mark"), [("table", ""), ("csv", "# "), ("md", "- "), ("json", '    "')])
def test_fictional_data_are_marked_in_every_format(run: Run, form: str, mark: str) -> None:
    made_up = run("ask", "b15", "--dataset", "demo", "--format", form).stdout
    assert f"\n{mark}Fictional data: bodies, people" in made_up
    assert "Fictional data" not in run("ask", "b15", "--format", form).stdout


def test_an_analysis_that_needs_no_graph_asks_none(graph: Graph) -> None:
    remote = connect("http://127.0.0.1:9/sparql")  # nothing is sent
    assert analysed(remote, questions.find("b5"), {"members": B4})[-1].startswith(
        "The smallest change: add 1"
    )
    assert analysed(graph, questions.find("d1"), {}) == ()


def test_lists_by_group_and_by_words(run: Run) -> None:
    everything = json.loads(run("ask", "--list", "--format", "json").stdout)["rows"]
    assert len(everything) == len(list(questions.all_questions()))
    assert [row["id"] for row in everything][:3] == ["a1", "a2", "a3"]
    own = json.loads(run("ask", "--list", "--group", "B", "--format", "json").stdout)["rows"]
    assert [row["id"] for row in own] == [f"b{n}" for n in range(1, 17)]
    assert {row["group"] for row in own} == {"Conflicts of interest"}
    found = json.loads(run("ask", "--search", "lay MAJORITY", "--format", "json").stdout)["rows"]
    assert [row["id"] for row in found] == ["b8"]
    nothing = run("ask", "--search", "moon landing")
    assert nothing.returncode == 0
    assert nothing.stderr == "No stored question has “moon landing”. All of them: nhsgraph ask --list\n"
    wrong = run("ask", "--group", "q")
    assert wrong.returncode == 2
    assert "there is no group “q”. Choose from a (Accountability)," in wrong.stderr
    both = run("ask", "d1", "--group", "d")
    assert both.returncode == 2
    assert "a list of questions takes no “d1”." in both.stderr
