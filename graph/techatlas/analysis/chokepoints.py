"""Chokepoints: inputs that one country or company holds, and what needs them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from techatlas.analysis.boards import HALF
from techatlas.analysis.supply import Dependency, Market, Provision, Supply, bases, cited, periods, read, residual
from techatlas.answers.answer import Answer, aside, percent
from techatlas.answers.evidence import Evidence
from techatlas.errors import UsageError
from techatlas.results.number import Exact
from techatlas.results.table import Id
from techatlas.store.graph import Graph
from techatlas.vocabulary.words import Remark, say

CHIP = Id("Chip")
PUBLISHED, NOT_PUBLISHED = Id("stated"), Id("unknown")


@dataclass(frozen=True, slots=True)
class Chokepoint:
    """An input and who holds most of it.

    Shares and residuals are in per cent. ``hhi_…`` is the Herfindahl-Hirschman index of the published shares, the sum of
    their squares, 0 to 10,000 (US Department of Justice and FTC, Merger Guidelines, section 2.1): the least that it can be;
    ``hhi_…_upper`` adds the residual as if one actor held it. ``hops_to_chip`` counts the links to the nearest chip.
    """

    input: Id
    top_country: Id | None = None
    country_share: Exact | None = percent(default=None)
    top_company: Id | None = None
    company_share: Exact | None = percent(default=None)
    status: Id = NOT_PUBLISHED
    downstream: int = 0
    kind_of: tuple[Id, ...] = aside(default=())
    hops_to_chip: int | None = aside(default=None)
    company_country: Id | None = aside(default=None)
    hhi_countries: float | None = aside(default=None)
    hhi_countries_upper: float | None = aside(default=None)
    hhi_companies: float | None = aside(default=None)
    hhi_companies_upper: float | None = aside(default=None)
    countries_known: int = aside(default=0)
    countries_unknown: int = aside(default=0)
    companies_known: int = aside(default=0)
    companies_unknown: int = aside(default=0)
    residual_countries: float | None = aside(default=None)
    residual_companies: float | None = aside(default=None)
    basis: tuple[str, ...] = aside(default=())
    period: tuple[str, ...] = aside(default=())
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Around:
    """A provider of one input (hop 0, with its share), or a thing that needs it."""

    hop: int
    thing: Id
    via: Id
    relation: Id
    share: Exact | None = percent(default=None)
    status: Id | None = None
    kind: Id | None = aside(default=None)
    basis: str = aside(default="")
    period: str = aside(default="")
    evidence: Evidence = Evidence()


def concentration(provisions: tuple[Provision, ...]) -> tuple[float | None, float | None]:
    """Return the bounds of the Herfindahl-Hirschman index, 0 to 10,000.

    Both are None where no share is published. The least is the sum of the squares of the published shares in per cent; at
    most one actor holds all the residual.

    >>> share = {"subject": Id("japan"), "indicator": Id("provision-share"), "unit": Id("percent")}
    >>> concentration((Provision(id=Id("e/1"), value=90, **share),))
    (8100, 8200)
    """
    shares = sorted(each.number for each in provisions if each.number is not None)
    if not shares:
        return None, None
    least = sum(each**2 for each in shares)
    return _rounded(least), _rounded(least + residual(provisions) ** 2)


def _rounded(figure: float) -> float:
    return int(figure) if figure == int(figure) else round(figure, 1)


def chokepoints(
    graph: Graph, *, country: Id | None = None, company: Id | None = None, least: float | None = None
) -> Answer[Chokepoint]:
    """Answer which inputs rest on one country or company.

    The most concentrated come first, those without published shares last. ``country`` and ``company`` keep the inputs of which
    it holds at least ``least`` per cent (50 if left out), and those that it provides with an unpublished share; ``least`` alone
    keeps those of which anybody holds so much, and those of which no share is published.

    >>> import techatlas
    >>> graph = techatlas.open(collections=["eto-2022"]).store
    >>> held = {row.input: row.country_share for row in chokepoints(graph, country=Id("japan")).rows}
    >>> held[Id("eto-n32")]
    96

    :raises UsageError: one of them is not said to provide any input.
    """
    supply = read(graph)
    actors = [each for each in (country, company) if each]
    _check(supply, actors)
    floor = HALF if least is None else least
    chosen = {id: market for id, market in supply.markets.items() if _holds(market, actors, floor) is not False}
    if least is not None and not actors:
        chosen = {id: market for id, market in chosen.items() if not market.published or _largest(market) >= least}
    rows = tuple(sorted((_row(supply, id, market) for id, market in chosen.items()), key=_order))
    silent = [row.input for row in rows if not chosen[row.input].published]
    everyone = [each for market in supply.markets.values() for each in market.provisions]
    remarks = (
        say("chokepoints.counting"),
        *_unpublished(supply, silent),
        say("chokepoints.residual"),
        say("chokepoints.editions", editions=cited(everyone, supply.published)),
    )
    every = len(supply.markets)
    lead = _lead_held(chosen, actors, floor, every) if actors else _lead(rows, every, len(silent), floor)
    return Answer(Chokepoint, say("chokepoints.title"), rows, remarks, lead, shorten=_first)


def _check(supply: Supply, actors: Sequence[Id]) -> None:
    providers = {each.subject for market in supply.markets.values() for each in market.provisions}
    if strangers := [each for each in actors if each not in providers]:
        raise UsageError(
            f"no source says that {' or '.join(strangers)} provides an input → techatlas chokepoints lists the inputs"
        )


def around(graph: Graph, input: Id) -> Answer[Around]:
    """Answer who provides one input, and everything that depends on it, by hop.

    >>> import techatlas
    >>> found = around(techatlas.open(collections=["eto-2022"]).store, Id("eto-n32"))
    >>> [(row.thing, row.share) for row in found.rows if row.hop == 0][:1]
    [('japan', 96)]

    :raises UsageError: it is not an input of the supply graph.
    """
    supply = read(graph)
    market = supply.markets.get(input, Market())
    reached = supply.reach([input])
    if not market.provisions and len(reached) == 1:
        raise UsageError(
            f"no source names a provider of {input!r}, and nothing depends on it → techatlas chokepoints lists the inputs"
        )
    rows = [_provider(supply, input, each) for each in market.provisions]
    for id, (hop, by) in sorted(reached.items(), key=lambda item: (item[1][0], item[0])):
        if by:
            rows.append(_dependent(supply, id, hop, by))
    lead = say(
        "chokepoints.lead-input",
        input=input,
        providers=len(market.provisions),
        downstream=len(reached) - 1,
        countries=residual(market.countries),
        companies=residual(market.companies),
    )
    remarks = (say("chokepoints.counting"), *_unpublished(supply, [] if market.published else [input]))
    return Answer(Around, say("chokepoints.title-input", input=input), tuple(rows), remarks, lead, shorten=_nearest)


def _provider(supply: Supply, input: Id, claim: Provision) -> Around:
    kind = Id("Country" if claim.national else "Company")
    (evidence,) = supply.evidence(claim)
    provides = Id("provides")
    return Around(0, claim.subject, input, provides, claim.exact, claim.status, kind, claim.basis, claim.period, evidence)


def _dependent(supply: Supply, id: Id, hop: int, by: Dependency) -> Around:
    (evidence,) = supply.evidence(by.claim)
    return Around(hop, id, by.upstream, by.relation, kind=supply.kinds.get(id), evidence=evidence)


def _holds(market: Market, actors: Sequence[Id], least: float) -> bool | None:
    """Return whether each actor holds at least a share; None if not published."""
    shares = {each.subject: each.number for each in market.provisions}
    held = [actor in shares and (None if shares[actor] is None else (shares[actor] or 0.0) >= least) for actor in actors]
    return False if False in held else None if None in held else True


def _largest(market: Market) -> float:
    return max(each.number or 0.0 for each in market.provisions)


def _row(supply: Supply, input: Id, market: Market) -> Chokepoint:
    country, company = _top(market.countries), _top(market.companies)
    shown = [each for each in (country, company) if each] or list(market.provisions)
    reached = supply.reach([input])
    to_chip = [hop for id, (hop, _) in reached.items() if hop and supply.kinds.get(id) == CHIP]
    (least_c, most_c), (least_f, most_f) = concentration(market.countries), concentration(market.companies)
    return Chokepoint(
        input=input,
        top_country=country.subject if country else None,
        country_share=country.exact if country else None,
        top_company=company.subject if company else None,
        company_share=company.exact if company else None,
        status=PUBLISHED if market.published else NOT_PUBLISHED,
        downstream=len(reached) - 1,
        kind_of=supply.categories.get(input, ()),
        hops_to_chip=min(to_chip, default=None),
        company_country=company.country if company else None,
        hhi_countries=least_c,
        hhi_countries_upper=most_c,
        hhi_companies=least_f,
        hhi_companies_upper=most_f,
        countries_known=_published(market.countries),
        countries_unknown=len(market.countries) - _published(market.countries),
        companies_known=_published(market.companies),
        companies_unknown=len(market.companies) - _published(market.companies),
        residual_countries=residual(market.countries) if least_c is not None else None,
        residual_companies=residual(market.companies) if least_f is not None else None,
        basis=bases(shown),
        period=periods(shown),
        evidence=supply.evidence(*shown),
    )


def _top(provisions: tuple[Provision, ...]) -> Provision | None:
    return next((each for each in provisions if each.number is not None), None)


def _published(provisions: tuple[Provision, ...]) -> int:
    return sum(each.number is not None for each in provisions)


def _order(row: Chokepoint) -> tuple[bool, float, float, str]:
    return (
        row.hhi_countries is None and row.hhi_companies is None,
        -max(row.hhi_countries or 0.0, row.hhi_companies or 0.0),
        -float(row.company_share or 0),
        row.input,
    )


def _unpublished(supply: Supply, silent: list[Id]) -> list[Remark]:
    if not silent:
        return []
    markets = [supply.markets[input] for input in silent]
    countries = {each.subject for market in markets for each in market.countries}
    companies = {each.subject for market in markets for each in market.companies}
    key = "chokepoints.not-published"
    return [say(key, count=len(silent), inputs=tuple(silent), countries=len(countries), companies=len(companies))]


def _lead(rows: Sequence[Chokepoint], everything: int, silent: int, least: float) -> Remark:
    country = sum((row.country_share or 0.0) >= least for row in rows)
    company = sum((row.company_share or 0.0) >= least for row in rows)
    return say("chokepoints.lead", all=everything, least=least, country=country, company=company, open=silent)


def _lead_held(chosen: Mapping[Id, Market], actors: Sequence[Id], least: float, everything: int) -> Remark:
    held = sum(_holds(market, actors, least) is True for market in chosen.values())
    counts = {"count": held, "open": len(chosen) - held, "all": everything}
    return say("chokepoints.lead-held", actor=tuple(actors), least=least, **counts)


def _first(answer: Answer[Chokepoint], limit: int) -> Answer[Chokepoint]:
    """Return the first ``limit`` rows, with a remark on how many are left out."""
    if len(answer) <= limit:
        return answer
    left = say("chokepoints.left-out", count=len(answer) - limit)
    return replace(answer, rows=answer.rows[:limit], remarks=(*answer.remarks, left))


def _nearest(answer: Answer[Around], limit: int) -> Answer[Around]:
    """Return all providers and the first ``limit`` things of each hop.

    A remark counts what is left out.
    """
    seen: Counter[int] = Counter()
    kept = []
    for row in answer.rows:
        seen[row.hop] += 1
        if row.hop == 0 or seen[row.hop] <= limit:
            kept.append(row)
    if len(kept) == len(answer):
        return answer
    left = say("chokepoints.left-out-of-hops", count=len(answer) - len(kept))
    return replace(answer, rows=tuple(kept), remarks=(*answer.remarks, left))
