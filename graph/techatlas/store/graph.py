"""A graph that can be asked, wherever its triples are, with plain values as cells."""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from functools import cached_property

import pyoxigraph as ox

from techatlas.errors import UsageError
from techatlas.results.number import NUMERIC, XSD, comparable, exact, read, with_digits
from techatlas.results.table import Cell, Id, Table, parts
from techatlas.store.context import Context
from techatlas.store.guard import guard
from techatlas.store.tokens import Token
from techatlas.vocabulary.queries import Given
from techatlas.vocabulary.words import Words

Found = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples | Iterable[ox.Triple]

_MAY_BE_LONG = re.compile(r"[0-9]{19}")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]*\.)?[0-9]+")
_EXACT = {"xsd:integer", "xsd:decimal", f"<{XSD}integer>", f"<{XSD}decimal>"}
BOOLEAN = XSD + "boolean"
TRUTH = {"true": True, "1": True, "false": False, "0": False}

# Several names in one cell, as GROUP_CONCAT(CONCAT("<", STR(?each), ">") ; separator=" ") writes them.
_SEVERAL = re.compile(r"<[^<>\s]+>(?: <[^<>\s]+>)*")

_LOCAL_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


class Graph(ABC):
    """Triples that can be asked: in a store here, or behind an endpoint elsewhere."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._short = [context.prefixes[p] for p in ("id", "claim", "src", "ta", "spdx")]

    def query(self, sparql: str) -> Table:
        """Run a query and return its answer as a table.

        SELECT gives its rows, ASK one cell, CONSTRUCT and DESCRIBE subject, predicate, object. The
        prefixes of the atlas need not be declared. The query itself never reaches beyond this graph.

        :raises UsageError: the query cannot be parsed, calls out with SERVICE or FROM, or would change something.
        :raises LimitError: its brackets nest too deeply, or it has too many parts.
        :raises EndpointError: the graph is elsewhere, and does not answer.
        """
        found = self._run(comparing(guard(sparql)))
        if isinstance(found, ox.QueryBoolean):
            return Table(("answer",), ((bool(found),),))
        if isinstance(found, ox.QuerySolutions):
            names = tuple(variable.value for variable in found.variables)
            return Table(names, tuple(self._written(names, [row[name] for name in names]) for row in self._each(found)))
        triples = sorted(set(found), key=str)
        return Table(("subject", "predicate", "object"), tuple(tuple(self.cell(term) for term in each) for each in triples))

    def triples(self, sparql: str) -> set[ox.Triple]:
        """Return what a CONSTRUCT query gives, as terms.

        :raises UsageError: it is not a CONSTRUCT query. Else as :meth:`query`.
        """
        found = self._run(comparing(guard(sparql)))
        if isinstance(found, ox.QueryBoolean | ox.QuerySolutions):
            raise UsageError("the query gives no triples → write a CONSTRUCT query")
        return set(found)

    def ask(self, name: str, **given: Given) -> Table:
        """Run a shipped query, named by its path below ``ontology/``.

        Parameters are bound to checked terms; None keeps the example.
        ``graph.ask("network/claims", claim=["eto-2026/P7-N10"])`` gives that claim, ``graph.ask("network/claims")`` all.

        :raises UsageError: a parameter is unknown, or its value does not conform to its type. Else as :meth:`query`.
        """
        return self.query(self.context.queries.get(name).bind(given))

    def construct(self, name: str, **given: Given) -> set[ox.Triple]:
        """Return the triples of a shipped CONSTRUCT query; parameters as for :meth:`ask`."""
        return self.triples(self.context.queries.get(name).bind(given))

    @property
    def words(self) -> Words:
        """The headings and sentences of this graph's ontology."""
        return self.context.words

    @abstractmethod
    def __len__(self) -> int:
        """Return how many triples there are."""

    @abstractmethod
    def labels(self, ids: Iterable[str], lang: str) -> dict[str, str]:
        """Return the name of each id in a language, or in English."""

    @abstractmethod
    def kind(self, id: str) -> Id | None:
        """Return the class of a thing, or None if there is no such thing."""

    @abstractmethod
    def prepare(self) -> None:
        """Make sure that the graph can be asked.

        :raises EndpointError: it is elsewhere, and does not answer or holds no atlas.
        """

    @abstractmethod
    def dump(self, format: str) -> bytes:
        """Return all triples in one of ``store.dump.SYNTAXES``.

        They are sorted, so that equal graphs are equal bytes. In TriG and N-Quads each claim is in the graph of its edition.
        """

    @abstractmethod
    def _run(self, query: list[Token]) -> Found:
        """Run a query that has passed the guard."""

    def _each(self, found: ox.QuerySolutions) -> Iterator[ox.QuerySolution]:
        """Yield each row of an answer."""
        return found

    @cached_property
    def _digits(self) -> dict[str, dict[str, str]]:
        """The figures of claims whose digits a number of RDF does not keep, such as 53.20."""
        return {row.text("name"): read(row.text("digits")) for row in self.ask("claims/digits")}

    def _written(self, names: tuple[str, ...], terms: list[object]) -> tuple[Cell, ...]:
        """Return the cells of a row; a decimal that is a figure of a claim in the row has the digits of the claim.

        Beside ``NAME_claim`` the figure in ``NAME`` is that of this claim, else that of any claim that the row names.
        """
        cells = [self.cell(term) for term in terms]
        places = [place for place, term in enumerate(terms) if isinstance(term, ox.Literal) and term.datatype.value in NUMERIC]
        if places and (claims := dict(self._claims(names, cells))):
            for place in places:
                own = claims.get(f"{names[place]}_claim")
                for text in own if own is not None else [each for texts in claims.values() for each in texts]:
                    cells[place] = with_digits(cells[place], text)
        return tuple(cells)

    def _claims(self, names: tuple[str, ...], cells: list[Cell]) -> Iterator[tuple[str, list[str]]]:
        """Yield each column with claims in a row, with the digits of their figures."""
        for name, cell in zip(names, cells, strict=True):
            if found := [each for each in parts(cell) if isinstance(each, Id) and "/" in each]:
                yield name, [text for each in found for text in self._digits.get(each, {}).values()]

    def cell(self, term: object) -> Cell:
        """Return a term as an id, a number with its digits, a truth value or a text.

        A text of names in brackets, ``<…> <…>``, is these ids, sorted: one id, or a tuple of several. A literal whose text
        is not of its datatype is a text, and so are INF, NaN and literals of other datatypes.
        """
        if term is None:
            return None
        if isinstance(term, ox.NamedNode):
            return self._id(term.value)
        if not isinstance(term, ox.Literal):
            return str(term)
        datatype = term.datatype.value
        if datatype == BOOLEAN and term.value in TRUTH:
            return TRUTH[term.value]
        if term.value.startswith("<") and (several := self._several(term.value)):
            return several[0] if len(several) == 1 else several
        number = exact(term.value, datatype)
        return term.value if number is None else number

    def _several(self, text: str) -> tuple[Id, ...]:
        """Return the ids in a text of names of the atlas in brackets; none if it is another text."""
        if not _SEVERAL.fullmatch(text):
            return ()
        names = [name[1:-1] for name in text.split(" ")]
        short = {self._id(name) for name in names}
        return () if short & set(names) else tuple(sorted(short))

    def _id(self, iri: str) -> Id:
        """Return the short form of a name."""
        for namespace in self._short:
            if iri.startswith(namespace):
                return Id(iri[len(namespace) :])
        return Id(iri)


def comparing(found: list[Token]) -> list[Token]:
    """Return the tokens of a query; a number too long to be compared is a double.

    >>> from techatlas.store.tokens import tokens, written
    >>> written(comparing(tokens("ASK { ?s ?p ?v FILTER(?v > 10000000000000000000000000) }")))
    'ASK { ?s ?p ?v FILTER(?v > 10000000000000000000000000e0) }'
    """
    if not any(len(token.text) > 18 and _MAY_BE_LONG.search(token.text) for token in found):
        return found
    made: list[Token] = []
    for token in found:
        typed = token.text in _EXACT and len(made) > 1 and (made[-2].kind, made[-1].text) == ("string", "^^")
        number = made[-2].text.strip("\"'") if typed else token.text if token.kind == "number" else ""
        if _DECIMAL.fullmatch(number) and not comparable(number):
            token = (made[-2] if typed else token)._replace(kind="number", text=f"{number}e0")
            del made[len(made) - 2 * typed :]
        made.append(token)
    return made


def local_names(ids: Iterable[str]) -> list[str]:
    """Return the ids that can have a label, sorted: those of things and terms.

    >>> local_names(["toyota", "eto-2026/P7-N10", "Company"])
    ['Company', 'toyota']
    """
    return sorted({id for id in ids if _LOCAL_NAME.fullmatch(id)})
