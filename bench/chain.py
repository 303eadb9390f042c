"""What ``nhsgraph chain`` costs beside ``nhsgraph explain``, and all gaps nationally in process.

Run: ``python bench/chain.py [CCG]``. Prints medians of whole processes in turn, and their ratio.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from datetime import date

from nhsgraph import load
from nhsgraph.analyses.accountability import gap_report

ROUNDS = 9


def timed(*arguments: str) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "nhsgraph", *arguments], stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - began


def main() -> None:
    code = sys.argv[1] if len(sys.argv) > 1 else "05T"
    graph = load()
    calls = {
        "explain": ("explain", code, "--as-of", "2016-04-01"),
        "chain": ("chain", code, "--as-of", "2016-04-01"),
        "chain --function": ("chain", code, "--as-of", "2016-04-01", "--function", "F-CONTRACT"),
        "chain --matrix": ("chain", code, "--as-of", "2016-04-01", "--matrix"),
    }
    found: dict[str, list[float]] = {name: [] for name in calls}
    for call in calls.values():
        timed(*call)
    for _ in range(ROUNDS):
        for name, call in calls.items():
            found[name].append(timed(*call))
    base = statistics.median(found["explain"])
    for name, values in found.items():
        print(
            f"{name:<18} {statistics.median(values) * 1000:7.0f} ms   {statistics.median(values) / base:.2f} x explain"
        )
    for _ in range(2):
        began = time.perf_counter()
        gap_report.national_gaps(graph.reader, date(2016, 4, 1))
        print(f"{'gaps, nationally':<18} {(time.perf_counter() - began) * 1000:7.0f} ms   in process")


if __name__ == "__main__":
    main()
