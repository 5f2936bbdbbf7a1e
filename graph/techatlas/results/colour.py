"""A table for a terminal with colours, or with folded lines, drawn by rich."""

import io
from collections.abc import Mapping, Sequence

from rich import box
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

STYLES = {"leads": "green", "amongFirstThree": "yellow", "absent": "red", "unknown": "magenta", "contradicts": "red"}


def folded(
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    right: Sequence[bool],
    widths: Sequence[int | None],
    width: int,
    signs: Mapping[str, str],
) -> str:
    """Return rows of text as a grid of a width, its columns as wide as ``widths`` say.

    ``right`` says which columns are set to the right, ``signs`` are those of :func:`techatlas.results.terminal.grid`.

    >>> print(folded(["who"], [["Contemporary Amperex"]], [False], [None], 14, {}), end="")
    <BLANKLINE>
     who
     ────────────
     Contemporary
     Amperex
    <BLANKLINE>
    """
    drawn = Grid(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading, is_right, wide in zip(headings, right, widths, strict=True):
        drawn.add_column(heading, justify="right" if is_right else "left", overflow="fold", width=wide)
    for row in rows:
        cells = [Text(cell) for cell in row]
        for cell in cells:
            for term, style in STYLES.items():
                if cell.plain.startswith(signs.get(term, "\0")):
                    cell.stylize(style)
        drawn.add_row(*cells)
    buffer = io.StringIO()
    Console(
        file=buffer,
        width=width,
        color_system="standard" if signs else None,
        force_terminal=bool(signs),
        highlight=False,
    ).print(drawn)
    return "".join(line.rstrip() + "\n" for line in buffer.getvalue().splitlines())
