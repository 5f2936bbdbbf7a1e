"""Markdown in which a row stays one row, and no text is markup."""

import re
from collections.abc import Sequence

from techatlas.errors import visible
from techatlas.results.number import Cell, plain

BREAK = re.compile(r"\r\n?|\n")
# Characters that are markup anywhere; an underscore at the edge of a word; what looks like a character reference.
_MARKUP = re.compile(r"[\\`*\[\]<>|~$]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
_BLOCK = re.compile(r"^([#+-]|[0-9]+[.)]|=+$)")


def cell(text: str) -> str:
    """Return a text for one cell of a table.

    >>> cell("a|b\\n<b>*c*</b> snake_case _d_ &amp;")
    'a\\\\|b<br>\\\\<b\\\\>\\\\*c\\\\*\\\\</b\\\\> snake_case \\\\_d\\\\_ \\\\&amp;'
    """
    return "<br>".join(visible(_MARKUP.sub(r"\\\g<0>", line)) for line in BREAK.split(text))


def paragraph(text: str) -> str:
    """Return a text as one paragraph, or as one entry of a list.

    >>> paragraph("1. January"), paragraph("- <i>")
    ('1\\\\. January', '\\\\- \\\\<i\\\\>')
    """
    return _BLOCK.sub(lambda match: f"{match[0][:-1]}\\{match[0][-1]}", cell(text.strip(" ")))


def table(columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    """Return rows as a table.

    >>> print(table(("a", "b"), [(1, "x|y")]), end="")
    | a | b |
    | --- | --- |
    | 1 | x\\|y |
    """
    lines = [list(map(cell, columns)), ["---"] * len(columns)]
    lines += [[cell(plain(each)) for each in row] for row in rows]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)
