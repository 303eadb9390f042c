"""Gaps in accountability: each kind with a hit and a near miss."""

from __future__ import annotations

from datetime import date

import pytest

from nhsgraph.analyses.accountability import both_ends, gap_report, gaps, policy
from nhsgraph.analyses.accountability.policy import Policy
from nhsgraph.graph import Graph

MAY_2016 = date(2016, 5, 1)


@pytest.fixture(scope="module")
def rules(graph: Graph) -> Policy:
    return policy.read(graph.reader)


def test_the_duty_of_quality_has_no_lever_until_delegation(rules: Policy) -> None:
    at = {
        level: {g.functions[0] for g in gaps.of_level(rules, level, day) if g.kind == "duty-without-power"}
        for level, day in (("none", date(2014, 4, 1)), ("delegated", date(2016, 4, 1)))
    }
    assert "F-QUALPC" in at["none"]
    assert "F-QUALPC" not in at["delegated"]
    assert {"F-ESTATES-INV", "F-STPPLAN"} <= at["delegated"]


def test_national_gaps_are_counted(graph: Graph) -> None:
    result = gap_report.national_gaps(graph.reader, date(2015, 6, 1))
    head = result.sections[0].statements[0]
    assert head.facts["ccgs"] == 209
    by_level = head.facts["by_level"]
    assert isinstance(by_level, dict)
    assert by_level["joint"] == 15
    assert {s.key for s in result.sections} >= {"no-holder", "duty-without-power", "circular", "no-sanction"}


def both_ends_of(graph: Graph, day: date, body: str = "") -> set[tuple[str, str, str]]:
    found = (
        gap_report.gaps_of(graph.reader, body, day) if body else gap_report.national_gaps(graph.reader, day)
    )
    section = next((s for s in found.sections if s.key == "both-ends"), None)
    return {
        (str(s.facts["person"]), str(s.facts["party"]), str(s.facts["to"]))
        for s in (section.statements if section else ())
        if "person" in s.facts
    }


def test_one_person_at_both_ends_is_found_in_the_demonstration_set(demo: Graph) -> None:
    assert both_ends_of(demo, MAY_2016) == {
        ("person-demo-05", "practice-X90001", "committee-demo-x01-pccc"),
        ("person-demo-06", "practice-X90002", "committee-demo-x01-pccc"),
        ("person-demo-07", "practice-X90004", "committee-demo-x01-pccc"),
        ("person-demo-15", "practice-X90005", "committee-demo-x02-joint"),
        ("person-demo-16", "practice-X90006", "committee-demo-x02-joint"),
    }
    assert {to for _, _, to in both_ends_of(demo, MAY_2016, "ccg-X02")} == {"committee-demo-x02-joint"}


def test_nobody_is_at_both_ends_before_the_committee_or_where_it_does_not_decide(demo: Graph) -> None:
    # Near misses: an employee of X01 on its own committees; the PCCC began in April 2015; partners on committees of X03,
    # whose level is greater involvement, on an advisory group or a governing body, and an undated partner, are at one end.
    assert both_ends_of(demo, date(2015, 3, 31)) == set()
    assert both_ends_of(demo, MAY_2016, "ccg-X03") == set()


def lead_gaps(graph: Graph, day: date) -> dict[str, str]:
    return {
        str(s.facts["partnership"]): f"{s.facts['employer']} {s.facts['on']}"
        for s in both_ends.of_leads(graph.reader, day)
    }


def test_a_lead_employed_by_a_partner_counts_by_the_last_list_while_the_partnership_lives(
    graph: Graph,
) -> None:
    assert lead_gaps(graph, date(2016, 3, 29)).get("stp-QE1") is None
    assert lead_gaps(graph, date(2017, 4, 1))["stp-QE1"] == "ccg-00R 2016-03-30"
    late = lead_gaps(graph, date(2020, 1, 1))
    assert late["stp-QE1"] == "ccg-00R 2019-04-03"
    # QVP, QMK and QT8 merged into one partnership on 2018-04-01.
    merged = {"stp-QVP", "stp-QMK", "stp-QT8"}
    assert merged <= set(lead_gaps(graph, date(2018, 3, 31)))
    assert not merged & set(lead_gaps(graph, date(2018, 4, 1)))


def test_several_masters_are_told_as_they_are_at_each_level(demo: Graph) -> None:
    found = gap_report.national_gaps(demo.reader, MAY_2016)
    masters = next(s for s in found.sections if s.key == "several-masters")
    practice = [s.text for s in masters.statements if "practice-of" in s.key]
    assert len(practice) == 3
    assert [("joint committee (" in t, "Commissioning Committee (" in t) for t in practice] == [
        (False, False),
        (True, False),
        (False, True),
    ]
    # Near miss: a committee with one master, or a master with one instrument, is none.
    assert not [s for s in masters.statements if s.key.startswith("several-masters-pccc")]
