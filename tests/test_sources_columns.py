"""Reading by columns: the same cells and the same errors as reading by rows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from excerpts import excerpt, facts, of, source_of
from hypothesis import given
from hypothesis import strategies as st

from nhsgraph.errors import SourceError
from nhsgraph.sources.columns import columns
from nhsgraph.sources.delimited import records
from nhsgraph.sources.partial import DistrictName, LsoaPlacements, LsoaPopulations

LOOK_UP = "ons-lsoa-ccg-lad-2016-04"
LAYOUT = {
    "lsoa": "LSOA11CD",
    "gss": "CCG##CD",
    "ods": "CCG##CDH",
    "name": "CCG##NM",
    "district": "LAD##CD",
    "district_name": "LAD##NM",
}
SOURCE = replace(source_of(LOOK_UP), rows=None)
LETTERS = st.text(st.sampled_from('ab", é'), max_size=4).map(str.strip)


def test_columns_are_the_rows_turned() -> None:
    data = excerpt(LOOK_UP)
    by_rows = [dict(row.cells) for row in records(data, SOURCE, LAYOUT)]
    table = columns(data, SOURCE, LAYOUT)
    assert [dict(table.record(at).cells) for at in range(len(by_rows))] == by_rows
    assert [table.record(0).line, table.record(0).place] == [2, "row 2"]


@given(st.lists(st.tuples(LETTERS, LETTERS), max_size=600))
def test_any_text_reads_as_by_rows(rows: list[tuple[str, str]]) -> None:
    quoted = (",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    data = "\n".join(["a,b", *quoted]).encode()
    source = replace(SOURCE, ignored={})
    table = columns(data, source, {"b": "b", "a": "a"})
    assert list(zip(table.cells["a"], table.cells["b"], strict=True)) == rows
    assert [(r["a"], r["b"]) for r in records(data, source, {"b": "b", "a": "a"})] == rows
    first = [row[0] for row in rows]
    assert {text: row.line for text, row in table.firsts("a").items()} == {
        text: first.index(text) + 2 for text in first
    }


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (b"LSOA11CD", b"LSOA01CD", "row 1: there is no column “LSOA11CD”"),
        (b",FID", b",FIB", "row 1: unknown column “FIB”"),
        (
            b"E01019367",
            b"W01019367",
            "column LSOA11CD: “W01019367” is unknown. Expected an ONS code of an LSOA",
        ),
        (b"E01019367", b" E01019367", "column LSOA11CD: “ E01019367” begins or ends with a blank"),
        (b",01H,", b",1H,", "column CCG16CDH: “1H” is unknown. Expected an ODS code of a CCG"),
        (b",E07000031,", b",S07000031,", "column LAD16CD: “S07000031” is unknown"),
        (b",E07000031,South Lakeland,", b",E07000031,,", "column LAD16NM: the cell is empty"),
        (b",01H,", b",01H,,", "9 cells. Expected 8 cells"),
        (b",South Lakeland,", b',"South\nLakeland",', "a cell holds a line break. Expected one line a row"),
        (b",South Lakeland,", b',"South "Lakeland,', "the row is not CSV"),
        (b"\nE01019367", b"\n\nE01019367", "0 cells. Expected 8 cells"),
    ],
)
def test_what_is_not_as_expected_stops_the_load(old: bytes, new: bytes, message: str) -> None:
    data = excerpt(LOOK_UP)
    assert old in data
    with pytest.raises(SourceError) as error:
        facts(LOOK_UP, data.replace(old, new))
    assert message in str(error.value)
    assert "ons/lsoa_ccg_lad_2016-04.csv, row " in str(error.value)


def test_the_row_of_an_error_is_the_line_of_the_file() -> None:
    data = excerpt(LOOK_UP)
    line = next(n for n, text in enumerate(data.splitlines(), start=1) if text.startswith(b"E01019367"))
    with pytest.raises(SourceError) as error:
        facts(LOOK_UP, data.replace(b"E01019367", b"W01019367"))
    assert (error.value.row, error.value.column) == (line, "LSOA11CD")


def test_a_row_too_many_stops_the_load() -> None:
    source = replace(SOURCE, rows=1)
    with pytest.raises(
        SourceError, match=r"rows\. Expected 1 rows, as ons-lsoa-ccg-lad-2016-04/source.yml says"
    ):
        columns(excerpt(LOOK_UP), source, LAYOUT)


def test_a_correction_of_cells_is_for_reading_by_rows() -> None:
    source = replace(SOURCE, lookups={"cells": [{"column": "LAD16NM", "published": "x", "read": "y"}]})
    with pytest.raises(SourceError, match=r"lookups.yml: .*by columns, without corrections of cells"):
        columns(excerpt(LOOK_UP), source, LAYOUT)


def test_residents_that_are_no_number_stop_the_load() -> None:
    name = "ons-lsoa-population-mid-2015"
    with pytest.raises(SourceError, match=r"column lsoa_total_population: “2578\.5” cannot be read"):
        facts(name, excerpt(name).replace(b"2578", b"2578.5"))


def test_a_look_up_gives_each_name_once_and_all_areas_as_one_fact() -> None:
    rows = facts(LOOK_UP)
    (placed,) = of(LsoaPlacements, rows)
    assert len(placed.lsoas) == len(placed.ccgs) == len(placed.districts)
    assert dict(zip(placed.lsoas, placed.ccgs, strict=True))["E01019367"] == "ccg-01H"
    names = [n.district for n in of(DistrictName, rows)]
    assert sorted(names) == sorted(set(placed.districts))
    (people,) = of(LsoaPopulations, facts("ons-lsoa-population-mid-2015"))
    assert people.people["E01019367"] == 2578
