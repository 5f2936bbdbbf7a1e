"""Boards: the figures of one measure side by side.

A board holds what one edition says by one indicator, of one field, on one basis, for one period, at one level: countries are
never set beside companies, nor an input beside its kinds.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from techatlas.answers.claim import STATED, Claim
from techatlas.results.number import Exact
from techatlas.results.table import Id, Row
from techatlas.store.graph import Graph

HALF = 50.0  # per cent: who holds this much of a market is first in it, whoever the others are
THREE = 3


@dataclass(frozen=True, kw_only=True)
class Figure(Claim):
    """A claim on a board: a published figure, or the absence of one.

    ``countries`` are those that its subject counts for. ``level`` is ``country`` or ``actor``; ``size`` is how many positions
    the ranking has; ``partition`` is true of parts of one whole, such as market shares.
    """

    countries: frozenset[Id] = frozenset()
    level: str = "actor"
    size: int | None = None
    partition: bool = False

    @property
    def board(self) -> tuple[str, ...]:
        """What figures of one board have in common: everything but subject and figure."""
        parts = (self.edition, self.indicator, self.sector, self.counterpart, self.in_ranking, self.basis, self.period)
        return (*(part or "" for part in parts), self.level)

    @property
    def of_one_market(self) -> bool:
        """Whether it is a part of one whole: a market, or the provision of an input."""
        return self.partition or (self.unit == "percent" and self.counterpart is not None)

    @property
    def strength(self) -> Exact | None:
        """The value that orders a board: the figure, else its lower bound."""
        return self.exact if self.exact is not None else self.lower


@dataclass(frozen=True, slots=True)
class Position:
    """The position of a country on a board, by its best figure.

    ``number`` is 0 if the board gives no positions.
    """

    number: int
    figure: Figure
    leader: Figure
    published: int

    @property
    def placed(self) -> bool:
        """Whether it is a rank of the edition, or one of several published figures."""
        return self.figure.rank is not None or (self.number > 0 and self.published > 1)

    @property
    def leads(self) -> bool:
        """Whether it is the first, or holds at least half of one market."""
        figure = self.figure
        return (self.placed and self.number == 1) or (figure.of_one_market and (figure.strength or 0) >= HALF)

    @property
    def among_first(self) -> bool:
        """Whether it is one of the first three."""
        return self.placed and self.number <= THREE

    @property
    def of(self) -> int | None:
        """How many positions there are; None where that is not known."""
        if self.figure.size or self.figure.rank is not None:
            return self.figure.size
        return self.published if self.placed else None

    @property
    def distance(self) -> Exact | None:
        """The distance to the first: in ranks, else in the unit of the figure.

        None without a position.
        """
        if not self.placed:
            return None
        if self.figure.rank is not None:
            return self.number - 1
        return (self.leader.strength or 0) - (self.figure.strength or 0)


@dataclass(slots=True)
class Board:
    """Figures of one measure, the best first; those without a figure are kept apart."""

    figures: list[Figure] = field(default_factory=list)

    @property
    def ordered(self) -> list[tuple[int, Figure]]:
        """Each published figure with its position, by rank if given, else by value.

        Equal figures share a position. Where a ranking gives figures for some of its entries only, their order is not that of
        the ranking: all have position 0, which is not a position.
        """
        ranked = [(each.rank, each) for each in self.figures if each.rank is not None]
        if ranked:
            return sorted(ranked, key=lambda pair: (pair[0], pair[1].subject))
        valued = sorted(
            ((each.strength, each) for each in self.figures if each.strength is not None),
            key=lambda pair: (-pair[0], pair[1].subject),
        )
        partial = any((each.size or 0) > len(valued) for _, each in valued)
        return [(0 if partial else 1 + sum(other > value for other, _ in valued), each) for value, each in valued]

    @property
    def unpublished(self) -> list[Figure]:
        """Those that are there without a published figure."""
        return [each for each in self.figures if each.status not in {STATED, "absent"}]

    @property
    def is_list(self) -> bool:
        """Whether it is of a published list, so that a country can be missing from it."""
        return any(each.in_ranking or each.size for each in self.figures)

    @property
    def hhi(self) -> float | None:
        """Herfindahl-Hirschman index of the known shares, 0 to 10,000 (one holds all).

        A lower bound: what the known shares leave to 100 could only raise it. None with fewer than two shares.
        """
        shares = [each.number for each in self.figures if each.of_one_market and each.number is not None]
        return round(sum(share * share for share in shares), 1) if len(shares) > 1 else None

    def position(self, country: Id) -> Position | None:
        """Return the best position of a country, None without a published figure.

        Figures of its actors count as its own.
        """
        ordered = self.ordered
        own = ((number, figure) for number, figure in ordered if country in figure.countries)
        return next((Position(number, figure, ordered[0][1], len(ordered)) for number, figure in own), None)


def boards(found: Iterable[Figure]) -> dict[tuple[str, ...], Board]:
    """Return the boards that figures make up, each by what its figures share.

    >>> one = Figure(id=Id("sne/1"), subject=Id("catl"), edition=Id("sne"), indicator=Id("market-share"), value=37.9)
    >>> [[(number, figure.subject) for number, figure in board.ordered] for board in boards([one]).values()]
    [[(1, 'catl')]]
    """
    whole: dict[tuple[str, ...], Board] = defaultdict(Board)
    for figure in found:
        whole[figure.board].figures.append(figure)
    return dict(whole)


def read(graph: Graph) -> list[Figure]:
    """Read every figure that shows a position.

    Of a series over time only the latest period is read (``current.rq``). Totals of a field and joint subjects are not
    positions of anybody and are left out.

    >>> import techatlas
    >>> found = read(techatlas.open(collections=["sne-2024"]).store)
    >>> [(each.subject, sorted(each.countries), each.value) for each in found if each.indicator == "installed-capacity"]
    [('catl', ['china'], Decimal('339.3')), ('byd', ['china'], Decimal('153.7'))]
    """
    found: dict[Id, Figure] = {}
    for row in graph.ask("analysis/positions"):
        claim, of = row.id("claim"), countries(row)
        if before := found.get(claim):  # a product of makers in several countries has a row for each
            found[claim] = replace(before, countries=before.countries | of)
        elif not row["joint"] and row["subject"] != row["sector"]:
            found[claim] = Figure.of(row, countries=of, level="country" if row["itself"] else "actor")
    return list(found.values())


def countries(row: Row) -> frozenset[Id]:
    """Return the country for which the subject of a row counts; a row holds one.

    >>> countries(Row(subject=Id("h800"), itself=False, country=Id("united-states")))
    frozenset({'united-states'})
    """
    of = row.optional("country")
    return frozenset({of}) if of else frozenset()
