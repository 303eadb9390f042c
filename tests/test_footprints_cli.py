"""``nhsgraph footprints`` and the C questions, as a user meets them."""

from __future__ import annotations

import csv
import json
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from nhsgraph.analyses import registry
from nhsgraph.analyses.footprints.report import Report
from nhsgraph.analyses.footprints.tiers import Basis, Tier
from nhsgraph.errors import NhsGraphError, OutsideLife, UsageError
from nhsgraph.graph import Graph
from nhsgraph.ids import ID
from nhsgraph.present import reports
from nhsgraph.present.text import Style
from nhsgraph.query import Iri, Table, Value
from nhsgraph.questions import ask, find

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def texts(report: Report) -> list[str]:
    return [s.text for section in report.sections for s in section.statements]


@pytest.fixture(scope="module")
def every_report(graph: Graph) -> tuple[Report, ...]:
    desk = graph.footprints
    return (
        *(desk.body(body) for body in ("ccg-05T", "ccg-99M", "stp-QGH", "pct-5PL", "authority-E10000034")),
        desk.body("practice-M81001"),
        desk.body("federation-suffolk"),
        desk.body("ccg-08V", basis=Basis.CONTRACT),
        desk.nesting(Tier.CCG, Tier.STP),
        desk.nesting(Tier.PRACTICE, Tier.STP, exceptions=True),
        desk.changes(Tier.CCG, Tier.AUTHORITY, date(2017, 4, 1), date(2020, 4, 1)),
        *(desk.test(claim) for claim in ("pct-clusters", "mergers", "federations")),
    )


def test_every_statement_and_row_cites_a_listed_source(every_report: tuple[Report, ...]) -> None:
    for report in every_report:
        listed = {source.id for source in report.sources}
        for section in report.sections:
            for statement in section.statements:
                assert statement.cites, (report.title, statement.text)
                assert {cite.source for cite in statement.cites} <= listed
            for row in section.table.rows if section.table else ():
                assert row.cites


def test_every_result_prints_basis_weight_date_method_and_tolerance(every_report: tuple[Report, ...]) -> None:
    for report in every_report:
        if report.analysis in {
            "footprints.body",
            "footprints.nesting",
            "footprints.exceptions",
            "footprints.changes",
        }:
            told = "\n".join(texts(report))
            for word in ("Basis: ", "weight: ", "date: ", "tolerance: ", "Method: "):
                assert word in told, (report.title, word)


def test_every_form_says_the_same(every_report: tuple[Report, ...]) -> None:
    for report in every_report:
        document = json.loads(reports.render(report, "json", Style()))
        assert document["schema_version"] == 1
        assert document["parameters"]
        said = [s["text"] for section in document["sections"] for s in section["statements"]]
        assert said == texts(report)
        plain = " ".join(reports.render(report, "text", Style(width=100, all_rows=True)).split())
        for one in said:
            assert one in plain
        assert reports.render(report, "md", Style()).startswith("# ")
        lines = reports.render(report, "csv", Style()).splitlines()
        remarks = [line.removeprefix("# ") for line in lines if line.startswith("# ")]
        rows = list(csv.reader(lines[: len(lines) - len(remarks)]))
        assert rows[0][-1] == "sources"
        assert len(rows) > 1
        assert all(len(row) == len(rows[0]) for row in rows)
        cited = [row[-1].split() for row in rows]
        assert all(len(set(one)) == len(one) for one in cited)
        for section in report.sections:
            if section.key == "method":
                assert {statement.text for statement in section.statements} <= set(remarks)


def test_one_body(graph: Graph) -> None:
    told = texts(graph.footprints.body("ccg-05T"))
    assert (
        "Herefordshire and Worcestershire (QGH): within, 100% of it and 38.9% of the other (298,260 residents)."
        in told
    )
    assert "Worcestershire (5PL): overlaps, 54.1% of the other." in told
    assert (
        "GP federation of South Worcestershire: coterminous, 100% of it and 100% of the other (33 practices)."
        in told
    )
    assert not any("Suffolk" in text for text in told)


def test_registered_people_are_not_compared_with_residents(graph: Graph) -> None:
    told = texts(graph.footprints.body("ccg-05T", basis=Basis.REGISTERED))
    assert (
        "Not comparable with districts and upper-tier authorities: they are territories, "
        "and no source here places practices or postcodes in them."
    ) in told


def test_bodies_of_which_nothing_is_known_are_said_to_be_not_known(graph: Graph) -> None:
    report = graph.footprints.nesting(Tier.CCG, Tier.FEDERATION)
    assert report.headline[:2] == ("1 of 1 nest", "208 not known")
    (gap,) = [s for s in report.sections[0].statements if s.key == "not-known"]
    assert gap.gap
    assert gap.text.startswith(
        "Not known of 208 more CCGs, because no source here says in which federation they lie: "
    )
    assert gap.text.endswith(" and 202 more.")
    assert not any("lies in none" in text for text in texts(report))


def test_the_documented_query_for_authorities_by_ccg(graph: Graph) -> None:
    page = (Path(__file__).parent.parent / "docs" / "analyses" / "footprints.md").read_text("utf-8")
    query = page.split("```sparql\n")[1].split("```")[0]
    found = {str(row[0]): row[1] for row in graph.sparql(query).rows}
    assert len(found) == 13
    assert found["Surrey"] == 3
    assert "Cumbria" not in found


def test_verdicts(graph: Graph) -> None:
    def verdict(claim: str) -> str:
        report = graph.footprints.test(claim)
        return next(s.text for section in report.sections for s in section.statements if s.key == "verdict")

    assert verdict("pct-clusters").startswith("Plausible, not universal")
    assert "30 to 32 of 44" in verdict("pct-clusters")
    assert verdict("mergers").startswith("Supported for STPs: no merger crossed one")
    assert verdict("federations").startswith("Not so for the two federations")


def test_the_demonstration_area_is_compared_by_practices_and_marked(demo: Graph) -> None:
    report = demo.footprints.nesting(Tier.CCG, Tier.STP)
    assert report.fictional
    assert report.parameters["basis"] == "members"
    assert "fictional data" in reports.render(report, "text", Style())
    with pytest.raises(UsageError, match="cannot be tested"):
        demo.footprints.test("mergers")


def test_a_body_before_its_life(graph: Graph) -> None:
    with pytest.raises(
        OutsideLife,
        match=r"NHS Newcastle Gateshead CCG \(13T\) began on 2015-04-01, after 2014-04-01\. Before it: .*\(00F\)",
    ):
        graph.footprints.body("ccg-13T", date(2014, 4, 1))


def test_a_body_after_its_life_names_its_successor_as_explain_does(graph: Graph) -> None:
    with pytest.raises(OutsideLife) as ours:
        graph.footprints.body("ccg-05T", date(2020, 6, 1))
    with pytest.raises(OutsideLife) as explained:
        graph.explain("05T", "2020-06-01")
    assert str(ours.value) == str(explained.value)
    assert "After it: NHS Herefordshire and Worcestershire CCG (18C)." in str(ours.value)


def test_a_trust_has_no_footprint(graph: Graph) -> None:
    with pytest.raises(UsageError, match="has no footprint here"):
        graph.footprints.body("trust-RTV")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "ask about one thing"),
        (("05T", "--tier", "ccg", "--against", "stp"), "ask about one thing"),
        (("--tier", "ccg"), "--tier and --against go together"),
        (("--tier", "cgc", "--against", "stp"), "“cgc” is not a tier. Choose one of practice"),
        (("--tier", "ccg", "--against", "ccg"), "--tier and --against are both “ccg”"),
        (("--tier", "ccg", "--against", "stp", "--basis", "people"), "“people” is not a basis"),
        (
            ("--tier", "ccg", "--against", "stp", "--basis", "members", "--weight", "areas"),
            "It takes practices.",
        ),
        (("--tier", "ccg", "--against", "stp", "--tolerance", "0.3"), "is not a tolerance"),
        (("--tier", "ccg", "--against", "pct"), "Ask the other way round: --tier pct --against ccg"),
        (("--tier", "ccg", "--against", "stp", "--changes", "2018-04-01", "2017-04-01"), "is not before"),
        (("--tier", "federation", "--against", "stp", "--basis", "residents"), "have no territory"),
        (("--test", "moon"), "no claim is called “moon”. Choose one of pct-clusters, mergers, federations."),
        (("05T", "--weight", "areas"), "--weight needs --basis"),
        (("05T", "--exceptions"), "--exceptions and --changes go with two tiers"),
        (("05T", "--as-of", "2016-13-01"), "is not a date"),
        (
            ("--tier", "ccg", "--against", "stp", "--as-of", "2030-01-01"),
            "no source here says in which STP any CCG lay on 2030-01-01.",
        ),
        (
            ("--tier", "ccg", "--against", "stp", "--changes", "2020-04-01", "2021-04-01"),
            "no source here says in which STP any CCG lay on 2021-04-01.",
        ),
        (
            ("--tier", "ccg", "--against", "locality"),
            "no source here gives the extent of any locality or network, only that there was one: Tower Hamlets",
        ),
        (
            ("--tier", "practice", "--against", "stp", "--as-of", "2030-01-01"),
            "no practice has a footprint by members on 2030-01-01",
        ),
    ],
)
def test_what_cannot_be_asked(graph: Graph, arguments: tuple[str, ...], message: str) -> None:
    from nhsgraph.cli import footprints

    options = iter(arguments)
    values: dict[str, object] = {}
    for one in options:
        if one == "--changes":
            values["changes"] = (next(options), next(options))
        elif one == "--exceptions":
            values["exceptions"] = True
        elif one.startswith("--"):
            values[one[2:].replace("-", "_")] = next(options)
        else:
            values["body"] = one
    with pytest.raises(NhsGraphError) as raised:
        footprints.report(graph, footprints.FootprintsRequest(**values))  # type: ignore[arg-type]
    assert message in str(raised.value)


def test_the_command(run: Run) -> None:
    done = run("footprints", "--tier", "ccg", "--against", "stp", "--exceptions")
    assert done.returncode == 0, done.stderr
    assert "NHS Cumbria CCG (01H) does not nest: 117 LSOAs with 186,018 residents outside" in done.stdout
    wrong = run("footprints", "--tier", "ccg", "--against", "moon")
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert wrong.stderr.startswith("error: “moon” is not a tier.")


def answer(graph: Graph, question: str, **values: Value) -> Table:
    return ask(graph.store, find(question), values)


def test_c1_where_south_worcestershire_lies(graph: Graph) -> None:
    rows = answer(graph, "c1", ccg=Iri(ID + "ccg-05T"), asOf=date(2016, 4, 1)).rows
    found = {(row[0], row[1]): row[5:] for row in rows}
    assert ("STP", "QGH") in found
    assert ("AreaTeam", "Q53") in found
    assert str(found["PrimaryCareTrust", "5PL"][1]) == "0.5408"
    assert ("LocalAuthority", "E10000034") in found
    assert [row[2] for row in rows if row[0] == "Federation"] == ["GP federation of South Worcestershire"]


def test_c1_c2_and_c5_name_bodies_as_they_were_called(graph: Graph) -> None:
    """01H was Cumbria until April 2017, and Frimley no ICS in 2016."""
    day = date(2016, 4, 1)
    assert next(row[1] for row in answer(graph, "c2", asOf=day).rows) == "NHS Cumbria CCG"
    assert {row[0]: row[1] for row in answer(graph, "c5", asOf=day).rows}["QNQ"] == "Frimley Health"
    of_two = {row[1]: row[2] for row in answer(graph, "c1", ccg=Iri(ID + "ccg-99M"), asOf=day).rows}
    assert of_two["QNQ"] == "Frimley Health"
    later = {
        row[1]: row[2] for row in answer(graph, "f4", body=Iri(ID + "ccg-99M"), asOf=date(2019, 5, 1)).rows
    }
    assert later[Iri(ID + "stp-QNQ")] == "Frimley Health and Care ICS"


def test_c2_ccgs_in_two_stps(graph: Graph) -> None:
    assert [row[0] for row in answer(graph, "c2", asOf=date(2016, 4, 1)).rows] == ["01H", "99M"]
    assert answer(graph, "c2", asOf=date(2017, 4, 1)).rows == []


def test_c3_authorities_in_several_stps(graph: Graph) -> None:
    assert {row[1]: row[2] for row in answer(graph, "c3").rows} == {
        "Birmingham": 2,
        "Cumbria": 2,
        "Essex": 3,
        "Hampshire": 2,
        "North Yorkshire": 3,
        "Nottinghamshire": 2,
        "Suffolk": 2,
        "Surrey": 3,
    }


def test_c5_stps_across_area_teams(graph: Graph) -> None:
    found = [row[0] for row in answer(graph, "c5", asOf=date(2016, 4, 1)).rows]
    assert found == ["QE1", "QJG", "QM7", "QMK", "QNQ", "QVP", "QWO", "QYG"]
    assert len(answer(graph, "c5", asOf=date(2017, 4, 1)).rows) == 7


@pytest.mark.parametrize(
    ("question", "claims"),
    [
        ("c4", ["S4-117"]),
        ("c6", ["S0-49"]),
        ("c7", ["S1-37", "S1-50"]),
        ("c8", ["S1-30", "S1-31"]),
        ("c9", ["S4-11", "S4-110", "S4-111", "S4-112", "S4-116"]),
        ("c10", ["S0-03", "S4-34"]),
        ("c11", ["S4-113", "S4-114"]),
    ],
)
def test_questions_that_claims_answer(graph: Graph, question: str, claims: list[str]) -> None:
    assert [str(row[0]).rsplit("/", 1)[-1] for row in answer(graph, question).rows] == claims


@pytest.mark.parametrize("question", ["c1", "c4", "c5", "c6", "c7", "c11"])
def test_the_analyses_that_questions_name(graph: Graph, question: str) -> None:
    values: dict[str, Value] = {"ccg": Iri(ID + "ccg-05T"), "asOf": date(2016, 4, 1)}
    told = registry.run(graph, find(question).analysis, values)
    assert told
    assert all(text.endswith("]") and not text.endswith("[]") for text in told)


def test_explain_draws_the_footprints(graph: Graph) -> None:
    (section,) = [s for s in graph.explain("99M", "2016-04-01").sections if s.key == "footprints"]
    bars = {statement.key: statement.share for statement in section.statements if statement.share is not None}
    assert str(bars["authority-E10000014"]) == "0.793289"
    assert str(bars["authority-E10000030"]) == "0.206711"
    (section,) = [s for s in graph.explain("01H", "2016-04-01").sections if s.key == "footprints"]
    assert {"stp-QT8", "stp-QE1"} <= {statement.key for statement in section.statements}
