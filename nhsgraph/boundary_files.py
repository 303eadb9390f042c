"""GeoJSON and KML as rings of points in degrees: what the files say, checked part by part, before any geometry is made."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TypeAlias
from xml.etree import ElementTree as ET

from nhsgraph.errors import SourceError

#: Properties of a GeoJSON feature that are looked at for its name, in this order, unless one is chosen.
NAMES = ("code", "ccg", "ods_code", "ons_code", "id", "name")
_WGS84 = {"EPSG:4326", "CRS84", "urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::4326"}

Ring: TypeAlias = Sequence[tuple[float, float]]
#: An outer ring and its holes.
Polygon: TypeAlias = tuple[Ring, Sequence[Ring]]


def features(data: bytes, file: str, name: str = "") -> Iterator[tuple[str, list[Polygon]]]:
    """The features of a file with their names, in order; one without a geometry has no polygon.

    ``name`` is the property of a GeoJSON feature that names it, by default the first of :data:`NAMES` that it has. Raises
    :class:`~nhsgraph.errors.SourceError` for what is neither GeoJSON nor KML, not in WGS84 degrees, or broken.
    """
    return (
        _kml(data, file)
        if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<")
        else _geojson(data, file, name)
    )


def _geojson(data: bytes, file: str, name: str) -> Iterator[tuple[str, list[Polygon]]]:
    try:
        document = json.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError) as e:
        raise SourceError(f"it is not GeoJSON ({e})", file=file, expected="a GeoJSON or KML file") from None
    except RecursionError:
        raise SourceError("it is nested too deeply", file=file, expected="a GeoJSON or KML file") from None
    if not isinstance(document, dict) or not isinstance(document.get("features"), list):
        raise SourceError("it is not a feature collection", file=file, expected="GeoJSON with “features”")
    crs = document.get("crs") or {}
    properties = crs.get("properties") if isinstance(crs, dict) else None
    system = properties.get("name") if isinstance(properties, dict) else crs or "EPSG:4326"
    if str(system) not in _WGS84:
        raise SourceError(
            f"its coordinates are in “{system}”", file=file, expected="WGS84 degrees (EPSG:4326)"
        )
    for number, feature in enumerate(document["features"], start=1):
        yield _Feature(file, number).read(feature, (name,) if name else NAMES)


class _Feature:
    """Reads one feature; errors name the file and the number of the feature in it."""

    def __init__(self, file: str, number: int) -> None:
        self.file, self.number = file, number

    def read(self, feature: object, names: Sequence[str]) -> tuple[str, list[Polygon]]:
        """The name and the polygons."""
        if not isinstance(feature, dict) or not isinstance(feature.get("properties") or {}, dict):
            raise self.wrong("it is not a feature", "an object with “properties” and “geometry”")
        properties = feature.get("properties") or {}
        given = (properties.get(key) for key in names)
        label = next((str(one) for one in given if isinstance(one, str | int | float) and one != ""), "")
        if not label:
            raise self.wrong("the feature has no name", f"a property {' or '.join(names)}")
        geometry = feature.get("geometry")
        return label, [] if geometry is None else list(self.polygons(geometry))

    def polygons(self, geometry: object, *, within: bool = False) -> Iterator[Polygon]:
        """The polygons of a geometry; a collection may hold no other collection."""
        kind = geometry.get("type") if isinstance(geometry, dict) else None
        if not isinstance(geometry, dict) or kind not in {"Polygon", "MultiPolygon", "GeometryCollection"}:
            raise self.wrong(f"a geometry is a {kind or type(geometry).__name__}", "Polygon or MultiPolygon")
        if kind == "GeometryCollection":
            if within:
                raise self.wrong("a collection of geometries lies in another", "Polygon or MultiPolygon")
            for part in self.listed(geometry.get("geometries"), "“geometries”"):
                yield from self.polygons(part, within=True)
            return
        coordinates = self.listed(geometry.get("coordinates"), "“coordinates”")
        for polygon in [coordinates] if kind == "Polygon" else coordinates:
            rings = [self.ring(self.listed(ring, "a ring")) for ring in self.listed(polygon, "a polygon")]
            if not rings:
                raise self.wrong("a polygon has no ring", "an outer ring")
            yield rings[0], rings[1:]

    def ring(self, points: Sequence[object]) -> Ring:
        """A ring, of four points or more."""
        if len(points) < 4:
            raise self.wrong(f"a ring has {len(points)} points", "4 or more, the last like the first")
        return [self.point(point) for point in points]

    def point(self, point: object) -> tuple[float, float]:
        """A point; a height is left out."""
        if isinstance(point, list) and len(point) > 1 and all(_is_number(value) for value in point[:2]):
            return float(point[0]), float(point[1])
        raise self.wrong(f"“{point}” is not a point", "longitude and latitude as numbers")

    def listed(self, value: object, what: str) -> Sequence[object]:
        """A list, or the error."""
        if not isinstance(value, list):
            raise self.wrong(f"{what} is no list", "coordinates as RFC 7946 has them")
        return value

    def wrong(self, what: str, expected: str) -> SourceError:
        """What is wrong with the feature."""
        return SourceError(what, file=self.file, row=self.number, expected=expected)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e9


def _kml(data: bytes, file: str) -> Iterator[tuple[str, list[Polygon]]]:
    try:
        root = ET.fromstring(data)  # noqa: S314 - the user's own file; expat stops runaway entities itself
    except ET.ParseError as e:
        raise SourceError(f"it is not KML ({e})", file=file, expected="a GeoJSON or KML file") from None
    for number, place in enumerate(root.iterfind(".//{*}Placemark"), start=1):
        reader = _Feature(file, number)
        label = (place.findtext("{*}name") or "").strip()
        if not label:
            raise reader.wrong("the placemark has no name", "a name")
        polygons: list[Polygon] = []
        for polygon in place.iterfind(".//{*}Polygon"):
            outer, holes = (
                [
                    reader.ring([_numbers(point) for point in (e.text or "").split()])
                    for e in polygon.iterfind(f"{{*}}{side}BoundaryIs/{{*}}LinearRing/{{*}}coordinates")
                ]
                for side in ("outer", "inner")
            )
            polygons += [(ring, holes) for ring in outer]
        yield label, polygons


def _numbers(point: str) -> list[float] | str:
    """The numbers of a point of KML; the text itself where they are none."""
    try:
        return [float(value) for value in point.split(",")]
    except ValueError:
        return point
