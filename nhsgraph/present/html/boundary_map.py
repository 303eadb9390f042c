"""A map of two files of boundaries as one SVG: no tiles, nothing fetched, and readable without colour.

Areas of the first file have a full line and their names; one that lies in no single area of the second is hatched.
Areas of the second have a dashed line. The projection is the equal-area one that the shares are computed on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Any

from markupsafe import Markup

from nhsgraph.analyses.footprints.alignment import Alignment
from nhsgraph.analyses.wording import counted, percent
from nhsgraph.geo import PROJECTION, AreaPair, Boundaries, Boundary
from nhsgraph.present.html.page import fragment
from nhsgraph.present.text import clean

#: Pixels: the width of the map, the most of its height, the rim, a line of text below it.
_WIDTH, _HEIGHT, _RIM, _LINE = 760, 640, 10, 18
#: How rough a map of a page may become, in pixels; a file of its own has the first.
_ROUGH = (0.6, 1.2, 2.0, 3.0, 4.5, 6.5)
_LETTER = 6.0  # a letter of a label
#: Shares up to here are where two drawings of one line part.
_SLIVER = Decimal("0.01")
_NEST = {Alignment.WITHIN, Alignment.COTERMINOUS}


def boundary_map(
    first: Boundaries,
    second: Boundaries,
    pairs: Sequence[AreaPair],
    chosen: Set[str] = frozenset(),
    rough: float = _ROUGH[0],
    *,
    brief: bool = False,
) -> Markup:
    """The map; ``pairs`` are the overlaps of the two files, and areas in ``chosen`` have a bold line and name.

    ``rough`` is how far, in pixels, a line may run from the true one. A ``brief`` map names its areas and leaves to the text
    around it what each lies in.
    """
    frame = _Frame([*first.boundaries, *second.boundaries], rough)
    drift = f"Lines run within {frame.drift:.2g} km of those of the files"
    nesting = {pair.a for pair in pairs if pair.alignment in _NEST}
    apart = [one for one in first.boundaries if one.name not in nesting]
    hatched = f"{len(apart)} that {'lies' if len(apart) == 1 else 'lie'} in no single area of the second file"
    legend = (
        f"Full line: {counted(len(first.boundaries), 'area')} of {clean(first.file)}. Hatched: {hatched}.",
        f"Dashed line: {counted(len(second.boundaries), 'area')} of {clean(second.file)}. {PROJECTION}. {drift}.",
    )
    return fragment(
        "boundary_map.svg.j2",
        width=_WIDTH,
        height=frame.height + _LINE * len(legend) + _RIM,
        title=f"{clean(first.file)} and {clean(second.file)}",
        about=" ".join(legend),
        areas=[
            {
                "d": frame.path(one),
                "title": clean(one.name) if brief else text,
                "hatched": one.name not in nesting,
                "bold": one.name in chosen,
            }
            for one, text in zip(first.boundaries, told(first, pairs), strict=True)
        ],
        outlines=[
            {"d": frame.path(one), "title": clean(one.name), "bold": one.name in chosen}
            for one in second.boundaries
        ],
        labels=list(frame.labels(first.boundaries, chosen)),
        legend=[{"y": frame.height + _LINE * (i + 1), "text": text} for i, text in enumerate(legend)],
    )


def fitting(
    first: Boundaries, second: Boundaries, pairs: Sequence[AreaPair], chosen: Set[str], most: int
) -> Markup:
    """The map with the truest lines that keep it within so many bytes; the roughest where none does."""
    drawn = Markup()
    for rough in _ROUGH:
        drawn = boundary_map(first, second, pairs, chosen, rough, brief=True)
        if len(drawn.encode()) <= most:
            break
    return drawn


def near(
    first: Boundaries, second: Boundaries, pairs: Sequence[AreaPair], wanted: Set[str]
) -> tuple[Boundaries, Boundaries]:
    """The areas of both files that are called as wanted, and those of the second that share area with such of the first.

    Everything where nothing in the first file is called so.
    """
    names = {text.casefold() for text in wanted}
    kept = {one.name for one in first.boundaries if one.name.casefold() in names}
    if not kept:
        return first, second
    beside = {pair.b for pair in pairs if pair.a in kept and max(pair.share_a, pair.share_b) > _SLIVER}
    beside |= {one.name for one in second.boundaries if one.name.casefold() in names}
    return (
        replace(first, boundaries=tuple(one for one in first.boundaries if one.name in kept)),
        replace(second, boundaries=tuple(one for one in second.boundaries if one.name in beside)),
    )


def standalone(svg: Markup) -> str:
    """The map as a file of its own."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{svg.strip()}\n'


def told(first: Boundaries, pairs: Sequence[AreaPair]) -> list[str]:
    """The map in words: for each area of the first file what of the second it lies in, slivers left out."""
    parts: dict[str, list[str]] = {one.name: [] for one in first.boundaries}
    for pair in pairs:
        if pair.a in parts and max(pair.share_a, pair.share_b) > _SLIVER:
            parts[pair.a].append(f"{percent(pair.share_a)} in {pair.b}")
    return [clean(f"{name}: {', '.join(found) or 'in none'}") for name, found in parts.items()]


class _Frame:
    """From kilometres to pixels: everything fits, north is up."""

    def __init__(self, boundaries: Sequence[Boundary], rough: float) -> None:
        self.rough = rough
        self.places = 1 if rough < 1 else 0
        west, south, east, north = zip(*(one.geometry.bounds for one in boundaries), strict=True)
        self.west, self.north = min(west), max(north)
        across, down = max(east) - self.west, self.north - min(south)
        self.scale = min((_WIDTH - 2 * _RIM) / (across or 1.0), _HEIGHT / (down or 1.0))
        #: Kilometres that a simplified line, with its points rounded, may run from the true one.
        self.drift = (rough + 0.71 * 10.0**-self.places) / self.scale
        self.height = round(down * self.scale + 2 * _RIM)

    def path(self, boundary: Boundary) -> str:
        """The outline with its holes; lines are simplified by less than a pixel."""
        shape: Any = boundary.geometry.simplify(self.rough / self.scale)
        polygons = [shape] if shape.geom_type == "Polygon" else list(shape.geoms)
        return "".join(self._ring(ring) for p in polygons for ring in (p.exterior, *p.interiors))

    def labels(self, boundaries: Iterable[Boundary], chosen: Set[str]) -> Iterable[dict[str, object]]:
        """Names of the areas that have room for them, and of the chosen ones."""
        for one in boundaries:
            west, _, east, _ = one.geometry.bounds
            text = clean(one.name)
            if one.name in chosen or (east - west) * self.scale > _LETTER * len(text):
                point = one.geometry.representative_point()
                x, y = self._point(point.x, point.y)
                yield {"x": x, "y": y, "text": text, "bold": one.name in chosen}

    def _ring(self, ring: Any) -> str:
        points = list(dict.fromkeys(self._point(x, y) for x, y in ring.coords))
        if len(points) < 3:
            return ""  # an islet of less than a pixel
        steps = (
            f"{round(u - x, self.places):g} {round(v - y, self.places):g}"
            for (x, y), (u, v) in pairwise(points)
        )
        return f"M{points[0][0]:g} {points[0][1]:g}l{' '.join(steps)}Z"

    def _point(self, x: float, y: float) -> tuple[float, float]:
        across, down = (x - self.west) * self.scale, (self.north - y) * self.scale
        return round(_RIM + across, self.places), round(_RIM + down, self.places)
