"""The words of questions in all languages, and the forms of numbers and dates.

Words of one meaning count as the same word, in whatever language. What has no meaning here is unknown.
"""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from techatlas.vocabulary.source import rows
from techatlas.vocabulary.spelling import IDEOGRAPH, Spelling, spelling

ENDINGS = re.compile(r"(?<=[a-z]{3})(?:ing|ed|es|s|e)$")
DOUBLE = re.compile(r"([b-df-hj-np-tv-z])\1$")
PLURAL = re.compile(r"(?<=[a-z]{2})(?<![sui])s$")


class Form(NamedTuple):
    """How a number or a date is written, the slots that it can fill, and with what."""

    slots: tuple[str, ...]
    pattern: re.Pattern[str]
    value: str


class Lexicon:
    """The words, names, slots and forms of an ontology folder.

    >>> from techatlas.paths import shipped
    >>> words = Lexicon(shipped("ontology"))
    >>> words.meaning(words.key("leaders")) == words.meaning(words.key("首位"))
    True
    >>> words.values("on 27 January 2025")[0]
    (3, 18, ('day', 'date', 'period'), '2025-01-27')
    """

    def __init__(self, ontology: Path) -> None:
        self.spelling: Spelling = spelling(ontology)
        self._meanings: dict[str, str] = {}
        self._languages: dict[str, frozenset[str]] = {}
        self.longest: dict[str, int] = {}
        for row in rows(ontology, "asking/words.csv", {"meaning", "lang", "words"}):
            for word in row["words"].split(";"):
                key = self.key(word)
                self._meanings.setdefault(key, row["meaning"])
                self.longest[key[:1]] = max(len(key), self.longest.get(key[:1], 1))
                self._languages[key] = self.languages(key) | {row["lang"]}
        named = rows(ontology, "asking/names.csv", {"words", "things"})
        self.names = {self.key(word): row["things"].split() for row in named for word in row["words"].split(";")}
        self.kinds = {row["slot"]: set(row["kinds"].split()) for row in rows(ontology, "asking/slots.csv", {"slot", "kinds"})}
        self.every_kind = frozenset().union(*self.kinds.values())
        forms = rows(ontology, "asking/numbers.csv", {"slots", "pattern", "value"})
        self._forms = [
            Form(tuple(row["slots"].split()), re.compile(self.spelling.one_form(row["pattern"]), re.IGNORECASE), row["value"])
            for row in forms
        ]

    def key(self, text: str) -> str:
        """Return a word in the form for comparison, without the endings of English."""
        return close(" ".join(map(stem, self.spelling.words(text).split())))

    def meaning(self, key: str) -> str | None:
        """Return what a word means, or None for an unknown word.

        An empty text means that it carries nothing.
        """
        return self._meanings.get(key)

    @property
    def words(self) -> Iterable[str]:
        """Every known word."""
        return self._meanings.keys()

    def languages(self, key: str) -> frozenset[str]:
        """Return the languages in which a word is known."""
        return self._languages.get(key, frozenset())

    def values(self, text: str) -> list[tuple[int, int, tuple[str, ...], str]]:
        """Return the numbers and dates in a text.

        Of each, where it begins and ends, the slots that it can fill, and with what.
        """
        found = []
        for form in self._forms:
            for at in form.pattern.finditer(text):
                parts = {name: int(part) for name, part in at.groupdict().items() if part}
                found.append((at.start(), at.end(), form.slots, form.value.format(**parts)))
        return found


@cache
def lexicon(ontology: Path) -> Lexicon:
    """Return the words of an ontology folder; the tables are read once.

    >>> from techatlas.paths import shipped
    >>> lexicon(shipped("ontology")) is lexicon(shipped("ontology"))
    True

    :raises DataError: a table is missing or lacks a column.
    """
    return Lexicon(ontology)


def stem(word: str) -> str:
    """Return an English word without its ending, another word unchanged.

    >>> [stem(word) for word in ("supplies", "supplied", "supplying", "首位", "controlled")]
    ['supply', 'supply', 'supply', '首位', 'control']
    """
    if not word.isascii() or not word.isalpha():
        return word
    for ending in ("ies", "ied"):
        if word.endswith(ending) and len(word) > 4:
            return word[:-3] + "y"
    return DOUBLE.sub(r"\1", ENDINGS.sub("", word))


def singular(word: str) -> str:
    """Return a word without the ending of a plural.

    >>> [singular(word) for word in ("drones", "batteries", "asus", "h100s")]
    ['drone', 'battery', 'asus', 'h100']
    """
    if word[-1:] != "s":
        return word
    if word.endswith("ies") and len(word) > 4 and word.isascii():
        return word[:-3] + "y"
    return PLURAL.sub("", word) if word.isalpha() else re.sub(r"(?<=[0-9])s$", "", word)


def close(words: str) -> str:
    """Return words without the spaces beside a character.

    >>> close("ai 半導体 gpt 4")
    'ai半導体gpt 4'
    """
    if words.isascii() or " " not in words:
        return words
    return re.sub(f" (?={IDEOGRAPH.pattern})|(?<={IDEOGRAPH.pattern}) ", "", words)
