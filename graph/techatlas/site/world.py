"""The world map: outlines of ``world.csv``, and shades of countries by a count."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

TABLE = Path(__file__).parent / "world.csv"
STEPS = (1, 4, 11, 31)  # where each darker shade begins
DIGIT, LINE, GAP = 11, 19, 7  # the room that a count takes, in units of the map
NEAR = 8
ROUNDS = 60


@dataclass(frozen=True, slots=True)
class Land:
    """A country on the map: outline, middle, shade and count.

    Shade 0 means counted, with a count of zero; None means not mentioned.

    The count is at ``count_x`` and ``count_y``: in the middle, or beside it where two would be read as one number.
    """

    code: str
    path: str
    x: int
    y: int
    shade: int | None
    count: int | None
    count_x: int
    count_y: int

    @property
    def moved(self) -> bool:
        """Whether a line must show which country the count belongs to."""
        return abs(self.count_x - self.x) + abs(self.count_y - self.y) > NEAR


def lands(counts: Mapping[str, int]) -> list[Land]:
    """Return every country by its two-letter code, shaded by its count.

    Small countries are circles, and are on the map only where counted.

    >>> [(land.code, land.shade, land.count) for land in lands({"JP": 4, "NL": 1}) if land.count]
    [('JP', 2, 4), ('NL', 1, 1)]
    """
    found = []
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            count = counts.get(row["code"])
            if count is None and row["size"] == "circle":
                continue
            x, y = int(row["x"]), int(row["y"])
            found.append(Land(row["code"], row["path"], x, y, shade(count), count, x, y))
    return _apart(found)


def _apart(lands: Sequence[Land]) -> list[Land]:
    """Move counts that would cover each other to both sides, the shorter way."""
    places = {n: [float(each.x), float(each.y)] for n, each in enumerate(lands) if each.count}
    for _ in range(ROUNDS):
        for one, other in combinations(places, 2):
            wide = (len(str(lands[one].count)) + len(str(lands[other].count))) / 2 * DIGIT + GAP
            gaps = [places[one][axis] - places[other][axis] for axis in (0, 1)]
            over = [room - abs(gap) for room, gap in zip((wide, LINE), gaps, strict=True)]
            if min(over) <= 0:
                continue
            axis = over.index(min(over))
            step = over[axis] / 2 if gaps[axis] >= 0 else -over[axis] / 2
            places[one][axis] += step
            places[other][axis] -= step
    return [
        replace(each, count_x=round(places[n][0]), count_y=round(places[n][1])) if n in places else each
        for n, each in enumerate(lands)
    ]


def shade(count: int | None) -> int | None:
    """Return the shade of a count: the steps that it has reached, or None.

    >>> shade(None), shade(0), shade(1), shade(31)
    (None, 0, 1, 4)
    """
    return None if count is None else sum(count >= step for step in STEPS)
