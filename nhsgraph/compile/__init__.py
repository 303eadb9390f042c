"""Compile: publishers' files in, the project's own tables out.

    every source with a format -> its loader -> facts of one release          gather
    partial facts of several releases -> facts (the functions in MAKERS)      one module a table
    organisations of all releases -> one row a body, with its life            bodies
    names of all releases -> one row a name, in readable form                 names
    relations of all releases -> one row a relation, with its period          releases
    references, sources, lives                                                checks
    tables and manifest, all or nothing                                       files

The same files give the same bytes. Tables in :data:`HAND_MAINTAINED` are written by people from public
documents: they are held to the same checks and stand in the manifest, and their bytes are left alone. A folder
that has none yet is given those that lie beside the sources.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from nhsgraph import catalogue
from nhsgraph.catalogue import Source
from nhsgraph.compile import (
    authorities,
    bodies,
    checks,
    files,
    identities,
    lsoas,
    names,
    overlaps,
    partnerships,
    releases,
)
from nhsgraph.compile.gather import Progress, gather, silent
from nhsgraph.facts import Fact
from nhsgraph.tables import TABLES, read, write

#: Tables that no loader fills.
HAND_MAINTAINED = frozenset({"arrangements"})

#: What completes facts that no single release can state, in order: each takes every fact and the sources, and
#: returns every fact, with the partial ones replaced. They run before releases are joined.
MAKERS: tuple[Callable[[list[Fact], Mapping[str, Source]], list[Fact]], ...] = (
    identities.resolved,
    lsoas.made,
    authorities.made,
    overlaps.made,
    partnerships.made,
)


def compile_tables(
    publishers: Path, sources: Path, into: Path, progress: Progress = silent
) -> Mapping[str, int]:
    """Write every table and the manifest into a folder; returns the number of rows of each table.

    ``publishers`` is the folder of publishers' files, ``sources`` the folder of ``<id>/source.yml``. Nothing
    is written unless everything could be read and passed the checks. Takes some ten seconds for the whole
    country. Raises :class:`~nhsgraph.errors.SourceError` at the first thing that is not as expected.
    """
    content = _compiled(publishers, sources, into, progress)
    files.replace(into, {**content, "manifest.json": files.manifest(content)})
    return files.row_counts(content)


def stale_tables(publishers: Path, sources: Path, into: Path, progress: Progress = silent) -> tuple[str, ...]:
    """The files that :func:`compile_tables` would change, by name in order; empty when all are up to date."""
    content = _compiled(publishers, sources, into, progress)
    content = {**content, "manifest.json": files.manifest(content)}
    return tuple(name for name in sorted(content) if files.differs(into / name, content[name]))


def combine(facts: list[Fact], known: Mapping[str, Source]) -> list[Fact]:
    """The facts of single releases joined into facts with lives and periods; ``known`` are the sources by id.

    The order of ``facts`` does not matter.
    """
    for make in MAKERS:
        facts = make(facts, known)
    organisations = bodies.with_lives(facts, known)
    rows: list[Fact] = [*organisations.values()]
    rows += names.joined(facts, known, organisations)
    rows += releases.joined(facts, known, organisations)
    return bodies.without_unused(rows)


def _compiled(publishers: Path, sources: Path, into: Path, progress: Progress) -> dict[str, bytes]:
    known = catalogue.load(sources)
    rows = combine(gather(publishers, known, progress), known)
    content: dict[str, bytes] = {}
    for table in sorted(HAND_MAINTAINED):
        for path in (into / f"{table}.csv", sources.with_name("tables") / f"{table}.csv"):
            if path.exists():
                rows += read(TABLES[table], path)
                content[path.name] = path.read_bytes()
                break
    checks.all_hold(rows, known)
    by_class: dict[type[Fact], list[Fact]] = {kind: [] for kind in TABLES.values()}
    for row in rows:
        by_class[type(row)].append(row)
    for table, kind in TABLES.items():
        content.setdefault(f"{table}.csv", write(kind, by_class[kind]))
    return content
