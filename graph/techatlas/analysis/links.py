"""The network in which bridges and communities are sought.

It holds things and the links between them, without countries.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from techatlas.analysis.countries import Countries
from techatlas.results.table import Id
from techatlas.store.graph import Graph


@dataclass(frozen=True)
class Links:
    """Things in a fixed order, and the pairs of positions that are linked.

    ``country`` and ``kind`` are by thing.
    """

    things: tuple[Id, ...]
    pairs: tuple[tuple[int, int], ...]
    country: dict[Id, tuple[Id, ...]] = field(default_factory=dict)
    kind: dict[Id, Id] = field(default_factory=dict)

    @cached_property
    def neighbours(self) -> tuple[tuple[int, ...], ...]:
        """The positions linked with each position."""
        found: list[list[int]] = [[] for _ in self.things]
        for one, other in self.pairs:
            found[one].append(other)
            found[other].append(one)
        return tuple(tuple(sorted(each)) for each in found)


def linked(pairs: Iterable[tuple[str, str]]) -> Links:
    """Return the network of some pairs.

    Each pair counts once, in any direction and however often it is given; a thing is not linked with itself.

    >>> linked([("b", "a"), ("a", "b"), ("b", "c")]).pairs
    ((0, 1), (1, 2))
    """
    distinct = sorted({(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]})
    things = tuple(Id(each) for each in sorted({end for pair in distinct for end in pair}))
    position = {thing: n for n, thing in enumerate(things)}
    return Links(things, tuple((position[Id(one)], position[Id(other)]) for one, other in distinct))


def network(graph: Graph) -> Links:
    """Read the network of the edges that are links (``links.rq``).

    >>> import techatlas
    >>> links = network(techatlas.open(collections=["bis-2023-10", "epoch-hardware-2026-07"]).store)
    >>> links.kind[Id("smic")], links.country[Id("smic")]
    ('Company', ('china',))
    """
    rows = graph.ask("analysis/links")
    links = linked((row.text("source"), row.text("target")) for row in rows)
    countries = Countries(graph)
    kinds = {row.text("thing"): row.id("kind") for row in graph.ask("analysis/kinds")}
    return Links(
        links.things,
        links.pairs,
        {thing: countries.of(thing) for thing in links.things},
        {thing: kinds[thing] for thing in links.things if thing in kinds},
    )
