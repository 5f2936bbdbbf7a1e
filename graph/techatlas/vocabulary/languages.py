"""The languages of an ontology folder, from ``ontology/languages.csv``.

Every text falls back to the first language of the table, and the site has that language at its root.
"""

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from techatlas.vocabulary.source import text, unreadable

NAME = "languages.csv"
FALLBACK = "en"


class Language(NamedTuple):
    """One language of names, answers and pages.

    ``required`` names the fields that must have a text in it. ``list_separator`` goes between the parts of a list,
    ``clause_separator`` between longer parts, ``sentence_separator`` between sentences.
    """

    code: str
    own_name: str
    english_name: str
    note: str
    required: tuple[str, ...]
    list_separator: str
    clause_separator: str
    sentence_separator: str
    font_stack: str


class Languages:
    """The languages in the order of their table."""

    def __init__(self, known: tuple[Language, ...]) -> None:
        self.known = known

    def __iter__(self) -> Iterator[Language]:
        return iter(self.known)

    def __contains__(self, code: str) -> bool:
        return code in self.codes

    @property
    def codes(self) -> tuple[str, ...]:
        """The code of each language."""
        return tuple(each.code for each in self.known)

    @property
    def first(self) -> str:
        """The code of the language that every text falls back to."""
        return self.known[0].code

    def get(self, code: str) -> Language:
        """Return the language of a code, or the first language if the code is unknown."""
        return next((each for each in self.known if each.code == code), self.known[0])


@cache
def languages(ontology: Path) -> Languages:
    """Return the languages of an ontology folder; the table is read once.

    >>> from techatlas.paths import shipped
    >>> languages(shipped("ontology")).first
    'en'

    :raises DataError: the table is missing, lacks a column, names a language twice, or does not begin with English.
    """
    rows = list(csv.DictReader(text(ontology, NAME).splitlines()))
    names = {*Language._fields}
    if not rows or not names <= rows[0].keys():
        missing = ", ".join(sorted(names - (rows[0].keys() if rows else set())))
        raise unreadable(NAME, 1, f"lacks {missing}", "restore it from the release")
    codes = [row["code"] for row in rows]
    if codes[0] != FALLBACK or len({*codes}) < len(codes):
        raise unreadable(NAME, 2, f"lists {', '.join(codes)}", f"name each language once, {FALLBACK} first")
    return Languages(tuple(_language({name: row[name] or "" for name in names}) for row in rows))


def in_language(texts: Mapping[str, str], lang: str) -> str:
    """Return a text in a language, else in English, else in the first that it has.

    >>> in_language({"en": "Japan", "ja": "日本"}, "ko")
    'Japan'
    """
    return texts.get(lang) or texts.get(FALLBACK) or next(iter(texts.values()), "")


def _language(row: Mapping[str, str]) -> Language:
    return Language(**{**row, "required": tuple(filter(None, row["required"].split("|")))})  # type: ignore[arg-type]
