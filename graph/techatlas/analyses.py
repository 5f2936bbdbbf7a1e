"""The answers that SPARQL rows alone do not give: each method one thin call into a module of ``analysis/``."""

from abc import abstractmethod
from collections.abc import Collection
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from techatlas import answers
from techatlas.answers import Answer
from techatlas.errors import UsageError
from techatlas.questions import Questions
from techatlas.results import Id, Table
from techatlas.store import Store
from techatlas.vocabulary import text
from techatlas.words import Words

if TYPE_CHECKING:
    from techatlas.analysis.disputes import Dispute
    from techatlas.analysis.paths import Step
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

    def remarks(self, answer: Answer[Any], lang: str = "en") -> list[str]:
        """Return what must be said with an answer: assumptions, limits, what is not known."""
        return answers.sentences(answer, self.words, lang, self.store.labels(answers.named(answer), lang))

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
        return place(self.store, self.ontology, who, reading=reading, field=Id(self.known(field)) if field else None)

    def disputes(
        self, id: str | None = None, *, points: float | None = None, type: str | None = None, superseded: bool = False
    ) -> "Answer[Dispute]":
        """Answer where sources differ and why; with ``id`` only on that thing, edition or claim.

        ``points`` keeps pairs more than so many points apart, ``type`` those of one type; ``superseded`` adds replaced figures.

        :raises UsageError: there is no such thing.
        """
        from techatlas.analysis.disputes import disputes

        about = Id(id if "/" in id or id in self._editions() else self.known(id)) if id else None
        return disputes(
            self.store, self.ontology, about=about, type=Id(type) if type else None, points=points, superseded=superseded
        )

    def path(
        self, start: str, end: str, *, relations: Collection[str] = (), without: Collection[str] = (),
        directed: bool = False, depends: bool = False, limit: int = 3,
    ) -> "Answer[Step]":  # fmt: skip
        """Answer how two things are linked: up to ``limit`` shortest chains of edges, each step with its claims.

        :raises UsageError: there is no such thing, or no such relation.
        """
        from techatlas.analysis.paths import path

        ends = Id(self.known(start)), Id(self.known(end))
        return path(
            self.store,
            self.ontology,
            *ends,
            relations=relations,
            without=without,
            directed=directed,
            depends=depends,
            limit=limit,
        )

    def claim(self, id: str, lang: str = "en") -> Table:
        """Return one claim, with all that it carries: one row.

        :raises UsageError: there is no such claim.
        """
        found = self.store.query(Questions(self.ontology / "questions").get("claim").bind({"claim": id, "lang": lang}))
        if not len(found):
            raise UsageError(f"no claim is named {id!r} → techatlas show THING names the claims about a thing")
        return found

    def cite(self, id: str, form: str = "text", lang: str = "en") -> str:
        """Return a citation of one claim to print, as ``text``, ``bibtex`` or ``csl`` (CSL JSON).

        :raises UsageError: there is no such claim; or a thing is named, of which a few claims are then named.
        """
        from techatlas import cite

        if form not in cite.FORMS:
            raise UsageError(f"no citation has the form {form!r} → one of {', '.join(cite.FORMS)}")
        if "/" not in id:
            about = self.store.query(Questions(self.ontology / "questions").get("claims-about").bind({"thing": self.known(id)}))
            few = ", ".join(str(cell) for cell in about.column("claim")[:3])
            raise UsageError(f"{id} is a thing, and a citation is of one claim → {few or 'techatlas find TEXT'}")
        found = self.claim(id, lang)
        return cite.FORMS[form](next(iter(found)), self.store.labels(found.ids(), lang), self.words, lang)

    def _editions(self) -> set[str]:
        return {str(cell) for cell in self.store.query(text(self.ontology, "analysis/editions.rq")).column("edition")}
