"""The section “Who it answers to”, in outline: who has which role on the date, and the line upward."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nhsgraph.analyses.explain.context import Context
from nhsgraph.analyses.explain.documents import row_cites
from nhsgraph.analyses.explain.level import FIRST_ARRANGEMENTS, known_level
from nhsgraph.analyses.explanation import Section, Statement
from nhsgraph.analyses.wording import listed
from nhsgraph.ids import DEF
from nhsgraph.period import Holds
from nhsgraph.query import Iri
from nhsgraph.views import Fields, body_iri

#: The functions that an outline tells: the umbrella, the one that never moves, the CCG's own, and its assurance.
OUTLINE = ("F-PMS", "F-GPPERF", "F-SECCOMM", "F-COI")
_VERBS = {"holds": "responsible in statute", "decides": "decides", "assures": "assures"}
_LEVELS = ("greater-involvement", "joint", "delegated")
#: Relations upward from NHS England, each from the end that is reached to the next.
_UPWARD = (
    ("body-nhs-england", "sets-objectives-of"),
    ("body-department-of-health", "heads"),
    ("body-secretary-of-state", "answers-to"),
)


def section(context: Context) -> Section:
    """Who holds, decides and assures the outline's functions, and the chain from NHS England to Parliament."""
    return Section(
        key="answers",
        title="Who it answers to, in outline",
        statements=(*_functions(context), *_upward(context), *_partnership(context)),
    )


def _functions(context: Context) -> Iterator[Statement]:
    level = "none" if context.as_of < FIRST_ARRANGEMENTS else known_level(context)
    for function in OUTLINE:
        rows = _allocations(context, function)
        told, used = [], []
        for role, verb in _VERBS.items():
            of_role = [row for row in rows if row.code("role").endswith(role)]
            holders = _holders(of_role, level)
            if holders:
                told.append(f"{verb}: {listed(list(dict.fromkeys(h.text('holderLabel') for h in holders)))}")
                used += holders
            elif of_role:
                told.append(f"{verb}: depends on the level")
                used += of_role
        if told:
            at = "" if level else " (at every level)"
            yield Statement(
                key=function,
                text=f"{used[0].text('functionLabel')}{at} – {'; '.join(told)}.",
                cites=tuple(dict.fromkeys(cite for row in used for cite in row_cites(row))),
                grade="stated",
                facts={
                    "function": function,
                    "level": level,
                    "roles": [
                        {
                            "role": r.code("role").removeprefix("function-role-"),
                            "holder": r.code("holder"),
                            "at": r.code("level"),
                        }
                        for r in used
                    ],
                },
            )


def _allocations(context: Context, function: str) -> list[Fields]:
    rows = context.reader.rows("allocations", function=Iri(DEF + function))
    return [row for row in rows if row.holds(context.as_of) is not Holds.NO]


def _holders(rows: Sequence[Fields], level: str) -> list[Fields]:
    """The holders at a level; for an unknown level only where all three levels have the same."""
    if level:
        return [row for row in rows if row.code("level") == f"level-{level}"]
    sets = [{row.code("holder") for row in rows if row.code("level") == f"level-{name}"} for name in _LEVELS]
    if sets[0] and all(found == sets[0] for found in sets):
        return [row for row in rows if row.code("level") == f"level-{_LEVELS[0]}"]
    return []


def _upward(context: Context) -> Iterator[Statement]:
    for depth, (body, kind) in enumerate(_UPWARD):
        rows = context.reader.rows("stated_relations", body=body_iri(body))
        for row in rows:
            end = "object" if kind != "answers-to" else "subject"
            if row.text("kind") != kind or row.code(end) != body:
                continue
            yield Statement(
                key=f"upward-{kind}",
                text=f"{row.text('subjectName')} {kind.replace('-', ' ')} {row.text('objectName')}.",
                cites=row_cites(row),
                grade=row.code("grade").removeprefix("grade-"),
                depth=depth,
                facts={"kind": kind, "subject": row.code("subject"), "object": row.code("object")},
            )


def _partnership(context: Context) -> Iterator[Statement]:
    rows = [
        row
        for row in _allocations(context, "F-STPPLAN")
        if row.code("holder") == "role-none" and row.holds(context.as_of) is Holds.YES
    ]
    if rows:
        yield Statement(
            key="partnership",
            text="An STP changes none of this: it is a partnership without a basis in law.",
            cites=tuple(dict.fromkeys(cite for row in rows for cite in row_cites(row))),
            grade="stated",
            facts={"function": "F-STPPLAN", "holder": None},
        )
