"""The twelve patterns: every hit of the demonstration set with its label, and near misses that a looser rule would take."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from demo_facts import Facts, added, ends, facts, paths

from nhsgraph import documents, resources
from nhsgraph import facts as national
from nhsgraph.analyses.conflicts import find
from nhsgraph.analyses.conflicts.patterns import PATTERNS, Hit
from nhsgraph.analyses.conflicts.scan import Choice
from nhsgraph.analyses.conflicts.timing import Timing
from nhsgraph.conflict_facts import (
    Act,
    Award,
    AwardStatus,
    CommitteeSeat,
    Decision,
    DeclaredInterest,
    FederationMembership,
    InterestKind,
    Post,
    PostKind,
    Procedure,
    Seat,
)

SOURCES = ("demo-area",)
#: Actor, other, and the decisions with their labels where not all held on the day; p05 is person 5, s01 surgery 1.
FOUND = """
C-01 p05 north: award-01, award-02
C-01 p05 s01: award-03
C-01 p06 north: award-01, award-02
C-01 p06 s02: decision-01
C-01 p15 span: award-08, award-09 unknown, award-10 unknown
C-01 p15 s05: decision-08, decision-09
C-01 p16 span: award-08, award-09 unknown, award-10 unknown
C-01 p21 east: award-11
C-01 p22 east: award-11
C-01 p23 east: award-11
C-01 p34 span: award-07
C-01 p35 span: award-09 unknown
C-02 ccg-X01: standing
C-02 ccg-X01 s02: decision-01
C-02 ccg-X02: standing, standing
C-02 ccg-X02 s05: decision-09 joined-after
C-03 ccg-X01 north: award-01, award-02
C-03 ccg-X01 opaque: award-06 unknown
C-03 ccg-X01 span: award-07
C-03 ccg-X02 span: award-08, award-09, award-10 unknown
C-03 ccg-X03 east: award-11
C-04 p04 outside: award-05 joined-after, award-16 joined-after, award-22 joined-after, award-28 joined-after
C-04 p17 outside: award-14 ended-before, award-20 ended-before, award-26 ended-before
C-04 p34 span: award-07
C-05 p05 decision-02: decision-02
C-05 p06 decision-02: decision-02
C-06 p05 decision-03: decision-03
C-06 p06 decision-03: decision-03
C-06 p15 decision-04: decision-04
C-06 p16 decision-04: decision-04
C-06 p35 decision-08: decision-08 joined-after
C-07 p21 decision-05: decision-05
C-07 p22 decision-05: decision-05
C-07 p23 decision-05: decision-05
C-08 p07 north: award-01, award-02
C-08 p08 north: award-01, award-02
C-08 p09 north: award-01, award-02
C-09 nhse: standing
C-10 p03 outside: award-05, award-16, award-22, award-28
C-11 ccg-X01 stp-QX1: standing
C-12 doc-S0: standing
C-12 doc-S1: standing
C-12 doc-S2: standing
C-12 doc-S3: standing
C-12 doc-S4: standing
"""


def short(id_: str) -> str:
    for long, brief in (
        ("person-demo-", "p"),
        ("company-demo-", ""),
        ("practice-X900", "s"),
        ("-demo-", "-"),
    ):
        id_ = id_.replace(long, brief)
    return id_


def told(rows: Facts) -> set[str]:
    """The paths as lines."""
    lines = set()
    for conflict in paths(rows).values():
        occasions = sorted(
            (short(one.decision) or "standing")
            + ("" if one.timing.label == "contemporaneous" else f" {one.timing.label}")
            for one in conflict.occasions
        )
        who = " ".join(filter(None, (conflict.pattern, short(conflict.actor), short(conflict.other))))
        lines.add(f"{who}: {', '.join(occasions)}")
    return lines


EXPECTED = set(FOUND.strip().splitlines())


def new(*more: national.Fact) -> set[str]:
    """The lines that further facts bring (a path that was there has another line when it gets an occasion)."""
    return told(added(facts(), *more)) - EXPECTED


def award(number: int, ccg: str, provider: str, body: str, day: date | None) -> Award:
    return Award(
        id=f"award-demo-{number}", commissioner=ccg, provider=provider, contract="service", procedure=Procedure.SINGLE,
        status=AwardStatus.AWARDED, decided_by=body, decided_on=day, sources=SOURCES,
    )  # fmt: skip


def decision(number: int, ccg: str, act: Act, body: str, *about: str) -> Decision:
    return Decision(
        id=f"decision-demo-{number}", commissioner=ccg, act=act, subject="item", decided_by=body,
        decided_on=date(2017, 6, 1), concerning=about, sources=SOURCES,
    )  # fmt: skip


PCCC, CLINICAL, QUALITY = (
    "committee-demo-x01-pccc",
    "committee-demo-x03-clinical",
    "committee-demo-x03-quality",
)
DAY = date(2017, 6, 1)


def test_every_path_of_the_demonstration_set_and_no_other() -> None:
    assert told(facts()) == EXPECTED


@pytest.mark.parametrize("pattern", [p.id for p in PATTERNS])
def test_every_pattern_has_a_page_with_every_heading(pattern: str) -> None:
    page = resources.data_dir().parent / "docs" / "analyses" / "conflicts" / f"{pattern}.md"
    headings = [line[3:] for line in page.read_text(encoding="utf-8").splitlines() if line.startswith("## ")]
    assert headings == [
        "Method",
        "Worked example",
        "Why it matters",
        "What is left out",
        "Assumptions",
        "Benign readings",
        "How to check",
    ]


# --- Near misses that the set does not have


def test_c01_an_award_by_an_unnamed_body_is_possible_for_voters_and_advice_for_advisers() -> None:
    # 8 sits on a group that only advises, 34 votes on the governing body, 5 on two committees: one occasion each.
    assert new(award(40, "ccg-X01", "practice-X90013", "", DAY)) == {"C-08 p08 s13: award-40"}
    assert new(award(40, "ccg-X01", "practice-X90001", "", DAY)) == {
        "C-01 p05 s01: award-03, award-40 unknown",
    }


def test_c01_needs_a_vote_on_the_body_that_decided() -> None:
    assert new(award(40, "ccg-X01", "practice-X90004", PCCC, DAY)) == {"C-08 p07 s04: award-40"}
    assert new(award(40, "ccg-X01", "practice-X90001", "committee-demo-x02-joint", DAY)) == set()
    # Members of a group that only advises have a vote in it, which decides nothing, whatever the register says.
    advisory = "committee-demo-x01-advisory"
    assert new(award(40, "ccg-X01", "practice-X90013", advisory, DAY)) == {"C-08 p08 s13: award-40"}


def test_c02_a_sanction_on_which_only_the_practices_own_partner_votes_is_none() -> None:
    rows = facts()
    alone = tuple(
        f for f in rows[CommitteeSeat] if isinstance(f, CommitteeSeat) and f.person != "person-demo-05"
    )
    assert ("ccg-X01", "practice-X90002") not in ends(paths({**rows, CommitteeSeat: alone}).values(), "C-02")


def test_c02_keeps_only_peers_with_the_strongest_label() -> None:
    later = CommitteeSeat(
        person="person-demo-40", committee=PCCC, role=Seat.MEMBER, categories=("gp",), voting=True,
        valid_from=date(2018, 1, 1), sources=SOURCES,
    )  # fmt: skip
    found = paths(added(facts(), later)).values()
    (conflict,) = [c for c in found if (c.pattern, c.other) == ("C-02", "practice-X90002")]
    (one,) = conflict.occasions
    said = str((one.steps, one.alternatives))
    assert "Fictional Person 5 was a partner" in said
    assert "Fictional Person 40" not in said  # a peer, whose seat began after the notice


def test_c03_a_withdrawn_award_and_one_to_the_members_of_another_are_none() -> None:
    lines = {line for line in told(facts()) if line.startswith("C-03 ccg-X03")}
    assert lines == {"C-03 ccg-X03 east: award-11"}  # award 12 is of X01's members, award 30 was withdrawn


def test_c03_a_member_of_the_federation_need_not_own_its_company() -> None:
    rows = facts()
    assert "C-03 ccg-X01 opaque: award-06 unknown" in told(rows)
    fewer = tuple(
        f for f in rows[FederationMembership]
        if isinstance(f, FederationMembership) and f.federation != "federation-demo-opaque"
    )  # fmt: skip
    assert not {line for line in told({**rows, FederationMembership: fewer}) if "opaque" in line}
    (possible,) = [c for c in paths(rows).values() if c.other == "company-demo-opaque"]
    (one,) = possible.occasions
    parts = {p.part: (int(p.low), int(p.high)) for p in one.severity.components}
    assert possible.possible
    assert (parts["interest"], parts["breadth"]) == ((1, 4), (0, 2))  # 4 of 20, or nobody
    assert one.breadth is None


def test_c04_an_office_of_the_commissioner_itself_or_after_the_seat_is_none() -> None:
    found = ends(paths(facts()).values(), "C-04")
    # 3 is employed by the commissioner; 33 became a director when the seat had ended, 30 has no seat.
    assert not {actor for actor, _ in found} & {f"person-demo-{n:02d}" for n in (3, 30, 33)}
    early = replace(
        next(f for f in facts()[Post] if isinstance(f, Post) and f.person == "person-demo-33"),
        valid_from=date(2014, 3, 31),
    )
    assert new(early) == {"C-04 p33 north: standing"}  # one day in both


def test_c05_a_scheme_for_others_and_one_that_names_the_voters_practice() -> None:
    assert new(decision(40, "ccg-X01", Act.SCHEME, PCCC, "practice-X90019")) == set()
    assert new(decision(40, "ccg-X01", Act.SCHEME, PCCC, "practice-X90001")) == {
        "C-01 p05 s01: award-03, decision-40",
        "C-05 p05 decision-40: decision-40",
    }


def test_c06_a_voter_whose_own_practice_alone_is_concerned_is_none() -> None:
    assert new(decision(40, "ccg-X01", Act.NEW_PRACTICE, PCCC, "practice-X90001")) == {
        "C-01 p05 s01: award-03, decision-40",
        "C-06 p06 decision-40: decision-40",
    }
    # A partner of a practice of another commissioner does not compete.
    assert new(decision(40, "ccg-X03", Act.MERGER, QUALITY, "practice-X90050")) == set()


def test_c07_a_budget_that_nobody_with_a_practice_votes_on_is_none() -> None:
    assert "decision-10" not in str(EXPECTED)  # the quality committee's
    assert new(decision(40, "ccg-X03", Act.BUDGET, CLINICAL)) == {
        f"C-07 p{n} decision-40: decision-40" for n in (21, 22, 23)
    }
    assert new(decision(40, "ccg-X03", Act.STRATEGY, CLINICAL)) == set()


def test_c08_an_attendee_without_an_interest_and_advice_to_another_commissioner_are_none() -> None:
    assert not any(" p29 " in line for line in EXPECTED)
    # Award 12, of X03 to the company that 8 and 9 own a part of, is in none of their lines.
    assert not any("award-12" in line for line in EXPECTED)


def test_c09_needs_one_holder_for_both() -> None:
    (one,) = [c for c in paths(facts()).values() if c.pattern == "C-09"]
    functions = {step.text.split(" ")[3] for step in one.occasions[0].steps}
    assert {"F-PMS", "F-CONTRACT", "F-GPPERF"} <= functions
    assert not functions & {"F-QUALPC", "F-COI", "F-SECCOMM"}  # a CCG holds them, NHS England assures
    rows = facts()
    held = tuple(f for f in rows[documents.Allocation] if getattr(f, "role", "") != "assures")
    assert not ends(paths({**rows, documents.Allocation: held}).values(), "C-09")


def test_c10_needs_a_vote_and_somebody_elses_interest() -> None:
    def interest(who: str, kind: InterestKind) -> DeclaredInterest:
        return DeclaredInterest(
            id="interest-demo-40", bearer=who, interest_in="company-demo-east", kind=kind, valid_from=date(2013, 4, 1),
            sources=SOURCES,
        )  # fmt: skip

    assert new(interest("person-demo-24", InterestKind.INDIRECT)) == {"C-10 p24 east: award-11"}
    assert new(interest("person-demo-24", InterestKind.FINANCIAL)) == {"C-01 p24 east: award-11"}
    # 7 has an indirect interest in surgery 1 and no vote; 10 has one in a company that meets no decision of theirs.
    assert not any(line.startswith(("C-10 p07", "C-10 p10")) for line in EXPECTED)


def test_c11_needs_the_employer_among_the_partners_and_one_day() -> None:
    (lead,) = facts()[national.PartnershipLead]
    assert isinstance(lead, national.PartnershipLead)
    others: tuple[national.Fact, ...] = (replace(lead, employer="practice-X90001"),)
    assert not ends(paths({**facts(), national.PartnershipLead: others}).values(), "C-11")
    earlier: tuple[national.Fact, ...] = (replace(lead, as_of=date(2016, 3, 30)),)
    rows = {**facts(), national.PartnershipLead: earlier}
    assert "C-11 ccg-X01 stp-QX1: standing unknown" in told(rows)  # two lists of two days
    assert not paths(facts(), as_of=date(2018, 1, 1), patterns=frozenset({"C-11"}))
    assert paths(facts(), as_of=date(2019, 6, 1), patterns=frozenset({"C-11"}))


def test_c12_a_document_of_which_no_interest_is_on_record_is_none() -> None:
    rows = facts()
    free = tuple(
        replace(f, interest="") if isinstance(f, documents.Document) and f.id == "doc-S3" else f
        for f in rows[documents.Document]
    )
    found = {actor for actor, _ in ends(paths({**rows, documents.Document: free}).values(), "C-12")}
    assert found == {"doc-S0", "doc-S1", "doc-S2", "doc-S4"}


# --- What several patterns share


def test_several_seats_and_posts_make_one_occasion_of_a_decision() -> None:
    # 15 sat on the joint committee and on two later compositions of the other one: no label but that of the day counts.
    (conflict,) = [c for c in paths(facts()).values() if (c.pattern, c.other) == ("C-01", "practice-X90005")]
    assert [o.decision for o in conflict.occasions] == ["decision-demo-08", "decision-demo-09"]
    second = CommitteeSeat(
        person="person-demo-05", committee=PCCC, role=Seat.MEMBER, categories=("gp",), voting=True,
        valid_from=date(2016, 1, 1), sources=("demo-area", "doc-S0"),
    )  # fmt: skip
    (twice,) = [
        c
        for c in paths(added(facts(), second)).values()
        if (c.actor, c.other) == ("person-demo-05", "practice-X90001")
    ]
    (one,) = twice.occasions
    seats = [step.cites for way in (one.steps, *one.alternatives) for step in way if step.kind == "seat"]
    assert len(set(seats)) == 2  # both are told, in ways of their own


def test_a_voter_with_a_post_that_has_no_start_is_possible() -> None:
    unknown = Post(
        person="person-demo-25", organisation="practice-X90011", kind=PostKind.PARTNER, sources=SOURCES
    )
    assert new(unknown, award(40, "ccg-X03", "practice-X90011", CLINICAL, DAY)) == {
        "C-01 p25 s11: award-40 unknown",
        "C-01 p25 east: award-11 unknown",
        "C-07 p25 decision-05: decision-05 unknown",
        "C-07 p25 decision-10: decision-10 unknown",
    }


def test_of_one_decision_the_strongest_label_is_kept_in_whatever_order_they_come() -> None:
    choice = Choice("awards", 0, 5, 1, 2, 10, "award", (3,))
    sure = Hit("C-01", 7, 3, 1, Timing.CONTEMPORANEOUS, "owner", choice)
    late = sure._replace(timing=Timing.JOINED_AFTER)
    other = sure._replace(choice=choice._replace(id=6))
    assert (
        find._by_decision([late, sure, other]) == find._by_decision([sure, late, other]) == [[sure], [other]]
    )


def test_the_strongest_path_comes_first_and_possible_ones_last() -> None:
    found = [(c.possible, -c.residual[0]) for c in paths(facts()).values()]
    assert found == sorted(found)
    assert len(set(found)) > 5


def test_a_source_of_one_of_several_derivations_is_not_the_one_that_carries_the_path() -> None:
    other = DeclaredInterest(
        id="interest-demo-40", bearer="person-demo-05", interest_in="practice-X90001", kind=InterestKind.FINANCIAL,
        valid_from=date(2013, 4, 1), sources=("doc-S1",),
    )  # fmt: skip
    found = paths(added(facts(), other)).values()
    (conflict,) = [
        c for c in found if (c.pattern, c.actor, c.other) == ("C-01", "person-demo-05", "practice-X90001")
    ]
    assert "doc-S1" in {cite.source for cite in conflict.cites()}
    assert conflict.sole_sources() == ("demo-area",)
