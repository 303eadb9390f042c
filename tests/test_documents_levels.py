"""Who does what at which level, and the answers that the documents must never give."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from nhsgraph import tables
from nhsgraph.document_codes import AllocationLevel, ClaimKind, Modality, Role
from nhsgraph.documents import (
    DOCUMENTS,
    Allocation,
    Body,
    BodyRelation,
    Claim,
    Contradiction,
    ContradictionPosition,
    Function,
    NumberCheck,
    Tenure,
)
from nhsgraph.facts import Arrangement, Fact, Grade, LevelOf
from nhsgraph.resources import data_dir
from nhsgraph.tables import F

FOLDER = data_dir() / "documents"
START = date(2015, 4, 1)
STANCES = {ClaimKind.OPINION, ClaimKind.QUOTE}
DELEGABLE = {"F-PMS", "F-CONTRACT", "F-ENH", "F-LIS", "F-NEWPRAC", "F-MERGE", "F-DISC", "F-PRACPERF"}


def rows(kind: type[F]) -> tuple[F, ...]:
    name = next(name for name, k in DOCUMENTS.items() if k is kind)
    return tuple(tables.read(kind, FOLDER / f"{name}.csv"))


def every_table() -> Iterator[tuple[str, type[Fact], tuple[Fact, ...]]]:
    for name, kind in DOCUMENTS.items():
        yield name, kind, tuple(tables.read(kind, FOLDER / f"{name}.csv"))


CLAIMS = {claim.id: claim for claim in rows(Claim)}
ALLOCATIONS = rows(Allocation)
ARRANGEMENTS = tuple(tables.read(Arrangement, data_dir() / "tables" / "arrangements.csv"))


def holders(function: str, level: AllocationLevel, role: Role) -> set[str]:
    return {
        a.holder
        for a in ALLOCATIONS
        if (a.function, a.level, a.role) == (function, level, role) and not a.scope
    }


# Functions and levels


def test_every_function_has_a_holder_at_every_level() -> None:
    functions = {f.id: f for f in rows(Function)}
    assert len(functions) == 25
    assert {f.id for f in functions.values() if f.delegable} == DELEGABLE
    for function in functions:
        for level in AllocationLevel:
            held = [a for a in ALLOCATIONS if (a.function, a.level, a.role) == (function, level, Role.HOLDS)]
            began = function != "F-STPPLAN" or level is not AllocationLevel.NONE
            assert bool(held) is began, (function, level)
            assert all(a.claims for a in held if a.holder == "none")


def test_the_matrix_of_four_functions() -> None:
    at = {level: holders("F-CONTRACT", level, Role.DECIDES) for level in AllocationLevel}
    assert at == {
        AllocationLevel.NONE: {"nhse"},
        AllocationLevel.GREATER_INVOLVEMENT: {"nhse"},
        AllocationLevel.JOINT: {"joint-committee"},
        AllocationLevel.DELEGATED: {"pccc"},
    }
    assert holders("F-CONTRACT", AllocationLevel.GREATER_INVOLVEMENT, Role.ADVISES) == {"ccg"}
    assert holders("F-LIS", AllocationLevel.GREATER_INVOLVEMENT, Role.ADVISES) == set()
    for level in AllocationLevel:
        for role in (Role.HOLDS, Role.EXERCISES, Role.DECIDES):
            assert holders("F-GPPERF", level, role) == {"nhse"}
            assert holders("F-INSPECT", level, role) == {"cqc"}
            assert holders("F-QUALPC", level, role) == {"ccg"}
        assert holders("F-PMS", level, Role.HOLDS) == {"nhse"}


def test_delegation_changes_the_decider_of_the_delegated_functions_alone() -> None:
    def deciders(level: AllocationLevel) -> dict[str, set[str]]:
        return {
            f.id: {
                a.holder for a in ALLOCATIONS if (a.function, a.level, a.role) == (f.id, level, Role.DECIDES)
            }
            for f in rows(Function)
        }

    joint, delegated = deciders(AllocationLevel.JOINT), deciders(AllocationLevel.DELEGATED)
    assert {f for f in joint if joint[f] != delegated[f]} == DELEGABLE


def test_grades_of_allocations_rest_on_what_they_should() -> None:
    for a in ALLOCATIONS:
        cited = [CLAIMS[c] for c in a.claims]
        assert not any(c.kind in STANCES for c in cited), a
        if a.grade is Grade.STATED:
            said = any(c.modality is Modality.ACTUAL for c in cited)
            assert said or any(s.startswith("law-") for s in a.sources), a
    assert {a.grade for a in ALLOCATIONS if a.function == "F-DISC"} == {Grade.UNVERIFIED}
    assert len({(a.function, a.level, a.role, a.holder) for a in ALLOCATIONS}) == len(ALLOCATIONS)


# What must never be answered


def test_no_binding_role_for_an_stp() -> None:
    stp = [a for a in ALLOCATIONS if a.holder.startswith("stp-")]
    assert {a.function for a in stp} == {"F-STPPLAN"}
    assert not any(a.role is Role.HOLDS for a in stp)
    assert {a.holder for a in ALLOCATIONS if a.function == "F-STPPLAN" and a.role is Role.HOLDS} == {"none"}


def test_anonymous_sites_and_participants_lead_nowhere() -> None:
    anonymous = {b.id for b in rows(Body) if b.anonymous}
    assert {"site-1", "site-2", "site-3", "site-4", "participant-ID18"} <= anonymous
    assert not any({r.subject, r.object} & anonymous for r in rows(BodyRelation))
    assert not any(t.organisation in anonymous for t in rows(Tenure))
    for claim in CLAIMS.values():
        if anonymous & set(claim.about):
            assert set(claim.about) <= anonymous, claim.id
    for body in rows(Body):
        if body.anonymous:
            assert not re.search(r"\b\d\d[A-Z]\b|\b[A-Z]\d{5}\b|E\d{8}", f"{body.name} {body.note}"), body


def test_no_committee_and_no_level_before_april_2015() -> None:
    for a in ALLOCATIONS:
        committees = {a.holder, *a.through} & {"pccc", "joint-committee"}
        assert not committees or (a.valid_from >= START and a.level is not AllocationLevel.NONE), a
        assert (a.level is AllocationLevel.NONE) is (a.valid_to == START), a
    assert all(a.valid_from >= START for a in ARRANGEMENTS if a.valid_from is not None)
    assert all((a.valid_from is None) is (a.precision == "undated") for a in ARRANGEMENTS)


def test_regulators_and_boards_decide_no_contract() -> None:
    deciding = {(a.holder, a.function) for a in ALLOCATIONS if a.role is Role.DECIDES}
    assert {f for h, f in deciding if h in {"monitor", "cqc"}} == {"F-INSPECT"}
    assert not any(h == "health-wellbeing-board" for h, _ in deciding)


def test_stances_evidence_nothing() -> None:
    for name, kind, facts in every_table():
        if kind in {Claim, Contradiction, ContradictionPosition, NumberCheck}:
            continue
        for fact in facts:
            cited = [CLAIMS[c] for c in getattr(fact, "claims", ())]
            assert not any(c.kind in STANCES for c in cited), (name, fact)


def test_levels_that_the_documents_do_not_state_stay_unknown() -> None:
    known = {a.ccg for a in ARRANGEMENTS}
    assert not known & {"ccg-05T", "ccg-06L", "ccg-07K", "ccg-01N", "ccg-08V"}
    assert not any(a.level is LevelOf.UNKNOWN for a in ARRANGEMENTS)
