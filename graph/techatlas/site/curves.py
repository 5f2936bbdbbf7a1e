"""Series as lines and marks to draw, without language or file.

What is not published is a mark of its own and never zero, a gap breaks the line, a figure that a later edition replaced is
hollow, a forecast dashed. Units are those of the picture, ``WIDTH`` wide.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from techatlas.analysis.series import SUPERSEDED, WITHDRAWN
from techatlas.analysis.trend import Point

WIDTH, HEIGHT = 720, 260
RIGHT, UNDATED = 32, 64  # beside the lines: a margin, and figures without a period
LEVEL, LEFT = 6.6, 74  # of the axis: width of a digit, and least room
TICKS = 4
LABELS_APART = 46
GAP = 1.5  # a step so much longer than the shortest one is a gap


@dataclass(frozen=True, slots=True)
class Mark:
    """One figure of a series.

    ``kind`` is figure, replaced, unknown, below-resolution or absent; ``low`` and ``high`` are the ends of its bounds, and
    ``named`` is true of a mark that has its figure written beside it.
    """

    point: Point
    kind: str
    x: float
    y: float
    low: float | None = None
    high: float | None = None
    named: bool = False


@dataclass(frozen=True, slots=True)
class Curve:
    """One series: paths of its lines, marks, and the ticks of both axes.

    ``left`` and ``bottom`` are where the axes are; ``undated`` is where marks without a period are, None without such.
    """

    paths: tuple[str, ...]
    marks: tuple[Mark, ...]
    across: tuple[tuple[float, str], ...]
    up: tuple[tuple[float, float], ...]
    left: float
    bottom: float
    undated: float | None
    forecast: bool

    @property
    def shows_a_course(self) -> bool:
        """Whether there are figures beside each other, on a scale."""
        valued = {mark.x for mark in self.marks if mark.point.value is not None}
        return len(valued) > 1


def curve(points: Sequence[Point], top: float) -> Curve:
    """Return the line of one series, between ``top`` and the axis below it.

    >>> from techatlas.results.table import Id
    >>> given = {"2022": 5, "2023": 10, "2025": 8}
    >>> points = [Point(None, Id("ev-sales"), period=year, value=value) for year, value in given.items()]
    >>> found = curve(points, top=0)
    >>> found.paths, [mark.y for mark in found.marks]
    (('M74.0 130.0L278.7 0.0',), [130.0, 0.0, 52.0])
    """
    scale = _scale(points, top)
    named = _named(points)
    marks = tuple(_mark(each, scale, number in named) for number, each in enumerate(points))
    levels = (scale.full * step / TICKS for step in range(TICKS + 1))
    return Curve(
        tuple(_paths(marks)),
        marks,
        tuple(_across(points, scale)),
        tuple((scale.up(level), level) for level in levels),
        scale.left,
        scale.bottom,
        scale.undated,
        points[0].modality is not None,
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where a time and a value are in the picture; ``begin`` is the place of the first period."""

    first: float
    last: float
    full: float
    left: float
    begin: float
    bottom: float
    undated: float | None

    def across(self, date: float) -> float:
        if self.last <= self.first:
            return (self.begin + WIDTH) / 2
        return round(self.begin + (date - self.first) / (self.last - self.first) * (WIDTH - RIGHT - self.begin), 1)

    def up(self, value: float) -> float:
        return round(self.bottom - value / self.full * HEIGHT, 1)


def _scale(points: Sequence[Point], top: float) -> _Scale:
    dates = [_middle(each.period) for each in points if each.period] or [0.0]
    full = nice(max((float(end) for each in points for end in _ends(each)), default=1.0))
    left = round(max(LEFT, LEVEL * len(f"{full:,.0f}") + 12), 1)
    undated = left + UNDATED / 4 if any(not each.period for each in points) else None
    begin = left if undated is None else left + UNDATED
    return _Scale(min(dates), max(dates), full, left, begin, top + HEIGHT, undated)


def _mark(point: Point, scale: _Scale, named: bool) -> Mark:
    x = scale.across(_middle(point.period)) if point.period or scale.undated is None else scale.undated
    value = next(_ends(point), None)
    low, high = (None if end is None else scale.up(float(end)) for end in (point.lower, point.upper))
    return Mark(point, _kind(point), x, scale.bottom if value is None else scale.up(value), low, high, named)


def _ends(point: Point) -> Iterator[float]:
    yield from (float(end) for end in (point.value, point.lower, point.upper) if end is not None)


def _kind(point: Point) -> str:
    if point.status is not None:
        return str(point.status)
    return "replaced" if is_replaced(point) else "figure"


def is_replaced(point: Point) -> bool:
    """Return whether a later edition replaced a figure, or the atlas withdrew it.

    >>> from techatlas.results.table import Id
    >>> is_replaced(Point(None, Id("ev-sales"), value=5, revision=SUPERSEDED))
    True
    """
    return point.revision in (SUPERSEDED, WITHDRAWN)


def _named(points: Sequence[Point]) -> set[int]:
    """Return the places of the first, the last and the highest figure, and all of a few."""
    valued = [number for number, each in enumerate(points) if each.value is not None]
    if len(valued) <= TICKS:
        return {*valued}
    highest = max(valued, key=lambda number: points[number].value or 0)
    return {valued[0], valued[-1], highest}


def _paths(marks: Iterable[Mark]) -> Iterator[str]:
    """Yield the lines of each edition, broken where a period is missing or its figure is not published."""
    dated = sorted((each for each in marks if each.point.period), key=lambda each: str(each.point.evidence.source))
    for _, of in groupby(dated, key=lambda each: each.point.evidence.source):
        group = sorted(of, key=lambda each: each.x)
        steps = [b.x - a.x for a, b in pairwise(group) if b.x > a.x]
        run: list[Mark] = []
        for each in group:
            broken = run and (each.x - run[-1].x > GAP * min(steps) or each.x == run[-1].x)
            if broken or each.point.value is None:
                yield from _path(run)
                run = []
            run += [each] if each.point.value is not None else []
        yield from _path(run)


def _path(run: Sequence[Mark]) -> Iterator[str]:
    if len(run) > 1:
        yield "M" + "L".join(f"{each.x} {each.y}" for each in run)


def _across(points: Sequence[Point], scale: _Scale) -> Iterator[tuple[float, str]]:
    """Yield the periods that have room for their name below the axis, the last one always."""
    periods = sorted({each.period for each in points if each.period}, key=_middle)
    after = math.inf
    for period in reversed(periods):
        x = scale.across(_middle(period))
        if after - x >= LABELS_APART + 5 * max(0, len(period) - 7):
            yield x, period.replace("/", "–")
            after = x


def nice(value: float) -> float:
    """Return the first round number from a value upwards.

    A quarter of it is round too.

    >>> nice(6_400_000), nice(93), nice(0.7)
    (8000000.0, 100.0, 0.8)
    """
    if value <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    step = next(each for each in (1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8, 10) if each * power >= value * (1 - 1e-9))
    return float(f"{step * power:.12g}")


def _middle(period: str) -> float:
    """Return the middle of a period in years."""
    start, _, end = period.partition("/")
    return (_years(start, 0) + _years(end or start, 1)) / 2


def _years(date: str, end: int) -> float:
    """Return the beginning of a year, month or day in years, or its end."""
    year, month, day = (*(int(part) for part in date.split("-")), 0, 0)[:3]
    if not month:
        return year + end
    if not day:
        return year + (month - 1 + end) / 12
    return year + (month - 1) / 12 + (day - 1 + end) / 372
