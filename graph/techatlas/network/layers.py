"""What a picture of an answer must show: the claims that it names, the layers of things, and which claims differ."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from techatlas.answers.claim import Claim, Link
from techatlas.results import provenance
from techatlas.results.table import Cell, Id, Table

PAIR = provenance.CLAIMS[1:]
TYPES = ("type", "link")
PROVIDES = "provides"
Ends = tuple[Id, Id, Id]


def claims(answer: Table) -> set[str]:
    """Return the claims that an answer names, in the columns where claims stand."""
    return {name for row in answer for column in provenance.CLAIMS for name in _ids(row.get(column))}


def named(answer: Table) -> set[str]:
    """Return what an answer may name things by: the ids in its cells, and what stands in a column ``id``.

    Who says so is not what the answer is about, and is left out.
    """
    return {each for row in answer for name, cell in row.items() for each in _told(name, cell)}


def measured(answer: Table, known: Mapping[Id, Claim]) -> dict[str, list[str]]:
    """Return the figures about one thing only that an answer sets against each other, by what they measure."""
    found: dict[str, list[str]] = {}
    for name in sorted({str(row[column]) for row in answer for column in PAIR if row.get(column)}):
        claim = known.get(Id(name))
        if claim and claim.ends is None and (claim.value is not None or claim.is_figure):
            found.setdefault(claim.predicate, []).append(name)
    return found


def layers(answer: Table, things: Collection[str], known: Mapping[Id, Ends] | None = None) -> tuple[dict[str, int], list[str]]:
    """Return the layer of each thing that an answer places by ``hop`` or ``step``, of several the first, and the terms of layers.

    A row with a ``hop`` places what stands in ``thing`` or ``examples``, else the first thing that it names; and where no
    row places it, that in ``via`` one layer before. So stands what its claims lead from (``known`` has their ends), and who
    ``provides`` what stands in ``via``.
    A hop that is a term is counted in the order in which the terms appear, and names the layer; else layers have no term.
    A row with a ``step`` leads from its first thing to its second.
    """
    placed: dict[str, int] = {}
    before: dict[str, int] = {}
    terms = list(dict.fromkeys(row.text("hop") for row in answer if isinstance(row.get("hop"), Id)))
    for row in answer:
        found = [id for name, cell in row.items() for id in _told(name, cell) if id in things]
        hop, step = row.get("hop"), row.get("step")
        if isinstance(step, int) and len(found) > 1:
            _place(placed, found[0], step - 1)
            _place(placed, found[1], step)
        number = terms.index(hop) if isinstance(hop, Id) else hop
        if isinstance(number, int) and found and row.get("relation") == PROVIDES:
            _place(before, found[0], number - 1)
        elif isinstance(number, int) and found:
            about = [id for column in ("thing", "examples") for id in _ids(row.get(column)) if id in things]
            for id in about or found[:1]:
                _place(placed, id, number)
            for via in _ids(row.get("via")):
                if via in things:
                    _place(before, via, max(number - 1, 0))
            for start, _, end in (
                known[name] for column in provenance.CLAIMS for name in _ids(row.get(column)) if known and name in known
            ):
                if start in things and end in about:
                    _place(before, start, number - 1)
    return before | placed, terms


def link(known: dict[Id, Claim], answer: Table) -> set[str]:
    """Set claims against each other as the rows of an answer do: each first claim and second claim, with their type.

    ``known`` holds the claims and gets the links. Return the types that were used.
    """
    types: set[str] = set()
    for row in answer:
        type = next((str(row[column]) for column in TYPES if row.get(column)), "")
        first, second = Id(row.text("first_claim")), Id(row.text("second_claim"))
        if not type or first not in known or second not in known:
            continue
        types.add(type)
        for one, other in ((first, second), (second, first)):
            links = known[one].links
            if not any(each.claim == other and each.type == type for each in links):
                known[one] = replace(known[one], links=(*links, Link(Id(type), other)))
    return types


def _place(layers: dict[str, int], thing: str, layer: int) -> None:
    layers[thing] = min(layer, layers.get(thing, layer))


def _told(column: str, cell: Cell) -> tuple[str, ...]:
    """Return the ids in a cell, unless its column is one of provenance."""
    if provenance.is_provenance(column):
        return ()
    return (str(cell),) if column == "id" else _ids(cell)


def _ids(cell: Cell) -> tuple[Id, ...]:
    cells = cell if isinstance(cell, tuple) else (cell,)
    return tuple(each for each in cells if isinstance(each, Id))
