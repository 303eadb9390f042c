"""Errors: a sentence or two, what they are about as attributes, exit code 2."""

from __future__ import annotations

from pathlib import Path

import pytest

from nhsgraph import errors


def test_an_ambiguous_body_lists_six_and_counts_the_rest() -> None:
    e = errors.AmbiguousBody("ash", [(f"A{n}", f"ASH {n}") for n in range(8)])
    assert str(e).splitlines()[0] == "8 bodies fit “ash”. Give the code, or the full name in quotes."
    assert len(str(e).splitlines()) == 8
    assert str(e).splitlines()[-1] == "  … 2 more:  nhsgraph find 'ash'"
    assert len(e.candidates) == 8


def test_a_source_error_says_where() -> None:
    e = errors.SourceError("“x” cannot be read", file="a.csv", row=3, column="b", expected="a number")
    assert str(e) == "a.csv, row 3, column b: “x” cannot be read. Expected a number."
    assert (e.file, e.row, e.column, e.expected) == ("a.csv", 3, "b", "a number")


def test_a_store_error_carries_its_place() -> None:
    e = errors.StoreError("it broke.", path=Path("/x"), remedy="Mend it.")
    assert (str(e), e.path) == ("it broke. Mend it.", Path("/x"))


@pytest.mark.parametrize("length", [60, 61])
def test_a_typed_text_is_cut_only_when_long(length: int) -> None:
    assert ("…" in str(errors.UnknownBody("x" * length))) is (length > 60)


def test_all_exit_with_two() -> None:
    for value in vars(errors).values():
        if isinstance(value, type) and issubclass(value, errors.NhsGraphError):
            assert value.exit_code == 2
