"""Find what the picture of an answer shows: claims, things, layers and links."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from techatlas.answers.claim import Claim, Link
from techatlas.results import provenance
from techatlas.results.table import Cell, Id, Table, parts

PAIR = provenance.CLAIMS[1:]
TYPES = ("type", "link")
PROVIDES = "provides"
Ends = tuple[Id, Id, Id]


def claims(answer: Table) -> set[str]:
    """Return the names of the claims that an answer names in its claim columns.

    >>> sorted(claims(Table(("thing", "claim"), ((Id("catl"), (Id("a/1"), Id("a/2"))),))))
    ['a/1', 'a/2']
    """
    return {name for row in answer for column in provenance.CLAIMS for name in _ids(row.get(column))}


def named(answer: Table) -> set[str]:
    """Return the ids in the cells of an answer, and the texts of its column ``id``.

    The provenance columns are left out, because the answer is not about its sources.

    >>> sorted(named(Table(("thing", "source"), ((Id("catl"), Id("report-2025")),))))
    ['catl']
    """
    return {each for row in answer for name, cell in row.items() for each in _told(name, cell)}


def measured(answer: Table, known: Mapping[Id, Claim]) -> dict[str, list[str]]:
    """Return the claims with figures about one thing that an answer compares.

    A figure between two things is an edge already and is left out.

    :param known: the claims that the answer names, by name.
    :returns: the names of the claims by indicator, sorted.

    >>> share = Claim(id=Id("a/1"), subject=Id("catl"), indicator=Id("market-share"), value=37.9, edition=Id("a"))
    >>> measured(Table(PAIR, ((Id("a/1"), Id("b/1")),)), {share.id: share})
    {'market-share': ['a/1']}
    """
    found: dict[str, list[str]] = {}
    for name in sorted({str(row[column]) for row in answer for column in PAIR if row.get(column)}):
        claim = known.get(Id(name))
        if claim and claim.ends is None and (claim.value is not None or claim.is_figure):
            found.setdefault(claim.predicate, []).append(name)
    return found


def layers(answer: Table, things: Collection[str], known: Mapping[Id, Ends] | None = None) -> tuple[dict[str, int], list[str]]:
    """Return the layer of each thing that an answer places, and the terms of layers.

    A row with a ``hop`` places the things in ``thing`` and ``examples``, or else the first thing that it names, in the layer
    of the hop. One layer before, unless a row places them itself, are the things in ``via``, the subjects of the row's claims
    about a placed thing, and the first thing of a row whose ``relation`` is ``provides``. A hop that is a term is numbered in
    the order in which the terms appear. A row with a ``step`` places its second thing at least one layer after its first.

    :param things: the ids of the things in the picture; only these are placed.
    :param known: the ends (subject, relation, object) of the claims that the answer names.
    :returns: layers by id, the lowest where hops give several; and the terms in the order of their layers, if hops are terms.

    >>> layers(Table(("thing", "hop"), ((Id("chip"), 0), (Id("model"), 1))), {"chip", "model"})
    ({'chip': 0, 'model': 1}, [])
    """
    placed: dict[str, int] = {}
    before: dict[str, int] = {}
    terms = list(dict.fromkeys(row.text("hop") for row in answer if isinstance(row.get("hop"), Id)))
    for row in answer:
        found = [id for name, cell in row.items() for id in _told(name, cell) if id in things]
        hop, step = row.get("hop"), row.get("step")
        if isinstance(step, int) and len(found) > 1:
            before_it = placed.setdefault(found[0], step - 1)
            placed[found[1]] = max(placed.get(found[1], 0), before_it + 1)
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
    """Link the first and the second claim of each row, and return the types used.

    :param known: the claims by name; those that get links are replaced in it.
    :param answer: rows with ``first_claim``, ``second_claim`` and the type of link in ``type`` or ``link``.

    >>> known = {name: Claim(id=name, subject=Id("catl"), edition=Id(name[0])) for name in (Id("a/1"), Id("b/1"))}
    >>> link(known, Table((*PAIR, "type"), ((Id("a/1"), Id("b/1"), Id("contradicts")),)))
    {'contradicts'}
    >>> known[Id("b/1")].links[0].claim
    'a/1'
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
    return tuple(each for each in parts(cell) if isinstance(each, Id))
