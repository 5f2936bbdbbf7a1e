"""How two claims differ: in which dimensions, hence for which reason, and how far apart their figures are.

The reason is one term of the ontology, the first of this list that fits:

1. ``superseded``: the later claim takes the place of the older one.
2. ``otherScope``: another subject, indicator or relation, counterpart, unit, place or sector.
3. ``otherPeriod``: both say of when, and say another time.
4. ``rounding``: the finer figure, rounded as the coarser one is printed, is the same; no stated basis differs.
5. ``scopeNotStated``: one of them does not say of when, on what basis or where.
6. ``otherBasis``: both say what is counted, in other words. Whether other words mean another basis is for the reader to judge.
7. ``sameMeasure``: none of these; at most the published list is another, as each publisher has its own.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from techatlas.results.table import Cell, Id

SUPERSEDED, SCOPE, PERIOD, ROUNDING = Id("superseded"), Id("otherScope"), Id("otherPeriod"), Id("rounding")
NOT_STATED, BASIS, SAME = Id("scopeNotStated"), Id("otherBasis"), Id("sameMeasure")
TYPES = (SAME, NOT_STATED, PERIOD, BASIS, SCOPE, ROUNDING, SUPERSEDED)
POINTS = frozenset({"percent", "points"})  # units whose differences are points
EXACT_BELOW = 1000  # noughts at the end of a smaller whole number are digits, not rounding
WORDS = Id("text")  # stands for what a claim says in words only
DECIMALS = re.compile(r"[0-9][0-9,]*\.([0-9]+)")


@dataclass(frozen=True, slots=True)
class Said:
    """One claim: what it says, in which scope, and who says so. ``says`` is an indicator or a relation."""

    claim: Id
    edition: Id
    subject: Id
    says: Id
    object: Id | None = None
    counterpart: Id | None = None
    value: int | float | str | None = None
    lower: float | None = None
    upper: float | None = None
    unit: Id | None = None
    as_written: str = ""
    rank: int | None = None
    ranking: Id | None = None
    sector: Id | None = None
    place: Id | None = None
    basis: str = ""
    period: str = ""
    status: Id = Id("stated")
    modality: Id = Id("fact")
    certainty: Id = Id("asserted")
    who: Id = Id("")
    locator: str = ""
    published: str = ""

    @property
    def cell(self) -> Cell:
        """What is said, as a cell: figure, date, position, bound, or relation and object."""
        if self.value is not None or self.rank is not None:
            return self.rank if self.value is None else self.value
        if self.lower is not None or self.upper is not None:
            low, high = self.lower, self.upper
            return f"≥ {low:g}" if high is None else f"≤ {high:g}" if low is None else f"{low:g}-{high:g}"
        return tuple(each for each in (None if self.status == "stated" else self.status, self.object or WORDS) if each)

    @property
    def is_figure(self) -> bool:
        """Say whether it gives a number on a scale: no date, no position."""
        return isinstance(self.value, int | float) or self.lower is not None or self.upper is not None

    @property
    def interval(self) -> tuple[float, float]:
        """The least and the most that the figure can be."""
        if isinstance(self.value, int | float):
            return self.value, self.value
        return (
            float("-inf") if self.lower is None else self.lower,
            float("inf") if self.upper is None else self.upper,
        )


def apart(a: Said, b: Said) -> bool:
    """Say whether two claims differ in what they say: values, intervals without overlap, dates, positions."""
    if a.rank is not None and b.rank is not None:
        return a.rank != b.rank
    if a.is_figure and b.is_figure:
        return a.interval[1] < b.interval[0] or b.interval[1] < a.interval[0]
    if isinstance(a.value, str) and isinstance(b.value, str):
        return not a.value.startswith(b.value) and not b.value.startswith(a.value)
    return False


def reasons(a: Said, b: Said) -> tuple[Id, ...]:
    """Return every dimension in which two claims differ, in a fixed order; one that a claim leaves open counts for the scope."""
    compared = {
        "subject": (a.subject, b.subject),
        "indicator": (a.says, b.says),
        "counterpart": (a.counterpart, b.counterpart),
        "unit": (a.unit or b.unit, b.unit or a.unit),
        "place": (a.place, b.place),
        "sector": (a.sector or b.sector, b.sector or a.sector),
        "period": (a.period, b.period),
        "basis": (a.basis, b.basis),
        "ranking": (a.ranking, b.ranking) if a.rank is not None and b.rank is not None else (None, None),
    }
    found = [Id(name) for name, (one, other) in compared.items() if (one or None) != (other or None)]
    return (*found, *((ROUNDING,) if rounded_alike(a, b) else ()))


def why(a: Said, b: Said, *, replaced: bool = False) -> Id:
    """Return the one reason, by the order that the module gives; ``replaced`` if one of them supersedes the other."""
    differing = set(reasons(a, b))
    if replaced:
        return SUPERSEDED
    if differing & {"subject", "indicator", "counterpart", "unit", "sector"} and not _one_relation(a, b):
        return SCOPE
    if a.place and b.place and a.place != b.place:
        return SCOPE
    if a.period and b.period and a.period != b.period:
        return PERIOD
    other_basis = bool(a.basis and b.basis and a.basis != b.basis)
    if ROUNDING in differing and not other_basis:
        return ROUNDING
    if any(bool(one) != bool(other) for one, other in ((a.period, b.period), (a.basis, b.basis), (a.place, b.place))):
        return NOT_STATED
    return BASIS if other_basis else SAME


def _one_relation(a: Said, b: Said) -> bool:
    """Say whether two relation claims share all but one end, so that they speak of one and the same relation."""
    shared = (a.subject == b.subject, a.says == b.says, a.object is not None and a.object == b.object)
    return sum(shared) >= 2 and not (a.is_figure or b.is_figure) and a.rank is b.rank is None and shared[1]


def points(a: Said, b: Said) -> float | None:
    """Return how many points the second figure is above the first: of figures in per cent, or of scores, of one measure."""
    if a.unit != b.unit or a.unit not in POINTS or (a.subject, a.says, a.counterpart) != (b.subject, b.says, b.counterpart):
        return None
    if not isinstance(a.value, int | float) or not isinstance(b.value, int | float):
        return None
    return float(Decimal(str(b.value)) - Decimal(str(a.value)))


def positions(a: Said, b: Said) -> int | None:
    """Return how many positions the second is behind the first, for one subject ranked twice."""
    if a.rank is None or b.rank is None or a.subject != b.subject:
        return None
    return b.rank - a.rank


def ratio(a: Said, b: Said) -> tuple[float | None, tuple[Id, ...]]:
    """Return the larger figure as a multiple of the smaller one, or the dimensions for which that would mean nothing.

    Positions, dates and figures of different sign have no ratio.
    """
    if not isinstance(a.value, int | float) or not isinstance(b.value, int | float):
        return None, ()
    refused = {"subject", "indicator", "counterpart", "unit", "place", "sector", "basis"} & set(reasons(a, b))
    stated = {name for name in refused if name not in {"basis", "place"} or (getattr(a, name) and getattr(b, name))}
    if stated:
        return None, tuple(name for name in reasons(a, b) if name in stated)
    if a.value * b.value <= 0:
        return None, ()
    sizes = sorted((abs(a.value), abs(b.value)))
    return sizes[1] / sizes[0], ()


def rounded_alike(a: Said, b: Said) -> bool:
    """Say whether two different figures agree once the finer one is rounded to the precision of the coarser one."""
    if not isinstance(a.value, int | float) or not isinstance(b.value, int | float) or a.value == b.value:
        return False
    step = max(precision(a.value, a.as_written), precision(b.value, b.as_written))
    return abs(Decimal(str(a.value)) - Decimal(str(b.value))) <= step / 2


def precision(value: int | float, as_written: str = "") -> Decimal:
    """Return the step of the last digit that is printed: of decimals as written, else of the value.

    Noughts at the end of a number from 1,000 on count as rounded, but two digits always count: 590,000,000,000 has a step of
    10,000,000,000, 10 one of 1. 232.1, printed in millions, has one of 100,000.
    """
    number = Decimal(str(value)).normalize()
    rounded = int(number.as_tuple().exponent)
    rounded = min(rounded, number.adjusted() - 1) if abs(number) >= EXACT_BELOW else min(rounded, 0)
    step = Decimal(1).scaleb(rounded)
    if printed := DECIMALS.search(as_written):
        shown = Decimal(printed[0].replace(",", ""))
        scale = abs(number) / shown if shown else Decimal(1)
        if scale and scale == Decimal(1).scaleb(scale.adjusted()):
            step = min(step, scale.scaleb(-len(printed[1])))
    return step
