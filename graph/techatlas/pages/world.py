"""The world map: outlines from ``world.csv``, and the shade of each country by a count."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

TABLE = Path(__file__).parent / "world.csv"
STEPS = (1, 4, 11, 31)  # where each darker shade begins


@dataclass(frozen=True, slots=True)
class Land:
    """A country on the map: its outline, its shade (0: counted, and none; None: not spoken of), and where its count stands."""

    code: str
    path: str
    x: int
    y: int
    shade: int | None
    count: int | None


def lands(counts: Mapping[str, int]) -> list[Land]:
    """Return every country by its two-letter code, shaded by its count; small ones (circles) only where counted."""
    found = []
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            count = counts.get(row["code"])
            if count is None and row["size"] == "circle":
                continue
            found.append(Land(row["code"], row["path"], int(row["x"]), int(row["y"]), shade(count), count))
    return found


def shade(count: int | None) -> int | None:
    """Return the shade of a count: as many steps as it has reached, None where nothing is counted."""
    return None if count is None else sum(count >= step for step in STEPS)
