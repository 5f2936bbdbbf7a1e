"""What a picture of an answer must show: the claims that it names, the layers of things, and which claims differ."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from techatlas.results import Cell, Id, Table

CLAIMS = ("claim", "claims", "first_claim", "second_claim")
TYPES = ("type", "link")
LISTED_IN = "listedIn"


def claims(answer: Table) -> set[str]:
    """Return the claims that an answer names, in the columns where claims stand."""
    return {name for row in answer for column in CLAIMS for name in _ids(row.get(column))}


def named(answer: Table) -> set[str]:
    """Return what an answer may name things by: the ids in its cells, and what stands in a column ``id``."""
    return {*answer.ids(), *(str(row["id"]) for row in answer if "id" in row)}


def ends(claim: Mapping[str, Any]) -> tuple[str, str, str] | None:
    """Return subject, relation and the other end of a claim that speaks of two things, None of one that does not.

    The other end is the object, the counterpart of a figure, or the ranking in which there is a rank.
    """
    subject, relation = claim.get("subject"), claim.get("predicate")
    for other in (claim.get("object"), claim.get("counterpart")):
        if subject and relation and other:
            return str(subject), str(relation), str(other)
    if subject and claim.get("rank") is not None and claim.get("in_ranking"):
        return str(subject), LISTED_IN, str(claim["in_ranking"])
    return None


def layers(answer: Table, things: Collection[str]) -> dict[str, int]:
    """Return the layer of each thing that an answer places by ``hop`` or ``step``, counted from the start; of several the first.

    A row with a ``hop`` places the first thing that it names; what else it names, if no row places it, stands one layer before.
    A row with a ``step`` leads from its first thing to its second.
    """
    placed: dict[str, int] = {}
    besides: dict[str, int] = {}
    for number, named, is_step in _numbered(answer, things):
        here, before = (named[1:2], named[:1]) if is_step else (named[:1], named[1:])
        for found, each, layer in [(placed, id, number) for id in here] + [
            (placed if is_step else besides, id, max(number - 1, 0)) for id in before
        ]:
            found[each] = min(layer, found.get(each, layer))
    return besides | placed


def link(known: Mapping[str, dict[str, Any]], answer: Table) -> set[str]:
    """Set claims against each other as the rows of an answer do: each first claim and second claim, with their type.

    ``known`` holds the claims and gets the links. Return the types that were used.
    """
    types: set[str] = set()
    for row in answer:
        type = next((str(row[column]) for column in TYPES if row.get(column)), "")
        first, second = str(row.get("first_claim")), str(row.get("second_claim"))
        if not type or first not in known or second not in known:
            continue
        types.add(type)
        for one, other in ((first, second), (second, first)):
            links = known[one].setdefault("links", [])
            if not any(each["claim"] == other and each["type"] == type for each in links):
                links.append({"type": type, "claim": other, "inverse": False})
    return types


def _numbered(answer: Table, things: Collection[str]) -> Iterator[tuple[int, list[str], bool]]:
    """Yield of each row that has one its hop or step, the things that it names, and whether it is a step."""
    for row in answer:
        for column in ("hop", "step"):
            number = row.get(column)
            if isinstance(number, int):
                yield number, [id for cell in row.values() for id in _ids(cell) if id in things], column == "step"
                break


def _ids(cell: Cell) -> tuple[str, ...]:
    cells = cell if isinstance(cell, tuple) else (cell,)
    return tuple(each for each in cells if isinstance(each, Id))
