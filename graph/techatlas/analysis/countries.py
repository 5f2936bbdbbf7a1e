"""The countries for which things count, and the organisations behind them."""

from collections import defaultdict

from techatlas.results.table import Id
from techatlas.store.graph import Graph


class Countries:
    """The countries of things, read once; the rule ``of-country.rq`` derives them.

    >>> import techatlas
    >>> Countries(techatlas.open(collections=["epoch-hardware-2026-07"]).store).of("nvidia-h100")
    ('united-states',)
    """

    def __init__(self, graph: Graph) -> None:
        self._of: dict[str, set[str]] = defaultdict(set)
        self._behind: dict[tuple[str, str], set[str]] = defaultdict(set)
        for row in graph.ask("analysis/countries"):
            if row["country"] is not None:
                self._of[row.text("thing")].add(row.text("country"))
            else:
                self._behind[row.text("of"), row.text("relation")].add(row.text("thing"))

    def behind(self, thing: str, relation: str = "develops") -> tuple[Id, ...]:
        """Return the organisations that develop a thing, or have another relation."""
        return tuple(Id(each) for each in sorted(self._behind.get((thing, relation), ())))

    def of(self, thing: str) -> tuple[Id, ...]:
        """Return the countries for which a thing counts, sorted."""
        return tuple(Id(each) for each in sorted(self._of.get(thing, ())))
