"""Paths: the shortest chains of edges between two things, each step with the claims behind it.

A plain breadth-first search: the graph is unweighted, and it starts faster than a graph library is imported.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import islice, pairwise

from techatlas.analysis.editions import published
from techatlas.answers.answer import Answer
from techatlas.errors import UsageError
from techatlas.results.table import Id
from techatlas.store.graph import Graph
from techatlas.vocabulary.words import Remark, say

NEARLY_SAME = Id("nearlySame")
HUB = 100  # a thing with more edges than this, such as a country, links almost anything with anything
AS_SAID, AGAINST = "→", "←"


@dataclass(frozen=True, slots=True)
class Edge:
    """One direct triple; ``dependent`` names the end that needs the other, where the relation says so."""

    source: Id
    relation: Id
    target: Id
    dependent: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One edge of a way: ``direction`` tells whether the way follows it as it is said (→) or against that (←)."""

    way: int
    step: int
    from_thing: Id
    direction: str
    relation: Id
    to_thing: Id
    who: tuple[Id, ...] = ()
    certainty: tuple[Id, ...] = ()
    claims: tuple[Id, ...] = ()
    source: tuple[Id, ...] = ()
    published: tuple[str, ...] = ()
    locator: tuple[str, ...] = ()


def path(
    graph: Graph, start: Id, end: Id, *, relations: Collection[str] = (), without: Collection[str] = (),
    directed: bool = False, depends: bool = False, limit: int = 3,
) -> Answer[Step]:  # fmt: skip
    """Answer how two things are linked: up to ``limit`` shortest ways.

    ``relations`` are the only ones followed, ``without`` those that are not; ``directed`` follows edges as they are said;
    ``depends`` goes from what depends to what it depends on, over the relations that say which end that is.

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
    evidence = _Evidence(graph, published(graph))
    rows = [row for number, way in enumerate(shown, 1) for row in _steps(number, way, hops, evidence)]
    filtered = bool(relations or without or directed or depends)
    return Answer(
        Step, say("path.title", start=start, end=end), tuple(rows),
        (*_none(shown, start, end, filtered), *_remarks(shown, edges, more=len(ways) > limit, depends=depends)),
        say("path.lead", start=start, end=end, steps=len(shown[0]) - 1, ways=len(shown)) if shown else None,
    )  # fmt: skip


Hops = dict[Id, dict[Id, list[Edge]]]


def neighbours(edges: Iterable[Edge], *, directed: bool = False, depends: bool = False) -> Hops:
    """Return, for each thing, the things one step away and the edges that lead there."""
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
    """Yield every shortest way between two things, in the order of the ids along it."""
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


class _Evidence:
    """The claims behind an edge, asked for when first needed."""

    def __init__(self, graph: Graph, published: Mapping[Id, str]) -> None:
        self._graph, self._published = graph, published
        self._known: dict[Edge, dict[str, tuple[Id, ...] | tuple[str, ...]]] = {}

    def of(self, edge: Edge) -> dict[str, tuple[Id, ...] | tuple[str, ...]]:
        """Return who says so where, each a tuple with an entry a claim that states the edge as a fact."""
        if edge not in self._known and edge.relation == NEARLY_SAME:
            self._known |= self._matches()
        if edge not in self._known:
            ends = {"subject": edge.source, "relation": edge.relation, "object": edge.target}
            found = self._graph.ask("questions/edge-claims", **ends)
            rows = [row for row in found if (row["status"], row["modality"]) == ("stated", "fact")]
            firm = [row for row in rows if row["certainty"] != "hedged"]
            columns = {"claims": "claim", "who": "who", "certainty": "certainty", "source": "source"}
            told: dict[str, tuple[Id, ...] | tuple[str, ...]] = {
                name: tuple(row.id(column) for row in firm) for name, column in columns.items()
            }
            told["published"] = tuple(self._published[row.id("source")] for row in firm)
            told["locator"] = tuple(row.text("locator") for row in firm)
            self._known[edge] = told
        return self._known[edge]

    def _matches(self) -> dict[Edge, dict[str, tuple[Id, ...] | tuple[str, ...]]]:
        """Return who holds things to be nearly the same, and why: editors, not claims."""
        found: dict[Edge, dict[str, tuple[Id, ...] | tuple[str, ...]]] = {}
        for row in self._graph.ask("analysis/matches"):
            ends = row.id("source"), NEARLY_SAME, row.id("target")
            told: dict[str, tuple[Id, ...] | tuple[str, ...]] = {
                "who": (row.text("who"),),
                "locator": (row.text("why"),),
            }
            found |= {Edge(*ends, end): told for end in ("", "subject", "object")}
        return found


def _check(known: Collection[str], given: Iterable[str]) -> None:
    for name in given:
        if name not in known:
            near = get_close_matches(name, known, 3, 0.4) or sorted(known)
            raise UsageError(f"no edge has the relation {name!r} → {' or '.join(near)}?")


def _steps(number: int, way: Sequence[Id], hops: Hops, evidence: _Evidence) -> Iterator[Step]:
    for step, (here, there) in enumerate(pairwise(way), 1):
        for edge in sorted(hops[here][there], key=lambda each: (each.relation, each.source)):
            sign = AS_SAID if edge.source == here else AGAINST
            yield Step(number, step, here, sign, edge.relation, there, **evidence.of(edge))  # type: ignore[arg-type]


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
