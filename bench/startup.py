"""Start-up, as ratios: ``explain`` against the least that any program on the same store must do, and ``--help``.

The floor is a bare script that imports pyoxigraph, opens the built store read-only and answers one query. ``--help`` is
held against ``python -c "import typer, rich"``. Whole processes, alternating, medians; run on a quiet machine:

    python bench/startup.py [--runs 15]

Targets: explain at most 5 floors (later 2), --help at most 2 imports.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time

from nhsgraph.graph import load

FLOOR = """
import pyoxigraph
store = pyoxigraph.Store.read_only({store!r})
for row in store.query("SELECT ?p ?o WHERE {{ <https://w3id.org/nhsgraph/id/ccg-05T> ?p ?o }}",
                       use_default_graph_as_union=True):
    pass
"""


def seconds(command: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    python = sys.executable
    store = str(load().generation / "store")
    commands = {
        "floor": [python, "-c", FLOOR.format(store=store)],
        "explain 05T": [python, "-m", "nhsgraph", "explain", "05T", "--as-of", "2016-04-01"],
        "explain M81091": [python, "-m", "nhsgraph", "explain", "M81091"],
        "import typer, rich": [python, "-c", "import typer, rich"],
        "--help": [python, "-m", "nhsgraph", "--help"],
    }
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():  # alternating, so that a slow moment hits all of them
            taken[name].append(seconds(command))
    middle = {name: statistics.median(times) for name, times in taken.items()}
    for name, against in (
        ("explain 05T", "floor"),
        ("explain M81091", "floor"),
        ("--help", "import typer, rich"),
    ):
        print(
            f"{name:<16} {middle[name] * 1000:6.0f} ms   {middle[name] / middle[against]:5.2f} x {against}"
            f" ({middle[against] * 1000:.0f} ms)"
        )


if __name__ == "__main__":
    main()
