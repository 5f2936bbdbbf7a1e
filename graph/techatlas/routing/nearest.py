"""How near a text is to the examples of each question, by words and names.

The nearness is the cosine of the two, each word weighing the more the fewer questions it is asked in.
"""

import re
from collections import Counter
from collections.abc import Mapping
from itertools import pairwise
from math import log, sqrt
from pathlib import Path
from typing import NamedTuple

from techatlas.routing.spotting import Spotter, Token
from techatlas.vocabulary.questions import Questions
from techatlas.vocabulary.source import rows

# A slot: of a command, with + for several values; of a phrasing, with * for a name that the command does not take.
SLOT = re.compile(r"\{(\w+)([+*]?)\}")
A_NAME = 2.2  # the weight of a name or a value, that of a word being about 1 to 4
GENERAL = 0.8  # what a name counts in a slot that takes anything, in parts of its weight
ORDER = 0.5  # the weight of two words in their order, in parts of their own


NAMED = "{}"  # represents a name or a value in the order of words


Pairs = frozenset[tuple[str, str]]


class Example(NamedTuple):
    """One phrasing: the command that answers it, its words, its slots in order."""

    command: str
    words: frozenset[str]
    pairs: Pairs
    slots: tuple[tuple[str, str], ...]
    several: str


class Asked(NamedTuple):
    """A part of a text that carries something.

    ``fills`` has the slots that it can fill, each with which things.
    """

    token: Token
    fills: Mapping[str, tuple[str, ...]]

    @property
    def sign(self) -> str:
        """Its symbol in the order of words."""
        return NAMED if self.fills else self.token.meaning or self.token.text


class Near(NamedTuple):
    """An example with its nearness, what fills its slots, and what it leaves aside."""

    nearness: float
    example: Example
    filled: tuple[tuple[str, Asked], ...]
    aside: tuple[Asked, ...]


class Examples:
    """The examples in one language: phrasings of commands, titles of questions."""

    def __init__(self, spotter: Spotter, ontology: Path, questions: Questions, lang: str) -> None:
        self._spotter, self._lang = spotter, lang
        phrases = [
            (row["command"], phrase)
            for row in rows(ontology, "asking/intents.csv", {"command", "lang", "phrases"})
            if row["lang"] == lang
            for phrase in row["phrases"].split(";")
        ]
        phrases += [(f"ask {name}", questions.get(name).title(lang)) for name in questions.names()]
        self.questions = dict(reversed(phrases))
        self.all = [self._example(command, phrase) for command, phrase in phrases]
        having = Counter(word for _, word in {(each.command, word) for each in self.all for word in each.words})
        commands = len({each.command for each in self.all})
        self._rare = log(1 + commands)
        self._weights = {word: log(1 + commands / count) for word, count in having.items()}

    def _example(self, command: str, phrase: str) -> Example:
        signs: list[str] = []
        slots = SLOT.findall(phrase)
        for at, part in enumerate(SLOT.sub("\n", phrase).split("\n")):
            signs += [NAMED] * (at > 0)
            signs += [token.text if token.meaning is None else token.meaning for token in self._spotter.tokens(part, named=False)]
        words = [sign for sign in signs if sign]
        several = "".join(slot for slot, plus in SLOT.findall(command) if plus)
        return Example(command, frozenset(words) - {NAMED}, frozenset(pairwise(words)), tuple(slots), several)

    def nearest(self, asked: list[Asked]) -> list[Near]:
        """Return the nearest example of each command, the nearest first.

        A command whose slots the text does not fill is left out.
        """
        pairs = frozenset(pairwise(each.sign for each in asked))
        best: dict[str, Near] = {}
        fillable = {slot for each in asked for slot in each.fills}
        said = {each.token.meaning or each.token.text for each in asked}
        for example in self.all:
            if not fillable.issuperset(slot for slot, _ in example.slots) or not (
                example.slots or not said.isdisjoint(example.words)
            ):
                continue
            near = self._near(example, asked, pairs)
            if near and (example.command not in best or near.nearness > best[example.command].nearness):
                best[example.command] = near
        return sorted(best.values(), key=lambda near: -near.nearness)

    def _near(self, example: Example, asked: list[Asked], pairs: Pairs) -> Near | None:
        names = [each for each in asked if each.fills and each.token.meaning not in example.words]
        filled: list[tuple[str, Asked]] = []
        for slot, taken in example.slots:
            fitting = [each for each in names if slot in each.fills]
            if not fitting:
                return None
            filled += [(slot, fitting[0])] * (taken != "*")
            names.remove(fitting[0])
        more = [each for each in names if example.several in each.fills]
        names = [each for each in names if each not in more]
        words = {each.token.meaning or each.token.text for each in asked if not each.fills or each.token.meaning in example.words}
        common = sum(self._weight(word) ** 2 for word in words & example.words) + self._order(pairs & example.pairs)
        common += sum((GENERAL if slot == "thing" else 1) * A_NAME**2 for slot, _ in example.slots)
        text = sum(self._weight(word) ** 2 for word in words) + self._order(pairs) + A_NAME**2 * (len(example.slots) + len(names))
        own = sum(self._weight(word) ** 2 for word in example.words) + self._order(example.pairs) + A_NAME**2 * len(example.slots)
        near = common / sqrt(text * own) if text and own else 0.0
        filled += [(example.several, each) for each in more]
        aside = [*names, *(each for each in asked if not each.fills and not each.token.known)]
        return Near(near, example, tuple(filled), tuple(aside)) if near else None

    def _weight(self, word: str) -> float:
        return self._weights.get(word, self._rare)

    def _order(self, pairs: Pairs) -> float:
        def weight(word: str) -> float:
            return A_NAME if word == NAMED else self._weight(word)

        return sum(ORDER**2 * weight(first) * weight(second) for first, second in pairs)
