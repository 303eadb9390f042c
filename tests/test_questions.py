"""Every stored question: its header is complete, its columns are those of its answer, and some answers literally."""

from __future__ import annotations

import csv
import importlib.util
import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import commands
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


@pytest.mark.parametrize("question", ALL, ids=lambda q: q.id)
def test_an_answer_from_documents_gives_its_claims(question: questions.Question) -> None:
    """In a column, or in the header, and each is a claim that there is."""
    documents = {source for source in question.sources if source.startswith("doc-")}
    if documents and not {"claim", "claims", "prediction"} & set(question.columns):
        assert question.claims
    with (resources.data_dir() / "documents" / "claims.csv").open(encoding="utf-8", newline="") as file:
        known = {row["id"] for row in csv.DictReader(file)}
    assert set(question.claims) <= known
    assert {f"doc-{claim.partition('-')[0]}" for claim in question.claims} <= documents


def test_what_speaks_for_the_query_alone_names_the_command_that_says_the_rest() -> None:
    c5, c2 = questions.find("c5"), questions.find("c2")
    told = "An analysis says more, in sentences with their sources: nhsgraph ask c5 --as-of 2016-04-01"
    assert (c5.caveats[-1], told in c5.notes) == (told, False)
    assert c2.caveats == c2.notes


def test_a_question_of_the_users_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, graph: Graph) -> None:
    monkeypatch.setenv("NHSGRAPH_USER_DATA", str(tmp_path))
    assert [q.id for q in questions.all_questions()] == [q.id for q in ALL]  # no folder yet
    (tmp_path / "questions").mkdir()
    file = tmp_path / "questions" / "mine.rq"
    file.write_text(OWN, "utf-8")
    assert [q.id for q in questions.all_questions()] == sorted(
        [*(q.id for q in ALL), "mine"], key=questions._order
    )
    assert ask(graph, "mine").rows == [("05T",)]
    assert "### mine" not in docs_tool().page()
    file.rename(file.with_name("a3.rq"))
    with pytest.raises(QueryError, match="a3 is a question already"):
        list(questions.all_questions())


OWN = """#+ {title: One code, question: 'Which code has 05T?', why: It is short., columns: {code: it}, caveats: [None.], sources: []}
SELECT ?code { id:ccg-05T skos:notation ?code }"""


def test_the_command_says_what_it_was_asked(cache: Path, graph: Graph) -> None:
    env = commands.environment(cache)
    asked = ["ask", "c2", "--as-of", "2016-04-01", "--format"]
    document = json.loads(commands.run(*asked, "json", env=env).stdout)
    assert [document[key] for key in ("question", "parameters", "sources", "claims")] == [
        "c2", {"as-of": "2016-04-01"}, ["stp-ccg-2016-03", "ons-ccg-stp-2017-04"], []
    ]  # fmt: skip
    last = commands.run(*asked, "csv", env=env).stdout.splitlines()[-1]
    assert last == "# Sources: stp-ccg-2016-03 ons-ccg-stp-2017-04. What each is: nhsgraph sources"
    described = commands.run("ask", "a3", "--describe", env=env).stdout
    assert "a3: The chain above the termination" in described
    assert "  --as-of  date of the decision [2016-05-01]" in described


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("c1", "--ccg", "QGH"), "--ccg takes a CCG, and “QGH” is none: it is stp-QGH."),
        (("f2", "--function", "F-NOPE"), "“F-NOPE” is none. There are: F-COI, F-CONTRACT,"),
        (("a3", "--describe", "--ccg", "05T"), "--describe asks nothing and takes no “--ccg 05T”."),
        (("a3", "--ccg", '05T"} DROP ALL #'), "no body has the code or name"),
        (("d2", "--x\ny", "1"), "is not an option of the question d2. Its options: none."),
    ],
)
def test_what_a_question_does_not_take(
    cache: Path, graph: Graph, arguments: tuple[str, ...], message: str
) -> None:
    ended = commands.run("ask", *arguments, env=commands.environment(cache))
    assert (ended.returncode, ended.stdout) == (2, "")
    assert message in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("text", ['x" . } #', "?kind {} \\ $1", "a\nb\t'", "\u2028"])
def test_a_hostile_text_is_a_value_and_nothing_else(graph: Graph, text: str) -> None:
    assert ask(graph, "e5", kind=text).rows == []
    assert ask(graph, "d6", about=text).rows == []


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


def test_d5_south_manchester_whom_it_merged_with_and_the_pct_that_came_together_again(graph: Graph) -> None:
    three = ["00W", "01M", "01N"]
    rows = ask(graph, "d5").rows
    assert [row[2:5:2] for row in rows if row[1] == "merger"] == [(code, "14L") for code in three]
    assert {row[0] for row in rows if row[1] == "merger"} == {date(2017, 4, 1)}
    manchester = [row for row in rows if row[2] == "5NT"]
    assert [row[4] for row in manchester] == three
    assert sum(Decimal(str(row[7])) for row in manchester) == 1
    assert ask(graph, "d5", ccg="14L").rows == rows


def test_d5_a_ccg_that_moved_territory_and_one_that_never_changed(graph: Graph) -> None:
    changed = [row for row in ask(graph, "d5", ccg="01K").rows if row[1] != "pct"]
    assert [row[1:5:2] + row[6:7] for row in changed] == [
        ("boundary", "NHS North Cumbria CCG", 117),
        ("boundary", "NHS Morecambe Bay CCG", 10),
    ]
    assert [row[1:3] for row in ask(graph, "d5", ccg="01J").rows] == [("pct", "5J4")]


def test_d6_keeps_both_sides_of_a_clash(graph: Graph) -> None:
    claims = [row[4] for row in ask(graph, "d6", about="X-02").rows]
    assert {"S2-02", "S0-40"} <= set(claims)
    assert ask(graph, "d6", about="nothing like it").rows == []


def test_members_with_their_statuses(graph: Graph) -> None:
    rows = ask(graph, "members", ccg="05T", asOf="2016-04-01").rows
    assert len(rows) == 33
    assert [row[0] for row in rows if row[3] == "dormant"] == ["Y02708"]
    assert {row[3] for row in ask(graph, "members", ccg="05T", asOf="2014-06-01").rows} == {None}
    assert len(ask(graph, "members", ccg="05T", asOf="2020-03-31").rows) > 20
    assert ask(graph, "members", ccg="05T", asOf="2020-04-01").rows == []  # it had become a part of 18C


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
        (
            (
                "#+ {title: x, question: x, why: x, columns: {a: b}, caveats: [], sources: [], "
                "parameters: {p: {type: body, about: x, kind: Moon}}}\n"
            ),
            "x.rq: “Moon”, the kind of “p”, is none of AreaTeam, CCG,",
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
