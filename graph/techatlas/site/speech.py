"""What a page says in one language: names, sentences, figures, dates, and where a name leads to."""

from collections.abc import Iterable
from functools import cached_property

from techatlas.analysis.boards import Board, Figure
from techatlas.analysis.place import Listing, Place
from techatlas.results.table import Cell, Id
from techatlas.site.evidence import RANKED, Edition, Evidence
from techatlas.vocabulary.languages import in_language
from techatlas.vocabulary.words import Remark, Words, say

Claim = Figure | Listing


class Speech:
    """The evidence told in one language; ``root`` is the way from a page up to the folder of its language."""

    def __init__(self, evidence: Evidence, words: Words, lang: str) -> None:
        self.evidence, self.words, self.lang = evidence, words, lang

    @property
    def is_at_root(self) -> bool:
        """Whether the pages of this language are at the root, and not in a folder of their own."""
        return self.lang == self.words.languages.first

    @cached_property
    def labels(self) -> dict[str, str]:
        """The name of everything that the pages speak of."""
        record = self.evidence.record
        ids: set[str] = {*record.fields, *record.signs, *self.evidence.codes, *self.evidence.stages, *self.evidence.counts.ids()}
        for figure in record.figures:
            ids |= {each for each in (figure.subject, figure.indicator, figure.unit, figure.sector, figure.counterpart,
                                      figure.ranking, figure.status) if each}  # fmt: skip
        for listing in record.listings:
            ids |= {listing.subject, listing.relation, listing.sector}
        ids |= {each for pair in self.evidence.said.values() for each in pair}
        ids |= {edition.publisher for edition in self.evidence.editions.values()}
        rows = self.evidence.standings.rows
        ids |= {row.standing for row in rows} | {each for row in rows for each in row.missing}
        return self.evidence.graph.labels(ids, self.lang)

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

    def basis(self, claim: Figure | Place) -> str:
        """Return of when a figure is, and on what basis it counts."""
        return " · ".join(part for part in (claim.period, self.words.basis(claim.basis, self.lang)) if part)

    def heading(self, column: str) -> str:
        """Return the heading of a column: one of the pages' own, else the one that all answers share."""
        own = f"pages.column-{column}"
        return self.say(own) if own in self.words.entries else self.words.heading(column, self.lang)

    def title(self, edition: str) -> str:
        """Return the title of an edition."""
        return in_language(self.evidence.editions[Id(edition)].titles, self.lang)

    @cached_property
    def _titles(self) -> dict[str, str]:
        return {id: self.title(id) for id in self.evidence.editions}

    def page(self, id: str | None, root: str) -> str:
        """Return where a country or sector has its page, seen from a page that is ``root`` away; nothing where it has none."""
        if id in self.evidence.countries:
            return f"{root}country/{id}.html"
        return f"{root}sector/{id}.html" if id in self.evidence.sectors else ""

    def network(self, id: str | None, root: str) -> str:
        """Return where the network page shows a thing; nothing where it does not."""
        if id not in self.evidence.drawn:
            return ""
        up = root if self.is_at_root else f"{root}../"
        return f"{up}network.html#node={id}&lang={self.lang}"

    def unit(self, board: Board) -> str:
        """Return the unit of a board's figures."""
        return self.name(next((each.unit for each in board.figures if each.unit), None))

    def measured(self, board: Board) -> str:
        """Return what a board measures, and of what."""
        first = board.figures[0]
        if first.indicator == RANKED and first.ranking:
            return self.name(first.ranking)
        of = first.counterpart or (first.ranking if first.ranking else first.sector)
        return f"{self.name(of)} · {self.name(first.indicator)}" if of else self.name(first.indicator)

    def figure(self, figure: Figure) -> str:
        """Return a figure in words: value, interval, bound, rank, or why there is none."""
        unit = "%" if figure.unit == "percent" else self.name(figure.unit)
        if figure.status != "stated":
            return self.name(figure.status)
        if figure.rank is not None:
            key = "pages.rank-of" if figure.size else "pages.rank"
            return self.say(key, rank=figure.rank, of=figure.size)
        return f"{amount(figure)}\u00a0{unit}".strip()

    def said(self, claim: Claim) -> str:
        """Return what a claim says: relation or indicator, then the figure."""
        if isinstance(claim, Figure):
            return f"{self.name(claim.indicator)}: {self.figure(claim)}"
        where = self.say("pages.list-of", of=claim.size) if claim.size else self.name(claim.sector)
        status = [self.name(claim.status)] if claim.status != "stated" else []
        return " · ".join([self.name(claim.relation), where, *status])

    def cell(self, place: Place) -> str:
        """Return what stands behind a sign: the best actor and its position or share."""
        parts = [] if place.best in {None, place.country} else [self.name(place.best)]
        parts += [self.say("pages.rank", rank=place.rank)] if place.rank else []
        parts += [f"{place.share:g}\u00a0%"] if place.share is not None else []
        parts += [f"≥\u00a0{place.at_least:g}\u00a0%"] if place.at_least is not None else []
        return " · ".join(parts)

    def source_line(self, editions: Iterable[Edition]) -> str:
        """Return the sources of a picture with date and licence."""
        found = sorted({f"{self.name(each.publisher)} ({each.published}), {each.licence}" for each in editions})
        return self.say("pages.source-line", sources="; ".join(found))


def amount(figure: Figure) -> str:
    """Return a figure as it is written on a picture: ``9.5``, ``8–11``, ``≥ 70``, ``≤ 5``."""
    if figure.value is not None:
        between = (
            f" ({_plain(figure.lower)}–{_plain(figure.upper)})" if figure.lower is not None and figure.upper is not None else ""
        )
        return f"{_plain(figure.value)}{between}"
    if figure.lower is not None and figure.upper is not None:
        return f"{_plain(figure.lower)}–{_plain(figure.upper)}"
    if figure.lower is not None:
        return f"≥ {_plain(figure.lower)}"
    return f"≤ {_plain(figure.upper)}" if figure.upper is not None else ""


def _plain(number: float) -> str:
    return f"{int(number):,}" if number == int(number) else f"{number:,.15g}"
