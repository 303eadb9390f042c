"""The rules of composition of a committee, one by one; what is left of it without some members; what would mend it.

The rules speak of votes. One person can count several times: a doctor in an executive post is an executive for the
majority of lay and executive members, and a clinician for the majority of those who are not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nhsgraph.values import dataclass, replace

#: A narrower category and those it also counts as.
_BROADER = {
    "accountable-officer": ("executive",),
    "finance-officer": ("executive",),
    "gp": ("clinician",),
    "independent-gp": ("gp", "clinician"),
    "nurse": ("clinician",),
    "secondary-care": ("clinician",),
}
_CHANGES = 8
#: The rules by the notation of the safeguard that each is.
RULES = {
    "lay-chair": "the chair is a lay member",
    "lay-majority": "lay and executive members have most of the votes",
    "gp-non-majority": "general practitioners do not have most of the votes",
    "non-clinician-majority": "members who are no clinicians have most of the votes",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Voter:
    """A member with a vote: an id, the categories as recorded, and whether they chair."""

    id: str
    categories: frozenset[str]
    chair: bool = False

    def counts_as(self, category: str) -> bool:
        """Whether the member is of a category, by its narrower ones too."""
        return category in self.categories or any(
            category in _BROADER.get(one, ()) for one in self.categories
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule, how many votes count for it, and whether they are enough."""

    key: str  # the notation of the safeguard that the rule is
    text: str
    counted: int
    votes: int
    passed: bool
    claims: tuple[str, ...]


def rules(voters: Iterable[Voter]) -> tuple[Rule, ...]:
    """The four rules for the members with a vote; nobody with a vote passes none.

    >>> v = [Voter(id=str(n), categories=frozenset(c.split())) for n, c in enumerate(("lay", "lay", "executive", "gp"))]
    >>> [(rule.key, rule.passed) for rule in rules(v)]
    [('lay-chair', False), ('lay-majority', True), ('gp-non-majority', True), ('non-clinician-majority', True)]
    """
    there = tuple(voters)
    votes = len(there)
    chairs = sum(1 for v in there if v.chair and v.counts_as("lay"))
    lay = sum(1 for v in there if v.counts_as("lay") or v.counts_as("executive"))
    gps = sum(1 for v in there if v.counts_as("gp"))
    others = sum(1 for v in there if not v.counts_as("clinician"))
    # S4-91 puts the third the other way round: those who are no GPs have most of the votes. That differs at exactly half.
    found = (
        ("lay-chair", chairs, chairs > 0, ("S0-33",)),
        ("lay-majority", lay, 2 * lay > votes, ("S0-34",)),
        ("gp-non-majority", gps, votes > 0 and 2 * gps <= votes, ("S0-74", "S4-91")),
        ("non-clinician-majority", others, 2 * others > votes, ("S4-64",)),
    )
    return tuple(
        Rule(key=key, text=RULES[key], counted=counted, votes=votes, passed=passed, claims=claims)
        for key, counted, passed, claims in found
    )


def passes(voters: Iterable[Voter]) -> bool:
    """Whether all four rules are kept."""
    return all(rule.passed for rule in rules(voters))


def without(voters: Iterable[Voter], conflicted: Iterable[str]) -> tuple[Voter, ...]:
    """Who is left when some members do not take part."""
    gone = set(conflicted)
    return tuple(voter for voter in voters if voter.id not in gone)


def smallest_changes(voters: Iterable[Voter]) -> tuple[str, ...]:
    """Every way of mending a committee with the fewest changes; empty where nothing needs to change.

    A change adds a voting lay member, takes the vote of a general practitioner or other clinician, or puts a lay member into the
    chair. Alternatives of one size are all given, in that order.
    """
    there = tuple(voters)
    if passes(there):
        return ()
    for size in range(1, _CHANGES + 1):
        if found := tuple(dict.fromkeys(_ways(there, size))):
            return found
    return ()


def _ways(voters: tuple[Voter, ...], size: int) -> Iterator[str]:
    clinicians = [v for v in voters if v.counts_as("clinician") and not v.counts_as("executive")]
    for chair in (0, 1):
        for dropped in range(min(size - chair, len(clinicians)) + 1):
            added = size - chair - dropped
            # General practitioners first: their vote is what most of the rules are about.
            gone = sorted(clinicians, key=lambda v: not v.counts_as("gp"))[:dropped]
            new = [Voter(id=f"new-{n}", categories=frozenset({"lay"})) for n in range(added)]
            made = (*without(voters, (v.id for v in gone)), *new)
            if chair:
                lay = next((v for v in made if v.counts_as("lay")), None)
                made = tuple(replace(v, chair=v is lay) for v in made)
            if passes(made):
                yield _words(added, gone, chair)


def _words(added: int, gone: list[Voter], chair: int) -> str:
    parts = []
    if chair:
        parts.append("put a lay member into the chair")
    if added:
        parts.append(f"add {added} non-clinical voter{'s' if added > 1 else ''}, lay or executive")
    gps = sum(1 for v in gone if v.counts_as("gp"))
    for count, word in ((gps, "general practitioner"), (len(gone) - gps, "other clinician")):
        if count:
            parts.append(f"take the vote of {count} {word}{'s' if count > 1 else ''}")
    return " and ".join(parts)
