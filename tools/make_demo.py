"""Write the demonstration set, ``data/demo/``: a wholly fictional area that shows what real tables cannot.

Three CCGs (X01 delegated, X02 joint, X03 greater involvement), 60 practices, 3 federations with companies, 40 people,
committees that pass and fail each rule of composition, 30 awards, minutes, and near misses for every pattern. The
same seed gives the same bytes. With ``--check``, write nothing and exit with 1 where a file is not what would be written.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from nhsgraph import facts, tables
from nhsgraph.conflict_facts import (
    CONFLICTS,
    Act,
    Attendance,
    AttendanceKind,
    Authority,
    Award,
    AwardStatus,
    Committee,
    CommitteeKind,
    CommitteeSeat,
    Decision,
    DeclaredInterest,
    FederationMembership,
    Individual,
    InterestKind,
    Meeting,
    Party,
    PartyKind,
    Post,
    PostKind,
    Procedure,
    Realness,
    Safeguard,
    Seat,
    Shareholding,
)
from nhsgraph.facts import Fact, Grade

TARGET = Path(__file__).parent.parent / "data" / "demo"
SEED = 20150401
SOURCES = ("demo-area",)
START, DELEGATION, KNOWN = date(2013, 4, 1), date(2015, 4, 1), date(2019, 11, 1)
#: CCG to the numbers of its practices: 1 to 4, 5 to 8 and 9 to 12 first, then 16 more each.
MEMBERS = {
    "ccg-X01": [*range(1, 5), *range(13, 29)],
    "ccg-X02": [*range(5, 9), *range(29, 45)],
    "ccg-X03": [*range(9, 13), *range(45, 61)],
}
NAMES = {"ccg-X01": "Northmoor", "ccg-X02": "Southmoor", "ccg-X03": "Eastmoor"}


def practice(number: int) -> str:
    """The local id of a fictional practice."""
    return f"practice-X{90000 + number}"


def person(number: int) -> str:
    """The local id of a fictional person."""
    return f"person-demo-{number:02d}"


# --- The area


def area() -> Iterator[Fact]:
    """Bodies, names and relations of the national tables."""
    teams = [
        ("area-team-QX2", "AreaTeam", START, DELEGATION, None, "Fictional Moors area team"),
        ("local-office-QX3", "LocalTeam", DELEGATION, None, date(2020, 4, 1), "NHS England Fictional Moors"),
        ("region-YX1", "RegionalTeam", START, None, date(2020, 4, 1), "Fictional region"),
        ("stp-QX1", "STP", date(2016, 3, 1), None, date(2020, 4, 1), "Fictional Moors STP"),
    ]
    bodies = [
        *teams,
        *((c, "CCG", START, date(2022, 7, 1), None, f"NHS Fictional {n} CCG") for c, n in NAMES.items()),
        *((practice(n), "GPPractice", START, None, KNOWN, f"FICTIONAL SURGERY {n}") for n in range(1, 61)),
    ]
    for id_, kind, begins, ends, known, name in bodies:
        yield facts.Organisation(
            id=id_,
            kind=kind,
            ods=id_.rsplit("-", 1)[1],
            valid_from=begins,
            valid_to=ends,
            known_until=known,
            sources=SOURCES,
        )
        yield facts.NameAssignment(
            body=id_,
            name=name,
            valid_from=begins,
            valid_to=ends if id_ == "area-team-QX2" else None,
            dated=facts.Dated.EXACT,
            sources=SOURCES,
        )
    levels = (facts.LevelOf.DELEGATED, facts.LevelOf.JOINT, facts.LevelOf.GREATER_INVOLVEMENT)
    for (ccg, numbers), level in zip(MEMBERS.items(), levels, strict=True):
        yield facts.Arrangement(
            ccg=ccg,
            level=level,
            grade=Grade.FICTIONAL,
            valid_from=DELEGATION,
            precision="day",
            sources=SOURCES,
        )
        yield facts.Participation(
            participant=ccg,
            partnership="stp-QX1",
            valid_from=date(2016, 3, 1),
            known_until=date(2020, 4, 1),
            dated=facts.Dated.EXACT,
            sources=SOURCES,
        )
        for team, begins, ends, known in (
            ("area-team-QX2", START, DELEGATION, None),
            ("local-office-QX3", DELEGATION, None, date(2020, 4, 1)),
            ("region-YX1", START, None, date(2020, 4, 1)),
        ):
            yield facts.TeamCoverage(
                body=ccg,
                team=team,
                valid_from=begins,
                valid_to=ends,
                known_until=known,
                dated=facts.Dated.EXACT,
                sources=SOURCES,
            )
        for number in numbers:
            yield facts.PracticeMembership(
                practice=practice(number),
                commissioner=ccg,
                valid_from=START,
                known_until=KNOWN,
                sources=SOURCES,
            )
    # The lead of the partnership is employed by one of its partners (C-11); the other two partners are near misses.
    for ccg in MEMBERS:
        yield facts.Partner(
            partnership="stp-QX1", category="ccg", name=f"NHS Fictional {NAMES[ccg]} CCG", as_of=date(2019, 4, 3),
            partner=ccg, published_code=ccg[-3:], status="current", sources=SOURCES,
        )  # fmt: skip
    yield facts.PartnershipLead(
        partnership="stp-QX1", as_of=date(2019, 4, 3), post="Accountable Officer", employer="ccg-X01",
        employer_name="NHS Fictional Northmoor CCG", sources=SOURCES,
    )  # fmt: skip


# --- Companies and shares

NORTH, SPAN, EAST = "company-demo-north", "company-demo-span", "company-demo-east"
OPAQUE, OUT, HOLD = "company-demo-opaque", "company-demo-outside", "company-demo-holdings"


def companies() -> Iterator[Fact]:
    """Federations, their companies and who owns them.

    North: every practice of X01 has an equal share. Span: practices of X01 and X02, in both. East: nominees hold
    for practices of X03. Opaque: nobody knows who owns it. Outside: owned by no practice. Holdings and North own each other
    in part, a cycle that the closure has to end.
    """
    for slug, name in (("north", "Northmoor"), ("span", "Two Moors"), ("east", "Eastmoor")):
        yield Party(
            id=f"federation-demo-{slug}", kind=PartyKind.FEDERATION, name=f"Fictional {name} Federation",
            valid_from=START, sources=SOURCES,
        )  # fmt: skip
        yield Party(
            id=f"company-demo-{slug}", kind=PartyKind.FEDERATION_COMPANY, name=f"Fictional {name} Care Ltd",
            arm_of=f"federation-demo-{slug}", valid_from=START, sources=SOURCES,
        )  # fmt: skip
    for id_, name in ((OPAQUE, "Opaque Primary Care"), (OUT, "Outside Health"), (HOLD, "Moors Holdings")):
        yield Party(id=id_, kind=PartyKind.COMPANY, name=f"Fictional {name} Ltd", sources=SOURCES)
    north, south, east = MEMBERS.values()
    for number in north:
        yield FederationMembership(
            practice=practice(number), federation="federation-demo-north", valid_from=START, sources=SOURCES
        )
        yield Shareholding(
            holder=practice(number), company=NORTH, share=Decimal("0.045"), valid_from=START, sources=SOURCES,
            # One practice sold the day after an award of 1 June 2016: the hit that a day moves.
            valid_to=date(2016, 6, 2) if number == 3 else None,
        )  # fmt: skip
    yield Shareholding(holder=HOLD, company=NORTH, share=Decimal("0.1"), valid_from=START, sources=SOURCES)
    yield Shareholding(holder=NORTH, company=HOLD, share=Decimal("0.5"), valid_from=START, sources=SOURCES)
    for number in (*north[10:], *south[:15]):
        yield Shareholding(
            holder=practice(number), company=SPAN, share_at_least=Decimal("0.01"), share_at_most=Decimal("0.1"),
            valid_from=date(2014, 1, 1), sources=SOURCES,
        )  # fmt: skip
    for number in east[:10]:
        yield Shareholding(
            holder=person(36), company=EAST, share=Decimal("0.05"), nominee=True, on_behalf_of=practice(number),
            valid_from=START, sources=SOURCES,
        )  # fmt: skip
    yield Shareholding(
        holder=person(37), company=EAST, share=Decimal("0.5"), nominee=True, valid_from=START, sources=SOURCES
    )
    yield Shareholding(holder=person(38), company=OUT, share=Decimal(1), valid_from=START, sources=SOURCES)


# --- People, committees and seats

#: Committee to its seats: person, role, categories, voting.
SEATS: dict[str, tuple[tuple[int, Seat, str, bool], ...]] = {
    # Passes all four rules.
    "committee-demo-x01-pccc": (
        (1, Seat.CHAIR, "lay", True),
        (2, Seat.VICE_CHAIR, "lay", True),
        (3, Seat.MEMBER, "executive", True),
        (4, Seat.MEMBER, "executive", True),
        (5, Seat.MEMBER, "gp", True),
        (6, Seat.MEMBER, "gp", True),
        (7, Seat.ATTENDEE, "lmc gp", False),
    ),
    # Two lay, two executive (one a clinician), two GPs: fails the majority of non-clinicians alone.
    "committee-demo-x02-joint": (
        (11, Seat.CHAIR, "lay", True),
        (12, Seat.MEMBER, "lay", True),
        (13, Seat.MEMBER, "executive", True),
        (14, Seat.MEMBER, "executive clinician", True),
        (15, Seat.MEMBER, "gp", True),
        (16, Seat.MEMBER, "gp", True),
    ),
    # A majority of GPs with a GP in the chair: fails all four.
    "committee-demo-x03-clinical": (
        (21, Seat.CHAIR, "gp", True),
        (22, Seat.MEMBER, "gp", True),
        (23, Seat.MEMBER, "gp", True),
        (24, Seat.MEMBER, "executive", True),
        (25, Seat.MEMBER, "lay", True),
    ),
    # Half nurses: passes the rules about GPs, fails the lay chair, and the lay and executive majority.
    "committee-demo-x03-quality": (
        (26, Seat.CHAIR, "nurse", True),
        (27, Seat.MEMBER, "nurse", True),
        (24, Seat.MEMBER, "executive", True),
        (25, Seat.MEMBER, "lay", True),
    ),
    "committee-demo-x01-advisory": ((8, Seat.MEMBER, "gp", True), (9, Seat.MEMBER, "gp", True)),
    "committee-demo-x01-gb": (
        (10, Seat.CHAIR, "lay", True),
        (3, Seat.MEMBER, "executive", True),
        (5, Seat.MEMBER, "gp", True),
        (34, Seat.MEMBER, "gp", True),
    ),
    "committee-demo-x02-gb": ((17, Seat.CHAIR, "lay", True), (35, Seat.MEMBER, "gp", True)),
}
KINDS = {
    "pccc": (CommitteeKind.PCCC, "primary care commissioning committee"),
    "joint": (CommitteeKind.JOINT, "joint committee"),
    "clinical": (CommitteeKind.COMMITTEE, "clinical executive committee"),
    "quality": (CommitteeKind.COMMITTEE, "quality committee"),
    "advisory": (CommitteeKind.ADVISORY, "locality advisory group"),
    "gb": (CommitteeKind.GOVERNING_BODY, "governing body"),
}
#: Person to the practice of which they are a partner. 5 decides about practice 1; 6 about others.
PARTNERS = {
    5: 1,
    6: 2,
    7: 4,
    8: 13,
    9: 14,
    34: 3,
    15: 5,
    16: 6,
    21: 9,
    22: 10,
    23: 45,
    35: 29,
    39: 60,
    40: 28,
}


def people() -> Iterator[Fact]:
    """Forty people, their posts, the committees and the seats on them. Two people have one name."""
    for number in range(1, 41):
        label = 31 if number == 32 else number
        yield Individual(id=person(number), name=f"Fictional Person {label}", sources=SOURCES)
    for number, where in PARTNERS.items():
        yield Post(
            person=person(number), organisation=practice(where), kind=PostKind.PARTNER, sources=SOURCES,
            # One comes without a start: what follows is possible and no more.
            valid_from=None if number == 35 else START,
        )  # fmt: skip
    posts = (
        (34, SPAN, PostKind.DIRECTOR, date(2014, 1, 1), None),  # governing body and provider board (C-04)
        (
            17,
            OUT,
            PostKind.DIRECTOR,
            START,
            date(2014, 1, 1),
        ),  # ended before any decision of the governing body
        (30, NORTH, PostKind.DIRECTOR, START, None),  # a director without a seat: near miss
        (4, OUT, PostKind.EMPLOYEE, date(2017, 1, 1), None),  # joined the provider after its award
    )
    for number, company, tie, begins, ends in posts:
        yield Post(
            person=person(number),
            organisation=company,
            kind=tie,
            valid_from=begins,
            valid_to=ends,
            sources=SOURCES,
        )
    for committee, seats in SEATS.items():
        ccg, short = committee.split("-")[2:]
        form, title = KINDS[short]
        started = DELEGATION if short in {"pccc", "joint"} else START
        yield Committee(
            id=committee, kind=form, name=f"{NAMES['ccg-' + ccg.upper()]} {title}", committee_of="ccg-" + ccg.upper(),
            authority=Authority.ADVISES if short == "advisory" else Authority.DECIDES,
            quorum=None if short == "advisory" else 4 if short != "gb" else 2, valid_from=started, sources=SOURCES,
        )  # fmt: skip
        for holder, role, categories, voting in seats:
            yield CommitteeSeat(
                person=person(holder), committee=committee, role=role, categories=tuple(categories.split()), voting=voting,
                valid_from=date(2016, 9, 1) if (holder, short) == (4, "pccc") else started, sources=SOURCES,
            )  # fmt: skip


def interests() -> Iterator[Fact]:
    """The register: declared in time, late, and not at all (6, 15 and 21 declare nothing)."""
    rows = (
        (5, practice(1), InterestKind.FINANCIAL, "", date(2015, 4, 10)),
        (5, NORTH, InterestKind.FINANCIAL, "", date(2016, 9, 30)),  # late: after the award of 1 June 2016
        (16, practice(6), InterestKind.FINANCIAL, "", date(2015, 4, 20)),
        (34, SPAN, InterestKind.FINANCIAL, "", date(2014, 1, 15)),
        (3, OUT, InterestKind.INDIRECT, "spouse", date(2015, 5, 1)),  # C-10
        (10, OUT, InterestKind.INDIRECT, "sibling", date(2013, 5, 1)),  # never meets a decision: near miss
        (7, NORTH, InterestKind.PROFESSIONAL, "", date(2015, 6, 1)),
    )
    for index, (number, where, kind, tie, declared) in enumerate(rows, start=1):
        yield DeclaredInterest(
            id=f"interest-demo-{index:02d}", bearer=person(number), interest_in=where, kind=kind, close_tie=tie,
            realness=Realness.POTENTIAL, declared_on=declared, valid_from=START, sources=SOURCES,
        )  # fmt: skip


# --- Decisions

PCCC, JOINT, CLINICAL, GB = (
    "committee-demo-x01-pccc", "committee-demo-x02-joint", "committee-demo-x03-clinical", "committee-demo-x01-gb",
)  # fmt: skip


def decisions() -> Iterator[Fact]:
    """Thirty awards, six other decisions, the meetings at which they were taken, and the safeguards on record."""
    chance = random.Random(SEED)
    for ccg, committee in (("x01", PCCC), ("x02", JOINT), ("x03", CLINICAL)):
        for year in (2015, 2016, 2017):
            yield Meeting(
                id=f"meeting-demo-{ccg}-{year}",
                committee=committee,
                held_on=date(year, 6, 1),
                sources=SOURCES,
            )
    chosen = (
        # commissioner, provider, committee, day, procedure, pounds
        ("ccg-X01", NORTH, PCCC, date(2016, 6, 1), Procedure.SINGLE, 2_400_000),
        ("ccg-X01", NORTH, PCCC, date(2017, 6, 1), Procedure.TENDER, 800_000),
        ("ccg-X01", practice(1), PCCC, date(2016, 6, 1), Procedure.SINGLE, 150_000),
        (
            "ccg-X01",
            practice(20),
            PCCC,
            date(2016, 6, 1),
            Procedure.SINGLE,
            150_000,
        ),  # nobody on the committee
        ("ccg-X01", OUT, PCCC, date(2016, 6, 1), Procedure.TENDER, 12_000_000),
        ("ccg-X01", OPAQUE, PCCC, date(2017, 6, 1), Procedure.NOT_STATED, None),
        ("ccg-X01", SPAN, GB, date(2014, 6, 1), Procedure.SINGLE, 450_000),
        ("ccg-X02", SPAN, JOINT, date(2015, 6, 1), Procedure.ANY_QUALIFIED, 90_000),
        (
            "ccg-X02",
            SPAN,
            "",
            date(2016, 3, 1),
            Procedure.NOT_STATED,
            600_000,
        ),  # the deciding body is not stated
        ("ccg-X02", SPAN, JOINT, None, Procedure.SINGLE, None),  # no date
        ("ccg-X03", EAST, CLINICAL, date(2015, 6, 1), Procedure.SINGLE, 1_100_000),
        (
            "ccg-X03",
            NORTH,
            CLINICAL,
            date(2016, 6, 1),
            Procedure.TENDER,
            300_000,
        ),  # owned by another CCG's members
    )
    plain = [
        (f"ccg-X0{n % 3 + 1}", OUT if n % 2 else practice(55 + n % 3), (PCCC, JOINT, CLINICAL)[n % 3],
         date(2015, 5, 1) + timedelta(days=chance.randrange(900)), Procedure.TENDER, chance.randrange(20, 90) * 1000)
        for n in range(18)
    ]  # fmt: skip
    for index, (ccg, provider, committee, day, procedure, pounds) in enumerate((*chosen, *plain), start=1):
        meeting = (
            f"meeting-demo-{ccg[-3:].lower()}-{day.year}" if day and (day.month, day.day) == (6, 1) else ""
        )
        yield Award(
            id=f"award-demo-{index:02d}", commissioner=ccg, provider=provider, contract=f"Fictional service {index}",
            procedure=procedure, status=AwardStatus.AWARDED, decided_by=committee, decided_on=day,
            pounds=Decimal(pounds) if pounds is not None else None,
            meeting=meeting if committee in {PCCC, JOINT, CLINICAL} else "", sources=SOURCES,
        )  # fmt: skip
    others = (
        ("ccg-X01", Act.SANCTION, "breach notice", PCCC, date(2016, 6, 1), (practice(2),), None),
        (
            "ccg-X01",
            Act.SCHEME,
            "local scheme instead of the national one",
            PCCC,
            date(2017, 6, 1),
            (),
            1_500_000,
        ),
        ("ccg-X01", Act.NEW_PRACTICE, "new practice", PCCC, date(2017, 6, 1), (practice(28),), None),
        (
            "ccg-X02",
            Act.MERGER,
            "merger of two practices",
            JOINT,
            date(2016, 6, 1),
            (practice(29), practice(30)),
            None,
        ),
        ("ccg-X03", Act.BUDGET, "from hospital to primary care", CLINICAL, date(2016, 6, 1), (), 5_000_000),
        (
            "ccg-X03",
            Act.STRATEGY,
            "estates strategy",
            "committee-demo-x03-quality",
            date(2016, 6, 1),
            (),
            None,
        ),
    )
    for index, (ccg, act, subject, committee, day, about, pounds) in enumerate(others, start=1):
        yield Decision(
            id=f"decision-demo-{index:02d}", commissioner=ccg, act=act, subject=subject, decided_by=committee, decided_on=day,
            concerning=about, pounds=Decimal(pounds) if pounds is not None else None, sources=SOURCES,
        )  # fmt: skip
    minutes = (
        ("x01-2016", 5, AttendanceKind.WITHDREW, "award-demo-03"),
        ("x01-2016", 6, AttendanceKind.PRESENT, ""),
        ("x01-2016", 1, AttendanceKind.PRESENT, ""),
        ("x01-2016", 2, AttendanceKind.PRESENT, ""),
        ("x01-2016", 3, AttendanceKind.ABSTAINED, "award-demo-05"),
        ("x01-2016", 5, AttendanceKind.PRESENT, ""),
        ("x02-2015", 11, AttendanceKind.PRESENT, ""),
        ("x02-2015", 15, AttendanceKind.PRESENT, ""),
        ("x02-2015", 16, AttendanceKind.APOLOGIES, ""),
    )
    for meeting, number, said, item in minutes:
        yield Attendance(
            meeting=f"meeting-demo-{meeting}",
            person=person(number),
            kind=said,
            concerning=item,
            sources=SOURCES,
        )
    kept = (
        ("lay-chair", PCCC, DELEGATION, None),
        ("lay-majority", PCCC, DELEGATION, None),
        ("separate-body", PCCC, DELEGATION, None),
        ("open-meeting", PCCC, DELEGATION, None),
        ("register", PCCC, date(2016, 10, 1), None),
        ("lay-chair", JOINT, DELEGATION, None),
        ("guidance", PCCC, DELEGATION, None),
        ("transparency-notice", "award-demo-01", date(2016, 4, 1), None),
        ("audit-advice", "award-demo-11", date(2016, 1, 1), None),  # after the award: no credit
    )
    for index, (kind, where, begins, ends) in enumerate(kept, start=1):
        yield Safeguard(
            id=f"safeguard-demo-{index:02d}",
            kind=kind,
            applies_to=where,
            valid_from=begins,
            valid_to=ends,
            sources=SOURCES,
        )


# --- Files


def files() -> dict[Path, bytes]:
    """Every table of the set by its path; tables of the national kind that have no rows have their header."""
    found = [*area(), *companies(), *people(), *interests(), *decisions()]
    written = {}
    for folder, kinds in (("tables", tables.TABLES), ("conflicts", CONFLICTS)):
        for name, kind in kinds.items():
            rows = [fact for fact in found if type(fact) is kind]
            written[TARGET / folder / f"{name}.csv"] = tables.write(kind, rows)
    return written


def main() -> int:
    """Write, or with ``--check`` compare."""
    check = "--check" in sys.argv[1:]
    wanted = files()
    stale = [path for path, data in wanted.items() if not path.is_file() or path.read_bytes() != data]
    for path in stale:
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(wanted[path])
        print(f"{'not as generated' if check else 'written'}: {path.name}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    raise SystemExit(main())
