"""The first build against pyoxigraph's own ``bulk_load`` of the same quads from a file, and its peak memory.

    python bench/build.py [--runs 3]

Every run is a process of its own. Targets: at least half the throughput (a ratio of 2 or less), under 1.5 GB.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pyoxigraph

from nhsgraph.graph import load

LOAD = """
import sys, pyoxigraph
store = pyoxigraph.Store(sys.argv[2])
store.bulk_load(path=sys.argv[1], format=pyoxigraph.RdfFormat.N_QUADS)
store.flush()
"""
BUILD = "import sys, nhsgraph; nhsgraph.load(cache=sys.argv[1])"


def measured(code: str, *arguments: str) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", code, *arguments], check=True)
    return time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        quads = Path(folder) / "quads.nq"
        graph = load()
        graph.store.dump(str(quads), format=pyoxigraph.RdfFormat.N_QUADS)
        builds = [measured(BUILD, f"{folder}/build-{n}") for n in range(runs)]
        # Children so far were builds; ru_maxrss is the largest of them, in KiB (bytes on macOS).
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / (
            1 if sys.platform == "darwin" else 1 / 1024
        )
        loads = [measured(LOAD, str(quads), f"{folder}/load-{n}") for n in range(runs)]
        count = len(graph.store)
    build, bulk = statistics.median(builds), statistics.median(loads)
    print(f"quads            {count:,}")
    print(f"bulk_load        {bulk:6.1f} s   {count / bulk / 1000:6.0f} thousand a second")
    print(
        f"build            {build:6.1f} s   {count / build / 1000:6.0f} thousand a second   {build / bulk:.2f} x bulk_load"
    )
    print(f"peak of a build  {peak / 1e6:6.0f} MB")


if __name__ == "__main__":
    main()
