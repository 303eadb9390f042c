"""Rules of the house that no linter knows."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from nhsgraph import catalogue, resources
from nhsgraph.graph import Graph

ROOT = Path(resources.__file__).parent.parent
PACKAGE = ROOT / "nhsgraph"
MODULES = sorted(PACKAGE.rglob("*.py"))
#: Text that the project wrote, as opposed to tables.
TEXTS = sorted(
    path
    for pattern in ("*.md", "*.toml", ".ci/run", "nhsgraph/**/*.py", "nhsgraph/**/*.rq", "docs/**/*.md", "ontology/*.ttl",
                    "tools/*.py", "bench/*.py", "tests/*.py", "data/sources/*/*.yml", "data/**/*.csv")
    for path in ROOT.glob(pattern)
)  # fmt: skip


@pytest.mark.parametrize("module", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_modules_are_short_and_told(module: Path) -> None:
    text = module.read_text("utf-8")
    tree = ast.parse(text)
    assert ast.get_docstring(tree), "a module says what it is"
    if module.name != "vocab.py":  # generated
        assert len(text.splitlines()) < 400


@pytest.mark.parametrize("module", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_no_blind_except(module: Path) -> None:
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.ExceptHandler):
            assert node.type is not None, node.lineno
            caught = {name.id for name in ast.walk(node.type) if isinstance(name, ast.Name)}
            assert "Exception" not in caught, node.lineno


def test_no_module_is_named_for_nothing() -> None:
    assert not {p.stem for p in MODULES} & {"utils", "util", "helpers", "common", "misc"}


@pytest.mark.parametrize(
    "module", [p for p in MODULES if "cli" not in p.parts and "web" not in p.parts], ids=lambda p: p.name
)
def test_only_the_shells_print_and_read_the_clock(module: Path) -> None:
    for call in (
        node for node in ast.walk(ast.parse(module.read_text("utf-8"))) if isinstance(node, ast.Call)
    ):
        assert ast.unparse(call.func) not in {
            "print", "date.today", "datetime.now", "datetime.utcnow", "time.time", "sys.exit", "exit",
        }, call.lineno  # fmt: skip


def _findings(pattern: str) -> Iterator[str]:
    for path in TEXTS:
        if path.name == "test_house.py":
            continue
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            if found := re.search(pattern, line):
                yield f"{path.relative_to(ROOT)}:{number}: {found.group()}"


def test_no_machine_paths() -> None:
    assert list(_findings(r"(?<![\w.])/(work|root|home|Users)/|\.\./shared|localhost:\d{4}/simple")) == []


def test_nothing_is_left_to_do() -> None:
    assert list(_findings(r"\b(TO" + r"DO|FIX" + r"ME|X" + r"XX)\b|pytest\.mark\.(skip|xfail)\b")) == []


def test_sources_are_complete_and_used(graph: Graph) -> None:
    """Every source has title, publisher and licence; it gave facts, or stands behind a claim or a term."""
    used = {
        str(row[0]).rsplit("/", 1)[-1]
        for row in graph.sparql("SELECT DISTINCT ?s WHERE { ?thing ng:source ?s }").rows
    }
    written = "\n".join(
        p.read_text("utf-8")
        for p in [*ROOT.glob("ontology/*.ttl"), *PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.rq")]
    )
    tables = "\n".join(p.read_text("utf-8") for p in ROOT.glob("data/*/*.csv"))
    for source in catalogue.load(resources.data_dir() / "sources").values():
        assert source.title
        assert source.publisher
        assert source.licence
        assert source.id in used or source.id in written or source.id in tables, source.id
