"""Explanations of real bodies on real dates, as literal sentences, and what holds for every one of them."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
from explained import check

from nhsgraph.analyses.explanation import Explanation, Section, Statement
from nhsgraph.errors import AmbiguousBody, BadDate, OutsideLife, UnknownBody
from nhsgraph.graph import Graph
from nhsgraph.present import as_json, markdown, text

#: One body of each class that has an explanation of its own, and some without.
BODIES = (
    ("05T", "2014-06-01"),
    ("05T", "2016-04-01"),
    ("01H", "2017-04-01"),
    ("16C", "2021-04-01"),
    ("M81091", "2016-04-01"),
    ("QGH", "2017-04-01"),
    ("QHM", "2019-06-01"),
    ("Y55", "2016-04-01"),
    ("Q53", "2014-04-01"),
    ("Q77", "2016-04-01"),
    ("E10000034", "2016-04-01"),
    ("5PL", "2012-06-01"),
    ("site-1", ""),
    ("13A", "2014-04-01"),
)


def section(explanation: Explanation, key: str) -> Section:
    return next(s for s in explanation.sections if s.key == key)


def told(explanation: Explanation, part: str, key: str) -> Statement:
    return next(s for s in section(explanation, part).statements if s.key == key)


def test_05t_before_co_commissioning(graph: Graph) -> None:
    e = graph.explain("05T", as_of="2014-06-01")
    assert e.name == "NHS South Worcestershire CCG"
    assert told(e, "level", "level").text == (
        "None yet: co-commissioning arrangements took effect on 2015-04-01. "
        "It had no primary care commissioning committee (PCCC)."
    )
    assert told(e, "level", "level").facts == {"level": None, "state": "none-yet", "pccc": False}
    assert told(e, "members", "count").facts["open_memberships"] == 32
    assert told(e, "members", "count").facts["active"] is None
    assert told(e, "places", "stp").text == "No STP yet: the first on record for it dates from 2016-03-01."
    assert told(e, "identity", "successor").text == (
        "On 2020-04-01 it was merged into NHS Herefordshire and Worcestershire CCG (18C)."
    )
    assert told(e, "places", "local-team").facts["code"] == "Q53"


def test_05t_in_2016_counts_the_dormant_practice_apart(graph: Graph) -> None:
    e = graph.explain("05T", as_of="2016-04-01")
    count = told(e, "members", "count")
    assert count.text == (
        "33 practices had an open membership on 2016-04-01. 32 were active; dormant in the register: "
        "FARRIER HOUSE SURGERY (Y02708)."
    )
    assert count.facts == {"open_memberships": 33, "active": 32, "dormant": ["Y02708"]}
    assert told(e, "level", "level").facts == {"level": None, "state": "unknown"}
    assert [s.key for s in section(e, "level").statements][1:4] == [
        "possible-greater-involvement",
        "possible-joint",
        "possible-delegated",
    ]
    assert told(e, "places", "stp-QGH").facts["name"] == "Herefordshire and Worcestershire"


def test_south_manchester_by_part_of_its_name(graph: Graph) -> None:
    e = graph.explain("south manchester", as_of="2013-04-01")
    assert (e.code, told(e, "members", "count").facts["open_memberships"]) == ("01N", 25)
    assert told(e, "identity", "successor").facts["successor"] == "14L"


def test_one_code_two_names_two_sets_of_members(graph: Graph) -> None:
    before, after = graph.explain("01H", as_of="2017-03-31"), graph.explain("01H", as_of="2017-04-01")
    assert (before.code, before.name) == ("01H", "NHS Cumbria CCG")
    assert (after.code, after.name) == ("01H", "NHS North Cumbria CCG")
    sets = []
    for e in (before, after):
        table = section(e, "members").table
        assert table is not None
        sets.append({row.cells[0] for row in table.rows})
    assert [len(s) for s in sets] == [78, 46]
    assert sets[1] < sets[0]
    moved = told(after, "identity", "boundary-1")
    assert moved.facts == {
        "from": "01H",
        "to": "01K",
        "effective": date(2017, 4, 1),
        "lsoas": 117,
        "lsoas_before": 324,
    }


@pytest.mark.parametrize(
    ("body", "day", "message"),
    [
        (
            "00W",
            "2018-04-01",
            "NHS Central Manchester CCG (00W) ended on 2017-03-31, before 2018-04-01. After it: NHS Manchester CCG (14L).",
        ),
        (
            "14L",
            "2014-04-01",
            "NHS Manchester CCG (14L) began on 2017-04-01, after 2014-04-01. Before it: NHS Central Manchester CCG (00W), NHS North Manchester CCG (01M), NHS South Manchester CCG (01N).",
        ),
        (
            "05T",
            "2012-01-01",
            "NHS South Worcestershire CCG (05T) began on 2013-04-01, after 2012-01-01. Before it: Worcestershire PCT (5PL).",
        ),
        (
            "13A",
            "2016-04-01",
            "LEICESTERSHIRE AND LINCOLNSHIRE COMMISSIONING HUB (13A) ended on 2015-03-31, before 2016-04-01. Ask for an earlier date with --as-of.",
        ),
    ],
)
def test_a_date_outside_the_life_names_who_came_before_or_after(
    graph: Graph, body: str, day: str, message: str
) -> None:
    with pytest.raises(OutsideLife) as caught:
        graph.explain(body, as_of=day)
    assert str(caught.value) == message
    assert (caught.value.as_of, caught.value.exit_code) == (day, 2)


@pytest.mark.parametrize(("day", "exists"), [("2013-03-31", False), ("2013-04-01", True), ("2020-03-31", True), ("2020-04-01", False)])  # fmt: skip
def test_the_life_is_half_open(graph: Graph, day: str, exists: bool) -> None:
    if exists:
        assert graph.explain("05T", as_of=day).as_of == date.fromisoformat(day)
    else:
        with pytest.raises(OutsideLife):
            graph.explain("05T", as_of=day)


@pytest.mark.parametrize("wrong", ["2016-13-01", "yesterday", "2015-02-29", "1 April 2016", ""])
def test_what_is_not_a_date(graph: Graph, wrong: str) -> None:
    with pytest.raises(BadDate, match=re.escape(f"“{wrong}” is not a date. Write it as year-month-day")):
        graph.explain("05T", as_of=wrong)


def test_unknown_and_ambiguous_names(graph: Graph) -> None:
    with pytest.raises(UnknownBody) as unknown:
        graph.explain("south worcestershyre")
    assert ("05T", "NHS South Worcestershire CCG") in unknown.value.suggestions
    with pytest.raises(UnknownBody, match="no body has the code or name “05Q9Z”"):
        graph.explain("05Q9Z")
    with pytest.raises(AmbiguousBody) as ambiguous:
        graph.explain("sou")
    assert {"00M", "00N", "01N", "05T"} <= {code for code, _ in ambiguous.value.candidates}
    assert graph.resolve("manchester")[0] == "ccg-14L"  # the name of one of them, in full


def test_without_a_date_the_last_first_of_april_with_figures(graph: Graph) -> None:
    e = graph.explain("05T")
    assert (e.as_of, e.as_of_chosen) == (date(2018, 4, 1), False)
    assert graph.explain("00W").as_of == date(2016, 4, 1)


def test_an_anonymous_site_refuses_identification(graph: Graph) -> None:
    e = graph.explain("site-1")
    assert told(e, "anonymity", "refusal").facts == {"identified": False, "code": None}
    assert e.headline == ("anonymous: not identified, and not to be",)


@pytest.mark.parametrize(("body", "day"), BODIES)
def test_every_sentence_and_row_cites_a_listed_source(graph: Graph, body: str, day: str) -> None:
    check(graph.explain(body, as_of=day or None))


@pytest.mark.parametrize(("body", "day"), BODIES)
def test_the_formats_state_the_same(graph: Graph, body: str, day: str) -> None:
    e = graph.explain(body, as_of=day or None)
    as_text = _squeezed(text.render(e, text.Style(width=100_000, all_rows=True)))
    as_markdown = _squeezed(markdown.render(e).replace("\\", ""))
    piped = re.sub(r"\s*\|\s*", "|", as_markdown)
    document = json.loads(as_json.render(e))
    assert document["schema_version"] == 1
    assert [s["id"] for s in document["sources"]] == [s.id for s in e.sources]
    for part, found in zip(e.sections, document["sections"], strict=True):
        for statement, stated in zip(part.statements, found["statements"], strict=True):
            assert stated["text"] == statement.text
            assert [s["id"] for s in stated["sources"]] == [c.source for c in statement.cites]
            assert _squeezed(statement.text) in as_text
            assert _squeezed(statement.text) in as_markdown
        if part.table is not None:
            assert found["table"]["columns"] == [key for key, _ in part.table.columns]
            for row, cells in zip(part.table.rows, found["table"]["rows"], strict=True):
                shown = [_squeezed(text.cell(value)) for value in row.cells]
                assert "|".join(shown) in piped
                assert all(cell in as_text for cell in shown)
                assert list(cells) == [*found["table"]["columns"], "sources"]


def _squeezed(shown: str) -> str:
    return " ".join(shown.split())


def test_the_same_question_gives_the_same_bytes(graph: Graph) -> None:
    for render in (as_json.render, markdown.render):
        assert render(graph.explain("05T", as_of="2016-04-01")) == render(
            graph.explain("05T", as_of="2016-04-01")
        )


def test_json_keys_in_order(graph: Graph) -> None:
    document = json.loads(as_json.render(graph.explain("05T", as_of="2016-04-01")))
    assert list(document) == [
        "schema_version",
        "body",
        "as_of",
        "as_of_chosen",
        "fictional",
        "headline",
        "sections",
        "sources",
    ]
    assert document["body"] == {
        "id": "ccg-05T",
        "code": "05T",
        "kind": "CCG",
        "kind_label": "clinical commissioning group (statutory body)",
        "name": "NHS South Worcestershire CCG",
    }
    assert list(document["sections"][0]["statements"][0]) == ["key", "text", "facts", "sources", "grade"]


def test_fictional_data_say_so_in_every_format(demo: Graph) -> None:
    e = demo.explain("X01", as_of="2016-04-01")
    assert e.fictional
    assert "fictional data" in text.render(e, text.Style()).splitlines()[0]
    assert "Fictional data." in markdown.render(e)
    assert json.loads(as_json.render(e))["fictional"] is True


def test_real_data_are_never_marked_fictional(graph: Graph) -> None:
    assert not graph.explain("05T").fictional


@pytest.mark.parametrize(
    ("body", "day", "sentence"),
    [
        ("05T", "2016-04-01", "No path of interest and decision is known to hold on this date; for 1 path it is not known when."),
        ("05T", "2018-04-01", "2 paths of interest and decision on this date; for 1 more path it is not known when."),
        ("05T", "2019-04-01", "No path of interest and decision is known to hold on this date; for 1 path it is not known when."),
        ("01H", "2018-04-01", "2 paths of interest and decision on this date."),
        ("01H", "2017-04-01", "No path of interest and decision is in the data on this date."),
    ],
)  # fmt: skip
def test_paths_whose_days_are_not_known_are_not_said_to_hold(
    graph: Graph, body: str, day: str, sentence: str
) -> None:
    found = told(graph.explain(body, as_of=day), "conflicts", "meaning")
    assert found.text.startswith(sentence + " A conflict path")
