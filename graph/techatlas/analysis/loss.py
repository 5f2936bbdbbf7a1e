"""Bounds of the loss of an input when some of its providers stop."""

from collections.abc import Set
from dataclasses import dataclass

from techatlas.analysis.supply import Market, Provision, known, residual
from techatlas.results.table import Id


@dataclass(frozen=True, slots=True)
class Loss:
    """The least and the most of an input that is lost, in per cent.

    Both are None where no published share allows to compute them.
    """

    lower: float | None
    upper: float | None

    @property
    def computable(self) -> bool:
        """Whether there are bounds."""
        return self.upper is not None


NOT_COMPUTABLE = Loss(None, None)


def stopped(market: Market, countries: Set[Id], companies: Set[Id]) -> tuple[Provision, ...]:
    """Return the provisions that a stop by countries and companies ends.

    A country's own figure includes its companies. They count one by one only where the country has no claim on the input,
    or one without a published share of which theirs are a part.

    >>> from techatlas.analysis.supply import market
    >>> tel = Provision(id=Id("e/1"), subject=Id("tel"), country=Id("japan"))
    >>> asml = Provision(id=Id("e/2"), subject=Id("asml"), country=Id("netherlands"))
    >>> [each.subject for each in stopped(market([tel, asml]), {Id("japan")}, set())]
    ['tel']
    """
    stated = {each.country: each.number for each in market.countries}

    def by_country(company: Provision) -> bool:
        if company.country not in countries:
            return False
        return company.country not in stated or (market.nested and stated[company.country] is None)

    return (
        *(each for each in market.countries if each.subject in countries),
        *(each for each in market.companies if each.subject in companies or by_country(each)),
    )


def loss(market: Market, ended: tuple[Provision, ...]) -> Loss:
    """Return the bounds of what is lost of an input when some of its provisions end.

    Both bounds are in per cent. Where companies' shares are within those of their countries, a country loses the larger of
    its own share and the sum of its stopped companies, and the countries are added. An unpublished share is 0 to what the
    published ones leave to 100, but not more than the country holds; that residual is added once, however many of the stopped
    have no published share. Where countries and companies are counted in two ways, the larger of the two sums is the least,
    and both together the most.

    >>> from techatlas.analysis.supply import market
    >>> japan = Provision(id=Id("e/1"), subject=Id("japan"), value=56, national=True)
    >>> china = Provision(id=Id("e/2"), subject=Id("china"), national=True)
    >>> loss(market([japan, china]), (japan,)), loss(market([japan, china]), (china,))
    (Loss(lower=56.0, upper=56.0), Loss(lower=0.0, upper=44.0))
    """
    countries = tuple(each for each in ended if each.national)
    companies = tuple(each for each in ended if not each.national)
    if not market.published:
        return NOT_COMPUTABLE
    if market.nested:
        return _nested(market, countries, companies)
    lower, upper = 0.0, 0.0
    for level, part in ((market.countries, countries), (market.companies, companies)):
        if not part:
            continue
        if all(each.number is None for each in level):
            return NOT_COMPUTABLE
        lower = max(lower, known(part))
        upper += known(part) + (residual(level) if _open(part) else 0.0)
    return _within(lower, upper)


def _nested(market: Market, countries: tuple[Provision, ...], companies: tuple[Provision, ...]) -> Loss:
    shares = {each.subject: each.number for each in market.countries if each.number is not None}
    lower = certain = room = 0.0
    # Countries without a published share of their own are one group: together they hold no more than the residual.
    for group in sorted(shares.keys() | {None}, key=str):
        own = [each for each in countries if (each.subject if each.subject in shares else None) == group]
        of_it = [each for each in companies if (each.country if each.country in shares else None) == group]
        most = shares[group] if group is not None else residual(market.countries)
        least = max(known(own), known(of_it))
        lower += least
        if own:
            certain += max(least, most)
        else:
            certain += least
            room += max(0.0, most - least) if _open(of_it) else 0.0
    return _within(lower, certain + min(room, residual(market.companies)))


def _open(provisions: list[Provision] | tuple[Provision, ...]) -> bool:
    return any(each.number is None for each in provisions)


def _within(lower: float, upper: float) -> Loss:
    return Loss(round(min(100.0, lower), 6), round(min(100.0, max(lower, upper)), 6))
