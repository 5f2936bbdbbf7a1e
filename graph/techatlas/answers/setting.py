"""How the rows of an answer are set for reading, without what says nothing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import NamedTuple

from techatlas.answers import tree as trees
from techatlas.answers.bases import in_language
from techatlas.answers.pivot import Pivot, compared
from techatlas.answers.shorten import filled
from techatlas.results import provenance
from techatlas.results.number import is_number
from techatlas.results.table import Cell, Table, plain
from techatlas.vocabulary.words import Words

LONG_NUMBER = re.compile(r"(?<![\d.])\d{5,}")
LONGEST = 10**15  # a larger number is set with an exponent, with all its digits


@dataclass(frozen=True, slots=True)
class Form:
    """What a table is set by: the record of its rows, and its tree or pivot."""

    record: type
    tree: trees.Tree | None = None
    pivot: Pivot | None = None


class Setting(NamedTuple):
    """A table, its headings, and the columns that become notes if it is too wide."""

    table: Table
    headings: list[str]
    details: frozenset[str] = frozenset()


def set_out(
    table: Table,
    form: Form,
    words: Words,
    lang: str,
    labels: Mapping[str, str],
    width: int | None = None,
    *,
    brief: int = 0,
) -> Setting:
    """Return the table of an answer for reading, in names and without empty columns.

    ``width`` is that of the terminal; ``brief`` keeps the cells of a comparison short.

    >>> import techatlas
    >>> atlas = techatlas.open(collections=["sne-2024"])
    >>> answer = atlas.compare("catl", "byd")
    >>> set_out(answer.table, answer.form, atlas.words, "en", {"catl": "CATL", "byd": "BYD"}).headings[2:4]
    ['CATL', 'BYD']
    """
    if form.tree and table.rows:
        return _headed(trees.lines(table, form.tree, labels, words.signs, width), words, lang)
    table = in_language(table.labelled(labels), words, lang)
    if form.pivot:
        beside = frozenset(names[-1] for names in form.pivot.scope)
        return _headed(compared(table, form.pivot, words, lang, labels, apart=bool(brief)), words, lang)._replace(details=beside)
    heads = {each.metadata["heads"]: each.name for each in fields(form.record) if "heads" in each.metadata}
    table, names = _under_names(table, heads, words, lang) if table.rows else (table, {})
    details = frozenset(each.name for each in fields(form.record) if each.metadata.get("detail"))
    shown = _headed(filled(table), words, lang)
    for place, column in enumerate(shown.table.columns):
        side, of_side, name = column.partition("_")
        if side in names:
            shown.headings[place] = f"{names[side]}: {words.heading(name, lang)}" if of_side else names[side]
    return shown._replace(details=details)


def _headed(table: Table, words: Words, lang: str) -> Setting:
    return Setting(table, words.headings(table.columns, lang))


def _under_names(table: Table, heads: Mapping[str, str], words: Words, lang: str) -> tuple[Table, dict[str, str]]:
    """Return a table without the columns that name others, and the headings that these give.

    ``heads`` holds the naming column of each. Figures that are approximate say so, and long ones have an exponent. A period or
    basis that is given for both sides is not repeated for each.
    """
    names = {column: plain(table.column(by)[0]) for column, by in heads.items()}

    def shown(row: Mapping[str, Cell], column: str) -> Cell:
        cell = row[column]
        if column in heads and cell is not None and not isinstance(cell, tuple):
            text = _grouped(cell)
            return words.about(text, lang) if row.get(f"{column}_about") else text
        side, _, name = column.partition("_")
        return "" if side in heads and name in provenance.SCOPE and row[name] else cell

    rows = tuple(tuple(shown(row, column) for column in table.columns) for row in table)
    aside = {*heads.values(), *(f"{column}_about" for column in heads)}
    return replace(table, rows=rows).without(aside), names


def _grouped(cell: Cell) -> str:
    """Return a figure with its thousands apart, or with an exponent where it is very long."""
    if is_number(cell):
        return plain(cell, grouped=True) if -LONGEST < cell < LONGEST else f"{Decimal(cell).normalize():e}"
    return LONG_NUMBER.sub(lambda found: f"{int(found[0]):,}", plain(cell))
