"""Boundaries that you supply, and overlap by area. Needs the extra ``nhsgraph[geo]`` (shapely); nothing else does.

Reads GeoJSON and KML in WGS84 degrees. Areas are computed on the Lambert cylindrical equal-area projection of the WGS84
ellipsoid, in square kilometres, with edges straight on that projection. Area is a basis of its own: a large
part of an area can hold few of its people.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from nhsgraph.analyses.footprints.alignment import TOLERANCE, Alignment, alignment
from nhsgraph.errors import SourceError, UsageError

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

PROJECTION = "Lambert cylindrical equal-area on the WGS84 ellipsoid, standard parallel 52.5° north"
#: Properties of a GeoJSON feature that are looked at for its name, in this order, unless one is chosen.
NAMES = ("code", "ccg", "ods_code", "ons_code", "id", "name")
_A, _E2 = 6378.137, 0.0066943799901413165  # km, WGS84
_E = math.sqrt(_E2)
_PARALLEL = math.radians(52.5)
_K0 = math.cos(_PARALLEL) / math.sqrt(1 - _E2 * math.sin(_PARALLEL) ** 2)
_WGS84 = {"EPSG:4326", "CRS84", "urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::4326"}
_SIX = Decimal("0.000001")

Ring = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Boundary:
    """An area with its name; the geometry is projected, in kilometres."""

    name: str
    geometry: BaseGeometry

    @property
    def area(self) -> float:
        """Square kilometres."""
        return float(self.geometry.area)


@dataclass(frozen=True, slots=True, kw_only=True)
class Boundaries:
    """The boundaries of a file in the order of first appearance, and the names of features without a geometry."""

    file: str
    boundaries: tuple[Boundary, ...]
    without: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaPair:
    """Two areas that have something in common, by area."""

    a: str
    b: str
    area: float
    share_a: Decimal
    share_b: Decimal
    jaccard: Decimal
    alignment: Alignment


def read(path: Path, name: str = "") -> Boundaries:
    """The boundaries of a GeoJSON or KML file; several features of one name are one boundary.

    ``name`` is the property of a GeoJSON feature that names it, by default the first of :data:`NAMES` that it has.
    Raises :class:`~nhsgraph.errors.UsageError` without shapely or for a file that cannot be read, and
    :class:`~nhsgraph.errors.SourceError` for one that is neither GeoJSON nor KML, or not in WGS84 degrees.
    """
    shapely = _shapely()
    try:
        data = path.read_bytes()
    except OSError as e:
        raise UsageError(f"{path} cannot be read ({e.strerror}).") from None
    features = (
        _kml(data, path.name)
        if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<")
        else _geojson(data, path.name, name)
    )
    shapes: dict[str, list[Any]] = {}
    without: list[str] = []
    for label, polygons in features:
        made = [
            shapely.Polygon(_projected(outer, path.name), [_projected(h, path.name) for h in holes])
            for outer, holes in polygons
        ]
        if made:
            shapes.setdefault(label, []).extend(
                p if p.is_valid else shapely.make_valid(p, method="structure") for p in made
            )
        else:
            without.append(label)
    if not shapes:
        raise SourceError("no feature has a polygon", file=path.name, expected="areas as GeoJSON or KML")
    return Boundaries(
        file=path.name,
        boundaries=tuple(
            Boundary(name=label, geometry=shapely.union_all(found)) for label, found in shapes.items()
        ),
        without=tuple(without),
    )


def overlaps(a: Boundaries, b: Boundaries, tolerance: Decimal = TOLERANCE) -> tuple[AreaPair, ...]:
    """The pairs with area in common, in order of the first name, the largest share first.

    Lines drawn apart by generalisation make slivers: a pair below one millionth of both is left out.
    """
    shapely = _shapely()
    tree = shapely.STRtree([boundary.geometry for boundary in b.boundaries])
    pairs = []
    for one in a.boundaries:
        for index in tree.query(one.geometry):
            other = b.boundaries[int(index)]
            common = float(one.geometry.intersection(other.geometry).area)
            share_a, share_b = _share(common, one.area), _share(common, other.area)
            if share_a or share_b:
                pairs.append(
                    AreaPair(
                        a=one.name,
                        b=other.name,
                        area=common,
                        share_a=share_a,
                        share_b=share_b,
                        jaccard=_share(common, one.area + other.area - common),
                        alignment=alignment(share_a, share_b, tolerance),
                    )
                )
    return tuple(sorted(pairs, key=lambda p: (p.a, -p.share_a, p.b)))


def _geojson(data: bytes, file: str, name: str) -> Iterator[tuple[str, list[tuple[Ring, list[Ring]]]]]:
    try:
        document = json.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError) as e:
        raise SourceError(f"it is not GeoJSON ({e})", file=file, expected="a GeoJSON or KML file") from None
    if not isinstance(document, dict) or not isinstance(document.get("features"), list):
        raise SourceError("it is not a feature collection", file=file, expected="GeoJSON with “features”")
    crs = ((document.get("crs") or {}).get("properties") or {}).get("name", "EPSG:4326")
    if crs not in _WGS84:
        raise SourceError(f"its coordinates are in “{crs}”", file=file, expected="WGS84 degrees (EPSG:4326)")
    for number, feature in enumerate(document["features"], start=1):
        properties = feature.get("properties") or {}
        wanted = (name,) if name else NAMES
        label = next((str(properties[key]) for key in wanted if properties.get(key)), "")
        if not label:
            raise SourceError(
                "the feature has no name", file=file, row=number, expected=f"a property {' or '.join(wanted)}"
            )
        yield label, list(_polygons(feature.get("geometry"), file, number))


def _polygons(geometry: Any, file: str, number: int) -> Iterator[tuple[Ring, list[Ring]]]:
    if geometry is None:
        return
    kind = geometry.get("type")
    if kind == "GeometryCollection":
        for part in geometry["geometries"]:
            yield from _polygons(part, file, number)
        return
    if kind not in {"Polygon", "MultiPolygon"}:
        raise SourceError(
            f"a geometry is a {kind}", file=file, row=number, expected="Polygon or MultiPolygon"
        )
    coordinates = geometry["coordinates"]
    for rings in [coordinates] if kind == "Polygon" else coordinates:
        outer, *holes = [[(float(x), float(y)) for x, y, *_ in ring] for ring in rings]
        yield outer, list(holes)


def _kml(data: bytes, file: str) -> Iterator[tuple[str, list[tuple[Ring, list[Ring]]]]]:
    try:
        root = ET.fromstring(data)  # noqa: S314 - the user's own file; expat stops runaway entities itself
    except ET.ParseError as e:
        raise SourceError(f"it is not KML ({e})", file=file, expected="a GeoJSON or KML file") from None
    for number, place in enumerate(root.iterfind(".//{*}Placemark"), start=1):
        label = (place.findtext("{*}name") or "").strip()
        if not label:
            raise SourceError("the placemark has no name", file=file, row=number, expected="a name")
        polygons: list[tuple[Ring, list[Ring]]] = []
        for polygon in place.iterfind(".//{*}Polygon"):
            outer = [
                _ring(e.text) for e in polygon.iterfind("{*}outerBoundaryIs/{*}LinearRing/{*}coordinates")
            ]
            holes = [
                _ring(e.text) for e in polygon.iterfind("{*}innerBoundaryIs/{*}LinearRing/{*}coordinates")
            ]
            polygons += [(ring, holes) for ring in outer]
        yield label, polygons


def _ring(text: str | None) -> Ring:
    points = (point.split(",") for point in (text or "").split())
    return [(float(x), float(y)) for x, y, *_ in points]


def _projected(ring: Iterable[tuple[float, float]], file: str) -> list[tuple[float, float]]:
    return [project(x, y, file) for x, y in ring]


def project(longitude: float, latitude: float, file: str = "") -> tuple[float, float]:
    """A point in kilometres on the equal-area projection.

    >>> [round(value, 3) for value in project(180, 90)]
    [12213.917, 10432.829]

    Raises :class:`~nhsgraph.errors.SourceError` for what cannot be degrees.
    """
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
        raise SourceError(
            f"the point {longitude}, {latitude} is not in degrees",
            file=file,
            expected="WGS84 longitude, latitude",
        )
    sine = math.sin(math.radians(latitude))
    q = (1 - _E2) * (sine / (1 - _E2 * sine * sine) - math.log((1 - _E * sine) / (1 + _E * sine)) / (2 * _E))
    return _A * _K0 * math.radians(longitude), _A * q / (2 * _K0)


def _share(part: float, whole: float) -> Decimal:
    value = Decimal(min(part / whole, 1.0) if whole else 0.0)
    return value.quantize(_SIX, rounding="ROUND_DOWN")


def _shapely() -> Any:
    try:
        import shapely
    except ImportError:
        raise UsageError(
            "boundaries need the extra “geo”, which is not installed. Install it with: pip install 'nhsgraph[geo]'"
        ) from None
    return shapely
