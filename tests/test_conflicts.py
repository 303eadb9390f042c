"""Conflict paths: hits and near misses on the demonstration set, the real national picture, laws."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from demo_facts import SCHEME, Facts, added, ends, facts, paths, snapshot
from hypothesis import given, settings
from hypothesis import strategies as st

from nhsgraph import edges, questions
from nhsgraph.analyses.conflicts import closure, find, severity, summary, timing, undeclared
from nhsgraph.analyses.conflicts.composition import passes, rules, without
from nhsgraph.analyses.conflicts.find import Wanted
from nhsgraph.analyses.conflicts.ground import Ground
from nhsgraph.analyses.conflicts.scan import Scan
from nhsgraph.analyses.conflicts.timing import Span
from nhsgraph.conflict_facts import Post, Safeguard, Shareholding
from nhsgraph.facts import Fact
from nhsgraph.graph import Graph
from nhsgraph.query import Table, Value


def without_one(rows: Facts, kind: type[Fact], index: int) -> Facts:
    kept = list(rows[kind])
    del kept[index % len(kept)]
    return {**rows, kind: tuple(kept)}


# --- Paths on the demonstration set (which there are: test_conflicts_patterns)


def test_double_office_is_labelled_by_how_it_lies_in_time() -> None:
    found = {c.actor: c for c in paths(facts(), patterns=frozenset({"C-04"})).values()}
    labels = {actor: {o.timing.label for o in c.occasions} for actor, c in found.items()}
    assert labels["person-demo-34"] == {"contemporaneous"}
    assert labels["person-demo-04"] == {"joined-after"}
    assert all(o.severity.components[0].code == "past-or-later" for o in found["person-demo-04"].occasions)


def test_an_award_without_a_deciding_body_or_a_day_is_a_range() -> None:
    (conflict,) = [c for c in paths(facts(), patterns=frozenset({"C-03"})).values() if c.actor == "ccg-X02"]
    occasions = {o.decision: o for o in conflict.occasions}
    undecided = occasions["award-demo-09"]
    assert undecided.severity.residual[0] < undecided.severity.residual[1]
    assert "not stated in the source" in undecided.steps[-1].text
    assert occasions["award-demo-10"].timing.label == "unknown"


def test_b15_breadth_is_of_the_awarding_commissioners_members() -> None:
    found = {c.actor: c for c in paths(facts(), patterns=frozenset({"C-03"}), supplier="two moors").values()}
    assert {o.breadth for o in found["ccg-X01"].occasions} == {Decimal("0.5")}
    assert {o.breadth for o in found["ccg-X02"].occasions if o.breadth is not None} == {Decimal("0.75")}


def test_the_reverse_look_up_gives_everyone_with_an_interest_in_a_supplier() -> None:
    found = paths(facts(), supplier="eastmoor care").values()
    assert {c.actor for c in found} == {"ccg-X03", "person-demo-21", "person-demo-22", "person-demo-23"}


# --- Time


def moved_sale(day: date) -> Facts:
    """The demonstration set in which everybody on the committee but practice 1 has no share, sold on a day."""
    rows = facts()
    shares = tuple(
        replace(f, valid_to=day)
        for f in rows[Shareholding]
        if isinstance(f, Shareholding) and f.company == "company-demo-north" and f.holder == "practice-X90001"
    )
    empty: tuple[Fact, ...] = ()
    from nhsgraph.conflict_facts import DeclaredInterest, FederationMembership

    return {**rows, Shareholding: shares, FederationMembership: empty, DeclaredInterest: empty}


@pytest.mark.parametrize(
    ("sold", "label"), [(date(2016, 6, 2), "contemporaneous"), (date(2016, 6, 1), "ended-before")]
)
def test_a_sale_the_day_before_the_award_changes_the_label(sold: date, label: str) -> None:
    found = [
        c for c in paths(moved_sale(sold)).values() if (c.pattern, c.other) == ("C-03", "company-demo-north")
    ]
    (occasion,) = [o for o in found[0].occasions if o.decision == "award-demo-01"]
    assert occasion.timing.label == label


@pytest.mark.parametrize(
    ("day", "seat", "interest", "label"),
    [
        (10, (10, 0), (1, 0), "contemporaneous"),  # the seat's first day
        (10, (1, 11), (1, 0), "contemporaneous"),  # and its last
        (10, (1, 10), (1, 0), None),
        (10, (11, 0), (1, 0), "joined-after"),
        (10, (1, 0), (10, 0), "contemporaneous"),  # the interest's first day
        (10, (1, 0), (1, 11), "contemporaneous"),
        (10, (1, 0), (1, 10), "ended-before"),
        (10, (1, 0), (11, 0), "joined-after"),
        (10, (11, 0), (1, 10), None),  # neither held on the day
        (10, (0, 0), (1, 0), "unknown"),
        (10, (1, 0), (0, 0), "unknown"),
        (10, (0, 10), (1, 0), None),  # its end is known
        (0, (1, 0), (1, 0), "unknown"),
        (0, (1, 5), (5, 0), None),  # the one ends on the day on which the other begins
    ],
)
def test_labels_on_the_days_on_which_they_change(
    day: int, seat: tuple[int, int], interest: tuple[int, int], label: str | None
) -> None:
    spans = [Span(start, end, not start) for start, end in (seat, interest)]
    found = timing.of(day, *spans)
    assert (found.label if found is not None else None) == label


def test_as_of_keeps_what_held_and_had_been_decided() -> None:
    before = paths(facts(), as_of=date(2015, 5, 31)).values()
    assert ("person-demo-05", "company-demo-north") not in ends(before, "C-01")
    after = paths(facts(), as_of=date(2016, 6, 1)).values()
    assert ("person-demo-05", "company-demo-north") in ends(after, "C-01")


# --- Closure


def test_companies_that_own_each_other_end_the_closure_and_shares_stay_intervals() -> None:
    scan = Scan(snapshot(facts()))
    reached = closure.reach(scan, scan.edges.number("person-demo-05"))
    names = {scan.edges.texts[target]: found for target, found in reached.items()}
    assert set(names) == {
        "practice-X90001",
        "company-demo-north",
        "company-demo-holdings",
        "federation-demo-north",
    }
    assert all(len({s.target for s in p.links}) == len(p.links) for found in names.values() for p in found)
    low, high = closure.effective_share(scan, [p for p in names["company-demo-north"] if len(p.links) == 2])
    assert (low, high) == (
        Decimal(0),
        Decimal("0.045"),
    )  # how much of the practice a partner has is not known


def test_several_paths_of_one_holder_add_up_to_at_most_all_of_it() -> None:
    rows, holder = facts(), "person-demo-31"
    company = [
        Shareholding(
            holder=holder, company=to, share=Decimal(share), valid_from=date(2013, 4, 1), sources=("x",)
        )
        for to, share in (("company-demo-north", "0.1"), ("company-demo-holdings", "0.5"))
    ]
    scan = Scan(snapshot(added(rows, *company)))
    reached = closure.reach(scan, scan.edges.number(holder))
    north = reached[scan.edges.number("company-demo-north")]
    # A tenth directly, and half of the holding company, which has a tenth.
    assert closure.effective_share(scan, north) == (Decimal("0.15"), Decimal("0.15"))
    assert closure.effective_share(scan, north * 10) == (Decimal(1), Decimal(1))


def test_a_nominee_has_no_interest_and_those_held_for_have() -> None:
    scan = Scan(snapshot(facts()))
    assert not closure.reach(scan, scan.edges.number("person-demo-36"))
    assert not closure.reach(scan, scan.edges.number("person-demo-37"))  # for whom is not known
    east = closure.owning_practices(scan, scan.edges.number("company-demo-east"))
    assert len(east) == 10


# --- Laws


@settings(max_examples=25, deadline=None)
@given(kind=st.sampled_from([Shareholding, Post]), index=st.integers(0, 200))
def test_adding_a_fact_never_removes_a_path(kind: type[Fact], index: int) -> None:
    rows = facts()
    fewer = paths(without_one(rows, kind, index))
    assert fewer.keys() <= paths(rows).keys()


@settings(max_examples=10, deadline=None)
@given(index=st.integers(0, 200))
def test_a_safeguard_takes_credit_and_no_path(index: int) -> None:
    rows = facts()
    fewer, all_ = paths(without_one(rows, Safeguard, index)), paths(rows)
    assert fewer.keys() == all_.keys()
    assert all(all_[id_].residual[0] <= c.residual[0] for id_, c in fewer.items())


def test_without_a_premise_the_path_is_gone() -> None:
    rows = facts()
    posts = tuple(f for f in rows[Post] if isinstance(f, Post) and f.person != "person-demo-34")
    assert ("person-demo-34", "company-demo-span") in ends(paths(rows).values(), "C-04")
    assert ("person-demo-34", "company-demo-span") not in ends(paths({**rows, Post: posts}).values(), "C-04")


def test_ids_do_not_move_with_dates_and_a_suppressed_path_is_named_with_its_reason() -> None:
    first = next(iter(paths(facts(), patterns=frozenset({"C-10"}))))
    found = find.find(
        snapshot(facts()), SCHEME, Wanted(suppressed={first: "seen"}, patterns=frozenset({"C-10"}))
    )
    assert found.conflicts == ()
    assert found.suppressed == ((first, "seen"),)
    assert first == "C-10-" + first[5:]
    assert len(first) == 15


# --- Committees and safeguards


def test_committees_of_the_demonstration_set_pass_and_fail_each_rule() -> None:
    ground = Ground(Scan(snapshot(facts())))
    number, day = ground.scan.edges.number, date(2017, 6, 1).toordinal()
    failed = {
        name: [r.key for r in rules(ground.voters(number(f"committee-demo-{name}"), day)) if not r.passed]
        for name in ("x01-pccc", "x02-joint", "x03-clinical", "x03-quality")
    }
    assert failed == {
        "x01-pccc": [],
        "x02-joint": ["non-clinician-majority"],
        "x03-clinical": ["lay-chair", "lay-majority", "gp-non-majority", "non-clinician-majority"],
        "x03-quality": ["lay-chair", "lay-majority", "non-clinician-majority"],
    }


def test_quorum_and_composition_after_the_conflicted_leave() -> None:
    ground = Ground(Scan(snapshot(facts())))
    number = ground.scan.edges.number
    committee, day = number("committee-demo-x03-clinical"), date(2016, 6, 1).toordinal()
    left = without(ground.voters(committee, day), ["person-demo-21", "person-demo-22", "person-demo-23"])
    assert ground.quorum(committee) == 4
    assert len(left) == 2
    assert not passes(left)  # nobody is left in the chair
    assert ground.attended(number("meeting-demo-x02-2015")) == frozenset({"person-demo-11", "person-demo-15"})
    assert ground.attended(number("meeting-demo-x03-2015")) is None


def test_credits_need_the_body_the_day_and_the_record() -> None:
    found = {
        c.other: c for c in paths(facts(), patterns=frozenset({"C-01"}), person="person-demo-05").values()
    }
    credits_ = {o.decision: {p.code for p in o.severity.credits} for c in found.values() for o in c.occasions}
    # The notice is attached to the award.
    assert "transparency-notice" in credits_["award-demo-01"]
    # A declaration and a published register count once; here the declaration came between the two awards.
    assert not {"register", "declaration"} & credits_["award-demo-01"]
    assert "declaration" in credits_["award-demo-02"]
    assert "exclusion" in credits_["award-demo-03"]  # the minutes
    assert "exclusion" not in credits_["award-demo-01"]
    east = next(
        c for c in paths(facts(), patterns=frozenset({"C-03"})).values() if c.other == "company-demo-east"
    )
    assert east.occasions[0].severity.credits == ()  # the auditor was asked after the award


# --- Undeclared, and counts


def test_undeclared_and_late_are_two_things_and_no_register_is_a_third() -> None:
    found = {(g.state, g.person, g.interest_in) for g in undeclared.gaps(snapshot(facts()))}
    assert ("undeclared", "person-demo-06", "practice-X90002") in found
    assert ("late", "person-demo-05", "company-demo-north") in found
    assert (
        "unknown",
        "person-demo-21",
        "practice-X90009",
    ) in found  # its commissioner has no register in the data
    assert not any(person == "person-demo-34" and where == "company-demo-span" for _, person, where in found)


def test_a_pattern_without_data_is_not_known_and_never_zero(graph: Graph) -> None:
    snap = edges.read(graph.generation)
    found = find.find(snap, SCHEME, Wanted()).conflicts
    lines = {
        line.title: line for line in summary.summary(snap, found, ("low",), summary.denominator(graph.reader))
    }
    assert lines["self-commissioning"].paths is None
    assert lines["self-commissioning"].missing == ("committee_members", "posts")
    assert lines["award to the members' company"].paths == 1


@pytest.mark.parametrize(
    ("day", "existed", "levels", "payments"),
    [(date(2014, 4, 1), 211, 0, None), (date(2016, 4, 1), 209, 22, None), (date(2018, 10, 1), 195, 22, 168)],
)
def test_counts_are_of_the_ccgs_that_existed_on_the_day(
    graph: Graph, day: date, existed: int, levels: int | None, payments: int | None
) -> None:
    snap = edges.read(graph.generation)
    found = find.find(snap, SCHEME, Wanted(as_of=day)).conflicts
    of = summary.denominator(graph.reader, day)
    lines = {line.title: line for line in summary.summary(snap, found, ("low",), of)}
    assert {line.commissioners for line in lines.values()} == {existed}
    performance = lines["performance of own members"]
    possible = lines["award to the members' company (possible: owners not known)"]
    # Before there were levels nobody had one; of years whose payments are not in the data nothing is known: never zero.
    assert performance.bodies == levels
    assert possible.bodies == payments
    assert possible.covered == (payments or 0)


# --- The real national picture


def test_south_worcestershire_is_the_one_path_and_a_range_from_the_documents(graph: Graph) -> None:
    found = find.find(edges.read(graph.generation), SCHEME, Wanted(patterns=frozenset({"C-03"}))).conflicts
    certain = [c for c in found if not c.possible]
    assert [(c.actor, c.other) for c in certain] == [("ccg-05T", "provider-sw-healthcare")]
    (occasion,) = certain[0].occasions
    assert occasion.breadth == 1
    assert occasion.severity.residual == (12, 12)
    assert occasion.severity.inherent == (14, 14)
    assert {p.code for p in occasion.severity.credits} == {
        "audit-advice",
        "transparency-notice",
    }  # no committee of 2015
    assert occasion.stated is not None
    assert occasion.stated.residual == (4, 19)
    assert occasion.stated.credits == ()
    assert certain[0].sole_sources() == ("doc-S1",)


def test_payments_are_possible_only_and_say_why(graph: Graph) -> None:
    found = find.find(edges.read(graph.generation), SCHEME, Wanted(patterns=frozenset({"C-03"}))).conflicts
    possible = [c for c in found if c.possible]
    assert len(possible) == 466
    assert all("a name proves nothing" in c.occasions[0].steps[0].text for c in possible)
    assert all(c.residual[0] < c.residual[1] for c in possible)


def test_leads_employed_by_a_partner_are_told_by_post(graph: Graph) -> None:
    found = find.find(edges.read(graph.generation), SCHEME, Wanted(patterns=frozenset({"C-11"}))).conflicts
    assert (len(found), sum(c.possible for c in found)) == (33, 9)
    one = next(c for c in found if (c.actor, c.other) == ("ccg-00R", "stp-QE1"))
    assert "Chief Clinical Officer" in one.occasions[0].steps[0].text
    assert "Doyle" not in str(one)


# --- Stored questions


def asked(graph: Graph, name: str, **values: Value) -> Table:
    return questions.ask(graph.store, questions.find(name), values)


def test_b1_is_south_worcestershire_and_nothing_else(graph: Graph) -> None:
    (row,) = asked(graph, "b1").rows
    assert row[1] == "NHS South Worcestershire CCG"
    assert row[3:] == ("SW Healthcare Limited", 32, 32, Decimal(2300000), date(2014, 3, 27))


def test_b3_b4_and_b10_on_the_demonstration_set(demo: Graph) -> None:
    names = {(str(r[0])[-2:], str(r[2])[-2:], r[5]) for r in asked(demo, "b3").rows}
    assert ("05", "01", 2) in names
    assert ("05", "03", 1) in names
    rows = {str(r[0]).rsplit("-", 2)[1:][1]: r[2:] for r in asked(demo, "b4", asOf=date(2017, 6, 1)).rows}
    assert rows["joint"] == (6, 1, 4, 2, 3)
    assert rows["clinical"] == (5, 0, 2, 3, 2)
    assert ("person-demo-34", "company-demo-span") in {
        (str(r[0]).rsplit("/", 1)[1], str(r[3]).rsplit("/", 1)[1]) for r in asked(demo, "b10").rows
    }


@pytest.mark.parametrize(
    ("name", "count"), [("b6", 6), ("b8", 5), ("b9", 3), ("b11", 2), ("b12", 4), ("b13", 2)]
)
def test_every_claim_that_a_question_rests_on_is_there(graph: Graph, name: str, count: int) -> None:
    assert len(asked(graph, name).rows) == count


def test_a_body_that_no_relation_names_has_no_path(demo: Graph) -> None:
    snapshot, scheme = edges.read(demo.generation), severity.load()
    assert find.find(snapshot, scheme, find.Wanted(body="ccg-X01")).conflicts
    assert find.find(snapshot, scheme, find.Wanted(body="stp-nowhere")).conflicts == ()
