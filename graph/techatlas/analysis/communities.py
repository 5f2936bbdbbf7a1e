"""Communities: groups of things with more links inside than between."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from techatlas.analysis.links import Links, network
from techatlas.answers.answer import Answer, percent
from techatlas.results.table import Id
from techatlas.store.graph import Graph
from techatlas.vocabulary.words import say

SEEDS = (1, 2, 3, 4)  # the first makes the groups, the others try them
SMALLEST = 3
FIRST = 3

Groups = list[frozenset[int]]


@dataclass(frozen=True, slots=True)
class Community:
    """A group of things.

    ``hubs`` are the things with most links inside it, ``countries`` those of most of its things, ``leading`` the share of the
    first of them. ``stability`` is the mean overlap (Jaccard) with the nearest group of other runs: 100 is found every time.
    """

    community: int
    size: int
    of_country: int | None
    hubs: tuple[Id, ...]
    countries: tuple[Id, ...]
    leading: float = percent()
    stability: float = percent()


def communities(graph: Graph, *, country: Id | None = None, limit: int = 10) -> Answer[Community]:
    """Answer which groups the network falls into, the largest first.

    ``country`` keeps the groups with things of a country, those with most of them first.

    >>> import techatlas
    >>> graph = techatlas.open(collections=["bis-2023-10", "epoch-hardware-2026-07"]).store
    >>> [(row.hubs[0], row.countries[0]) for row in communities(graph, limit=2).rows]
    [('nvidia', 'united-states'), ('huawei', 'china')]
    """
    links = network(graph)
    runs = [grouped(links, seed) for seed in SEEDS]
    groups, fit = runs[0], modularity(links, runs[0])
    steady = stability(groups, runs[1:])
    rows = [_row(links, group, steady[group], country) for group in groups if len(group) >= SMALLEST]
    rows = [row for row in rows if row.of_country != 0]
    rows.sort(key=lambda row: (-(row.of_country or 0), -row.size, row.hubs))
    shown = [replace(row, community=n) for n, row in enumerate(rows[:limit], 1)]
    firm = sum(row.stability >= 75 for row in rows)
    counts = {"groups": len(rows), "things": len(links.things), "modularity": round(fit, 2), "firm": firm}
    lead = say("communities.lead-country", country=country, **counts) if country else say("communities.lead", **counts)
    remarks = (
        say("communities.method", seeds=len(SEEDS)),
        say("communities.left-out", left=len(rows) - len(shown), smallest=SMALLEST),
        say("bridges.links"),
        say("bridges.record"),
    )
    title = say("communities.title-country", country=country) if country else say("communities.title")
    return Answer(Community, title, tuple(shown), remarks, lead)


def _row(links: Links, group: frozenset[int], steady: float, country: Id | None) -> Community:
    """Return a group without its number; ``steady`` is its stability from 0 to 1."""
    mix = Counter(each for n in group for each in links.country.get(links.things[n], ()))
    inside = {n: len(group.intersection(links.neighbours[n])) for n in group}
    hubs = sorted(group, key=lambda n: (-inside[n], links.things[n]))[:FIRST]
    first = sorted(mix, key=lambda each: (-mix[each], each))[:FIRST]
    leading = 100 * mix[first[0]] / len(group) if first else 0.0
    return Community(
        0,
        len(group),
        mix[country] if country else None,
        tuple(links.things[n] for n in hubs),
        tuple(first),
        leading=round(leading, 1),
        stability=round(100 * steady, 1),
    )


def grouped(links: Links, seed: int) -> Groups:
    """Return the groups that one run of the Louvain method finds, the largest first.

    Method: Blondel and others 2008, Fast unfolding of communities in large networks.

    >>> from techatlas.analysis.links import linked
    >>> grouped(linked([("a", "b"), ("b", "c"), ("c", "a"), ("x", "y"), ("y", "z"), ("z", "x"), ("c", "x")]), seed=1)
    [frozenset({0, 1, 2}), frozenset({3, 4, 5})]
    """
    import networkx as nx

    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(links.things)))
    graph.add_edges_from(links.pairs)
    found = nx.community.louvain_communities(graph, seed=seed)
    return sorted((frozenset(group) for group in found), key=lambda group: (-len(group), min(group)))


def modularity(links: Links, groups: Groups) -> float:
    """Return the modularity of groups, from -0.5 to 1.

    It is the share of links inside the groups less the share that chance would put there.

    Method: Newman and Girvan 2004, Finding and evaluating community structure in networks.

    >>> from techatlas.analysis.links import linked
    >>> modularity(linked([("a", "b"), ("c", "d")]), [frozenset({0, 1}), frozenset({2, 3})])
    0.5
    """
    place = {n: number for number, group in enumerate(groups) for n in group}
    inside = Counter(place[one] for one, other in links.pairs if place[one] == place[other])
    ends = Counter(place[n] for pair in links.pairs for n in pair)
    every = len(links.pairs)
    return sum(inside[number] / every - (ends[number] / (2 * every)) ** 2 for number in range(len(groups))) if every else 0.0


def stability(groups: Groups, others: Sequence[Groups]) -> dict[frozenset[int], float]:
    """Return how steady each group is over the other runs, from 0 to 1.

    It is the mean overlap with the nearest group of each run. The overlap is that of Jaccard: the things in both over the
    things in either.

    >>> stability([frozenset({1, 2})], [[frozenset({1, 2, 3, 4})]])
    {frozenset({1, 2}): 0.5}
    """
    places = [{n: group for group in run for n in group} for run in others]
    found = {}
    for group in groups:
        best = [
            max(len(group & other) / len(group | other) for other in {place[n] for n in group if n in place} or {frozenset()})
            for place in places
        ]
        found[group] = sum(best) / len(best)
    return found
