"""The answers that SPARQL rows alone do not give: each method one thin call into a module of ``analysis/``."""

from abc import abstractmethod
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from techatlas import answers
from techatlas.answers import Answer
from techatlas.errors import UsageError
from techatlas.results import Id
from techatlas.store import Store
from techatlas.words import Words

if TYPE_CHECKING:
    from techatlas.analysis.place import Place


class Analyses:
    """The analyses of an atlas; :class:`techatlas.Atlas` is one that has a store."""

    ontology: Path

    @property
    @abstractmethod
    def store(self) -> Store:
        """The store that is asked."""

    @cached_property
    def words(self) -> Words:
        """The headings and sentences in which answers are told."""
        return Words(self.ontology)

    def told(self, answer: Answer[Any], lang: str = "en", *, width: int | None = None, colour: bool = False) -> str:
        """Return an answer for reading, in a language: title, table and remarks, names in place of ids."""
        labels = self.store.labels(answers.named(answer), lang)
        return answers.told(answer, self.words, lang, labels, width, colour=colour)

    def html(self, answer: Answer[Any], lang: str = "en") -> str:
        """Return the same as HTML for a notebook: ``IPython.display.HTML(atlas.html(answer, "ja"))``."""
        return answers.html(answer, self.words, lang, self.store.labels(answers.named(answer), lang))

    def remarks(self, answer: Answer[Any], lang: str = "en") -> list[str]:
        """Return what must be said with an answer: assumptions, limits, what is not known."""
        return answers.sentences(answer, self.words, lang, self.store.labels(answers.named(answer), lang))

    def _named(self, answer: Answer[Any]) -> Answer[Any]:
        return replace(answer, names=self.store.labels(answers.named(answer), "en"))

    def known(self, text: str) -> str:
        """Return the id of a thing that is called by its id or by exactly its name, in any language; or say what is near.

        :raises UsageError: nothing is called so, or several things are.
        """
        if self.store.labels([text], "en"):
            return text
        from techatlas import find

        found = find.find(self.store, self.ontology, text, 3)
        exact = [str(row["id"]) for row in found if row["nearness"] == 100]
        if len(exact) == 1:
            return exact[0]
        near = exact or [str(cell) for cell in found.column("id")]
        hint = f"did you mean {' or '.join(near)}?" if near else "techatlas find TEXT"
        raise UsageError(f"no thing has the id {text!r} → {hint}")

    def place(self, *countries: str, reading: str = "closed", field: str | None = None) -> "Answer[Place]":
        """Answer where countries stand, field by field, as the survey alone says or, ``reading="open"``, all editions.

        With ``field``, a sector or an input, each of its measures has its own row.

        :raises UsageError: there is no such thing.
        """
        from techatlas.analysis.place import place

        who = [Id(self.known(each)) for each in countries]
        asked = Id(self.known(field)) if field else None
        return self._named(place(self.store, self.ontology, who, reading=reading, field=asked))
