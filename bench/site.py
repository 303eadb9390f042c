"""The whole country as a static site, and the England page's frames.

    python bench/site.py [--workers 2]

Prints the seconds and the size of a first run and of a second one in the same folder, and their ratio; then, in Chromium
without a GPU (``NHSGRAPH_CHROMIUM``, else ``/usr/bin/chromium``), when the England page was painted and ready, and how
many frames a second a drag gives with every practice drawn, beside the same drag with nothing but the empty canvas.
Targets: under 3 minutes on 2 cores and under 60 MB, a second run under 10 s, 30 frames a second.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

DRAG = """async (empty) => {
  const map = document.getElementById("map"), box = map.getBoundingClientRect();
  map.setPointerCapture = () => {};
  if (empty) map.getContext("2d").fill = map.getContext("2d").stroke = map.getContext("2d").fillText = () => {};
  const send = (type, x, y) => map.dispatchEvent(new PointerEvent(type, {pointerId: 1, clientX: box.left + x, clientY: box.top + y, bubbles: true}));
  const times = [];
  send("pointerdown", 500, 300);
  for (let i = 0; i < 120; i++) {
    send("pointermove", 500 + 120 * Math.sin(i / 9), 300 + 60 * Math.cos(i / 9));
    await new Promise(requestAnimationFrame);
    // Reading a pixel waits until the frame has really been drawn.
    map.getContext("2d").getImageData(0, 0, 1, 1);
    times.push(performance.now());
  }
  send("pointerup", 500, 300);
  return 1000 * (times.length - 1) / (times.at(-1) - times[0]);
}"""


def run(folder: Path, workers: int) -> float:
    began = time.perf_counter()
    command = [sys.executable, "-m", "nhsgraph", "site", str(folder), "--workers", str(workers)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def england(folder: Path) -> None:
    from playwright.sync_api import sync_playwright

    path = os.environ.get("NHSGRAPH_CHROMIUM", "/usr/bin/chromium")
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        for zoom in (0, 4):
            page: Any = browser.new_page(viewport={"width": 1400, "height": 900})
            page.goto((folder / "index.html").as_uri())
            page.wait_for_selector("html[data-ready]", state="attached")
            if not zoom:
                ready = page.evaluate("performance.now()")
                painted = page.evaluate("performance.getEntriesByType('paint')[0].startTime")
                print(f"England: painted after {painted:.0f} ms, ready after {ready:.0f} ms")
            page.check("#dots")
            for _ in range(zoom):
                page.click("#in")
            full, empty = page.evaluate(DRAG, False), page.evaluate(DRAG, True)
            print(
                f"drag, zoomed {zoom} times: {full:.0f} frames a second; empty canvas {empty:.0f}; ratio {empty / full:.2f}"
            )
            page.close()
        browser.close()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--site", type=Path, help="an earlier site, to measure only its England page")
    given = parser.parse_args()
    if given.site:
        england(given.site)
        return
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "site"
        first, second = run(folder, given.workers), run(folder, given.workers)
        size = sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())
        files = sum(p.is_file() for p in folder.rglob("*"))
        print(f"first run {first:.1f} s, {files} files, {size / 1e6:.1f} MB")
        print(f"second run {second:.1f} s: 1/{first / second:.0f} of the first")
        england(folder)


if __name__ == "__main__":
    main()
