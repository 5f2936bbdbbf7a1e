"""Paths: the shortest chains of edges between two things, with their claims.

A plain breadth-first search: the graph is unweighted, and it starts faster than a graph library is imported.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import islice, pairwise

from techatlas.analysis.editions import published
from techatlas.answers.answer import Answer
from techatlas.answers.claim import STATED, claims
from techatlas.answers.evidence import Evidence
from techatlas.errors import UsageError
from techatlas.results.table import Id
from techatlas.store.graph import Graph
from techatlas.vocabulary.words import Remark, say

NEARLY_SAME = Id("nearlySame")
HUB = 100  # a thing with more edges than this, such as a country, links almost anything with anything
AS_SAID, AGAINST = "→", "←"


@dataclass(frozen=True, slots=True)
class Edge:
    """One direct triple.

    ``dependent`` names the end that needs the other, where the relation has such an end.
    """

    source: Id
    relation: Id
    target: Id
    dependent: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One edge of a way.

    ``direction`` shows whether the way follows the edge as it is said (→) or against that (←).
    """

    way: int
    step: int
    from_thing: Id
    direction: str
    relation: Id
    to_thing: Id
    evidence: tuple[Evidence, ...] = ()


def path(
    graph: Graph,
    start: Id,
    end: Id,
    *,
    relations: Collection[str] = (),
    without: Collection[str] = (),
    directed: bool = False,
    depends: bool = False,
    limit: int = 3,
) -> Answer[Step]:
    """Answer how two things are linked: up to ``limit`` shortest ways.

    ``relations`` are the only ones followed, ``without`` those that are not; ``directed`` follows edges as they are said;
    ``depends`` goes from a dependent thing to what it depends on, over the relations that have such ends.

    >>> import techatlas
    >>> graph = techatlas.open(collections=["bis-2023-10", "epoch-hardware-2026-07"]).store
    >>> [(row.direction, row.relation) for row in path(graph, Id("biden-chip-ban"), Id("nvidia"), limit=1).rows]
    [('→', 'restricts'), ('←', 'nearlySame'), ('←', 'develops')]

    :raises UsageError: no edge has a relation of that name.
    """
    edges = [
        Edge(row.id("source"), row.id("relation"), row.id("target"), row.text("dependent")) for row in graph.ask("analysis/paths")
    ]
    _check({edge.relation for edge in edges}, (*relations, *without))
    kept = [e for e in edges if (not relations or e.relation in relations) and e.relation not in without]
    hops = neighbours(kept, directed=directed, depends=depends)
    ways = list(islice(shortest(hops, start, end), limit + 1))
    shown = ways[:limit]
    proof = _Proof(graph)
    rows = tuple(row for number, way in enumerate(shown, 1) for row in _steps(number, way, hops, proof))
    filtered = bool(relations or without or directed or depends)
    remarks = (
        *_none(shown, start, end, filtered),
        *_remarks(shown, edges, more=len(ways) > limit, depends=depends),
    )
    lead = say("path.lead", start=start, end=end, steps=len(shown[0]) - 1, ways=len(shown)) if shown else None
    return Answer(Step, say("path.title", start=start, end=end), rows, remarks, lead)


Hops = dict[Id, dict[Id, list[Edge]]]


def neighbours(edges: Iterable[Edge], *, directed: bool = False, depends: bool = False) -> Hops:
    """Return, for each thing, the things one step away and the edges that lead there.

    >>> edge = Edge(Id("tsmc"), Id("makes"), Id("h800"))
    >>> [(here, list(there)) for here, there in neighbours([edge]).items()]
    [('tsmc', ['h800']), ('h800', ['tsmc'])]
    >>> list(neighbours([edge], directed=True))
    ['tsmc']
    """
    hops: Hops = defaultdict(lambda: defaultdict(list))
    for edge in edges:
        if depends:
            if edge.dependent:
                ends = (edge.source, edge.target) if edge.dependent == "subject" else (edge.target, edge.source)
                hops[ends[0]][ends[1]].append(edge)
            continue
        plain = replace(edge, dependent="")
        for here, there in ((edge.source, edge.target), *(() if directed else ((edge.target, edge.source),))):
            if plain not in hops[here][there]:
                hops[here][there].append(plain)
    return hops


def shortest(hops: Hops, start: Id, end: Id) -> Iterator[tuple[Id, ...]]:
    """Yield every shortest way between two things, in the order of the ids along it.

    >>> hops = neighbours([Edge(Id("tsmc"), Id("makes"), Id("h800")), Edge(Id("r1"), Id("trainedOn"), Id("h800"))])
    >>> list(shortest(hops, Id("tsmc"), Id("r1")))
    [('tsmc', 'h800', 'r1')]
    """
    if start == end:
        return
    distance = {end: 0}
    back: dict[Id, list[Id]] = defaultdict(list)
    for here, there in hops.items():
        for each in there:
            back[each].append(here)
    ring = [end]
    while ring and start not in distance:
        reached = []
        for each in ring:
            for before in back[each]:
                if before not in distance:
                    distance[before] = distance[each] + 1
                    reached.append(before)
        ring = reached
    if start in distance:
        yield from _onward(hops, distance, (start,))


def _onward(hops: Hops, distance: dict[Id, int], way: tuple[Id, ...]) -> Iterator[tuple[Id, ...]]:
    if distance[way[-1]] == 0:
        yield way
        return
    for each in sorted(hops[way[-1]]):
        if distance.get(each) == distance[way[-1]] - 1:
            yield from _onward(hops, distance, (*way, each))


class _Proof:
    """The provenance of edges, read when first needed."""

    def __init__(self, graph: Graph) -> None:
        self._graph, self._published = graph, published(graph)
        self._known: dict[tuple[Id, Id, Id], tuple[Evidence, ...]] = {}

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


def _steps(number: int, way: Sequence[Id], hops: Hops, proof: _Proof) -> Iterator[Step]:
    for step, (here, there) in enumerate(pairwise(way), 1):
        for edge in sorted(hops[here][there], key=lambda each: (each.relation, each.source)):
            sign = AS_SAID if edge.source == here else AGAINST
            yield Step(number, step, here, sign, edge.relation, there, proof.of(edge))


def _none(ways: Sequence[Sequence[Id]], start: Id, end: Id, filtered: bool) -> Iterator[Remark]:
    if start == end:
        yield say("path.same", start=start)
    elif not ways:
        yield say("path.none-filtered" if filtered else "path.none", start=start, end=end)


def _remarks(ways: Sequence[Sequence[Id]], edges: Iterable[Edge], *, more: bool, depends: bool) -> Iterator[Remark]:
    degree = Counter(each for edge in edges for each in (edge.source, edge.target))
    for hub in sorted({each for way in ways for each in way[1:-1] if degree[each] > HUB}):
        yield say("path.hub", hub=hub, edges=degree[hub])
    if ways and more:
        yield say("path.more")
    if depends:
        yield say("path.depends")
    yield say("path.meaning")
