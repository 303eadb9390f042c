"""The documents as tables: complete, consistent, and nothing in them that the documents do not carry."""

from __future__ import annotations

import csv
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nhsgraph import catalogue, tables
from nhsgraph.document_codes import AllocationLevel, ClaimKind, Modality
from nhsgraph.documents import (
    DOCUMENTS,
    Body,
    BodyRelation,
    Claim,
    Contradiction,
    ContradictionPosition,
    HolderRole,
    NumberCheck,
    Person,
    Tenure,
    Uptake,
    defined_ids,
    named_bodies,
)
from nhsgraph.errors import SourceError
from nhsgraph.facts import Arrangement, CompanyPayment, Fact, Grade, LevelOf, Organisation
from nhsgraph.ids import opaque_id
from nhsgraph.period import FinancialYear
from nhsgraph.resources import data_dir
from nhsgraph.tables import F

FOLDER = data_dir() / "documents"
START = date(2015, 4, 1)
STANCES = {ClaimKind.OPINION, ClaimKind.QUOTE}
LEVELS = (AllocationLevel.GREATER_INVOLVEMENT, AllocationLevel.JOINT, AllocationLevel.DELEGATED)

#: Bodies of the national tables that the documents speak of.
NATIONAL = {
    "area-team-Q46",
    "ccg-01N",
    "ccg-05T",
    "ccg-06L",
    "ccg-07K",
    "ccg-08V",
    "ccg-18C",
    "company-06183049",
    "company-09233816",
}


def rows(kind: type[F]) -> tuple[F, ...]:
    name = next(name for name, k in DOCUMENTS.items() if k is kind)
    return tuple(tables.read(kind, FOLDER / f"{name}.csv"))


def every_table() -> Iterator[tuple[str, type[Fact], tuple[Fact, ...]]]:
    for name, kind in DOCUMENTS.items():
        yield name, kind, tuple(tables.read(kind, FOLDER / f"{name}.csv"))


CLAIMS = {claim.id: claim for claim in rows(Claim)}
ARRANGEMENTS = tuple(tables.read(Arrangement, data_dir() / "tables" / "arrangements.csv"))


# Claims


def test_every_claim_is_there_by_kind_and_document() -> None:
    assert len(CLAIMS) == 366
    assert Counter(c.kind for c in CLAIMS.values()) == {
        "fact": 210,
        "rule": 66,
        "quote": 31,
        "opinion": 30,
        "number": 29,
    }
    assert Counter(c.sources[0] for c in CLAIMS.values()) == {
        "doc-S0": 92,
        "doc-S1": 68,
        "doc-S2": 10,
        "doc-S3": 51,
        "doc-S4": 145,
    }
    assert all(claim.id.startswith(claim.sources[0].removeprefix("doc-")) for claim in CLAIMS.values())
    assert all(claim.record for claim in CLAIMS.values())


def test_a_claim_in_both_versions_cites_both_and_a_changed_one_does_not() -> None:
    assert CLAIMS["S0-29"].sources == ("doc-S0", "doc-S2")
    assert CLAIMS["S0-40"].sources == ("doc-S0",)
    assert CLAIMS["S0-87"].sources == ("doc-S0",)


def test_worlds_are_kept_apart() -> None:
    assert CLAIMS["S3-27"].modality is Modality.ACTUAL
    assert CLAIMS["S4-90"].modality is Modality.ACTUAL
    assert CLAIMS["S1-20"].modality is Modality.PROPOSED
    assert {CLAIMS[c].modality for c in ("S4-51", "S4-52", "S4-68", "S4-126", "S1-34")} == {
        Modality.PROSPECTIVE
    }
    assert CLAIMS["S4-77"].modality is Modality.HYPOTHETICAL


def test_periods_are_half_open_and_printed_words_are_kept() -> None:
    scope = CLAIMS["S0-12"]
    assert (scope.valid_from, scope.valid_to, scope.precision) == (START, date(2016, 4, 1), "day")
    assert (CLAIMS["S0-79"].valid_from, CLAIMS["S0-79"].precision) == (date(2013, 4, 1), "day")
    assert (CLAIMS["S0-08"].valid_from, CLAIMS["S0-08"].precision) == (date(2014, 4, 1), "month")
    assert (CLAIMS["S0-29"].valid_from, CLAIMS["S0-29"].valid_text) == (START, "while a CCG is delegated")


def test_opinions_and_quotes_have_a_holder_and_nothing_else_has() -> None:
    for claim in CLAIMS.values():
        stance = claim.kind in STANCES
        assert bool(claim.held_by) is bool(claim.capacity) is (claim.stance is not None) is stance, claim.id
    dixon = opaque_id("person", "Michael Dixon")
    assert (CLAIMS["S3-38"].held_by, CLAIMS["S3-38"].capacity) == ((dixon,), "personal")


def test_a_wrong_claim_is_kept_and_marked() -> None:
    assert (CLAIMS["S1-09"].status, CLAIMS["S1-09"].refuted_by) == ("refuted", ("S1-65",))
    assert CLAIMS["S2-03"].status == "withdrawn"


# Contradictions and numbers


def test_the_register_of_contradictions_is_complete_and_every_one_has_positions() -> None:
    register = {c.id: c for c in rows(Contradiction)}
    assert set(register) == {f"X-{n:02d}" for n in range(1, 39)} | {"X-E1", "X-E2"}
    assert {p.contradiction for p in rows(ContradictionPosition)} == set(register)
    assert register["X-23"].alias_of == "X-19"
    positions = {(p.claim, p.position) for p in rows(ContradictionPosition) if p.contradiction == "X-01"}
    assert positions == {("S1-03", "211"), ("S0-24", "209"), ("S4-67", "209"), ("S4-69", "209")}
    names = {(p.claim, p.position) for p in rows(ContradictionPosition) if p.contradiction == "X-07"}
    assert {("S0-30", "governing body"), ("S4-63", "board rather than governing body")} <= names


def test_uptake_of_2016_adds_up_and_the_other_count_differs_by_one() -> None:
    taken = {u.id: u for u in rows(Uptake)}
    printed = [taken[f"effect-2016-{level}"] for level in LEVELS]
    assert [u.counted for u in printed] == [26, 68, 115]
    assert sum(u.counted for u in printed) == printed[0].total == 209
    assert taken["effect-2016-delegated-nhse"].counted == 114
    assert [taken[f"effect-2015-{level}"].counted for level in LEVELS] == [59, 87, 63]
    assert taken["effect-2015-greater-involvement"].grade is Grade.EVIDENCED


def test_checked_numbers_say_which_fail() -> None:
    failed = {n.id for n in rows(NumberCheck) if n.verdict == "differs"}
    assert failed == {
        "delegated-2016",
        "tower-hamlets-networks",
        "ccgs-2015",
        "year-after-implementation",
        "interviews",
    }


# Named instances


def test_the_south_worcestershire_chain_is_there_with_its_status() -> None:
    relations = {r.id: r for r in rows(BodyRelation)}
    owned = relations["sw-owned"]
    assert (owned.subject, owned.object, owned.counted, owned.total) == (
        "provider-sw-healthcare",
        "ccg-05T",
        32,
        32,
    )
    assert owned.claims == ("S1-58",)
    intended, reported = (relations[f"sw-contract-{s}"] for s in ("intended", "reported"))
    assert intended.pounds == reported.pounds == Decimal(2300000)
    assert (intended.status, reported.status) == ("intended", "reported-awarded")
    assert (intended.valid_from, reported.precision) == (date(2014, 3, 27), "year")
    assert not any(
        r.subject.startswith("practice-") or r.object.startswith("practice-") for r in relations.values()
    )


def test_who_held_gp_contracts_when() -> None:
    held = [r for r in rows(BodyRelation) if r.kind == "holds-gp-contracts"]

    def holder(year: int) -> list[str]:
        day = date(year, 7, 5)
        return [
            r.subject
            for r in held
            if (r.valid_from or date.min) <= day and (r.valid_to is None or day < r.valid_to)
        ]

    assert holder(1960) == ["body-executive-councils"]
    assert holder(1980) == ["body-family-practitioner-committees"]
    assert holder(2010) == ["body-primary-care-trusts"]
    assert holder(2014) == holder(2016) == ["body-nhs-england"]


def test_people_have_opaque_ids_and_posts_with_a_source() -> None:
    people = {p.name: p.id for p in rows(Person)}
    assert len(people) == 17
    assert all(identity == opaque_id("person", name) for name, identity in people.items())
    stevens = next(t for t in rows(Tenure) if t.person == people["Simon Stevens"])
    assert (stevens.post, stevens.valid_from, stevens.precision) == (
        "chief executive",
        date(2014, 4, 1),
        "month",
    )
    vautrey = next(t for t in rows(Tenure) if t.person == people["Richard Vautrey"])
    assert (vautrey.claims, vautrey.record) == ((), "¶30")


def test_arrangements_name_the_few_levels_that_public_pages_state() -> None:
    assert len(ARRANGEMENTS) == 26
    berkshire = [a for a in ARRANGEMENTS if a.ccg in {"ccg-10G", "ccg-10T", "ccg-11C"}]
    assert {(a.level, a.valid_from, a.valid_to) for a in berkshire} == {
        (LevelOf.DELEGATED, date(2017, 4, 1), date(2018, 4, 1))
    }
    wandsworth = {a.level: a.precision for a in ARRANGEMENTS if a.ccg == "ccg-08X"}
    assert wandsworth == {LevelOf.JOINT: "year", LevelOf.DELEGATED: "undated"}


# All tables


def test_every_reference_leads_somewhere() -> None:
    facts = {kind: content for _, kind, content in every_table()}
    sources = set(catalogue.load(data_dir() / "sources"))
    known = {*defined_ids(facts), *NATIONAL}
    roles = {r.id for r in rows(HolderRole)}
    body_columns = (
        "about",
        "held_by",
        "subject",
        "object",
        "organisation",
        "person",
        "body",
        "issued_by",
        "authors",
    )
    for name, kind, content in every_table():
        for fact in content:
            assert set(fact.sources) <= sources, (name, fact)
            for column in ("claims", "refuted_by", "claim"):
                value = getattr(fact, column, ())
                assert {value} - {""} <= set(CLAIMS) if isinstance(value, str) else set(value) <= set(CLAIMS)
            if kind is Claim and column_texts(fact, ("about", "held_by")) - known:
                pytest.fail(f"{name}: {fact}")
            if kind not in {Claim, NumberCheck}:
                assert column_texts(fact, body_columns) <= known, (name, fact)
            assert column_texts(fact, ("function", "parent", "levers", "part_of")) <= known, (name, fact)
            assert column_texts(fact, ("holder", "on_behalf_of", "through")) <= roles, (name, fact)
    for arrangement in ARRANGEMENTS:
        assert set(arrangement.sources) <= sources


def column_texts(fact: Fact, columns: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for column in columns:
        value = getattr(fact, column, ())
        found |= {value} if isinstance(value, str) else set(value)
    return found - {""}


def test_bodies_of_the_national_tables_are_really_there() -> None:
    path = data_dir() / "tables" / "organisations.csv"
    registered = {o.id for o in tables.read(Organisation, path)}
    assert registered >= NATIONAL | {a.ccg for a in ARRANGEMENTS}


def test_periods_begin_before_they_end_and_ids_are_unique() -> None:
    for name, _, content in every_table():
        for fact in content:
            begin, end = getattr(fact, "valid_from", None), getattr(fact, "valid_to", None)
            assert begin is None or end is None or begin < end, (name, fact)
        ids = [fact_id for fact in content if (fact_id := getattr(fact, "id", ""))]
        assert len(ids) == len(set(ids)), name


def test_the_files_are_as_the_codec_writes_them() -> None:
    for name, kind, content in every_table():
        assert tables.write(kind, content) == (FOLDER / f"{name}.csv").read_bytes(), name
    assert (
        tables.write(Arrangement, ARRANGEMENTS) == (data_dir() / "tables" / "arrangements.csv").read_bytes()
    )


def test_the_page_counts_every_table() -> None:
    page = (Path(__file__).resolve().parents[1] / "docs" / "documents.md").read_text(encoding="utf-8")
    counted: dict[str, int] = {}
    for names, numbers in re.findall(r"^\| (`[^|]+`) \|[^|]+\| ([\d, ]+) \|$", page, re.MULTILINE):
        counted.update(zip(re.findall(r"`(\w+)`", names), map(int, numbers.split(", ")), strict=True))
    assert counted == {name: len(content) for name, _, content in every_table()}


@settings(max_examples=20, deadline=None)
@given(st.permutations(list(CLAIMS.values())[:30]))
def test_the_order_of_claims_does_not_matter(shuffled: list[Claim]) -> None:
    assert tables.write(Claim, shuffled) == tables.write(Claim, list(CLAIMS.values())[:30])


@pytest.mark.parametrize(
    ("column", "text", "expected"),
    [
        ("kind", "rumour", "one of fact, rule, number, opinion, quote"),
        ("modality", "likely", "one of actual, proposed, prospective, hypothetical"),
        ("valid_from", "2015", "a date as YYYY-MM-DD"),
    ],
)
def test_a_broken_cell_is_named(tmp_path: Path, column: str, text: str, expected: str) -> None:
    content = list(csv.reader((FOLDER / "claims.csv").read_text(encoding="utf-8").splitlines()))[:3]
    content[2][content[0].index(column)] = text
    path = tmp_path / "claims.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(content)
    with pytest.raises(SourceError) as caught:
        tuple(tables.read(Claim, path))
    assert (
        str(caught.value)
        == f"claims.csv, row 3, column {column}: “{text}” cannot be read. Expected {expected}."
    )


def test_bodies_without_a_register_have_names_and_ids() -> None:
    facts: dict[type[Fact], tuple[Fact, ...]] = {Body: rows(Body), Claim: rows(Claim)}
    named = {identity: (kind, name) for identity, kind, name in named_bodies(facts)}
    assert named["site-1"] == ("CaseStudySite", "Case-study site 1")
    assert named["body-nhs-england"] == ("NHSEngland", "NHS England")
    payment = CompanyPayment(
        sources=("x",),
        ccg="ccg-05T",
        payee="payee-1",
        payee_name="A",
        year=FinancialYear("2018-19"),
        invoices=1,
        pounds=Decimal(1),
    )
    defined = set(defined_ids({**facts, CompanyPayment: (payment,)}))
    assert {"site-1", "payee-1"} <= defined
    assert "S0-01" not in defined


# No sentence of a document


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower())


def copied(cells: Iterable[str], texts: Iterable[str], length: int = 8) -> set[str]:
    """Runs of words that a cell and a text have in common."""
    runs: set[tuple[str, ...]] = set()
    for text in texts:
        split = words(text)
        runs.update(tuple(split[i : i + length]) for i in range(len(split) - length + 1))
    return {
        " ".join(split[i : i + length])
        for split in map(words, cells)
        for i in range(len(split) - length + 1)
        if tuple(split[i : i + length]) in runs
    }


def test_the_test_for_copies_finds_one_and_leaves_seven_words_alone() -> None:
    text = "One two, three four: five six seven EIGHT nine."
    assert copied(["zero one two three four five six seven eight"], [text]) == {
        "one two three four five six seven eight"
    }
    assert copied(["one two three four five six seven"], [text]) == set()


def test_no_sentence_of_a_document_is_in_a_table() -> None:
    """Holds against the documents where they are; the columns are checked anywhere."""
    cells: list[str] = []
    for path in [*FOLDER.glob("*.csv"), data_dir() / "tables" / "arrangements.csv"]:
        with path.open(encoding="utf-8", newline="") as file:
            content = list(csv.reader(file))
        assert not any("quot" in column for column in content[0]), path.name
        cells.extend(cell for row in content for cell in row)
    beside = Path(__file__).resolve().parents[2] / "shared" / "documents"
    folder = Path(os.environ.get("NHSGRAPH_DOCUMENTS", beside))
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    assert copied(cells, texts) == set()
    quoted = (run for cell in cells for run in re.findall(r'"[^"]*"|“[^”]*”|‘[^’]*’', cell))
    assert [run for run in quoted if len(words(run)) > 5] == []
