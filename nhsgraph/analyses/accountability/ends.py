"""The two ends of a question about accountability: words for kinds of body, and bodies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nhsgraph.analyses.accountability.policy import Policy
from nhsgraph.analyses.explanation import Cite
from nhsgraph.errors import UsageError

_SENTENCE = re.compile(
    r"^(?:why\s+)?(?:(?:is|are|does|do)\s+)?(?P<party>.+?)\s+(?:(?:is|are|does|do|was|were|did)\s+)?(?:not\s+)?"
    r"(?:accountable|answers?|answered|answerable)\s+to\s+(?P<above>.+?)[.?!]?$",
    re.I,
)
#: What people call kinds of body beside the names that the roles have.
_WORDS = {
    "stp": "stp",
    "stps": "stp",
    "ccg": "ccg",
    "ccgs": "ccg",
    "clinical commissioning group": "ccg",
    "nhs england": "nhse",
    "nhse": "nhse",
    "pccc": "pccc",
    "governing body": "governing-body",
    "joint committee": "joint-committee",
    "hwb": "health-wellbeing-board",
    "cqc": "cqc",
    "monitor": "monitor",
    "gmc": "gmc",
    "gp": "gp",
    "practice": "practice",
    "member practice": "practice",
    "stp lead": "stp-lead",
    "lmc": "lmc",
    "dh": "dh",
    "secretary of state": "secretary-of-state",
    "locality": "locality",
    "council": "local-authority",
}
#: Classes of bodies without a role of their own, by word; and the class of a role that exclusions name.
_CLASSES = {
    "vanguard": "Vanguard",
    "pct cluster": "PCTCluster",
    "area team": "NHSETeam",
    "regional team": "NHSETeam",
    "local team": "NHSETeam",
    "local office": "NHSETeam",
    "federation": "Federation",
    "gp federation": "Federation",
    "federation company": "FederationCompany",
    "commissioning support unit": "CSU",
    "csu": "CSU",
    "primary care trust": "PrimaryCareTrust",
    "pct": "PrimaryCareTrust",
    "strategic health authority": "StrategicHealthAuthority",
    "sha": "StrategicHealthAuthority",
}
_CALLED = {
    "area team": "an area team",
    "pct": "a PCT",
    "sha": "an SHA",
    "csu": "a CSU",
    "pct cluster": "a PCT cluster",
    "gp federation": "a GP federation",
}
_CLASS_OF_ROLE = {"stp": "STP", "stp-lead": "STP", "pccc": "PCCC", "governing-body": "GoverningBody"}
#: The committees that are roles; each belongs to a CCG.
COMMITTEE_ROLES = {"GoverningBody": "governing-body", "PCCC": "pccc", "JointCommittee": "joint-committee"}
CLASS_TO_ROLE = {
    **COMMITTEE_ROLES,
    "CCG": "ccg",
    "STP": "stp",
    "GPPractice": "practice",
    "NHSEngland": "nhse",
    "Department": "dh",
    "Minister": "secretary-of-state",
    "Parliament": "parliament",
    "HealthWellbeingBoard": "health-wellbeing-board",
    "LocalAuthority": "local-authority",
}
TEAM_CLASSES = frozenset({"AreaTeam", "LocalTeam", "RegionalTeam"})


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """One end of the question: its name, its kind, the class that an exclusion could name, and the body if it is one."""

    label: str
    role: str = ""
    kind: str = ""
    body: str = ""  # local id, empty for a kind of body
    asked: str = ""  # as it was asked for
    cites: tuple[Cite, ...] = ()  # what names it


def split(texts: Sequence[str]) -> tuple[str, str]:
    """The two ends of ``A accountable to B``, or of two arguments.

    Raises :class:`~nhsgraph.errors.UsageError` for anything else.

    >>> split(["Why does the STP not answer to the CCG?"])
    ('the STP', 'the CCG')
    """
    if len(texts) == 2:
        return texts[0], texts[1]
    if len(texts) == 1 and (found := _SENTENCE.match(texts[0].strip())):
        return found["party"], found["above"]
    raise UsageError(
        "--why-not takes “A accountable to B”, or A and B as two arguments, for example: "
        'nhsgraph chain --why-not "STP accountable to CCG"'
    )


def of_word(text: str, policy: Policy) -> End | None:
    """The kind of body that a word means, or ``None`` where it has to be looked up as a name."""
    word = " ".join(text.casefold().split())
    for article in ("the ", "an ", "a "):
        word = word.removeprefix(article)
    role = _WORDS.get(word) or next((r.id for r in policy.roles.values() if r.label.casefold() == word), "")
    if role:
        return End(label="", role=role, kind=_CLASS_OF_ROLE.get(role, ""))
    if kind := _CLASSES.get(word, ""):
        return End(label=_CALLED.get(word, f"a {word}"), kind=kind, role="nhse" if kind == "NHSETeam" else "")
    return None


def of_body(kind: str, label: str, body: str, policy: Policy) -> End:
    """The end that a body is."""
    for role in policy.roles.values():
        if role.body == body:
            return End(label=label, role=role.id, body=body)
    if kind in TEAM_CLASSES:
        return End(label=label, role="nhse", kind="NHSETeam", body=body)
    return End(label=label, role=CLASS_TO_ROLE.get(kind, ""), kind=kind, body=body)
