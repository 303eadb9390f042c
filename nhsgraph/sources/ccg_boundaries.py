"""The middle point of every CCG, from the polygons of a KML file; one row a CCG.

The point is the area-weighted centroid of all polygons of a CCG, holes taken out, on a plane that is true at its own
latitude: longitudes are scaled alike within a CCG, so the scale cancels out. It may lie outside a bent area. Rounded
to a thousandth of a degree (about 100 m), far finer than the picture it is for.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from decimal import Decimal
from xml.etree import ElementTree as ET

from nhsgraph.catalogue import Source
from nhsgraph.errors import SourceError
from nhsgraph.facts import Centroid, Fact
from nhsgraph.ids import local_id
from nhsgraph.sources.delimited import speaks_from

_KML = "{http://earth.google.com/kml/2.1}"
_PLACES = Decimal("0.001")
#: England and its islands, in degrees; a point outside was read the wrong way round.
_LONGITUDES, _LATITUDES = (-7.0, 2.0), (49.5, 56.0)


def read(data: bytes, source: Source) -> Iterator[Fact]:
    """A centroid for every placemark, in file order.

    Raises :class:`~nhsgraph.errors.SourceError` for a file that is not KML, a placemark without a code or polygon, a
    point outside England, and another number of placemarks than the source says.
    """
    number = 0
    for number, place in enumerate(_placemarks(data, source), start=1):
        code = (place.findtext(f"{_KML}name") or "").strip()
        if len(code) != 3 or not code.isalnum():
            raise _error(source, number, f"“{code}” is unknown", "an ODS code of a CCG")
        longitude, latitude = _middle(place, source, number)
        if not _LONGITUDES[0] < longitude < _LONGITUDES[1] or not _LATITUDES[0] < latitude < _LATITUDES[1]:
            raise _error(
                source, number, f"{code} lies at {longitude:.3f}, {latitude:.3f}", "a point in England"
            )
        yield Centroid(
            body=local_id("CCG", code),
            as_of=speaks_from(source),
            longitude=Decimal(longitude).quantize(_PLACES),
            latitude=Decimal(latitude).quantize(_PLACES),
            sources=(source.id,),
            record=f"placemark {number}",
        )
    if source.rows is not None and number != source.rows:
        raise _error(source, None, f"{number} placemarks", f"{source.rows}")


def _placemarks(data: bytes, source: Source) -> Iterator[ET.Element]:
    try:
        # The file is a publisher's, given by name; expat itself stops runaway entities.
        for _, element in ET.iterparse(io.BytesIO(data)):  # noqa: S314
            if element.tag == f"{_KML}Placemark":
                yield element
                element.clear()
    except ET.ParseError as e:
        raise _error(source, None, f"the file is not XML ({e})", "KML 2.1") from None


def _middle(place: ET.Element, source: Source, number: int) -> tuple[float, float]:
    """Longitude and latitude of the centroid of a placemark's polygons."""
    area = x = y = 0.0
    for polygon in place.iter(f"{_KML}Polygon"):
        for boundary, sign in (("outerBoundaryIs", 1.0), ("innerBoundaryIs", -1.0)):
            for ring in polygon.iter(f"{_KML}{boundary}"):
                text = ring.findtext(f"{_KML}LinearRing/{_KML}coordinates") or ""
                part, px, py = _ring(_points(text, source, number))
                area, x, y = area + sign * part, x + sign * px, y + sign * py
    if area <= 0:
        raise _error(source, number, "there is no polygon", "at least one with an area")
    return x / area, y / area


def _points(text: str, source: Source, number: int) -> list[tuple[float, float]]:
    try:
        cells = [word.split(",") for word in text.split()]
        return [(float(cell[0]), float(cell[1])) for cell in cells]
    except (ValueError, IndexError):
        raise _error(source, number, "a coordinate cannot be read", "longitude,latitude,height") from None


def _ring(points: list[tuple[float, float]]) -> tuple[float, float, float]:
    """Area of a ring, and the area times each coordinate of its centroid; the sense of the ring does not matter."""
    if len(points) < 3:
        return 0.0, 0.0, 0.0
    # Relative to the first point: rings are small and far from the origin, and digits would be lost.
    ox, oy = points[0]
    area = x = y = 0.0
    for (ax, ay), (bx, by) in zip(points, points[1:] + points[:1], strict=True):
        cross = (ax - ox) * (by - oy) - (bx - ox) * (ay - oy)
        area += cross
        x += (ax + bx - 2 * ox) * cross
        y += (ay + by - 2 * oy) * cross
    sign = 1.0 if area >= 0 else -1.0
    half = sign * area / 2
    return half, sign * x / 6 + ox * half, sign * y / 6 + oy * half


def _error(source: Source, number: int | None, problem: str, expected: str) -> SourceError:
    return SourceError(problem, file=source.file, row=number, expected=expected)
