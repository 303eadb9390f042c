"""The data set: every table read, checked against the others, and counted, before anything is written.

All or nothing: the first row that is broken or names something that no table knows stops with file, row and column.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from string import Formatter
from typing import Any

from nhsgraph import catalogue, documents, ids, resources, tables, userdata, vocab
from nhsgraph.catalogue import Source
from nhsgraph.errors import SourceError
from nhsgraph.facts import Fact, Lsoa
from nhsgraph.quads import Shape
from nhsgraph.quads.conflict_shapes import CONFLICT_SHAPES
from nhsgraph.quads.document_shapes import DOCUMENT_SHAPES
from nhsgraph.quads.shapes import SHAPES

#: Called with what is being done, how far it is and how far it goes.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """The facts of every table, by class in loading order, and the sources they cite."""

    facts: Mapping[type[Fact], tuple[Fact, ...]]
    sources: Mapping[str, Source]

    def shapes(self) -> Iterator[tuple[type[Fact], Shape, tuple[Fact, ...]]]:
        """The classes that go into the graph, with their shapes and rows."""
        for kind, rows in self.facts.items():
            shape = SHAPES.get(kind) or DOCUMENT_SHAPES.get(kind) or CONFLICT_SHAPES.get(kind)
            if shape is not None:
                yield kind, shape, rows

    def rows(self) -> int:
        """How many rows go into the graph."""
        return sum(len(rows) for _, _, rows in self.shapes())


def table_paths(folder: Path) -> Iterator[tuple[type[Fact], Path]]:
    """Every table of a data folder: its class and its file, in loading order.

    A folder without ``documents/`` shares the packaged ones: the rules are the same for every area.
    """
    own = folder / "documents"
    texts = own if own.is_dir() else resources.data_dir() / "documents"
    for name, kind in tables.TABLES.items():
        yield kind, folder / "tables" / f"{name}.csv"
    for name, kind in documents.DOCUMENTS.items():
        yield kind, texts / f"{name}.csv"


def load(folder: Path, progress: Progress, own: Path | None = None) -> Dataset:
    """Read and check a data folder (``tables/``, ``documents/``, ``sources/``).

    ``own`` is the folder of the user's rows, by default the one that goes with the data folder. Raises
    :class:`~nhsgraph.errors.SourceError`; then nothing was read that anybody keeps.
    """
    own = own or userdata.folder(folder)
    places = (resources.data_dir() / "sources", folder / "sources", own)
    sources = {name: source for place in places for name, source in catalogue.load(place).items()}
    # Small areas have no shape: they are kept out of the graph, and make the tables that footprints come from.
    wanted = {*SHAPES, *DOCUMENT_SHAPES, Lsoa}
    paths = [(kind, path) for kind, path in table_paths(folder) if kind in wanted]
    facts: dict[type[Fact], tuple[Fact, ...]] = {}
    for number, (kind, path) in enumerate(paths):
        progress("Reading tables", number, len(paths))
        facts[kind] = tuple(tables.read(kind, path))
    if not (folder / "documents").is_dir():
        facts = {
            kind: _shared(kind, rows, facts) if kind in DOCUMENT_SHAPES else rows
            for kind, rows in facts.items()
        }
    parts = [(kind, path.name, facts[kind]) for kind, path in paths]
    for kind, path in userdata.conflict_paths(folder, own):
        rows = tuple(tables.read(kind, path))
        parts.append((kind, path.name, rows))
        facts[kind] = (*facts.get(kind, ()), *rows)
    dataset = Dataset(facts=facts, sources=sources)
    _check(dataset, parts)
    return dataset


def _shared(
    kind: type[Fact], rows: tuple[Fact, ...], facts: Mapping[type[Fact], tuple[Fact, ...]]
) -> tuple[Fact, ...]:
    """The rows of the packaged documents that fit another data set.

    A row about a body that the data set does not have is left out; a list of bodies keeps those that it has.
    """
    known = set(documents.defined_ids(facts))
    kept = []
    for fact in rows:
        changes: dict[str, Any] = {}
        for column in DOCUMENT_SHAPES[kind].links:
            value = getattr(fact, column)
            if isinstance(value, tuple):
                changes[column] = tuple(one for one in value if one in known)
            elif value and value not in known:
                break
        else:
            kept.append(replace(fact, **changes) if changes else fact)
    return tuple(kept)


#: A column, what its values begin with in the set of those allowed, the set, and what was expected in words.
_Reference = tuple[str, str, Collection[str], str]


def _check(dataset: Dataset, parts: Iterable[tuple[type[Fact], str, tuple[Fact, ...]]]) -> None:
    """Every source, link, node and concept of every row is one that a table or the vocabulary defines, every id one row's."""
    references = _references(dataset)
    for kind, file, rows in parts:
        if kind not in references:
            continue
        seen: set[str] = set()
        named = kind not in CONFLICT_SHAPES and _named_by_id(kind)
        for row, fact in enumerate(rows, start=2):
            for source in fact.sources:
                if source not in dataset.sources:
                    raise SourceError(
                        f"no source is called “{source}”",
                        file=file,
                        row=row,
                        column="sources",
                        expected="the name of a folder in data/sources",
                    )
            for column, prefix, allowed, expected in references[kind]:
                value = getattr(fact, column)
                for one in value if isinstance(value, tuple) else (value,):
                    if one and prefix + one not in allowed:
                        raise SourceError(
                            f"unknown code “{one}”", file=file, row=row, column=column, expected=expected
                        )
            if named:
                if (own := str(getattr(fact, "id", ""))) in seen:
                    raise SourceError(
                        f"“{own}” stands in a row above",
                        file=file,
                        row=row,
                        column="id",
                        expected="one row for each id",
                    )
                seen.add(own)


def _references(dataset: Dataset) -> dict[type[Fact], list[_Reference]]:
    """Class to what its columns refer to, from its shape."""
    known = set(documents.defined_ids(dataset.facts))
    claims = {fact.id for fact in dataset.facts[documents.Claim] if isinstance(fact, documents.Claim)}
    terms = {
        str(term).removeprefix(ids.DEF) for name, term in vars(vocab).items() if not name.startswith("_")
    }
    shapes = {kind: shape for kind, shape, _ in dataset.shapes()}
    nodes = known | {
        shape.node.format(id=getattr(fact, "id", ""))
        for kind, shape, rows in dataset.shapes()
        if _named_by_id(kind)
        for fact in rows
    }
    return {
        kind: [
            *((name, "", known, "the id of a body in the tables") for name in shape.links),
            *((name, "", claims, "a claim id") for name in shape.claims),
            *(
                (name, prefix, nodes, f"the id of a {prefix.strip('-')}")
                for name, prefix in shape.nodes.items()
            ),
            *((name, prefix, terms, _options(terms, prefix)) for name, prefix in shape.concepts.items()),
            *((name, "", terms, "a class of the vocabulary") for name in _columns(shape.type)),
        ]
        for kind, shape in shapes.items()
    }


def _named_by_id(kind: type[Fact]) -> bool:
    """Whether the nodes of a class are named by their id alone, so that an id is a row."""
    shape = SHAPES.get(kind) or DOCUMENT_SHAPES.get(kind) or CONFLICT_SHAPES[kind]
    return _columns(shape.node) == ["id"]


def _columns(template: str) -> list[str]:
    return [name for _, name, _, _ in Formatter().parse(template) if name]


def _options(terms: Iterable[str], prefix: str) -> str:
    if not prefix:
        return "a term of the vocabulary"
    return "one of " + ", ".join(sorted(t.removeprefix(prefix) for t in terms if t.startswith(prefix)))


def digest(folder: Path, *, extra: tuple[Path, ...] = (), salt: str = "") -> str:
    """A digest of everything in a data folder (and further folders): the version of the data."""
    sha = hashlib.sha256(salt.encode())
    for root in (folder, *extra):
        for path in sorted(p for p in root.rglob("*") if p.is_file() and p.suffix != ".pyc"):
            sha.update(f"{path.relative_to(root).as_posix()}\0".encode())
            sha.update(path.read_bytes())
    return sha.hexdigest()
