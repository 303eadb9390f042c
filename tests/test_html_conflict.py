"""The conflict page as text: a card a path, the words of the other formats, dates, other dates, a bounded size."""

from __future__ import annotations

import html as entities
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhsgraph import edges
from nhsgraph.analyses.conflicts import find, report, severity
from nhsgraph.analyses.conflicts.elsewhen import Elsewhen, elsewhen
from nhsgraph.analyses.conflicts.paths import Conflict, Step, Walk
from nhsgraph.analyses.conflicts.report import About
from nhsgraph.analyses.explanation import Explanation
from nhsgraph.errors import UsageError
from nhsgraph.graph import Graph
from nhsgraph.present.html import conflict
from nhsgraph.present.html.conflict_svg import bars, ring

SELF = "C-01-cca2371a82"  # person 34, the governing body, service 7, Two Moors Care


def found(graph: Graph, body: str, day: date | None = None) -> tuple[find.Found, Explanation]:
    generation = graph.generation
    assert generation is not None
    made = find.find(edges.read(generation), severity.load(), find.Wanted(body=body, as_of=day))
    return made, report.listing(graph.reader, made, About(id=body, code=body[4:], name="Paths", as_of=day))


def one(graph: Graph, name: str) -> Conflict:
    return next(c for c in found(graph, "ccg-X01")[0].conflicts if c.id == name)


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", entities.unescape(re.sub(r"<[^>]+>", "", html)))


@pytest.mark.parametrize("body", ["ccg-X01", "ccg-X03"])
def test_a_card_for_each_path_with_every_sentence_of_the_other_formats(demo: Graph, body: str) -> None:
    made, explanation = found(demo, body)
    html = conflict.render(explanation, made.conflicts)
    assert re.findall(r'<article id="([^"]+)"', html) == [c.id for c in made.conflicts]
    text = plain(html)
    for section in explanation.sections:
        for statement in section.statements:
            assert re.sub(r"\s+", " ", statement.text) in text
    for path in made.conflicts:
        assert all(reading in text for reading in path.benign)
        assert path.check in text
        assert f"Report an error in {path.id}" in text
    assert "Fictional demonstration data." in text


@pytest.mark.parametrize("body", ["ccg-X01", "ccg-X02", "ccg-X03"])
def test_it_is_at_most_120_kilobytes_and_the_same_bytes_again(demo: Graph, body: str) -> None:
    made, explanation = found(demo, body)
    html = conflict.render(explanation, made.conflicts)
    assert len(html.encode()) <= 120_000
    assert conflict.render(explanation, made.conflicts) == html


def test_the_ring_of_a_person_a_committee_a_contract_and_a_provider_closes(demo: Graph) -> None:
    drawn = ring(one(demo, SELF).occasions[0].steps)
    assert drawn is not None
    assert [box["about"] for box in drawn.boxes] == ["person", "committee", "decision", "organisation"]
    assert [(line["number"], line["text"]) for line in drawn.lines] == [
        (1, "had an interest in"),
        (2, "sat on"),
        (3, "decided on"),
        (3, "for"),
    ]


def test_the_commissioner_is_drawn_only_where_a_step_is_about_it(demo: Graph) -> None:
    drawn = ring(one(demo, SELF).occasions[0].steps)
    members = ring(one(demo, "C-03-32af9293e6").occasions[0].steps)
    assert drawn is not None
    assert members is not None
    assert "commissioner" not in {box["about"] for box in drawn.boxes}
    assert "commissioner" in {box["about"] for box in members.boxes}


def test_bars_show_when_all_of_it_held(demo: Graph) -> None:
    occasion = one(demo, SELF).occasions[0]
    drawn = bars(occasion)
    assert drawn is not None
    assert [(row["label"], row["moment"], row["open"]) for row in drawn.rows] == [
        ("1 interest", False, True),
        ("2 seat", False, True),
        ("3 decision", True, False),
    ]
    assert drawn.together is not None
    assert drawn.day is not None
    assert drawn.together[0] < drawn.day < drawn.together[1]
    assert [year for year, _ in drawn.years] == [2013, 2014, 2015]


def test_what_no_source_dates_has_no_bars(graph: Graph) -> None:
    made, explanation = found(graph, "ccg-05T")
    dated = {path.id: bars(path.occasions[0]) for path in made.conflicts}
    owned = dated["C-03-3b8b8f67ca"]
    assert owned is not None
    assert [row["dated"] for row in owned.rows] == [False, True]
    assert "not dated in the source" in conflict.render(explanation, made.conflicts)


def test_a_date_on_which_little_holds_says_how_much_holds_on_others(demo: Graph) -> None:
    (now, explanation), (ever, _) = found(demo, "ccg-X01", date(2013, 6, 1)), found(demo, "ccg-X01")
    counts = elsewhen(now.conflicts, ever.conflicts)
    assert (len(now.conflicts), counts) == (0, Elsewhen(dated=21, undated=0))
    text = plain(conflict.render(explanation, now.conflicts, counts))
    assert "No path holds on 2013-06-01. On other dates: 21; without a date in the sources: none." in text
    (now, explanation), (ever, _) = found(demo, "ccg-X01", date(2014, 6, 1)), found(demo, "ccg-X01")
    text = plain(conflict.render(explanation, now.conflicts, elsewhen(now.conflicts, ever.conflicts)))
    assert "3 paths on 2014-06-01. On other dates: 18;" in text


def test_too_many_paths_for_a_page_say_what_to_do(demo: Graph) -> None:
    made, explanation = found(demo, "ccg-X01")
    with pytest.raises(UsageError, match="63 paths are too many for one page of at most 40"):
        conflict.page(explanation, made.conflicts * 3)


def test_the_page_judges_nobody(demo: Graph) -> None:
    made, explanation = found(demo, "ccg-X01")
    text = plain(conflict.render(explanation, made.conflicts)).casefold()
    assert not re.search(r"\b(corrupt|guilty|fraud|wrongdo|culprit|suspicious)", text)
    assert "not a finding about anybody" in text


NAMES = st.sampled_from(["person-1", "practice-2", "ccg-X", "award-1", "company-3", "pccc-X"])


@given(st.lists(st.tuples(NAMES, NAMES).filter(lambda ends: ends[0] != ends[1]), min_size=1, max_size=9))
def test_everybody_stands_once_in_the_ring_and_every_line_is_there(ends: list[tuple[str, str]]) -> None:
    steps = [
        Step(text="x", cites=(), walks=(Walk(subject=a, subject_name=a, verb="v", object=b, object_name=b),))
        for a, b in ends
    ]
    drawn = ring(steps)
    assert drawn is not None
    places = {(box["x"], box["y"]) for box in drawn.boxes}
    assert len(places) == len(drawn.boxes) == len({name for pair in ends for name in pair})
    assert [line["number"] for line in drawn.lines] == list(range(1, len(ends) + 1))


@pytest.mark.parametrize(
    ("words", "expected"),
    [(("X01",), 'class="ring"'), (("show", SELF), "Occasion 1"), (("summary",), "By pattern"), (("X01", "--undeclared"), "What this is")],
)  # fmt: skip
def test_the_command_writes_a_page(
    run: object, demo: Graph, tmp_path: Path, words: tuple[str, ...], expected: str
) -> None:
    assert callable(run)
    out = tmp_path / "x.html"
    done = run("conflicts", *words, "--dataset", "demo", "--format", "html", "-o", str(out))
    assert (done.returncode, done.stdout) == (0, "")
    assert expected in out.read_text(encoding="utf-8")


def test_open_shows_pages_only(run: object) -> None:
    assert callable(run)
    for command in ("chain", "conflicts"):
        done = run(command, "05T", "--format", "md", "--open")
        assert done.returncode == 2
        assert "--open shows a page" in done.stderr
