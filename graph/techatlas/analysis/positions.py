"""What the atlas holds on positions: figures, and claims on who is listed."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from techatlas.analysis.boards import Figure, countries, read
from techatlas.analysis.editions import published
from techatlas.answers.claim import Claim
from techatlas.results.table import Id, Table
from techatlas.store.graph import Graph

SURVEY = Id("shen-190")


@dataclass(frozen=True, kw_only=True)
class Listing(Claim):
    """A claim that somebody is listed, leads, catches up or is absent in a field.

    ``countries`` are those that the subject counts for, ``size`` is how many entries the list has.
    """

    countries: frozenset[Id] = frozenset()
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """What the atlas holds on positions.

    ``fields`` are the surveyed fields with the sectors of each, ``signs`` the symbol of each standing, ``published`` the dates
    of the editions.
    """

    figures: Sequence[Figure]
    listings: Sequence[Listing]
    fields: dict[Id, frozenset[Id]]
    signs: dict[Id, str]
    published: dict[Id, str]


def consult(graph: Graph) -> Record:
    """Read what the atlas holds on positions.

    >>> import techatlas
    >>> record = consult(techatlas.open(collections=["sne-2024"]).store)
    >>> len(record.figures), record.signs[Id("leads")], record.published
    (7, '●', {'sne-2024': '2025-02'})
    """
    fields: dict[Id, set[Id]] = defaultdict(set)
    for row in graph.ask("analysis/fields"):
        if row["edition"] == SURVEY:
            fields[row.id("field")].add(row.id("sector"))
    signs = {row.id("standing"): row.text("sign") for row in graph.ask("analysis/signs")}
    listed = _listings(graph.ask("analysis/listings"))
    return Record(read(graph), listed, {name: frozenset(of) for name, of in fields.items()}, signs, published(graph))


def _listings(rows: Table) -> list[Listing]:
    found: dict[Id, Listing] = {}
    for row in rows:
        claim = row.id("claim")
        before = found[claim].countries if claim in found else frozenset()
        found[claim] = Listing.of(row, countries=before | countries(row))
    return list(found.values())
