"""Where each cell and each CCG lay on a date: the look-ups of three Aprils, and the changes between them.

Between two look-ups an area is carried by the mergers and boundary changes on record: of the ways that lead from its
CCG in the one to its CCG in the other, the one without a boundary change is taken where there is one. After the last
look-up only mergers carry it. Before the first, areas are taken to lie as in April 2016, and a CCG that had not begun
stands for its predecessors.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from nhsgraph.errors import SourceError
from nhsgraph.footprint_tables import VINTAGES, Cell, FootprintTables, Relation


class Places:
    """Cells and CCGs by date. Cheap to make; remembers what it has worked out."""

    def __init__(self, tables: FootprintTables) -> None:
        self.tables = tables
        self._merged_into: dict[str, tuple[str, date]] = {}
        self._merged_from: dict[str, list[tuple[str, date]]] = defaultdict(list)
        self._moved: dict[tuple[str, date], list[str]] = defaultdict(list)
        for row in tables.relations.get("merger", ()):
            if not row.subject.startswith("ccg-"):
                continue  # partnerships merged too, and carry no areas of their own
            self._merged_into[row.subject] = (row.object, _effective(row))
            self._merged_from[row.object].append((row.subject, _effective(row)))
        for row in tables.relations.get("boundary", ()):
            self._moved[row.subject, _effective(row)].append(row.object)
        self._by_year: dict[int, tuple[str, ...]] = {}
        self._upper = {
            row.subject: row.object
            for row in sorted(tables.relations.get("area-within", ()), key=lambda row: row.begins or date.min)
            if row.subject.startswith("authority-")
        }

    def ccgs(self, day: date) -> list[tuple[str, ...]]:
        """For each cell, its CCG on a day: several where only the territory of all of them together is known."""
        year = day.year if (day.month, day.day) >= (4, 1) else day.year - 1
        if year not in self._by_year:
            self._by_year[year] = tuple(self._in(cell, year) for cell in self.tables.cells)
        return [self.before(ccg, day) for ccg in self._by_year[year]]

    def districts(self, day: date) -> list[str]:
        """For each cell, its district in the look-up for a day."""
        place = self.vintage(day)
        return [cell.districts[place] for cell in self.tables.cells]

    def upper(self, district: str) -> str:
        """The upper-tier authority that a district lies in: itself where it is unitary."""
        return self._upper.get(district, district)

    @staticmethod
    def vintage(day: date) -> int:
        """Which look-up stands for a day: the last that is not after it, else the first."""
        passed = [i for i, year in enumerate(VINTAGES) if date(year, 4, 1) <= day]
        return passed[-1] if passed else 0

    def look_ups(self, day: date) -> tuple[int, ...]:
        """Which look-ups place a CCG's areas on a day: the one of the year, or the two that it lies between."""
        year = day.year if (day.month, day.day) >= (4, 1) else day.year - 1
        place = self.vintage(day)
        between = VINTAGES[0] < year < VINTAGES[-1] and year not in VINTAGES
        return (place, place + 1) if between else (place,)

    def before(self, ccg: str, day: date) -> tuple[str, ...]:
        """The CCGs that one stands for on a day: itself, or its predecessors where it had not begun."""
        found = [old for old, on in self._merged_from.get(ccg, ()) if on > day]
        return tuple(old for one in sorted(found) for old in self.before(one, day)) if found else (ccg,)

    def after(self, ccg: str, day: date) -> str:
        """The CCG that one had become by a day, through mergers."""
        while (into := self._merged_into.get(ccg)) and into[1] <= day:
            ccg = into[0]
        return ccg

    def carried(self, ccg: str, day: date) -> tuple[str, ...]:
        """A CCG of any date as the CCGs of a day, forwards or backwards through mergers."""
        later = self.after(ccg, day)
        return (later,) if later != ccg else self.before(ccg, day)

    def merged(self, since: date, until: date) -> Iterator[tuple[str, tuple[str, ...], date]]:
        """The CCGs of ``until`` that mergers after ``since`` made, the CCGs of ``since`` in them, and when."""
        for new, olds in sorted(self._merged_from.items()):
            parts = self.before(new, since)
            made = max(on for _, on in olds)
            if parts != (new,) and made <= until and self.after(new, until) == new:
                yield new, parts, made

    def _in(self, cell: Cell, year: int) -> str:
        first, last = VINTAGES[0], VINTAGES[-1]
        if year <= first:
            return cell.ccgs[0]
        if year >= last:
            return self.after(cell.ccgs[-1], date(year, 4, 1))
        place = max(i for i, vintage in enumerate(VINTAGES) if vintage <= year)
        if VINTAGES[place] == year:
            return cell.ccgs[place]
        years = range(VINTAGES[place] + 1, VINTAGES[place + 1] + 1)
        return self._path(cell.ccgs[place], cell.ccgs[place + 1], years)[year - VINTAGES[place]]

    def _path(self, start: str, end: str, years: Sequence[int]) -> tuple[str, ...]:
        ways: list[tuple[str, ...]] = [(start,)]
        for year in years:
            day = date(year, 4, 1)
            ways = [
                (*way, new)
                for way in ways
                for new in (self.after(way[-1], day), *self._moved.get((way[-1], day), ()))
            ]
        for way in ways:
            if way[-1] == end:
                return way
        raise SourceError(
            f"no change on record leads from {start} to {end}",
            file="successions.csv",
            expected=f"a merger or boundary change between {years[0] - 1} and {years[-1]}",
        )


def _effective(row: Relation) -> date:
    assert row.begins is not None, row  # the table requires the date of a change
    return row.begins
