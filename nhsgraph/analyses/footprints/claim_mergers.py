"""The claim S0-49, that mergers of CCGs follow STPs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from nhsgraph.analyses.explain.context import claim_cites
from nhsgraph.analyses.explanation import Row, Table
from nhsgraph.analyses.footprints.alignment import Alignment
from nhsgraph.analyses.footprints.claim_report import report_on
from nhsgraph.analyses.footprints.engine import Footprints
from nhsgraph.analyses.footprints.nesting import Certificate, certificate
from nhsgraph.analyses.footprints.report import Names, Report, cites, cites_of, said, share
from nhsgraph.analyses.footprints.tiers import Tier
from nhsgraph.analyses.wording import percent


def mergers(footprints: Footprints, _names: Names, tolerance: Decimal) -> Report:
    """S0-49: whether the mergers that followed the criteria brought CCGs into line with STPs, and with authorities."""
    rows: list[Row] = []
    by_year: dict[int, tuple[Certificate, Certificate]] = {}
    for year in range(2016, 2021):
        stp, authority = (
            certificate(footprints, Tier.CCG, other, date(year, 4, 1), tolerance=tolerance)
            for other in (Tier.STP, Tier.AUTHORITY)
        )
        by_year[year] = (stp, authority)
        rows.append(
            Row(
                cells=(
                    date(year, 4, 1),
                    len(stp.nests),
                    stp.nested,
                    _same(stp),
                    share(stp.score),
                    authority.nested,
                    _same(authority),
                    _several(authority),
                    share(authority.score),
                ),
                cites=cites(
                    [c.source for c in cites_of(stp.comparison)],
                    [c.source for c in cites_of(authority.comparison)],
                ),
            )
        )
    first, last = by_year[2017], by_year[2020]
    cited = rows[-1].cites
    events = list(footprints.places.merged(date(2017, 4, 1), date(2021, 4, 1)))
    told = [
        said(
            "stp",
            f"From April 2017 every CCG lay in one STP: {first[0].nested} of {len(first[0].nests)} then, {last[0].nested} of {len(last[0].nests)} in 2020. "
            f"STPs that are one CCG rose from {_same(first[0])} to {_same(last[0])}.",
            cited,
            facts={
                "nested_2017": first[0].nested,
                "ccgs_2017": len(first[0].nests),
                "nested_2020": last[0].nested,
                "ccgs_2020": len(last[0].nests),
                "same_2017": _same(first[0]),
                "same_2020": _same(last[0]),
            },
        ),
        said(
            "authority",
            f"With upper-tier authorities it went the other way: CCGs in one authority fell from {first[1].nested} of {len(first[1].nests)} "
            f"({percent(first[1].score)} of residents in the main one) to {last[1].nested} of {len(last[1].nests)} ({percent(last[1].score)}), and CCGs that are one "
            f"authority from {_same(first[1])} to {_same(last[1])}; a merged CCG more often covers several whole authorities.",
            cited,
            facts={
                "nested_2017": first[1].nested,
                "nested_2020": last[1].nested,
                "score_2017": first[1].score,
                "score_2020": last[1].score,
                "same_2017": _same(first[1]),
                "same_2020": _same(last[1]),
            },
        ),
        said(
            "events",
            f"{len(events)} CCGs of April 2021 or before were made by mergers after April 2017.",
            cites(
                *(r.sources for r in footprints.tables.relations["merger"] if r.subject.startswith("ccg-"))
            ),
            facts={"merged": len(events)},
            grade="",
        ),
    ]
    table = Table(
        columns=(
            ("on", "On"),
            ("ccgs", "CCGs"),
            ("in_one_stp", "In one STP"),
            ("same_as_stp", "Same as STP"),
            ("stp_score", "Score"),
            ("in_one_authority", "In one authority"),
            ("same_as_authority", "Same as one"),
            ("in_several", "Touch several"),
            ("authority_score", "Score"),
        ),
        rows=tuple(rows),
        caption="CCGs against STPs and upper-tier authorities, by residents",
    )
    return report_on(
        "footprints.mergers",
        "Did mergers of CCGs follow STPs?",
        tolerance,
        claim_cites(["S0-49"]),
        "NHS England’s criteria of 2016 for mergers ask that the CCG fit the STP.",
        told,
        _merger_verdict(by_year),
        (
            (
                "nested",
                "CCGs already lay in one STP each before the mergers, because the look-ups make STPs of whole CCGs: nesting could not improve, only coincidence could.",
            ),
            (
                "people",
                "Residents of mid-2015 count in every year, so that changes come from boundaries alone.",
            ),
            ("restructured", "Authorities changed too: several were reorganised in 2019 and 2020."),
        ),
        (
            (
                "cause",
                "Whether the criteria were the cause: no source here gives the reasons for each merger.",
            ),
            (
                "2021",
                "The mergers of April 2021 against STPs: the participation of that date is not in these sources.",
            ),
        ),
        cited,
        table,
    )


def _merger_verdict(by_year: Mapping[int, tuple[Certificate, Certificate]]) -> str:
    (stp_2017, authority_2017), (stp_2020, authority_2020) = by_year[2017], by_year[2020]
    crossed = any(stp.nested < len(stp.nests) for year, (stp, _) in by_year.items() if year > 2016)
    grew = _same(stp_2020) > _same(stp_2017)
    fell = authority_2020.score < authority_2017.score
    first = (
        "Supported for STPs: no merger crossed one and the number of STPs that are one CCG grew."
        if grew and not crossed
        else "Not supported for STPs: a merger crossed one, or no more STPs than before are one CCG."
    )
    return f"{first} " + (
        "Not for local authorities: alignment with them fell."
        if fell
        else "Alignment with local authorities did not fall."
    )


def _same(found: Certificate) -> int:
    return found.alignments().get(Alignment.COTERMINOUS, 0)


def _several(found: Certificate) -> int:
    return sum(len(nest.pairs) > 1 for nest in found.nests)
