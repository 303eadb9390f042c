"""Tables and explanations as text, CSV, JSON and Markdown: hostile text stays text."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhsgraph.analyses import explanation
from nhsgraph.present import markdown, tables, text
from nhsgraph.query import Iri, Table, Value

HOSTILE = "=1+1\x1b[31m|`<b>*_\n#"


@given(st.text())
def test_clean_text_steers_no_terminal(value: str) -> None:
    cleaned = text.clean(value)
    assert all(c in "\t\n" or (ord(c) >= 32 and not 127 <= ord(c) < 160) for c in cleaned)


@given(st.text())
def test_markdown_text_is_one_line_and_opens_nothing(value: str) -> None:
    shown = markdown.safe(value)
    assert "\n" not in shown
    for mark in "`*_[]<>|#":
        assert all(shown[i - 1] == "\\" for i, c in enumerate(shown) if c == mark)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("+x", "'+x"),
        ("@x", "'@x"),
        ("-x", "'-x"),
        (Decimal("-3"), "-3"),
        (-3, "-3"),
        ("plain, with “marks”", "plain, with “marks”"),
        (date(2016, 4, 1), "2016-04-01"),
        (Iri("https://w3id.org/nhsgraph/id/ccg-05T"), "id:ccg-05T"),
        (None, ""),
        (True, "yes"),
    ],
)
def test_a_csv_cell_runs_in_no_spreadsheet(value: Value, shown: str) -> None:
    written = tables.render(Table(("a",), [(value,)]), "csv")
    assert list(csv.reader(io.StringIO(written))) == [["a"], [shown]]


@pytest.mark.parametrize("form", ["table", "csv", "json", "md"])
def test_a_hostile_cell(form: str) -> None:
    written = tables.render(Table(("a",), [(HOSTILE,)]), form)
    assert "\x1b" not in written or form == "csv"
    if form == "json":
        assert json.loads(written)["rows"] == [{"a": HOSTILE}]


def test_json_of_a_result_is_versioned() -> None:
    document = json.loads(tables.render(Table(("a", "b"), [(1, Decimal("1.5"))]), "json", ["a note"]))
    assert document == {
        "schema_version": 1,
        "columns": ["a", "b"],
        "rows": [{"a": 1, "b": 1.5}],
        "notes": ["a note"],
    }


def test_an_empty_result_has_its_columns() -> None:
    assert tables.render(Table(("a", "b"), []), "table") == "a  b\n-  -\n"


@given(st.lists(st.text(st.characters(categories=["L", "N"]), max_size=30), max_size=8), st.integers(12, 40))
def test_a_folded_cell_fits_its_column_and_loses_nothing(words: list[str], width: int) -> None:
    folded = text._folded(" ".join(words), width)
    assert all(len(line) <= width for line in folded)
    assert "".join("".join(folded).split()) == "".join(words)


def test_a_wide_table_is_folded_not_cut() -> None:
    wide = explanation.Table(
        columns=(("who", "Who decides"), ("count", "Count")),
        rows=(explanation.Row(cells=("the committee that decides for the body that holds it", 5), cites=()),),
        caption="",
    )
    assert list(text._table(wide, {}, text.Style(width=44))) == [
        "    Who decides                Count",
        "    the committee that             5",
        "    decides for the body that",
        "    holds it",
    ]
