"""The named questions, one ``.rq`` file each in ``ontology/questions``.

The header of a file contains the titles, the sentences and the parameters of the question.
"""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from techatlas.errors import DataError, UsageError
from techatlas.vocabulary.languages import FALLBACK, in_language
from techatlas.vocabulary.queries import Given, Queries, Query

Texts = Mapping[str, str]
# The sentences of an answer: its totals, why it is empty, what it assumes, what it does not know.
SENTENCES = ("lead", "empty", "note", "unknown")


class Question(NamedTuple):
    """A named question: a shipped query with its titles and sentences by language.

    ``answers`` describes the rows of the answer; ``sentences`` holds the patterns of its ``lead``, ``empty``, ``note`` and
    ``unknown``, as far as the header gives them.

    >>> query = Query("leaders", "ASK { VALUES ?sector { id:ai } }", {"sector": "thing"}, {})
    >>> question = Question("leaders", {"en": "Who leads?", "ja": "首位は？"}, "one row per country", (), query)
    >>> question.title("ja"), question.title(None)
    ('首位は？', 'Who leads?')
    >>> question.bind({"sector": "ev"})
    'ASK { VALUES ?sector { id:ev } }'
    """

    name: str
    titles: dict[str, str]
    answers: str
    tags: tuple[str, ...]
    query: Query
    sentences: Mapping[str, Texts] = MappingProxyType({})

    @property
    def parameters(self) -> Mapping[str, str]:
        """Each parameter and its type."""
        return self.query.parameters

    @property
    def names_gaps(self) -> bool:
        """Whether the answer names what the atlas does not hold; ``gaps`` in the header."""
        return bool(self.query.meta.get("gaps", True))

    @property
    def one_of_each(self) -> tuple[str, ...]:
        """The columns of which a short answer shows each combination first."""
        return tuple(self.query.meta.get("one_of_each", ()))

    @property
    def sparql(self) -> str:
        """The query with its examples, as it is in the file."""
        return self.query.sparql

    def title(self, lang: str | None) -> str:
        """Return the title in a language; in English for None or without such a title."""
        return in_language(self.titles, lang or FALLBACK)

    def bind(self, given: Mapping[str, Given]) -> str:
        """Return the SPARQL with the given values in place of the examples.

        :raises UsageError: a parameter is unknown, or its value does not conform to its type.
        """
        return self.query.bind(given)


class Questions:
    """The questions of an ontology folder, each read when first used."""

    def __init__(self, ontology: Path) -> None:
        self._folder, self._queries = ontology / "questions", Queries(ontology)

    def names(self) -> list[str]:
        """Return the names of all questions, sorted."""
        return sorted(path.stem for path in self._folder.glob("*.rq"))

    def get(self, name: str) -> Question:
        """Return one question by its name.

        :raises UsageError: no question has that name, or its header is not valid.
        """
        names = self.names()
        if name not in names:
            from difflib import get_close_matches

            near = get_close_matches(name, names, 3, 0.5)
            hint = f"did you mean {' or '.join(near)}?" if near else "'techatlas ask' lists them"
            raise UsageError(f"there is no question {name!r} → {hint}")
        try:
            query = self._queries.get(f"questions/{name}")
        except DataError as error:
            raise UsageError(str(error)) from None
        try:
            titles = _texts(query, "title") | {FALLBACK: query.meta[f"title_{FALLBACK}"]}
            sentences = {each: found for each in SENTENCES if (found := _texts(query, each))}
            return Question(name, titles, query.meta["answers"], tuple(query.meta.get("tags", ())), query, sentences)
        except KeyError as error:
            raise UsageError(f"questions/{name}.rq: its #+ header is not valid: {error} → see CONTRIBUTING") from None


def _texts(query: Query, name: str) -> dict[str, str]:
    """Return a text of the header by language."""
    return {code: query.meta[f"{name}_{code}"] for code in query.languages if f"{name}_{code}" in query.meta}
