"""The README's own commands and its picture of an answer."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from nhsgraph import resources
from nhsgraph.graph import Graph
from nhsgraph.present import text

ROOT = Path(resources.__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def command(mark: str) -> str:
    found = re.search(rf"<!-- {mark} -->\n```sh\n(.*?)\n```", README, re.DOTALL)
    assert found, mark
    return found.group(1)


def test_one_line_installs_and_explains() -> None:
    line = command("start")
    assert "\n" not in line
    assert line.endswith("nhsgraph explain 05T --as-of 2016-04-01")


def test_one_line_installs_and_tests() -> None:
    line = command("test")
    assert "\n" not in line
    assert line.endswith("-m pytest")
    assert "'.[test]'" in line
    assert (
        "test"
        in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    )


def test_the_answer_that_the_readme_shows_is_the_answer(graph: Graph) -> None:
    """Numbers of sources may move, and lines may break elsewhere; the words are those of the program."""
    shown = re.search(r"```text\n(NHS South Worcestershire CCG .*?)```", README, re.DOTALL)
    assert shown
    whole = _plain(text.render(graph.explain("05T", as_of="2016-04-01"), text.Style()))
    for part in shown.group(1).split("…"):
        for line in _plain(part).split(". "):
            assert line.rstrip(".") in whole


def _plain(shown: str) -> str:
    return " ".join(re.sub(r"\[[\d, \n]+\]", "", shown).split())
