"""Shorten rows, columns and lists of names, and count what is left out."""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

from techatlas.results.table import Table

Row = TypeVar("Row")
EQUAL: Mapping[Hashable, int] = {}


def evenly(rows: Sequence[Row], parts: Sequence[Hashable], limit: int, weight: Mapping[Hashable, int] = EQUAL) -> tuple[Row, ...]:
    """Return the first rows of each part, ``limit`` in all, in their order.

    ``parts`` names the part of each row. Each part gets one row in turn, or as many as its ``weight``; a part that is short
    leaves its room to the others.

    >>> evenly(["catl", "byd", "sne", "ev"], ["company", "company", "institution", "sector"], 3)
    ('catl', 'sne', 'ev')
    """
    sizes, room, seen = Counter(parts), Counter[Hashable](), Counter[Hashable]()
    turns = [part for part in sizes for _ in range(weight.get(part, 1))]
    while room.total() < min(limit, len(rows)):
        for part in turns:
            if room[part] < sizes[part] and room.total() < limit:
                room[part] += 1
    kept = []
    for row, part in zip(rows, parts, strict=True):
        seen[part] += 1
        if seen[part] <= room[part]:
            kept.append(row)
    return tuple(kept)


def few(names: Sequence[Row], limit: int) -> tuple[Row | str, ...]:
    """Return the first names, and how many more there are.

    >>> few(["catl", "byd", "sne"], 2), few(["catl"], 2)
    (('catl', 'byd', '+1'), ('catl',))
    """
    more = len(names) - limit
    return (*names[:limit], f"+{more}") if more > 0 else tuple(names)


def filled(table: Table) -> Table:
    """Return a table without the columns that hold nothing in any row.

    >>> filled(Table(("a", "b"), ((1, None), (3, "")))).columns
    ('a',)
    """
    return table.without({name for name in table.columns if all(cell in (None, "", ()) for cell in table.column(name))})
