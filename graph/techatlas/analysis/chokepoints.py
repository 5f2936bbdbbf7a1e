"""Chokepoints: inputs that one country or company holds, and what needs them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from techatlas.analysis.boards import HALF
from techatlas.analysis.supply import Market, Provision, Supply, bases, borderline, periods, read, residual
from techatlas.answers.answer import Answer, aside, percent
from techatlas.answers.evidence import Evidence
from techatlas.errors import UsageError
from techatlas.results.number import Exact
from techatlas.results.table import Id
from techatlas.store.graph import Graph
from techatlas.vocabulary.words import Remark, say

CHIP, COMPANY = Id("Chip"), Id("Company")
PUBLISHED, NOT_PUBLISHED = Id("stated"), Id("unknown")


@dataclass(frozen=True, slots=True)
class Chokepoint:
    """An input and who holds most of it.

    Shares and residuals are in per cent; ``…_about`` is true of a share that is approximate in its source. ``hhi_…`` is
    the Herfindahl-Hirschman index of the published shares, the sum of their squares, 0 to 10,000 (US Department of Justice and
    FTC, Merger Guidelines, section 2.1): the least that it can be; ``hhi_…_upper`` adds the residual as if one actor held it.
    ``…_after`` count what waits if the input stops; ``hops_to_chip`` the links to the nearest chip.
    """

    input: Id
    top_country: Id | None = None
    country_share: Exact | None = percent(default=None)
    country_about: bool | None = None
    top_company: Id | None = None
    company_share: Exact | None = percent(default=None)
    company_about: bool | None = None
    status: Id = NOT_PUBLISHED
    steps_after: int = 0
    companies_after: int = 0
    chips_after: int = 0
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
    keeps those of which anybody holds that share, and those of which no share is published.

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
    remarks = (
        say("chokepoints.counting"),
        *_border(supply, actors, floor),
        *unpublished(supply, silent),
        say("chokepoints.residual"),
        say("chokepoints.waiting"),
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


def _holds(market: Market, actors: Sequence[Id], least: float) -> bool | None:
    """Return whether each actor holds at least a share; None if not published."""
    shares = {each.subject: each.number for each in market.provisions}
    held = [actor in shares and (None if shares[actor] is None else (shares[actor] or 0.0) >= least) for actor in actors]
    return False if False in held else None if None in held else True


def _border(supply: Supply, actors: Sequence[Id], least: float) -> list[Remark]:
    """Return the remark that approximate shares may or may not reach a limit, or none."""
    inputs = tuple(
        id
        for id, market in supply.markets.items()
        if any(borderline(each, least) for each in market.provisions if not actors or each.subject in actors)
    )
    return [say("chokepoints.border", inputs=inputs, least=least)] if inputs else []


def _largest(market: Market) -> float:
    return max(each.number or 0.0 for each in market.provisions)


def _row(supply: Supply, input: Id, market: Market) -> Chokepoint:
    country, company = _top(market.countries), _top(market.companies)
    shown = [each for each in (country, company) if each] or list(market.provisions)
    reached = supply.reach([input])
    after = waiting(supply, reached)
    to_chip = [hop for id, (hop, _) in reached.items() if hop and supply.kinds.get(id) == CHIP]
    (least_c, most_c), (least_f, most_f) = concentration(market.countries), concentration(market.companies)
    return Chokepoint(
        input=input,
        top_country=country.subject if country else None,
        country_share=country.exact if country else None,
        country_about=(country.approximate or None) if country else None,
        top_company=company.subject if company else None,
        company_share=company.exact if company else None,
        company_about=(company.approximate or None) if company else None,
        status=PUBLISHED if market.published else NOT_PUBLISHED,
        **after,
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


def waiting(supply: Supply, reached: Iterable[Id]) -> dict[str, int]:
    """Return how many steps, companies and chips are among the things that wait.

    >>> supply = Supply({}, (), kinds={Id("testing"): Id("Process"), Id("tsmc"): COMPANY})
    >>> waiting(supply, [Id("testing"), Id("tsmc")])
    {'steps_after': 1, 'companies_after': 1, 'chips_after': 0}
    """
    found = set(reached)
    kinds = Counter(supply.kinds.get(id) for id in found)
    return {"steps_after": len(found & supply.steps), "companies_after": kinds[COMPANY], "chips_after": kinds[CHIP]}


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


def unpublished(supply: Supply, silent: Sequence[Id]) -> list[Remark]:
    """Return the remark that no share of some inputs is published, or none.

    >>> unpublished(Supply({Id("photoresists"): Market()}, ()), [Id("photoresists")])[0].key
    'chokepoints.not-published'
    """
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
