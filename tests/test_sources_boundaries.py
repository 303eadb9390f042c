"""Middle points of CCGs, on a small file with known geometry and on the compiled table."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from excerpts import facts, of, source_of, table

from nhsgraph.errors import SourceError
from nhsgraph.facts import Centroid
from nhsgraph.sources import loader

NAME = "nhse-ccg-boundaries-2013-02"
KML = '<kml xmlns="http://earth.google.com/kml/2.1"><Folder>{}</Folder></kml>'


def ring(kind: str, *points: tuple[float, float]) -> str:
    text = " ".join(f"{x},{y},0" for x, y in points)
    return f"<{kind}><LinearRing><coordinates>{text}</coordinates></LinearRing></{kind}>"


def square(x: float, y: float, side: float) -> tuple[tuple[float, float], ...]:
    return (x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y)


def placemark(code: str, *rings: str) -> bytes:
    shape = f"<Polygon>{''.join(rings)}</Polygon>"
    return KML.format(f"<Placemark><name>{code}</name>{shape}</Placemark>").encode()


def test_the_middle_of_a_square_in_either_sense() -> None:
    points = square(-2, 52, 0.2)
    for given in (points, points[::-1]):
        row = of(Centroid, facts(NAME, placemark("05T", ring("outerBoundaryIs", *given))))[0]
        assert (row.body, row.longitude, row.latitude) == ("ccg-05T", Decimal("-1.900"), Decimal("52.100"))


def test_a_hole_moves_the_middle_away() -> None:
    outer = ring("outerBoundaryIs", *square(-2, 52, 0.4))
    hole = ring("innerBoundaryIs", *square(-2, 52, 0.2))
    row = of(Centroid, facts(NAME, placemark("05T", outer, hole)))[0]
    # the full square's middle at 0.2 weighs 4, the hole's at 0.1 weighs 1: (0.8 - 0.1) / 3
    assert (row.longitude, row.latitude) == (Decimal("-1.767"), Decimal("52.233"))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (placemark("5T", ring("outerBoundaryIs", *square(-2, 52, 0.2))), "row 1: “5T” is unknown"),
        (placemark("05T"), "row 1: there is no polygon"),
        (placemark("05T", ring("outerBoundaryIs", *square(52, -2, 0.2))), "row 1: 05T lies at 52.100, -1.900"),
        (placemark("05T", "<outerBoundaryIs><LinearRing><coordinates>west</coordinates></LinearRing></outerBoundaryIs>"), "row 1: a coordinate cannot be read"),
        (b"<kml>", "the file is not XML"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(data: bytes, words: str) -> None:
    with pytest.raises(SourceError, match=words):
        facts(NAME, data)


def test_another_number_of_areas_stops_the_load() -> None:
    data = placemark("05T", ring("outerBoundaryIs", *square(-2, 52, 0.2)))
    one, two = (replace(source_of(NAME), rows=rows) for rows in (1, 2))
    assert len(list(loader(one)(data, one))) == 1
    with pytest.raises(SourceError, match=r"1 placemarks\. Expected 2"):
        list(loader(two)(data, two))


def test_every_ccg_of_2013_lies_where_it_lay() -> None:
    rows = {row.body: row for row in table(Centroid)}
    assert len(rows) == 211
    assert (rows["ccg-05T"].longitude, rows["ccg-05T"].latitude) == (Decimal("-2.189"), Decimal("52.174"))
    assert rows["ccg-11N"].longitude == min(row.longitude for row in rows.values())  # Kernow
    assert rows["ccg-00J"].latitude < rows["ccg-00L"].latitude  # Northumberland is the northernmost
