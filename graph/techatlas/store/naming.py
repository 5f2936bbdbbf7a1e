"""All names of the things in a graph, in the forms in which they are compared."""

from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple
from weakref import WeakKeyDictionary

from techatlas.errors import UsageError, visible
from techatlas.store.graph import Graph
from techatlas.vocabulary.spelling import Spelling, fold, spelling

LONGEST = 1000  # characters of a text that may be a name


class Name(NamedTuple):
    """One name of a thing: folded, as words in one form, and bare of legal forms."""

    id: str
    folded: str
    words: str
    bare: str


class Names:
    """The names of a graph, read once, and its ids, which count as names.

    >>> import techatlas
    >>> names = Names(techatlas.open(collections=["sne-2024"]).store)
    >>> names.equal("パナソニツク"), names.equal("Panasonik")
    ({'panasonic'}, set())
    """

    def __init__(self, graph: Graph) -> None:
        self.spelling: Spelling = spelling(graph.context.ontology)
        rows = [(row.text("id"), row.text("name")) for row in graph.ask("network/names")]
        self.rows = [*(dict.fromkeys(rows) | {(id, id): None for id, _ in rows})]

    @cached_property
    def all(self) -> list[Name]:
        """Every name of every thing, and every id, in the forms for comparison."""
        return [self.name(name, id) for id, name in self.rows]

    def name(self, text: str, id: str = "") -> Name:
        """Return a text in the forms for comparison."""
        text = text if id else bounded(text)
        return Name(id, fold(text), self.spelling.words(text), self.spelling.bare(text))

    @cached_property
    def _folded(self) -> dict[str, set[str]]:
        return _ids((fold(name), id) for id, name in self.rows)

    @cached_property
    def _bare(self) -> dict[str, set[str]]:
        return _ids((name.bare, name.id) for name in self.all)

    def equal(self, text: str) -> set[str]:
        """Return the things that are called so: in this spelling, else in another one."""
        text = bounded(text)
        return self._folded.get(fold(text)) or self._bare.get(self.spelling.bare(text)) or set()


def bounded(text: str) -> str:
    """Return a text that may be a name.

    >>> bounded("Toyota")
    'Toyota'

    :raises UsageError: it is longer than any name; to compare it with all names would take very long.
    """
    if len(text) > LONGEST:
        raise UsageError(f"'{visible(text[:40])}…' has {len(text):,} characters → write a name of at most {LONGEST:,}")
    return text


_READ: "WeakKeyDictionary[Graph, Names]" = WeakKeyDictionary()


def names(graph: Graph) -> Names:
    """Return the names of a graph; they are read once.

    >>> import techatlas
    >>> store = techatlas.open(collections=["sne-2024"]).store
    >>> names(store) is names(store)
    True
    """
    if graph not in _READ:
        _READ[graph] = Names(graph)
    return _READ[graph]


def _ids(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for form, id in pairs:
        found.setdefault(form, set()).add(id)
    return found
