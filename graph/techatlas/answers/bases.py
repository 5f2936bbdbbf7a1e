"""The bases of figures in a language."""

from dataclasses import replace
from typing import TypeVar

from techatlas.results.table import Cell, Table
from techatlas.vocabulary.words import Words

Kind = TypeVar("Kind", bound=Table)


def in_language(table: Kind, words: Words, lang: str) -> Kind:
    """Return a table with its bases in a language, as far as there are words for them.

    >>> from techatlas.paths import shipped
    >>> words = Words(shipped("ontology"))
    >>> in_language(Table(("basis",), (("world market; segment not stated",),)), words, "ja").rows
    (('世界市場、区分の記載なし',),)
    """
    bases = {place for place, name in enumerate(table.columns) if name.rpartition("_")[2] == "basis"}

    def told(cell: Cell) -> Cell:
        if isinstance(cell, tuple):
            return tuple(words.basis(each, lang) for each in cell)
        return words.basis(cell, lang) if isinstance(cell, str) else cell

    rows = (tuple(told(cell) if place in bases else cell for place, cell in enumerate(row)) for row in table.rows)
    return replace(table, rows=tuple(rows)) if bases else table
