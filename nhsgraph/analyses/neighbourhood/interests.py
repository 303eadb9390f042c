"""Committees, their members, declared interests, shares and awards, where a data set has them; conflict paths.

What a person declared and what a provider is owned by is two or three steps from the body; it is followed only from
people with a seat on a committee of the body and from providers that the body gave a contract to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from nhsgraph.analyses.conflicts.paths import Conflict, Occasion
from nhsgraph.analyses.neighbourhood.finding import Finding
from nhsgraph.analyses.neighbourhood.model import Node, Path, Step
from nhsgraph.analyses.wording import percent, pounds
from nhsgraph.views import Fields, body_iri

#: Verbs of the steps' sentences, and the kind of link that each tells.
_VERBS = (
    (" sat on ", "seat"),
    (" interest in ", "interest"),
    (" was a partner in ", "post"),
    (" was a director of ", "post"),
    (" worked for ", "post"),
    (" held an office in ", "post"),
    (" held ", "holding"),
    (" was a member of ", "member"),
    (" was the provider arm of ", "stated"),
    (" in the list of ", "partnership"),
)
_ORGANISATIONS = {"Company", "Federation", "FederationCompany", "ProviderOrganisation"}


def committees(found: Finding) -> None:
    """The committees of the body, the people with a seat on them, and what those people have or declared."""
    people: list[str] = []
    rows = found.reader.rows("hop_committee", body=body_iri(found.body))
    seats = {
        row.code("subject"): found.reader.rows("hop_seat", body=body_iri(row.code("subject")))
        for row in rows
        if row.code("object") == found.body
    }
    # A committee that a rule says there must be is not drawn beside one of its kind whose members a source names.
    named = {found.node(committee).kind for committee, own in seats.items() if own}
    for row in rows:
        committee = row.code("subject")
        if not seats.get(committee, [row]) and found.node(committee).kind in named:
            continue
        found.node(committee)
        found.node(row.code("object"))
        found.link(row, committee, row.code("object"), "committee", "is a committee of", grade=_grade(row))
        for seat in seats.get(committee, []):
            person, role = seat.code("subject"), seat.text("detail").replace("-", " ")
            found.node(person)
            found.described(person, role)
            found.link(seat, person, committee, "seat", "sits on", detail=role, grade=_grade(seat))
            people.append(person)
    for person in dict.fromkeys(people):
        _has(found, person)


def _has(found: Finding, person: str) -> None:
    for view, kind, text in (
        ("hop_interest", "interest", "declared an interest in"),
        ("posts_of", "post", "has a post in"),
        ("hop_holding", "holding", "holds a share of"),
    ):
        for row in found.reader.rows(view, body=body_iri(person)):
            target = row.code("object")
            if row.code("subject") != person:
                continue
            found.node(target)
            found.link(row, person, target, kind, text, detail=_detail(kind, row), grade=_grade(row))


def awards(found: Finding) -> None:
    """Contracts that the body gave or got, the body that decided, and who owns the providers among what is here."""
    for row in found.reader.rows("awards_around", body=body_iri(found.body)):
        award, decided = row.code("award"), row.code("decidedBy") or row.code("commissioner")
        value = row.number("pounds")
        told = ", ".join(
            part
            for part in (
                pounds(value) if value is not None else "value not stated",
                row.code("status").removeprefix("award-").replace("-", " "),
                str(row.day("on") or "date not stated"),
            )
        )
        day = row.day("on")
        found.add(Node(id=award, kind="ContractAward", name=row.text("label") or "Contract", detail=told))
        found.node(decided)
        found.node(row.code("provider"))
        text = "decided on" if row.code("decidedBy") else "awarded"
        found.link(row, decided, award, "award", text, detail=told, valid_from=day, grade=_grade(row))
        found.link(
            row,
            award,
            row.code("provider"),
            "award",
            "went to",
            detail=told,
            valid_from=day,
            grade=_grade(row),
        )
    _decisions(found)
    waiting = [node.id for node in found.nodes.values() if node.kind in _ORGANISATIONS]
    seen: set[str] = set()
    while waiting:
        provider = waiting.pop(0)
        if provider not in seen and len(seen) < 60:
            seen.add(provider)
            waiting += _owners(found, provider)


def _decisions(found: Finding) -> None:
    for row in found.reader.rows("decisions_around", body=body_iri(found.body)):
        decision, decided = row.code("decision"), row.code("decidedBy") or row.code("commissioner")
        day = row.day("on")
        told = f"{row.code('act').removeprefix('act-').replace('-', ' ')}, {day or 'date not stated'}"
        found.node(decided)
        if decision not in found.nodes:
            found.add(
                Node(
                    id=decision,
                    kind="CommissioningDecision",
                    name=row.text("label") or "Decision",
                    detail=told,
                )
            )
            found.link(row, decided, decision, "award", "decided on", detail=told, valid_from=day)
        if about := row.code("concerns"):
            found.node(about)
            found.link(row, decision, about, "award", "concerns", detail=told, valid_from=day)


def _owners(found: Finding, provider: str) -> Iterator[str]:
    """Links the owners and members of a provider that are in the picture, or are organisations themselves."""
    for view, kind, text in (
        ("hop_holding", "holding", "holds a share of"),
        ("hop_federation", "member", "is a member of"),
        ("hop_arm", "stated", "is the provider arm of"),
    ):
        for row in found.reader.rows(view, body=body_iri(provider)):
            subject, object_ = row.code("subject"), row.code("object")
            other = subject if object_ == provider else object_
            here = other in found.nodes
            if found.node(other).kind not in _ORGANISATIONS and not here:
                del found.nodes[other]
                continue
            same = any(
                (k.subject, k.object, k.kind, k.valid_from) == (subject, object_, kind, row.day("from"))
                for k in found.links.values()
            )
            if not same:
                found.link(row, subject, object_, kind, text, detail=_detail(kind, row), grade=_grade(row))
                yield other


def paths(found: Finding, conflicts: Iterable[Conflict]) -> tuple[Path, ...]:
    """Conflict paths with each step tied to the links of the picture that it walks."""
    return tuple(_path(found, conflict) for conflict in conflicts)


def _path(found: Finding, conflict: Conflict) -> Path:
    first = conflict.occasions[0]
    more = len(conflict.occasions) - 1
    also = f" {more} more occasion{'s connect' if more > 1 else ' connects'} the same two." if more else ""
    # A decision has no name of its own; what it was about stands for it.
    other = first.label if conflict.other == first.decision else conflict.other_name
    return Path(
        id=conflict.id,
        title=f"{conflict.actor_name} and {other}" if other else conflict.actor_name,
        summary=f"{conflict.title.capitalize()}. {first.label.capitalize()}."
        if other == first.label
        else f"{conflict.title.capitalize()}: {first.label}"
        + (f", {first.day}" if first.day else "")
        + f".{also}",
        strength=_strength(first),
        safeguards=tuple(step.text for step in first.safeguards),
        steps=tuple(
            Step(text=step.text, links=_walked(found, step.text, first), cites=step.cites)
            for step in first.steps
        ),
        benign=conflict.benign,
        valid_from=first.holds_from,
        valid_to=first.holds_to,
    )


def _strength(occasion: Occasion) -> str:
    low, high = occasion.severity.bands
    return low if low == high else f"{low} to {high}"


def _walked(found: Finding, text: str, occasion: Occasion) -> tuple[str, ...]:
    """The links that a step's sentence tells: both ends are named in it, and it has the verb of their kind."""
    told = _named_in(found, text)
    links = found.links.values()
    if occasion.decision and f"“{occasion.label}”" in text:
        decided = [k for k in links if occasion.decision in (k.subject, k.object)]
        return tuple(k.id for k in decided if {k.subject, k.object} & told)
    kinds = {kind for verb, kind in _VERBS if verb in text}
    fits = [k for k in links if k.subject in told and k.object in told and k.kind in kinds]
    return tuple(k.id for k in fits)


def _named_in(found: Finding, text: str) -> set[str]:
    """The nodes that a sentence names, the longest names first, so that “Surgery 1” is not found in “Surgery 19”."""
    told: set[str] = set()
    for node in sorted(found.nodes.values(), key=lambda n: (-len(n.name), n.id)):
        if node.name and node.name in text:
            told |= {other.id for other in found.nodes.values() if other.name == node.name}
            text = text.replace(node.name, " ")
    return told


def _detail(kind: str, row: Fields) -> str:
    if kind == "post":
        return row.text("detail") or row.code("kind").removeprefix("tenure-").replace("-", " ")
    if kind == "holding":
        share = row.text("detail")
        return percent(Decimal(share)) if share else "share not known"
    return row.text("detail").replace("-", " ")


def _grade(row: Fields) -> str:
    grade = row.code("grade").removeprefix("grade-") if "grade" in row else ""
    return "" if grade == "official" else grade
