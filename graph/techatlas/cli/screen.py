"""Fit an answer on the screen: as many of its rows as there is room for."""

import os
from collections.abc import Callable
from typing import Any, NamedTuple

from techatlas.cli.writing import is_terminal
from techatlas.results.widths import BRIEF, BRIEFEST, height_of

LINES, LINES_OF_A_TREE = 50, 100  # of a screen whose height is not known; of an answer that is a tree, whatever its height
FEW = 8  # rows that a lower screen shows too, if they are not higher than LINES


class Screen(NamedTuple):
    """The width and height of a terminal, in columns and lines.

    An unknown width is as wide as needed.
    """

    width: int | None = None
    height: int = LINES

    def fit(self, told: Callable[[int, int], str], most: int) -> str:
        """Return the text of an answer with as many rows as fit, at most ``most``.

        ``told`` gives the text for a number of rows, and how brief the notes are: 0 for whole. They are as brief as needed
        for the rows to fit.

        >>> Screen(80, 3).fit(lambda rows, brief: "row\\n" * rows, 24)
        'row\\nrow\\nrow\\nrow\\nrow\\nrow\\nrow\\nrow\\n'
        >>> Screen(80, 30).fit(lambda rows, brief: "row\\n" * rows, 40).count("row")
        30
        """
        whole = told(most, 0)
        if height_of(whole, self.width) <= self.height:
            return whole
        fitting = [(self._most(told, most, self.height, brief), brief) for brief in (BRIEF, BRIEFEST)]
        rows, brief = max(fitting, key=lambda each: (each[0], -each[1]))
        return told(max(rows, self._most(told, min(FEW, most), LINES, brief), 1), brief)

    def _most(self, told: Callable[[int, int], str], most: int, height: int, brief: int) -> int:
        """Return how many rows, at most ``most``, fit in a height."""
        least = 0
        while least < most:
            middle = (least + most + 1) // 2
            if height_of(told(middle, brief), self.width) <= height:
                least = middle
            else:
                most = middle - 1
        return least


def screen(options: dict[str, Any], *, tree: bool = False) -> Screen:
    """Return the screen on which a command writes; that of a ``tree`` may be scrolled.

    >>> screen({"output": None}).height >= 20
    True
    """
    if not on_terminal(options):
        return Screen(height=LINES_OF_A_TREE if tree else LINES)
    from shutil import get_terminal_size

    width, height = get_terminal_size((80, LINES + 1))
    return Screen(width, LINES_OF_A_TREE if tree else height - 1)  # the last line is for the prompt


def on_terminal(options: dict[str, Any]) -> bool:
    """Return whether a command writes to a terminal.

    >>> on_terminal({"output": "answer.txt"})
    False
    """
    return options["output"] is None and is_terminal()


def is_coloured(options: dict[str, Any]) -> bool:
    """Return whether a command writes in colour: on a terminal, if the user lets it.

    >>> is_coloured({"output": "answer.txt"})
    False
    """
    return on_terminal(options) and "NO_COLOR" not in os.environ


def is_to_fit(options: dict[str, Any]) -> bool:
    """Return whether an answer is shortened to fit on the screen.

    >>> is_to_fit({"limit": 5, "everything": False, "style": "table", "output": None})
    False
    """
    wanted = options["everything"] or options["limit"]
    return not wanted and options["style"] == "table" and options["output"] is None
