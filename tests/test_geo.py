"""Boundaries that a user supplies: small ones, broken ones, and the publishers' where their folder is there."""

from __future__ import annotations

import json
import math
import os
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhsgraph import geo
from nhsgraph.analyses.footprints.alignment import Alignment
from nhsgraph.errors import SourceError, UsageError

if "CI" not in os.environ:
    pytest.importorskip("shapely")


def square(west: float, south: float, east: float, north: float) -> list[list[list[float]]]:
    return [[[west, south], [east, south], [east, north], [west, north], [west, south]]]


def collection(**shapes: object) -> str:
    return json.dumps(
        {
            "type": "FeatureCollection",
            "features": [
                {
                    "type": "Feature",
                    "properties": {"code": name},
                    "geometry": {"type": "Polygon", "coordinates": rings} if rings else None,
                }
                for name, rings in shapes.items()
            ],
        }
    )


def shaped(geometry: object) -> str:
    """A collection with one feature of a geometry."""
    return json.dumps({"features": [{"properties": {"code": "x"}, "geometry": geometry}]})


@pytest.fixture
def old(tmp_path: Path) -> geo.Boundaries:
    path = tmp_path / "old.geojson"
    path.write_text(collection(west=square(-2, 52, -1, 53), east=square(-1, 52, 0, 53), gone=None))
    return geo.read(path)


def test_area_is_that_of_the_ellipsoid(old: geo.Boundaries) -> None:
    """One degree square between 52 and 53 north has 7,552 km² on WGS84 (by the closed formula of the zone)."""
    zone = 2 * math.pi * 6378.137**2 / 2 / 360  # the sphere's formula, for the order of magnitude
    sphere = zone * 2 * (math.sin(math.radians(53)) - math.sin(math.radians(52)))
    assert old.boundaries[0].area == pytest.approx(old.boundaries[1].area)
    assert old.boundaries[0].area == pytest.approx(sphere, rel=0.01)


def test_the_whole_earth() -> None:
    east, north = geo.project(180, 90)
    assert 4 * east * north == pytest.approx(510_065_622, abs=1000)


@given(st.floats(-80, 80), st.floats(0.01, 5))
def test_a_zone_has_the_same_area_wherever_it_begins(south: float, height: float) -> None:
    """Equal-area: the width of a strip does not depend on the longitude, and strips add up."""
    low, middle, high = (geo.project(0, south + part * height)[1] for part in (0, 0.5, 1))
    assert low < middle < high
    assert geo.project(2, south)[0] == pytest.approx(2 * geo.project(1, south)[0])


def test_overlap_by_area(old: geo.Boundaries, tmp_path: Path) -> None:
    path = tmp_path / "new.geojson"
    path.write_text(collection(both=square(-2, 52, 0, 53), half=square(-2, 52, -1.5, 53)))
    pairs = {(p.a, p.b): p for p in geo.overlaps(old, geo.read(path))}
    assert pairs["west", "both"].alignment is Alignment.WITHIN
    assert pairs["west", "both"].share_b == Decimal("0.5").quantize(Decimal("0.000001"))
    assert pairs["west", "half"].alignment is Alignment.CONTAINS
    assert ("east", "half") not in pairs  # they have no area in common


def test_features_without_geometry_are_named(old: geo.Boundaries) -> None:
    assert old.without == ("gone",)


def test_a_hole_is_no_area(tmp_path: Path) -> None:
    path = tmp_path / "holed.geojson"
    path.write_text(collection(ring=square(-2, 52, -1, 53) + square(-1.75, 52.25, -1.25, 52.75)))
    whole = tmp_path / "whole.geojson"
    whole.write_text(collection(full=square(-2, 52, -1, 53)))
    ratio = geo.read(path).boundaries[0].area / geo.read(whole).boundaries[0].area
    assert ratio == pytest.approx(0.75, abs=0.001)


KML = """<?xml version="1.0"?><kml xmlns="http://earth.google.com/kml/2.1"><Folder><Placemark>
<name>00X</name><Polygon><outerBoundaryIs><LinearRing><coordinates>
-2,52,0 -1,52,0 -1,53,0 -2,53,0 -2,52,0</coordinates></LinearRing></outerBoundaryIs></Polygon>
</Placemark></Folder></kml>"""


def test_kml(tmp_path: Path, old: geo.Boundaries) -> None:
    path = tmp_path / "one.kml"
    path.write_text(KML, encoding="utf-8-sig")
    (pair,) = geo.overlaps(geo.read(path), old)
    assert (pair.a, pair.b, pair.alignment) == ("00X", "west", Alignment.COTERMINOUS)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("not json", "it is not GeoJSON"),
        ("<kml>", "it is not KML"),
        ("[1]", "it is not a feature collection"),
        (collection(far=square(400000, 100000, 400001, 100001)), "is not in degrees"),
        ('{"features": [{"properties": {}, "geometry": null}]}', "the feature has no name"),
        (
            '{"features": [{"properties": {"code": "x"}, "geometry": {"type": "Point", "coordinates": [0, 0]}}]}',
            "a geometry is a Point",
        ),
        (
            '{"crs": {"properties": {"name": "EPSG:27700"}}, "features": []}',
            "its coordinates are in “EPSG:27700”",
        ),
        (collection(nothing=None), "no feature has a polygon"),
        ("[" * 100_000, "it is nested too deeply"),
        ('{"crs": "moon", "features": []}', "its coordinates are in “moon”"),
        ('{"features": [null]}', "row 1: it is not a feature"),
        ('{"features": [{"properties": "x"}]}', "row 1: it is not a feature"),
        ('{"features": [{"properties": {"code": {}}}]}', "row 1: the feature has no name"),
        (shaped("x"), "a geometry is a str"),
        (shaped({"type": "Polygon"}), "“coordinates” is no list"),
        (shaped({"type": "Polygon", "coordinates": 5}), "“coordinates” is no list"),
        (shaped({"type": "Polygon", "coordinates": []}), "a polygon has no ring"),
        (shaped({"type": "MultiPolygon", "coordinates": [1]}), "a polygon is no list"),
        (shaped({"type": "Polygon", "coordinates": [[[0, 51], [1, 51]]]}), "a ring has 2 points"),
        (
            shaped({"type": "Polygon", "coordinates": [[["x", 51], [1, 51], [1, 52], [0, 51]]]}),
            "is not a point",
        ),
        (
            shaped({"type": "Polygon", "coordinates": [[[0], [1, 51], [1, 52], [0, 51]]]}),
            "“.0.” is not a point",
        ),
        (
            shaped({"type": "Polygon", "coordinates": [[[math.nan, 51], [1, 51], [1, 52], [0, 5]]]}),
            "is not a point",
        ),
        (shaped({"type": "GeometryCollection"}), "“geometries” is no list"),
        (
            shaped({"type": "GeometryCollection", "geometries": [{"type": "GeometryCollection"}]}),
            "a collection of geometries lies in another",
        ),
        (KML.replace("-2,52,0 -1,52,0", ""), "row 1: a ring has 3 points"),
        (KML.replace("-2,52,0 -1,52,0", "-2,52 east,52"), "“east,52” is not a point"),
        (KML.replace("<name>00X</name>", ""), "the placemark has no name"),
    ],
)
def test_files_that_are_not_boundaries(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "bad.geojson"
    path.write_text(text)
    with pytest.raises(SourceError, match=message):
        geo.read(path)


def test_a_collection_of_geometries_is_read(tmp_path: Path) -> None:
    parts = [{"type": "Polygon", "coordinates": square(west, 52, west + 1, 53)} for west in (-2, -1)]
    path, whole = tmp_path / "parts.geojson", tmp_path / "whole.geojson"
    path.write_text(shaped({"type": "GeometryCollection", "geometries": parts}))
    whole.write_text(collection(all=square(-2, 52, 0, 53)))
    (pair,) = geo.overlaps(geo.read(path), geo.read(whole))
    assert pair.alignment is Alignment.COTERMINOUS


def test_without_shapely(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "shapely", None)
    with pytest.raises(UsageError, match=r"pip install 'nhsgraph\[geo\]'"):
        geo.read(tmp_path / "any.geojson")


FILES = (
    Path(os.environ.get("NHSGRAPH_SOURCES", Path(__file__).parents[2] / "shared" / "sources")) / "boundaries"
)


@pytest.mark.skipif(not FILES.is_dir(), reason="the folder of publishers' files is not here")
def test_the_published_boundaries() -> None:
    first, last = geo.read(FILES / "ccg_2013_Feb_CCC.kml"), geo.read(FILES / "ccgs_2018.json")
    assert len(first.boundaries) == 211
    assert last.without == ("NHS BUCKINGHAMSHIRE CCG", "NHS BERKSHIRE WEST CCG")
    assert sum(boundary.area for boundary in first.boundaries) == pytest.approx(130_300, rel=0.02)
    same = {
        p.a: p for p in geo.overlaps(first, last, Decimal("0.95")) if p.alignment is Alignment.COTERMINOUS
    }
    assert same["05T"].b == "NHS SOUTH WORCESTERSHIRE CCG"
    assert "01H" not in same  # its territory changed in 2017
