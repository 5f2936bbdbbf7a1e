"""Forms of one Chinese or Japanese character (气 氣 気), so that a search for one finds the others."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from pathlib import Path

TABLE = Path(__file__).with_name("variants.txt")


def variants(texts: Iterable[str]) -> list[str]:
    """The classes of forms, each as one string, of which some character occurs in the texts."""
    used = {sign for text in texts for sign in unicodedata.normalize("NFKC", text)}
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#") and not used.isdisjoint(line)]
