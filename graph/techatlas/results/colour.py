"""A table for a terminal with colours, or with folded lines, drawn by rich."""

import io
from collections.abc import Collection, Mapping, Sequence

from rich import box
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

STYLES = {"leads": "green", "amongFirstThree": "yellow", "absent": "red", "unknown": "magenta", "contradicts": "red"}


def folded(
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    headings: Sequence[str],
    figures: Collection[str],
    shares: Collection[str],
    width: int,
    signs: Mapping[str, str],
) -> str:
    """Return rows of text as a grid of a width.

    The arguments are those of :func:`techatlas.results.terminal.grid`.

    >>> print(folded(["who"], [["Contemporary Amperex"]], ["who"], (), (), 14, {}), end="")
    <BLANKLINE>
     who
     ────────────
     Contemporary
     Amperex
    <BLANKLINE>
    """
    drawn = Grid(box=box.SIMPLE_HEAD, pad_edge=False)
    for column, heading in zip(columns, headings, strict=True):
        drawn.add_column(heading, justify="right" if column in figures else "left", overflow="fold", no_wrap=column in shares)
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
