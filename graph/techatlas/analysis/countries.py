"""Of which country is a thing? Its own, else that of who develops it, else of who makes or owns it."""

from collections import defaultdict

from techatlas.results.table import Id
from techatlas.store.graph import Graph

Relations = tuple[str, ...]


class Countries:
    """The countries of things: filed, or by nationality where nothing is filed, or those of the organisations behind them."""

    def __init__(self, graph: Graph) -> None:
        self._own: dict[str, set[str]] = defaultdict(set)
        self._behind: dict[tuple[str, str], set[str]] = defaultdict(set)
        for row in graph.ask("analysis/countries"):
            if row["country"] is not None:
                self._own[row.text("thing")].add(row.text("country"))
            else:
                self._behind[row.text("of"), row.text("relation")].add(row.text("thing"))

    def behind(self, thing: str, relation: str = "develops") -> tuple[Id, ...]:
        """Return the organisations that develop a thing, or stand in another relation to it."""
        return tuple(Id(each) for each in sorted(self._behind.get((thing, relation), ())))

    def of(self, thing: str, relations: Relations = ("develops", "makes", "owns")) -> tuple[Id, ...]:
        """Return the countries of a thing: its own, else those of all that stand in the relations to it."""
        if own := self._own.get(thing):
            return tuple(Id(each) for each in sorted(own))
        behind = {organisation for relation in relations for organisation in self._behind.get((thing, relation), ())}
        return tuple(Id(each) for each in sorted({country for each in behind for country in self._own.get(each, ())}))
