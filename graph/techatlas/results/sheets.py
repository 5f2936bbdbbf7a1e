"""CSV and TSV for spreadsheets: no text becomes a formula, the encoding is known."""

import codecs
import csv
import re
from collections.abc import Sequence

from techatlas.results.number import Cell, plain

STYLES = ("csv", "tsv")
# A text that begins so is a formula to a spreadsheet, also in full width; a sign alone, a number, and words after one are none.
_PLAIN = r"INF|\s?[0-9.,]+(?:[eE][+-]?[0-9]+)?\s?%?(?:\s[^=+*/|!@(&^]*)?"
_FORMULA = rf"[=＝@＠\t\r\n]|[+＋\-－](?!(?:{_PLAIN})?\Z)"
_GUARDED = re.compile(rf"'+(?:{_FORMULA})")
_MEANT = re.compile(rf"'*(?:{_FORMULA})")


def guarded(text: str) -> str:
    """Return a text with an apostrophe before it if it begins like a formula.

    A spreadsheet does not compute it then.

    >>> guarded("=HYPERLINK(1)"), guarded("-5.3"), guarded("-1+1"), guarded("'=1"), guarded("Toyota")
    ("'=HYPERLINK(1)", '-5.3', "'-1+1", "''=1", 'Toyota')
    """
    return f"'{text}" if _MEANT.match(text) else text


def unguarded(text: str) -> str:
    """Return what :func:`guarded` was given.

    >>> unguarded("'=HYPERLINK(1)"), unguarded("'tis"), unguarded("''=1")
    ('=HYPERLINK(1)', "'tis", "'=1")
    """
    return text[1:] if _GUARDED.match(text) else text


def separated(columns: Sequence[str], rows: Sequence[Sequence[Cell]], delimiter: str) -> str:
    """Return rows as separated values, with texts guarded and numbers plain.

    >>> separated(("a", "b"), [(-1, "-1+1")], ",")
    "a,b\\n-1,'-1+1\\n"
    """
    lines = _Lines()
    writer = csv.writer(lines, delimiter=delimiter, lineterminator="\r\n")  # so that a cell with either of these is quoted
    writer.writerow(map(guarded, columns))
    writer.writerows([guarded(plain(cell)) if isinstance(cell, str | tuple) else plain(cell) for cell in row] for row in rows)
    return "".join(line.removesuffix("\r\n") + "\n" for line in lines)


class _Lines(list[str]):
    """What a writer has written, row by row."""

    write = list[str].append


def encoded(text: str) -> bytes:
    """Return separated values as a file in UTF-8, with a byte-order mark.

    >>> encoded("id")
    b'\\xef\\xbb\\xbfid'
    """
    return codecs.BOM_UTF8 + text.encode("utf-8", "backslashreplace")
