"""Rules of composition and the scheme of severity, with their worked values."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from nhsgraph import resources
from nhsgraph.analyses.conflicts import severity
from nhsgraph.analyses.conflicts.composition import Voter, rules, smallest_changes
from nhsgraph.analyses.conflicts.severity import Assessment, Points
from nhsgraph.errors import SourceError

SCHEME = severity.load()


# --- Composition


def voters(*categories: str) -> tuple[Voter, ...]:
    return tuple(
        Voter(id=str(n), categories=frozenset(c.split()), chair=n == 0) for n, c in enumerate(categories)
    )


B4 = voters("lay", "lay", "executive", "executive clinician", "gp", "gp")


def test_b4_passes_three_rules_and_fails_the_one_about_clinicians() -> None:
    assert [(r.key, r.counted, r.votes, r.passed) for r in rules(B4)] == [
        ("lay-chair", 1, 6, True),
        ("lay-majority", 4, 6, True),
        ("gp-non-majority", 2, 6, True),
        ("non-clinician-majority", 3, 6, False),
    ]


def test_b5_one_voter_more_or_one_vote_less_mends_it() -> None:
    assert smallest_changes(B4) == (
        "add 1 non-clinical voter, lay or executive",
        "take the vote of 1 general practitioner",
    )
    assert smallest_changes(voters("lay", "lay", "executive", "gp")) == ()


# --- Severity: the worked values


def component(part: str, code: str, amount: str = "") -> Points:
    return SCHEME.component(part, code, Decimal(amount) if amount else None)


def weighed(
    interest: str, act: str, value: Points, breadth: str, proximity: str, *safeguards: str
) -> Assessment:
    return SCHEME.assess(
        [
            component("interest", interest),
            component("act", act),
            value,
            component("breadth", "share", breadth),
            component("proximity", proximity),
        ],
        safeguards,
    )


MONEY, CORE = component("value", "pounds", "2300000"), component("value", "core-contract")
COMPLIANT = ("lay-chair", "lay-majority", "separate-body")


@pytest.mark.parametrize(
    ("found", "inherent", "residual", "bands"),
    [
        (weighed("owner", "award", MONEY, "1", "unknown"), (4, 19), (4, 19), ("low", "severe")),
        (
            weighed("owner", "award-without-competition", MONEY, "1", "minority", "transparency-notice", "audit-advice"),
            (14, 14), (12, 12), ("high", "high"),
        ),
        (weighed("professional", "sanction", CORE, "0.03", "minority", *COMPLIANT), (10, 10), (6, 6), ("moderate", "moderate")),
        (weighed("owner", "sanction", CORE, "0.03", "minority", *COMPLIANT), (12, 12), (8, 8), ("moderate", "moderate")),
        (weighed("owner", "sanction", CORE, "0.03", "minority", "exclusion", *COMPLIANT), (12, 12), (4, 4), ("low", "low")),
        (weighed("owner", "scheme", MONEY, "1", "minority", "independent-clinician", *COMPLIANT), (12, 12), (7, 7), ("moderate", "moderate")),
        (weighed("owner", "award-without-competition", MONEY, "1", "advise", "nhse-decides"), (9, 9), (6, 6), ("moderate", "moderate")),
        (weighed("owner", "award-without-competition", MONEY, "1", "minority", *COMPLIANT), (14, 14), (10, 10), ("high", "high")),
    ],
)  # fmt: skip
def test_the_worked_values(
    found: Assessment, inherent: tuple[int, int], residual: tuple[int, int], bands: tuple[str, str]
) -> None:
    assert (found.inherent, found.residual, found.bands) == (inherent, residual, bands)


def test_halves_round_up_and_so_does_what_is_left_at_least() -> None:
    half = weighed("owner", "competed-award", component("value", "pounds", "20000"), "0.2", "majority")
    assert half.inherent == (13, 13)  # 12.5
    assert half.floor == (4, 4)  # a quarter of 13 is 3.25
    least = weighed("owner", "competed-award", component("value", "pounds", "20000"), "0.2", "majority",
                    "exclusion", "competition", "transparency-notice", "register", *COMPLIANT)  # fmt: skip
    assert least.residual == (4, 4)


def test_guidance_and_peer_support_earn_nothing_and_alternatives_count_once() -> None:
    plain = weighed("owner", "scheme", MONEY, "1", "minority")
    assert (
        weighed("owner", "scheme", MONEY, "1", "minority", "guidance", "reframing", "training").residual
        == plain.residual
    )
    both = weighed("owner", "scheme", MONEY, "1", "minority", "exclusion", "abstention")
    assert both.credited == 4


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("proximity,unknown,,1,4", "proximity,nobody,,1,4", "the part “proximity” has no unknown"),
        (
            "proximity,unknown,,1,4,,Who decided is not known.\n",
            "",
            "Expected a row for each that begins with proximity,unknown",
        ),
        (
            "act,scheme,,2,2",
            "act,scheme,,two,2",
            "severity.csv, row 16, column low: “two” is no number of points",
        ),
        ("act,scheme,,2,2", "act,scheme,,-2,2", "row 16, column low: “-2” is no number of points"),
        ("act,scheme,,2,2", "act,scheme,,NaN,2", "row 16, column low: “NaN” is no number of points"),
        ("act,scheme,,2,2", "act,scheme,,3,2", "row 16, column high: 2 is less than low, 3"),
        ("act,scheme,,2,2,,", "act,scheme,,2,2,", "row 16: 6 cells. Expected 7 cells"),
        ("act,scheme,,2,2", "deed,scheme,,2,2", "row 16, column part: unknown part “deed”"),
        ("act,scheme,,2,2", "act,merger,,2,2", "row 16, column code: “act,merger” stands twice"),
        ("value,pounds,0,1,1", "value,pounds,10,1,1", "no row “value,pounds” begins at 0"),
        ("band,moderate,5", "band,moderate,5.5", "column from: 5.5 is no whole number"),
        ("part,code,from", "part,code,since", "row 1: the header is not as expected"),
        ("cap,process,,6,6", "cap,other,,6,6", "the group “process” has no cap"),
        ("band,low,0", "band,low,1", "no band begins at 0"),
    ],
)
def test_a_table_of_severities_that_is_not_complete(tmp_path: Path, old: str, new: str, message: str) -> None:
    text = (resources.data_dir() / "severity.csv").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "severity.csv"
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(SourceError, match=re.escape(message)):
        severity.load(path)
