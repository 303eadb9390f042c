"""Footprints: all tiers against all tiers, and one year's overlaps against reading its areas.

Run: python bench/footprints.py [--repeat N]. It needs a built graph (it builds one where there is none). The ratios are
inside one run; times are of the processor, so that other programs of the machine count less.
"""

from __future__ import annotations

import argparse
import csv
import gc
import statistics
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from pathlib import Path

import nhsgraph
from nhsgraph import facts, resources, tables
from nhsgraph.analyses.footprints.engine import Footprints
from nhsgraph.analyses.footprints.relate import Comparison
from nhsgraph.analyses.footprints.tiers import Tier
from nhsgraph.footprint_tables import VINTAGES, FootprintTables, cells

DAY = date(2016, 4, 1)


def median(repeat: int, run: Callable[[], object]) -> float:
    times = []
    for _ in range(repeat):
        gc.collect()
        began = time.process_time()
        run()
        times.append(time.process_time() - began)
    return statistics.median(times)


def all_tiers(loaded: FootprintTables) -> list[Comparison]:
    footprints = Footprints(loaded)  # a new one: nothing remembered from the run before
    return [
        footprints.compare(a, b, DAY)
        for a in Tier
        for b in Tier
        if a is not b and footprints.basis(a, b) is not None
    ]


def area_by_area(path: Path) -> dict[tuple[str, str], int]:
    """The named alternative: one pair of tiers, each area by itself, straight from the table."""
    common: dict[tuple[str, str], int] = defaultdict(int)
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        for row in rows:
            common[row[2], row[3]] += int(row[1])
    return common


def read_only(path: Path) -> int:
    with path.open(encoding="utf-8", newline="") as file:
        return sum(1 for _ in csv.reader(file))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=5)
    repeat = parser.parse_args().repeat
    path = resources.data_dir() / "tables" / "lsoas.csv"
    graph = nhsgraph.load()
    loaded = FootprintTables(graph.generation)
    load = median(1, lambda: (loaded.cells, loaded.bodies, loaded.relations, loaded.memberships))
    every = all_tiers(loaded)
    pairs = sum(len(found.pairs) for found in every)
    took = median(repeat, lambda: all_tiers(loaded))
    print(f"all tiers against all tiers on {DAY}: {len(every)} comparisons, {pairs:,} pairs")
    print(f"  tables loaded in {load:.3f} s, compared in {took:.3f} s (asked for: under 1 s once loaded)")
    residents = median(repeat, lambda: Footprints(loaded).compare(Tier.CCG, Tier.DISTRICT, DAY))
    areas = median(repeat, lambda: area_by_area(path))
    print(
        f"one pair of tiers: cells {residents * 1000:.1f} ms, area by area from the table {areas * 1000:.1f} ms"
    )
    print(f"  ratio cells / area by area: {residents / areas:.2f}")

    floor = median(repeat, lambda: read_only(path))
    known = list(tables.read(facts.Lsoa, path))
    strict = median(repeat, lambda: list(tables.read(facts.Lsoa, path)))
    grouped = median(repeat, lambda: cells(known))
    compiled = grouped + residents
    print(
        f"one year's overlaps ({VINTAGES[0]}) against reading the table of areas with csv ({floor * 1000:.0f} ms):"
    )
    print(f"  areas to cells to overlaps, both shares: {compiled / floor:.2f} times")
    print(
        f"  with the strict reading into facts, which checks every cell of the table: {(strict + compiled) / floor:.2f} times"
    )


if __name__ == "__main__":
    main()
