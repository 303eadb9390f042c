"""What footprints are computed from, asked of a graph at an address in the place of the files beside an embedded store.

The small areas are in no graph: they come from the packaged table, and only where the graph has loaded the releases that
the table was made from. A fact of several releases has them in order of their ids here, and of their dates in the files.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

from nhsgraph import facts, resources, tables
from nhsgraph.footprint_tables import (
    PRACTICE_SETS,
    Body,
    Cell,
    FootprintTables,
    Listing,
    Member,
    Relation,
    cells,
)
from nhsgraph.views import Reader


class AskedTables(FootprintTables):
    """The tables of a graph behind a reader, each asked for when it is first needed."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """Every cell; none where the graph has not loaded the releases that place small areas."""
        found = cells(tables.read(facts.Lsoa, resources.data_dir() / "tables" / "lsoas.csv"))
        needed = {source for cell in found for source in cell.sources}
        loaded = {row.text("id") for row in self.reader.rows("sources") if row.number("facts")}
        return tuple(found) if needed <= loaded else ()

    @cached_property
    def bodies(self) -> Mapping[str, Body]:
        """Bodies by local id."""
        found = {}
        for row in self.reader.rows("footprint_bodies"):
            body = row.code("body")
            code = row.text("code") or row.text("gss") or body.split("-", 1)[1]
            tier = row.code("tier").removeprefix("tier-")
            found[body] = Body(
                body, row.code("kind"), code, tier, row.day("from"), row.day("to"), row.sources
            )
        return found

    @cached_property
    def relations(self) -> Mapping[str, tuple[Relation, ...]]:
        """Relations by kind."""
        found: dict[str, list[Relation]] = defaultdict(list)
        for relation in (*self._between(), *self._practice_sets()):
            found[relation.kind].append(relation)
        return {kind: tuple(rows) for kind, rows in found.items()}

    @cached_property
    def memberships(self) -> tuple[Member, ...]:
        """Memberships of practices."""
        return tuple(
            Member(
                row.code("practice"),
                row.code("commissioner"),
                begins,
                row.day("to"),
                row.day("known"),
                row.sources,
            )
            for row in self.reader.rows("footprint_members")
            if (begins := row.day("from")) is not None
        )

    def lists(self, year: str) -> Mapping[str, Listing]:
        """Practices of a financial year (``2016-17``); empty where no release covers it."""
        return {
            row.code("practice"): Listing(
                row.code("practice"),
                row.number("registered"),
                row.number("weighted"),
                row.number("payments"),
                row.sources,
            )
            for row in self.reader.rows("footprint_lists", year=year)
        }

    def _between(self) -> Iterator[Relation]:
        for row in self.reader.rows("footprint_relations"):
            yield Relation(
                row.text("kind"),
                row.code("subject"),
                row.code("object"),
                row.day("from"),
                row.day("to"),
                row.day("known"),
                row.number("share"),
                None,
                None,
                "",
                row.sources,
            )

    def _practice_sets(self) -> Iterator[Relation]:
        found: dict[Relation, None] = {}  # the view sees each from either end
        for row in self.reader.rows("stated_relations"):
            if row.code("kind").removeprefix("relation-") in PRACTICE_SETS and row["object"] is not None:
                counted, total = row.number("counted"), row.number("total")
                relation = Relation(
                    "practice-set",
                    row.code("subject"),
                    row.code("object"),
                    row.day("from"),
                    row.day("to"),
                    None,
                    None,
                    None if counted is None else int(counted),
                    None if total is None else int(total),
                    row.text("note"),
                    row.sources,
                )
                found[relation] = None
        yield from found
