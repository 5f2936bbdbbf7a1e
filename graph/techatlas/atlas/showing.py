"""Class ``Showing``: all that is said about one thing, and single claims."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from techatlas.atlas.answering import Analyses
from techatlas.errors import UsageError, visible
from techatlas.results.table import Cell, Id, Row, Table
from techatlas.vocabulary.words import say

if TYPE_CHECKING:
    from techatlas.answers.claim import Claim
    from techatlas.answers.profile import Fit

HELD_AT_MOST = 3


class Showing(Analyses):
    """What is shown of things; :class:`techatlas.Atlas` is one that has a graph."""

    def show(self, id: str, lang: str = "en") -> Table:
        """Return every claim about one thing, or one claim, with its provenance and links.

        :raises UsageError: there is no such thing or claim.
        """
        if "/" in id:
            return self.claim(id, lang)
        return self.ask("claims-about", thing=self.known(id), lang=lang)

    def card(self, id: str, lang: str = "en", *, fit: "Fit | None" = None) -> str:
        """Return the same for reading: one sentence per claim, its provenance beneath.

        What is not known comes last. ``fit`` shortens the claims about a thing.

        :raises UsageError: there is no such thing or claim.
        """
        from techatlas.answers.card import Card
        from techatlas.answers.profile import Fit, Profile

        if "/" in id:
            row, claim, labels = self._one(id, lang)
            return visible(Card(self.words, lang, labels).of_claim(claim, row, self._published), keep="\n")
        thing = self.known(id)
        told = self.ask("claims-about", thing=thing, lang=lang)
        found = self._read_claims(told.column("claim"))
        labels = self.store.labels({thing}.union(*(claim.ids for claim in found)), lang)
        names = [self.store.labels([thing], each).get(thing, thing) for each in self.words.languages.codes]
        profile = Profile(self.words, lang, labels, thing, found, self._published)
        text = profile.text(names, told.lead, [*told.remarks, *self._lacking(thing, lang)], fit or Fit())
        return visible(text, keep="\n")

    def claim(self, id: str, lang: str = "en") -> Table:
        """Return one claim, with all that it carries: one row.

        :raises UsageError: there is no such claim.
        """
        from techatlas.store import resolve

        return self.store.ask("questions/claim", claim=resolve.claim(self.store, id), lang=lang)

    def cite(self, id: str, form: str = "text", lang: str = "en") -> str:
        """Return a citation of one claim: ``text``, ``bibtex`` or ``csl`` (CSL JSON).

        :raises UsageError: there is no such claim; or a thing is named, of which a few claims are then named.
        """
        from techatlas.answers import cite

        if form not in cite.FORMS:
            raise UsageError(f"no citation has the form {form!r} → one of {', '.join(cite.FORMS)}")
        if "/" not in id:
            about = self.store.ask("questions/claims-about", thing=self.known(id))
            few = ", ".join(str(cell) for cell in about.column("claim")[:3])
            raise UsageError(f"{id} is a thing, and a citation is of one claim → {few or 'techatlas find TEXT'}")
        from techatlas.answers.statement import Statements

        row, claim, labels = self._one(id, lang)
        statement = Statements(self.words, lang, labels).statement(claim)
        for edition in self.store.ask("answers/editions", edition=[claim.edition], lang=lang):
            labels[claim.edition] = edition.text("title")
        return cite.FORMS[form](cite.Citation(row, statement, self.words, lang, labels))

    def _one(self, id: str, lang: str) -> "tuple[Row, Claim, dict[str, str]]":
        """Return the row of a claim, the claim, and the names of what they name."""
        row = next(iter(self.claim(id, lang)))
        (claim,) = self._read_claims([id])
        return row, claim, self.store.labels(claim.ids | {cell for cell in row.values() if isinstance(cell, Id)}, lang)

    def _lacking(self, thing: Id, lang: str) -> list[str]:
        """Return what is known to be missing about a thing: in numbers, then what is not held by name."""
        from techatlas.analysis.gaps import gaps
        from techatlas.answers.shorten import few

        found = gaps(self.store, thing, lang)
        held = [row.publication for row in found.rows if row.publication]
        told = [found.lead] if found.lead else []
        told += [say("show.lacking", held=few(held, HELD_AT_MOST), thing=str(thing))] if held else []
        labels = self.store.labels({thing, *held}, lang)
        return [self.words.sentence(remark, lang, labels) for remark in told]

    def _read_claims(self, names: Iterable[Cell]) -> "list[Claim]":
        from techatlas.answers.claim import claims

        return list(claims(self.store, map(str, names)).values())

    @property
    def _published(self) -> dict[Id, str]:
        from techatlas.analysis.editions import published

        return published(self.store)
