"""Turn polygons that share borders into arcs that are stored once, thinned alike for both neighbours.

Points are pairs of whole numbers on one grid. A border is cut where the set of areas beside it changes, so
thinning an arc (Douglas and Peucker 1973) can never open a gap between two areas.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

__all__ = ["Topology", "dissolve", "topology"]

Point = tuple[int, int]
Ring = list[Point]
Edge = tuple[Point, Point]
Topology = tuple[list[list[Point]], dict[str, list[list[int]]]]


def dissolve(rings: Iterable[Ring]) -> list[Ring]:
    """Join the rings of one area: borders that two of its parts share disappear; rings are not closed."""
    edges: set[Edge] = set()
    for ring in rings:
        for edge in zip(ring, [*ring[1:], ring[0]], strict=True):
            if edge[0] == edge[1]:
                continue
            if edge[::-1] in edges:
                edges.remove(edge[::-1])
            else:
                edges.add(edge)
    return _stitch(edges)


def _stitch(edges: set[Edge]) -> list[Ring]:
    following: dict[Point, list[Point]] = defaultdict(list)
    for start, end in sorted(edges):
        following[start].append(end)
    rings = []
    for first in sorted(following):
        while following[first]:
            ring, at = [first], following[first].pop()
            while at != first and following[at]:
                ring.append(at)
                at = following[at].pop()
            if len(ring) > 2:
                rings.append(ring)
    return rings


def topology(areas: Mapping[str, Sequence[Ring]], tolerance: float, smallest: float) -> Topology:
    """Give (arcs, areas as rings of arc numbers), thinned to `tolerance` grid units.

    Rings below `smallest` square units are left out, but for an area's largest. As in TopoJSON, -1 - i is
    arc i backwards.
    """
    kept = {name: _worth_drawing(rings, smallest) for name, rings in areas.items()}
    owners: dict[Edge, set[str]] = defaultdict(set)
    for name, rings in kept.items():
        for ring in rings:
            for edge in _edges(ring):
                owners[_undirected(edge)].add(name)
    joints = _joints(owners)
    arcs: dict[tuple[Point, ...], int] = {}
    drawn = {
        name: [[_number(arcs, part) for part in _parts(ring, joints)] for ring in rings]
        for name, rings in kept.items()
    }
    return [_thinned(arc, tolerance) for arc in arcs], drawn


def _edges(ring: Ring) -> Iterable[Edge]:
    return zip(ring, [*ring[1:], ring[0]], strict=True)


def _undirected(edge: Edge) -> Edge:
    return min(edge, edge[::-1])


def _worth_drawing(rings: Sequence[Ring], smallest: float) -> list[Ring]:
    sized = sorted(rings, key=lambda ring: (-abs(_area(ring)), ring))
    return [ring for place, ring in enumerate(sized) if not place or abs(_area(ring)) >= smallest]


def _area(ring: Ring) -> float:
    x, y = np.array(ring, dtype=np.int64).T
    return float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y)) / 2


def _joints(owners: Mapping[Edge, set[str]]) -> set[Point]:
    """Give the points where borders meet or change sides."""
    beside: dict[Point, list[frozenset[str]]] = defaultdict(list)
    for edge, names in owners.items():
        for point in edge:
            beside[point].append(frozenset(names))
    return {point for point, sides in beside.items() if len(sides) != 2 or sides[0] != sides[1]}


def _parts(ring: Ring, joints: set[Point]) -> list[tuple[Point, ...]]:
    """Cut a ring at its joints; a ring without any begins at its smallest point."""
    starts = [place for place, point in enumerate(ring) if point in joints] or [ring.index(min(ring))]
    turned = ring[starts[0] :] + ring[: starts[0]]
    ends = [(place - starts[0]) for place in starts] + [len(ring)]
    closed = [*turned, turned[0]]
    return [tuple(closed[a : b + 1]) for a, b in itertools.pairwise(ends)]


def _number(arcs: dict[tuple[Point, ...], int], part: tuple[Point, ...]) -> int:
    if part[::-1] in arcs:
        return -1 - arcs[part[::-1]]
    return arcs.setdefault(part, len(arcs))


def _thinned(arc: Sequence[Point], tolerance: float) -> list[Point]:
    """Leave out points that lie within `tolerance` of the line without them; a ring keeps its farthest."""
    points = np.array(arc, dtype=float)
    kept = {0, len(arc) - 1}
    if arc[0] == arc[-1]:
        kept.add(int(np.argmax(np.hypot(*(points - points[0]).T))))
        kept.update(_widest(points))
    marks = sorted(kept)
    waiting = list(itertools.pairwise(marks))
    while waiting:
        first, last = waiting.pop()
        if last - first < 2:
            continue
        away = _distances(points[first + 1 : last], points[first], points[last])
        farthest = int(np.argmax(away))
        if away[farthest] > tolerance:
            middle = first + 1 + farthest
            kept.add(middle)
            waiting += [(first, middle), (middle, last)]
    return [arc[place] for place in sorted(kept)]


def _widest(points: np.ndarray) -> set[int]:
    """Give three points of a ring that span some area, so that thinning leaves a shape."""
    far = int(np.argmax(np.hypot(*(points - points[0]).T)))
    return {far, int(np.argmax(_distances(points, points[0], points[far])))}


def _distances(points: np.ndarray, first: np.ndarray, last: np.ndarray) -> np.ndarray:
    line = last - first
    length = float(np.hypot(*line))
    if not length:
        return np.asarray(np.hypot(*(points - first).T))
    offset = points - first
    return np.asarray(np.abs(line[0] * offset[:, 1] - line[1] * offset[:, 0]) / length)
