"""Every stored question: its header is complete, its columns are those of its answer, and some answers literally."""

from __future__ import annotations

import importlib.util
import re
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from nhsgraph import questions, resources
from nhsgraph.errors import QueryError, UsageError
from nhsgraph.graph import Graph
from nhsgraph.query import Table, Value
from nhsgraph.views import body_iri

ALL = tuple(questions.all_questions())
#: The series that can be asked: letter to the numbers.
SERIES = {
    "a": range(1, 18),
    "b": range(1, 17),
    "c": range(1, 12),
    "d": (1, 2, 3, 4, 5, 6, 11, 12),
    "e": range(1, 10),
    "f": (1, 2, 3, 4, 6),
}


def ask(graph: Graph, name: str, **texts: str) -> Table:
    question = questions.find(name)
    values: dict[str, Value] = {}
    for parameter in question.parameters:
        text = texts.get(parameter.variable, parameter.default) or parameter.example
        is_body = parameter.type == "body"
        values[parameter.variable] = (
            body_iri(graph.resolve(text)[0]) if is_body else questions.value(parameter, text)
        )
    return questions.ask(graph.store, question, values)


@pytest.mark.parametrize("question", ALL, ids=lambda q: q.id)
def test_every_question_answers_with_the_columns_of_its_header(
    graph: Graph, question: questions.Question
) -> None:
    table = ask(graph, question.id)
    assert table.columns == tuple(question.columns)
    assert table == ask(graph, question.id)


def test_the_66_questions_are_there_and_five_are_planned() -> None:
    wanted = [f"{letter}{number}" for letter, numbers in SERIES.items() for number in numbers]
    assert len(wanted) == 66
    assert [q.id for q in ALL if q.group != questions.OTHER] == wanted
    assert [one.id for one in questions.planned()] == ["d7", "d8", "d9", "d10", "f5"]
    with pytest.raises(
        UsageError, match=r"^the question d7 is planned and cannot be asked yet: it needs a command"
    ):
        questions.find("D7")


def test_the_nine_things_that_must_not_be_answered_have_a_test_each() -> None:
    text = (Path(__file__).parent / "test_accountability_negative.py").read_text("utf-8")
    assert {int(n) for n in re.findall(r"_n([1-9])(?=_)", text)} == set(range(1, 10))


def test_a_new_file_is_found_listed_and_documented(graph: Graph, tmp_path: Path) -> None:
    (tmp_path / "d99.rq").write_text(
        "#+ {title: How many codes, question: 'How many CCGs have a code?', why: It is short., columns: {n: how many},\n"
        "#+  caveats: [Counted here.], sources: [doc-S0], parameters: {not: {type: text, about: a code, example: 05T}}}\n"
        "SELECT ?not (COUNT(?c) AS ?n) { ?c a ng:CCG ; skos:notation ?code . FILTER(?code != ?not) } GROUP BY ?not",
        "utf-8",
    )
    (new,) = questions.all_questions(tmp_path)
    assert (new.group, new.command) == ("d", "nhsgraph ask d99 --not 05T")
    assert new.has("SHORT code")
    assert not new.has("short moon")
    coded = graph.sparql("SELECT ?c { ?c a ng:CCG ; skos:notation ?code }").rows
    assert questions.ask(graph.store, new, {"not": "05T"}).rows == [(len(coded) - 1,)]
    page = docs_tool().page(tmp_path)
    assert "### d99: How many codes" in page
    assert "| `--not` | text | a code; has to be given |" in page
    assert "- Counted here." in page


def test_the_page_of_the_questions_is_what_the_headers_say() -> None:
    tool = docs_tool()
    assert tool.TARGET.read_text("utf-8") == tool.page()


def docs_tool() -> ModuleType:
    path = Path(__file__).parent.parent / "tools" / "make_question_docs.py"
    spec = importlib.util.spec_from_file_location("make_question_docs", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("question", ALL, ids=lambda q: q.id)
def test_every_parameter_has_a_value_to_begin_with(question: questions.Question) -> None:
    assert all(p.default or p.example for p in question.parameters)
    assert question.group in {group.id for group in questions.groups()}


@pytest.mark.parametrize("question", ALL, ids=lambda q: q.id)
def test_every_question_is_described(question: questions.Question) -> None:
    assert question.question.endswith("?")
    assert question.why.endswith(".")
    assert question.caveats
    for source in question.sources:
        assert (resources.data_dir() / "sources" / source / "source.yml").is_file(), source


def test_d1_gives_no_single_number(graph: Graph) -> None:
    assert ask(graph, "d1").rows == [
        (date(2013, 4, 1), 211),
        (date(2015, 4, 1), 209),
        (date(2017, 4, 1), 207),
        (date(2018, 4, 1), 195),
        (date(2019, 4, 1), 191),
        (date(2020, 4, 1), 135),
        (date(2021, 4, 1), 106),
    ]


def test_d2_counts_by_level_of_april_2016(graph: Graph) -> None:
    found = {(row[0], row[1], row[2], row[3]) for row in ask(graph, "d2").rows}
    assert (date(2015, 3, 6), "joint", "approved", 87) in found
    assert {n for day, level, _, n in found if day == date(2016, 4, 1) and level == "delegated"} >= {115}


def test_d5_south_manchester_and_a_body_that_never_changed(graph: Graph) -> None:
    assert [row[:5] for row in ask(graph, "d5").rows] == [
        (date(2017, 4, 1), "merger", "01N", "NHS South Manchester CCG", "14L")
    ]
    assert [row[2] for row in ask(graph, "d5", ccg="14L").rows] == ["00W", "01M", "01N"]
    assert ask(graph, "d5", ccg="01J").rows == []


def test_d6_keeps_both_sides_of_a_clash(graph: Graph) -> None:
    claims = [row[4] for row in ask(graph, "d6", about="X-02").rows]
    assert {"S2-02", "S0-40"} <= set(claims)
    assert ask(graph, "d6", about="nothing like it").rows == []


def test_members_with_their_statuses(graph: Graph) -> None:
    rows = ask(graph, "members", ccg="05T", asOf="2016-04-01").rows
    assert len(rows) == 33
    assert [row[0] for row in rows if row[3] == "dormant"] == ["Y02708"]
    assert {row[3] for row in ask(graph, "members", ccg="05T", asOf="2014-06-01").rows} == {None}


@pytest.mark.parametrize(
    ("kind", "text", "message"),
    [
        ("number", "many", "--x takes a whole number, not “many”."),
        ("year", "2016", "--x takes a financial year such as 2015-16, not “2016”."),
        ("year", "2015-17", "--x takes a financial year such as 2015-16, not “2015-17”."),
        ("date", "soon", "“soon” is not a date. Write it as year-month-day, for example 2016-04-01."),
    ],
)
def test_values_of_the_wrong_type(kind: str, text: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        questions.value(questions.Parameter(name="x", type=kind, about="x"), text)
    assert str(caught.value) == message


@pytest.mark.parametrize("year", ["2015-16", "2015/16", "2015/2016"])
def test_spellings_of_a_financial_year(year: str) -> None:
    assert questions.value(questions.Parameter(name="x", type="year", about="x"), year) == "2015-16"


@pytest.mark.parametrize("name", ["../views/body", "zz", "", "d1.rq"])
def test_no_such_question(name: str) -> None:
    with pytest.raises(
        UsageError, match=r"no stored question is called “.*”. There are: .*See: nhsgraph ask --list"
    ):
        questions.find(name)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT * {}", "x.rq: there is no “#+” header. Begin the file with lines such as “#+ title: …”."),
        ("#+ title: [\n", "x.rq: the “#+” header is not YAML"),
        ("#+ title: x\n", "x.rq: the header has no question, why, columns, caveats, sources."),
        (
            "#+ {title: x, question: x, why: x, columns: {a: b}, caveats: [], sources: [], parameters: {p: {type: y}}}\n",
            "x.rq: parameter “p” needs a type (body, date, year, text, number) and an “about”.",
        ),
    ],
)
def test_a_header_that_is_not_complete(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "x.rq").write_text(text, "utf-8")
    with pytest.raises(QueryError) as caught:
        questions.read(tmp_path / "x.rq")
    assert str(caught.value).startswith(message)


def test_columns_other_than_the_header_says(graph: Graph, tmp_path: Path) -> None:
    (tmp_path / "x.rq").write_text(
        "#+ {title: x, question: x, why: x, columns: {a: b}, caveats: [], sources: []}\nSELECT ?b { BIND(1 AS ?b) }",
        "utf-8",
    )
    with pytest.raises(QueryError, match=r"columns .* are not those of the header"):
        questions.ask(graph.store, questions.read(tmp_path / "x.rq"), {})
