"""What the atlas holds on positions: figures, and claims on who is listed."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from techatlas.analysis.boards import Figure, countries, read
from techatlas.analysis.editions import published
from techatlas.answers.claim import Claim
from techatlas.results.table import Id, Table
from techatlas.store.graph import Graph


@dataclass(frozen=True, kw_only=True)
class Listing(Claim):
    """A claim that somebody is listed, leads, catches up or is absent in a field.

    ``countries`` are those that the subject counts for, ``size`` is how many entries the list has.
    """

    countries: frozenset[Id] = frozenset()
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Survey:
    """An edition with the fields that it surveys, in order, and their sectors.

    >>> Survey(Id("gwec-2025"), {Id("wind"): frozenset({Id("wind"), Id("offshore-wind")})}).field_of(Id("offshore-wind"))
    'wind'
    """

    edition: Id
    fields: Mapping[Id, frozenset[Id]]

    def field_of(self, sector: Id | None) -> Id | None:
        """Return the field in which a sector counts, None where it counts in none."""
        return next((field for field, sectors in self.fields.items() if sector in sectors), None)


@dataclass(frozen=True, slots=True)
class Record:
    """What the atlas holds on positions.

    ``signs`` are the symbols of standings, ``published`` the dates of the editions, ``survey`` the edition that is read first.
    ``widest`` are the widest sectors of which a position is known, with the sectors of each; ``contradictions`` are pairs of
    claims, in both orders.
    """

    figures: Sequence[Figure]
    listings: Sequence[Listing]
    signs: dict[Id, str]
    published: Mapping[Id, str]
    survey: Survey | None = None
    widest: Mapping[Id, frozenset[Id]] = field(default_factory=dict)
    contradictions: Sequence[tuple[Id, Id]] = ()

    @property
    def fields(self) -> Mapping[Id, frozenset[Id]]:
        """The fields with the sectors of each: those of the survey, else the widest."""
        return self.survey.fields if self.survey else self.widest

    def contrary(self, claims: Collection[Id], edition: Id) -> Iterator[Id]:
        """Yield the claims of other editions than ``edition`` that contradict some claims."""
        pairs = (other for claim, other in self.contradictions if claim in claims)
        return (other for other in pairs if not other.startswith(f"{edition}/"))


def consult(graph: Graph, edition: Id | None = None) -> Record:
    """Read what the atlas holds on positions, beside one edition as the survey.

    Without an edition it is the default survey of the atlas, if there is one.

    >>> import techatlas
    >>> record = consult(techatlas.open(collections=["sne-2024"]).store)
    >>> len(record.figures), record.signs[Id("leads")], record.published
    (7, '●', {'sne-2024': '2025-02'})
    """
    signs = {row.id("standing"): row.text("sign") for row in graph.ask("analysis/signs")}
    listed = _listings(graph.ask("analysis/listings"))
    links = ((row.id("claim"), row.id("type"), row.id("other")) for row in graph.ask("claims/links"))
    pairs = [pair for claim, type, other in links if type == "contradicts" for pair in ((claim, other), (other, claim))]
    survey = _survey(graph, edition)
    widest = {} if survey else _fields(graph.ask("analysis/widest"))
    return Record(read(graph), listed, signs, published(graph), survey, widest, sorted(pairs))


def _survey(graph: Graph, edition: Id | None) -> Survey | None:
    chosen = edition or next((row.id("edition") for row in graph.ask("analysis/surveys") if row["chosen"]), None)
    if chosen is None:
        return None
    return Survey(chosen, _fields(graph.ask("analysis/fields", edition=chosen)))


def _fields(rows: Table) -> dict[Id, frozenset[Id]]:
    found: dict[Id, set[Id]] = defaultdict(set)
    for row in rows:
        found[row.id("field")].add(row.id("sector"))
    return {name: frozenset(sectors) for name, sectors in found.items()}


def _listings(rows: Table) -> list[Listing]:
    found: dict[Id, Listing] = {}
    for row in rows:
        claim = row.id("claim")
        before = found[claim].countries if claim in found else frozenset()
        found[claim] = Listing.of(row, countries=before | countries(row))
    return list(found.values())
