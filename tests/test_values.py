"""Values made by the project's own decorator against the standard library's: they cannot be told apart."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhsgraph import values
from nhsgraph.analyses.explanation import Cite


def family(dataclass: Callable[..., Any], field: Callable[..., Any]) -> tuple[Any, Any]:
    made = dataclass(frozen=True, slots=True, kw_only=True)

    @made
    class Place:
        """A place."""

        name: str
        people: int = 0
        notes: dict[str, int] = field(default_factory=dict, compare=False, repr=False)

        @property
        def shout(self) -> str:
            return self.name.upper()

    @made
    class Town(Place):
        """A town."""

        mayor: str = "nobody"

    return Place, Town


OURS, THEIRS = family(values.dataclass, values.field), family(dataclasses.dataclass, dataclasses.field)
FIELDS = st.fixed_dictionaries({"name": st.text(max_size=3)}, optional={"people": st.integers(0, 2)})


@pytest.mark.parametrize("kind", [0, 1], ids=["base", "heir"])
@given(one=FIELDS, two=FIELDS)
def test_values_compare_hash_and_print_as_the_standard_ones(
    kind: int, one: dict[str, Any], two: dict[str, Any]
) -> None:
    here, there = OURS[kind], THEIRS[kind]
    assert (here(**one) == here(**two)) is (there(**one) == there(**two))
    if here(**one) == here(**two):
        assert hash(here(**one)) == hash(here(**two))
    assert repr(here(**one)) == repr(there(**one))
    assert here(**one).shout == there(**one).shout
    changed = values.replace(here(**one), people=9)
    assert changed == dataclasses.replace(here(**one), people=9)
    assert changed.people == 9


def test_a_base_and_its_heir_differ() -> None:
    place, town = OURS
    assert place(name="a") != town(name="a")
    assert town.__match_args__ == ("name", "people", "notes", "mayor")
    assert [f.name for f in dataclasses.fields(town)] == [f.name for f in dataclasses.fields(THEIRS[1])]


def test_a_default_that_is_made_is_made_for_each() -> None:
    place = OURS[0]
    assert place(name="a").notes is not place(name="a").notes
    assert place(name="a", notes={"x": 1}) == place(name="a")  # it does not compare
    assert "notes" not in repr(place(name="a"))


@pytest.mark.parametrize(
    ("given_", "message"), [({}, "needs 'name'"), ({"name": "a", "nam": 1}, "has no 'nam'")]
)
def test_missing_and_unknown_fields_are_named(given_: dict[str, Any], message: str) -> None:
    with pytest.raises(TypeError, match=message):
        OURS[0](**given_)


def test_a_value_cannot_be_changed_or_grow() -> None:
    place = OURS[0](name="a")
    with pytest.raises(dataclasses.FrozenInstanceError):
        place.name = "b"
    with pytest.raises(dataclasses.FrozenInstanceError):
        del place.name
    with pytest.raises(dataclasses.FrozenInstanceError):
        place.other = 1
    assert not hasattr(place, "__dict__")


def test_a_value_travels_between_processes() -> None:
    cite = Cite(source="doc-S0", record="S0-29")
    assert pickle.loads(pickle.dumps(cite)) == cite
    assert copy.deepcopy(cite) == cite
    assert dataclasses.asdict(cite) == {"source": "doc-S0", "record": "S0-29"}


def test_anything_but_frozen_slotted_and_keyword_only_is_refused() -> None:
    with pytest.raises(TypeError, match="only frozen"):
        values.dataclass(frozen=False, slots=True, kw_only=True)
