"""Committees as sections of cited statements: rule by rule, what would mend them, and who is left for each decision."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nhsgraph.analyses.conflicts.committees import Item, Sitting
from nhsgraph.analyses.conflicts.composition import Rule
from nhsgraph.analyses.conflicts.report import About, explanation, neutral
from nhsgraph.analyses.conflicts.tone import NEUTRAL_CITES
from nhsgraph.analyses.explanation import Cite, Explanation, Section, Statement
from nhsgraph.analyses.wording import counted, listed
from nhsgraph.views import Reader


def report(reader: Reader, sittings: Sequence[Sitting], about: About) -> Explanation:
    """A section a committee; where the data have none, that is not known."""
    sections = [neutral(), *(_section(one) for one in sittings)]
    if not sittings:
        text = "No committee is in the data for this, so how it was composed is not known."
        none = Statement(key="none", text=text, cites=NEUTRAL_CITES, gap=True)
        sections.append(Section(key="none", title="Not known", statements=(none,)))
    return explanation(reader, about, (counted(len(sittings), "committee"),), sections)


def item(one: Item) -> Statement:
    """What is left of the votes at a decision without those who had an interest in it."""
    cites = tuple(dict.fromkeys(one.cites))
    base = "those whom the minutes name" if one.minuted else "those with a seat on the day"
    text = f"{one.label} on {one.day}: of {counted(one.votes, 'vote')} ({base}) "
    if one.conflicted:
        text += (
            f"{counted(len(one.conflicted), 'had an interest', 'had an interest')}: {listed(one.conflicted)}"
        )
        if one.possible:
            text += f" (possible and no more: {listed(one.possible)})"
        text += f". Without them {counted(one.left, 'is left', 'are left')}"
    else:
        text += f"none had an interest that is in the data. {counted(one.left, 'is there', 'are there')}"
    if one.quorum is None:
        text += "; the quorum is not known"
    else:
        text += f", {'a quorum' if one.quorate else 'no quorum'} of {one.quorum}"
    failed = [rule.text for rule in one.rules if not rule.passed]
    text += "; all four rules are kept." if not failed else f"; not kept: {listed(failed)}."
    return Statement(
        key=f"item-{one.decision}",
        text=text,
        cites=cites,
        facts={
            "decision": one.decision, "day": one.day, "minuted": one.minuted, "votes": one.votes, "left": one.left,
            "quorum": one.quorum, "quorate": one.quorate, "conflicted": list(one.conflicted),
            "possible": list(one.possible), "rules": {rule.key: rule.passed for rule in one.rules},
        },
    )  # fmt: skip


def rule_statement(rule: Rule, cites: tuple[Cite, ...] = ()) -> Statement:
    """One rule, how many votes count for it, and the claims that give it."""
    claims = tuple(Cite(source=f"doc-{claim[:2]}", record=claim) for claim in rule.claims)
    kept = "kept" if rule.passed else "not kept"
    text = (
        f"{rule.text[:1].upper()}{rule.text[1:]}: {kept} ({rule.counted} of {counted(rule.votes, 'vote')})."
    )
    if rule.key == "gp-non-majority" and 2 * rule.counted == rule.votes:
        text += " They have exactly half; S4-91, which asks that those who are no GPs have more than half, is not kept."
    facts = {"passed": rule.passed, "counted": rule.counted, "votes": rule.votes}
    return Statement(key=rule.key, text=text, cites=(*claims, *cites), facts=facts)


def change_text(rules: Sequence[Rule], changes: Sequence[str]) -> str:
    """The smallest changes in a sentence."""
    if all(rule.passed for rule in rules):
        return "All four rules are kept; nothing needs to change."
    if changes:
        return f"The smallest change: {', or '.join(changes)}."
    return "No small change makes all four rules hold."


def _words(kind: str) -> str:
    return kind if kind.isupper() else re.sub("(?<!^)(?=[A-Z])", " ", kind).lower()


def _section(one: Sitting) -> Section:
    when = f"meeting of {one.day}" if one.meeting else f"on {one.day}"
    return Section(key=one.id, title=f"{one.name}, {when}", statements=tuple(_statements(one)))


def _statements(one: Sitting) -> Iterator[Statement]:
    cites = tuple(dict.fromkeys(one.cites))
    votes = one.rules[0].votes if one.rules else 0
    quorum = f"the quorum is {one.quorum}" if one.quorum is not None else "the quorum is not known"
    who = "who were at the meeting" if one.minuted else "with a seat on the day"
    text = f"A committee of {one.body_name} ({_words(one.kind)}): {counted(votes, 'member')} with a vote {who}; {quorum}."
    yield Statement(
        key="votes",
        text=text,
        cites=cites,
        facts={"id": one.id, "kind": one.kind, "day": one.day, "votes": votes, "quorum": one.quorum},
    )
    if one.kind != "PCCC":
        text = "The rules are those for primary care commissioning committees; this is none, and is held against them."
        yield Statement(key="kind", text=text, cites=NEUTRAL_CITES)
    if one.meeting and not one.minuted:
        text = "No minutes of the meeting are in the data: who attended is not known, and everybody with a seat counts."
        yield Statement(key="minutes", text=text, cites=cites, gap=True)
    if one.open_seats:
        text = f"Of {counted(one.open_seats, 'seat')} the first day is not known; they count as held."
        yield Statement(key="open", text=text, cites=cites, gap=True)
    for rule in one.rules:
        yield rule_statement(rule, cites)
    if one.rules:
        text = change_text(one.rules, one.changes)
        yield Statement(key="change", text=text, cites=cites, facts={"changes": list(one.changes)})
    else:
        yield Statement(key="nobody", text="Nobody with a vote is in the data.", cites=cites, gap=True)
    yield from map(item, one.items)
