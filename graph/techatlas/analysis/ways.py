"""Paths: the shortest chains of edges between two things, with their claims."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import partial
from itertools import islice, pairwise

from techatlas.analysis.editions import published
from techatlas.analysis.supply import PROVIDES, Provision, by_share
from techatlas.analysis.walks import Chain, Edge, Hops, Search, distinct, neighbours
from techatlas.answers.answer import Answer, percent
from techatlas.answers.claim import STATED, claims
from techatlas.answers.evidence import Evidence
from techatlas.errors import UsageError
from techatlas.results.number import Exact
from techatlas.results.table import Id
from techatlas.store.graph import Graph
from techatlas.vocabulary.words import Remark, say

NEARLY_SAME = Id("nearlySame")
COMPARED = 10_000  # chains at most; there are more only where every thing is linked with every other
HELD = 1_000_000  # things at most in all chains that are compared
HUB = 100  # a thing with more edges than this, such as a country, links almost anything with anything
AS_SAID, AGAINST = "→", "←"


@dataclass(frozen=True, slots=True)
class Step:
    """One claim on one edge of a way.

    ``direction`` shows whether the way follows the edge as it is said (→) or against that (←). ``share`` is what the claim says
    that the provider holds, in per cent; it may be ``approximate``.
    """

    way: int
    step: int
    from_thing: Id
    direction: str
    relation: Id
    to_thing: Id
    share: Exact | None = percent(default=None)
    approximate: bool | None = None
    evidence: Evidence = Evidence()


def path(
    graph: Graph,
    start: Id,
    end: Id,
    *,
    relations: Collection[str] = (),
    without: Collection[str] = (),
    directed: bool = False,
    depends: bool = False,
    ways: int = 3,
) -> Answer[Step]:
    """Answer how two things are linked: by the shortest way, and others that differ.

    At most ``ways`` are shown. ``relations`` are the only ones followed, ``without`` those that are not; ``directed`` follows
    edges as they are said; ``depends`` goes from a dependent thing to what it depends on, over the relations with such ends.

    >>> import techatlas
    >>> graph = techatlas.open(collections=["bis-2023-10", "epoch-hardware-2026-07"]).store
    >>> [(row.direction, row.relation) for row in path(graph, Id("biden-chip-ban"), Id("nvidia"), ways=1).rows]
    [('→', 'restricts'), ('←', 'nearlySame'), ('←', 'develops')]

    :raises UsageError: no edge has a relation of that name.
    """
    edges = _edges(graph)
    _check({edge.relation for edge in edges}, (*relations, *without))
    kept = [e for e in edges if (not relations or e.relation in relations) and e.relation not in without]
    hops = neighbours(kept, directed=directed, depends=depends)
    search, proof = Search.between(hops, start, end), _Proof(graph)
    compared = max(1, min(COMPARED, HELD // (search.steps or 1)))
    shown = distinct(islice(search.chains(), compared), ways, proof.shares)
    rows = tuple(row for number, way in enumerate(shown, 1) for row in _steps(number, way, hops, proof))
    counts = search.counts()
    remarks = (
        *_none(shown, start, end, bool(relations or without or directed or depends)),
        *_chosen(len(shown), sum(counts.values())),
        *_remarks(shown, edges, depends=depends),
    )
    answer = Answer(Step, say("path.title", start=start, end=end), rows, remarks, _lead(shown, counts))
    return replace(answer, shorten=partial(_first, shown, counts))


def _edges(graph: Graph) -> list[Edge]:
    rows = graph.ask("analysis/paths")
    return [Edge(row.id("source"), row.id("relation"), row.id("target"), row.text("dependent")) for row in rows]


def _first(ways: Sequence[Chain], counts: dict[int, int], answer: Answer[Step], most: int) -> Answer[Step]:
    """Return an answer with its first ``most`` chains."""
    if len(ways) <= most:
        return answer
    rows = tuple(row for row in answer.rows if row.way <= most)
    passed = {each for way in ways[:most] for each in way}
    told = [each for each in answer.remarks if each.key != "path.order" or most > 1]
    told = [each for each in told if each.key != "path.hub" or passed & {*each.ids}]
    told += [each for each in _chosen(most, sum(counts.values())) if each not in told]
    return replace(answer, rows=rows, lead=_lead(ways[:most], counts), remarks=tuple(told))


class _Proof:
    """The provenance of edges, read when first needed."""

    def __init__(self, graph: Graph) -> None:
        self._graph, self._published = graph, published(graph)
        self._known: dict[tuple[Id, Id, Id], tuple[Evidence, ...]] = {}
        self._figures: dict[frozenset[Id], list[Provision]] = defaultdict(list)
        for row in graph.ask("analysis/provisions"):
            claim = Provision.of(row)
            if claim.number is not None:
                self._figures[frozenset((claim.subject, row.id("counterpart")))].append(claim)

    @property
    def shares(self) -> dict[frozenset[Id], float]:
        """The largest published share of each provider in each input, by the two."""
        return {ends: max(each.number or 0.0 for each in found) for ends, found in self._figures.items()}

    def figures(self, edge: Edge) -> Iterator[tuple[Provision, Evidence]]:
        """Yield the claims that say which share a provider holds, the largest share first."""
        found = self._figures.get(frozenset((edge.source, edge.target)), ()) if edge.relation == PROVIDES else ()
        for claim in by_share(found):
            yield claim, Evidence.of(claim, self._published)

    def of(self, edge: Edge) -> tuple[Evidence, ...]:
        """Return the provenance of the claims that state an edge as a firm fact."""
        ends = edge.source, edge.relation, edge.target
        if ends not in self._known and edge.relation == NEARLY_SAME:
            self._known |= self._matches()
        if ends not in self._known:
            names = self._graph.ask("questions/edge-claims", subject=ends[0], relation=ends[1], object=ends[2]).column("claim")
            found = claims(self._graph, map(str, names)).values()
            firm = (claim for claim in found if claim.status == STATED and claim.firm)
            self._known[ends] = Evidence.of_all(firm, self._published)
        return self._known[ends]

    def _matches(self) -> dict[tuple[Id, Id, Id], tuple[Evidence, ...]]:
        """Return who holds things to be nearly the same, and why: editors, not claims."""
        rows = self._graph.ask("analysis/matches")
        return {
            (row.id("source"), NEARLY_SAME, row.id("target")): (Evidence(who=row.text("who"), locator=row.text("why")),)
            for row in rows
        }


def _check(known: Collection[str], given: Iterable[str]) -> None:
    for name in given:
        if name not in known:
            near = get_close_matches(name, known, 3, 0.4) or sorted(known)
            raise UsageError(f"no edge has the relation {name!r} → {' or '.join(near)}?")


def _steps(number: int, way: Chain, hops: Hops, proof: _Proof) -> Iterator[Step]:
    for step, (here, there) in enumerate(pairwise(way), 1):
        for edge in sorted(hops[here][there], key=lambda each: (each.relation, each.source)):
            sign = AS_SAID if edge.source == here else AGAINST
            told = number, step, here, sign, edge.relation, there
            for evidence in proof.of(edge) or (Evidence(),):
                yield Step(*told, evidence=evidence)
            for claim, evidence in proof.figures(edge):
                yield Step(*told, claim.exact, claim.approximate or None, evidence)


def _lead(ways: Sequence[Chain], counts: dict[int, int]) -> Remark | None:
    if not ways:
        return None
    steps = min(counts)
    every = {"shortest": counts[steps], "longer": counts.get(steps + 1, 0), "next": steps + 1}
    shown = len(ways) if len(ways) < sum(counts.values()) else 0  # nothing is said of what is left out if nothing is
    return say("path.lead", start=ways[0][0], end=ways[0][-1], steps=steps, shown=shown, **every)


def _none(ways: Sequence[Sequence[Id]], start: Id, end: Id, filtered: bool) -> Iterator[Remark]:
    if start == end:
        yield say("path.same", start=start)
    elif not ways:
        yield say("path.none-filtered" if filtered else "path.none", start=start, end=end)


def _chosen(shown: int, every: int) -> Iterator[Remark]:
    if every > COMPARED:
        yield say("path.compared", compared=COMPARED, all=every)
    if shown > 1:
        yield say("path.order")
    if shown < every:
        yield say("path.chosen")


def _remarks(ways: Sequence[Chain], edges: Iterable[Edge], *, depends: bool) -> Iterator[Remark]:
    degree = Counter(each for edge in edges for each in (edge.source, edge.target))
    for hub in sorted({each for way in ways for each in way[1:-1] if degree[each] > HUB}):
        yield say("path.hub", hub=hub, edges=degree[hub])
    if depends:
        yield say("path.depends")
    yield say("path.meaning")
