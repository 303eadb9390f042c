"""The demonstration set as facts, for tests that change one and look at the paths."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from nhsgraph import dataset, edge_writing, resources
from nhsgraph.analyses.conflicts import find, severity
from nhsgraph.analyses.conflicts.find import Wanted
from nhsgraph.analyses.conflicts.paths import Conflict
from nhsgraph.edges import Snapshot
from nhsgraph.facts import Fact

SCHEME = severity.load()
Facts = dict[type[Fact], tuple[Fact, ...]]


@cache
def facts() -> Facts:
    """Every fact of the set by class."""
    found = dataset.load(resources.data_dir() / "demo", lambda *_: None)
    return dict(found.facts)


def snapshot(rows: Facts) -> Snapshot:
    """The edge snapshot of facts."""
    return Snapshot(edge_writing.encode(rows))


def paths(rows: Facts, **wanted: object) -> dict[str, Conflict]:
    """The conflict paths of facts by id."""
    found = find.find(snapshot(rows), SCHEME, Wanted(**wanted))  # type: ignore[arg-type]
    return {c.id: c for c in found.conflicts}


def ends(conflicts: Iterable[Conflict], pattern: str) -> set[tuple[str, str]]:
    """Who and what the paths of a pattern connect."""
    return {(c.actor, c.other) for c in conflicts if c.pattern == pattern}


def added(rows: Facts, *more: Fact) -> Facts:
    """The facts with further ones."""
    found = dict(rows)
    for fact in more:
        found[type(fact)] = (*found.get(type(fact), ()), fact)
    return found
