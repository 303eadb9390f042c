"""Questions about change over time: the expected answers."""

from __future__ import annotations

import csv
from datetime import date

from nhsgraph import questions
from nhsgraph.graph import Graph
from nhsgraph.query import Value
from nhsgraph.resources import data_dir


def ask(graph: Graph, name: str, **values: Value) -> list[tuple[Value, ...]]:
    return questions.ask(graph.store, questions.find(name), values).rows


def test_d2_levels_of_2016_add_up_and_the_other_count_stands_beside(graph: Graph) -> None:
    rows = [row for row in ask(graph, "d2") if row[0] == date(2016, 4, 1)]
    counts = {(row[1], row[3]) for row in rows}
    assert counts == {("delegated", 115), ("delegated", 114), ("joint", 68), ("greater-involvement", 26)}
    assert 115 + 68 + 26 == 209
    assert {row[4] for row in rows} == {209}


def test_d2_levels_of_2015_with_the_one_that_is_derived(graph: Graph) -> None:
    rows = {(row[1], row[3], row[5]) for row in ask(graph, "d2") if row[0] == date(2015, 4, 1)}
    assert ("joint", 87, "stated") in rows
    assert ("delegated", 63, "stated") in rows
    assert ("greater-involvement", 59, "evidenced") in rows


def test_d3_the_turns_of_2013_2014_and_2015(graph: Graph) -> None:
    rows = {row[3]: row for row in ask(graph, "d3")}
    assert rows["211 CCGs and NHS England take over"][0] == date(2013, 4, 1)
    turn = rows["Co-commissioning of primary care"]
    assert turn[:3] == (date(2015, 4, 1), date(2014, 5, 1), date(2014, 10, 1))
    assert rows["Area teams give way to local offices"][0] == date(2015, 4, 1)
    assert "All CCGs asked to consider applying" in rows


def test_d4_three_dates_and_the_claims_that_mix_them(graph: Graph) -> None:
    rows = ask(graph, "d4")
    assert [row[:2] for row in rows[:3]] == [
        ("announced", date(2014, 5, 1)),
        ("enabled in law", date(2014, 10, 1)),
        ("in effect", date(2015, 4, 1)),
    ]
    said = {row[4]: (row[1], row[3]) for row in rows[3:]}
    assert said["S4-20"] == (date(2014, 1, 1), "2014")
    assert said["S4-40"] == (date(2014, 5, 1), "May 2014")
    assert said["S4-01"] == (date(2015, 4, 1), "April 2015")


def test_d6_what_the_p_of_stp_stands_for(graph: Graph) -> None:
    rows = ask(graph, "d6", about="X-02")
    assert {(row[3], row[4]) for row in rows} == {
        ("a plan first, a partnership later", "S4-47"),
        ("partnerships", "S0-40"),
        ("plans", "S2-02"),
    }


def test_d6_has_the_positions_of_public_pages_too(graph: Graph) -> None:
    every = ask(graph, "d6", about="")
    assert len(every) == len({(row[0], row[3], row[4]) for row in every})
    with (data_dir() / "documents" / "contradiction_positions.csv").open(
        encoding="utf-8", newline=""
    ) as file:
        written = [
            (r["contradiction"], r["position"], r["claim"], r["sources"]) for r in csv.DictReader(file)
        ]
    shown = [(row[0], row[3], row[4] or "", row[5]) for row in every if row[3]]
    assert sorted(shown) == sorted(written)
    assert {row[3] for row in ask(graph, "d6", about="X-03")} >= {"17", "18 of 41 on 30 March 2016"}


def test_d11_predictions_by_who_made_them(graph: Graph) -> None:
    rows = ask(graph, "d11")
    outcomes = {(row[1], row[5]): str(row[4]) for row in rows}
    assert outcomes["S3-20", "S4-01"] == "came true"
    assert outcomes["S3-22", None] == "did not come true"
    assert outcomes["S3-27", "S4-89"] == "came true in law"
    assert outcomes["S3-27", "S4-55"] == "did not come true of managing and ending contracts"
    assert outcomes["S3-33", "S4-90"].startswith("came true: NHS England holds, the CCG is in charge")
    holders = {row[1]: row[0] for row in rows}
    assert (holders["S3-20"], holders["S3-38"]) == ("Nigel Watson", "Michael Dixon")
    assert holders["S3-27"] is None  # a rule, which its speaker only repeats


def test_d11_the_end_of_the_area_teams_is_an_event_with_its_day(graph: Graph) -> None:
    (row,) = [row for row in ask(graph, "d11") if row[1] == "S3-22"]
    assert row[6:] == ("Area teams give way to local offices", date(2015, 4, 1))


def test_d11_no_later_fact_is_older_than_the_prediction(graph: Graph) -> None:
    days = {row[5]: row[7] for row in ask(graph, "d11")}
    # The statute that keeps the contract with NHS England was in force when it was said.
    assert {claim for claim, day in days.items() if isinstance(day, date) and day < date(2014, 1, 1)} == {
        "S4-89"
    }


def test_d12_one_holder_after_another_without_a_gap(graph: Graph) -> None:
    rows = ask(graph, "d12")
    assert [row[2] for row in rows] == [
        "Executive councils",
        "Family practitioner committees",
        "Family health services authorities",
        "Health authorities",
        "Primary care trusts",
        "NHS England",
    ]
    assert [row[1] for row in rows[:-1]] == [row[0] for row in rows[1:]]
    assert rows[-1][:2] == (date(2013, 4, 1), None)


def test_d12_what_no_source_was_read_for_is_unverified(graph: Graph) -> None:
    rows = ask(graph, "d12")
    assert [row[2] for row in rows if row[3] == "unverified"] == [
        "Family health services authorities",
        "Health authorities",
    ]
    assert [row[5] for row in rows[:2]] == ["S4-23", "S4-31"]
