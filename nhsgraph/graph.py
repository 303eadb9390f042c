"""The graph as a Python library: ``nhsgraph.load()`` and what it returns."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from nhsgraph import names, query, resources, store
from nhsgraph.errors import StoreError
from nhsgraph.period import parse_date
from nhsgraph.views import StoreReader

if TYPE_CHECKING:
    import networkx
    import pyoxigraph
    import rdflib

    from nhsgraph.analyses.explanation import Explanation
    from nhsgraph.analyses.footprints.desk import Desk
    from nhsgraph.dataset import Progress
    from nhsgraph.names import Name
    from nhsgraph.query import Table, Value
    from nhsgraph.showing import Shown


def silent(_what: str, _done: int, _total: int) -> None:
    """Progress that nobody watches."""


def load(
    *,
    data: str | Path | None = None,
    cache: str | Path | None = None,
    force: bool = False,
    progress: Progress = silent,
) -> Graph:
    """The graph, opened read-only; built first where it is not there yet (some seconds, once a version).

    ``data`` is a folder with ``tables/``, ``documents/`` and ``sources/`` (by default the one the package ships),
    ``cache`` the folder for built graphs (by default ``NHSGRAPH_CACHE`` or the user's cache folder).

    Raises :class:`~nhsgraph.errors.SourceError` and :class:`~nhsgraph.errors.StoreError`.

    >>> import nhsgraph
    >>> g = nhsgraph.load()
    >>> g.explain("05T", as_of="2016-04-01").name
    'NHS South Worcestershire CCG'
    """
    folder = Path(data) if data is not None else resources.data_dir()
    place = Path(cache) if cache is not None else store.cache_dir()
    generation = None if force else store.find(folder, place)
    if generation is not None:
        try:
            return Graph(generation)
        except StoreError:
            force = True  # a graph that cannot be opened is built again
    from nhsgraph import build

    return Graph(build.build(folder, place, progress, force=force))


class Graph:
    """A built graph, read-only. Cheap to open; safe to share between threads."""

    def __init__(self, generation: Path) -> None:
        self.generation = generation
        self.store: pyoxigraph.Store = store.open_generation(generation)
        self.reader = StoreReader(self.store, generation)

    @cached_property
    def names(self) -> list[Name]:
        """The name index: a line a body and name."""
        return names.read(self.generation)

    @cached_property
    def footprints(self) -> Desk:
        """Footprints and how they lie to each other: ``body``, ``nesting``, ``changes`` and ``test`` give reports.

        >>> import nhsgraph
        >>> from nhsgraph.analyses.footprints.tiers import Tier
        >>> nhsgraph.load().footprints.nesting(Tier.CCG, Tier.STP).headline[0]
        '208 of 209 nest'
        """
        from nhsgraph.analyses.footprints.desk import Desk
        from nhsgraph.footprint_tables import FootprintTables

        return Desk(FootprintTables(self.generation), self.names, self.reader)

    def find(self, text: str) -> list[Name]:
        """Bodies with a code or name like the text, best first, a line each."""
        return names.find(self.names, text)

    def resolve(self, text: str) -> tuple[str, str]:
        """The local id of the one body that a code or name means, and a remark on the choice (often empty).

        Raises :class:`~nhsgraph.errors.AmbiguousBody` or :class:`~nhsgraph.errors.UnknownBody`.
        """
        from nhsgraph.analyses import explain

        body = explain.by_code(self.reader, text.strip().upper())
        if body is not None:
            return body, ""
        name, remark = names.resolve(self.names, text)
        return name.body, remark

    def explain(self, body: str, as_of: str | date | None = None) -> Explanation:
        """What the graph says about a body (code, ONS code or name in part) on a date, with sources.

        Raises :class:`~nhsgraph.errors.UsageError` (unknown or ambiguous body, date outside its life).
        """
        from nhsgraph.analyses import explain

        day = parse_date(as_of) if isinstance(as_of, str) else as_of
        return explain.explain(self.reader, self.resolve(body)[0], day)

    def show(self, body: str, as_of: str | date | None = None, *, output: str | Path | None = None) -> Shown:
        """The explanation of a body as an interactive page: in the browser, or in the cell of a notebook.

        The page is one file, at ``output`` or in a temporary folder. Raises as :meth:`explain` does.
        """
        from nhsgraph import showing

        explanation = self.explain(body, as_of)
        return showing.show(showing.html(self.reader, explanation), explanation.code, output)

    def sparql(self, text: str, **parameters: Value) -> Table:
        """The result of a SPARQL query over all named graphs, as columns and rows; parameters are bound.

        >>> import nhsgraph
        >>> nhsgraph.load().sparql("ASK { id:ccg-05T a ng:CCG }").rows
        [(True,)]
        """
        return query.table(self.store, text, parameters)

    def to_rdflib(self) -> rdflib.Dataset:
        """The graph as an rdflib ``Dataset`` on the same store, nothing copied; do not write to it."""
        import rdflib
        from oxrdflib import OxigraphStore

        return rdflib.Dataset(store=OxigraphStore(store=self.store), default_union=True)

    def to_networkx(self, as_of: str | date | None = None) -> networkx.MultiDiGraph[str]:
        """Bodies and the relations between them as a ``MultiDiGraph``; with a date, only what holds on it.

        Nodes are local ids with ``kind``, ``code`` and ``name``; edges are keyed by the local id of the relation's
        node, with ``kind``, ``valid_from``, ``valid_to``, ``known_until`` and ``sources``.
        """
        from nhsgraph import projection

        day = parse_date(as_of) if isinstance(as_of, str) else as_of
        return projection.to_networkx(self.reader, day)
