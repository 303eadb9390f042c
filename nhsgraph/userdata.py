"""The user's own rows: where they lie, apart from the packaged data and from anything that a build can remove.

Layout, below ``NHSGRAPH_USER_DATA`` or the platform's folder for the user's data::

    <data set>/<source id>/source.yml        who the rows come from
    <data set>/<source id>/<template>.csv    the rows, as a table of :mod:`nhsgraph.conflict_facts`
    <data set>/suppressed.csv                ids of conflict paths that are not shown, each with a reason

Each source is a named graph of its own. The rows belong to the key of the graph, so a changed file means another build.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from nhsgraph import resources, userdirs

if TYPE_CHECKING:
    from nhsgraph.facts import Fact

#: What the ids of the user's sources begin with.
PREFIX = "own-"
#: The list of conflict paths that are not shown.
SUPPRESSED = "suppressed.csv"


def root() -> Path:
    """The folder for the rows of every data set."""
    if chosen := os.environ.get("NHSGRAPH_USER_DATA"):
        return Path(chosen).expanduser()
    return userdirs.data()


def folder(data: Path) -> Path:
    """The folder for the rows that go with a data folder: ``national``, or the name of another data set."""
    return root() / ("national" if data == resources.data_dir() else data.name)


def conflict_paths(data: Path, own: Path) -> Iterator[tuple[type[Fact], Path]]:
    """Every table of interests and decisions: the data set's own, then the user's (``own``) by source."""
    from nhsgraph.conflict_facts import CONFLICTS  # only builds ask; keeps the common path short

    for place in (data / "conflicts", *sorted(own.glob(PREFIX + "*"))):
        for name, kind in CONFLICTS.items():
            path = place / f"{name}.csv"
            if path.is_file():
                yield kind, path
