"""The supply graph as the analyses read it: who provides which input with what share, and what depends on what."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from techatlas.analysis.editions import published
from techatlas.results.table import Id, Row
from techatlas.store.graph import Graph

TYPE_OF, PART_OF = Id("isTypeOf"), Id("partOf")


@dataclass(frozen=True, slots=True)
class Evidence:
    """Which claim says something: its edition with the date of publication, the place in it, who says so, how surely."""

    claim: Id
    source: Id
    published: str
    locator: str
    who: Id
    certainty: Id


@dataclass(frozen=True, slots=True)
class Provision:
    """A claim that an actor provides an input, with its share of the market in per cent, None where none is published.

    ``national`` is true where the actor is a country, which then is its own ``country``.
    """

    actor: Id
    country: Id | None
    national: bool
    input: Id
    share: float | None
    status: Id
    basis: str
    period: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Market:
    """Who provides one input, counted by countries and by companies: two counts of one whole, never added to each other."""

    countries: tuple[Provision, ...]
    companies: tuple[Provision, ...]

    @property
    def provisions(self) -> tuple[Provision, ...]:
        """All of them, countries first."""
        return self.countries + self.companies

    @property
    def published(self) -> bool:
        """Whether any share of the input is published."""
        return any(each.share is not None for each in self.provisions)

    @property
    def nested(self) -> bool:
        """Whether a company's share is within that of its country: both are of one edition and counted on one basis."""
        return len({(each.evidence.source, each.basis) for each in self.provisions}) < 2


@dataclass(frozen=True, slots=True)
class Link:
    """That ``downstream`` depends on ``upstream``."""

    upstream: Id
    relation: Id
    downstream: Id
    evidence: Evidence


@dataclass(frozen=True)
class Supply:
    """The supply graph: the market of each input, the links, and what each actor makes itself, with the country of the actor.

    ``kinds`` is the class of each thing that is provided or depends on something.
    """

    markets: Mapping[Id, Market]
    links: tuple[Link, ...]
    products: tuple[tuple[Id | None, Link], ...] = ()
    kinds: Mapping[Id, Id] = field(default_factory=dict)

    @cached_property
    def onward(self) -> dict[Id, list[Link]]:
        """The links that lead on from each thing."""
        found: dict[Id, list[Link]] = defaultdict(list)
        for link in self.links:
            found[link.upstream].append(link)
        return found

    @cached_property
    def categories(self) -> dict[Id, tuple[Id, ...]]:
        """What each kind is a type of, or a part of where it is a type of nothing."""
        found: dict[Id, dict[Id, set[Id]]] = defaultdict(lambda: defaultdict(set))
        for link in self.links:
            found[link.upstream][link.relation].add(link.downstream)
        return {id: tuple(sorted(above.get(TYPE_OF) or above.get(PART_OF) or ())) for id, above in found.items()}

    def below(self, inputs: Iterable[Id]) -> set[Id]:
        """Return inputs with all their kinds, and the kinds of these."""
        found = set(inputs)
        while more := {link.upstream for link in self.links if link.relation == TYPE_OF and link.downstream in found} - found:
            found |= more
        return found

    def reach(self, starts: Iterable[Id], later: Iterable[Link] = ()) -> dict[Id, tuple[int, Link | None]]:
        """Return what depends on the starts, each with its least number of hops and the link by which it is reached.

        ``later`` are links to things that are reached at hop 1 from outside the graph. Of several links of the same hop the
        first by name counts, so that the order of claims does not matter.
        """
        found: dict[Id, tuple[int, Link | None]] = dict.fromkeys(starts, (0, None))
        frontier, hop = sorted(found), 0
        outside = list(later)
        while frontier or outside:
            hop += 1
            links = [link for id in frontier for link in self.onward.get(id, ())] + outside
            outside = []
            nearest: dict[Id, Link] = {}
            for link in sorted(links, key=lambda each: (each.upstream, each.relation, each.downstream, each.evidence.claim)):
                if link.downstream not in found:
                    nearest.setdefault(link.downstream, link)
            found |= {id: (hop, link) for id, link in nearest.items()}
            frontier = sorted(nearest)
        return found


def known(provisions: Iterable[Provision]) -> float:
    """Return the sum of the published shares, in per cent; of countries or of companies, not of both."""
    return sum(each.share for each in provisions if each.share is not None)


def residual(provisions: Iterable[Provision]) -> float:
    """Return what the published shares leave to 100 per cent."""
    return max(0.0, round(100 - known(provisions), 6))


def by_share(provisions: Iterable[Provision]) -> list[Provision]:
    """Return provisions by share, the largest first, those without a published share last."""
    return sorted(provisions, key=lambda each: (each.share is None, -(each.share or 0), each.actor))


def market(provisions: Iterable[Provision]) -> Market:
    """Return the market that the current provisions of one input make: countries and companies apart, the largest first."""
    found = list(provisions)
    countries = by_share(each for each in found if each.national)
    return Market(tuple(countries), tuple(by_share(each for each in found if not each.national)))


def cells(said: Sequence[Provision | Link]) -> dict[str, Any]:
    """Return the cells of a row that rests on several claims: their evidence, and on what basis and of when provisions count."""

    def once(name: str, records: Iterable[Any]) -> tuple[Any, ...]:
        return tuple(dict.fromkeys(getattr(each, name) for each in records if getattr(each, name)))

    proof = [each.evidence for each in said]
    provisions = [each for each in said if isinstance(each, Provision)]
    return {
        "claim": tuple(each.claim for each in proof),
        "locator": tuple(each.locator for each in proof),
        **{name: once(name, proof) for name in ("source", "published", "who", "certainty")},
        **{name: once(name, provisions) for name in ("basis", "period")},
    }


def read(graph: Graph, *, products: bool = False) -> Supply:
    """Read the supply graph of a store: ``analysis/provisions.rq``, ``dependencies.rq``; with ``products.rq`` if wanted."""

    def rows(name: str) -> list[Row]:
        return list(graph.ask(f"analysis/{name}"))

    kinds: dict[Id, Id] = {}
    dates = published(graph)

    def evidence(row: Row) -> Evidence:
        source = row.id("source")
        claim, who, certainty = row.id("claim"), row.id("who"), row.id("certainty")
        return Evidence(claim, source, dates.get(source, ""), row.text("locator"), who, certainty)

    def links(found: list[Row]) -> list[tuple[Id | None, Link]]:
        single: dict[tuple[Id, Id, Id], tuple[Id | None, Link]] = {}
        for row in found:
            key = row.id("upstream"), row.id("relation"), row.id("downstream")
            country = row.id("country") if row.get("country") else None
            single.setdefault(key, (country, Link(*key, evidence(row))))
            kinds[key[2]] = row.id("kind")
        return list(single.values())

    provisions: dict[Id, list[Provision]] = defaultdict(list)
    for row in rows("provisions"):
        actor, national, input = row.id("actor"), bool(row["national"]), row.id("input")
        kinds[input] = row.id("kind")
        country = actor if national else row.id("country") if row["country"] else None
        share = row["share"] if isinstance(row["share"], int | float) else None
        status, basis, period = row.id("status"), row.text("basis"), row.text("period")
        provisions[input].append(Provision(actor, country, national, input, share, status, basis, period, evidence(row)))
    markets = {input: market(found) for input, found in sorted(provisions.items())}
    dependencies = tuple(link for _, link in links(rows("dependencies")))
    return Supply(markets, dependencies, tuple(links(rows("products"))) if products else (), kinds)
