"""Who links two countries? Things on the shortest ways between what is theirs, checked by a second measure of another kind.

The first measure is betweenness on shortest paths from one bloc to the other. It looks at shortest paths alone, so a single
link that a source chose to list can make a bridge. The second therefore follows every path: it starts random walks in each
bloc (personalised PageRank) and takes the geometric mean of how often a thing is visited from the one and from the other.
It is high only where both blocs are near, by many ways.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from techatlas.analysis.links import Links, network
from techatlas.answers.answer import Answer, percent
from techatlas.errors import UsageError
from techatlas.results.table import Id
from techatlas.store.graph import Graph
from techatlas.vocabulary.words import say

FIRST = 10
DAMPING = 0.85  # Page and others 1998, The PageRank citation ranking
CLOSE_ENOUGH = 1e-12


@dataclass(frozen=True, slots=True)
class Bridge:
    """A thing between two blocs.

    ``claims`` states one link with each bloc, where there is one; ``bloc_links`` gives them all.
    ``betweenness`` is the mean share of the shortest paths between a thing of one bloc and a thing of the other that go
    through it; ``walk_rank`` its position by the second measure; ``links_first`` and ``links_second`` count the things of
    each bloc that it is linked with.
    """

    rank: int
    thing: Id
    kind: Id | None
    country: tuple[Id, ...]
    walk_rank: int
    links_first: int
    links_second: int
    betweenness: float = percent()
    claims: tuple[Id, ...] = ()
    source: tuple[Id, ...] = ()
    published: tuple[str, ...] = ()
    locator: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BlocLink:
    """A link of a thing with a thing of one of two countries, and a claim that states it."""

    bloc: Id
    neighbour: Id
    relation: Id
    claim: Id
    who: Id
    certainty: Id
    source: Id
    published: str
    locator: str


def bridges(graph: Graph, first: Id, second: Id, limit: int = FIRST) -> Answer[Bridge]:
    """Answer which things link two countries, the strongest by betweenness first.

    :raises UsageError: the countries are one, or nothing linked is of one of them.
    """
    links = network(graph)
    blocs = split(links, first, second)
    between, walks = betweenness(links, *blocs), visits(links, *blocs)
    by_paths, by_walks = _ranked(links, between), _ranked(links, walks)
    position = {n: rank for rank, n in enumerate(by_walks, 1)}
    sides = [set(bloc) for bloc in blocs]
    top = [n for n in by_paths[:limit] if between[n] > 0]
    told = _with_blocs(graph, links, blocs, (first, second), [links.things[n] for n in top])

    def bridge(rank: int, n: int) -> Bridge:
        counts = [len(side.intersection(links.neighbours[n])) for side in sides]
        thing = links.things[n]
        mean_share = round(100 * between[n], 2)
        one_each = list({row.bloc: row for row in reversed(told[thing])}.values())[::-1]
        return Bridge(
            rank,
            thing,
            links.kind.get(thing),
            links.country.get(thing, ()),
            position[n],
            counts[0],
            counts[1],
            betweenness=mean_share,
            claims=tuple(row.claim for row in one_each),
            source=tuple(row.source for row in one_each),
            published=tuple(row.published for row in one_each),
            locator=tuple(row.locator for row in one_each),
        )

    rows = tuple(bridge(rank, n) for rank, n in enumerate(top, 1))
    tops = by_paths[:FIRST], by_walks[:FIRST]
    union = sorted(set(tops[0]) | set(tops[1]))
    agreement = round(spearman([between[n] for n in union], [walks[n] for n in union]), 2)
    also = len(set(tops[0]) & set(tops[1]))
    named = tuple(links.things[n] for n in by_paths[:3] if between[n] > 0)
    lead = say("bridges.lead", first=first, second=second, things=named, top=len(tops[0]), also=also)
    remarks = (
        say("bridges.agreement", agreement=agreement, count=len(union), walks=tuple(links.things[n] for n in tops[1][:5])),
        say("bridges.blocs", first=first, second=second, things_first=len(blocs[0]), things_second=len(blocs[1]),
            all=len(links.things)),
        say("bridges.links"),
        say("bridges.evidence", first=str(first), second=str(second)),
        say("bridges.record"),
    )  # fmt: skip
    return Answer(Bridge, say("bridges.title", first=first, second=second), rows, remarks, lead)


def bloc_links(graph: Graph, thing: Id, first: Id, second: Id) -> Answer[BlocLink]:
    """Answer by which links, on whose word, a thing is linked with the things of two countries."""
    links = network(graph)
    rows = _with_blocs(graph, links, split(links, first, second), (first, second), [thing])[thing]
    counts = [len({row.neighbour for row in rows if row.bloc == country}) for country in (first, second)]
    lead = say("bridges.of-lead", thing=thing, first=first, second=second, links_first=counts[0], links_second=counts[1])
    title = say("bridges.of-title", thing=thing, first=first, second=second)
    return Answer(BlocLink, title, tuple(rows), (say("bridges.links"), say("bridges.record")), lead)


def _with_blocs(
    graph: Graph,
    links: Links,
    blocs: tuple[list[int], list[int]],
    countries: tuple[Id, Id],
    things: Sequence[Id],
) -> dict[Id, list[BlocLink]]:
    """Return for each thing its links with the things of two blocs, those with the first before those with the second."""
    side = {links.things[n]: country for bloc, country in zip(blocs, countries, strict=True) for n in bloc}
    around = {links.things[n]: {links.things[near] for near in links.neighbours[n]} for n in range(len(links.things))}
    found: dict[Id, list[BlocLink]] = {thing: [] for thing in things}
    for row in graph.ask("analysis/links-of", thing=things):
        thing, other = row.id("thing"), row.id("other")
        if other in side and other in around.get(thing, ()):
            relation, claim, who, certainty, source = (
                row.id(name) for name in ("relation", "claim", "who", "certainty", "source")
            )
            published, locator = row.text("published"), row.text("locator")
            found[thing].append(BlocLink(side[other], other, relation, claim, who, certainty, source, published, locator))
    for rows in found.values():
        rows.sort(key=lambda row: (row.bloc != countries[0], row.neighbour, row.relation, row.claim))
    return found


def split(links: Links, first: Id, second: Id) -> tuple[list[int], list[int]]:
    """Return the positions of the things of each country alone; what is of both belongs to neither bloc, and may be a bridge.

    :raises UsageError: the countries are one, or nothing linked is of one of them.
    """
    if first == second:
        raise UsageError(f"both countries are {first} → name two")
    blocs = tuple(
        [n for n, thing in enumerate(links.things) if one in links.country[thing] and other not in links.country[thing]]
        for one, other in ((first, second), (second, first))
    )
    for country, bloc in zip((first, second), blocs, strict=True):
        if not bloc:
            raise UsageError(f"{country} has no linked things → name a country with more data in the atlas")
    return blocs[0], blocs[1]


def betweenness(links: Links, first: Sequence[int], second: Sequence[int]) -> list[float]:
    """Return for each thing the mean share, over all connected pairs of the blocs, of the shortest paths through it.

    Brandes 2008, On variants of shortest-path betweenness, for sources and targets; all sources go level by level at once.
    """
    import numpy as np

    matrix = _matrix(links)
    sources, targets = sorted((list(first), list(second)), key=len)
    paths: Any = np.zeros((len(links.things), len(sources)))
    paths[sources, range(len(sources))] = 1
    levels = [paths > 0]
    reached = levels[0].copy()
    while True:
        new = (matrix @ np.where(levels[-1], paths, 0)) * ~reached
        if not new.any():
            break
        levels.append(new > 0)
        reached |= levels[-1]
        paths += new
    wanted = np.zeros((len(links.things), 1))
    wanted[targets] = 1
    depends: Any = np.zeros_like(paths)
    for near, far in zip(levels[-2::-1], levels[:0:-1], strict=True):
        passed = np.divide(wanted + depends, paths, out=np.zeros_like(paths), where=far)
        depends += np.where(near, paths * (matrix @ passed), 0)
    depends[sources, range(len(sources))] = 0
    pairs = float((reached * wanted).sum())
    return [float(each) for each in depends.sum(axis=1) / (pairs or 1)]


def visits(links: Links, first: Sequence[int], second: Sequence[int]) -> list[float]:
    """Return for each thing the geometric mean of its personalised PageRank from the one bloc and from the other."""
    import numpy as np

    matrix = _matrix(links)
    step = matrix.multiply(1 / matrix.sum(axis=0)).tocsr()
    start: Any = np.zeros((len(links.things), 2))
    for column, bloc in enumerate((first, second)):
        start[list(bloc), column] = 1 / len(bloc)
    rank = start
    while True:
        new = DAMPING * (step @ rank) + (1 - DAMPING) * start
        if abs(new - rank).max() < CLOSE_ENOUGH:
            return [float(each) for each in np.sqrt(new[:, 0] * new[:, 1])]
        rank = new


def spearman(one: Sequence[float], other: Sequence[float]) -> float:
    """Return Spearman's rank correlation, equal values sharing their mean rank; 0 where one of them does not vary."""
    ranks = [_ranks(values) for values in (one, other)]
    means = [sum(each) / len(each) for each in ranks]
    a, b = ([value - mean for value in each] for each, mean in zip(ranks, means, strict=True))
    spread = (sum(x * x for x in a) * sum(y * y for y in b)) ** 0.5
    return sum(x * y for x, y in zip(a, b, strict=True)) / spread if spread else 0.0


def _ranks(values: Sequence[float]) -> list[float]:
    return [1 + sum(v < value for v in values) + (sum(v == value for v in values) - 1) / 2 for value in values]


def _ranked(links: Links, scores: Sequence[float]) -> list[int]:
    return sorted(range(len(scores)), key=lambda n: (-round(scores[n], 12), links.things[n]))


def _matrix(links: Links) -> Any:
    from scipy.sparse import coo_array

    ends: Iterable[tuple[int, int]] = [*links.pairs, *((other, one) for one, other in links.pairs)]
    rows, columns = zip(*ends, strict=True)
    return coo_array(([1.0] * len(rows), (rows, columns)), shape=(len(links.things),) * 2).tocsr()
