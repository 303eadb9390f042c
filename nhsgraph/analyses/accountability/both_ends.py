"""People who stand at both ends of a line: a partner of a practice on the committee to which the practice answers.

Two kinds of evidence: seats, posts and partnerships with their dates, and the lists that name leads of STPs with their
employers. That one person stands at both ends is a fact about posts; it is no finding about the person.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from nhsgraph.analyses.accountability.ends import CLASS_TO_ROLE
from nhsgraph.analyses.accountability.policy import Line, Policy
from nhsgraph.analyses.explain.context import cites, name_among
from nhsgraph.analyses.explanation import Statement
from nhsgraph.analyses.wording import listed
from nhsgraph.views import Fields, Reader, body_iri

#: The type of a line from a committee to the body that it is of.
_INSIDE = "corporate"


def of_standings(
    reader: Reader, rules: Policy, levels: tuple[str, ...], day: date, ccg: str = ""
) -> Iterator[Statement]:
    """Binding lines between two bodies in which one person stands on a day, by CCG and person; ``ccg`` keeps one area.

    ``levels`` are those that are possible where no source names the level of a CCG.
    """
    known = {
        row.code("ccg"): row.text("level").removeprefix("level-")
        for row in reader.rows("ccg_levels", asOf=day)
    }
    stands: dict[tuple[str, str], list[Fields]] = {}
    for row in reader.rows("standings", asOf=day):
        if not ccg or row.code("ccg") == ccg:
            stands.setdefault((row.code("ccg"), row.code("person")), []).append(row)
    for (area, _), rows in stands.items():
        level = known.get(area, "")
        possible = (level,) if level in levels else levels
        for party in rows:
            for above in rows:
                lines = [line for at in possible for line in _between(rules, at, day, party, above)]
                if lines:
                    yield _statement(party, above, lines, possible)


def _between(rules: Policy, level: str, day: date, party: Fields, above: Fields) -> Iterator[Line]:
    ends = CLASS_TO_ROLE.get(party.code("kind"), ""), CLASS_TO_ROLE.get(above.code("kind"), "")
    for line in rules.lines_at(level, day):
        # A committee answers inside its own body, whose officers are meant to sit on it.
        if not line.binding or line.type == _INSIDE or party.code("at") == above.code("at"):
            continue
        if (line.party, line.above) == ends:
            yield line


def _statement(party: Fields, above: Fields, lines: list[Line], possible: tuple[str, ...]) -> Statement:
    functions = list(dict.fromkeys(line.function for line in lines))
    at = list(dict.fromkeys(line.level for line in lines if line.level))
    only = f" (only at {listed(at)})" if 0 < len(at) < len(possible) else ""
    return Statement(
        key="-".join(["both-ends", party.code("person"), party.code("at"), above.code("at")]),
        text=f"{listed(functions)}{only}: {party.text('personName')} is {_place(party)} and {_place(above)}, "
        f"to which it answers ({listed(list(dict.fromkeys(x.type for x in lines)))}).",
        cites=tuple(
            dict.fromkeys([*cites([party]), *cites([above]), *(c for line in lines for c in line.cites)])
        ),
        grade="implied",
        facts={
            "kind": "both-ends",
            "functions": functions,
            "levels": at,
            "person": party.code("person"),
            "party": party.code("at"),
            "to": above.code("at"),
        },
    )


def _place(row: Fields) -> str:
    return f"{row.text('how')} of {row.text('atName')}" + (" without a vote" if row["vote"] is False else "")


def of_leads(reader: Reader, day: date, body: str = "") -> Iterator[Statement]:
    """Leads of STPs whom the last list before a day shows as employed by a partner; ``body`` keeps those of one body."""
    rows = reader.rows("leads_employed", asOf=day)
    last = {row.code("partnership"): row.day("on") for row in rows}
    for row in rows:
        if not row.code("employer") or row.day("on") != last[row.code("partnership")]:
            continue
        if body and body not in {row.code("partnership"), row.code("employer")}:
            continue
        yield Statement(
            key=f"both-ends-{row.code('partnership')}-{row.code('employer')}",
            text=f"F-STPPLAN: the lead of {_then(reader, row, 'partnership')} in the list of {row.day('on')} is employed by "
            f"{_then(reader, row, 'employer')}, which takes part in it, so one person stands at both ends of that line of oversight.",
            cites=cites([row]),
            facts={
                "kind": "both-ends",
                "functions": ["F-STPPLAN"],
                "partnership": row.code("partnership"),
                "employer": row.code("employer"),
                "on": row.day("on"),
            },
        )


def _then(reader: Reader, row: Fields, column: str) -> str:
    """The name of a body on the day of a list."""
    return name_among(
        reader.rows("names", body=body_iri(row.code(column))), row.day("on") or date.max
    ) or row.text(column + "Name")
