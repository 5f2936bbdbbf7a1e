"""Headings and sentences of answers and pages, from ``ontology/words/*.csv``.

A key is ``column.NAME`` for the heading of a column, ``basis.TEXT`` for a text of the column ``basis``, ``say.TERM`` for the
sentence pattern of a claim, else ``ANSWER.NAME`` for a title or a remark. The parts in braces are filled with what the answer
found: ``{country} holds {count|input|inputs}``.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from techatlas.results.table import Cell, Id, plain
from techatlas.vocabulary.languages import FALLBACK, Languages, in_language, languages
from techatlas.vocabulary.patterns import Filled, fill
from techatlas.vocabulary.source import text, unreadable


class Remark(NamedTuple):
    """The key and the values of a sentence that belongs to an answer.

    It is the title, an assumption, a limit, or something that is not known. A value may be another remark, or several: parts
    of the sentence that are worded on their own.
    """

    key: str
    values: "tuple[tuple[str, Value], ...]" = ()

    @property
    def ids(self) -> frozenset[Id]:
        """Every id that the sentence names.

        >>> sorted(say("path.title", start=Id("tsmc"), end=Id("nvidia")).ids)
        ['nvidia', 'tsmc']
        """
        return frozenset(each for _, value in self.values for each in _ids(value))


Value = Cell | Remark | tuple[Remark, ...]


def _ids(value: Value) -> Iterator[Id]:
    if isinstance(value, Remark):
        yield from value.ids
    elif isinstance(value, tuple):
        for each in value:
            yield from _ids(each)
    elif isinstance(value, Id):
        yield value


def say(key: str, **values: Value) -> Remark:
    """Return the remark of a key with values for its parts in braces.

    >>> remark = say("path.title", start=Id("tsmc"), end=Id("nvidia"))
    >>> remark.key, dict(remark.values)
    ('path.title', {'start': 'tsmc', 'end': 'nvidia'})
    """
    return Remark(key, tuple(values.items()))


class Words:
    """The headings and sentences of an ontology folder, read on first use.

    >>> from techatlas.paths import shipped
    >>> Words(shipped("ontology")).heading("published", "ja")
    '公表日'
    """

    def __init__(self, ontology: Path) -> None:
        self._ontology = ontology

    @property
    def languages(self) -> Languages:
        """The languages of the ontology folder."""
        return languages(self._ontology)

    @property
    def signs(self) -> dict[str, str]:
        """The symbol of each term that has one."""
        from techatlas.vocabulary.symbols import signs

        return signs(self._ontology)

    @cached_property
    def entries(self) -> dict[str, dict[str, str]]:
        """Each key with its text by language.

        :raises DataError: a table cannot be read, or names a key twice.
        """
        found: dict[str, dict[str, str]] = {}
        for path in sorted((self._ontology / "words").glob("*.csv")):
            name = f"words/{path.name}"
            lines = csv.reader(text(self._ontology, name).splitlines())
            header = next(lines, [])
            if header[:1] != ["key"]:
                raise unreadable(name, 1, "does not begin with the column key", "write the keys into the first column")
            for key, *cells in filter(None, lines):
                if not key or key in found:
                    raise unreadable(
                        name, lines.line_num, f"has the key {key!r} twice or not at all", "give each line its own key"
                    )
                found[key] = dict(zip(header[1:], cells, strict=False))
        return found

    def heading(self, column: str, lang: str) -> str:
        """Return the heading of a column, or its name if the tables have no words."""
        return self._own(f"column.{column}", lang) or column.replace("_", " ")

    def headings(self, columns: Iterable[str], lang: str) -> list[str]:
        """Return the headings of columns in a language.

        >>> from techatlas.paths import shipped
        >>> Words(shipped("ontology")).headings(["published"], "ja")
        ['公表日']
        """
        return [self.heading(name, lang) for name in columns]

    def basis(self, basis: str, lang: str) -> str:
        """Return the basis of a figure in a language, or as its claim has it."""
        return self._own(f"basis.{basis}", lang) or basis

    def about(self, number: str, lang: str) -> str:
        """Return an approximate number in words.

        >>> from techatlas.paths import shipped
        >>> Words(shipped("ontology")).about("70 %", "ja")
        '約70 %'
        """
        return self._own("say.about", lang).replace("{number}", number) or number

    def texts(self, key: str) -> dict[str, str]:
        """Return the words of a key by language, without the empty ones.

        :raises KeyError: no table has the key.
        """
        return {lang: word for lang, word in self.entries[key].items() if word}

    def _own(self, key: str, lang: str) -> str:
        """Return the words of a key in a language, else in English, else nothing."""
        known = self.entries.get(key, {})
        return known.get(lang) or known.get(FALLBACK, "")

    def sentence(self, remark: Remark, lang: str, labels: Mapping[str, str]) -> str:
        """Return a remark in a language, ids replaced by names.

        :raises DataError: there are no words for its key.
        """
        entry = self.entries.get(remark.key)
        if entry is None:
            raise unreadable("words", 0, f"has no words for {remark.key}", "add a line to a table there")
        filled = {name: self._told(value, lang, labels) for name, value in remark.values}
        return fill(in_language(entry, lang), lambda name: Filled(filled[name], filled[name] in {"", "0"}))

    def _told(self, value: Value, lang: str, labels: Mapping[str, str]) -> str:
        if isinstance(value, Remark):
            return self.sentence(value, lang, labels)
        if isinstance(value, tuple):
            return self.languages.get(lang).list_separator.join(self._told(each, lang, labels) for each in value)
        return labels.get(value, value) if isinstance(value, Id) else plain(value, grouped=True)
