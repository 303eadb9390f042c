"""Sections of statements as HTML: what is told once, what is cut in print, and whose sources stand where."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from paged import sentences

from nhsgraph.analyses.explanation import Cite, Row, Section, SourceRef, Statement, Table
from nhsgraph.present.html import page
from nhsgraph.present.html.statements import PRINTED, sections

SOURCES = tuple(
    SourceRef(id=name, title=name, publisher="P", published="", licence="none", url="", grade="official")
    for name in ("one", "two")
)
LONG = "B answers to C: assurance, binding, on an act that is told at some length, through: letters and meetings of both."


def said(text: str, key: str, source: str = "one") -> Statement:
    return Statement(key=key, text=text, cites=(Cite(source=source),))


def section(key: str, *statements: Statement) -> Section:
    return Section(key=key, title=f"On {key}", statements=statements)


def test_an_end_that_an_earlier_section_has_is_a_link_to_it() -> None:
    first = section("a", said("A.", "x"), said(LONG, "y"), said("End.", "z"))
    second = section("b", said("B.", "x"), said(LONG, "y"), said("End.", "z"))
    made = sections([first, second], SOURCES, once=True)
    assert made.count(LONG) == 1
    assert 'Then 2 sentences as under <a href="#a-y">On a</a>, with the same sources.' in made
    assert sentences(made) == ["A.", LONG, "End.", "B.", LONG, "End."]
    assert "as under" not in sections([first, second], SOURCES)


def test_a_sentence_with_other_sources_is_told_by_its_beginning_and_keeps_them() -> None:
    made = sections(
        [
            section("a", said("A.", "x"), said(LONG, "y")),
            section("b", said("B.", "x"), said(LONG, "y", "two")),
        ],
        SOURCES,
        once=True,
    )
    assert "as under" not in made
    (item,) = re.findall(r'<li id="b-y">(.*?)</li>', made)
    assert item.startswith('B answers to C: assurance, <a href="#a-y">as above</a>')
    assert item.endswith("<sup>[<a href=#source-2>2</a>]</sup>")
    assert sentences(made) == ["A.", LONG, "B.", LONG]


@given(
    st.lists(
        st.lists(
            st.tuples(st.sampled_from(["A.", "B.", LONG, f"{LONG} More."]), st.sampled_from(["one", "two"])),
            min_size=1,
            max_size=5,
        ),
        max_size=6,
    )
)
def test_telling_once_loses_no_sentence(parts: Sequence[Sequence[tuple[str, str]]]) -> None:
    made = [
        section(f"s{i}", *(said(text, f"k{n}", source) for n, (text, source) in enumerate(part)))
        for i, part in enumerate(parts)
    ]
    told = sections(made, SOURCES, once=True)
    assert sentences(told) == [statement.text for part in made for statement in part.statements]


def table(*cited: str) -> Section:
    rows = tuple(Row(cells=(f"row {n}",), cites=(Cite(source=name),)) for n, name in enumerate(cited))
    return Section(
        key="t", title="T", statements=(), table=Table(caption="Rows", columns=(("a", "A"),), rows=rows)
    )


def test_the_sources_of_most_rows_stand_in_the_caption() -> None:
    made = sections([table("one", "one", "two")], SOURCES)
    assert (
        "<caption>Rows; where a row has no other sources <sup>[<a href=#source-1>1</a>]</sup></caption>"
        in made
    )
    assert re.findall(r"<tr><td>(.*?)</td><td>(.*?)</td></tr>", made) == [
        ("row 0", ""),
        ("row 1", ""),
        ("row 2", "<sup>[<a href=#source-2>2</a>]</sup>"),
    ]
    same = sections([table("one", "one")], SOURCES)
    assert "<caption>Rows <sup>[" in same
    assert "Sources" not in same
    assert sections([table("one")], SOURCES).count("#source-1") == 1


def test_the_style_cuts_in_print_what_the_page_says_is_cut() -> None:
    assert f"ul.statements li:nth-child(n+{PRINTED + 1})" in page.asset("page.css").text
    assert f".report tbody tr:nth-child(n+{PRINTED + 1})" in page.asset("page.css").text
    full = sections([section("a", *(said(f"S{n}.", str(n)) for n in range(PRINTED)))], SOURCES)
    over = sections([section("a", *(said(f"S{n}.", str(n)) for n in range(PRINTED + 2)))], SOURCES)
    assert "not printed" not in full
    assert "2 more sentences of this section are not printed" in over
    assert Path(page.__file__).exists()
