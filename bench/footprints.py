"""Footprints: all tiers against all tiers, and one year's overlaps against reading its look-up of areas.

Run: python bench/footprints.py [--repeat N] [--publishers FOLDER]. It needs a built graph (it builds one where there is
none), and for the last part the folder of publishers' files, by default that of NHSGRAPH_SOURCES. The ratios are inside
one run; times are of the processor, so that other programs of the machine count less.
"""

from __future__ import annotations

import argparse
import csv
import gc
import os
import statistics
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from pathlib import Path

import nhsgraph
from nhsgraph import catalogue, resources
from nhsgraph.analyses.footprints.engine import Footprints
from nhsgraph.analyses.footprints.relate import Comparison
from nhsgraph.analyses.footprints.tiers import Tier
from nhsgraph.compile.authorities import upper_tiers
from nhsgraph.compile.lsoas import placements, populations
from nhsgraph.compile.overlaps import with_authorities
from nhsgraph.facts import Fact
from nhsgraph.footprint_tables import FootprintTables
from nhsgraph.sources import loader

DAY = date(2016, 4, 1)
#: The look-up of the measured year, and what its overlaps also need: residents, and the upper tier of districts.
LOOK_UP, RESIDENTS, TIERS = (
    "ons-lsoa-ccg-lad-2016-04",
    "ons-lsoa-population-mid-2015",
    "ons-ltla-utla-2018-12",
)


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
    with path.open(encoding="utf-8-sig", newline="") as file:
        return sum(1 for _ in csv.reader(file))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--publishers", type=Path, default=os.environ.get("NHSGRAPH_SOURCES"))
    arguments = parser.parse_args()
    repeat, publishers = arguments.repeat, arguments.publishers and Path(arguments.publishers)
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

    if publishers is None:
        print("one year's overlaps: not measured, for want of the folder of publishers' files (--publishers)")
    else:
        compile_one_year(publishers, repeat)


def compile_one_year(publishers: Path, repeat: int) -> None:
    """The loader of a year's look-up and the counting of its overlaps, against csv.reader over the same file."""
    known = catalogue.load(resources.data_dir() / "sources")

    def load(name: str) -> list[Fact]:
        return list(loader(known[name])((publishers / known[name].file).read_bytes(), known[name]))

    residents = populations(load(RESIDENTS))
    tiers = upper_tiers(load(TIERS))
    path = publishers / known[LOOK_UP].file
    (placed,) = placements(load(LOOK_UP)).values()
    if residents is None:
        raise SystemExit(f"{RESIDENTS} has no residents")
    floor = median(repeat, lambda: read_only(path))
    loading = median(repeat, lambda: load(LOOK_UP))
    counting = median(repeat, lambda: list(with_authorities(placed, residents, tiers)))
    print(f"one year's overlaps ({placed.year}) against csv.reader over {path.name} ({floor * 1000:.0f} ms):")
    print(
        f"  the loader, which checks every cell: {loading / floor:.2f} times; counting: {counting / floor:.2f} times"
    )
    print(f"  together {(loading + counting) / floor:.2f} times (asked for: at most 5)")


if __name__ == "__main__":
    main()
