"""The words of a page in one language, and the pages that names lead to."""

from collections.abc import Iterable
from functools import cached_property

from techatlas.analysis.boards import Board, Figure
from techatlas.analysis.place import Place
from techatlas.answers.claim import STATED, Claim
from techatlas.answers.statement import Statements, number
from techatlas.results.number import Exact
from techatlas.results.table import Cell, Id
from techatlas.site.material import RANKED, Edition, Material
from techatlas.vocabulary.languages import in_language
from techatlas.vocabulary.words import Remark, Words, say

UNBROKEN = "\u00a0"


class Speech:
    """The words of the pages in one language.

    ``root`` is the way from a page up to the folder of its language.
    """

    def __init__(self, material: Material, words: Words, lang: str) -> None:
        self.material, self.words, self.lang = material, words, lang

    @property
    def is_at_root(self) -> bool:
        """Whether the pages of this language are at the root of the site."""
        return self.lang == self.words.languages.first

    @cached_property
    def labels(self) -> dict[str, str]:
        """The name of everything that the pages speak of."""
        record = self.material.record
        ids: set[str] = {*record.fields, *record.signs, *self.material.codes, *self.material.stages, *self.material.counts.ids()}
        ids = ids.union(*(claim.ids for claim in self.material.claims.values()))
        ids |= {edition.publisher for edition in self.material.editions.values()}
        rows = self.material.standings.rows
        ids |= {row.standing for row in rows} | {each for row in rows for each in row.missing}
        return self.material.graph.labels(ids, self.lang)

    @cached_property
    def statements(self) -> Statements:
        """The sentences of claims."""
        return Statements(self.words, self.lang, self.labels)

    def name(self, id: str | None) -> str:
        """Return the name of a thing or term, its id where it has none."""
        return self.labels.get(id, id) if id else ""

    def names(self, ids: Iterable[str]) -> str:
        """Return several names, parted as the language parts them."""
        return self.words.languages.get(self.lang).list_separator.join(self.name(id) for id in ids)

    def together(self, sentences: Iterable[str]) -> str:
        """Return sentences as one text."""
        return self.words.languages.get(self.lang).sentence_separator.join(sentences)

    def say(self, key: str, **values: Cell) -> str:
        """Return a sentence of ``ontology/words/pages.csv``, ids replaced by names."""
        return self.words.sentence(say(key, **values), self.lang, self.labels)

    def remark(self, remark: Remark | None) -> str:
        """Return a remark of an analysis."""
        return self.words.sentence(remark, self.lang, self.labels | self._titles) if remark else ""

    def closed(self, survey: str) -> str:
        """Return that the standings are those of the survey alone."""
        return self.say("pages.closed", survey=self.title(survey))

    def basis(self, claim: Claim | Place) -> str:
        """Return the period of a figure and the basis on which it counts."""
        return " · ".join(part for part in (claim.period, self.words.basis(claim.basis, self.lang)) if part)

    def heading(self, column: str) -> str:
        """Return the heading of a column: that of the pages, else that of answers."""
        own = f"pages.column-{column}"
        return self.say(own) if own in self.words.entries else self.words.heading(column, self.lang)

    def title(self, edition: str) -> str:
        """Return the title of an edition."""
        return in_language(self.material.editions[Id(edition)].titles, self.lang)

    @cached_property
    def _titles(self) -> dict[str, str]:
        return {id: self.title(id) for id in self.material.editions}

    def page(self, id: str | None, root: str) -> str:
        """Return the address of a country's or sector's page, empty without a page.

        It is relative to a page that is ``root`` away.
        """
        if id in self.material.countries:
            return f"{root}country/{id}.html"
        return f"{root}sector/{id}.html" if id in self.material.sectors else ""

    def network(self, id: str | None, root: str) -> str:
        """Return where the network page shows a thing; nothing where it does not."""
        if id not in self.material.drawn:
            return ""
        up = root if self.is_at_root else f"{root}../"
        return f"{up}network.html#node={id}&lang={self.lang}"

    def unit(self, board: Board) -> str:
        """Return the unit of a board's figures."""
        return self.name(next((each.unit for each in board.figures if each.unit), None))

    def measured(self, board: Board) -> str:
        """Return what a board measures, and of what."""
        first = board.figures[0]
        if first.indicator == RANKED and first.in_ranking:
            return self.name(first.in_ranking)
        of = first.counterpart or (first.in_ranking if first.in_ranking else first.sector)
        return f"{self.name(of)} · {self.name(first.predicate)}" if of else self.name(first.predicate)

    def figure(self, figure: Figure) -> str:
        """Return a figure for a picture: with its unit, a rank, or why there is none."""
        if figure.status != STATED:
            return self.name(figure.status)
        if figure.rank is not None:
            return self.rank(figure.subject, figure.rank, figure.size)
        return self.statements.figure(figure).replace(" ", UNBROKEN)

    def rank(self, holder: Id, rank: int, of: int | None) -> str:
        """Return a rank, with the number of positions in the counter of its holder's kind."""
        if not of:
            return self.say("pages.rank", rank=rank)
        own = f"pages.rank-of.{self.material.kinds.get(holder)}"
        return self.say(own if own in self.words.entries else "pages.rank-of", rank=rank, of=of)

    def said(self, claim: Claim) -> str:
        """Return the sentence of a claim, with its whole scope."""
        return self.statements.statement(self.material.claims[claim.id])

    def number(self, figure: Exact) -> str:
        """Return a number with all its digits."""
        return number(figure)

    def cell(self, place: Place) -> str:
        """Return the grounds of a symbol: the best actor and its position or share."""
        parts = [] if place.best in {None, place.country} else [self.name(place.best)]
        parts += [self.say("pages.rank", rank=place.rank)] if place.rank else []
        return " · ".join([*parts, *filter(None, [self.share(place)])])

    def share(self, place: Place) -> str:
        """Return the share of a place or its lower bound, empty where there is none."""
        shown = f"{number(place.share)}{UNBROKEN}%" if place.share is not None else ""
        if not shown and place.at_least is not None:
            shown = f"≥{UNBROKEN}{number(place.at_least)}{UNBROKEN}%"
        return self.words.about(shown, self.lang) if shown and place.approximate else shown

    def source_line(self, editions: Iterable[Edition]) -> str:
        """Return the sources of a picture with date and licence."""
        found = sorted({f"{self.name(each.publisher)} ({each.published}), {each.licence}" for each in editions})
        return self.say("pages.source-line", sources="; ".join(found))
