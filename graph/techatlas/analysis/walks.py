"""Chains of edges between two things: their number, and a few that differ.

A plain breadth-first search: the graph is unweighted, and it starts faster than a graph library is imported.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from techatlas.results.table import Id

Chain = tuple[Id, ...]
LONGER = 1  # steps by which a chain may be longer than the shortest; a walk so short passes through nothing twice


@dataclass(frozen=True, slots=True)
class Edge:
    """One direct triple.

    ``dependent`` names the end that needs the other, where the relation has such an end.
    """

    source: Id
    relation: Id
    target: Id
    dependent: str = ""


Hops = dict[Id, dict[Id, list[Edge]]]
Shares = Mapping[frozenset[Id], float]


def neighbours(edges: Iterable[Edge], *, directed: bool = False, depends: bool = False) -> Hops:
    """Return the other things one step from each thing, and the edges that lead there.

    >>> edge = Edge(Id("tsmc"), Id("makes"), Id("h800"))
    >>> [(here, list(there)) for here, there in neighbours([edge]).items()]
    [('tsmc', ['h800']), ('h800', ['tsmc'])]
    >>> list(neighbours([edge], directed=True))
    ['tsmc']
    """
    hops: Hops = defaultdict(lambda: defaultdict(list))
    for edge in edges:
        if edge.source == edge.target:
            continue
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


@dataclass(frozen=True)
class Search:
    """The shortest chains from one thing to another, and those one step longer.

    ``distance`` holds the steps from each thing to the end; ``steps`` is the length of the shortest chain, None if there is none.

    >>> made = [Edge(Id("tsmc"), Id("makes"), Id("h800")), Edge(Id("r1"), Id("trainedOn"), Id("h800"))]
    >>> found = Search.between(neighbours(made), Id("tsmc"), Id("r1"))
    >>> found.steps, found.counts(), list(found.chains())
    (2, {2: 1}, [('tsmc', 'h800', 'r1')])
    """

    hops: Hops
    start: Id
    distance: Mapping[Id, int]

    @classmethod
    def between(cls, hops: Hops, start: Id, end: Id) -> "Search":
        """Return the search from one thing to another.

        Between a thing and itself there is no chain.
        """
        back: dict[Id, list[Id]] = defaultdict(list)
        for here, there in hops.items():
            for each in there:
                back[each].append(here)
        distance, ring = {end: 0}, [end]
        while ring and start != end:
            reached = dict.fromkeys(before for each in ring for before in back[each] if before not in distance)
            distance |= dict.fromkeys(reached, distance[ring[0]] + 1)
            ring = list(reached)
        return cls(hops, start, distance)

    @property
    def steps(self) -> int | None:
        """The number of steps of the shortest chain."""
        return self.distance.get(self.start) or None

    def counts(self) -> dict[int, int]:
        """Return how many chains of each length there are, the shortest first."""
        found: dict[int, int] = {}
        at: Counter[Id] = Counter([self.start] if self.steps else [])
        most = (self.steps or 0) + LONGER
        for step in range(1, most + 1):
            after: Counter[Id] = Counter()
            for here, number in at.items():
                for there in self._onward(here, most - step):
                    after[there] += number
            if arrived := sum(after.pop(each) for each in list(after) if not self.distance[each]):
                found[step] = arrived
            at = after
        return found

    def chains(self) -> Iterator[Chain]:
        """Yield the chains, the shortest first, then in the order of their ids."""
        for longer in range(LONGER + 1 if self.steps else 0):
            yield from self._of((self.steps or 0) + longer)

    def _of(self, steps: int) -> Iterator[Chain]:
        """Yield the chains with a number of steps; nothing calls itself, so that a chain may be of any length."""
        chain = [self.start]
        onward = [iter(sorted(self._onward(self.start, steps - 1)))]
        while onward:
            here = next(onward[-1], None)
            if here is None:
                onward.pop()
                chain.pop()
            elif self.distance[here]:
                chain.append(here)
                onward.append(iter(sorted(self._onward(here, steps - len(chain)))))
            elif len(chain) == steps:
                yield (*chain, here)

    def _onward(self, here: Id, left: int) -> list[Id]:
        """Return the things one step on from which the end is at most ``left`` steps away."""
        return [each for each in self.hops.get(here, ()) if self.distance.get(each, left + 1) <= left]


def distinct(chains: Iterable[Chain], most: int, shares: Shares) -> list[Chain]:
    """Return at most ``most`` chains that differ, in order.

    The first is the first in order. Each further one passes through the fewest things of the chains chosen before it, and
    of those it is the first in order. The order is that of length; chains of one length with more published shares come
    first, then those with larger ones, then the ids decide.

    :param shares: the largest published share in per cent, by the two ends of a step.

    >>> by = lambda *names: tuple(map(Id, names))
    >>> found = [by("r1", "v3", "h800", "tsmc"), by("r1", "v3", "a100", "tsmc"), by("r1", "x", "h20", "tsmc")]
    >>> [chain[1:-1] for chain in distinct(found, 2, {})]
    [('v3', 'a100'), ('x', 'h20')]
    """
    left = sorted(chains, key=lambda chain: _rank(chain, shares))
    if len(left) <= most:
        return left
    chosen: list[Chain] = []
    passed: set[Id] = set()
    while len(chosen) < most:
        chosen.append(min(left, key=lambda chain: len(passed.intersection(chain))))
        passed.update(chosen[-1][1:-1])
        left.remove(chosen[-1])
    return sorted(chosen, key=lambda chain: _rank(chain, shares))


def _rank(chain: Chain, shares: Shares) -> tuple[int, int, float, Sequence[Id]]:
    found = [shares[ends] for ends in map(frozenset, pairwise(chain)) if ends in shares]
    return len(chain), -len(found), -sum(found), chain
