"""Draw the provinces of a country with a number in each, from geometry that lies in `maps/`.

The geometry is Natural Earth's (public domain), made by `tools/maps/build.py`: one TopoJSON a country on a
grid of whole numbers, north up. The drawing says nothing by colour alone: each number stands in its
province where there is room, and all of them in the table that belongs beside the map.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from everyname.pictures.canvas import PLAIN, WIDTH, Canvas, Look

__all__ = ["Area", "areas_of", "province_map"]

_FOLDER = Path(__file__).parent / "maps"
_GRID = 1_000
_SHADES = 4
_ROOM = 9.0  # units of the picture that a number of two signs needs around its middle


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """What to draw in one province: its words for people and its count.

    `count` is None where the rules do not show it; `shown` is the number as the page writes it, or the words
    for a number that is not shown.
    """

    label: str
    count: int | None
    shown: str


class _Shape(NamedTuple):
    name: str
    path: str
    x: float
    y: float
    room: float


class _Geometry(NamedTuple):
    """The shapes of a country in units of the grid, with the factor to the picture's own units."""

    scale: float
    left: float
    height: float
    shapes: tuple[_Shape, ...]


def areas_of(country: str) -> frozenset[str]:
    """Give the names of the provinces that the map of a country (ISO alpha-2) draws; empty without a map."""
    geometry = _load(country)
    return frozenset(shape.name for shape in geometry.shapes) if geometry else frozenset()


def province_map(
    country: str,
    areas: Mapping[str, Area],
    *,
    title: str,
    description: str,
    name: str,
    look: Look = PLAIN,
) -> str:
    """Draw a country (ISO alpha-2) with `areas` by province name; "" where there is no map of it.

    Provinces that are not among `areas` are drawn empty. North is up and east is right in any language.
    """
    geometry = _load(country)
    if geometry is None:
        return ""
    canvas = Canvas(name, Look(number=look.number))
    edges = _edges([area.count for area in areas.values() if area.count])
    kinds = {found: _kind(area, edges, canvas) for found, area in areas.items()}
    canvas.shapes(
        ((kinds.get(shape.name, ""), shape.path, _told(areas.get(shape.name))) for shape in geometry.shapes),
        left=geometry.left,
        scale=geometry.scale,
    )
    for shape in geometry.shapes:
        area = areas.get(shape.name)
        if area is not None and area.count and shape.room >= _ROOM * max(1, len(area.shown) / 2):
            canvas.text(area.shown, shape.x, shape.y + 5, "over", "middle")
    return canvas.svg(geometry.height, title, description).replace('class="chart"', 'class="chart map"', 1)


def _told(area: Area | None) -> str:
    return f"{area.label}: {area.shown}" if area else ""


def _kind(area: Area, edges: Sequence[int], canvas: Canvas) -> str:
    """Give the paint of an area: stripes where its number is not shown, else a shade by size."""
    if area.count is None:
        return canvas.striped()
    return f"shade-{sum(area.count > edge for edge in edges) + 1}" if area.count else ""


def _edges(counts: Sequence[int]) -> list[int]:
    """Give the counts above which a province is a shade darker: equal steps of the square root."""
    top = max(counts, default=0)
    return sorted({round(top * (step / _SHADES) ** 2) for step in range(1, _SHADES)})


@cache
def _load(country: str) -> _Geometry | None:
    path = _FOLDER / f"{country}.json"
    if not (country.isascii() and country.isalpha() and path.is_file()):
        return None
    given = json.loads(path.read_text(encoding="utf-8"))
    width, height = given["bbox"][2:]
    scale = WIDTH / max(_GRID, width)
    left, arcs = (WIDTH - width * scale) / 2, [_points(arc) for arc in given["arcs"]]
    return _Geometry(
        scale,
        left,
        height * scale + 2,
        tuple(_shape(area, arcs, left, scale) for area in given["objects"]["areas"]["geometries"]),
    )


def _shape(area: Mapping[str, Any], arcs: list[list[tuple[int, int]]], left: float, scale: float) -> _Shape:
    x, y, room = area["properties"]["label"]
    rings = (ring for polygon in area["arcs"] for ring in polygon)
    path = "".join(_ring(arcs, ring) for ring in rings)
    return _Shape(area["id"], path, left + x * scale, y * scale, room * scale)


def _points(deltas: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    x = y = 0
    points = []
    for dx, dy in deltas:
        x, y = x + dx, y + dy
        points.append((x, y))
    return points


def _ring(arcs: list[list[tuple[int, int]]], ring: Sequence[int]) -> str:
    """Give a ring as a path: absolute at its start, relative from there on."""
    points: list[tuple[int, int]] = []
    for arc in ring:
        part = arcs[arc] if arc >= 0 else arcs[~arc][::-1]
        points += part[1:] if points else part
    steps = (f"{b[0] - a[0]} {b[1] - a[1]}" for a, b in itertools.pairwise(points))
    return f"M{points[0][0]} {points[0][1]}l{' '.join(steps)}z".replace(" -", "-")
