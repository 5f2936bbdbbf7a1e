"""What in the text of a cell is suspicious, though the cell can be read."""

import re
import unicodedata
from html import unescape
from typing import NamedTuple

from techatlas.tables.damage import damage
from techatlas.values import characters

ENTITY = re.compile(
    r"&(?:#[0-9]{2,7}|#[xX][0-9a-fA-F]{2,6}|amp|lt|gt|quot|apos|nbsp|[A-Za-z]{1,6}(?:acute|grave|uml|circ|tilde|cedil|ring|slash|lig));"
)
FORMULA = "=+-@\t\r"
PLAIN_NUMBER = re.compile(r"[+-]\s?[0-9][0-9.,]*(?:[eE][+-]?[0-9]+)?\s*%?(?:\s[^=+*/|!@]*)?")  # with words after it, or none


class Suspicion(NamedTuple):
    """What is wrong with a cell and how to fix it; a certain one is a fault."""

    message: str
    fix: str
    certain: bool = False


def suspicions(cell: str) -> list[Suspicion]:
    """Return what is suspicious in the text of a cell, the certain first.

    >>> [each.message for each in suspicions("=SUM(1+1) GmbH")], suspicions("-9.2%")
    (['begins like a formula, which a spreadsheet would run'], [])
    >>> suspicions("譌･譛ｬ")[0].fix, suspicions("譌･譛ｬ")[0].certain
    ('write 日本', True)
    """
    if not cell or (cell.isascii() and cell[0] not in FORMULA and "?" not in cell and "&" not in cell):
        return []
    found = []
    if hurt := damage(cell):
        fix = f"write {hurt.restored}" if hurt.restored else "copy the text from the source again, and save the file as CSV UTF-8"
        found.append(Suspicion(hurt.message, fix, bool(hurt.restored)))
        if hurt.restored:
            return found
    if entity := ENTITY.search(cell):
        found.append(Suspicion(f"contains {entity[0]}, which is how web pages write a character", f"write {unescape(cell)}"))
    if unseen := characters.unseen(cell):
        found.append(Suspicion(f"contains {', '.join(unseen)}", f"write {characters.without_unseen(cell)}"))
    if alike := characters.lookalikes(cell):
        message = f"mixes alphabets in letters that look the same: {', '.join(alike)}"
        found.append(Suspicion(message, f"write {characters.in_latin_words(cell)} if Latin letters are meant"))
    if _is_formula(cell):
        fix = f"write '{cell}; the apostrophe is not read"
        found.append(Suspicion("begins like a formula, which a spreadsheet would run", fix))
    return found


def _is_formula(cell: str) -> bool:
    first = unicodedata.normalize("NFKC", cell[0])
    return first in FORMULA and len(cell.strip()) > 1 and not PLAIN_NUMBER.fullmatch(first + cell[1:])
