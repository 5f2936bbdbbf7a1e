"""The sentences of the answer of one question, in one language."""

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from techatlas.answers import closing, unheld
from techatlas.answers.totals import Few, Tally, Total, Totals, cells_of
from techatlas.errors import UsageError
from techatlas.results.table import Cell, Id, Table, parts, plain
from techatlas.vocabulary.languages import in_language
from techatlas.vocabulary.patterns import Filled, blanks, fill
from techatlas.vocabulary.questions import Question
from techatlas.vocabulary.words import Remark, say

if TYPE_CHECKING:
    from techatlas.store.graph import Graph

STATES = ("status", "standing")  # columns whose values tell why a cell is empty
EDITION = "edition"


class Telling:
    """The sentences of one answer: :meth:`lead`, :meth:`remarks`, :meth:`unknown`."""

    def __init__(self, graph: "Graph", table: Table, question: Question, given: Mapping[str, Cell], lang: str) -> None:
        self._graph, self._table, self._question, self._lang = graph, table, question, lang
        self._given = given
        self._totals = Totals(table, given, self._beside)
        self._separator = graph.words.languages.get(lang).list_separator

    def lead(self) -> str:
        """Return the sentence with the totals, or why there are no rows."""
        own = self.own("lead" if len(self._table) else "empty")
        if own:
            return own
        if len(self._table):
            return self._said(say("answer.lead", rows=len(self._table)))
        asked = tuple(str(each) if not isinstance(each, Id) else each for cell in self._asked.values() for each in parts(cell))
        return self._said(say("answer.empty", given=asked) if asked else say("answer.empty-all"))

    def remarks(self) -> list[str]:
        """Return assumptions, and the editions that were consulted."""
        own = [self.own("note")]
        if not len(self._table) and "empty" not in self._question.sentences:
            own += [self._said(remark) for remark in self._mentions()]
        editions = self._editions(self._consulted)
        if editions:
            more = len(self._consulted) - len(editions)
            own.append(self._said(Remark(self._how + "-more" * bool(more), (("editions", editions), ("count", more)))))
        return [line for line in own if line]

    @property
    def _how(self) -> str:
        """The key of the sentence that says how editions belong to the answer."""
        if self._is_of_one_edition and len(self._consulted) == 1:
            return "answer.only"
        if not len(self._table):
            return "answer.searched"
        return "answer.consulted" if self._known_editions else "answer.held"

    @property
    def _is_of_one_edition(self) -> bool:
        return EDITION in {kind.split()[0] for kind in self._question.parameters.values()}

    def unknown(self, *, brief: int = 0) -> list[str]:
        """Return what is not known, from the question, its cells and the table of gaps.

        In ``brief``, the gaps are named without their reasons.
        """
        lines = [self.own("unknown")] if len(self._table) else []
        for column in STATES:
            cells = self._table.column(column) if column in self._table.columns else []
            for state in dict.fromkeys(map(str, cells)):
                if f"answer.where-{state}" in self._graph.words.entries:
                    lines.append(self._said(Remark(f"answer.where-{state}", (("rows", cells.count(state)),))))
        missing = unheld.remarks(self._missing)
        lines += [self._said(remark) for remark in (unheld.briefly(missing) if brief else missing)]
        return [line for line in lines if line]

    def own(self, part: str) -> str:
        """Return a sentence from the header of the question, empty if it has none."""
        pattern = in_language(self._question.sentences.get(part, {}), self._lang)
        return self._filled(pattern) if pattern else ""

    def _filled(self, pattern: str) -> str:
        try:
            totals = {blank: self._total(blank) for blank in blanks(pattern)}
        except UsageError as error:
            raise UsageError(f"questions/{self._question.name}.rq: {pattern!r}: {error}") from None
        cells = [cell for total in totals.values() for cell in cells_of(total)]
        labels = self._labels(cells)
        return fill(pattern, lambda blank: self._shown(totals[blank], labels))

    def _total(self, blank: str) -> Total:
        if blank == "gaps":
            return tuple(each.gap for each in self._missing)
        return self._totals.total(blank)

    def _shown(self, total: Total, labels: Mapping[str, str]) -> Filled:
        def named(cell: Cell) -> str:
            return labels.get(cell, cell) if isinstance(cell, Id) else plain(cell, grouped=True)

        if isinstance(total, Few):
            return self._listed([named(cell) for cell in total.shown], total.more)
        if isinstance(total, Tally):
            return self._listed(
                [self._said(say("answer.tally", name=named(cell), count=n)) for cell, n in total.counts], total.more
            )
        text = self._separator.join(map(named, parts(total)))
        return Filled(text, text in {"", "0"})

    def _listed(self, names: list[str], more: int) -> Filled:
        shown = self._separator.join(names)
        return Filled(self._said(say("answer.and-more", names=shown, count=more)) if more else shown, not shown)

    def _said(self, remark: Remark) -> str:
        labels = self._labels(list(remark.ids))
        return self._graph.words.sentence(remark, self._lang, labels)

    def _labels(self, cells: list[Cell]) -> dict[str, str]:
        ids = {cell for cell in cells if isinstance(cell, Id)}
        titles = self._titles if ids & self._known_editions else {}
        return self._graph.labels(ids, self._lang) | titles

    def _beside(self, name: str) -> Table:
        query = self._graph.context.queries.get(f"answers/{name}")
        given = {key: plain(cell).replace("; ", ",") for key, cell in self._given.items() if key in query.parameters and cell}
        if "lang" in query.parameters:
            given["lang"] = self._lang
        return self._graph.query(query.bind(given))

    @cached_property
    def _asked(self) -> dict[str, Cell]:
        """What the question was asked about: the parameters, without the language."""
        return {name: cell for name, cell in self._given.items() if name != "lang"}

    @cached_property
    def _named(self) -> set[str]:
        """Every term and thing that the question, its parameters or its answer name, and the countries of the parameters."""
        asked = {each for cell in self._given.values() for each in parts(cell)}
        things = [each for each in asked if isinstance(each, Id)]
        countries = self._graph.ask("answers/countries-of", thing=things).ids() if things else set()
        return {*self._question.query.terms, *self._table.ids(), *map(str, asked), *countries}

    @cached_property
    def _missing(self) -> list[unheld.NotHeld]:
        of_one = self._is_of_one_edition and len(self._known_editions) <= 1
        if of_one or not self._question.names_gaps:
            return []
        return unheld.concerning(self._graph, self._named, self._lang)

    @cached_property
    def _known_editions(self) -> set[Id]:
        kinds = self._question.parameters
        return closing.sources(self._table) | {
            Id(str(cell)) for name, cell in self._given.items() if kinds[name].split()[0] == EDITION
        }

    @cached_property
    def _consulted(self) -> set[Id]:
        """The editions of the rows; where there are none, those that hold claims of this kind."""
        if self._known_editions or not self._question.query.terms:
            return self._known_editions
        found = self._graph.ask("answers/editions-with", term=self._question.query.terms)
        return {row.id("edition") for row in found}

    def _editions(self, ids: set[Id]) -> tuple[str, ...]:
        """Return the titles of the newest few editions, with their dates."""
        return tuple(closing.of_editions(self._graph, ids, self._lang).values())[: closing.EDITIONS_AT_MOST]

    @cached_property
    def _titles(self) -> dict[str, str]:
        """The titles of the editions that the answer names, read once for all its sentences."""
        rows = self._graph.ask("answers/editions", edition=sorted(self._known_editions), lang=self._lang)
        return {row.id("edition"): row.text("title") for row in rows}

    def _mentions(self) -> list[Remark]:
        """Say of each thing that was asked about how many claims the atlas has about it."""
        asked = {each for cell in self._asked.values() for each in parts(cell)}
        things = sorted(each for each in asked if isinstance(each, Id) and each not in self._known_editions)
        counts = {row.id("thing"): row["claims"] for row in self._graph.ask("answers/mentions", thing=things)} if things else {}
        return [say("answer.mentions", thing=thing, claims=counts.get(thing, 0)) for thing in things]
