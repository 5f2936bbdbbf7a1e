"""A flow from countries through the stages of making a thing, as shapes.

A ribbon is as wide as the published share; what a stage leaves to 100 per cent is one hatched ribbon, never spread over anybody.
How the thing divides into its stages is published by nobody, so those ribbons are outlines of one width.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from techatlas.results.number import Exact
from techatlas.results.table import Id

WIDTH, PER_CENT, GAP = 720, 1.1, 16
LEFT, MIDDLE, RIGHT, THICK = 150, 430, 660, 10


@dataclass(frozen=True, slots=True)
class Ribbon:
    """One ribbon of a flow.

    ``country`` is None for the share that is not published, ``share`` is None where there is no figure.
    """

    country: Id | None
    stage: Id
    share: Exact | None
    path: str


@dataclass(frozen=True, slots=True)
class Block:
    """A country, a stage or the thing, as tall as what flows through it.

    The name is None for what is not published, and empty for the thing. Its name is on the line ``base``: beside it, but
    of a stage above or below, clear of the ribbons that lead on.
    """

    name: Id | None
    x: int
    y: float
    height: float
    base: float


@dataclass(frozen=True, slots=True)
class Flow:
    """Everything to draw, and how tall it is."""

    ribbons: tuple[Ribbon, ...]
    blocks: tuple[Block, ...]
    height: float


def flow(stages: Mapping[Id, Sequence[tuple[Id, Exact]]], top: float) -> Flow:
    """Lay out the shares of each stage, in per cent of it, from ``top`` downwards.

    >>> drawn = flow({Id("design"): [(Id("japan"), 60)]}, top=0)
    >>> [(ribbon.country, ribbon.share) for ribbon in drawn.ribbons]  # what is not published, then the thing, have no country
    [('japan', 60), (None, 40), (None, None)]
    """
    shares = _by_country(stages)
    order = list(shares)
    tall = 100 * PER_CENT
    whole = len(stages) * tall + GAP * (len(stages) - 1)
    left = float(sum(sum(shares[each].values()) for each in order)) * PER_CENT + GAP * (len(order) - 1)
    height = max(whole, left)
    inner = {stage: top + (height - whole) / 2 + number * (tall + GAP) for number, stage in enumerate(stages)}
    middle = top + height / 2
    blocks = [Block(id, MIDDLE, y, tall, y - 5 if y + tall / 2 < middle + 1 else y + tall + 14) for id, y in inner.items()]
    taken = dict(inner)
    ribbons: list[Ribbon] = []
    at = top + (height - left) / 2
    for country in order:
        start = at
        for stage in stages:
            if (share := shares[country].get(stage, 0)) > 0:
                wide = float(share) * PER_CENT
                ribbons.append(Ribbon(country, stage, share, _ribbon(LEFT + THICK, at, MIDDLE, taken[stage], wide)))
                at, taken[stage] = at + wide, taken[stage] + wide
        blocks.append(Block(country, LEFT, start, at - start, (start + at) / 2 + 4))
        at += GAP
    thing = top + (height - tall) / 2
    part = tall / max(len(stages), 1)
    for number, (stage, y) in enumerate(inner.items()):
        path = _ribbon(MIDDLE + THICK, y + (tall - part) / 2, RIGHT, thing + number * part, part)
        ribbons.append(Ribbon(None, stage, None, path))
    blocks.append(Block(Id(""), RIGHT, thing, tall, middle + 4))
    return Flow(tuple(ribbons), tuple(blocks), height)


def _by_country(stages: Mapping[Id, Sequence[tuple[Id, Exact]]]) -> dict[Id | None, dict[Id, Exact]]:
    """Return the shares by country and stage, the largest first, and last what is not published."""
    shares: dict[Id, dict[Id, Exact]] = {}
    for stage, given in stages.items():
        for name, share in given:
            shares.setdefault(name, {})[stage] = share
    rest = {stage: 100 - sum(share for _, share in given) for stage, given in stages.items()}
    hidden: dict[Id, Exact] = {stage: share for stage, share in rest.items() if share > 0}
    ordered = sorted(shares, key=lambda each: (-max(shares[each].values()), each))
    return {**{name: shares[name] for name in ordered}, **({None: hidden} if hidden else {})}


def _ribbon(x1: float, y1: float, x2: float, y2: float, wide: float) -> str:
    """Return the outline of a ribbon between two heights, ``wide`` throughout."""
    bend = (x1 + x2) / 2
    y1, y2, low1, low2 = (round(each, 2) for each in (y1, y2, y1 + wide, y2 + wide))
    there = f"M{x1:g} {y1:g}C{bend:g} {y1:g} {bend:g} {y2:g} {x2:g} {y2:g}"
    return f"{there}V{low2:g}C{bend:g} {low2:g} {bend:g} {low1:g} {x1:g} {low1:g}Z"
