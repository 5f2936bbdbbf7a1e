"""How much room a text takes in a terminal."""

import re
from collections.abc import Sequence

BRIEF, BRIEFEST = 1, 2  # notes and remarks that are not whole
COLOUR = re.compile("\x1b\\[[0-9;]*m")


def width_of(text: str) -> int:
    """Return the width of a text in terminal columns; a Japanese character takes two.

    >>> width_of("CATL"), width_of("寧徳時代")
    (4, 8)
    """
    if text.isascii() and text.isprintable():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def height_of(text: str, width: int | None = None) -> int:
    """Return how many lines of a terminal a text takes; a wide line takes several.

    >>> height_of("CATL and BYD\\n", 10), height_of("寧徳時代\\n比亜迪", 5), height_of("CATL\\n\\nBYD")
    (2, 4, 3)
    """
    lines = COLOUR.sub("", text).splitlines()
    return sum(_folds(line, width) for line in lines) if width else len(lines)


def _folds(line: str, width: int) -> int:
    if width_of(line) <= width:
        return 1
    if line.isascii():
        return -(-len(line) // width)
    folds, taken = 1, 0
    for character in line:
        taken += (wide := width_of(character))
        if taken > width:
            folds, taken = folds + 1, wide
    return folds


def endings(lines: Sequence[str], width: int | None, *, brief: int) -> list[str]:
    """Return the sentences that end an answer, as a list.

    At their briefest, those after the second have one line of a terminal each.

    >>> endings(["Signs.", "Range.", "Others are not in the atlas."], 20, brief=BRIEFEST)
    ['· Signs.', '· Range.', '· Others are not in…']
    """
    room = width if brief == BRIEFEST else None
    return [cut(f"· {line}", room) if room and number > 1 else f"· {line}" for number, line in enumerate(lines)]


def cut(text: str, width: int) -> str:
    """Return a text at most ``width`` columns wide; three dots are for what is cut.

    >>> cut("Contemporary Amperex", 12), cut("寧徳時代", 6), cut("CATL", 4)
    ('Contemporar…', '寧徳…', 'CATL')
    """
    if width_of(text) <= width:
        return text
    kept, taken = "", 1
    for character in text:
        taken += width_of(character)
        if taken > width:
            break
        kept += character
    return kept.rstrip(" ·;") + "…"
