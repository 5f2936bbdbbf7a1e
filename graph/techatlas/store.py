"""The store: the only place where SPARQL runs. In memory, or a finished snapshot on disk opened read-only."""

import re
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox

from techatlas.errors import LimitError, UsageError
from techatlas.results import Cell, Id, Table
from techatlas.triples import Context

NESTING_AT_MOST = 100
SYNTAXES = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdf": ox.RdfFormat.RDF_XML,
    "trig": ox.RdfFormat.TRIG,
    "nq": ox.RdfFormat.N_QUADS,
}
# Comments, strings and full names hide words that are no keywords.
_QUOTED = re.compile(
    r'"""(?:[^"\\]|\\.|"{1,2}(?!"))*"""|\'\'\'(?:[^\'\\]|\\.|\'{1,2}(?!\'))*\'\'\'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|<[^<>"{}|^`\\\s]*>|#[^\n]*'
)
_CALLS_OUT = re.compile(r"(?<![\w:?$-])(SERVICE|FROM|LOAD)(?![\w:-])", re.IGNORECASE)


class Store:
    """Triples that can be asked. One default graph; a claim carries its source as a property."""

    def __init__(self, engine: ox.Store, context: Context) -> None:
        self._engine, self._context = engine, context
        self._short = [context.prefixes[p] for p in ("id", "claim", "src", "ta", "spdx")]

    @classmethod
    def create(cls, quads: Iterable[ox.Quad], context: Context, folder: Path | None = None) -> "Store":
        """Fill a new store: in memory, or in a folder that must not exist yet."""
        engine = ox.Store(str(folder)) if folder else ox.Store()
        engine.bulk_extend(quads)
        return cls(engine, context)

    @classmethod
    def open(cls, folder: Path, context: Context) -> "Store":
        """Open a finished store on disk, read-only."""
        return cls(ox.Store.read_only(str(folder)), context)

    def __len__(self) -> int:
        return len(self._engine)

    def query(self, sparql: str) -> Table:
        """Run a query: SELECT gives its rows, ASK one cell, CONSTRUCT and DESCRIBE subject, predicate, object.

        The prefixes of the atlas need not be declared. Nothing outside the store is ever asked.

        :raises UsageError: the query cannot be parsed, or calls out with SERVICE or FROM.
        :raises LimitError: its brackets nest too deeply.
        """
        found = self._run(sparql)
        if isinstance(found, ox.QueryBoolean):
            return Table(("answer",), ((bool(found),),))
        if isinstance(found, ox.QueryTriples):
            rows = sorted(tuple(self._cell(term) for term in triple) for triple in found)
            return Table(("subject", "predicate", "object"), tuple(rows))
        names = tuple(variable.value for variable in found.variables)
        return Table(names, tuple(tuple(self._cell(row[name]) for name in names) for row in found))

    def construct(self, sparql: str) -> None:
        """Add to the store what a CONSTRUCT query derives from it."""
        derived = self._run(sparql)
        if isinstance(derived, ox.QueryTriples):
            self._engine.bulk_extend([ox.Quad(t.subject, t.predicate, t.object) for t in derived])

    def finish(self) -> None:
        """Settle a store on disk, so that it can be opened read-only from now on."""
        self._engine.optimize()
        self._engine.flush()

    def dump(self, format: str) -> bytes:
        """Return all triples in one of ``SYNTAXES``, sorted, so that equal graphs are equal bytes.

        In TriG and N-Quads each claim stands in the graph of its edition.
        """
        syntax = SYNTAXES[format]
        quads: Iterable[ox.Quad] = self._engine.quads_for_pattern(None, None, None, None)
        if syntax.supports_datasets:
            editions = self._editions()
            quads = (ox.Quad(q.subject, q.predicate, q.object, editions.get(q.subject, ox.DefaultGraph())) for q in quads)
        ordered = sorted(quads, key=self._order)
        statements = ordered if syntax.supports_datasets else [quad.triple for quad in ordered]
        return _settled(ox.serialize(statements, format=syntax, prefixes=self._context.prefixes) or b"")

    def _editions(self) -> dict[object, ox.NamedNode]:
        derived = self._context.iri(self._context.columns["edition"]["@id"])
        return {q.subject: q.object for q in self._engine.quads_for_pattern(None, derived, None, None)}  # type: ignore[misc]

    def _order(self, quad: ox.Quad) -> tuple[str, str, bool, str, str]:
        return (
            str(quad.graph_name),
            str(quad.subject),
            quad.predicate != self._context.type,
            str(quad.predicate),
            str(quad.object),
        )

    def labels(self, ids: Iterable[str], lang: str) -> dict[str, str]:
        """Return the name of each id in a language; in English where that language has none."""
        found: dict[str, str] = {}
        for id in {id for id in ids if ":" not in id}:
            by_language: dict[str | None, str] = {}
            for namespace in ("id", "ta"):
                node = ox.NamedNode(self._context.prefixes[namespace] + id)
                for curie in ("skos:prefLabel", "rdfs:label"):
                    for quad in self._engine.quads_for_pattern(node, self._context.iri(curie), None, None):
                        if isinstance(quad.object, ox.Literal):
                            by_language.setdefault(quad.object.language, quad.object.value)
            if name := by_language.get(lang) or by_language.get("en"):
                found[id] = name
        return found

    def kind(self, id: str) -> Id | None:
        """Return the class of a thing, None where there is no such thing."""
        node, ours = self._context.thing(id), self._context.prefixes["ta"]
        types = (quad.object for quad in self._engine.quads_for_pattern(node, self._context.type, None, None))
        kinds = sorted(t.value.removeprefix(ours) for t in types if isinstance(t, ox.NamedNode) and t.value.startswith(ours))
        return Id(kinds[0]) if kinds else None

    def _run(self, sparql: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        guard(sparql)
        try:
            return self._engine.query(sparql, prefixes=self._context.prefixes)
        except SyntaxError as error:
            raise UsageError(f"the query is not SPARQL: {error} → mend it there") from None
        except RuntimeError as error:
            raise UsageError(f"the query cannot be answered: {error}") from None

    def _cell(self, term: object) -> Cell:
        if term is None:
            return None
        if isinstance(term, ox.NamedNode):
            for namespace in self._short:
                if term.value.startswith(namespace):
                    return Id(term.value[len(namespace) :])
            return Id(term.value)
        if not isinstance(term, ox.Literal):
            return str(term)
        datatype = term.datatype.value.rsplit("#", 1)[-1]
        if datatype == "boolean":
            return term.value == "true"
        if datatype == "integer":
            return int(term.value)
        if datatype in {"decimal", "double"}:
            number = Decimal(term.value)
            return int(number) if number == number.to_integral_value() else float(number)
        return term.value


def _settled(text: bytes) -> bytes:
    """Give the prefixes, which the engine writes in no certain order, a certain one; part the subjects by a line."""
    if text.startswith(b"@prefix"):
        lines = text.splitlines(keepends=True)
        count = next((n for n, line in enumerate(lines) if not line.startswith(b"@prefix")), len(lines))
        body = b"".join(lines[count:]).replace(b" .\n", b" .\n\n")
        return b"".join(sorted(lines[:count])) + b"\n" + body
    return re.sub(rb"<rdf:RDF([^>]*)>", lambda m: b"<rdf:RDF " + b" ".join(sorted(m[1].split())) + b">", text, count=1)


def guard(sparql: str) -> None:
    """Refuse what the engine must not see: calls to other endpoints or files, and nesting that would crash it.

    :raises UsageError: the query says SERVICE, FROM or LOAD.
    :raises LimitError: brackets nest more than 100 deep.
    """
    bare = _QUOTED.sub(" ", sparql)
    if found := _CALLS_OUT.search(bare):
        raise UsageError(f"{found[1].upper()} is not allowed: the atlas asks nothing outside itself → leave it out")
    depth = deepest = 0
    for sign in re.findall(r"[{}()\[\]]", bare):
        depth += 1 if sign in "{([" else -1
        deepest = max(deepest, depth)
    if deepest > NESTING_AT_MOST:
        raise LimitError(f"the query nests {deepest} brackets deep, and {NESTING_AT_MOST} is the limit → simplify it")
