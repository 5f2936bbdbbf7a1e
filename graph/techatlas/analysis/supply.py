"""The supply graph: who provides which input, and what depends on what."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from techatlas.analysis.differences import precision
from techatlas.analysis.editions import published
from techatlas.answers.claim import Claim
from techatlas.answers.evidence import Evidence
from techatlas.results.table import Id, Table
from techatlas.store.graph import Graph

TYPE_OF, PART_OF, PROVIDES, MAKES, PROCESS = (Id(name) for name in ("isTypeOf", "partOf", "provides", "makes", "Process"))


@dataclass(frozen=True, kw_only=True)
class Provision(Claim):
    """A claim that an actor provides an input, with its share in per cent.

    The actor is the subject, the input the counterpart. ``country`` is that of the actor; ``national`` is true where the
    actor is itself a country.
    """

    country: Id | None = None
    national: bool = False


@dataclass(frozen=True, slots=True)
class Market:
    """The providers of one input, by countries and by companies.

    They are two counts of one whole, never added to each other.
    """

    countries: tuple[Provision, ...] = ()
    companies: tuple[Provision, ...] = ()

    @property
    def provisions(self) -> tuple[Provision, ...]:
        """All of them, countries first."""
        return self.countries + self.companies

    @property
    def published(self) -> bool:
        """Whether any share of the input is published."""
        return any(each.number is not None for each in self.provisions)

    @property
    def nested(self) -> bool:
        """Whether a company's share is a part of that of its country.

        It is where both are of one edition and counted on one basis.
        """
        return len({(each.edition, each.basis) for each in self.provisions}) < 2


@dataclass(frozen=True, slots=True)
class Dependency:
    """A claim by which ``downstream`` depends on ``upstream``.

    Either may be a near equivalent of what the claim names.
    """

    upstream: Id
    downstream: Id
    claim: Claim

    @property
    def relation(self) -> Id:
        """The relation of the claim."""
        return self.claim.predicate


@dataclass(frozen=True)
class Supply:
    """The supply graph: the market of each input, and what depends on what.

    ``products`` holds what each actor makes itself, with the country of the actor; ``kinds`` the class of each thing that is
    provided or depends on something; ``published`` the dates of the editions.
    """

    markets: Mapping[Id, Market]
    dependencies: tuple[Dependency, ...]
    products: tuple[tuple[Id | None, Dependency], ...] = ()
    kinds: Mapping[Id, Id] = field(default_factory=dict)
    published: Mapping[Id, str] = field(default_factory=dict)

    @cached_property
    def onward(self) -> dict[Id, list[Dependency]]:
        """The dependencies that lead on from each thing.

        A kind that goes into something itself does not lead on through what it is a type of: other kinds go where it does not.
        """
        used = {each.upstream for each in self.dependencies if each.relation not in (TYPE_OF, PART_OF)}
        found: dict[Id, list[Dependency]] = defaultdict(list)
        for each in self.dependencies:
            if each.relation != TYPE_OF or each.upstream not in used:
                found[each.upstream].append(each)
        return found

    @cached_property
    def categories(self) -> dict[Id, tuple[Id, ...]]:
        """What each kind is a type of, or a part of where it is a type of nothing."""
        found: dict[Id, dict[Id, set[Id]]] = defaultdict(lambda: defaultdict(set))
        for each in self.dependencies:
            found[each.upstream][each.relation].add(each.downstream)
        return {id: tuple(sorted(above.get(TYPE_OF) or above.get(PART_OF) or ())) for id, above in found.items()}

    @cached_property
    def steps(self) -> frozenset[Id]:
        """The processes that are steps, without the stages that they are a part of."""
        stages = {each.downstream for each in self.dependencies if each.relation == PART_OF}
        return frozenset(id for id, kind in self.kinds.items() if kind == PROCESS and id not in stages)

    def below(self, inputs: Iterable[Id]) -> set[Id]:
        """Return inputs with all their kinds, and the kinds of these."""
        types = [each for each in self.dependencies if each.relation == TYPE_OF]
        found = set(inputs)
        while more := {each.upstream for each in types if each.downstream in found} - found:
            found |= more
        return found

    def reach(self, starts: Iterable[Id], later: Iterable[Dependency] = ()) -> dict[Id, tuple[int, Dependency | None]]:
        """Return what depends on the starts, each with its hop and what leads there.

        The hop is the least number of dependencies from a start. Those who carry out a process that is itself a start are
        reached only where something that goes into it is: they do not need each other. ``later`` lead to things at hop 1 from
        outside the graph. Of several dependencies at the same hop the first by name counts, so that the order of claims does not
        matter.
        """
        found: dict[Id, tuple[int, Dependency | None]] = dict.fromkeys(starts, (0, None))
        begun, hop = set(found), 0
        leading = [*later, *(each for id in begun for each in self.onward.get(id, ()) if each.relation != PROVIDES)]
        while leading:
            hop += 1
            nearest: dict[Id, Dependency] = {}
            for each in sorted(leading, key=lambda each: (each.upstream, each.relation, each.downstream, each.claim.id)):
                if each.downstream not in found:
                    nearest.setdefault(each.downstream, each)
            again = {each.downstream for each in leading} & begun  # a start that something before it reaches
            begun -= again
            found |= {id: (hop, each) for id, each in nearest.items()}
            leading = [each for id in nearest for each in self.onward.get(id, ())]
            leading += [each for id in again for each in self.onward.get(id, ()) if each.relation == PROVIDES]
        return found

    def evidence(self, *claims: Claim) -> tuple[Evidence, ...]:
        """Return the provenance of claims."""
        return Evidence.of_all(claims, self.published)


def known(provisions: Iterable[Provision]) -> float:
    """Return the sum of published shares, of countries or companies, in per cent.

    >>> known([Provision(id=Id("e/1"), subject=Id("japan"), value=56), Provision(id=Id("e/2"), subject=Id("china"))])
    56.0
    """
    return sum(each.number for each in provisions if each.number is not None)


def residual(provisions: Iterable[Provision]) -> float:
    """Return what the published shares leave to 100 per cent.

    >>> residual([Provision(id=Id("e/1"), subject=Id("japan"), value=56)])
    44.0
    """
    return max(0.0, round(100 - known(provisions), 6))


def by_share(provisions: Iterable[Provision]) -> list[Provision]:
    """Return provisions by share, the largest first, unpublished ones last.

    >>> shares = {"china": None, "japan": 56, "united-states": 30}
    >>> found = [Provision(id=Id(f"e/{who}"), subject=Id(who), value=share) for who, share in shares.items()]
    >>> [each.subject for each in by_share(found)]
    ['japan', 'united-states', 'china']
    """
    return sorted(provisions, key=lambda each: (each.number is None, -(each.number or 0), each.subject))


def market(provisions: Iterable[Provision]) -> Market:
    """Return the market that the current provisions of one input make.

    Countries and companies are apart, the largest first.

    >>> found = market([Provision(id=Id("e/1"), subject=Id("tel")), Provision(id=Id("e/2"), subject=Id("japan"), national=True)])
    >>> [each.subject for each in found.countries], [each.subject for each in found.companies]
    (['japan'], ['tel'])
    """
    found = list(provisions)
    countries = by_share(each for each in found if each.national)
    return Market(tuple(countries), tuple(by_share(each for each in found if not each.national)))


def borderline(provision: Provision, least: float) -> bool:
    """Return whether an approximate share may or may not reach a limit.

    >>> about = {"id": Id("e/1"), "subject": Id("japan"), "value": 50, "as_written": "約5割", "approximate": True}
    >>> borderline(Provision(**about), 53), borderline(Provision(**about), 60)
    (True, False)
    """
    share = provision.exact
    if share is None or not provision.approximate:
        return False
    return abs(float(share) - least) <= float(precision(share, provision.as_written, approximate=True)) / 2


def bases(provisions: Iterable[Claim]) -> tuple[str, ...]:
    """Return on what bases claims count, each once.

    >>> bases([Provision(id=Id(f"e/{n}"), subject=Id("japan"), basis="by headquarters") for n in range(3)])
    ('by headquarters',)
    """
    return tuple(dict.fromkeys(each.basis for each in provisions if each.basis))


def periods(provisions: Iterable[Claim]) -> tuple[str, ...]:
    """Return the periods of claims, each once.

    >>> periods([Provision(id=Id(f"e/{year}"), subject=Id("japan"), period=year) for year in ("2024", "2025", "2025")])
    ('2024', '2025')
    """
    return tuple(dict.fromkeys(each.period for each in provisions if each.period))


def read(graph: Graph, *, products: bool = False) -> Supply:
    """Read the supply graph.

    ``products`` adds what actors make themselves.

    >>> import techatlas
    >>> supply = read(techatlas.open(collections=["eto-2022"]).store)
    >>> most = supply.markets[Id("eto-n32")].countries[0]
    >>> most.subject, most.value, most.basis
    ('japan', 96, 'by headquarters')
    """
    provided, dependent = graph.ask("analysis/provisions"), graph.ask("analysis/dependencies")
    made = graph.ask("analysis/products") if products else Table((), ())
    provisions: dict[Id, list[Provision]] = defaultdict(list)
    for row in provided:
        actor = row.id("subject") if row["national"] else row.optional("country")
        provisions[row.id("counterpart")].append(Provision.of(row, country=actor))
    kinds = {row.id("counterpart"): row.id("kind") for row in provided}
    kinds |= {row.id("downstream"): row.id("kind") for table in (dependent, made) for row in table}
    return Supply(
        markets={input: market(found) for input, found in sorted(provisions.items())},
        dependencies=tuple(each for _, each in dependencies(dependent)),
        products=tuple(dependencies(made)),
        kinds=kinds,
        published=published(graph),
    )


def dependencies(rows: Table) -> list[tuple[Id | None, Dependency]]:
    """Return one dependency per two things and relation, with the actor's country.

    The first claim by name counts.

    >>> columns = ("upstream", "downstream", "relation", "claim", "subject")
    >>> row = (Id("gas"), Id("etching"), Id("goesInto"), Id("e/1"), Id("gas"))
    >>> [(each.upstream, each.downstream) for _, each in dependencies(Table(columns, (row,)))]
    [('gas', 'etching')]
    """
    found: dict[tuple[Id, Id, Id], tuple[Id | None, Dependency]] = {}
    for row in rows:
        ends = row.id("upstream"), row.id("downstream")
        found.setdefault((*ends, row.id("relation")), (row.optional("country"), Dependency(*ends, Claim.of(row))))
    return list(found.values())
