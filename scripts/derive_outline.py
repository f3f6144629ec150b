"""Write ``report/data/outline.json``: Syria and its neighbours, as Natural Earth draws them.

The npm package ``world-atlas`` holds Natural Earth's 1:10m country boundaries (public domain) as TopoJSON. The
report needs a corner of them, coarsely: borders are simplified arc by arc, so that neighbours keep one common line,
and cut to the region. The towns that the map names stand at their GeoNames coordinates.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python scripts/derive_outline.py package/countries-10m.json
"""

import csv
import json
import sys
from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).parents[1] / "src/syriaevents"
TARGET = PACKAGE / "report/data/outline.json"
PLACES = PACKAGE / "resolve/data/places.geonames.tsv"
SOURCE = "Natural Earth 4.1.0, 1:10m, public domain, through the npm package world-atlas 2.0.2"

Point = tuple[float, float]
Ring = list[Point]

WEST, SOUTH, EAST, NORTH = 32.5, 30.5, 46.0, 39.0
"""The region, degrees; a little more than what the map shows."""
TOLERANCE = 0.012
"""Degrees that a simplified border may be off: less than a pixel of the map."""
LEAST_AREA = 0.002
"""Square degrees; smaller islands are left out."""
CODES = {
    "Syria": "SY", "Turkey": "TR", "Iraq": "IQ", "Lebanon": "LB", "Jordan": "JO", "Israel": "IL", "Palestine": "PS",
    "Cyprus": "CY", "N. Cyprus": "CY", "Cyprus U.N. Buffer Zone": "CY", "Iran": "IR", "Egypt": "EG",
    "Saudi Arabia": "SA",
}  # fmt: skip
TOWNS = {
    170654: "Damascus", 170063: "Aleppo", 169577: "Homs", 173576: "Latakia", 170794: "Deir ez-Zor", 172955: "Raqqa",
    173811: "Hasakah", 170905: "Daraa", 169389: "Idlib", 170017: "Hama", 163808: "Palmyra", 173377: "Qamishli",
    276781: "Beirut",
}  # fmt: skip
"""GeoNames ids of the towns that help to find one's way, with the names the map shows."""


def arcs_of(topology: dict[str, Any]) -> list[Ring]:
    """The arcs in degrees, simplified."""
    (scale_x, scale_y), (left, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        steps = accumulate(arc, lambda at, step: [at[0] + step[0], at[1] + step[1]])
        arcs.append(simplified([(x * scale_x + left, y * scale_y + bottom) for x, y in steps]))
    return arcs


def simplified(line: Ring) -> Ring:
    """A line with the points alone that matter (Douglas and Peucker); its ends stay."""
    if len(line) < 3:
        return line
    at, off = max(((i, distance(p, line[0], line[-1])) for i, p in enumerate(line[1:-1], 1)), key=lambda pair: pair[1])
    return simplified(line[: at + 1])[:-1] + simplified(line[at:]) if off > TOLERANCE else [line[0], line[-1]]


def distance(point: Point, start: Point, end: Point) -> float:
    """How far a point is from a segment, degrees."""
    (x, y), (x1, y1), (x2, y2) = point, start, end
    length = (x2 - x1) ** 2 + (y2 - y1) ** 2
    along = 0.0 if length == 0 else min(1.0, max(0.0, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length))
    return float(((x - x1 - along * (x2 - x1)) ** 2 + (y - y1 - along * (y2 - y1)) ** 2) ** 0.5)


def ring_of(numbers: Sequence[int], arcs: Sequence[Ring]) -> Ring:
    """A ring from the numbers of its arcs; ``~n`` is arc n backwards."""
    ring: Ring = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += arc[1:] if ring else arc
    return ring


def clipped(ring: Ring) -> Ring:
    """The part of a ring within the region (Sutherland and Hodgman)."""
    for axis, limit, keep_above in ((0, WEST, True), (0, EAST, False), (1, SOUTH, True), (1, NORTH, False)):
        ring = cut(ring, axis, limit, (lambda v, m=limit: v >= m) if keep_above else (lambda v, m=limit: v <= m))
    return ring


def cut(ring: Ring, axis: int, limit: float, inside: Callable[[float], bool]) -> Ring:
    """The part of a ring on one side of a meridian or parallel."""
    kept: Ring = []
    for before, point in pairwise([*ring[-1:], *ring]):
        if inside(before[axis]) != inside(point[axis]):
            part = (limit - before[axis]) / (point[axis] - before[axis])
            kept.append((before[0] + part * (point[0] - before[0]), before[1] + part * (point[1] - before[1])))
        if inside(point[axis]):
            kept.append(point)
    return kept


def area(ring: Ring) -> float:
    """Square degrees."""
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise([*ring, ring[0]]))) / 2 if ring else 0.0


def countries(topology: dict[str, Any]) -> dict[str, list[list[list[float]]]]:
    """Code → outer rings as [longitude, latitude], hundredths of a degree."""
    arcs = arcs_of(topology)
    found: dict[str, list[list[list[float]]]] = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        code = CODES.get(shape["properties"]["name"])
        if code is None:
            continue
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        rings = (clipped(ring_of(polygon[0], arcs)) for polygon in polygons)
        kept = [[[round(x, 2), round(y, 2)] for x, y in ring] for ring in rings if area(ring) > LEAST_AREA]
        found.setdefault(code, []).extend(kept)
    return dict(sorted(found.items()))


def towns() -> list[tuple[str, float, float]]:
    """Name, longitude and latitude of the towns that the map names."""
    with PLACES.open(encoding="utf-8", newline="") as lines:
        next(lines)  # where the table comes from
        rows = {int(row["geonames_id"]): row for row in csv.DictReader(lines, delimiter="\t")}
    return [(name, round(float(rows[at]["lon"]), 2), round(float(rows[at]["lat"]), 2)) for at, name in TOWNS.items()]


def main(path: str) -> None:
    """Write the file."""
    shapes = countries(json.loads(Path(path).read_text("utf-8")))
    data = {"source": SOURCE, "countries": shapes, "towns": towns()}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    TARGET.write_text(f"{text}\n", encoding="utf-8")
    print(f"{TARGET.name}: {len(text):,} bytes, {sum(len(r) for s in shapes.values() for r in s):,} points")


if __name__ == "__main__":
    main(*sys.argv[1:])
