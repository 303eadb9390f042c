"""Exports and engines against a named alternative, in the same run: ratios, not times.

python bench/export.py                                   exports against pyoxigraph's own dump
python bench/export.py --endpoint http://.../query        explanations there against the embedded store
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from pyoxigraph import RdfFormat

import nhsgraph
from nhsgraph import export, resources
from nhsgraph.export import Material


def seconds(call: Callable[[], object], times: int = 3) -> float:
    """The best of some runs."""
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        call()
        best = min(best, time.perf_counter() - start)
    return best


def exports() -> None:
    graph = nhsgraph.load()
    material = Material(
        store=graph.store, reader=graph.reader, dataset="national", version="bench", data=resources.data_dir()
    )
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "out"
        dump = seconds(lambda: graph.store.dump(str(target), format=RdfFormat.N_QUADS), 1)
        print(f"pyoxigraph dump of N-Quads: {dump:.1f} s")
        for name in ("nquads", "trig", "turtle", "jsonld", "graphml", "gexf", "bods"):
            took = seconds(lambda name=name: export.form(name).write(material, target), 1)  # type: ignore[misc]
            print(f"{name:<8} {took:6.1f} s  {took / dump:5.1f} times the dump")


def engine(url: str) -> None:
    here, there = nhsgraph.load(), nhsgraph.connect(url)
    for body, day in (("05T", "2016-04-01"), ("01H", "2018-04-01"), ("M81001", "2016-04-01")):
        first = seconds(lambda body=body, day=day: here.explain(body, day))  # type: ignore[misc]
        second = seconds(lambda body=body, day=day: there.explain(body, day))  # type: ignore[misc]
        print(
            f"explain {body:<7} embedded {first * 1000:6.0f} ms, there {second * 1000:6.0f} ms: {second / first:.1f} times"
        )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--endpoint"]:
        engine(sys.argv[2])
    else:
        exports()
