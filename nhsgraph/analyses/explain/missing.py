"""The section “What is missing”: what the sources do not say about the body on the date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nhsgraph.analyses.explain.context import claim_cites
from nhsgraph.analyses.explain.members import Members
from nhsgraph.analyses.explanation import Section, Statement
from nhsgraph.analyses.wording import counted


def section(found: Members, sections: Sequence[Section]) -> Section:
    """The open ends of the other sections, and what no source here covers."""
    return Section(key="missing", title="What is missing", statements=tuple(_statements(found, sections)))


def _statements(found: Members, sections: Sequence[Section]) -> Iterator[Statement]:
    for part in sections:
        for statement in part.statements:
            if statement.gap:
                yield Statement(
                    key=f"{part.key}-{statement.key}",
                    text=f"{part.title}: {_open_end(statement)}",
                    cites=statement.cites,
                    facts={"section": part.key, "statement": statement.key},
                )
    without = [row for row in found.open if row.code("practice") not in found.figures]
    if found.figures and without:
        yield Statement(
            key="figures",
            text=f"Figures of {found.year.replace('-', '/')} are missing for "
            f"{counted(len(without), 'open membership')} ({', '.join(row.text('code') for row in without)}).",
            cites=tuple(
                dict.fromkeys(cite for s in sections if s.key == "members" for cite in s.statements[0].cites)
            ),
            facts={"practices": [row.text("code") for row in without]},
        )
    told = [part for part in sections if part.key == "conflicts"]
    if not told or any(statement.key == "unknown" for part in told for statement in part.statements):
        yield Statement(
            key="not-loaded",
            text="No register of interests, committee membership or minute of this body is loaded. "
            "That does not mean that there is none.",
            cites=claim_cites(["S0-55", "S0-56"]),
            grade="stated",
            facts={"loaded": False},
        )


def _open_end(statement: Statement) -> str:
    if statement.facts.get("state") == "unknown":
        return "the level on the date."
    return statement.text[0].lower() + statement.text[1:]
