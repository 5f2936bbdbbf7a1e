"""Figures whose scale differs from the others, and dates that have not come yet.

Everything here is a warning: a share can be small and a figure can grow a thousand times.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from statistics import median

from techatlas.errors import Fault
from techatlas.tables.places import Place, Row
from techatlas.tables.schema import Claim, Collection, Observation
from techatlas.values import last_day
from techatlas.vocabulary.terms import Term

PERCENT = "percent"
NOT_YET = "has not come yet"
LARGE = 10  # a share that is not small
ROOM = 102  # all shares of a market, rounded
TOGETHER = (Decimal("0.95"), Decimal("1.0"))  # the sum of all shares of a market, written as fractions
SCALES = {Decimal(10) ** power: word for power, word in ((3, "a thousand"), (6, "a million"), (9, "a billion"))}
NEAR = Decimal("1.25")  # how far two figures of one thing may differ beside their scale
STEADY = 4  # how far its other figures may differ


def half_a_digit(number: Decimal) -> Decimal:
    """Return by how much rounding can have changed a printed figure.

    >>> half_a_digit(Decimal("33.4")), half_a_digit(Decimal("34"))
    (Decimal('0.05'), Decimal('0.5'))
    """
    return Decimal(5).scaleb(min(int(number.as_tuple().exponent), 0) - 1)


@dataclass(frozen=True, slots=True)
class _Figure:
    place: Place
    value: str
    number: Decimal


@dataclass(slots=True)
class Scales:
    """The figures of each market and of each series, kept until all are read."""

    markets: dict[tuple[str, ...], list[_Figure]] = field(default_factory=lambda: defaultdict(list))
    series: dict[tuple[str, ...], list[_Figure]] = field(default_factory=lambda: defaultdict(list))

    def see(self, row: Row[Observation], number: Decimal, term: Term) -> None:
        """Keep the figure of one observation."""
        record = row.record
        unit = record.unit or term.first("unit")
        figure = _Figure(row.place, record.value, number)
        scope = (record.indicator, unit, record.in_ranking, record.sector, record.place, record.basis, record.counterpart)
        if unit == PERCENT:
            self.markets[(row.file, record.period, term.first("partition"), *scope)].append(figure)
        self.series[(record.subject, *scope)].append(figure)

    def warnings(self) -> Iterator[Fault]:
        """Yield a warning for each figure whose scale is probably wrong."""
        fractions = set()
        for key, shares in self.markets.items():
            for share, message in _fractions(shares, partition=key[2] == "true"):
                fractions.add(id(share))
                fix = f"write {(share.number * 100).normalize():f} if percent is meant"
                yield share.place.fault("value", share.value, message, fix)
        for figures in self.series.values():
            for figure, other, factor in _leaps(figures):
                if id(figure) not in fractions:
                    than = f"{'less' if figure.number < other.number else 'more'} than {other.value}"
                    message = f"is {SCALES[factor]} times {than} at {other.place.file}:{other.place.line}"
                    yield figure.place.fault("value", figure.value, message, "check if thousands, millions or ones are meant")


def _fractions(shares: list[_Figure], *, partition: bool) -> Iterator[tuple[_Figure, str]]:
    """Yield the shares of one market that are probably fractions of 1 among percents.

    They are printed with more digits than the others, or the others are all large, and a hundred times as much leaves room.
    """
    small = [share for share in shares if 0 < share.number < 1]
    large = [share for share in shares if share.number >= 1]
    fractions, percents = (sum((share.number for share in each), Decimal(0)) for each in (small, large))
    if not large and len(small) > 1 and partition and TOGETHER[0] <= fractions <= TOGETHER[1]:
        yield from ((share, f"is a fraction: the shares of its market add up to {fractions}") for share in small)
    elif len(large) > 1 and 0 < len(small) < len(large) and percents + fractions * 100 <= ROOM:
        values = sorted(share.number for share in large)
        finer = min(map(_decimals, small)) > max(map(_decimals, large))
        if finer or (values[0] >= LARGE and fractions * 100 >= LARGE):
            message = f"looks like a fraction among percents: the others of its market are {values[0]} to {values[-1]}"
            yield from ((share, message) for share in small)


def _decimals(share: _Figure) -> int:
    return -min(int(share.number.as_tuple().exponent), 0)


def _leaps(figures: list[_Figure]) -> Iterator[tuple[_Figure, _Figure, Decimal]]:
    """Yield each figure that is thousands of times off from the steady others of its series."""
    positive = [figure for figure in figures if figure.number > 0]
    if len(positive) < 2 or len({figure.number for figure in positive}) < 2:
        return
    middle = median(figure.number for figure in positive)
    ordered = sorted(positive, key=lambda figure: figure.number)
    suspects = [ordered[0], ordered[-1]]
    for suspect in suspects:
        others = [figure for figure in positive if figure is not suspect]
        if others[0].number and max(o.number for o in others) <= STEADY * min(o.number for o in others):
            other = min(others, key=lambda figure: abs(figure.number - middle))
            ratio = max(suspect.number, other.number) / min(suspect.number, other.number)
            factor = next((scale for scale in SCALES if scale / NEAR <= ratio <= scale * NEAR), None)
            if factor and (len(others) > 1 or suspect is ordered[0]):
                yield suspect, other, factor


def dates(collection: Collection, place: Place) -> Iterator[Fault]:
    """Yield a warning for each date of an edition that has not come yet.

    >>> given = {"publisher": "catl", "licence": "CC0-1.0", "language": "en", "edition_of": "catl"}
    >>> edition = Collection(id="a", title={"en": "A"}, published="2999", **given)
    >>> [fault.name for fault in dates(edition, Place("collection.toml", 0))]
    ['published']
    """
    today = _today()
    for name in ("published", "published_after", "retrieved"):
        if (day := getattr(collection, name)) > today[: len(day)]:
            yield place.fault(name, day, NOT_YET, "correct the date")
    if collection.published and collection.retrieved and last_day(collection.retrieved) < collection.published:
        message = f"is before the edition was published, {collection.published}"
        yield place.fault("retrieved", collection.retrieved, message, "correct one of the two dates")


def ahead(collection: Collection, row: Row[Claim]) -> Iterator[Fault]:
    """Yield a warning for a fact whose period begins after its edition was published.

    Where the edition has no date, the day counts on which it was read, or today.

    >>> given = {"publisher": "catl", "licence": "CC0-1.0", "language": "en", "edition_of": "catl"}
    >>> edition = Collection(id="a", title={"en": "A"}, published="2024-05", **given)
    >>> claim = Claim(subject="catl", attributed_to="catl", locator="page 1", period="2025")
    >>> [str(fault) for fault in ahead(edition, Row(claim, Place("observations.csv", 2)))][0].partition(" → ")[0]
    'observations.csv:2: period "2025": begins after the edition was published, 2024-05'
    """
    start = row.record.period.partition("/")[0]
    if not start or row.record.modality != "fact":
        return
    known = collection.published or collection.retrieved
    if start > (last_day(known) if known else _today())[: len(start)]:
        message = f"begins after the edition was {'published' if collection.published else 'read'}, {known}" if known else NOT_YET
        yield row.fault("period", row.record.period, message, "correct the period, or give the modality, such as forecast")


def _today() -> str:
    return datetime.now(UTC).date().isoformat()
