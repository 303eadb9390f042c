"""What stored questions ask of conflict paths: one path weighed, all of them ranked, a committee mended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nhsgraph.analyses.conflicts import composition, find, severity
from nhsgraph.analyses.conflicts.composition import Voter
from nhsgraph.analyses.conflicts.find import Wanted
from nhsgraph.analyses.conflicts.paths import Conflict
from nhsgraph.analyses.conflicts.report_committees import change_text, rule_statement
from nhsgraph.analyses.conflicts.tone import NEUTRAL_CITES, severity_words
from nhsgraph.analyses.explanation import Section, Statement
from nhsgraph.analyses.wording import counted, listed
from nhsgraph.edges import Snapshot
from nhsgraph.errors import UsageError

#: The categories of members that rules of composition speak of.
CATEGORIES = (
    "lay", "executive", "accountable-officer", "finance-officer", "clinician", "gp", "independent-gp", "nurse",
    "secondary-care",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An answer in sections of cited statements."""

    sections: tuple[Section, ...]


def path(edges: Snapshot, body: str, pattern: str) -> Told:
    """The paths of one pattern at one body that are more than possible: severity, without what is stated elsewhere, credits."""
    wanted = Wanted(body=body, patterns=frozenset({pattern}))
    found = [c for c in find.find(edges, severity.load(), wanted).conflicts if not c.possible]
    statements: list[Statement] = []
    for conflict in found:
        first = conflict.occasions[0]
        cites = conflict.cites()
        statements.append(_line(conflict))
        if first.stated is not None:
            text = f"From the facts alone, without what a source states of single inputs: {severity_words(first.stated)}."
            own = tuple(dict.fromkeys(cite for step in first.steps for cite in step.cites))
            statements.append(Statement(key=f"{conflict.id}-alone", text=text, cites=own))
        statements += [
            Statement(key=f"{conflict.id}-{one.code}", text=f"Less {one.low}: {one.about}", cites=cites)
            for one in first.severity.credits
        ]
    if not found:
        text = f"No path of pattern {pattern} that is more than possible is in the data."
        statements.append(Statement(key="none", text=text, cites=NEUTRAL_CITES, gap=True))
    return _told(statements)


def ranked(edges: Snapshot, most: int) -> Told:
    """The most severe paths in order, each with its range, what safeguards took off, and how many places it rests on."""
    if most < 1:
        raise UsageError(f"--most takes a whole number from 1, not {most}.")
    found = find.find(edges, severity.load(), Wanted()).conflicts
    possible = sum(1 for one in found if one.possible)
    shown = found[:most]
    text = (
        f"{counted(len(found), 'path')}, {possible} of them possible and no more; the first {len(shown)} follow, "
        "by what is at least left of their severity."
    )
    head = Statement(key="head", text=text, cites=NEUTRAL_CITES)
    return _told([head, *(_line(one, number) for number, one in enumerate(shown, start=1))])


def mended(members: str) -> Told:
    """Each rule of composition for a committee that is typed as categories, and the smallest changes that keep them all.

    Raises :class:`~nhsgraph.errors.UsageError` for a category that there is not, or nobody.

    >>> [s.text for s in mended("lay, lay, executive, gp").sections[0].statements][-1]
    'All four rules are kept; nothing needs to change.'
    """
    voters = _voters(members)
    rules = composition.rules(voters)
    statements = [rule_statement(rule) for rule in rules]
    cites = tuple(cite for one in statements for cite in one.cites)
    text = change_text(rules, composition.smallest_changes(voters))
    return _told([*statements, Statement(key="change", text=text, cites=cites)])


def _line(conflict: Conflict, number: int = 0) -> Statement:
    first = conflict.occasions[0]
    who = listed([name for name in (conflict.actor_name, conflict.other_name) if name])
    counted_off = ", ".join(f"{one.code} {one.low}" for one in first.severity.credits)
    cites = conflict.cites()
    text = f"{conflict.pattern} {conflict.title}: {who}: {severity_words(first.severity)}"
    if counted_off:
        text += f" (credits: {counted_off})"
    if conflict.possible:
        text += "; possible and no more"
    text += f"; {counted(len(cites), 'citation')} ({conflict.id})."
    return Statement(key=conflict.id, text=f"{number}. {text}" if number else text, cites=cites)


def _voters(members: str) -> tuple[Voter, ...]:
    typed = [part.split() for part in members.split(",") if part.strip()]
    if not typed:
        raise UsageError(
            f"--members names nobody. Give categories with commas between members: {', '.join(CATEGORIES)}."
        )
    for category in (one for member in typed for one in member):
        if category not in CATEGORIES:
            raise UsageError(f"there is no category “{category}”. Choose from {', '.join(CATEGORIES)}.")
    return tuple(
        Voter(id=str(n), categories=frozenset(member), chair=n == 0) for n, member in enumerate(typed)
    )


def _told(statements: Sequence[Statement]) -> Told:
    return Told(sections=(Section(key="answer", title="Answer", statements=tuple(statements)),))
