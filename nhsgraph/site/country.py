"""What pages of every date need of the whole graph: read once, when it is first asked for."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from nhsgraph import edges
from nhsgraph.analyses import england, explain
from nhsgraph.analyses.conflicts import severity
from nhsgraph.analyses.england import paths
from nhsgraph.analyses.england.model import England
from nhsgraph.analyses.explanation import Explanation
from nhsgraph.edges import Snapshot
from nhsgraph.graph import Graph
from nhsgraph.site import plan
from nhsgraph.site.plan import Subject


class Country:
    """A graph with what several pages take from it."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self._subjects: dict[date, tuple[Subject, ...]] = {}
        self._told: tuple[str, date, Explanation] | None = None

    def subjects(self, day: date) -> tuple[Subject, ...]:
        """The bodies with a page in a site of a date."""
        if day not in self._subjects:
            self._subjects[day] = plan.subjects(self.graph, day)
        return self._subjects[day]

    def told(self, body: str, day: date) -> Explanation:
        """The explanation of a body; the last one is kept, because its page and its data follow each other."""
        if self._told is None or self._told[:2] != (body, day):
            self._told = (body, day, explain.explain(self.graph.reader, body, day))
        return self._told[2]

    def forget(self, day: date) -> None:
        """Let go of what was kept for a date."""
        self._subjects.pop(day, None)

    @cached_property
    def edges(self) -> Snapshot:
        """The facts that conflict paths walk."""
        return edges.read(self.graph.generation)

    @cached_property
    def england(self) -> England:
        """Every CCG on the dates of the England page."""
        counted = paths.counted(self.edges, severity.load(), england.DAYS)
        return england.overview(self.graph.reader, paths=counted)

    @cached_property
    def fictional(self) -> bool:
        """Whether this is the demonstration set."""
        return any(row.code("grade") == "grade-fictional" for row in self.graph.reader.rows("sources"))
