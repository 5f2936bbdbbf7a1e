"""What figures count, so that figures of two different things are never compared.

``ontology/counts.ttl`` says which text of a basis counts what, and which things exclude each other.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from techatlas.answers.claim import Claim
from techatlas.results.table import Id
from techatlas.store.graph import Graph

Distinctions = Mapping[str, Mapping[Id, frozenset[Id]]]


@dataclass(frozen=True)
class Counts:
    """What each text of a basis, and each sector, counts, by distinction.

    A distinction holds things that exclude each other, such as the kinds of quantum technology. A sector counts only where
    the claim states no basis that belongs to the same distinction.

    >>> kinds = {Id("quantum-kind"): frozenset({Id("communication")})}, {Id("quantum-kind"): frozenset({Id("computers")})}
    >>> counts = Counts({"quantum communication": kinds[0]}, {"quantum": kinds[1]})
    >>> one = Claim(id=Id("a/1"), subject=Id("china"), basis="quantum communication")
    >>> counts.excluding(one, Claim(id=Id("b/1"), subject=Id("china"), sector=Id("quantum")))
    ('communication', 'computers')
    """

    of_basis: Distinctions = field(default_factory=dict)
    of_sector: Distinctions = field(default_factory=dict)

    def of(self, claim: Claim) -> dict[Id, frozenset[Id]]:
        """Return what a claim counts, by distinction."""
        return {**self.of_sector.get(claim.sector or "", {}), **self.of_basis.get(claim.basis, {})}

    def excluding(self, a: Claim, b: Claim) -> tuple[Id, ...]:
        """Return what two claims count where that excludes each other, else nothing."""
        one, other = self.of(a), self.of(b)
        return next(
            ((min(one[each]), min(other[each])) for each in sorted(one.keys() & other.keys()) if not one[each] & other[each]), ()
        )


def read(graph: Graph) -> Counts:
    """Read what texts of bases and sectors count.

    >>> import techatlas
    >>> counts = read(techatlas.open(collections=["msit-2024-06"]).store)
    >>> dict(counts.of_basis["quantum sensing, not computers"])
    {'quantumKind': frozenset({'countsQuantumSensing'})}
    """
    of_basis: dict[str, dict[Id, set[Id]]] = defaultdict(lambda: defaultdict(set))
    of_sector: dict[str, dict[Id, set[Id]]] = defaultdict(lambda: defaultdict(set))
    for row in graph.ask("analysis/counts"):
        found = of_basis[row.text("basis")] if row["basis"] else of_sector[row.text("sector")]
        found[row.id("distinction")].add(row.id("counted"))
    return Counts(_frozen(of_basis), _frozen(of_sector))


def _frozen(found: Mapping[str, Mapping[Id, set[Id]]]) -> Distinctions:
    return {name: {each: frozenset(counted) for each, counted in given.items()} for name, given in found.items()}
