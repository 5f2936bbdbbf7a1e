"""Chokepoints: which inputs one country or one company holds, what depends on them, and what is not published."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from techatlas.analysis.boards import HALF
from techatlas.analysis.supply import Evidence, Market, Provision, Supply, cells, read, residual
from techatlas.answers.answer import Answer, aside, percent
from techatlas.errors import UsageError
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
    country_share: float | None = percent(default=None)
    top_company: Id | None = None
    company_share: float | None = percent(default=None)
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
    claim: tuple[Id, ...] = ()
    source: tuple[Id, ...] = ()
    published: tuple[str, ...] = ()
    locator: tuple[str, ...] = ()
    who: tuple[Id, ...] = ()
    certainty: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True)
class Around:
    """Something around one input: who provides it (hop 0, with the share), or what depends on it and by which link."""

    hop: int
    thing: Id
    via: Id
    relation: Id
    share: float | None = percent(default=None)
    status: Id | None = None
    kind: Id | None = aside(default=None)
    basis: str = aside(default="")
    period: str = aside(default="")
    claim: Id | None = None
    source: Id | None = None
    published: str = ""
    locator: str = ""
    who: Id | None = None
    certainty: Id | None = None


def concentration(provisions: tuple[Provision, ...]) -> tuple[float | None, float | None]:
    """Return the least and the most that the Herfindahl-Hirschman index can be, None where no share is published.

    The least is the sum of the squares of the published shares in per cent; at most one actor holds all the residual.
    """
    shares = sorted(each.share for each in provisions if each.share is not None)
    if not shares:
        return None, None
    least = sum(each**2 for each in shares)
    return _rounded(least), _rounded(least + residual(provisions) ** 2)


def _rounded(figure: float) -> float:
    return int(figure) if figure == int(figure) else round(figure, 1)


def chokepoints(
    graph: Graph, *, country: Id | None = None, company: Id | None = None, least: float | None = None
) -> Answer[Chokepoint]:
    """Answer which inputs rest on one country or company, the most concentrated first, the unpublished ones last.

    ``country`` and ``company`` keep the inputs of which it holds at least ``least`` per cent (50 if left out), and those that
    it provides with an unpublished share; ``least`` alone keeps those of which anybody holds so much, or no share is published.

    :raises UsageError: one of them is not said to provide any input.
    """
    supply = read(graph)
    actors = [each for each in (country, company) if each]
    providers = {each.actor for market in supply.markets.values() for each in market.provisions}
    if strangers := [each for each in actors if each not in providers]:
        raise UsageError(
            f"no source says that {' or '.join(strangers)} provides an input → techatlas chokepoints lists the inputs"
        )
    floor = HALF if least is None else least
    chosen = {id: market for id, market in supply.markets.items() if _holds(market, actors, floor) is not False}
    if least is not None and not actors:
        chosen = {id: market for id, market in chosen.items() if not market.published or _largest(market) >= least}
    rows = sorted((_row(supply, id, market) for id, market in chosen.items()), key=_order)
    silent = [row.input for row in rows if not chosen[row.input].published]
    remarks = (
        say("chokepoints.counting"),
        *_unpublished(supply, silent),
        say("chokepoints.residual"),
        _editions(supply.markets.values()),
    )
    lead = _lead(rows, len(supply.markets), len(silent), floor)
    if actors:
        held = sum(_holds(market, actors, floor) is True for market in chosen.values())
        lead = say(
            "chokepoints.lead-held", actor=tuple(actors), least=floor, count=held, open=len(rows) - held, all=len(supply.markets)
        )
    return Answer(Chokepoint, say("chokepoints.title"), tuple(rows), remarks, lead)


def around(graph: Graph, input: Id) -> Answer[Around]:
    """Answer who provides one input and with which share, and everything that depends on it, by hop.

    :raises UsageError: it is no input of the supply graph.
    """
    supply = read(graph)
    market = supply.markets.get(input, Market((), ()))
    reached = supply.reach([input])
    if not market.provisions and len(reached) == 1:
        raise UsageError(
            f"no source names a provider of {input!r}, and nothing depends on it → techatlas chokepoints lists the inputs"
        )
    rows = [
        Around(
            0, each.actor, input, Id("provides"), each.share, each.status, Id("Country" if each.national else "Company"),
            each.basis, each.period, **_evidence(each.evidence),
        )
        for each in market.provisions
    ]  # fmt: skip
    for id, (hop, link) in sorted(reached.items(), key=lambda item: (item[1][0], item[0])):
        if link:
            rows.append(Around(hop, id, link.upstream, link.relation, kind=supply.kinds.get(id), **_evidence(link.evidence)))
    remarks = [say("chokepoints.counting"), *_unpublished(supply, [] if market.published else [input])]
    lead = say(
        "chokepoints.lead-input", input=input, providers=len(market.provisions), downstream=len(reached) - 1,
        countries=residual(market.countries), companies=residual(market.companies),
    )  # fmt: skip
    return Answer(Around, say("chokepoints.title-input", input=input), tuple(rows), tuple(remarks), lead)


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {each.name: getattr(evidence, each.name) for each in fields(evidence)}


def _holds(market: Market, actors: Sequence[Id], least: float) -> bool | None:
    """Whether each of the actors holds at least a share of an input; None where it provides it with an unpublished share."""
    shares = {each.actor: each.share for each in market.provisions}
    held = [actor in shares and (None if shares[actor] is None else (shares[actor] or 0.0) >= least) for actor in actors]
    return False if False in held else None if None in held else True


def _largest(market: Market) -> float:
    return max(each.share or 0.0 for each in market.provisions)


def _row(supply: Supply, input: Id, market: Market) -> Chokepoint:
    def top(provisions: tuple[Provision, ...]) -> Provision | None:
        return next((each for each in provisions if each.share is not None), None)

    country, company = top(market.countries), top(market.companies)
    shown = [each for each in (country, company) if each] or list(market.provisions)
    reached = supply.reach([input])
    to_chip = [hop for id, (hop, _) in reached.items() if hop and supply.kinds.get(id) == CHIP]
    (least_c, most_c), (least_f, most_f) = concentration(market.countries), concentration(market.companies)

    def published(provisions: tuple[Provision, ...]) -> int:
        return sum(each.share is not None for each in provisions)

    return Chokepoint(
        input=input,
        kind_of=supply.categories.get(input, ()),
        top_country=country.actor if country else None,
        country_share=country.share if country else None,
        top_company=company.actor if company else None,
        company_share=company.share if company else None,
        status=PUBLISHED if market.published else NOT_PUBLISHED,
        hhi_countries=least_c,
        hhi_companies=least_f,
        downstream=len(reached) - 1,
        hops_to_chip=min(to_chip, default=None),
        company_country=company.country if company else None,
        hhi_countries_upper=most_c,
        hhi_companies_upper=most_f,
        countries_known=published(market.countries),
        countries_unknown=len(market.countries) - published(market.countries),
        companies_known=published(market.companies),
        companies_unknown=len(market.companies) - published(market.companies),
        residual_countries=residual(market.countries) if least_c is not None else None,
        residual_companies=residual(market.companies) if least_f is not None else None,
        **cells(shown),
    )


def _order(row: Chokepoint) -> tuple[bool, float, float, str]:
    return (
        row.hhi_countries is None and row.hhi_companies is None,
        -max(row.hhi_countries or 0.0, row.hhi_companies or 0.0),
        -(row.company_share or 0.0),
        row.input,
    )


def _unpublished(supply: Supply, silent: list[Id]) -> list[Remark]:
    if not silent:
        return []
    markets = [supply.markets[input] for input in silent]
    return [
        say(
            "chokepoints.not-published", count=len(silent), inputs=tuple(silent),
            countries=len({each.actor for market in markets for each in market.countries}),
            companies=len({each.actor for market in markets for each in market.companies}),
        )
    ]  # fmt: skip


def _lead(rows: list[Chokepoint], everything: int, silent: int, least: float) -> Remark:
    country = sum((row.country_share or 0.0) >= least for row in rows)
    company = sum((row.company_share or 0.0) >= least for row in rows)
    return say("chokepoints.lead", all=everything, least=least, country=country, company=company, open=silent)


def _editions(markets: Iterable[Market]) -> Remark:
    editions = {(each.evidence.source, each.evidence.published) for market in markets for each in market.provisions}
    return say("chokepoints.editions", editions=tuple(f"{source} ({published})" for source, published in sorted(editions)))


def first(answer: Answer[Chokepoint], limit: int) -> Answer[Chokepoint]:
    """Return an answer short enough to read: its first rows, and a remark on how many are left out."""
    if len(answer) <= limit:
        return answer
    left = say("chokepoints.left-out", count=len(answer) - limit)
    return replace(answer, rows=answer.rows[:limit], remarks=(*answer.remarks, left))


def nearest(answer: Answer[Around], limit: int) -> Answer[Around]:
    """Return an answer short enough to read: all providers, the first things of each hop, and a remark on what is left out."""
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
