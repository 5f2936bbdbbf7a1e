"""The countries of things: their own, or those of who makes or owns them."""

from collections import defaultdict

from techatlas.results.table import Id
from techatlas.store.graph import Graph

Relations = tuple[str, ...]


class Countries:
    """The countries of things, read once.

    A country is the thing's own, as the graph has it, else that of the organisations behind it.
    """

    def __init__(self, graph: Graph) -> None:
        self._own: dict[str, set[str]] = defaultdict(set)
        self._behind: dict[tuple[str, str], set[str]] = defaultdict(set)
        for row in graph.ask("analysis/countries"):
            if row["country"] is not None:
                self._own[row.text("thing")].add(row.text("country"))
            else:
                self._behind[row.text("of"), row.text("relation")].add(row.text("thing"))

    def behind(self, thing: str, relation: str = "develops") -> tuple[Id, ...]:
        """Return the organisations that develop a thing, or have another relation."""
        return tuple(Id(each) for each in sorted(self._behind.get((thing, relation), ())))

    def of(self, thing: str, relations: Relations = ("develops", "makes", "owns")) -> tuple[Id, ...]:
        """Return the countries of a thing, sorted.

        Its own, else those of all organisations that have one of the relations to it.
        """
        if own := self._own.get(thing):
            return tuple(Id(each) for each in sorted(own))
        behind = {organisation for relation in relations for organisation in self._behind.get((thing, relation), ())}
        return tuple(Id(each) for each in sorted({country for each in behind for country in self._own.get(each, ())}))
