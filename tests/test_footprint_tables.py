"""The tables beside the store: cells of small areas, what they are read back as, and how areas are carried."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhsgraph.analyses.footprints.placing import Places
from nhsgraph.errors import SourceError, StoreError
from nhsgraph.facts import Change, Fact, Lsoa, Succession
from nhsgraph.footprint_tables import FOLDER, FootprintTables, cells, write

CCGS = ("ccg-001", "ccg-002", "ccg-003")


def area(code: str, people: int, *ccgs: str) -> Lsoa:
    return Lsoa(
        code=code,
        people=people,
        ccg_2016=ccgs[0],
        district_2016="authority-E1",
        ccg_2018=ccgs[1],
        district_2018="authority-E1",
        ccg_2020=ccgs[2],
        district_2020="authority-E2",
        sources=("a", "b", "c", "d"),
    )


def change(kind: Change, old: str, new: str, day: date) -> Succession:
    return Succession(
        event=f"{old}-{new}", change=kind, predecessor=old, successor=new, effective=day, sources=("m",)
    )


def made(folder: Path, areas: tuple[Lsoa, ...], changes: tuple[Succession, ...]) -> FootprintTables:
    rows: dict[type[Fact], tuple[Fact, ...]] = {Lsoa: areas, Succession: changes}
    write(folder / FOLDER, rows)
    return FootprintTables(folder)


areas = st.lists(
    st.builds(
        lambda people, ccgs: (people, ccgs), st.integers(0, 5000), st.tuples(*[st.sampled_from(CCGS)] * 3)
    ),
    max_size=40,
)


@given(areas)
def test_cells_keep_every_area_and_every_resident(rows: list[tuple[int, tuple[str, str, str]]]) -> None:
    known = [area(f"E{i:08d}", people, *ccgs) for i, (people, ccgs) in enumerate(rows)]
    found = cells(known)
    assert sorted(item for cell in found for item in cell.each()) == sorted((a.code, a.people) for a in known)
    assert len({(cell.ccgs, cell.districts) for cell in found}) == len(found)
    assert [(c.ccgs, c.areas, c.people) for c in cells(reversed(known))] == [
        (c.ccgs, c.areas, c.people) for c in found
    ]


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    tables = made(tmp_path, (area("E1", 10, *CCGS), area("E2", 5, *CCGS)), ())
    (cell,) = tables.cells
    assert (cell.ccgs, cell.areas, cell.people, tuple(cell.each())) == (CCGS, 2, 15, (("E1", 10), ("E2", 5)))
    assert cell.sources == ("a", "b", "c", "d")
    assert tables.lists("2016-17") == {}


def test_an_area_is_carried_by_the_change_on_record(tmp_path: Path) -> None:
    changes = (
        change(Change.MERGER, "ccg-001", "ccg-002", date(2017, 4, 1)),
        change(Change.BOUNDARY, "ccg-002", "ccg-003", date(2019, 4, 1)),
    )
    places = Places(made(tmp_path, (area("E1", 1, "ccg-001", "ccg-002", "ccg-003"),), changes))
    found = [places.ccgs(date(year, 4, 1))[0] for year in range(2016, 2022)]
    assert found == [("ccg-001",), ("ccg-002",), ("ccg-002",), ("ccg-003",), ("ccg-003",), ("ccg-003",)]
    assert places.ccgs(date(2017, 3, 31)) == [("ccg-001",)]


def test_an_area_that_no_change_explains(tmp_path: Path) -> None:
    places = Places(made(tmp_path, (area("E1", 1, "ccg-001", "ccg-002", "ccg-002"),), ()))
    with pytest.raises(SourceError, match="no change on record leads from ccg-001 to ccg-002"):
        places.ccgs(date(2017, 4, 1))


def test_tables_that_are_gone(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="nhsgraph build --force"):
        _ = FootprintTables(tmp_path).cells
