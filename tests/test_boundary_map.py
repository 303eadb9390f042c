"""Maps of the user's own boundaries: what is hatched, what is said, and that names stay text."""

from __future__ import annotations

import json
import math
import os
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from nhsgraph import geo
from nhsgraph.cli.footprints import FootprintsRequest
from nhsgraph.cli.footprints import run as run_footprints
from nhsgraph.errors import UsageError
from nhsgraph.graph import Graph
from nhsgraph.present.html.boundary_map import boundary_map, fitting, near, standalone, told

if "CI" not in os.environ:
    pytest.importorskip("shapely")

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "</title><script>hacked()</script>&\x1b[2J"


def write(path: Path, **shapes: tuple[float, float, float, float]) -> Path:
    features = [
        {
            "type": "Feature",
            "properties": {"code": name},
            "geometry": {"type": "Polygon", "coordinates": [[[w, s], [e, s], [e, n], [w, n], [w, s]]]},
        }
        for name, (w, s, e, n) in shapes.items()
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """Two areas of which one lies in one area of the second file, the other in two halves."""
    return (
        write(tmp_path / "old.geojson", whole=(-2, 52, -1, 53), parted=(-1, 52, 0, 53)),
        write(tmp_path / "new.geojson", left=(-2, 52, -0.5, 53), right=(-0.5, 52, 0, 53)),
    )


def test_what_lies_in_no_single_area_is_hatched(files: tuple[Path, Path]) -> None:
    first, second = map(geo.read, files)
    pairs = geo.overlaps(first, second)
    drawn = standalone(boundary_map(first, second, pairs))
    root = ET.fromstring(drawn)
    areas, outlines = root.findall(f"{SVG}g")[:2]
    fills = {
        path.findtext(f"{SVG}title", ""): path.get("fill", areas.get("fill"))
        for path in areas.findall(f"{SVG}path")
    }
    assert fills == {
        "whole: 100% in left": "#d6e6f5",
        "parted: 50.0% in left, 50.0% in right": "url(#hatch)",
    }
    assert outlines.get("stroke-dasharray")
    dashed = [p.findtext(f"{SVG}title") for p in outlines.findall(f"{SVG}path")]
    assert dashed == ["left", "right"]
    words = "".join(root.find(f"{SVG}desc").itertext())  # type: ignore[union-attr]
    assert "2 areas of old.geojson. Hatched: 1 that lies in no single area" in words
    assert {t.text for t in root.iter(f"{SVG}text")} >= {"whole", "parted"}
    assert standalone(boundary_map(first, second, pairs)) == drawn


def test_names_stay_text(tmp_path: Path) -> None:
    path = write(tmp_path / "a.geojson", **{HOSTILE: (-2, 52, -1, 53)})
    one = geo.read(path)
    drawn = standalone(boundary_map(one, one, geo.overlaps(one, one)))
    ET.fromstring(drawn)
    assert "<script" not in drawn
    assert "\x1b" not in drawn


def test_only_the_wanted_and_what_lies_under_them(files: tuple[Path, Path]) -> None:
    first, second = map(geo.read, files)
    pairs = geo.overlaps(first, second)
    kept, beside = near(first, second, pairs, {"WHOLE"})
    assert [one.name for one in kept.boundaries] == ["whole"]
    assert [one.name for one in beside.boundaries] == ["left"]
    assert told(kept, pairs) == ["whole: 100% in left"]
    assert near(first, second, pairs, {"nobody"}) == (first, second)


def test_north_is_up_and_everything_fits(files: tuple[Path, Path]) -> None:
    first, second = map(geo.read, files)
    root = ET.fromstring(boundary_map(first, second, geo.overlaps(first, second)))
    whole = next(p for p in root.iter(f"{SVG}path") if (p.findtext(f"{SVG}title") or "").startswith("whole"))
    x, y = map(float, (whole.get("d") or "")[1:].split("l")[0].split(" "))
    assert 0 <= x <= float(root.get("width", "0"))
    assert 0 <= y <= float(root.get("height", "0"))


def test_a_map_for_a_page_is_as_true_as_its_room_allows_and_says_how_true(tmp_path: Path) -> None:
    ring = [
        [
            (2 + 0.01 * math.sin(40 * turn)) * math.cos(turn) / 2 - 2,
            (1 + 0.01 * math.sin(40 * turn)) * math.sin(turn) + 52,
        ]
        for turn in (math.tau * n / 900 for n in range(900))
    ]
    shape = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
    feature = {"type": "Feature", "properties": {"code": "A"}, "geometry": shape}
    path = tmp_path / "a.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    one = geo.read(path)
    pairs = geo.overlaps(one, one)

    def drift(room: int) -> tuple[float, int]:
        drawn = fitting(one, one, pairs, set(), room)
        (said,) = re.findall(r"Lines run within ([0-9.]+) km of those of the files\.</text>", drawn)
        return float(said), len(drawn.encode())

    true, size = drift(1_000_000)
    rough, small = drift(size - 1)
    assert small < size
    assert rough > true
    assert drift(0)[0] > rough
    alone = boundary_map(one, one, pairs)
    assert f"within {true:g} km" in alone
    assert "<title>A: 100% in A</title>" in alone
    assert "<title>A</title>" in fitting(one, one, pairs, set(), size)


PUBLISHED = (
    Path(os.environ.get("NHSGRAPH_SOURCES", Path(__file__).parents[2] / "shared" / "sources")) / "boundaries"
)


@pytest.mark.skipif(not PUBLISHED.exists(), reason="the publisher's files are not beside the checkout")
@pytest.mark.parametrize("region", ["Y54", "Y55"])
def test_a_region_with_the_published_boundaries_takes_no_more_than_a_page(
    region: str, tmp_path: Path, graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nhsgraph.cli.session.open_graph", lambda *_: graph)
    out = tmp_path / "page.html"
    names = [str(PUBLISHED / name) for name in ("ccg_2013_Feb_CCC.kml", "ccgs_2018.json")]
    request = FootprintsRequest(body=region, as_of="2016-04-01", boundaries=names, output=str(out))
    assert run_footprints(request) == 0
    html = out.read_text(encoding="utf-8")
    assert len(html.encode()) <= 120_000
    assert html.count("<svg") == 3
    assert re.search(r"Lines run within [0-9.]+ km", html)


def test_the_command_draws_and_lists(files: tuple[Path, Path], tmp_path: Path) -> None:
    map_, list_ = tmp_path / "map.svg", tmp_path / "list.csv"
    names = [str(path) for path in files]
    assert run_footprints(FootprintsRequest(boundaries=names, map=str(map_), output=str(list_))) == 0
    assert map_.read_text(encoding="utf-8").startswith('<?xml version="1.0" encoding="UTF-8"?>\n<svg ')
    assert list_.read_text(encoding="utf-8").splitlines()[1].startswith("parted,left,overlaps,")


def test_a_page_shows_the_map_and_says_it(
    files: tuple[Path, Path], tmp_path: Path, graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nhsgraph.cli.session.open_graph", lambda *_: graph)
    out = tmp_path / "page.html"
    names = [str(path) for path in files]
    assert run_footprints(FootprintsRequest(body="05T", boundaries=names, output=str(out))) == 0
    html = out.read_text(encoding="utf-8")
    assert html.count("<svg") == 3
    assert "<li>parted: 50.0% in left, 50.0% in right</li>" in html


def test_a_map_needs_boundaries() -> None:
    with pytest.raises(UsageError, match="--map draws two files of boundaries"):
        run_footprints(FootprintsRequest(body="05T", map="x.svg"))
