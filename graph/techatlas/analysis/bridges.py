"""Bridges: things that link two countries, by two measures.

The first measure is betweenness on shortest paths from one bloc to the other. It looks at shortest paths alone, so a single
link that a source chose to list can make a bridge. The second therefore follows every path: it starts random walks in each
bloc (personalised PageRank) and takes the geometric mean of how often a thing is visited from the one and from the other.
It is high only where both blocs are near, by many ways.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from techatlas.analysis.editions import published
from techatlas.analysis.links import Links, network
from techatlas.answers.answer import Answer, percent
from techatlas.answers.claim import Claim
from techatlas.answers.evidence import Evidence
from techatlas.errors import UsageError
from techatlas.results.table import Id
from techatlas.store.graph import Graph
from techatlas.vocabulary.words import Remark, say

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

FIRST = 10
DAMPING = 0.85  # Page and others 1998, The PageRank citation ranking
CLOSE_ENOUGH = 1e-12


@dataclass(frozen=True, slots=True)
class Bridge:
    """A thing between two blocs.

    ``evidence`` is that of one link with each bloc, where there is one; ``bloc_links`` gives them all.
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
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class BlocLink:
    """A link of a thing with a thing of one of two countries, by one claim."""

    bloc: Id
    neighbour: Id
    relation: Id
    evidence: Evidence = Evidence()


@dataclass(frozen=True, slots=True)
class Measured:
    """The things of a network by two measures of what links two blocs."""

    links: Links
    blocs: tuple[list[int], list[int]]
    between: list[float]
    walks: list[float]

    @property
    def by_paths(self) -> list[int]:
        """Positions of the things, the highest betweenness first."""
        return _ranked(self.links, self.between)

    @property
    def by_walks(self) -> list[int]:
        """Positions of the things, those first that random walks visit most."""
        return _ranked(self.links, self.walks)


def bridges(graph: Graph, first: Id, second: Id, limit: int = FIRST) -> Answer[Bridge]:
    """Answer which things link two countries, the strongest by betweenness first.

    >>> import techatlas
    >>> graph = techatlas.open(collections=["bis-2023-10", "epoch-hardware-2026-07"]).store
    >>> (first,) = bridges(graph, Id("china"), Id("united-states"), limit=1).rows
    >>> first.thing, first.country, first.betweenness
    ('tsmc', ('taiwan',), 100.0)

    :raises UsageError: the countries are one, or nothing linked is of one of them.
    """
    links = network(graph)
    blocs = split(links, first, second)
    found = Measured(links, blocs, betweenness(links, *blocs), visits(links, *blocs))
    by_paths = found.by_paths
    position = {n: rank for rank, n in enumerate(found.by_walks, 1)}
    top = [n for n in by_paths[:limit] if found.between[n] > 0]
    by_thing = _with_blocs(graph, links, blocs, (first, second), [links.things[n] for n in top])
    rows = tuple(_row(found, rank, n, position[n], by_thing[links.things[n]]) for rank, n in enumerate(top, 1))
    also = len(set(by_paths[:FIRST]) & set(found.by_walks[:FIRST]))
    named = tuple(links.things[n] for n in by_paths[:3] if found.between[n] > 0)
    lead = say("bridges.lead", first=first, second=second, things=named, top=len(by_paths[:FIRST]), also=also)
    title = say("bridges.title", first=first, second=second)
    return Answer(Bridge, title, rows, _remarks(found, first, second), lead)


def _row(found: Measured, rank: int, n: int, walk_rank: int, own: Sequence[BlocLink]) -> Bridge:
    links = found.links
    thing = links.things[n]
    counts = [len(set(bloc).intersection(links.neighbours[n])) for bloc in found.blocs]
    one_each = list({row.bloc: row for row in reversed(own)}.values())[::-1]
    return Bridge(
        rank,
        thing,
        links.kind.get(thing),
        links.country.get(thing, ()),
        walk_rank,
        links_first=counts[0],
        links_second=counts[1],
        betweenness=round(100 * found.between[n], 2),
        evidence=tuple(row.evidence for row in one_each),
    )


def _remarks(found: Measured, first: Id, second: Id) -> tuple[Remark, ...]:
    things, walked = found.links.things, found.by_walks[:FIRST]
    union = sorted({*found.by_paths[:FIRST], *walked})
    agreement = round(spearman([found.between[n] for n in union], [found.walks[n] for n in union]), 2)
    counts = {"things_first": len(found.blocs[0]), "things_second": len(found.blocs[1]), "all": len(things)}
    return (
        say("bridges.agreement", agreement=agreement, count=len(union), walks=tuple(things[n] for n in walked[:5])),
        say("bridges.blocs", first=first, second=second, **counts),
        say("bridges.links"),
        say("bridges.evidence", first=str(first), second=str(second)),
        say("bridges.record"),
    )


def bloc_links(graph: Graph, thing: Id, first: Id, second: Id) -> Answer[BlocLink]:
    """Answer by which links a thing is linked with the things of two countries.

    One row per claim.

    >>> import techatlas
    >>> graph = techatlas.open(collections=["bis-2023-10", "epoch-hardware-2026-07"]).store
    >>> found = bloc_links(graph, Id("tsmc"), Id("china"), Id("united-states"))
    >>> found.rows[0].bloc, found.rows[0].relation, found.rows[0].evidence.who
    ('china', 'makes', 'epoch-ai')

    :raises UsageError: the countries are one, or nothing linked is of one of them.
    """
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
    """Return the links of each thing with two blocs, those with the first bloc first."""
    side = {links.things[n]: country for bloc, country in zip(blocs, countries, strict=True) for n in bloc}
    around = {links.things[n]: {links.things[near] for near in links.neighbours[n]} for n in range(len(links.things))}
    found: dict[Id, list[BlocLink]] = {thing: [] for thing in things}
    dates = published(graph)
    for row in graph.ask("analysis/links-of", thing=things):
        thing, other = row.id("thing"), row.id("other")
        if other in side and other in around.get(thing, ()):
            claim = Claim.of(row)
            found[thing].append(BlocLink(side[other], other, claim.predicate, Evidence.of(claim, dates)))
    for rows in found.values():
        rows.sort(key=lambda row: (row.bloc != countries[0], row.neighbour, row.relation, row.evidence.claim or ""))
    return found


def split(links: Links, first: Id, second: Id) -> tuple[list[int], list[int]]:
    """Return the positions of the things of each country.

    A thing of both countries is in neither bloc, and may be a bridge.

    >>> things = Id("catl"), Id("panasonic"), Id("tesla")
    >>> country = dict(zip(things, [(Id("china"),), (Id("japan"),), (Id("united-states"),)], strict=True))
    >>> split(Links(things, ((0, 2), (1, 2)), country), Id("china"), Id("japan"))
    ([0], [1])

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
    """Return the betweenness of each thing for paths from bloc to bloc, 0 to 1.

    It is the mean share of the shortest paths between two things, one of each bloc, that lead through the thing. The mean is
    over all connected pairs. Method: Brandes 2008, On variants of shortest-path betweenness centrality, for sources and
    targets; all sources advance level by level at once.

    >>> from techatlas.analysis.links import linked
    >>> betweenness(linked([("a", "m"), ("m", "z")]), [0], [2])
    [0.0, 1.0, 0.0]
    """
    import numpy as np

    matrix = _matrix(links)
    sources, targets = sorted((list(first), list(second)), key=len)
    paths: NDArray[np.float64] = np.zeros((len(links.things), len(sources)))
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
    depends: NDArray[np.float64] = np.zeros_like(paths)
    for near, far in zip(levels[-2::-1], levels[:0:-1], strict=True):
        passed = np.divide(wanted + depends, paths, out=np.zeros_like(paths), where=far)
        depends += np.where(near, paths * (matrix @ passed), 0)
    depends[sources, range(len(sources))] = 0
    pairs = float((reached * wanted).sum())
    return [float(each) for each in depends.sum(axis=1) / (pairs or 1)]


def visits(links: Links, first: Sequence[int], second: Sequence[int]) -> list[float]:
    """Return how often random walks from both blocs visit each thing.

    It is the geometric mean of the personalised PageRank from each bloc.

    Method: Page and others 1998, The PageRank citation ranking, with damping 0.85.

    >>> [round(each, 2) for each in visits(Links((Id("a"), Id("m"), Id("z")), ((0, 1), (1, 2))), [0], [2])]
    [0.26, 0.46, 0.26]
    """
    import numpy as np

    matrix = _matrix(links)
    step = matrix.multiply(1 / matrix.sum(axis=0)).tocsr()
    start: NDArray[np.float64] = np.zeros((len(links.things), 2))
    for column, bloc in enumerate((first, second)):
        start[list(bloc), column] = 1 / len(bloc)
    rank = start
    while True:
        new = DAMPING * (step @ rank) + (1 - DAMPING) * start
        if abs(new - rank).max() < CLOSE_ENOUGH:
            return [float(each) for each in np.sqrt(new[:, 0] * new[:, 1])]
        rank = new


def spearman(one: Sequence[float], other: Sequence[float]) -> float:
    """Return Spearman's rank correlation, from -1 to 1.

    Equal values share their mean rank; it is 0 where one of the sequences does not vary.

    >>> spearman([1, 2, 3], [30, 20, 10])
    -1.0
    """
    ranks = [_ranks(values) for values in (one, other)]
    means = [sum(each) / len(each) for each in ranks]
    a, b = ([value - mean for value in each] for each, mean in zip(ranks, means, strict=True))
    spread = (sum(x * x for x in a) * sum(y * y for y in b)) ** 0.5
    return sum(x * y for x, y in zip(a, b, strict=True)) / spread if spread else 0.0


def _ranks(values: Sequence[float]) -> list[float]:
    return [1 + sum(v < value for v in values) + (sum(v == value for v in values) - 1) / 2 for value in values]


def _ranked(links: Links, scores: Sequence[float]) -> list[int]:
    return sorted(range(len(scores)), key=lambda n: (-round(scores[n], 12), links.things[n]))


def _matrix(links: Links) -> "csr_array":
    from scipy.sparse import coo_array

    ends: Iterable[tuple[int, int]] = [*links.pairs, *((other, one) for one, other in links.pairs)]
    rows, columns = zip(*ends, strict=True)
    return coo_array(([1.0] * len(rows), (rows, columns)), shape=(len(links.things),) * 2).tocsr()
