"""What the atlas cannot answer about a thing or a field, and why."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from techatlas.analysis.editions import published
from techatlas.answers.answer import Answer
from techatlas.answers.claim import claims
from techatlas.answers.evidence import Evidence
from techatlas.answers.unheld import NotHeld, not_held
from techatlas.results.table import Id, Row
from techatlas.store.graph import Graph
from techatlas.vocabulary.languages import FALLBACK
from techatlas.vocabulary.words import Remark, say

POSITIONS, NOT_HELD, TOO_THIN = Id("positionsNotNamed"), Id("sourceNotHeld"), Id("tooThin")
UNPUBLISHED, TOO_SMALL, WITHHELD = "unknown", "below-resolution", "withheld"
SOURCES_AT_LEAST = 2
EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Lacking:
    """One kind of missing information.

    ``reason`` is a status of claims or a term of ``ta:Gap``; ``count`` is how often it is met; ``about`` are the first few
    things that it concerns, and ``explanation`` says what is not held, and why. The evidence is that of the first claim.
    """

    reason: Id
    measure: tuple[Id, ...]
    count: int
    about: tuple[Id, ...] = ()
    publication: Id | None = None
    explanation: str = ""
    evidence: Evidence = Evidence()


Found = tuple[Lacking, Id | None]  # with the first claim that shows it


def gaps(graph: Graph, thing: Id | None = None, lang: str = "en") -> Answer[Lacking]:
    """Answer what the atlas cannot say, of everything or of one thing or field.

    >>> import techatlas
    >>> found = gaps(techatlas.open(collections=["eto-2022"]).store)
    >>> [(row.reason, row.measure) for row in found.rows][:1]
    [('unknown', ('provision-share',))]
    """
    found = Missing(graph, lang).found(thing)
    proofs, dates = claims(graph, [claim for _, claim in found if claim]), published(graph)
    return _answer([replace(row, evidence=Evidence.of(proofs[claim], dates)) if claim else row for row, claim in found], thing)


def outlined(graph: Graph, things: Iterable[Id]) -> dict[Id, Answer[Lacking]]:
    """Answer the same of several things at once, without the provenance of examples.

    >>> import techatlas
    >>> found = outlined(techatlas.open(collections=["eto-2022"]).store, [Id("japan")])
    >>> found[Id("japan")].rows == tuple(replace(r, evidence=Evidence()) for r in gaps(techatlas.open(
    ...     collections=["eto-2022"]).store, Id("japan")).rows)
    True
    """
    missing = Missing(graph, FALLBACK)
    return {thing: _answer([row for row, _ in missing.found(thing)], thing) for thing in things}


def _answer(rows: Sequence[Lacking], thing: Id | None) -> Answer[Lacking]:
    title = say("gaps.title-about", about=thing) if thing else say("gaps.title")
    remarks = (*([say("gaps.scope")] if thing else []), say("gaps.silence"))
    return Answer(Lacking, title, tuple(rows), remarks, _lead(rows, thing))


def _lead(rows: Iterable[Lacking], thing: Id | None) -> Remark:
    counts = {
        name: sum(row.count for row in rows if row.reason == reason)
        for name, reason in (
            ("unpublished", UNPUBLISHED),
            ("withheld", WITHHELD),
            ("small", TOO_SMALL),
            ("positions", POSITIONS),
            ("thin", TOO_THIN),
            ("held", NOT_HELD),
        )
    }
    if not any(counts.values()):
        return say("gaps.none", about=thing)
    return say("gaps.lead-about", about=thing, **counts) if thing else say("gaps.lead", **counts)


class Missing:
    """What the graph lacks, read once for any number of things.

    Explanations are in ``lang``.

    >>> import techatlas
    >>> (row, claim), *_ = Missing(techatlas.open(collections=["eto-2022"]).store, "en").found(Id("japan"))
    >>> row.reason, row.count > 1, claim.startswith("eto-2022/")
    ('unknown', True, True)
    """

    def __init__(self, graph: Graph, lang: str) -> None:
        self._graph, self._lang = graph, lang
        self._measures: dict[tuple[Id, ...], frozenset[Id]] = {}
        self._coverage: dict[Id, Row | None] = {}

    def found(self, thing: Id | None) -> list[Found]:
        """Return what is missing about a thing or a field, or everything."""
        return [*self._unstated(thing), *self._of_no_source(thing), *self._positions(thing), *self._thin(thing)]

    def _unstated(self, thing: Id | None) -> Iterator[Found]:
        """Yield figures that exist and are not given, by status and measure."""
        found: dict[tuple[Id, Id], dict[Id, Id]] = {}
        for row in self._figures:
            if thing is None or thing in row.values():
                about = row.optional("counterpart") if thing is None or thing != row["counterpart"] else row.id("subject")
                found.setdefault((row.id("status"), row.id("measure")), {})[row.id("claim")] = about or row.id("subject")
        for (status, measure), named in sorted(found.items(), key=lambda each: (each[0][0] != UNPUBLISHED, each[0])):
            yield Lacking(status, (measure,), len(named), _some(named.values())), next(iter(named))

    def _positions(self, thing: Id | None) -> Iterator[Found]:
        """Yield rankings with positions that nobody in the atlas fills."""
        found: dict[Id, Row] = {}
        for row in self._rankings:
            if thing is None or thing in row.values():
                found.setdefault(row.id("ranking"), row)
        for ranking, row in found.items():
            yield Lacking(POSITIONS, (Id("listedIn"),), row.whole("missing") or 0, (ranking,)), _claim(row)

    def _thin(self, thing: Id | None) -> Iterator[Found]:
        """Yield sectors, or the thing, that too few sources speak of."""
        wanted = [each for each, fields in self._sectors.items() if thing is None or thing in fields] or [thing or Id("")]
        unread = [each for each in wanted if each not in self._coverage]
        if unread:
            self._coverage |= dict.fromkeys(unread)
            self._coverage |= {row.id("thing"): row for row in self._graph.ask("analysis/gaps/thin", thing=unread)}
        for each in wanted:
            row = self._coverage[each]
            if _is_thin(row):
                yield Lacking(TOO_THIN, (), 1, (each,)), _claim(row) if row else None

    def _of_no_source(self, thing: Id | None) -> Iterator[Found]:
        """Yield what is known to exist and is not in the atlas; of a thing, what would say something of its kind."""
        named = self._named(thing) if thing else set()
        for each in self._held:
            if thing is None or each.matters_to(named):
                measured, about = (tuple(map(Id, sorted(names))) for names in (each.measures, each.concerns))
                yield Lacking(NOT_HELD, measured, 1, about[:EXAMPLES], each.gap, each.reason), None

    def _named(self, thing: Id) -> set[str]:
        """Return a thing, its narrower fields, its countries, and the relations and indicators of things of its kinds."""
        narrower = {each for each, fields in self._sectors.items() if thing in fields}
        kinds = tuple(self._graph.ask("answers/kinds", thing=[thing]).ids())
        if kinds not in self._measures:
            self._measures[kinds] = frozenset(self._graph.ask("analysis/gaps/measures", thing=[thing]).ids())
        return {thing, *narrower, *self._graph.ask("answers/countries-of", thing=[thing]).ids(), *self._measures[kinds]}

    @cached_property
    def _figures(self) -> list[Row]:
        return list(self._graph.ask("analysis/gaps/unstated"))

    @cached_property
    def _rankings(self) -> list[Row]:
        return list(self._graph.ask("analysis/gaps/positions"))

    @cached_property
    def _held(self) -> list[NotHeld]:
        return sorted(not_held(self._graph, self._lang), key=lambda each: not each.concerns)

    @cached_property
    def _sectors(self) -> dict[Id, set[Id]]:
        found: dict[Id, set[Id]] = {}
        for row in self._graph.ask("analysis/gaps/sectors"):
            found.setdefault(row.id("sector"), set()).add(row.id("field"))
        return found


def _is_thin(row: Row | None) -> bool:
    """Return whether fewer than two sources speak of it, or as many figures are unpublished as published."""
    if row is None or (row.whole("sources") or 0) < SOURCES_AT_LEAST:
        return True
    return 0 < (row.whole("not_published") or 0) >= (row.whole("figures") or 0)


def _some(things: Iterable[Id]) -> tuple[Id, ...]:
    return tuple(dict.fromkeys(things))[:EXAMPLES]


def _claim(row: Row) -> Id:
    return Id(row.text("first").partition("/claim/")[2])
