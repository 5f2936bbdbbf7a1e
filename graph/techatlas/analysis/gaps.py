"""What the atlas cannot answer about a thing or a field, and why."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from techatlas.analysis.editions import published
from techatlas.answers.answer import Answer
from techatlas.answers.claim import claims
from techatlas.answers.evidence import Evidence
from techatlas.answers.unheld import not_held
from techatlas.results.table import Id, Row
from techatlas.store.graph import Graph
from techatlas.vocabulary.words import Remark, say

POSITIONS, NOT_HELD, TOO_THIN = Id("positionsNotNamed"), Id("sourceNotHeld"), Id("tooThin")
UNPUBLISHED, TOO_SMALL = "unknown", "below-resolution"
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


def gaps(graph: Graph, thing: Id | None = None, lang: str = "en") -> Answer[Lacking]:
    """Answer what the atlas cannot say, of everything or of one thing or field.

    >>> import techatlas
    >>> found = gaps(techatlas.open(collections=["eto-2022"]).store)
    >>> [(row.reason, row.measure) for row in found.rows][:1]
    [('unknown', ('provision-share',))]
    """
    rows = (*_unstated(graph, thing), *_not_held(graph, thing, lang), *_positions(graph, thing), *_thin(graph, thing))
    title = say("gaps.title-about", about=thing) if thing else say("gaps.title")
    return Answer(Lacking, title, rows, (*([say("gaps.scope")] if thing else []), say("gaps.silence")), _lead(rows, thing))


def _lead(rows: Iterable[Lacking], thing: Id | None) -> Remark:
    counts = {
        name: sum(row.count for row in rows if row.reason == reason)
        for name, reason in (
            ("unpublished", UNPUBLISHED),
            ("small", TOO_SMALL),
            ("positions", POSITIONS),
            ("thin", TOO_THIN),
            ("held", NOT_HELD),
        )
    }
    if not any(counts.values()):
        return say("gaps.none", about=thing)
    return say("gaps.lead-about", about=thing, **counts) if thing else say("gaps.lead", **counts)


def _unstated(graph: Graph, thing: Id | None) -> Iterator[Lacking]:
    """Yield figures that exist and are not given, by status and measure."""
    found: dict[tuple[Id, Id], dict[Id, Id]] = {}
    for row in graph.ask("analysis/gaps/unstated"):
        if thing is None or thing in row.values():
            about = row.optional("counterpart") if thing is None or thing != row["counterpart"] else row.id("subject")
            found.setdefault((row.id("status"), row.id("measure")), {})[row.id("claim")] = about or row.id("subject")
    proof = _Proof(graph, [next(iter(each)) for each in found.values()])
    for (status, measure), named in sorted(found.items(), key=lambda each: (each[0][0] != UNPUBLISHED, each[0])):
        yield Lacking(status, (measure,), len(named), _some(named.values()), evidence=proof.of(next(iter(named))))


def _positions(graph: Graph, thing: Id | None) -> Iterator[Lacking]:
    """Yield rankings with positions that nobody in the atlas fills."""
    found: dict[Id, Row] = {}
    for row in graph.ask("analysis/gaps/positions"):
        if thing is None or thing in row.values():
            found.setdefault(row.id("ranking"), row)
    proof = _Proof(graph, [_claim(row) for row in found.values()])
    for ranking, row in found.items():
        yield Lacking(POSITIONS, (Id("listedIn"),), row.whole("missing") or 0, (ranking,), evidence=proof.of(_claim(row)))


def _thin(graph: Graph, thing: Id | None) -> Iterator[Lacking]:
    """Yield sectors, or the thing, that too few sources speak of."""
    sectors: dict[Id, set[Id]] = {}
    for row in graph.ask("analysis/gaps/sectors"):
        sectors.setdefault(row.id("sector"), set()).add(row.id("field"))
    wanted = [each for each, fields in sectors.items() if thing is None or thing in fields] or [thing or Id("")]
    counted = {row.id("thing"): row for row in graph.ask("analysis/gaps/thin", thing=wanted)}
    thin = [each for each in wanted if _is_thin(counted.get(each))]
    proof = _Proof(graph, [_claim(counted[each]) for each in thin if each in counted])
    for each in thin:
        yield Lacking(TOO_THIN, (), 1, (each,), evidence=proof.of(_claim(counted[each])) if each in counted else Evidence())


def _is_thin(row: Row | None) -> bool:
    """Return whether fewer than two sources speak of it, or as many figures are unpublished as published."""
    if row is None or (row.whole("sources") or 0) < SOURCES_AT_LEAST:
        return True
    return 0 < (row.whole("not_published") or 0) >= (row.whole("figures") or 0)


def _not_held(graph: Graph, thing: Id | None, lang: str) -> Iterator[Lacking]:
    """Yield what is known to exist and is not in the atlas; of a thing, what would say something of its kind."""
    named: set[str] = set()
    if thing is not None:
        countries, measures = (graph.ask(name, thing=[thing]) for name in ("answers/countries-of", "analysis/gaps/measures"))
        named = {thing, *countries.ids(), *measures.ids()}
    for each in sorted(not_held(graph, lang), key=lambda each: not each.concerns):
        if thing is None or each.matters_to(named):
            measured, about = (tuple(map(Id, sorted(names))) for names in (each.measures, each.concerns))
            yield Lacking(NOT_HELD, measured, 1, about[:EXAMPLES], each.gap, each.reason)


def _some(things: Iterable[Id]) -> tuple[Id, ...]:
    return tuple(dict.fromkeys(things))[:EXAMPLES]


def _claim(row: Row) -> Id:
    return Id(row.text("first").partition("/claim/")[2])


class _Proof:
    """The provenance of some claims, read at once."""

    def __init__(self, graph: Graph, names: Iterable[Id]) -> None:
        self._claims, self._published = claims(graph, list(names)), published(graph)

    def of(self, claim: Id) -> Evidence:
        return Evidence.of(self._claims[claim], self._published)
