"""Why one body does not answer to another: the rule that excludes it, or the first hop that is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nhsgraph.analyses.accountability.area import Area
from nhsgraph.analyses.accountability.policy import Exclusion, Line, Policy
from nhsgraph.analyses.explanation import Cite, Statement
from nhsgraph.analyses.wording import listed
from nhsgraph.errors import UsageError

_SENTENCE = re.compile(
    r"^(?P<party>.+?)\s+(?:is\s+|are\s+)?(?:accountable|answers?|answerable)\s+to\s+(?P<above>.+?)[.?]?$",
    re.I,
)
#: What people call kinds of body, to the kind.
_WORDS = {
    "stp": "stp",
    "stps": "stp",
    "the stp": "stp",
    "ccg": "ccg",
    "the ccg": "ccg",
    "ccgs": "ccg",
    "nhs england": "nhse",
    "nhse": "nhse",
    "pccc": "pccc",
    "the pccc": "pccc",
    "governing body": "governing-body",
    "joint committee": "joint-committee",
    "hwb": "health-wellbeing-board",
    "health and wellbeing board": "health-wellbeing-board",
    "cqc": "cqc",
    "monitor": "monitor",
    "gmc": "gmc",
    "gp": "gp",
    "individual gp": "gp",
    "practice": "practice",
    "gp practice": "practice",
    "stp lead": "stp-lead",
    "lmc": "lmc",
    "department of health": "dh",
    "dh": "dh",
    "secretary of state": "secretary-of-state",
    "parliament": "parliament",
    "locality": "locality",
}
#: Classes of bodies without a role of their own, by word; and the class of a role that exclusions name.
_CLASSES = {
    "vanguard": "Vanguard",
    "pct cluster": "PCTCluster",
    "area team": "NHSETeam",
    "regional team": "NHSETeam",
    "local team": "NHSETeam",
    "local office": "NHSETeam",
}
_CLASS_OF_ROLE = {"stp": "STP", "stp-lead": "STP"}
CLASS_TO_ROLE = {
    "CCG": "ccg",
    "STP": "stp",
    "GPPractice": "practice",
    "NHSEngland": "nhse",
    "Department": "dh",
    "Minister": "secretary-of-state",
    "Parliament": "parliament",
    "GoverningBody": "governing-body",
    "PCCC": "pccc",
    "JointCommittee": "joint-committee",
    "HealthWellbeingBoard": "health-wellbeing-board",
    "LocalAuthority": "local-authority",
}
TEAM_CLASSES = frozenset({"AreaTeam", "LocalTeam", "RegionalTeam"})


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """One end of the question: its name, its kind, and the class that an exclusion could name."""

    label: str
    role: str = ""
    kind: str = ""


def split(texts: Sequence[str]) -> tuple[str, str]:
    """The two ends of ``A accountable to B``, or of two arguments.

    Raises :class:`~nhsgraph.errors.UsageError` for anything else.
    """
    if len(texts) == 2:
        return texts[0], texts[1]
    if len(texts) == 1 and (found := _SENTENCE.match(texts[0].strip())):
        return found["party"], found["above"]
    raise UsageError(
        "--why-not takes “A accountable to B”, or A and B as two arguments, for example: "
        'nhsgraph chain --why-not "STP accountable to CCG"'
    )


def of_word(text: str) -> End | None:
    """The kind of body that a word means, or ``None`` where it has to be looked up as a name."""
    word = " ".join(text.casefold().split())
    word = word.removeprefix("an ").removeprefix("a ").removeprefix("the ")
    if word in _WORDS:
        role = _WORDS[word]
        return End(label="", role=role, kind=_CLASS_OF_ROLE.get(role, ""))
    if word in _CLASSES:
        return End(
            label=f"{'an' if word[0] in 'aeiou' else 'a'} {word}",
            kind=_CLASSES[word],
            role="nhse" if _CLASSES[word] == "NHSETeam" else "",
        )
    return None


def of_body(kind: str, label: str, body: str, policy: Policy) -> End:
    """The end that a body is."""
    for role in policy.roles.values():
        if role.body == body:
            return End(label=label, role=role.id)
    if kind in TEAM_CLASSES:
        return End(label=label, role="nhse", kind="NHSETeam")
    return End(label=label, role=CLASS_TO_ROLE.get(kind, ""), kind=kind)


def statements(policy: Policy, area: Area, party: End, above: End) -> Iterator[Statement]:
    """The answer: exclusions that apply, the lines that there are all the same, else the first hop that is missing."""
    direct = [x for x in _lines(policy, area) if x.party == party.role and x.above == above.role]
    excluded = [x for x in policy.exclusions if _applies(x, party, above)]
    for number, exclusion in enumerate(excluded, start=1):
        yield Statement(
            key=f"excluded-{number}",
            text=f"No binding line leads from {party.label} to {above.label}: {exclusion.note} "
            f"(rule {exclusion.rule}).",
            cites=exclusion.cites,
            grade="stated",
            facts={"rule": exclusion.rule, "party": exclusion.party, "addressee": exclusion.above},
        )
    team_end = "NHSETeam" in {party.kind, above.kind}
    if direct and not (excluded and team_end and party.kind == "NHSETeam"):
        yield from _existing(area, direct, party, above, bool(excluded))
    elif not excluded:
        yield _missing(policy, area, party, above)


def _existing(
    area: Area, lines: Sequence[Line], party: End, above: End, excluded: bool
) -> Iterator[Statement]:
    by_type: dict[tuple[str, bool], list[Line]] = {}
    for line in lines:
        by_type.setdefault((line.type, line.binding), []).append(line)
    for (kind, binding), own in by_type.items():
        levels = list(dict.fromkeys(line.level for line in own if line.level))
        at = "" if len(levels) in {0, len(area.levels)} else f", at the level {listed(levels)} only"
        opening = "What there is binds nobody" if excluded else "It does answer"
        yield Statement(
            key=f"line-{kind}",
            text=f"{opening}: {party.label} to {above.label}, {kind}, "
            f"{'binding' if binding else 'not binding'}{at}, for "
            f"{listed(list(dict.fromkeys(line.function for line in own)))}.",
            cites=tuple(dict.fromkeys(cite for line in own for cite in line.cites)),
            grade=own[0].grade,
            facts={
                "type": kind,
                "binding": binding,
                "levels": levels,
                "functions": list(dict.fromkeys(line.function for line in own)),
                "rules": list(dict.fromkeys(line.rule for line in own)),
            },
        )


def _missing(policy: Policy, area: Area, party: End, above: End) -> Statement:
    lines = list(_lines(policy, area))
    reached, frontier, cites = {party.role}, [party.role], list[Cite]()
    while frontier:
        at = frontier.pop()
        for line in lines:
            if line.party == at and line.above not in reached:
                reached.add(line.above)
                frontier.append(line.above)
    own = [line for line in lines if line.party == party.role]
    names = list(dict.fromkeys(area.actor(policy, line.above).label for line in own))
    cites = [cite for line in own for cite in line.cites]
    if not party.role or not own:
        text = f"The first hop is missing: no line from {party.label} to anybody is known here."
    elif above.role in reached:
        text = (
            f"No line leads from {party.label} to {above.label} directly. It answers to {listed(names)}, "
            f"and lines lead on from there to {above.label}: see nhsgraph chain BODY --to."
        )
    else:
        text = (
            f"The first hop is missing: {party.label} answers to {listed(names)}, "
            f"and no line leads from there to {above.label}."
        )
    found = tuple(dict.fromkeys(cites)) or tuple(
        dict.fromkeys(c for x in policy.exclusions[:1] for c in x.cites)
    )
    return Statement(
        key="missing",
        text=text,
        cites=found,
        grade="implied",
        facts={"answers_to": names, "reaches": above.role in reached},
    )


def _lines(policy: Policy, area: Area) -> Iterator[Line]:
    seen = set()
    for level in area.levels:
        for line in policy.lines_at(level, area.as_of):
            if line.id not in seen:
                seen.add(line.id)
                yield line


def _applies(exclusion: Exclusion, party: End, above: End) -> bool:
    return bool(exclusion.party and exclusion.party == party.kind) or bool(
        exclusion.above and exclusion.above == above.kind
    )
