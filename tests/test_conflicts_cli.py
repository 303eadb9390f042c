"""``nhsgraph conflicts``: the same paths in every format, the reverse look-up, gaps, counts, and options refused."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date

import pytest
from commands import Run
from demo_facts import facts, paths, snapshot

from nhsgraph.analyses.conflicts import undeclared
from nhsgraph.analyses.conflicts.suppliers import suppliers
from nhsgraph.conflict_facts import DeclaredInterest

ID = re.compile(r"C-\d\d-[0-9a-f]{10}")
DEMO = ("--dataset", "demo")


@pytest.mark.parametrize(
    "arguments", [("X02",), ("--pattern", "C-04"), ("X03", "--as-of", "2016-06-01"), ("--supplier", "opaque")]
)
def test_every_format_states_the_same_paths(run: Run, arguments: tuple[str, ...]) -> None:
    listed = {}
    for form in ("text", "md", "json", "html", "csv"):
        told = run("conflicts", *arguments, *DEMO, "--format", form)
        assert told.returncode == 0, told.stderr
        assert "fictional" in told.stdout.casefold()
        listed[form] = set(ID.findall(told.stdout.replace("\\", "")))
    assert listed["text"]
    assert listed == dict.fromkeys(listed, listed["text"])


@pytest.mark.parametrize("width", [72, 100])
def test_lines_fit_the_terminal(run: Run, width: int) -> None:
    for arguments in (
        ("X01",),
        ("--undeclared",),
        ("summary",),
        ("committee", "X01"),
        ("--supplier", "moor"),
    ):
        told = run("conflicts", *arguments, *DEMO, "--width", str(width))
        lines = told.stdout.splitlines()[1:]  # the first has the name of what was asked
        assert max(map(len, lines)) <= width, max(lines, key=len)


def test_a_row_an_occasion_for_spreadsheets(run: Run) -> None:
    told = run("conflicts", "X02", *DEMO, "--format", "csv").stdout
    rows = list(csv.DictReader(line for line in io.StringIO(told) if not line.startswith("#")))
    span = [row for row in rows if (row["pattern"], row["actor"]) == ("C-03", "ccg-X02")]
    assert {row["decision"]: row["timing"] for row in span} == {
        "award-demo-08": "contemporaneous",
        "award-demo-09": "contemporaneous",
        "award-demo-10": "unknown",
    }
    undated = next(row for row in span if row["decision"] == "award-demo-10")
    assert undated["residual_low"] != undated["residual_high"]
    assert {row["fictional"] for row in rows} == {"yes"}
    assert "# A conflict path is facts that connect." in told


def test_without_a_date_a_report_is_of_all_dates(run: Run) -> None:
    assert "05T · all dates (choose with --as-of)" in run("conflicts", "05T").stdout
    assert json.loads(run("conflicts", "05T", "--format", "json").stdout)["as_of"] is None
    assert "All dates." in run("conflicts", "05T", "--format", "md").stdout
    assert "as of 2014-04-01" in run("conflicts", "05T", "--as-of", "2014-04-01").stdout


def test_a_standing_state_and_a_body_are_not_told_as_a_decision_and_a_seat(run: Run) -> None:
    told = run("conflicts", "--pattern", "C-09", "--width", "300").stdout
    assert "a standing state, with no single decision" in told
    assert "on the day of the decision" not in told
    owners = run("conflicts", "X03", "--pattern", "C-03", *DEMO, "--width", "300").stdout
    assert "(the interest from 2013-04-01)" in owners
    assert "seat and interest" not in owners


# --- The reverse look-up


def test_everyone_who_had_an_interest_in_a_supplier_with_and_without_a_seat() -> None:
    (north,) = suppliers(snapshot(facts()), "northmoor CARE")
    people = {h.holder: h for h in north.holdings if h.holder.startswith("person-")}
    director = people["person-demo-30"]
    assert (director.begins, director.ends, director.sure, director.seats) == (
        date(2013, 4, 1),
        None,
        True,
        (),
    )
    assert [step.kind for step in director.steps] == ["post"]
    assert people["person-demo-33"].seats  # a seat that had ended before
    assert {"person-demo-05", "person-demo-06", "person-demo-07", "person-demo-40"} <= people.keys()
    practices = {h.holder for h in north.holdings if h.holder.startswith("practice-")}
    assert len(practices) == 20
    sold = [h for h in north.holdings if h.holder == "practice-X90003" and h.steps[0].kind == "share"]
    assert {h.ends for h in sold} == {date(2016, 6, 2)}
    through = [h for h in north.holdings if h.holder == "practice-X90003" and len(h.steps) == 2]
    assert {h.sure for h in through} == {False}  # as a member of the federation: possible and no more
    assert [bool(h.seats) for h in north.holdings] == sorted(
        (bool(h.seats) for h in north.holdings), reverse=True
    )


def test_a_nominee_has_no_interest_in_the_reverse_look_up() -> None:
    (east,) = suppliers(snapshot(facts()), "eastmoor care")
    holders = {h.holder for h in east.holdings}
    assert not holders & {"person-demo-36", "person-demo-37"}
    assert "practice-X90009" in holders


def test_the_reverse_look_up_of_real_suppliers(run: Run) -> None:
    told = run("conflicts", "--supplier", "sw healthcare", "--width", "300").stdout
    assert "Who had an interest in SW Healthcare Limited" in told
    assert "32 of 32 of them; shares are not stated." in told
    paid = run("conflicts", "--supplier", "DMC HEALTHCARE", "--width", "300").stdout
    assert "Who owns it is not known here; a name proves nothing." in paid
    assert "possible and no more" in paid


# --- Gaps on a day


def test_a_gap_on_a_day_knows_no_later_declaration_and_gives_28_days() -> None:
    def states(day: date | None) -> set[tuple[str, str]]:
        found = undeclared.gaps(snapshot(facts()), "ccg-X01", "person-demo-05", day)
        return {(gap.state, gap.interest_in) for gap in found}

    north = "company-demo-north"
    assert ("late", north) in states(None)
    assert ("undeclared", north) in states(date(2016, 9, 29))
    assert ("late", north) in states(date(2016, 9, 30))
    # Both seat and interest from 1 April 2013 (governing body): not yet a gap on the 29th, one on the 30th.
    assert states(date(2013, 4, 29)) == set()
    assert ("undeclared", "practice-X90001") in states(date(2013, 4, 30))
    assert {gap.person for gap in undeclared.gaps(snapshot(facts()), "", "person-demo-05")} == {
        "person-demo-05"
    }


@pytest.mark.parametrize(("declared", "late"), [(date(2015, 4, 29), False), (date(2015, 4, 30), True)])
def test_28_days_after_seat_and_interest_a_declaration_is_late(declared: date, late: bool) -> None:
    rows = facts()
    moved = tuple(
        replace(f, declared_on=declared)
        if isinstance(f, DeclaredInterest)
        and (f.bearer, f.interest_in) == ("person-demo-16", "practice-X90006")
        else f
        for f in rows[DeclaredInterest]
    )
    found = undeclared.gaps(snapshot({**rows, DeclaredInterest: moved}), "ccg-X02", "person-demo-16")
    assert (("late", "practice-X90006") in {(g.state, g.interest_in) for g in found}) is late


def test_a_post_in_the_commissioner_itself_is_no_gap() -> None:
    gaps = undeclared.gaps(snapshot(facts()), "ccg-X01", "person-demo-03")
    assert "ccg-X01" not in {gap.interest_in for gap in gaps}


# --- One body's summary, exit codes, refusals


def test_a_summary_of_one_body_has_no_zero_where_nothing_is_known_of_it(run: Run) -> None:
    told = run("conflicts", "summary", "05T", "--width", "300").stdout
    assert "C-02 performance of own members: not known; the data have no levels." in told
    assert "C-03 award to the members' company: 1 path of 1 commissioner." in told
    some = run("conflicts", "summary", "--pattern", "C-02", "--width", "300").stdout
    assert "C-02" in some
    assert "C-01" not in some


def test_a_band_that_is_reached_ends_with_1(run: Run) -> None:
    for body, pattern, band, code in (
        ("X03", "C-01", "severe", 1), ("X01", "C-08", "moderate", 0), ("X01", "C-08", "low", 1),
    ):  # fmt: skip
        told = run("conflicts", body, "--pattern", pattern, *DEMO, "--as-of", "2016-06-01", "--fail-on", band)
        assert told.returncode == code


def test_a_path_that_is_suppressed_is_not_shown_either(run: Run, tmp_path: object) -> None:
    own = {"NHSGRAPH_USER_DATA": str(tmp_path)}
    id_ = "C-03-3b8b8f67ca"
    assert run("conflicts", "suppress", id_, "--reason", "seen", **own).returncode == 0
    refused = run("conflicts", "show", id_, **own)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert f"{id_} is on your list of paths that are not shown: seen." in refused.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--undeclared", "--fail-on", "high"), "conflicts --undeclared does not take --fail-on"),
        (("show", "C-03-3b8b8f67ca", "--supplier", "x"), "conflicts show does not take --supplier"),
        (("summary", "--person", "p", "--from", "2015"), "does not take --from and --person"),
        (("05T", "--reason", "x"), "conflicts does not take --reason"),
        (("--person", "person-nobody"), "no person in this data set has the id “person-nobody”"),
        (("--supplier", "zzz"), "no provider in this data set has “zzz” in its name"),
        (("show", "C-03-3b8b8f67ca", "--as-of", "2012-01-01"), "in this data set on 2012-01-01"),
        (("05T", "-o", "x.pdf", "--format", "csv", "--open"), "--open shows a page"),
    ],
)
def test_what_would_not_be_heeded_or_found_is_refused(
    run: Run, arguments: tuple[str, ...], message: str
) -> None:
    refused = run("conflicts", *arguments)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert message in refused.stderr


def test_show_tells_what_is_left_of_the_votes(run: Run) -> None:
    id_ = next(c.id for c in paths(facts()).values() if (c.pattern, c.other) == ("C-03", "company-demo-east"))
    told = run("conflicts", "show", id_, *DEMO, "--width", "400").stdout
    assert "Without them 2 are left, no quorum of 4" in told
    assert "Without demo-area nothing of this path would be left." in told
    assert "It also follows in another way (10):" in told  # all ten owners, not the first few
