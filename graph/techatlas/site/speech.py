"""The words of a page in one language, and the pages that names lead to."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from techatlas.analysis.boards import Board, Figure
from techatlas.analysis.place import legend
from techatlas.analysis.standings import NOT_LISTED, SILENCE, Place
from techatlas.answers.claim import STATED, Claim
from techatlas.answers.statement import Statements, number
from techatlas.results.number import Exact
from techatlas.results.table import Cell, Id
from techatlas.site.charts import Rest
from techatlas.site.material import RANKED, Edition, Material
from techatlas.values.characters import all_isolated
from techatlas.vocabulary.languages import in_language
from techatlas.vocabulary.words import Remark, Words, say

UNBROKEN = "\u00a0"
LONG = 17  # characters of a number with the word beside it that have no room on one line


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
        ids |= {SILENCE, NOT_LISTED} | {row.standing for row in rows} | {each for row in rows for each in row.missing}
        return all_isolated(self.material.graph.labels(ids, self.lang))

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

    def clauses(self, parts: Iterable[str]) -> str:
        """Return parts of a sentence as one text."""
        return self.words.languages.get(self.lang).clause_separator.join(parts)

    def together(self, sentences: Iterable[str]) -> str:
        """Return sentences as one text."""
        return self.words.languages.get(self.lang).sentence_separator.join(sentences)

    def say(self, key: str, **values: Cell) -> str:
        """Return a sentence of ``ontology/words/pages.csv``, ids replaced by names."""
        return self.words.sentence(say(key, **values), self.lang, self.labels)

    def remark(self, remark: Remark | None) -> str:
        """Return a remark of an analysis."""
        return self.words.sentence(remark, self.lang, self.labels | self._titles) if remark else ""

    @property
    def legend(self) -> str:
        """What each symbol means."""
        return self.remark(legend(self.material.record, "pages.signs"))

    @property
    def survey(self) -> str:
        """The title of the survey, empty without one."""
        survey = self.material.record.survey
        return self.title(survey.edition) if survey else ""

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
        """Return what a board measures, of what, and how it differs from others alike."""
        differs = self._distinctions[board.figures[0].board]
        return " · ".join([self._measured(board), *differs])

    @cached_property
    def _distinctions(self) -> dict[tuple[str, ...], list[str]]:
        """What tells boards of one measure apart: period, level and basis where they differ, else the edition."""
        alike: dict[str, list[Board]] = defaultdict(list)
        for board in self.material.boards:
            alike[self._measured(board)].append(board)
        found = {}
        for group in alike.values():
            marks = {board.figures[0].board: self._marks(board.figures[0]) for board in group}
            differing = [len(set(column)) > 1 for column in zip(*marks.values(), strict=True)]
            if len({mark[:-1] for mark in marks.values()}) == len(marks):
                differing[-1] = False
            for key, mark in marks.items():
                found[key] = [text for text, differs in zip(mark, differing, strict=True) if differs and text]
        return found

    def _marks(self, figure: Figure) -> tuple[str, ...]:
        basis = self.words.basis(figure.basis, self.lang)
        return figure.period, self.say(f"pages.level-{figure.level}"), basis, self.title(figure.edition)

    def _measured(self, board: Board) -> str:
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

    def scope(self, place: Place) -> str:
        """Return what a cell measures, and when."""
        return " · ".join(part for part in (self.name(place.list or place.measure), place.period) if part)

    def anchor(self, place: Place) -> str:
        """Return the anchor of the claim of a place on the page of its country."""
        claim = self.material.claims.get(place.evidence.claim or Id(""))
        return (claim.counterpart if claim else None) or place.field

    def share(self, place: Place) -> str:
        """Return the share of a place, its bound or another figure; empty without one."""
        shown = f"{number(place.share)}{UNBROKEN}%" if place.share is not None else ""
        if place.value is not None and place.rank is None:
            figure = self.statements.figure(self.material.claims[place.evidence.claim or Id("")])
            return figure.replace(" ", UNBROKEN, 1) if len(" ".join(figure.split(" ", 2)[:2])) < LONG else figure
        if not shown and place.at_least is not None:
            shown = f"≥{UNBROKEN}{number(place.at_least)}{UNBROKEN}%"
        return self.words.about(shown, self.lang) if shown and place.approximate else shown

    def rest(self, rest: Rest) -> tuple[str, str]:
        """Return who has the remainder of a board of shares, and how much it is."""
        who = self.say("pages.rest-hidden" if rest.hidden else "pages.rest")
        least, most = number(rest.least), number(rest.most)
        shown = most if rest.least == rest.most else f"{least}–{most}" if rest.least else f"≤{UNBROKEN}{most}"
        return who, f"{shown}{UNBROKEN}%"

    def source_line(self, editions: Iterable[Edition]) -> str:
        """Return the sources of a picture with date and licence."""
        found = sorted({f"{self.name(each.publisher)} ({each.published}), {each.licence}" for each in editions})
        return self.say("pages.source-line", sources="; ".join(found))
