"""Find the variant forms of Chinese and Japanese characters (气 氣 気).

The search of a page finds a name by any form of its characters.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from pathlib import Path

TABLE = Path(__file__).with_name("variants.txt")


def variants(texts: Iterable[str]) -> list[str]:
    """Return the classes of forms that have a character in the texts.

    Each class is one string with all forms of one character, from ``variants.txt``.

    >>> variants(["氣"])
    ['气気氣']
    """
    used = {character for text in texts for character in unicodedata.normalize("NFKC", text)}
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#") and not used.isdisjoint(line)]
