"""Bars and ranks as shapes to draw, without language or file.

An interval is a range, a bound an arrow, an unpublished figure a hatched outline, a gap in a ranking a hatched row. Nothing of
these is ever drawn as zero. Units are those of the picture, ``WIDTH`` wide.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from techatlas.analysis.boards import Board, Figure
from techatlas.results.number import Exact

WIDTH = 360
ROW = 32
BARS_AT_MOST = 15
FONT = 12
ROUNDING = 1  # per cent: shares are rounded, so that less than this may be nothing


@dataclass(frozen=True, slots=True)
class Mark:
    """One row of bars.

    ``kind`` is value, between, atLeast, atMost, unknown, below-resolution or absent. ``start`` and ``end`` bound what is
    known; ``at`` is the value itself, where there is one.
    """

    figure: Figure
    kind: str
    y: int
    start: float
    end: float
    at: float | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One row of a ranking: the holders of a position, or a gap.

    A gap has the positions from ``first`` to ``last`` and no holders.
    """

    first: int
    last: int
    y: int
    holders: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Rest:
    """What published shares leave to 100 per cent.

    It is from ``least`` to ``most``, drawn ``width`` wide. ``hidden`` says that some of it is of holders whose shares are
    not published.
    """

    least: Exact
    most: Exact
    y: int
    width: float
    hidden: bool


def rest(board: Board, y: int) -> Rest | None:
    """Return the remainder of a board of shares of one market.

    None where less is left than rounding may hide.

    >>> from decimal import Decimal
    >>> from techatlas.results.table import Id
    >>> half = Figure(id=Id("a/1"), subject=Id("catl"), value=Decimal("59.5"), unit=Id("percent"), partition=True)
    >>> rest(Board([half]), y=0)
    Rest(least=Decimal('40.5'), most=Decimal('40.5'), y=0, width=145.8, hidden=False)
    """
    if not all(each.of_one_market for each in board.figures):
        return None
    ends = [each.interval if each.is_figure else (0, 0) for each in board.figures]
    least = 100 - sum(min(most, 100) for _, most in ends)
    most = 100 - sum(max(each, 0) for each, _ in ends)
    if most < ROUNDING:
        return None
    return Rest(max(least, 0), most, y, round(WIDTH * float(most) / 100, 1), bool(board.unpublished))


def ordered(board: Board) -> list[Figure]:
    """Return the figures of a board in the order in which they are drawn.

    Published ones, the largest first, then those without a figure.

    >>> from techatlas.results.table import Id
    >>> byd, catl = (Figure(id=Id(f"a/{name}"), subject=Id(name), value=value) for name, value in (("byd", 17.2), ("catl", 37.9)))
    >>> [figure.subject for figure in ordered(Board([byd, catl]))]
    ['catl', 'byd']
    """
    known = [figure for _, figure in board.ordered]
    upper = [each for each in board.figures if each not in known and each.status == "stated" and each.upper is not None]
    silent = [each for each in board.figures if each.status != "stated"]
    return known + upper + sorted(silent, key=lambda each: (each.status, each.subject))


def bars(figures: Iterable[Figure], top: int) -> list[Mark]:
    """Return the rows of a bar chart from ``top`` downwards.

    Per cent are drawn against 100, other units against the largest.

    >>> from techatlas.results.table import Id
    >>> half = Figure(id=Id("a/1"), subject=Id("catl"), value=50, unit=Id("percent"))
    >>> least = Figure(id=Id("a/2"), subject=Id("byd"), lower=10, unit=Id("percent"))
    >>> [(mark.kind, mark.start, mark.end) for mark in bars([half, least], top=0)]
    [('value', 180.0, 180.0), ('atLeast', 36.0, 360.0)]
    """
    chosen = list(figures)
    ends = [float(end) for each in chosen for end in (each.number, each.lower, each.upper) if end is not None]
    full = 100.0 if chosen and chosen[0].unit == "percent" else max(ends, default=1.0) or 1.0
    return [_mark(each, top + ROW * number, WIDTH / full) for number, each in enumerate(chosen)]


def _mark(figure: Figure, y: int, scale: float) -> Mark:
    if figure.status != "stated":
        return Mark(figure, str(figure.status), y, 0.0, float(WIDTH))
    value, lower, upper = (
        None if each is None else round(float(each) * scale, 1) for each in (figure.number, figure.lower, figure.upper)
    )
    if value is not None:
        return Mark(figure, "value", y, value if lower is None else lower, value if upper is None else upper, value)
    if lower is not None and upper is not None:
        return Mark(figure, "between", y, lower, upper)
    if lower is not None:
        return Mark(figure, "atLeast", y, lower, float(WIDTH))
    return Mark(figure, "atMost", y, 0.0, upper or 0.0)


def ranks(board: Board, top: int) -> list[Step]:
    """Return the rows of a ranking from ``top`` down to its declared size.

    Gaps are drawn together. Where several hold a position, those after it that nobody holds are theirs too: after two fourths
    comes the sixth.

    >>> from techatlas.results.table import Id
    >>> third = Figure(id=Id("a/1"), subject=Id("tencent"), rank=3, size=5)
    >>> [(step.first, step.last, len(step.holders)) for step in ranks(Board([third]), top=0)]
    [(1, 2, 0), (3, 3, 1), (4, 5, 0)]
    """
    held: dict[int, list[Figure]] = {}
    for figure in board.figures:
        if figure.rank is not None:
            held.setdefault(figure.rank, []).append(figure)
    size = max(figure.size or 0 for figure in board.figures)
    rows: list[Step] = []
    position, last = 1, max([size, *held])
    while position <= last:
        holders = tuple(sorted(held.get(position, ()), key=lambda each: each.subject))
        following = min((each for each in held if each > position), default=last + 1)
        shared = len({each.subject for each in holders})
        end = min(following, position + shared) - 1 if holders else following - 1
        rows.append(Step(position, position if holders else end, top + ROW * len(rows), holders))
        position = end + 1
    return rows


def wrapped(text: str, width: float = WIDTH, size: float = FONT) -> list[str]:
    """Return a text in lines no wider than a picture.

    Latin letters count 0.55 em, East Asian ones 1 em.

    >>> wrapped("Share of the world market", width=80)
    ['Share of the', 'world market']
    """
    lines = [""]
    for part in _parts(text):
        if lines[-1] and _length(lines[-1] + part.rstrip()) * size > width:
            lines.append("")
        lines[-1] += part if lines[-1] else part.lstrip()
    return [line.rstrip() for line in lines]


def _parts(text: str) -> list[str]:
    """Return where a text may break: after a space, and around East Asian letters."""
    parts = [""]
    for sign in text:
        if _wide(sign) or (parts[-1] and (parts[-1][-1] == " " or _wide(parts[-1][-1]))):
            parts.append("")
        parts[-1] += sign
    return [part for part in parts if part]


def _wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in {"W", "F"}


def _length(text: str) -> float:
    return sum(1.0 if _wide(sign) else 0.55 for sign in text)
