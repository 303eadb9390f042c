"""Boundaries that you supply, and overlap by area. Needs the extra ``nhsgraph[geo]`` (shapely); nothing else does.

Reads GeoJSON and KML in WGS84 degrees. Areas are computed on the Lambert cylindrical equal-area projection of the WGS84
ellipsoid, in square kilometres, with edges straight on that projection. Area is a basis of its own: a large
part of an area can hold few of its people.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nhsgraph.analyses.footprints.alignment import TOLERANCE, Alignment, alignment
from nhsgraph.boundary_files import features
from nhsgraph.errors import SourceError, UsageError

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

PROJECTION = "Lambert cylindrical equal-area on the WGS84 ellipsoid, standard parallel 52.5° north"
_A, _E2 = 6378.137, 0.0066943799901413165  # km, WGS84
_E = math.sqrt(_E2)
_PARALLEL = math.radians(52.5)
_K0 = math.cos(_PARALLEL) / math.sqrt(1 - _E2 * math.sin(_PARALLEL) ** 2)
_SIX = Decimal("0.000001")


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

    ``name`` is the property of a GeoJSON feature that names it, by default the first of :data:`nhsgraph.boundary_files.NAMES` that it has.
    Raises :class:`~nhsgraph.errors.UsageError` without shapely or for a file that cannot be read, and
    :class:`~nhsgraph.errors.SourceError` for one that is neither GeoJSON nor KML, or not in WGS84 degrees.
    """
    shapely = _shapely()
    try:
        data = path.read_bytes()
    except OSError as e:
        raise UsageError(f"{path} cannot be read ({e.strerror}).") from None
    shapes: dict[str, list[Any]] = {}
    without: list[str] = []
    for label, polygons in features(data, path.name, name):
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
