"""Write the area of the demonstration set, ``data/demo/tables/``: fictional bodies in the form of the national tables.

Three CCGs (X01 delegated; X02 joint, from 2018 delegated; X03 greater involvement), 60 practices, teams and a partnership.
People, shares, committees and decisions are filled templates, kept by hand in ``data/demo/conflicts/``. With ``--check``,
write nothing and exit with 1 where a file is not what would be written.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from nhsgraph import facts, tables
from nhsgraph.facts import Fact, Grade

TARGET = Path(__file__).parent.parent / "data" / "demo" / "tables"
SOURCES = ("demo-area",)
START, DELEGATION, KNOWN = date(2013, 4, 1), date(2015, 4, 1), date(2019, 11, 1)
#: CCG to the numbers of its practices: 1 to 4, 5 to 8 and 9 to 12 first, then 16 more each.
MEMBERS = {
    "ccg-X01": [*range(1, 5), *range(13, 29)],
    "ccg-X02": [*range(5, 9), *range(29, 45)],
    "ccg-X03": [*range(9, 13), *range(45, 61)],
}
LEVELS = (
    ("ccg-X01", facts.LevelOf.DELEGATED, DELEGATION, None),
    ("ccg-X02", facts.LevelOf.JOINT, DELEGATION, date(2018, 4, 1)),
    ("ccg-X02", facts.LevelOf.DELEGATED, date(2018, 4, 1), None),
    ("ccg-X03", facts.LevelOf.GREATER_INVOLVEMENT, DELEGATION, None),
)
NAMES = {"ccg-X01": "Northmoor", "ccg-X02": "Southmoor", "ccg-X03": "Eastmoor"}


def practice(number: int) -> str:
    """The local id of a fictional practice."""
    return f"practice-X{90000 + number}"


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
    for ccg, level, begins, ends in LEVELS:
        yield facts.Arrangement(
            ccg=ccg, level=level, grade=Grade.FICTIONAL, valid_from=begins, valid_to=ends, precision="day", sources=SOURCES
        )  # fmt: skip
    for ccg, numbers in MEMBERS.items():
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


# --- Files


def files() -> dict[Path, bytes]:
    """Every table by its path; those that have no rows have their header."""
    found = list(area())
    return {
        TARGET / f"{name}.csv": tables.write(kind, [fact for fact in found if type(fact) is kind])
        for name, kind in tables.TABLES.items()
    }


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
