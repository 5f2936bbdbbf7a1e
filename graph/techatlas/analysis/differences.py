"""How two claims differ, for which reason, and whether both may be right.

The reason is one term of the ontology, the first of this list that fits:

1. ``superseded``: the later claim takes the place of the older one.
2. ``inWords``: they do not both give a figure, or both a date, or both a position.
3. ``otherScope``: another subject, indicator, counterpart, unit, place or sector.
4. ``otherCount``: the two count things that exclude each other (``ontology/counts.ttl``).
5. ``otherPeriod``: both say of when, and say another time.
6. ``rounding``: the finer figure, rounded as the coarser one is printed, is the same; no stated basis differs.
7. ``scopeNotStated``: one of them does not say of when, on what basis or where.
8. ``otherBasis``: both say what is counted, in other words. Whether other words mean another basis is for the reader to judge.
9. ``sameMeasure``: none of these; at most the published list is another, as each publisher has its own.

Difference in points and ratio are given only between figures that are alike in all dimensions of :data:`OF_MEASURE`.
"""

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal

from techatlas.analysis.counts import Counts
from techatlas.answers.claim import Claim
from techatlas.results.number import Number
from techatlas.results.table import Id

SUPERSEDED, WORDS, SCOPE, COUNT = Id("superseded"), Id("inWords"), Id("otherScope"), Id("otherCount")
PERIOD, ROUNDING, NOT_STATED, BASIS, SAME = (
    Id(name) for name in ("otherPeriod", "rounding", "scopeNotStated", "otherBasis", "sameMeasure")
)
TYPES = (SAME, WORDS, NOT_STATED, PERIOD, BASIS, COUNT, SCOPE, ROUNDING, SUPERSEDED)
CANNOT, OPEN, MAY = Id("cannotBothBeRight"), Id("notDecidable"), Id("mayBothBeRight")
VERDICTS = (CANNOT, OPEN, MAY)
CONTRADICTS = Id("contradicts")
POINTS = frozenset({"percent", "points"})  # units whose differences are points
EXACT_BELOW = 1000  # zeros at the end of a smaller whole number are digits, not rounding
OF_SCOPE = frozenset({"subject", "indicator", "counterpart", "unit", "sector"})
OF_MEASURE = OF_SCOPE | {"place", "period", "basis"}  # points and a ratio need these to be alike
PRINTED = re.compile(r"[0-9][0-9,]*(?:\.([0-9]+))?")
NO_COUNTS = Counts()


def apart(a: Claim, b: Claim) -> bool:
    """Return whether two claims differ in value, bounds, date or position.

    An approximate figure agrees with another within its rounding.

    >>> at_least_70, is_74 = (Claim(id=Id("e/1"), subject=Id("dji"), **given) for given in ({"lower": 70}, {"value": 74}))
    >>> apart(at_least_70, is_74)
    False
    """
    if a.rank is not None and b.rank is not None:
        return a.rank != b.rank
    if a.is_figure and b.is_figure:
        return (a.interval[1] < b.interval[0] or b.interval[1] < a.interval[0]) and not about_alike(a, b)
    if isinstance(a.value, str) and isinstance(b.value, str):
        return not a.value.startswith(b.value) and not b.value.startswith(a.value)
    return False


def reasons(a: Claim, b: Claim) -> tuple[Id, ...]:
    """Return every dimension in which two claims differ, in a fixed order.

    A dimension that one claim leaves open counts as different, except unit and sector.

    >>> one, other = (Claim(id=Id(f"e/{year}"), subject=Id("catl"), value=37, period=year) for year in ("2023", "2024"))
    >>> reasons(one, other)
    ('period',)
    """
    compared = {
        "subject": (a.subject, b.subject),
        "indicator": (a.predicate, b.predicate),
        "counterpart": (a.counterpart, b.counterpart),
        "unit": (a.unit or b.unit, b.unit or a.unit),
        "place": (a.place, b.place),
        "sector": (a.sector or b.sector, b.sector or a.sector),
        "period": (a.period, b.period),
        "basis": (a.basis, b.basis),
        "ranking": (a.in_ranking, b.in_ranking) if a.rank is not None and b.rank is not None else (None, None),
    }
    found = [Id(name) for name, (one, other) in compared.items() if (one or None) != (other or None)]
    return (*found, *((ROUNDING,) if rounded_alike(a, b) else ()))


def incomparable(a: Claim, b: Claim) -> tuple[Id, ...]:
    """Return the dimensions for which two claims do not measure the same.

    What one claim states and the other leaves open counts, except unit and sector.

    >>> stated, open = (Claim(id=Id(f"{n}/1"), subject=Id("china"), basis=basis) for n, basis in enumerate(("papers", "")))
    >>> incomparable(stated, open)
    ('basis',)
    """
    return tuple(name for name in reasons(a, b) if name in OF_MEASURE)


def why(a: Claim, b: Claim, *, replaced: bool = False, counts: Counts = NO_COUNTS) -> Id:
    """Return the one reason for a difference, by the order that the module gives.

    ``replaced`` is true if one of the claims supersedes the other; ``counts`` says what bases count.

    >>> one, other = (Claim(id=Id(f"e/{year}"), subject=Id("catl"), value=37, period=year) for year in ("2023", "2024"))
    >>> why(one, other)
    'otherPeriod'
    """
    differing = set(reasons(a, b))
    given = ((a.period, b.period), (a.basis, b.basis), (a.place, b.place))
    other_basis = bool(a.basis and b.basis and a.basis != b.basis)
    found = {
        SUPERSEDED: replaced,
        WORDS: not _kinds(a) & _kinds(b),
        SCOPE: bool(differing & OF_SCOPE) or bool(a.place and b.place and a.place != b.place),
        COUNT: bool(counts.excluding(a, b)),
        PERIOD: bool(a.period and b.period and a.period != b.period),
        ROUNDING: ROUNDING in differing and not other_basis,
        NOT_STATED: any(bool(one) != bool(other) for one, other in given),
        BASIS: other_basis,
    }
    return next((reason for reason, fits in found.items() if fits), SAME)


def verdict(type: Id, link: Id) -> Id:
    """Return whether two claims can both be right, by the reason why they differ.

    ``link`` decides only between statements in words: of them an editor alone can judge.

    >>> verdict(Id("sameMeasure"), Id("found")), verdict(Id("otherScope"), Id("contradicts"))
    ('cannotBothBeRight', 'mayBothBeRight')
    """
    if type == SAME or (type == WORDS and link == CONTRADICTS):
        return CANNOT
    return OPEN if type == NOT_STATED else MAY


def _kinds(claim: Claim) -> set[str]:
    """Return which of a position, a figure and a date a claim gives."""
    given = {"rank": claim.rank is not None, "figure": claim.is_figure, "date": isinstance(claim.value, str)}
    return {kind for kind, fits in given.items() if fits}


def points(a: Claim, b: Claim) -> float | None:
    """Return how many points the second figure is above the first.

    None unless both are per cent, or scores, and measure the same.

    >>> shares = (Claim(id=Id("e/1"), subject=Id("catl"), value=value, unit=Id("percent")) for value in (36.8, 37.9))
    >>> points(*shares)
    1.1
    """
    if a.unit not in POINTS or a.number is None or b.number is None or incomparable(a, b):
        return None
    return float(Decimal(str(b.value)) - Decimal(str(a.value)))


def positions(a: Claim, b: Claim) -> int | None:
    """Return how many positions the second claim is behind the first.

    None unless both rank one subject.

    >>> positions(*(Claim(id=Id("e/1"), subject=Id("tencent"), rank=rank) for rank in (7, 8)))
    1
    """
    if a.rank is None or b.rank is None or a.subject != b.subject:
        return None
    return b.rank - a.rank


def ratio(a: Claim, b: Claim) -> tuple[float | None, tuple[Id, ...]]:
    """Return the larger figure as a multiple of the smaller, or why there is none.

    The second value names the dimensions that forbid it, and points too. Positions, dates and figures of different sign have
    no ratio.

    >>> from dataclasses import replace
    >>> cost = {"subject": Id("deepseek-v3"), "indicator": Id("training-cost"), "unit": Id("usd")}
    >>> final, whole = Claim(id=Id("e/1"), value=5e6, **cost), Claim(id=Id("f/1"), value=5e8, **cost)
    >>> ratio(final, whole)
    (100.0, ())
    >>> ratio(final, replace(whole, unit=Id("cny")))
    (None, ('unit',))
    """
    if a.number is None or b.number is None:
        return None, ()
    refused = incomparable(a, b)
    if refused or a.number * b.number <= 0:
        return None, refused
    smaller, larger = sorted((abs(a.number), abs(b.number)))
    return larger / smaller, ()


def rounded_alike(a: Claim, b: Claim) -> bool:
    """Return whether two different figures agree at the coarser precision.

    >>> one, other = (Claim(id=Id("e/1"), subject=Id("nvidia"), value=value) for value in (590e9, 593e9))
    >>> rounded_alike(one, other)
    True
    """
    return a.exact != b.exact and _within(a, b, [a, b])


def about_alike(a: Claim, b: Claim) -> bool:
    """Return whether a figure agrees with one that its source gives as about.

    >>> about, exact = (Claim(id=Id("e/1"), subject=Id("catl"), value=value, approximate=value == 17) for value in (17, 16.97))
    >>> about_alike(about, exact)
    True
    """
    return _within(a, b, [each for each in (a, b) if each.approximate])


def _within(a: Claim, b: Claim, rounded: Sequence[Claim]) -> bool:
    """Return whether two figures are apart by half a step of the coarsest of some at most."""
    if a.exact is None or b.exact is None or not rounded:
        return False
    steps = (precision(each.exact or 0, each.as_written, approximate=each.approximate) for each in rounded)
    return abs(Decimal(str(a.exact)) - Decimal(str(b.exact))) <= max(steps) / 2


def precision(value: Number, as_written: str = "", *, approximate: bool = False) -> Decimal:
    """Return the step of the last printed digit, as written, else of the value.

    Zeros at the end of a number from 1,000 on count as rounded, but two digits always count. An ``approximate`` figure is as
    coarse as its last printed digit: about 70 per cent that is written as 7 tenths has the step 10.

    >>> precision(590_000_000_000), precision(10), precision(232_100_000, "232.1"), precision(70, "約7割", approximate=True)
    (Decimal('1E+10'), Decimal('1'), Decimal('1E+5'), Decimal('1E+1'))
    """
    number = Decimal(str(value)).normalize()
    rounded = int(number.as_tuple().exponent)
    rounded = min(rounded, number.adjusted() - 1) if abs(number) >= EXACT_BELOW else min(rounded, 0)
    step = Decimal(1).scaleb(rounded)
    if printed := PRINTED.search(unicodedata.normalize("NFKC", as_written)):
        shown = Decimal(printed[0].replace(",", ""))
        scale = abs(number) / shown if shown else Decimal(0)
        if scale and scale == Decimal(1).scaleb(scale.adjusted()):
            last = scale.scaleb(-len(printed[1] or ""))
            return max(step, last) if approximate else min(step, last) if printed[1] else step
    return step
