"""The documentation: its console examples run, and nothing that a user can meet is left out of it."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import pytest
from commands import Run

from nhsgraph import errors, query, questions, resources
from nhsgraph.facts import Grade
from nhsgraph.graph import Graph

ROOT = Path(resources.__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = (ROOT / "README.md", *sorted(DOCS.rglob("*.md")))


class Example(NamedTuple):
    """A command of a ``console`` block and the lines that the page shows of its output."""

    page: str
    command: str
    lines: tuple[str, ...]


def examples() -> Iterator[Example]:
    for page in PAGES:
        for block in re.findall(r"^```console\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL):
            for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
                command, *lines = part.splitlines()
                yield Example(page.name, command, tuple(lines))


@pytest.mark.parametrize("example", tuple(examples()), ids=lambda e: f"{e.page}: {e.command}")
def test_console_examples(run: Run, example: Example) -> None:
    """Lines stand in the output in their order; “…” stands for any lines; blanks and rules may be wider or narrower."""
    program, *arguments = shlex.split(example.command)
    assert program == "nhsgraph"
    done = run(*arguments)
    written = [_squeezed(line) for line in (done.stdout + done.stderr).splitlines()]
    place = 0
    skipping = False
    for line in example.lines:
        if line == "…":
            skipping = True
            continue
        wanted = _squeezed(line)
        if skipping:
            place = written.index(wanted, place)
            skipping = False
        assert written[place : place + 1] == [wanted]
        place += 1


#: Commands whose examples need nothing but the packaged data, and write no more than a page.
READING = ("ask", "chain", "conflicts", "explain", "find", "footprints", "path", "sources", "template")


@pytest.mark.parametrize(
    "example",
    [
        example.removesuffix(" --open")
        for name in READING
        for example in import_module(f"nhsgraph.cli.commands.{name}").EXAMPLES
    ],
)
def test_the_examples_of_the_help_run(
    run: Run, demo: Graph, example: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run(*shlex.split(example)[1:])
    assert done.returncode == 0, done.stderr
    assert done.stdout or list(tmp_path.iterdir())


def _squeezed(line: str) -> str:
    return re.sub(r"-{3,}", "---", " ".join(line.split()))


def test_the_python_examples_run(graph: Graph, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NHSGRAPH_CACHE", str(cache))
    monkeypatch.delenv("NHSGRAPH_DATA", raising=False)
    for page in (DOCS / "python.md", DOCS / "errors.md"):
        names: dict[str, object] = {}
        for block in re.findall(r"^```python\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL):
            exec(compile(block, page.name, "exec"), names)


def test_the_command_line_page_is_the_commands() -> None:
    page = (DOCS / "cli.md").read_text("utf-8")
    for name in import_module("nhsgraph.cli.app").COMMANDS:
        assert f"\n## nhsgraph {name}\n" in page


def _error_classes() -> list[type[errors.NhsGraphError]]:
    found = [c for c in vars(errors).values() if isinstance(c, type) and issubclass(c, errors.NhsGraphError)]
    return sorted(found, key=lambda c: c.__name__)


@pytest.mark.parametrize("error", _error_classes(), ids=lambda c: c.__name__)
def test_every_error_is_documented(error: type[errors.NhsGraphError]) -> None:
    assert f"| `{error.__name__}` |" in (DOCS / "errors.md").read_text("utf-8")
    assert error.__doc__


def test_every_grade_is_documented() -> None:
    page = (DOCS / "evidence.md").read_text("utf-8")
    assert re.findall(r"^\| (\w+) \|", page, re.MULTILINE)[1:] == list(Grade)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("kind", ["views", "questions"])
def test_every_stored_query_is_described(kind: str) -> None:
    for path in resources.queries_dir(kind).glob("*.rq"):
        header = query.header(path)
        assert header["title"], path
        assert header["columns"], path
    assert [q.id for q in questions.all_questions()]
