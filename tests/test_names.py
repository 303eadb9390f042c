"""Finding bodies by code and name."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nhsgraph import names
from nhsgraph.errors import AmbiguousBody, UnknownBody
from nhsgraph.graph import Graph


@pytest.mark.parametrize(
    ("text", "body", "remark"),
    [
        ("05T", "ccg-05T", ""),
        ("05t ", "ccg-05T", ""),
        ("E38000166", "ccg-05T", ""),
        ("E38000041", "ccg-01H", ""),
        ("E38000215", "ccg-01H", ""),
        ("ccg-05T", "ccg-05T", ""),
        ("NHS Cumbria CCG", "ccg-01H", "Using NHS Cumbria CCG (01H); 1 more: nhsgraph find 'NHS Cumbria CCG'"),
        ("M81091", "practice-M81091", ""),
        ("QHM", "stp-QHM", ""),
        ("Y55", "region-Y55", ""),
        ("5NT", "pct-5NT", ""),
        ("E10000034", "authority-E10000034", ""),
        ("tower hamlets ccg", "ccg-08V", "Using NHS Tower Hamlets CCG (08V); 2 more: nhsgraph find 'tower hamlets ccg'"),
        ("NHS South Worcestershire Clinical Commissioning Group", "ccg-05T", ""),
        ("SW Healthcare", "provider-sw-healthcare", "Using SW Healthcare Limited (provider-sw-healthcare)."),
    ],
)  # fmt: skip
def test_one_body_is_meant(graph: Graph, text: str, body: str, remark: str) -> None:
    assert graph.resolve(text) == (body, remark)


@pytest.mark.parametrize(
    "text", ["", "  ", "%", "nhs ccg", "nhs", "CCG", "the", "05Q9Z", "\x00", "’", "(", "[0-9q]*"]
)
def test_no_body_is_meant(graph: Graph, text: str) -> None:
    with pytest.raises(UnknownBody):
        graph.resolve(text)


def test_a_long_text_is_cut_in_the_message(graph: Graph) -> None:
    with pytest.raises(UnknownBody) as caught:
        graph.resolve("q" * 5000)
    assert len(str(caught.value)) < 150


@settings(max_examples=40, deadline=None)  # every example looks through fifteen thousand names
@given(st.text(max_size=40))
def test_any_text_finds_or_says_why_not(graph: Graph, text: str) -> None:
    try:
        body, _ = graph.resolve(text)
    except (AmbiguousBody, UnknownBody) as e:
        said = e.text
    else:
        said = text if body else ""
    assert said == text


def test_every_code_of_a_ccg_and_an_stp_means_it(graph: Graph) -> None:
    for name in graph.names:
        if name.kind in {"CCG", "STP"}:
            assert graph.resolve(name.code)[0] == name.body


def test_found_bodies_are_listed_once_ccgs_first(graph: Graph) -> None:
    found = graph.find("south")
    assert len({n.body for n in found}) == len(found)
    ranks = [n.rank for n in found]
    assert ranks[0] == "00"
    assert found == graph.find("SOUTH")


@given(st.text())
def test_a_key_is_its_own_key(text: str) -> None:
    assert names.key(names.key(text)) == names.key(text)
