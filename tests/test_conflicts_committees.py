"""Committees at a date and at a meeting, votes without the interested, and what seats may be credited with."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from commands import Run
from demo_facts import Facts, added, facts, paths, snapshot

from nhsgraph.analyses.conflicts import committees
from nhsgraph.analyses.conflicts.committees import Sitting, sittings
from nhsgraph.analyses.conflicts.composition import Voter, passes, smallest_changes
from nhsgraph.conflict_facts import Award, Committee, CommitteeKind, CommitteeSeat, Safeguard

DAY, RULES = date(2017, 6, 1), ("lay-chair", "lay-majority", "gp-non-majority", "non-clinician-majority")
PCCC = "committee-demo-x02-pccc"


def sitting(name: str, day: date = DAY, rows: Facts | None = None) -> Sitting:
    (one,) = sittings(snapshot(rows or facts()), name, day, None)
    return one


@pytest.mark.parametrize(
    ("day", "failed"),
    [
        (date(2018, 4, 1), {"lay-chair"}),
        (date(2019, 4, 1), {"lay-majority"}),
        (date(2020, 4, 1), {"gp-non-majority", "non-clinician-majority"}),
        (date(2021, 4, 1), {"non-clinician-majority"}),
    ],
)
def test_a_committee_fails_each_rule_on_some_day(day: date, failed: set[str]) -> None:
    one = sitting(PCCC, day)
    assert one.kind == "PCCC"
    assert {rule.key for rule in one.rules if not rule.passed} == failed
    assert one.changes
    before = {rule.key for rule in sitting("committee-demo-x01-pccc", day).rules if not rule.passed}
    assert before == set()


def test_a_committee_that_did_not_exist_on_the_day_is_none() -> None:
    assert sittings(snapshot(facts()), PCCC, date(2018, 3, 31), None) == ()
    assert [one.id for one in sittings(snapshot(facts()), "ccg-X02", date(2018, 3, 31), None)] == [
        "committee-demo-x02-gb",
        "committee-demo-x02-joint",
    ]


def test_at_a_meeting_those_count_who_were_there() -> None:
    one = sitting("meeting-demo-x02-2015")
    assert (one.minuted, one.day, one.rules[0].votes) == (True, date(2015, 6, 1), 2)  # 16 sent apologies
    assert [rule.passed for rule in one.rules] == [True, False, True, False]
    unminuted = sitting("meeting-demo-x03-2015")
    assert (unminuted.minuted, unminuted.rules[0].votes) == (False, 5)


def test_votes_without_those_who_had_an_interest() -> None:
    items = {item.decision: item for item in sitting("committee-demo-x01-pccc").items}
    first = items["award-demo-01"]
    assert first.conflicted == ("Fictional Person 5", "Fictional Person 6")
    assert (first.minuted, first.votes, first.left, first.quorum, first.quorate) == (True, 5, 3, 4, False)
    assert {rule.key: rule.passed for rule in first.rules} == dict.fromkeys(RULES, True)
    second = items["award-demo-02"]  # no minutes of that meeting: everybody with a seat
    assert (second.minuted, second.votes, second.left, second.quorate) == (False, 6, 4, True)
    assert items["award-demo-04"].conflicted == ()
    clinical = {item.decision: item for item in sitting("committee-demo-x03-clinical").items}
    east = clinical["award-demo-11"]
    assert (east.left, east.quorate) == (2, False)
    assert not any(rule.passed for rule in east.rules if rule.key == "lay-chair")  # the chair had to go


def test_only_decisions_up_to_a_day_where_one_is_given() -> None:
    (one,) = sittings(snapshot(facts()), "committee-demo-x01-pccc", date(2016, 6, 1), date(2016, 6, 1))
    assert max(item.day for item in one.items) == date(2016, 6, 1)
    (all_,) = sittings(snapshot(facts()), "committee-demo-x01-pccc", date(2016, 6, 1), None)
    assert max(item.day for item in all_.items) == date(2017, 6, 1)


def test_an_interest_without_a_start_counts_as_possible() -> None:
    award = next(f for f in facts()[Award] if isinstance(f, Award) and f.id == "award-demo-08")
    more = replace(award, id="award-demo-40", decided_by="committee-demo-x02-gb", meeting="")
    item = committees.items(snapshot(added(facts(), more)), ["award-demo-40"])["award-demo-40"]
    assert item.conflicted == item.possible == ("Fictional Person 35",)


def test_a_lay_member_can_be_added_and_take_the_chair_at_once() -> None:
    gps = tuple(Voter(id=str(n), categories=frozenset({"gp"}), chair=n == 0) for n in range(2))
    assert smallest_changes(gps)[0] == (
        "put a lay member into the chair and add 3 non-clinical voters, lay or executive"
    )
    one_lay = Voter(id="lay", categories=frozenset({"lay"}), chair=True)
    assert passes((one_lay,))


# --- What seats may be credited with


def credits_of(rows: Facts, award: str) -> set[str]:
    return {
        points.code
        for conflict in paths(rows, patterns=frozenset({"C-03"})).values()
        for one in conflict.occasions
        if one.decision == award
        for points in one.severity.credits
    }


def seats(rows: Facts, start: date | None) -> Facts:
    moved = tuple(
        replace(f, valid_from=start)
        if isinstance(f, CommitteeSeat) and f.committee == "committee-demo-x01-pccc" and f.voting
        else f
        for f in rows[CommitteeSeat]
    )
    return {**rows, CommitteeSeat: moved}


def test_no_credit_for_seats_without_a_start_or_of_a_committee_that_was_not_there() -> None:
    rows = facts()
    plain: Facts = {**rows, Safeguard: ()}
    assert "lay-chair" in credits_of(plain, "award-demo-02")
    assert "lay-chair" not in credits_of(seats(plain, None), "award-demo-02")
    # The trap: seats typed with an early start give a committee of 2015 no credit for a decision of 2014.
    awards = tuple(
        replace(f, decided_on=date(2014, 6, 1), meeting="")
        if isinstance(f, Award) and f.id == "award-demo-02"
        else f
        for f in rows[Award]
    )
    terms = tuple(
        replace(f, valid_from=None) if isinstance(f, Committee) and f.kind is CommitteeKind.PCCC else f
        for f in rows[Committee]
    )
    early = seats({**rows, Award: awards, Committee: terms}, date(2013, 4, 1))
    assert not credits_of(early, "award-demo-02") & {"lay-chair", "lay-majority", "separate-body"}


def test_a_safeguard_of_a_body_needs_a_start_and_one_of_the_decision_does_not() -> None:
    rows = facts()
    undated = tuple(replace(f, valid_from=None) if isinstance(f, Safeguard) else f for f in rows[Safeguard])
    assert {"open-meeting", "transparency-notice"} <= credits_of(rows, "award-demo-01")
    kept = credits_of({**rows, Safeguard: undated}, "award-demo-01")
    assert "open-meeting" not in kept
    assert "transparency-notice" in kept


def test_a_safeguard_that_the_seats_contradict_earns_nothing() -> None:
    rows = facts()
    assert "lay-chair" in credits_of(rows, "award-demo-01")
    led = tuple(
        replace(f, categories=("executive",))
        if isinstance(f, CommitteeSeat)
        and (f.person, f.committee) == ("person-demo-01", "committee-demo-x01-pccc")
        else f
        for f in rows[CommitteeSeat]
    )
    assert "lay-chair" not in credits_of({**rows, CommitteeSeat: led}, "award-demo-01")


# --- From the command line


def test_committees_from_the_command_line(run: Run) -> None:
    told = run(
        "conflicts", "committee", "X02", "--as-of", "2019-06-01", "--dataset", "demo", "--format", "json"
    )
    made = json.loads(told.stdout)
    assert made["fictional"] is True
    section = next(s for s in made["sections"] if s["key"] == PCCC)
    facts_ = {s["key"]: s["facts"] for s in section["statements"]}
    assert [facts_[rule]["passed"] for rule in RULES] == [True, False, True, True]
    assert facts_["change"]["changes"]
    unknown = run("conflicts", "committee", "05T")
    assert "how it was composed is not known" in unknown.stdout
    for arguments, said in (
        ((), "give a body, or the id of a committee or a meeting"),
        (("meeting-demo-x02-2015", "--as-of", "2016-01-01"), "a meeting has a date of its own"),
        (("X02", "--pattern", "C-01"), "conflicts committee does not take --pattern"),
    ):
        refused = run("conflicts", "committee", *arguments, "--dataset", "demo")
        assert (refused.returncode, refused.stdout) == (2, "")
        assert said in refused.stderr


def test_half_the_votes_keeps_one_form_of_the_rule_and_not_the_other(run: Run) -> None:
    told = run("conflicts", "committee", "committee-demo-x01-gb", "--dataset", "demo", "--width", "400")
    assert "kept (2 of 4 votes). They have exactly half; S4-91" in told.stdout


def test_half_of_the_votes_is_no_majority_of_the_interested() -> None:
    first = next(f for f in facts()[Award] if isinstance(f, Award) and f.id == "award-demo-01")
    more = replace(
        first, id="award-demo-40", decided_by="committee-demo-x01-gb", decided_on=date(2014, 6, 1), meeting=""
    )
    rows = added(facts(), more)
    assert committees.items(snapshot(rows), ["award-demo-40"])["award-demo-40"].left == 2  # of 4
    (conflict,) = [c for c in paths(rows).values() if (c.actor, c.other) == ("ccg-X01", "company-demo-north")]
    (one,) = [o for o in conflict.occasions if o.decision == "award-demo-40"]
    assert {p.part: p.code for p in one.severity.components}["proximity"] == "minority"
