"""Compare an endpoint with the atlas here: rules, shapes, and all answers."""

import re
from collections import Counter
from collections.abc import Iterator

from techatlas.build import rules
from techatlas.errors import DataError, Fault
from techatlas.results.table import Cell, Table, plain
from techatlas.store.graph import Graph
from techatlas.vocabulary.questions import Questions

ROWS_NAMED = 5  # how many differing rows of one question are told, in each direction


def conforms(there: Graph, here: Graph, address: str) -> list[str]:
    """Ask both graphs all named questions, and check rules and shapes there.

    Return what was compared.

    >>> import pyoxigraph as ox
    >>> from techatlas.paths import shipped
    >>> from techatlas.store.context import Context
    >>> from techatlas.store.local import Store
    >>> from techatlas.vocabulary import terms
    >>> quads = (ox.Quad(*triple) for triple in terms.triples(shipped("ontology")))
    >>> graph = Store.create(quads, Context(shipped("ontology")))
    >>> "named questions have the same answers" in conforms(graph, graph, "http://localhost:7878/query")[0]
    True

    :raises DataError: every rule or shape that is broken there, and every row that only one of the two answers with.
    """
    faults: list[Fault] = []
    ontology = here.context.ontology
    try:
        rules.whole(there, lambda name: (address, 0))
    except DataError as error:
        faults += error.faults
    questions, compared = Questions(ontology), 0
    for name in questions.names():
        sparql = questions.get(name).bind({})
        answer = here.query(sparql)
        faults += _differences(name, there.query(sparql), answer, address)
        compared += len(answer)
    if faults:
        raise DataError(faults)
    sizes = f"{len(there):,} triples there, {len(here):,} here"
    asked = f"{len(questions.names())} named questions have the same answers: {compared:,} rows"
    return [asked, f"{len(rules.rule_names(ontology))} rules and the shapes are satisfied", sizes]


def settled(table: Table) -> Counter[tuple[str, ...]]:
    """Return the rows without an order, and the parts of each cell sorted.

    SPARQL does not define either order, so engines differ in them.

    >>> settled(Table(("names",), (("b, a",),)))
    Counter({('a, b',): 1})
    """
    return Counter(tuple(_settled(cell) for cell in row) for row in table.rows)


def _settled(cell: Cell) -> str:
    return ", ".join(sorted(re.split("[,;] ", cell))) if isinstance(cell, str) else plain(cell)


def _differences(name: str, there: Table, here: Table, address: str) -> Iterator[Fault]:
    fix = f"compare with techatlas ask {name}"
    if there.columns != here.columns:
        yield Fault(address, 0, 0, name, ", ".join(there.columns), f"does not have the columns {', '.join(here.columns)}", fix)
        return
    ours, theirs = settled(here), settled(there)
    for rows, message in (
        (ours - theirs, "is in the answer here but not there"),
        (theirs - ours, "is in the answer there but not here"),
    ):
        told = ["; ".join(cell for cell in row if cell) for row in sorted(rows.elements())]
        more = [f"{len(told) - ROWS_NAMED} more rows"] if len(told) > ROWS_NAMED else []
        for row in told[:ROWS_NAMED] + more:
            yield Fault(address, 0, 0, name, row, message, fix)
