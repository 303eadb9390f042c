"""The relations of the national tables and the documents as nodes and links, one function a kind of relation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from nhsgraph.analyses.explain.documents import row_cites
from nhsgraph.analyses.neighbourhood.finding import Finding
from nhsgraph.analyses.neighbourhood.model import Node
from nhsgraph.analyses.wording import percent, pounds
from nhsgraph.ids import DEF
from nhsgraph.query import Iri
from nhsgraph.views import Fields, body_iri

NHS_ENGLAND = "body-nhs-england"
_TEAMS = {"AreaTeam", "LocalTeam", "RegionalTeam"}
#: What the documents call a contract between two bodies.
_CONTRACTS = {"contract-with", "prime-provider-for", "programme-funding"}
_STRUCTURE = {
    "unit-of": "is a unit of",
    "area-within": "has its area within",
    "area-partly-within": "has its area partly within",
}
_CHANGES = {"chg-merger": "was merged into", "chg-boundary": "gave territory to", "chg-abolition": "went to"}


def members(found: Finding) -> None:
    """Practices that were members of the body, with every name they had."""
    names: dict[str, list[tuple[date | None, str]]] = {}
    for row in found.reader.rows("member_names", body=body_iri(found.body)):
        names.setdefault(row.code("practice"), []).append((row.day("from"), row.text("name")))
    for row in found.reader.rows("members", body=body_iri(found.body)):
        practice = row.code("practice")
        had = names.get(practice, [])
        found.add(
            Node(
                id=practice,
                kind="GPPractice",
                name=row.text("name") or row.text("code"),
                code=row.text("code"),
                valid_from=row.day("opened"),
                valid_to=row.day("closed"),
                names=tuple(had) if len({name for _, name in had}) > 1 else (),
            )
        )
        found.link(row, practice, found.body, "member", "is a member of")


def commissioners(found: Finding) -> None:
    """Commissioners that the body, a practice, was a member of."""
    for row in found.reader.rows("practice_memberships", body=body_iri(found.body)):
        found.node(row.code("commissioner"))
        found.link(row, found.body, row.code("commissioner"), "member", "is a member of")


def partnerships(found: Finding) -> None:
    """STPs that the body took part in, or the CCGs that took part in it."""
    for row in found.reader.rows("participations", body=body_iri(found.body)):
        found.node(row.code("participant"))
        found.node(row.code("partnership"))
        found.link(row, row.code("participant"), row.code("partnership"), "partnership", "takes part in")


def teams(found: Finding) -> None:
    """Teams and regions of NHS England that covered the body, or what it covers; and what each team is a unit of."""
    rows = found.reader.rows("coverages", body=body_iri(found.body))
    for row in rows:
        found.node(row.code("covered"))
        found.node(row.code("team"))
        found.link(row, row.code("covered"), row.code("team"), "coverage", "is covered by")
    own = {found.body} if found.nodes[found.body].kind in _TEAMS else set()
    above = {row.code("team") for row in rows if row.code("covered") == found.body}
    for team in sorted(own | above):
        for row in found.reader.rows("structures", body=body_iri(team)):
            # Upward from a team of the body; both ways where the body is a team itself.
            if row.code("part") != team and team not in own:
                continue
            if team not in own and row.code("kind") != "unit-of" and row.code("whole") not in above:
                continue
            found.node(row.code("part"))
            found.node(row.code("whole"))
            text = _STRUCTURE.get(row.code("kind"), "is part of")
            found.link(row, row.code("part"), row.code("whole"), "structure", text)


def authorities(found: Finding) -> None:
    """Upper-tier authorities and CCGs that have residents in common, a link a measurement.

    A measurement is drawn from its date until the next; the first also before it, as the sentences use it.
    """
    rows = [
        row
        for row in found.reader.rows("overlaps", body=body_iri(found.body))
        if row.code("basis") == "basis-residents"
        and row.code("bKind") == "LocalAuthority"
        and (row.code("b") == found.body or row.code("tier") in {"tier-upper", "tier-unitary"})
    ]
    measured = sorted({day for row in rows if (day := row.day("on"))})
    for row in rows:
        place = measured.index(row.day("on") or date.min)
        found.node(row.code("a"))
        found.node(row.code("b"))
        share = row.number("shareOfA")
        found.link(
            row,
            row.code("a"),
            row.code("b"),
            "overlap",
            "has residents in",
            valid_from=measured[place] if place else None,
            valid_to=measured[place + 1] if place + 1 < len(measured) else None,
            detail=(f"{percent(share)} of its residents, " if share is not None else "")
            + f"in the LSOAs of {row.day('on')}",
            share=share,
            grade="evidenced",
        )


def successions(found: Finding) -> None:
    """Bodies that it came from, went to, or exchanged territory with."""
    for row in found.reader.rows("successions", body=body_iri(found.body)):
        found.node(row.code("predecessor"))
        found.node(row.code("successor"))
        found.link(
            row,
            row.code("predecessor"),
            row.code("successor"),
            "succession",
            _CHANGES.get(row.code("change"), "went to"),
            valid_from=row.day("day"),
        )


def office_holders(found: Finding) -> None:
    """People whom documents name in a post of the body, or the posts of the body where it is a person."""
    for row in found.reader.rows("tenures", body=body_iri(found.body)):
        person, organisation = row.code("person"), row.code("organisation")
        found.add(
            Node(id=person, kind="Person", name=row.text("personName") or person, detail=row.text("post"))
        )
        found.node(organisation)
        stated = row.text("statedFor")
        detail = row.text("post") + (f", stated for {stated}" if stated else "")
        found.link(
            row,
            person,
            organisation,
            "post",
            "has a post in",
            detail=detail,
            loose=row.day("to") is None,
            cites=row_cites(row),
            grade=row.code("grade").removeprefix("grade-"),
        )


def stated(found: Finding) -> None:
    """Relations that documents and public pages state; a contract is a node between its two ends."""
    for number, row in enumerate(found.reader.rows("stated_relations", body=body_iri(found.body)), start=1):
        subject, object_ = row.code("subject"), row.code("object")
        if not object_:
            continue
        found.node(subject)
        found.node(object_)
        _stated(found, row, number)


def _stated(found: Finding, row: Fields, number: int) -> None:
    subject, object_ = row.code("subject"), row.code("object")
    kind, words = row.text("kind"), row.text("kind").replace("-", " ")
    known = {
        "cites": row_cites(row),
        "grade": row.code("grade").removeprefix("grade-"),
        "known_until": None,
    }
    value, counted, total = row.number("pounds"), row.number("counted"), row.number("total")
    extras = [row.text("status").replace("-", " "), pounds(value) if value is not None else ""]
    if counted is not None:
        extras.append(f"{counted} of {total}" if total is not None else str(counted))
    told = ", ".join(extra for extra in extras if extra)
    if kind not in _CONTRACTS:
        found.link(row, subject, object_, "stated", words, detail=told, **known)
        return
    contract = f"contract-{found.body}-{number}"
    found.add(Node(id=contract, kind="Contract", name=words.capitalize(), detail=told))
    first, second = (object_, subject) if kind == "prime-provider-for" else (subject, object_)
    found.link(row, first, contract, "contract", "is a party to", detail=told, **known)
    found.link(row, contract, second, "contract", "is with", detail=told, **known)


def payments(found: Finding) -> None:
    """GP-linked companies that the body paid, a link a year; other years were not examined."""
    for row in found.reader.rows("company_payments", body=body_iri(found.body)):
        payee = row.code("payee")
        value = row.number("pounds")
        year = row.text("year")
        sum_ = f"{pounds(value)} in {year.replace('-', '/')}" if value is not None else year.replace("-", "/")
        found.add(Node(id=payee, kind="Company", name=row.text("name"), code=payee.partition("-")[2]))
        found.described(payee, sum_)
        found.link(
            row,
            found.body,
            payee,
            "payment",
            "paid",
            detail=f"{sum_}, invoices over £25,000",
            valid_from=date(int(year[:4]), 4, 1),
            valid_to=date(int(year[:4]) + 1, 4, 1),
            loose=True,
            grade="evidenced",
        )


def upward(found: Finding) -> None:
    """For a CCG: NHS England, which assures it, and the line from there to Parliament."""
    if found.nodes[found.body].kind != "CCG":
        return
    for row in found.reader.rows("allocations", function=Iri(DEF + "F-SECCOMM")):
        if row.code("role").endswith("assures") and row.code("holder") == "role-nhs-england":
            found.node(NHS_ENGLAND)
            found.link(
                row,
                found.body,
                NHS_ENGLAND,
                "answers",
                "is assured by",
                detail=row.text("functionLabel"),
                cites=row_cites(row),
                grade=row.code("grade").removeprefix("grade-"),
            )
            break
    _chain(found, NHS_ENGLAND, ("sets-objectives-of", "heads", "answers-to"))


def _chain(found: Finding, start: str, kinds: Sequence[str]) -> None:
    """Follows stated relations from a body, a step a kind, each to the other end."""
    here = start
    for kind in kinds:
        rows = [
            r for r in found.reader.rows("stated_relations", body=body_iri(here)) if r.text("kind") == kind
        ]
        for row in rows[:1]:
            subject, object_ = row.code("subject"), row.code("object")
            found.node(subject)
            found.node(object_)
            found.link(
                row,
                subject,
                object_,
                "answers",
                kind.replace("-", " "),
                cites=row_cites(row),
                grade=row.code("grade").removeprefix("grade-"),
            )
            here = subject if object_ == here else object_
