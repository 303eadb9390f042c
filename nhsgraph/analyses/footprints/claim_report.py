"""The report on a claim: the claim, a verdict, the numbers, caveats, and what cannot be tested here."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from nhsgraph.analyses.explanation import Cite, Section, Statement, Table
from nhsgraph.analyses.footprints.report import Report, said

APRIL_2016 = date(2016, 4, 1)


def report_on(
    analysis: str,
    title: str,
    tolerance: Decimal,
    claim: tuple[Cite, ...],
    claimed: str,
    told: list[Statement],
    verdict: str,
    caveats: tuple[tuple[str, str], ...],
    untestable: tuple[tuple[str, str], ...],
    cited: tuple[Cite, ...],
    table: Table | None,
) -> Report:
    """The report: every part cites the claim, and the verdict also what it was computed from."""

    def these(items: tuple[tuple[str, str], ...], *, gap: bool) -> tuple[Statement, ...]:
        return tuple(said(key, text, claim + cited[:1], gap=gap) for key, text in items)

    sections = (
        Section(key="claim", title="Claim", statements=(said("claim", claimed, claim, grade="stated"),)),
        Section(
            key="verdict",
            title="Verdict",
            statements=(said("verdict", verdict, claim + cited, facts={"verdict": verdict}),),
        ),
        Section(key="numbers", title="Numbers", statements=tuple(told), table=table),
        Section(key="caveats", title="Caveats", statements=these(caveats, gap=False)),
        Section(key="untestable", title="What cannot be tested here", statements=these(untestable, gap=True)),
    )
    return Report(
        analysis=analysis,
        title=title,
        subtitle="claim under test",
        parameters={"tolerance": tolerance},
        as_of=APRIL_2016,
        as_of_chosen=True,
        headline=(verdict.split(":", maxsplit=1)[0],),
        sections=sections,
        rows="numbers",
    )
