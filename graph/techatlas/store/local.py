"""Run SPARQL here: in memory, or in a finished snapshot on disk opened read-only."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox

from techatlas.errors import LimitError, OutputError, UsageError
from techatlas.results.table import Id, Table
from techatlas.store.context import Context
from techatlas.store.graph import Found, Graph, local_names
from techatlas.store.sorting import sortable
from techatlas.store.tokens import Token, written

Again = Callable[[str], Path]
Read = TypeVar("Read")
DAMAGE = "Corruption"  # in what the engine says of a file that holds other bytes than were written
AT_ONCE = 50_000  # quads: the engine lets no other thread run while it loads them, not even to notice Ctrl-C


class Store(Graph):
    """Triples in one default graph; a claim carries its source as a property."""

    def __init__(self, engine: ox.Store, context: Context, folder: Path | None = None, again: Again | None = None) -> None:
        super().__init__(context)
        self._engine, self.folder, self._again = engine, folder, again

    @classmethod
    def create(cls, quads: Iterable[ox.Quad], context: Context, folder: Path | None = None) -> "Store":
        """Fill a new store: in memory, or in a folder that must not exist yet."""
        engine = ox.Store(str(folder)) if folder else ox.Store()
        for some in _batches(quads):
            engine.bulk_extend(some)
        return cls(engine, context)

    @classmethod
    def open(cls, folder: Path, context: Context, again: Again | None = None) -> "Store":
        """Open a finished store on disk, read-only.

        Where a file turns out to be damaged when it is read, ``again`` is called with the reason. It returns the folder of
        the same store made anew, which is read instead; this happens once.
        """
        return cls(ox.Store.read_only(str(folder)), context, folder, again)

    def _sound(self, read: Callable[[], Read]) -> Read:
        """Read from the engine; from a store made anew if this one is damaged."""
        with _readable():
            try:
                return read()
            except (OSError, RuntimeError) as error:
                if self._again is None or not (isinstance(error, OSError) or DAMAGE in str(error)):
                    raise
                again, self._again = self._again, None
                self.folder = again(str(error))
                self._engine = ox.Store.read_only(str(self.folder))
                return read()

    def __len__(self) -> int:
        return self._sound(lambda: len(self._engine))

    def remove(self, claims: Iterable[str]) -> None:
        """Remove claims from the store, with all that links to them."""
        for claim in claims:
            node = ox.NamedNode(self.context.prefixes["claim"] + claim)
            for pattern in ((node, None, None), (None, None, node)):
                for quad in list(self._engine.quads_for_pattern(*pattern)):
                    self._engine.remove(quad)

    def derive(self, name: str) -> None:
        """Add to the store what a shipped CONSTRUCT query derives from it."""
        self._engine.bulk_extend([ox.Quad(*triple) for triple in self.construct(name)])

    def prepare(self) -> None:
        """Do nothing: a store that is open can be asked."""

    def finish(self) -> None:
        """Compact a store on disk, so that it can be opened read-only from now on."""
        self._engine.optimize()
        self._engine.flush()

    def dump(self, format: str) -> bytes:
        """Return all triples in one of ``SYNTAXES``.

        They are sorted, so that equal graphs are equal bytes. In TriG and N-Quads each claim is in the graph of its edition.
        """
        from techatlas.store.dump import dump

        return self._sound(lambda: dump(self._engine, self.context, format))

    def labels(self, ids: Iterable[str], lang: str) -> dict[str, str]:
        """Return the name of each id in a language, or in English."""
        names = local_names(ids)
        return self._sound(lambda: self._labels(names, lang))

    def _labels(self, names: Iterable[str], lang: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for id in names:
            by_language: dict[str | None, str] = {}
            for namespace in ("id", "ta"):
                node = ox.NamedNode(self.context.prefixes[namespace] + id)
                for curie in ("skos:prefLabel", "rdfs:label"):
                    for quad in self._engine.quads_for_pattern(node, self.context.iri(curie), None, None):
                        if isinstance(quad.object, ox.Literal):
                            by_language.setdefault(quad.object.language, quad.object.value)
            if name := by_language.get(lang) or by_language.get("en"):
                found[id] = name
        return found

    def kind(self, id: str) -> Id | None:
        """Return the class of a thing, or None if there is no such thing."""
        if not local_names([id]):
            return None
        node, ours = self.context.thing(id), self.context.prefixes["ta"]
        quads = self._sound(lambda: list(self._engine.quads_for_pattern(node, self.context.type, None, None)))
        types = (quad.object for quad in quads)
        kinds = sorted(t.value.removeprefix(ours) for t in types if isinstance(t, ox.NamedNode) and t.value.startswith(ours))
        return Id(kinds[0]) if kinds else None

    def query(self, sparql: str) -> Table:
        """Run a query here, as :meth:`Graph.query` says.

        :raises OutputError: the files of the store cannot be read.
        """
        return self._sound(lambda: Graph.query(self, sparql))

    def triples(self, sparql: str) -> set[ox.Triple]:
        """Return what a CONSTRUCT query gives here, as :meth:`Graph.triples` says."""
        return self._sound(lambda: Graph.triples(self, sparql))

    def _run(self, query: list[Token]) -> Found:
        try:
            return self._answer(written(sortable(query)))
        except SyntaxError:
            pass  # the message is about the query as it was given
        try:
            return self._answer(written(query))
        except SyntaxError as error:
            raise UsageError(f"the query is not SPARQL: {error} → correct it there") from None

    def _answer(self, sparql: str) -> Found:
        return self._engine.query(sparql, prefixes=self.context.prefixes)


@contextmanager
def _readable() -> Iterator[None]:
    """Turn what the engine raises, also while an answer is read, into an error of the atlas."""
    try:
        yield
    except RecursionError as error:
        raise LimitError(f"the query or a value in its answer nests too deeply: {error} → simplify the query") from None
    except OSError as error:
        raise OutputError(f"the store cannot be read: {error} → run the command again, or techatlas build") from None
    except (RuntimeError, ValueError, ArithmeticError) as error:
        if DAMAGE in str(error):
            raise OutputError(f"the store is damaged: {error} → techatlas doctor names the command that mends it") from None
        raise UsageError(f"the query cannot be answered: {error} → change it there") from None


def _batches(quads: Iterable[ox.Quad]) -> Iterator[list[ox.Quad]]:
    each = iter(quads)
    while some := list(islice(each, AT_ONCE)):
        yield some
