"""Makes graph/techatlas/site/world.csv, the outlines of the world map; run by hand when the borders are to be renewed.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz && pip install pycountry
    python tests/site/make_world.py package/countries-110m.json package/countries-50m.json

The borders are those of Natural Earth (public domain), read from the npm package world-atlas 2.0.2 (ISC licence). They are
projected by Equal Earth (Šavrič, Patterson and Jenny 2018, https://doi.org/10.1080/13658816.2018.1504949), so that a country
takes as much of the picture as of the earth, and rounded to a thousandth of the width. States too small for 1:110,000,000 are
a circle, at the middle of their largest part at 1:50,000,000.
"""

import csv
import itertools
import json
import math
import sys
from pathlib import Path

import pycountry

TARGET = Path(__file__).parents[2] / "graph" / "techatlas" / "site" / "world.csv"
WIDTH, RADIUS = 1000, 3
EASTWARD, MIDDLE = 12, 246  # makes room for what of Russia lies beyond 180 degrees; the equator's height in the picture
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
ANTARCTICA = "010"
SMALLEST_PART = 1.5  # square units of the picture; the largest part of a country always stays

Point = tuple[float, float]


def projected(longitude: float, latitude: float) -> Point:
    angle = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    slope = A1 + 3 * A2 * angle**2 + angle**6 * (7 * A3 + 9 * A4 * angle**2)
    across = 2 * math.sqrt(3) / 3 * math.radians(longitude) * math.cos(angle) / slope
    up = angle * (A1 + A2 * angle**2 + angle**6 * (A3 + A4 * angle**2))
    scale = WIDTH / 2 / 2.7066
    return WIDTH / 2 - EASTWARD + across * scale, MIDDLE - up * scale


def rings(topology: dict, geometry: dict) -> list[list[Point]]:
    """The outer rings of a country, projected; one that crosses 180 degrees goes on beyond it."""
    (scale_x, scale_y), (move_x, move_y) = topology["transform"]["scale"], topology["transform"]["translate"]

    def arc(number: int) -> list[Point]:
        points, x, y = [], 0, 0
        for dx, dy in topology["arcs"][number if number >= 0 else ~number]:
            x, y = x + dx, y + dy
            points.append((x * scale_x + move_x, y * scale_y + move_y))
        return points if number >= 0 else points[::-1]

    def unwrapped(points: list[Point]) -> list[Point]:
        most = max(points)[0]
        return [(x + 360 if most - x > 300 else x, y) for x, y in points]

    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    whole = [[point for number in polygon[0] for point in arc(number)[1:]] for polygon in polygons]
    return [[projected(*point) for point in unwrapped(ring)] for ring in whole]


def area(ring: list[Point]) -> float:
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True))) / 2


def outline(found: list[list[Point]]) -> str:
    found = sorted(found, key=area, reverse=True)
    parts = []
    for ring in [found[0], *(each for each in found[1:] if area(each) >= SMALLEST_PART)]:
        whole = [(round(x), round(y)) for x, y in ring]
        points = [point for point, before in zip(whole, [None, *whole], strict=False) if point != before]
        steps = [f"{bx - ax} {by - ay}" for (ax, ay), (bx, by) in itertools.pairwise(points)]
        parts.append(f"M{points[0][0]} {points[0][1]}l{' '.join(steps)}z")
    return "".join(parts)


def circle(found: list[list[Point]]) -> str:
    x, y = middle(found)
    return f"M{x - RADIUS} {y}a{RADIUS} {RADIUS} 0 1 0 {2 * RADIUS} 0a{RADIUS} {RADIUS} 0 1 0 {-2 * RADIUS} 0z"


def middle(found: list[list[Point]]) -> tuple[int, int]:
    ring = max(found, key=area)
    return round(sum(x for x, _ in ring) / len(ring)), round(sum(y for _, y in ring) / len(ring))


def code(geometry: dict) -> str:
    known = pycountry.countries.get(numeric=geometry.get("id", ""))
    return known.alpha_2 if known else ""


def main(coarse: str, fine: str) -> None:
    rows, drawn = [], set()
    for path, draw, size in ((coarse, outline, "outline"), (fine, circle, "circle")):
        topology = json.loads(Path(path).read_text(encoding="utf-8"))
        for geometry in topology["objects"]["countries"]["geometries"]:
            if (
                geometry.get("id") == ANTARCTICA
                or not geometry.get("arcs")
                or (draw is circle and code(geometry) in {*drawn, ""})
            ):
                continue
            found = rings(topology, geometry)
            rows.append((code(geometry), size, *middle(found), draw(found)))
        drawn |= {row[0] for row in rows}
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([("code", "size", "x", "y", "path"), *sorted(rows)])


if __name__ == "__main__":
    main(*sys.argv[1:])
