"""Divide a text into names of things, known words, values, and what is unknown."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import groupby
from math import inf
from typing import NamedTuple

from techatlas.routing.lexicon import Lexicon, close, lexicon, singular, stem
from techatlas.store.graph import Graph
from techatlas.store.naming import names
from techatlas.vocabulary.spelling import BRACKETED, FORMS, IDEOGRAPH, WORDS

UNIT = re.compile(rf"{IDEOGRAPH.pattern}|[^\W_]+?(?=[^\w]|_|$|{IDEOGRAPH.pattern})")
POSSESSIVE = re.compile(r"(?<=\w)['’]s\b", re.IGNORECASE)
KANA = re.compile("[\u3041-\u3096]")
KATAKANA = re.compile("[\u30a1-\u30fa\u30fc]")
HAN = re.compile("[\u3400-\u9fff]")
PIECE = re.compile(f"{KATAKANA.pattern}+|.", re.DOTALL)
APART = "\ua66e"  # a letter that no name has: names are brought into one form all at once
LONGEST = 40
BRACKETS = {ord("（"): "(", ord("）"): ")"}
KATAKANA_ONLY = re.compile(f"{KATAKANA.pattern}+")
SHORTEST = 5  # a word of this many letters may have one wrong, one of twice as many two
LITTLE = 2  # unknown kana, up to this many, carry nothing
# What each token costs: the cheapest division of a text is taken, which is that of the longest known words.
KNOWN, UNKNOWN_WORD, UNKNOWN_CHARACTER, UNKNOWN_KANA = 1.0, 3.0, 2.0, 1.5


class Unit(NamedTuple):
    """A word, or one character of a text without spaces, and where it is."""

    text: str
    start: int
    end: int
    name: str
    word: str


class Token(NamedTuple):
    """A part of a text: a name of things, a word with a meaning, a value.

    Else it is unknown. A word may be a name too. A name with a letter wrong is a slip.
    """

    text: str
    things: tuple[str, ...] = ()
    meaning: str | None = None
    value: tuple[tuple[str, ...], str] | None = None
    languages: frozenset[str] = frozenset()
    slip: bool = False

    @property
    def known(self) -> bool:
        """Whether anything is known about it."""
        return bool(self.things or self.value) or self.meaning is not None


class Spotter:
    """Finds what a text names and says.

    >>> import techatlas
    >>> spotter = Spotter(techatlas.open(collections=["sne-2024"]).store)
    >>> [token.things or token.meaning for token in spotter.tokens("who leads in EV batteries")]
    ['who', 'lead', '', ('ev-battery',)]
    >>> [token.text for token in spotter.tokens("寧徳時代の蟹は") if not token.known]
    ['蟹']
    """

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self.lexicon: Lexicon = lexicon(graph.context.ontology)
        self._seen: dict[str, tuple[str, str]] = {}

    @cached_property
    def _names(self) -> dict[str, tuple[str, ...]]:
        """The things of each name, in the form for comparison."""
        rows = [(id, name.translate(BRACKETS) if "（" in name else name) for id, name in names(self._graph).rows]
        found: dict[str, dict[str, None]] = {}
        for key, id in self._keys(rows):
            found.setdefault(key, {})[id] = None
        for key, id in self._keys([(id, BRACKETED.sub(" ", name)) for id, name in rows if "(" in name]):
            found.setdefault(key, {id: None})
        return {key: tuple(ids) for key, ids in found.items() if len(key) > 1 and not key.isdigit()}

    def _keys(self, rows: list[tuple[str, str]]) -> Iterable[tuple[str, str]]:
        """Return the names of things in the form for comparison, with and without their legal forms."""
        forms = self.lexicon.spelling.words(f" {APART} ".join(name for _, name in rows)).split(APART)
        for (id, _), form in zip(rows, forms, strict=True):
            words = [singular(word) for word in form.split()]
            yield close(" ".join(words)), id
            while len(words) > 1 and words[-1] in WORDS:
                words = words[:-1]
                yield " ".join(words), id
            if len(words) == 1 and not words[0].isascii() and (bare := FORMS.sub("", words[0])) != words[0]:
                yield bare, id

    @cached_property
    def _joined(self) -> dict[str, tuple[str, ...]]:
        """The same without spaces, for names that are written apart or together."""
        return {key.replace(" ", ""): ids for key, ids in self._names.items() if len(key) > 4}

    def tokens(self, text: str, *, named: bool = True) -> list[Token]:
        """Return the parts of a text in their order.

        With ``named`` false, names and values are not looked for.
        """
        text = POSSESSIVE.sub("", unicodedata.normalize("NFKC", text))
        form, starts = self._aligned(text) if named else (self.lexicon.spelling.one_form(text), range(len(text) + 1))
        units = [Unit(at[0], at.start(), at.end(), *self._forms(at[0])) for at in UNIT.finditer(form)]
        values = self._values(form, units) if named else {}
        best: list[tuple[float, int, Token]] = [(0.0, 0, Token(""))] + [(inf, 0, Token(""))] * len(units)
        for start in range(len(units)):
            for end, token in self._from(units, start, values, named=named):
                token = token._replace(text=text[starts[units[start].start] : starts[units[end - 1].end]].strip())
                cost = best[start][0] + _cost(token)
                if cost < best[end][0]:
                    best[end] = cost, start, token
        found, at = [], len(units)
        while at:
            found.append(best[at][2])
            at = best[at][1]
        tokens = _whole([part for token in found[::-1] for part in self._each(token)])
        return [self._slip(token) if named and not token.known else token for token in tokens]

    def _aligned(self, text: str) -> tuple[str, Sequence[int]]:
        """Return a text in one form, and where in the text each of its characters begins."""
        form, starts = "", []
        for piece in PIECE.finditer(text):
            one_form = self.lexicon.spelling.one_form(piece[0])
            form += one_form
            starts += [min(piece.start() + at, piece.end() - 1) for at in range(len(one_form))]
        return form, [*starts, len(text)]

    def _from(
        self, units: list[Unit], start: int, values: Mapping[tuple[int, int], tuple[tuple[str, ...], str]], *, named: bool
    ) -> Iterable[tuple[int, Token]]:
        """Return every token that begins with a unit, and where it ends; the unit alone always is one."""
        name = word = ""
        longest = LONGEST if named else self.lexicon.longest.get(units[start].word[:1], 1)
        for end, unit in enumerate(units[start : start + longest], start + 1):
            apart = " " if word and not IDEOGRAPH.match(unit.text) and not IDEOGRAPH.search(units[end - 2].text) else ""
            name, word = name + apart + unit.name, word + apart + unit.word
            meaning, value = self.lexicon.meaning(word), values.get((start, end))
            things = self._things(name, word, units[start:end], meaning) if named else ()
            if things or value or meaning is not None or end == start + 1:
                yield end, Token("", things, meaning, value, self.lexicon.languages(word))

    def _things(self, name: str, word: str, units: list[Unit], meaning: str | None) -> tuple[str, ...]:
        """Return the things that are called so and can be asked about."""
        if word in self.lexicon.names:
            return tuple(self.lexicon.names[word])
        if meaning == "" and units[0].text.islower():
            return ()  # "us", not "US"
        found = self._names.get(name, ())
        if not found and len(units) > 1 and not any(self.lexicon.meaning(unit.word) == "" for unit in units):
            found = self._joined.get(name.replace(" ", ""), ())
        return self._known_things(found)

    def _known_things(self, things: Iterable[str]) -> tuple[str, ...]:
        """Return the things that can fill a slot."""
        return tuple(sorted(thing for thing in things if str(self._graph.kind(thing)) in self.lexicon.every_kind))

    def _each(self, token: Token) -> list[Token]:
        """Return the word for several peoples as one name for each."""
        several = self.lexicon.names.get(self.lexicon.key(token.text), []) if len(token.things) > 1 else []
        return [token._replace(things=(thing,)) for thing in several] or [token]

    def _slip(self, token: Token) -> Token:
        """Return an unknown word as the name or word that it is with a letter or two wrong, if there is one."""
        name, word = self._forms(token.text)
        allowed = int(len(name) >= SHORTEST) + int(len(name) >= 2 * SHORTEST)
        if not allowed or not ((name.isascii() and name.isalpha()) or KATAKANA_ONLY.fullmatch(name)):
            return token
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extractOne

        nearest = extractOne(name, self._names.keys(), scorer=OSA.distance, score_cutoff=allowed)
        if nearest and (things := self._known_things(self._names[nearest[0]])):
            return token._replace(things=things, slip=True)
        meant = extractOne(word, self.lexicon.words, scorer=OSA.distance, score_cutoff=1)
        return token._replace(meaning=self.lexicon.meaning(meant[0]), slip=True) if meant else token

    def _forms(self, text: str) -> tuple[str, str]:
        """Return a unit as part of a name and as a word."""
        if text not in self._seen:
            plain = self.lexicon.spelling.words(text)
            self._seen[text] = singular(plain), stem(plain)
        return self._seen[text]

    def _values(self, text: str, units: list[Unit]) -> dict[tuple[int, int], tuple[tuple[str, ...], str]]:
        """Return the numbers and dates in a text, by the units that they take."""
        found: dict[tuple[int, int], tuple[tuple[str, ...], str]] = {}
        for start, end, slots, value in self.lexicon.values(text):
            taken = [at for at, unit in enumerate(units) if unit.start < end and start < unit.end]
            if taken and units[taken[0]].start >= start and units[taken[-1]].end <= end:
                found.setdefault((taken[0], taken[-1] + 1), (slots, value))
        return found


def _cost(token: Token) -> float:
    if token.known:
        return KNOWN
    if not IDEOGRAPH.search(token.text):
        return UNKNOWN_WORD
    return UNKNOWN_KANA if KANA.match(token.text) else UNKNOWN_CHARACTER


def _whole(tokens: list[Token]) -> list[Token]:
    """Join unknown characters; a word in katakana of which a part is unknown is unknown, and few kana carry nothing."""
    found: list[Token] = []
    for token in tokens:
        if found and _is_one(found[-1], token):
            found[-1] = Token(found[-1].text + token.text)
        else:
            found.append(token)
    found = _no_word(found)
    few = {token: token._replace(meaning="") for token in found if len(token.text) <= LITTLE and KANA.match(token.text)}
    return [token if token.known else few.get(token, token) for token in found]


def _no_word(tokens: list[Token]) -> list[Token]:
    """Return several characters in a row that carry nothing one by one as an unknown word."""
    found: list[Token] = []
    for _, group in groupby(tokens, lambda token: token.meaning == "" and len(token.text) == 1 and bool(HAN.match(token.text))):
        row = list(group)
        alone = len(row) > LITTLE and not row[0].things and row[0].meaning == "" and len(row[0].text) == 1
        found += [Token("".join(token.text for token in row))] if alone and HAN.match(row[0].text) else row
    return found


def _is_one(first: Token, second: Token) -> bool:
    """Return whether two tokens are parts of one unknown word."""
    if first.known and second.known:
        return False
    ends = first.text[-1], second.text[0]
    if all(map(KATAKANA.match, ends)):
        return True
    alike = all(map(KANA.match, ends)) or all(IDEOGRAPH.match(end) and not KANA.match(end) for end in ends)
    return not first.known and not second.known and alike
