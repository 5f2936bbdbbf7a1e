"""Choose the command that answers a text, or the three nearest to it."""

import shlex
from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple
from weakref import WeakKeyDictionary

from techatlas.errors import UsageError
from techatlas.routing.nearest import SLOT, Asked, Examples, Near
from techatlas.routing.spotting import Spotter, Token
from techatlas.store.graph import Graph
from techatlas.vocabulary.languages import FALLBACK
from techatlas.vocabulary.questions import Questions

CHOICES = 3
LONGEST = 500
# A match is sure from this nearness on, if the next command is less near by the second.
SURE, APART = 0.72, 0.05
NOT_HELD = "!"  # begins the meaning of words about which the atlas says nothing
UNSURE = "?"  # begins the meaning of words that no command takes exactly


class Choice(NamedTuple):
    """A command that may answer a text, with its question in words.

    ``nearness`` is from 0 to 1; ``parameters`` has for each value the words of the text that name it.
    """

    command: str
    question: str
    parameters: dict[str, str]
    nearness: float


class Routing(NamedTuple):
    """The commands nearest to a text, the nearest first.

    If ``sure``, the first one answers it. ``lang`` is the language of the text, ``unknown`` the words in it that the atlas has
    nothing about.
    """

    sure: bool
    choices: tuple[Choice, ...]
    lang: str
    unknown: tuple[str, ...]


class Router:
    """Finds the commands that answer a text.

    >>> import techatlas
    >>> atlas = techatlas.open(collections=["sne-2024"])
    >>> router = Router(atlas.store, atlas.questions)
    >>> router.route("which rankings are there?").choices[0].command
    'techatlas ask rankings'
    >>> router.route("what is the weather like?").sure
    False
    """

    def __init__(self, graph: Graph, questions: Questions) -> None:
        self._graph = graph
        self._spotter = Spotter(graph)
        self._questions = questions
        self._examples: dict[str, Examples] = {}

    def route(self, text: str, lang: str | None = None) -> Routing:
        """Return the commands that are nearest to a text.

        Their questions are in the language ``lang``, else in that of the text.

        :raises UsageError: the text is too long.
        """
        if len(text) > LONGEST:
            raise UsageError(f"the text has {len(text)} characters → ask in at most {LONGEST}")
        tokens = self._spotter.tokens(text)
        telling = [token for token in tokens if token.meaning != "" or token.things or token.value]
        again = {token.things: token for token in reversed(telling) if token.things}
        asked = [Asked(each, self._fills(each)) for each in telling if not each.things or again[each.things] is each]
        counts = Counter(lang for token in tokens for lang in token.languages)
        spoken = max(counts, key=counts.__getitem__, default=FALLBACK)
        near, lang = self._in(spoken).nearest(asked), lang or spoken
        choices = tuple(self._choice(each, lang) for each in [each for each in near if each.example.command][:CHOICES])
        unknown = tuple(each.token.text for each in asked if not each.token.known or _is_beyond(each))
        return Routing(_sure(near, asked), choices, lang, unknown)

    def _in(self, lang: str) -> Examples:
        """Return the examples in a language; they are read once."""
        if lang not in self._examples:
            self._examples[lang] = Examples(self._spotter, self._graph.context.ontology, self._questions, lang)
        return self._examples[lang]

    def _fills(self, token: Token) -> dict[str, tuple[str, ...]]:
        """Return the slots that a token can fill: those of its value, and those of the kinds of its things."""
        kinds = {thing: str(self._graph.kind(thing)) for thing in sorted(token.things)}
        found = {
            slot: tuple(thing for thing, kind in kinds.items() if kind in of) for slot, of in self._spotter.lexicon.kinds.items()
        }
        value = dict.fromkeys(token.value[0], (token.value[1],)) if token.value else {}
        return {slot: fitting for slot, fitting in found.items() if fitting} | value

    def _choice(self, near: Near, lang: str) -> Choice:
        """Return the command of an example, with the values of its slots."""
        values: dict[str, list[str]] = {}
        for slot, each in near.filled:
            values.setdefault(slot, []).append(each.fills[slot][0])
        command = " ".join(["techatlas", *map(shlex.quote, _arguments(near.example.command, values))])
        labels = self._graph.labels({value for given in values.values() for value in given}, lang)
        named = {slot: [labels.get(value, value) for value in given] for slot, given in values.items()}
        if near.example.several:
            separator = self._graph.words.languages.get(lang).list_separator
            named[near.example.several] = [separator.join(named[near.example.several])]
        command_of = near.example.command
        phrase = self._in(lang).questions.get(command_of) or self._in(FALLBACK).questions[command_of]
        question = SLOT.sub(lambda slot: named[slot[1]].pop(0), phrase)
        parameters = {each.fills[slot][0]: each.token.text for slot, each in near.filled}
        return Choice(command, question[0].upper() + question[1:], parameters, round(near.nearness, 3))


def _arguments(template: str, values: Mapping[str, list[str]]) -> list[str]:
    """Return the arguments of a command with values in place of its slots."""
    left = {slot: [*given] for slot, given in values.items()}
    found: list[str] = []
    for part in template.split():
        slot = SLOT.search(part)
        if not slot:
            found.append(part)
        elif not slot[2]:
            found.append(SLOT.sub(left[slot[1]].pop(0), part))
        elif part == slot[0]:
            found += dict.fromkeys(left[slot[1]])
        else:
            found.append(SLOT.sub(",".join(dict.fromkeys(left[slot[1]])), part))
    return found


def _sure(near: list[Near], asked: list[Asked]) -> bool:
    """Return whether the nearest command answers the text without any doubt."""
    if not near or not near[0].example.command or near[0].nearness < SURE or near[0].aside:
        return False
    if any((each.token.meaning or "").startswith((NOT_HELD, UNSURE)) or each.token.slip for each in asked):
        return False
    if any(len(each.token.things) > 1 for _, each in near[0].filled):
        return False
    return len(near) == 1 or near[0].nearness - near[1].nearness >= APART


def _is_beyond(asked: Asked) -> bool:
    """Return whether a word is one of those about which the atlas says nothing."""
    return (asked.token.meaning or "").startswith(NOT_HELD)


_READ: "WeakKeyDictionary[Graph, Router]" = WeakKeyDictionary()


def router(graph: Graph, questions: Questions) -> Router:
    """Return the router of a graph; its words are read once.

    >>> import techatlas
    >>> atlas = techatlas.open(collections=["sne-2024"])
    >>> router(atlas.store, atlas.questions) is router(atlas.store, atlas.questions)
    True
    """
    if graph not in _READ:
        _READ[graph] = Router(graph, questions)
    return _READ[graph]
