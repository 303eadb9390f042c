"""The counts that the national graph must show, asked of the built graph in SPARQL."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from nhsgraph.graph import Graph
from nhsgraph.query import Value

#: Open memberships of a class of commissioner on a date.
_OPEN = """
  ?m org:member ?p ; org:organization ?c ; ng:membershipBasis ?basis ; ng:validFrom ?from .
  OPTIONAL { ?m ng:validTo ?to }
  FILTER(?basis = ng:membership-statutory && ?from <= ?day && (!BOUND(?to) || ?to > ?day))
"""
_UPPER = """
  ?o ng:footprintA ?ccg ; ng:footprintB ?b ; ng:asOf ?day ; ng:basis ng:basis-residents .
  ?ccg a ng:CCG . ?b a ng:LocalAuthority ; ng:tier ?tier .
  FILTER(?tier IN (ng:tier-upper, ng:tier-unitary))
"""


def number(graph: Graph, sparql: str, day: date) -> Value:
    """The one number that a query about a day gives."""
    ((value,),) = graph.sparql(sparql, day=day).rows
    return value


@pytest.mark.parametrize(
    ("year", "practices", "ccgs"),
    [
        (2013, 8096, 211),
        (2014, 8063, 211),
        (2015, 7989, 209),
        (2016, 7913, 209),
        (2017, 7713, 207),
        (2018, 7517, 195),
        (2019, 7245, 191),
    ],
)
def test_practices_with_an_open_membership_and_their_ccgs(
    graph: Graph, year: int, practices: int, ccgs: int
) -> None:
    day = date(year, 4, 1)
    for counted, only, expected in (("p", "", practices), ("c", "?c a ng:CCG .", ccgs)):
        query = f"SELECT ?day (COUNT(DISTINCT ?{counted}) AS ?n) WHERE {{ {_OPEN} ?p a ng:GPPractice . {only} }} GROUP BY ?day"
        assert number(graph, query, day) == expected


@pytest.mark.parametrize(
    ("year", "ccgs"),
    [
        (2013, 211), (2014, 211), (2015, 209), (2016, 209), (2017, 207), (2018, 195), (2019, 191), (2020, 135),
        (2021, 106),
    ],
)  # fmt: skip
def test_ccgs_in_existence(graph: Graph, year: int, ccgs: int) -> None:
    query = """SELECT ?day (COUNT(?c) AS ?n) WHERE { ?c a ng:CCG ; ng:validFrom ?from . OPTIONAL { ?c ng:validTo ?to }
               FILTER(?from <= ?day && (!BOUND(?to) || ?to > ?day)) } GROUP BY ?day"""
    assert number(graph, query, date(year, 4, 1)) == ccgs


def test_the_practices_of_the_hub_stand_apart_from_every_ccg(graph: Graph) -> None:
    rows = graph.sparql(
        "SELECT ?day ?p WHERE {" + _OPEN + " ?c a ng:CommissioningHub }", day=date(2014, 4, 1)
    ).rows
    assert rows == [("https://w3id.org/nhsgraph/id/practice-Y03584",)]
    membership = graph.explain("Y03584", as_of="2014-04-01")
    assert membership.headline == ("member of LEICESTERSHIRE AND LINCOLNSHIRE COMMISSIONING HUB (13A)",)


@pytest.mark.parametrize(
    ("day", "stps"),
    [(date(2016, 4, 1), 44), (date(2017, 4, 1), 44), (date(2018, 3, 31), 44), (date(2018, 4, 1), 42), (date(2019, 4, 1), 42)],
)  # fmt: skip
def test_stps_with_ccgs(graph: Graph, day: date, stps: int) -> None:
    query = """SELECT ?day (COUNT(DISTINCT ?s) AS ?n) WHERE {
      ?m org:member ?c ; org:organization ?s ; ng:membershipBasis ?basis ; ng:validFrom ?from . ?s a ng:STP . ?c a ng:CCG .
      OPTIONAL { ?m ng:validTo ?to }
      FILTER(?basis = ng:membership-participation && ?from <= ?day && (!BOUND(?to) || ?to > ?day)) } GROUP BY ?day"""
    assert number(graph, query, day) == stps


def test_both_dates_of_the_cumbria_merger_are_kept(graph: Graph) -> None:
    lists = graph.sparql(
        "SELECT ?from ?source WHERE { id:stp-QHM ng:validFrom ?from ; ng:source ?source }"
    ).rows
    assert {row[0] for row in lists} == {date(2018, 4, 1)}
    log = graph.sparql(
        "SELECT ?day ?closed WHERE { ?e a ng:PartnershipEvent ; ng:effectiveOn ?day ; ng:partnership ?closed ;"
        " ng:eventCategory 'code-closed' FILTER(?day = '2018-06-07'^^xsd:date) } ORDER BY ?closed"
    ).rows
    assert log == [
        (date(2018, 6, 7), f"https://w3id.org/nhsgraph/id/stp-{code}") for code in ("QMK", "QT8", "QVP")
    ]


def test_contracts_lists_and_payments_of_2015_16(graph: Graph) -> None:
    query = """SELECT ?contract (COUNT(?y) AS ?n) (SUM(?p) AS ?paid) (SUM(?r) AS ?people) WHERE {
      ?y ng:financialYear "2015-16" ; ng:contractType ?contract ; ng:payments ?p ; ng:registeredPatients ?r }
      GROUP BY ?contract ORDER BY ?contract"""
    rows = graph.sparql(query).rows
    assert [(str(c).rpartition("-")[2], n) for c, n, _, _ in rows] == [
        ("APMS", 296),
        ("GMS", 4892),
        ("PMS", 2653),
    ]
    paid = sum((p for _, _, p, _ in rows if isinstance(p, Decimal)), Decimal(0))
    people = sum((n for _, _, _, n in rows if isinstance(n, int | Decimal)), Decimal(0))
    assert (f"{paid:.2e}", f"{people:.3e}") == ("8.18e+9", "5.737e+7")


def test_overlaps_of_ccgs_and_upper_tier_authorities_in_2016(graph: Graph) -> None:
    day = date(2016, 4, 1)
    assert number(graph, "SELECT ?day (COUNT(*) AS ?n) WHERE {" + _UPPER + "} GROUP BY ?day", day) == 241
    several = "SELECT ?day ?ccg WHERE {" + _UPPER + "} GROUP BY ?day ?ccg HAVING(COUNT(?b) > 1)"
    assert len(graph.sparql(several, day=day).rows) == 28


def test_every_body_and_relation_names_a_source_of_the_catalogue(graph: Graph) -> None:
    loose = graph.sparql(
        "SELECT DISTINCT ?source WHERE { ?thing ng:source ?source FILTER NOT EXISTS {"
        " GRAPH graph:catalogue { ?source dct:title ?title ; dct:publisher ?publisher ; dct:license ?licence } } }"
    ).rows
    assert loose == []
