"""Boards: figures of one measure set side by side, so that it shows who stands before whom.

A board is what one edition says by one indicator, of one field, on one basis, for one period, at one level: countries are
never set beside companies, nor an input beside its kinds.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from techatlas.results.table import Id, Row, Table
from techatlas.store.graph import Graph

STATED = Id("stated")
HALF = 50.0  # per cent: who holds this much of a market is first in it, whoever the others are


@dataclass(frozen=True, slots=True)
class Figure:
    """One published figure, or the absence of one, on a board."""

    claim: Id
    edition: Id
    indicator: Id
    subject: Id
    countries: frozenset[Id]
    level: str = "actor"
    sector: Id | None = None
    counterpart: Id | None = None
    ranking: Id | None = None
    size: int | None = None
    basis: str = ""
    period: str = ""
    unit: Id | None = None
    value: float | None = None
    lower: float | None = None
    upper: float | None = None
    rank: int | None = None
    status: Id = STATED
    locator: str = ""
    partition: bool = False

    @property
    def board(self) -> tuple[str, ...]:
        """What it can be set side by side with: everything but subject and figure is the same."""
        parts = (self.edition, self.indicator, self.sector, self.counterpart, self.ranking, self.basis, self.period)
        return (*(part or "" for part in parts), self.level)

    @property
    def of_one_market(self) -> bool:
        """Whether the figures of a board are parts of one whole: market shares, or who provides one input."""
        return self.partition or (self.unit == "percent" and self.counterpart is not None)

    @property
    def strength(self) -> float | None:
        """The figure by which it is ordered: a bound from below counts as the least that it can be."""
        return self.value if self.value is not None else self.lower


@dataclass(slots=True)
class Board:
    """Figures of one measure, the best first; those without a figure are kept apart."""

    figures: list[Figure] = field(default_factory=list)

    @property
    def ordered(self) -> list[tuple[int, Figure]]:
        """Each published figure with its position; equal figures share one. By rank where the edition ranks, else by value.

        Where figures of a ranking are given for some of its entries only, their order is not that of the ranking: all stand
        at position 0, which is no position.
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
        return [each for each in self.figures if each.status in {"unknown", "below-resolution"}]

    @property
    def hhi(self) -> float | None:
        """Herfindahl-Hirschman index over the known shares of one market, in squared per cent (10,000: one holds all).

        A lower bound: what the known shares leave to 100 could only raise it. None with fewer than two shares.
        """
        shares = [each.value for each in self.figures if each.of_one_market and each.value is not None]
        return round(sum(value * value for value in shares), 1) if len(shares) > 1 else None


def boards(found: Iterable[Figure]) -> dict[tuple[str, ...], Board]:
    """Return the boards that figures make up, by what they have in common."""
    whole: dict[tuple[str, ...], Board] = defaultdict(Board)
    for figure in found:
        whole[figure.board].figures.append(figure)
    return dict(whole)


def read(graph: Graph) -> list[Figure]:
    """Return every figure of the atlas that shows a position; of a series over time the latest period (``current.rq``).

    Totals of a field and joint subjects are no positions of anybody and stay out.
    """
    return figures(graph.ask("analysis/positions"))


def countries(row: Row) -> frozenset[Id]:
    """Return the country that a row's subject is, belongs to, or comes from through its maker."""
    if row["itself"]:
        return frozenset({row.id("subject")})
    own = row["country"] or row["maker_country"]
    return frozenset({Id(str(own))}) if own else frozenset()


def figures(rows: Table) -> list[Figure]:
    """Return the figures that rows of ``positions.rq`` hold."""
    found: dict[str, Figure] = {}
    for row in rows:
        claim = row.id("claim")
        of = countries(row)
        if claim in found:  # a product of makers in several countries stands in a row for each
            found[claim] = _also(found[claim], of)
            continue
        if row["joint"] or row["subject"] == row["sector"]:
            continue
        found[claim] = Figure(
            claim,
            row.id("edition"),
            row.id("indicator"),
            row.id("subject"),
            of,
            "country" if row["itself"] else "actor",
            row.optional("sector"),
            row.optional("counterpart"),
            row.optional("ranking"),
            row.whole("size"),
            row.text("basis"),
            row.text("period"),
            row.optional("unit"),
            row.number("value"),
            row.number("lower"),
            row.number("upper"),
            row.whole("rank"),
            row.id("status"),
            row.text("locator"),
            row["partition"] is True,
        )
    return list(found.values())


def _also(figure: Figure, more: frozenset[Id]) -> Figure:
    return replace(figure, countries=figure.countries | more)
