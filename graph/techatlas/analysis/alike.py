"""Figures of two things side by side, one pair for each measure that both have.

A measure is an indicator with its counterpart, ranking, place, sector and basis. Figures of one measure are paired by period and
unit, within one edition where that is possible. Where two things have figures on one measure, but none of one basis, period and
unit, the nearest two are paired, and the pair says in which of these they differ.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product

from techatlas.analysis.differences import about_alike, ratio
from techatlas.analysis.editions import age
from techatlas.answers.claim import HEDGED, STATED, Claim
from techatlas.results.number import Exact
from techatlas.results.table import Id

UNIT, BASIS, PERIOD, SOURCE = Id("unit"), Id("basis"), Id("period"), Id("Source")
DIMENSIONS = (UNIT, BASIS, PERIOD)  # figures that differ in one of these are not compared; those first named weigh most
Key = tuple[str | None, ...]
Groups = Mapping[Key, list[Claim]]


@dataclass(frozen=True, slots=True)
class Match:
    """Two figures on one measure.

    ``further`` is true if the two things have a nearer or later pair on it.
    """

    first: Claim
    second: Claim
    further: bool = False

    @property
    def differs_in(self) -> tuple[Id, ...]:
        """Unit, basis, period and source, as far as the two differ in them.

        >>> one, other = (Claim(id=Id(f"sne/{year}"), subject=Id("catl"), period=year) for year in ("2023", "2024"))
        >>> Match(one, other).differs_in
        ('period',)
        """
        a, b = self.first, self.second
        found = {
            UNIT: (a.unit or b.unit) != (b.unit or a.unit),
            BASIS: a.basis != b.basis,
            PERIOD: a.period != b.period,
            SOURCE: a.edition != b.edition,
        }
        return tuple(name for name, differs in found.items() if differs)

    @property
    def is_comparable(self) -> bool:
        """Whether both have one unit, basis and period; their sources may differ."""
        return not {*self.differs_in} & {*DIMENSIONS}

    @property
    def is_published(self) -> bool:
        """Whether both give a figure, a position or a date."""
        return self.first.status == self.second.status == STATED

    @property
    def sector(self) -> Id | None:
        """The sector that one of the two states, or both."""
        return self.first.sector or self.second.sector

    @property
    def higher(self) -> Claim | None:
        """The higher figure, or the one nearer to the first place of a ranking.

        None where that is not certain: figures of other units, bases or periods, hedged ones, dates, and bounds that overlap.

        >>> ranks = (Claim(id=Id(f"rk/{rank}"), subject=Id("catl"), rank=rank) for rank in (1, 2))
        >>> Match(*ranks).higher.id
        'rk/1'
        """
        a, b = self.first, self.second
        if not self.is_comparable or HEDGED in (a.certainty, b.certainty):
            return None
        if a.rank is not None and b.rank is not None:
            return None if a.rank == b.rank else min(a, b, key=lambda each: each.rank or 0)
        if not a.is_figure or not b.is_figure or about_alike(a, b):
            return None
        return a if _bounds(a)[0] > _bounds(b)[1] else b if _bounds(b)[0] > _bounds(a)[1] else None

    @property
    def is_equal(self) -> bool:
        """Whether both give one exact figure, or one position."""
        a, b = self.first, self.second
        alike = (a.rank is not None and a.rank == b.rank) or (_is_plain(a) and _is_plain(b) and a.exact == b.exact)
        return self.is_comparable and alike

    @property
    def ratio(self) -> float | None:
        """The larger figure as a multiple of the smaller.

        None where :attr:`higher` would not be certain, and for approximate figures, bounds and positions.

        >>> one, other = (Claim(id=Id(f"sne/{value}"), subject=Id("catl"), value=value) for value in (10, 40))
        >>> Match(one, other).ratio, Match(one, replace(other, approximate=True)).ratio
        (4.0, None)
        """
        a, b = self.first, self.second
        if not self.is_comparable or not (_is_plain(a) and _is_plain(b)):
            return None
        multiple, _ = ratio(a, replace(b, subject=a.subject))
        return None if multiple is None else float(f"{multiple:.4g}")


def _is_plain(claim: Claim) -> bool:
    """Whether a claim gives an exact figure, and for certain."""
    return claim.is_exact and claim.certainty != HEDGED


def _bounds(claim: Claim) -> tuple[Exact, Exact]:
    """Return the least and the most of a figure; a published figure counts with its bounds."""
    least, most = claim.interval
    return least if claim.lower is None else claim.lower, most if claim.upper is None else claim.upper


def by_measure(claims: Iterable[Claim]) -> Groups:
    """Return figures by indicator, counterpart, ranking and place.

    >>> one = Claim(id=Id("sne/1"), subject=Id("catl"), indicator=Id("market-share"), value=38)
    >>> list(by_measure([one]))
    [('market-share', None, None, None)]
    """
    found: dict[Key, list[Claim]] = defaultdict(list)
    for each in claims:
        found[each.indicator, each.counterpart, each.in_ranking, each.place].append(each)
    return dict(found)


def matches(first: Iterable[Claim], second: Iterable[Claim], published: Mapping[Id, str]) -> list[Match]:
    """Return the pairs of figures of two things, the latest of each measure first.

    ``published`` holds the dates of the editions. No figure is in two pairs.

    >>> figures = {"indicator": Id("market-share"), "edition": Id("sne")}
    >>> one = [Claim(id=Id(f"sne/a{year}"), subject=Id("catl"), value=37, period=year, **figures) for year in ("2023", "2024")]
    >>> two = [Claim(id=Id(f"sne/b{year}"), subject=Id("byd"), value=17, period=year, **figures) for year in ("2023", "2024")]
    >>> [(each.first.period, each.second.period, each.further) for each in matches(one, two, {})]
    [('2024', '2024', False), ('2023', '2023', True)]
    """
    left, right = by_measure(first), by_measure(second)
    keys = sorted(left.keys() & right.keys(), key=lambda key: [each or "" for each in key])
    return [match for key in keys for match in _within(left[key], right[key], published)]


def _within(first: list[Claim], second: list[Claim], published: Mapping[Id, str]) -> Iterator[Match]:
    """Yield the pairs of one indicator, the nearest and then the latest first."""
    used: set[Id] = set()
    seen: set[Key] = set()
    for match in _ordered([Match(a, b) for a, b in product(first, second) if _of_one_sector(a, b)], published):
        a, b = match.first, match.second
        measure: Key = (match.sector, a.basis, a.unit or b.unit)
        if not match.is_comparable:
            measure = measure[:2] if a.basis == b.basis else measure[:1]
        if {a.id, b.id} & used or (measure in seen and not match.is_comparable):
            continue
        used |= {a.id, b.id}
        yield replace(match, further=measure in seen)
        seen |= {measure, measure[:2], measure[:1]}


def _of_one_sector(a: Claim, b: Claim) -> bool:
    return a.sector == b.sector or not a.sector or not b.sector


def _ordered(found: list[Match], published: Mapping[Id, str]) -> list[Match]:
    """Return pairs, those that differ in least first, then those of the latest period and edition.

    The order is the same whichever of the two things is the first.
    """

    def dates(match: Match) -> list[str]:
        return sorted((age(each, published)[0] for each in (match.first, match.second)), reverse=True)

    def weight(match: Match) -> tuple[list[bool], bool]:
        differs = match.differs_in
        return [each in differs for each in DIMENSIONS], SOURCE in differs

    found.sort(key=lambda match: sorted((match.first.id, match.second.id)))
    found.sort(key=lambda match: (sorted((match.first.period, match.second.period), reverse=True), dates(match)), reverse=True)
    return sorted(found, key=weight)
