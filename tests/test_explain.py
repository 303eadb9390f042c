"""Explanations of real bodies on real dates, as literal sentences, and what holds for every one of them."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal

import pytest
from explained import check

from nhsgraph.analyses import explain
from nhsgraph.analyses.explain import places, subject
from nhsgraph.analyses.explanation import Explanation, Section, Statement
from nhsgraph.errors import AmbiguousBody, BadDate, OutsideLife, UnknownBody
from nhsgraph.facts import Grade
from nhsgraph.graph import Graph
from nhsgraph.present import as_json, markdown, text
from nhsgraph.query import Value
from nhsgraph.views import Fields

#: One body of each class that has an explanation of its own, and some without.
BODIES = (
    ("05T", "2014-06-01"),
    ("05T", "2016-04-01"),
    ("01H", "2017-04-01"),
    ("16C", "2021-04-01"),
    ("M81091", "2016-04-01"),
    ("QGH", "2017-04-01"),
    ("QHM", "2019-06-01"),
    ("Y55", "2016-04-01"),
    ("Q53", "2014-04-01"),
    ("Q77", "2016-04-01"),
    ("E10000034", "2016-04-01"),
    ("5PL", "2012-06-01"),
    ("site-1", ""),
    ("13A", "2014-04-01"),
)


def section(explanation: Explanation, key: str) -> Section:
    return next(s for s in explanation.sections if s.key == key)


def told(explanation: Explanation, part: str, key: str) -> Statement:
    return next(s for s in section(explanation, part).statements if s.key == key)


def test_05t_before_co_commissioning(graph: Graph) -> None:
    e = graph.explain("05T", as_of="2014-06-01")
    assert e.name == "NHS South Worcestershire CCG"
    assert told(e, "level", "level").text == (
        "None yet: co-commissioning arrangements took effect on 2015-04-01. "
        "It had no primary care commissioning committee (PCCC)."
    )
    assert told(e, "level", "level").facts == {"level": None, "state": "none-yet", "pccc": False}
    assert told(e, "members", "count").facts["open_memberships"] == 32
    assert told(e, "members", "count").facts["active"] is None
    assert told(e, "places", "stp").text == "No STP yet: the first on record for it dates from 2016-03-01."
    assert told(e, "identity", "successor").text == (
        "On 2020-04-01 it was merged into NHS Herefordshire and Worcestershire CCG (18C)."
    )
    assert told(e, "places", "local-team").facts["code"] == "Q53"


def test_05t_in_2016_counts_the_dormant_practice_apart(graph: Graph) -> None:
    e = graph.explain("05T", as_of="2016-04-01")
    count = told(e, "members", "count")
    assert count.text == (
        "33 practices had an open membership on 2016-04-01. 32 were active; dormant in the register: "
        "FARRIER HOUSE SURGERY (Y02708)."
    )
    assert count.facts == {"open_memberships": 33, "active": 32, "dormant": ["Y02708"]}
    assert told(e, "level", "level").facts == {"level": None, "state": "unknown"}
    assert [s.key for s in section(e, "level").statements][1:4] == [
        "possible-greater-involvement",
        "possible-joint",
        "possible-delegated",
    ]
    assert told(e, "places", "stp-QGH").facts["name"] == "Herefordshire and Worcestershire"


def test_south_manchester_by_part_of_its_name(graph: Graph) -> None:
    e = graph.explain("south manchester", as_of="2013-04-01")
    assert (e.code, told(e, "members", "count").facts["open_memberships"]) == ("01N", 25)
    assert told(e, "identity", "successor").facts["successor"] == "14L"


def test_one_code_two_names_two_sets_of_members(graph: Graph) -> None:
    before, after = graph.explain("01H", as_of="2017-03-31"), graph.explain("01H", as_of="2017-04-01")
    assert (before.code, before.name) == ("01H", "NHS Cumbria CCG")
    assert (after.code, after.name) == ("01H", "NHS North Cumbria CCG")
    sets = []
    for e in (before, after):
        table = section(e, "members").table
        assert table is not None
        sets.append({row.cells[0] for row in table.rows})
    assert [len(s) for s in sets] == [78, 46]
    assert sets[1] < sets[0]
    moved = told(after, "identity", "boundary-1")
    assert moved.facts == {
        "from": "01H",
        "to": "01K",
        "effective": date(2017, 4, 1),
        "lsoas": 117,
        "lsoas_before": 324,
    }


@pytest.mark.parametrize(
    ("body", "day", "message"),
    [
        (
            "00W",
            "2018-04-01",
            "NHS Central Manchester CCG (00W) ended on 2017-03-31, before 2018-04-01. After it: NHS Manchester CCG (14L).",
        ),
        (
            "14L",
            "2014-04-01",
            "NHS Manchester CCG (14L) began on 2017-04-01, after 2014-04-01. Before it: NHS Central Manchester CCG (00W), NHS North Manchester CCG (01M), NHS South Manchester CCG (01N).",
        ),
        (
            "05T",
            "2012-01-01",
            "NHS South Worcestershire CCG (05T) began on 2013-04-01, after 2012-01-01. Before it: Worcestershire PCT (5PL).",
        ),
        (
            "13A",
            "2016-04-01",
            "LEICESTERSHIRE AND LINCOLNSHIRE COMMISSIONING HUB (13A) ended on 2015-03-31, before 2016-04-01. Ask for an earlier date with --as-of.",
        ),
    ],
)
def test_a_date_outside_the_life_names_who_came_before_or_after(
    graph: Graph, body: str, day: str, message: str
) -> None:
    with pytest.raises(OutsideLife) as caught:
        graph.explain(body, as_of=day)
    assert str(caught.value) == message
    assert (caught.value.as_of, caught.value.exit_code) == (day, 2)


@pytest.mark.parametrize(("day", "exists"), [("2013-03-31", False), ("2013-04-01", True), ("2020-03-31", True), ("2020-04-01", False)])  # fmt: skip
def test_the_life_is_half_open(graph: Graph, day: str, exists: bool) -> None:
    if exists:
        assert graph.explain("05T", as_of=day).as_of == date.fromisoformat(day)
    else:
        with pytest.raises(OutsideLife):
            graph.explain("05T", as_of=day)


@pytest.mark.parametrize("wrong", ["2016-13-01", "yesterday", "2015-02-29", "1 April 2016", ""])
def test_what_is_not_a_date(graph: Graph, wrong: str) -> None:
    with pytest.raises(BadDate, match=re.escape(f"“{wrong}” is not a date. Write it as year-month-day")):
        graph.explain("05T", as_of=wrong)


def test_unknown_and_ambiguous_names(graph: Graph) -> None:
    with pytest.raises(UnknownBody) as unknown:
        graph.explain("south worcestershyre")
    assert ("05T", "NHS South Worcestershire CCG") in unknown.value.suggestions
    with pytest.raises(UnknownBody, match="no body has the code or name “05Q9Z”"):
        graph.explain("05Q9Z")
    with pytest.raises(AmbiguousBody) as ambiguous:
        graph.explain("sou")
    assert {"00M", "00N", "01N", "05T"} <= {code for code, _ in ambiguous.value.candidates}
    assert graph.resolve("manchester")[0] == "ccg-14L"  # the name of one of them, in full


def test_without_a_date_the_last_first_of_april_with_figures(graph: Graph) -> None:
    e = graph.explain("05T")
    assert (e.as_of, e.as_of_chosen) == (date(2018, 4, 1), False)
    assert graph.explain("00W").as_of == date(2016, 4, 1)


def test_an_anonymous_site_refuses_identification(graph: Graph) -> None:
    e = graph.explain("site-1")
    assert told(e, "anonymity", "refusal").facts == {"identified": False, "code": None}
    assert e.headline == ("anonymous: not identified, and not to be",)


@pytest.mark.parametrize(("body", "day"), BODIES)
def test_every_sentence_and_row_cites_a_listed_source(graph: Graph, body: str, day: str) -> None:
    check(graph.explain(body, as_of=day or None))


@pytest.mark.parametrize(("body", "day"), BODIES)
def test_the_formats_state_the_same(graph: Graph, body: str, day: str) -> None:
    e = graph.explain(body, as_of=day or None)
    as_text = _squeezed(text.render(e, text.Style(width=100_000, all_rows=True)))
    as_markdown = _squeezed(markdown.render(e).replace("\\", ""))
    piped = re.sub(r"\s*\|\s*", "|", as_markdown)
    document = json.loads(as_json.render(e))
    assert document["schema_version"] == 1
    assert [s["id"] for s in document["sources"]] == [s.id for s in e.sources]
    for part, found in zip(e.sections, document["sections"], strict=True):
        for statement, stated in zip(part.statements, found["statements"], strict=True):
            assert stated["text"] == statement.text
            assert [s["id"] for s in stated["sources"]] == [c.source for c in statement.cites]
            assert _squeezed(statement.text) in as_text
            assert _squeezed(statement.text) in as_markdown
        if part.table is not None:
            assert found["table"]["columns"] == [key for key, _ in part.table.columns]
            for row, cells in zip(part.table.rows, found["table"]["rows"], strict=True):
                shown = [_squeezed(text.cell(value)) for value in row.cells]
                assert "|".join(shown) in piped
                assert all(cell in as_text for cell in shown)
                assert list(cells) == [*found["table"]["columns"], "sources"]


def _squeezed(shown: str) -> str:
    return " ".join(shown.split())


def test_the_same_question_gives_the_same_bytes(graph: Graph) -> None:
    for render in (as_json.render, markdown.render):
        assert render(graph.explain("05T", as_of="2016-04-01")) == render(
            graph.explain("05T", as_of="2016-04-01")
        )


def test_json_keys_in_order(graph: Graph) -> None:
    document = json.loads(as_json.render(graph.explain("05T", as_of="2016-04-01")))
    assert list(document) == [
        "schema_version",
        "body",
        "as_of",
        "as_of_chosen",
        "fictional",
        "headline",
        "sections",
        "sources",
    ]
    assert document["body"] == {
        "id": "ccg-05T",
        "code": "05T",
        "kind": "CCG",
        "kind_label": "clinical commissioning group (statutory body)",
        "name": "NHS South Worcestershire CCG",
    }
    assert list(document["sections"][0]["statements"][0]) == ["key", "text", "facts", "sources", "grade"]


def test_fictional_data_say_so_in_every_format(demo: Graph) -> None:
    e = demo.explain("X01", as_of="2016-04-01")
    assert e.fictional
    assert "fictional data" in text.render(e, text.Style()).splitlines()[0]
    assert "Fictional data." in markdown.render(e)
    assert json.loads(as_json.render(e))["fictional"] is True


def test_real_data_are_never_marked_fictional(graph: Graph) -> None:
    assert not graph.explain("05T").fictional


@pytest.mark.parametrize(
    ("body", "day", "sentence"),
    [
        ("05T", "2016-04-01", "No path of interest and decision is known to hold on this date; for 1 path it is not known when."),
        ("05T", "2018-04-01", "2 paths of interest and decision on this date; for 1 more path it is not known when."),
        ("05T", "2019-04-01", "No path of interest and decision is known to hold on this date; for 1 path it is not known when."),
        ("01H", "2018-04-01", "2 paths of interest and decision on this date."),
        ("01H", "2017-04-01", "No path of interest and decision is in the data on this date."),
    ],
)  # fmt: skip
def test_paths_whose_days_are_not_known_are_not_said_to_hold(
    graph: Graph, body: str, day: str, sentence: str
) -> None:
    found = told(graph.explain(body, as_of=day), "conflicts", "meaning")
    assert found.text.startswith(sentence + " A conflict path")


def said(explanation: Explanation) -> str:
    return "\n".join(s.text for part in explanation.sections for s in part.statements)


def test_a_membership_that_goes_on_is_no_change(graph: Graph) -> None:
    # P84676 stands twice at 14L, once corrected to it and once as published, one row beginning as the other ends.
    e = graph.explain("14L", as_of="2017-06-01")
    assert not any(s.key == "joined" for s in section(e, "members").statements)
    assert (
        told(e, "members", "left").text
        == "Left in 2017/18: OSWALD ROAD MEDICAL PRACTICE (P84676, 2017-10-31)."
    )


@pytest.mark.parametrize(
    ("body", "key", "text"),
    [
        (
            "05T",
            "left",
            "Left in 2019/20, up to 2019-10-31 where the source ends: LINK END SURGERY (M81079, 2019-04-30).",
        ),
        ("00C", "changes", "No practice joined or left in 2019/20, up to 2019-10-31 where the source ends."),
    ],
)
def test_changes_of_a_year_that_the_source_does_not_reach_the_end_of(
    graph: Graph, body: str, key: str, text: str
) -> None:
    assert told(graph.explain(body, as_of="2019-06-01"), "members", key).text == text


def test_shares_are_of_the_territory_that_it_had_on_the_date(graph: Graph) -> None:
    """01H gave 117 of its 324 LSOAs away on 2017-04-01, so the look-up of 2016 does not tell its shares of 2017."""

    def shares(day: str) -> tuple[str, object]:
        e = graph.explain("01H", as_of=day)
        return str(told(e, "footprints", "authorities").facts["as_of"]), told(
            e, "footprints", "authority-E10000006"
        ).facts["people"]

    assert shares("2017-03-31") == ("2016-04-01", 498032)
    assert shares("2017-04-01")[0] == shares("2017-06-01")[0] == shares("2018-04-01")[0] == "2018-04-01"
    assert shares("2017-06-01")[1] != 498032


def test_shares_between_two_moves_of_territory_are_said_not_to_be_measured(graph: Graph) -> None:
    moved = told(graph.explain("01K", as_of="2017-06-01"), "footprints", "authorities-moved")
    assert moved.text == (
        "Territory moved to or from it on 2018-04-01, between that day and 2017-06-01: "
        "its shares on 2017-06-01 are not measured in these sources."
    )
    assert moved.gap
    later = graph.explain("01K", as_of="2018-04-01")
    assert not any(s.key == "authorities-moved" for s in section(later, "footprints").statements)


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (
            "body-nhs-england",
            "NHS England relies on Monitor (in 2015). For the oversight of conflicts of interest.",
        ),
        ("body-nhs-england", "Simon Stevens: chief executive, NHS England (from 2014-04)."),
        (
            "body-health-authorities",
            "Health authorities: holder of the contracts of GPs (from 1996 to 2002).",
        ),
        ("body-health-authorities", "existed from 1973; these sources give no end."),
        ("body-pct-clusters", "existed from 2011-06 to 2013-03."),
        ("network-tower-hamlets", "(£8.00m, from 2006/07 to 2008/09)."),
        ("federation-suffolk", "is the same body as SUFFOLK GP FEDERATION C.I.C. Matched by its full name."),
        ("federation-suffolk", "has practices of NHS West Suffolk CCG as members. In part;"),
        (
            "provider-sw-healthcare",
            "Contract of NHS England with SW Healthcare Limited (in force, from 2018-04).",
        ),
    ],
)
def test_what_is_stated_reads_as_a_sentence_no_more_exact_than_its_source(
    graph: Graph, body: str, sentence: str
) -> None:
    text = said(graph.explain(body))
    assert sentence in text
    assert "()" not in text
    assert ".." not in text


def test_the_months_of_a_study_are_not_the_life_of_the_group_it_studied(graph: Graph) -> None:
    e = graph.explain("site-1", as_of="2014-04-01")
    assert "has no dates in these sources" in told(e, "identity", "life").text


def test_a_body_past_the_end_of_the_sources_is_not_said_to_exist(graph: Graph) -> None:
    assert "has existed since 1974-04-01" in said(graph.explain("M81004", as_of="2019-10-31"))
    assert "it had no end when these sources stop, before 2019-11-01" in said(
        graph.explain("M81004", as_of="2019-11-01")
    )


@pytest.mark.parametrize(
    ("body", "label"),
    [
        ("network-tower-hamlets", "locality (non-statutory partnership)"),
        ("body-kings-fund", "research body (charity)"),
        ("body-monitor", "regulator"),
        ("05T", "clinical commissioning group (statutory body)"),
    ],
)
def test_the_standing_in_law_is_that_of_the_body_itself(graph: Graph, body: str, label: str) -> None:
    assert graph.explain(body).kind_label == label


def test_what_was_proposed_does_not_read_as_what_was(graph: Graph) -> None:
    text = said(graph.explain("body-nhs-england"))
    assert "Claim (proposed): Simon Stevens – advocated – " in text
    assert "Claim: NHSE – holds – GP contracts." in text


def test_a_primary_care_trust_names_the_groups_after_it(graph: Graph) -> None:
    assert told(graph.explain("5PL"), "identity", "after-ccg-05T").text == (
        "After it: 54.1% of its postcodes lay in the area of NHS South Worcestershire CCG (05T)."
    )
    with pytest.raises(
        OutsideLife, match=r"ended on 2013-03-31, before 2014-01-01\. After it: NHS South Worc.*\(05T\)"
    ):
        graph.explain("5PL", as_of="2014-01-01")


def test_a_day_outside_a_life_is_told_as_exactly_as_the_life_is_known(graph: Graph) -> None:
    with pytest.raises(OutsideLife, match=r"ended in 2013-03, before 2014-01-01"):
        graph.explain("body-pct-clusters", as_of="2014-01-01")


def test_a_district_past_the_end_of_its_source_is_not_said_to_lie_in_its_county(graph: Graph) -> None:
    lines = {s.text for s in section(graph.explain("E10000027", as_of="2020-04-01"), "structure").statements}
    assert (
        "Taunton Deane lay within Somerset when these sources end, before 2019-04-01; on 2020-04-01 that is not known."
        in lines
    )
    assert "Somerset West and Taunton lay within Somerset." in lines


@pytest.mark.parametrize(
    ("day", "name"), [("2016-06-01", "NHS Cumbria CCG"), ("2017-06-01", "NHS North Cumbria CCG")]
)
def test_the_groups_of_a_partnership_have_their_names_of_the_date(graph: Graph, day: str, name: str) -> None:
    table = section(graph.explain("QT8", as_of=day), "ccgs").table
    assert table is not None
    assert [row.cells[:2] for row in table.rows] == [("01H", name)]


def test_what_groups_paid_to_a_company_is_told_from_its_side(graph: Graph) -> None:
    e = graph.explain("company-06183049")
    table = section(e, "payments").table
    assert table is not None
    assert [row.cells[0] for row in table.rows] == ["06L", "06T", "07K", "06M"]
    assert told(e, "payments", "received").text == (
        "In 2018/19 4 CCGs paid it £10.1m in invoices over £25,000, as far as their spend was examined. "
        "Who owns it is not known from that."
    )
    paid = section(graph.explain("06L"), "money").table
    assert paid is not None
    assert ("SUFFOLK GP FEDERATION C.I.C.", 56, Decimal("4255048.82")) in [row.cells for row in paid.rows]


def test_a_hub_has_its_practice_apart(graph: Graph) -> None:
    assert [s.text for s in section(graph.explain("13A"), "members").statements] == [
        "C/O THE LIMES MEDICAL CENTRE (Y03584) from 2013-05-01 to 2015-03-04."
    ]


def test_sums_in_tables_are_exact_in_json_and_rounded_for_people(graph: Graph) -> None:
    e = graph.explain("05T", as_of="2018-04-01")
    tables = {s["key"]: s["table"]["rows"] for s in json.loads(as_json.render(e))["sections"] if "table" in s}
    assert tables["members"][0]["payments"] == 2941607.11
    assert tables["money"][0]["pounds"] == 2928125.86
    assert "£2.94m" in text.render(e, text.Style())
    assert "| £2.94m |" in markdown.render(e)


def test_no_sentence_is_better_graded_than_the_best_of_its_sources(graph: Graph, demo: Graph) -> None:
    assert tuple(Grade) == explain._GRADES
    merged = told(graph.explain("05T", as_of="2018-04-01"), "identity", "successor")
    assert merged.grade == "evidenced"  # compiled from releases, none of which says so
    for found, body in ((graph, "05T"), (graph, "site-1"), (graph, "M81091"), (demo, "X01")):
        e = found.explain(body)
        grades = {source.id: source.grade for source in e.sources}
        for part in e.sections:
            for statement in part.statements:
                best = {grades[cite.source] for cite in statement.cites}
                assert statement.grade != "" or "official" in best, statement.text


def test_open_ends_keep_the_capitals_of_names(graph: Graph) -> None:
    missing = [s.text for s in section(graph.explain("08V"), "missing").statements]
    assert (
        "Footprints: practices of it are members of Tower Hamlets primary care networks; which ones is in no source here. "
        "A set of practices has no territory." in missing
    )


@pytest.mark.parametrize(
    ("day", "groups", "partnerships"),
    [("2013-04-01", 211, 0), ("2016-06-01", 209, 44), ("2018-04-01", 195, 28), ("2019-06-01", 191, 42)],
)
def test_regions_count_every_group_once_and_partnerships_apart(
    graph: Graph, day: str, groups: int, partnerships: int
) -> None:
    found = {"ccgs": 0, "stps": 0}
    for code in ("Y54", "Y55", "Y56", "Y57", "Y58", "Y59", "Y60", "Y61", "Y62", "Y63"):
        try:
            e = graph.explain(code, as_of=day)
        except OutsideLife:
            continue
        for part in e.sections:
            if part.key in found:
                assert part.table is not None
                assert part.statements[0].facts["count"] == len(part.table.rows)
                found[part.key] += len(part.table.rows)
    assert found == {"ccgs": groups, "stps": partnerships}


def test_a_region_past_the_end_of_its_groups_does_not_count_partnerships_for_them(graph: Graph) -> None:
    e = graph.explain("Y56", as_of="2020-02-01")
    assert told(e, "ccgs", "count").text == (
        "Which CCGs it had on 2020-02-01 is not known: these sources end before 2019-11-01."
    )
    assert told(e, "stps", "count").text == "5 STPs lay in it on 2020-02-01."


def test_a_partnership_names_its_region(graph: Graph) -> None:
    assert told(graph.explain("QGH", as_of="2017-04-01"), "region", "region").facts["code"] == "Y55"


def test_a_region_is_not_known_after_the_last_on_record(graph: Graph) -> None:
    assert told(graph.explain("05T", as_of="2019-11-01"), "places", "region").text == (
        "Its region of NHS England on 2019-11-01 is not known: these sources end before 2019-11-01."
    )


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (
            "2015-03-31",
            "Its region on 2015-03-31 is not known: the first on record for it dates from 2015-04-01.",
        ),
        ("2015-04-01", ""),
        ("2016-04-01", "Its region on 2016-04-01 is not known: these sources end before 2016-04-01."),
        ("2018-01-01", "Its region on 2018-01-01 is not known: these sources end before 2018-01-01."),
    ],
)
def test_a_team_is_not_known_before_between_and_after_those_on_record(
    graph: Graph, day: str, text: str
) -> None:
    """No body of the national data has a gap before its first region, or between two."""
    context, _ = subject(graph.reader, "ccg-05T", date.fromisoformat(day))

    def row(begins: str, ends: str, known: str) -> Fields:
        values: dict[str, Value] = {"record": ""}
        for name, day in (("from", begins), ("to", ends), ("known", known)):
            values[name] = date.fromisoformat(day) if day else None
        return Fields(values, ("a",))

    rows = [row("2015-04-01", "2016-04-01", "2018-01-01"), row("2017-01-01", "", "2018-01-01")]
    assert [s.text for s in places._no_team(context, rows, "region", "region")] == [text] * bool(text)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (
            "01H",
            "On 2017-04-01 117 LSOAs of the 324 that it then had moved from it to NHS Morecambe Bay CCG (01K).",
        ),
        (
            "01K",
            "On 2017-04-01 117 LSOAs of the 324 that that body then had moved to it from NHS North Cumbria CCG (01H).",
        ),
    ],
)
def test_territory_moves_from_who_gave_to_who_took_it(graph: Graph, body: str, text: str) -> None:
    assert text in said(graph.explain(body))


def test_names_and_codes_end_on_their_last_day(graph: Graph) -> None:
    text = said(graph.explain("01H"))
    assert (
        "Named “NHS Cumbria CCG” from 2013-04-01 to 2017-03-31 (dates are those of the releases that print it)."
        in text
    )
    assert "Named “NHS North Cumbria CCG” from 2017-04-01 to 2022-06-30." in text
    assert (
        "Its ONS code is E38000041 from 2013-04-01 until 2017-03-31 and E38000215 from 2017-04-01 until 2022-06-30."
        in text
    )


def test_spend_that_was_not_examined_is_no_evidence(graph: Graph) -> None:
    e = graph.explain("01C")
    assert told(e, "level", "spend-evidence").text == (
        "Its spend over £25,000 of 2018/19 is not in the data examined, so it says nothing of the level."
    )
    assert told(e, "level", "spend-evidence").gap


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("01N", "spend over £25,000 was examined for 2018/19 alone, when it was not there."),
        ("18C", "spend over £25,000 was examined for 2018/19 alone, when it was not there."),
        ("01C", "its spend over £25,000 is not in the 2018/19 data examined."),
    ],
)
def test_why_payments_to_companies_are_not_known(graph: Graph, body: str, why: str) -> None:
    assert (
        told(graph.explain(body), "money", "companies").text
        == f"Payments to GP-linked companies are not known: {why}"
    )


def test_a_practice_tells_its_groups_by_date(graph: Graph) -> None:
    e = graph.explain("P84676", as_of="2017-05-01")
    assert [s.text for s in section(e, "membership").statements][1:] == [
        "Member of NHS Central Manchester CCG (00W) from 2013-04-01 to 2017-03-31.",
        "Member of NHS Manchester CCG (14L) from 2017-04-01 to 2017-07-04. The release says 00W; corrected.",
        "Member of NHS Manchester CCG (14L) from 2017-07-05 to 2017-10-31.",
    ]
    assert graph.explain("A82055", as_of="2014-04-01").headline == ("member of NHS Cumbria CCG (01H)",)


def test_members_without_figures_are_counted_and_named(graph: Graph) -> None:
    e = graph.explain("13T", as_of="2015-04-01")
    assert told(e, "members", "contracts").text == (
        "Contracts in 2015/16: 50 GMS, 14 PMS and 2 APMS; 1 open membership without figures."
    )
    assert told(e, "members", "contracts").facts["without_figures"] == 1
    assert told(e, "missing", "figures").text.startswith(
        "Figures of 2015/16 are missing for 1 open membership ("
    )


def test_the_first_day_past_the_memberships_and_of_an_stp(graph: Graph) -> None:
    assert told(graph.explain("05T", as_of="2019-10-31"), "members", "count").facts["open_memberships"] == 31
    assert told(graph.explain("05T", as_of="2019-11-01"), "members", "count").text == (
        "Who its members were on 2019-11-01 is not known: these sources end before 2019-11-01."
    )
    assert told(graph.explain("05T", as_of="2016-02-29"), "places", "stp").text.startswith("No STP yet")
    assert told(graph.explain("05T", as_of="2016-03-01"), "places", "stp-QGH").facts["stp"] == "QGH"


@pytest.mark.parametrize(
    ("body", "day", "part", "key", "text"),
    [
        ("05T", "2014-06-01", "places", "local-team",
         ("The area team of NHS England that covers it is Arden, Herefordshire and Worcestershire (Q53), "
         "from 2013-04-01 to 2015-03-31.")),
        ("18C", "2021-04-01", "places", "stp",
         "Its STP on 2021-04-01 is not known: these sources end before 2021-04-01."),
        ("01J", "2016-03-31", "level", "level-delegated",
         "A public source names its level as delegated from 2015-04-01. The end is in no source here."),
        ("01J", "2016-04-01", "level", "level-delegated",
         "The last level that a public source names is delegated from 2015-04-01. The end is in no source here."),
        ("05T", "2015-03-31", "level", "level",
         ("None yet: co-commissioning arrangements took effect on 2015-04-01. "
         "It had no primary care commissioning committee (PCCC).")),
        ("05T", "2015-04-01", "level", "level",
         ("Its level on 2015-04-01 is unknown: no list of every CCG’s level was found for any year. "
         "It is one of these three:")),
    ],
)  # fmt: skip
def test_the_days_on_which_a_sentence_changes(
    graph: Graph, body: str, day: str, part: str, key: str, text: str
) -> None:
    assert told(graph.explain(body, as_of=day), part, key).text == text


def test_negative_totals_and_empty_lists_are_said(graph: Graph) -> None:
    # A81008 has a total of -£1,453.99 in 2017/18, and it and another a list of 0.
    e = graph.explain("00M", as_of="2017-04-01")
    assert told(e, "money", "practices").facts["negative"] == 1
    assert "; 1 total is negative in the source. The contract" in told(e, "money", "practices").text
    assert told(e, "members", "patients").facts["empty_lists"] == 2
    assert told(e, "members", "patients").text.endswith(
        " of them (2017/18); 2 more have a list of 0 in the source."
    )


def test_a_practice_between_memberships_and_past_the_source(graph: Graph) -> None:
    assert told(graph.explain("M81004", as_of="2019-11-01"), "membership", "none").text == (
        "Its commissioner on 2019-11-01 is not known: these sources end before 2019-11-01."
    )
    # P84676 opened in 1990; memberships of CCGs begin in 2013.
    assert told(graph.explain("P84676", as_of="2012-04-01"), "membership", "none").text == (
        "No commissioner is on record for it on 2012-04-01."
    )


def test_a_federation_is_not_told_before_it_is_on_record(graph: Graph) -> None:
    def told_of(day: str) -> bool:
        part = section(graph.explain("05T", as_of=day), "footprints")
        return any(s.key == "federation-south-worcestershire" for s in part.statements)

    assert [told_of(day) for day in ("2013-12-31", "2014-01-01")] == [False, True]


def test_two_partnerships_are_told_only_where_the_look_ups_divide_a_group(graph: Graph) -> None:
    def partnerships(body: str, day: str) -> list[str]:
        part = section(graph.explain(body, as_of=day), "footprints")
        return [s.key for s in part.statements if s.key.startswith("stp-")]

    assert len(partnerships("01H", "2016-06-01")) == 2
    assert partnerships("01H", "2017-04-01") == []
    assert partnerships("05T", "2016-06-01") == []


@pytest.mark.parametrize(
    ("day", "measured"),
    [("2015-01-01", "2016-04-01"), ("2018-03-31", "2016-04-01"), ("2019-01-01", "2018-04-01")],
)
def test_an_authority_is_measured_on_the_last_day_before_the_date(
    graph: Graph, day: str, measured: str
) -> None:
    assert str(told(graph.explain("E10000034", as_of=day), "ccgs", "count").facts["as_of"]) == measured
