"""Series: the figures of one measure of one thing, by period and edition.

A measure is an indicator with its counterpart, ranking, sector, place, basis, unit and modality. Figures that differ in one of
these never share a series, so no series joins two bases, and a forecast is never joined to what was observed.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from techatlas.analysis.differences import apart
from techatlas.analysis.editions import published
from techatlas.analysis.periods import is_year, lies_within, previous
from techatlas.answers.claim import FACT, STATED, Claim
from techatlas.results.number import Exact
from techatlas.results.table import Id
from techatlas.store.graph import Graph

UNPUBLISHED, PERCENT = "unknown", "percent"
MEASURE = ("indicator", "counterpart", "in_ranking", "sector", "place", "basis", "unit", "modality")
REAFFIRMED, REVISED, FIRST_PUBLISHED, NO_LONGER, UNDATED, WITHDRAWN, SAME_ELSEWHERE, OTHER_ELSEWHERE = (
    Id(name)
    for name in (
        *("reaffirmed", "revised", "firstPublished", "noLongerPublished"),
        *("periodOpen", "withdrawn", "sameElsewhere", "otherElsewhere"),
    )
)
SUPERSEDED, OTHER_BASIS, OTHER_PERIOD = Id("superseded"), Id("otherBasis"), Id("otherPeriod")
TENTH = Decimal("0.1")


@dataclass(frozen=True, kw_only=True)
class Figure(Claim):
    """A figure that can be part of a series.

    ``work`` is the source of which its edition is one state, ``published`` the date of the edition; ``usual`` is the unit that
    its indicator has unless a figure says otherwise; ``withdrawn`` is true of a claim that the atlas no longer supports.
    """

    work: Id | None = None
    usual: Id | None = None
    published: str = ""
    withdrawn: bool = False

    @property
    def measure(self) -> tuple[str, ...]:
        """What the figures of one series have in common."""
        return tuple(str(getattr(self, name) or "") for name in MEASURE)

    @property
    def dimensions(self) -> tuple[Id, Id | None, Id | None, Id | None, Id | None, Id | None, Id | None, Id | None]:
        """The parts of the measure; a fact has no modality that is worth a word."""
        scope = (self.counterpart, self.in_ranking, self.sector, self.place, Id(self.basis) if self.basis else None)
        return (self.predicate, *scope, self.unit, None if self.modality == FACT else self.modality)

    @property
    def age(self) -> tuple[str, str]:
        """By which editions are ordered, the oldest first."""
        return self.published.removeprefix("> "), self.edition

    @property
    def number_shown(self) -> Exact | None:
        """The value or the rank; None where only bounds or nothing are published."""
        return self.rank if self.rank is not None else self.exact

    @property
    def is_exact(self) -> bool:
        """Whether it is a single published value that can be compared with another one."""
        return self.status == STATED and super().is_exact


@dataclass(frozen=True)
class Series:
    """The figures of one measure, ordered by period, then by edition.

    ``revisions`` gives the relation of a figure to those of other editions. ``whole`` has every figure where only some are
    asked for.
    """

    figures: tuple[Figure, ...]
    revisions: Mapping[Id, Id]
    whole: tuple[Figure, ...] = ()

    @property
    def measure(self) -> Figure:
        """A figure that has the measure of all."""
        return self.figures[0]

    @cached_property
    def current(self) -> tuple[Figure, ...]:
        """Those that the atlas supports and that no later edition gives again.

        A later edition is one of the same source; it gives a figure again for the same period.
        """
        again = {(each.period, each.work): each.age for each in self.figures}  # the last is the newest
        kept = (each for each in self.figures if each.work is None or each.age == again[each.period, each.work])
        return tuple(each for each in kept if self.revisions.get(each.id) != WITHDRAWN)

    @cached_property
    def stated(self) -> tuple[Figure, ...]:
        """The current figures that are published: values, bounds or ranks."""
        return tuple(each for each in self.current if each.number_shown is not None or each.is_figure)

    @cached_property
    def highest(self) -> Figure | None:
        """The current figure with the largest value; None without one, and of ranks."""
        valued = [each for each in self.current if each.exact is not None]
        return max(valued, key=lambda each: each.exact or 0) if valued else None

    @cached_property
    def editions(self) -> tuple[Id, ...]:
        """The editions of the figures, the oldest first."""
        return tuple(dict.fromkeys(each.edition for each in sorted(self.figures, key=lambda each: each.age)))

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """The years between the first and the last for which there is no figure."""
        years = {int(each.period) for each in self.figures if is_year(each.period)}
        return tuple(str(year) for year in range(min(years), max(years)) if year not in years) if years else ()

    def before(self, figure: Figure) -> Figure | None:
        """Return the figure of the previous year or month in the same edition.

        None where there is none, or where there are several.
        """
        wanted = previous(figure.period)
        known = self.whole or self.figures
        found = [each for each in known if wanted and each.edition == figure.edition and each.period == wanted]
        return found[0] if len(found) == 1 else None

    def change(self, figure: Figure) -> Decimal | None:
        """Return by how many per cent a figure differs from the one before, to a tenth.

        None for figures in per cent, for approximate ones and for those with bounds.
        """
        before = self.before(figure)
        if figure.unit == PERCENT or before is None or not (figure.is_exact and before.is_exact) or not before.exact:
            return None
        difference = Decimal(figure.exact or 0) - before.exact
        return (difference * 100 / Decimal(before.exact).copy_abs()).quantize(TENTH, ROUND_HALF_UP)

    def points(self, figure: Figure) -> Exact | None:
        """Return by how many points a figure in per cent differs from the one before."""
        before = self.before(figure)
        if figure.unit != PERCENT or before is None or not (figure.is_exact and before.is_exact):
            return None
        return (figure.exact or 0) - (before.exact or 0)

    def of_highest(self, figure: Figure) -> Decimal | None:
        """Return a value in per cent of the highest one, to a tenth.

        Less than a tenth has one digit, so that it is not shown as zero.
        """
        highest = Decimal(self.highest.exact or 0) if self.highest else Decimal(0)
        if figure.exact is None or highest <= 0:
            return None
        part = Decimal(figure.exact) * 100 / highest
        return part.quantize(TENTH if abs(part) >= TENTH or not part else Decimal(1).scaleb(part.adjusted()), ROUND_HALF_UP)


def series(figures: Iterable[Figure], replaced: Mapping[Id, Collection[Id]]) -> list[Series]:
    """Return the series that figures make up, the longest first.

    ``replaced`` has the older claims that a claim replaces.

    >>> share = {"subject": Id("catl"), "indicator": Id("market-share"), "unit": Id("percent"), "edition": Id("sne")}
    >>> of = [Figure(id=Id(f"sne/{value}"), period=f"20{value - 13}", value=value, **share) for value in (36, 37)]
    >>> (found,) = series(of, {})
    >>> [(each.period, each.exact, found.points(each)) for each in found.figures]
    [('2023', 36, None), ('2024', 37, 1)]
    """
    by_id = {each.id: each for each in _with_units(figures)}
    groups: dict[tuple[str, ...], list[Figure]] = defaultdict(list)
    for each in by_id.values():
        groups[each.measure].append(each)
    older = {older for several in replaced.values() for older in several}
    found = []
    for group in groups.values():
        ordered = tuple(sorted(group, key=lambda each: (each.period, each.age, each.id)))
        found.append(Series(ordered, _revisions(ordered, by_id, replaced, older)))
    return sorted(found, key=lambda each: (-len(each.figures), each.measure.measure))


def read(graph: Graph, thing: Id) -> list[Series]:
    """Read the series of a thing, the longest first.

    >>> import techatlas
    >>> found = read(techatlas.open(collections=["sne-2024"]).store, Id("catl"))
    >>> sorted(each.measure.predicate for each in found)
    ['installed-capacity', 'market-share', 'ranking-position']
    """
    dates = published(graph)
    rows = graph.ask("analysis/series", thing=thing)
    figures = [Figure.of(row, published=dates.get(row.id("edition"), "")) for row in rows]
    replaced: dict[Id, list[Id]] = defaultdict(list)
    for row in graph.ask("analysis/replacing", thing=thing):
        replaced[row.id("claim")].append(row.id("other"))
    return series(figures, replaced)


def _with_units(figures: Iterable[Figure]) -> Iterable[Figure]:
    """Yield figures, unpublished ones in the unit of their series: they carry none."""
    given = list(figures)
    units: dict[tuple[str, ...], set[Id]] = defaultdict(set)
    for each in given:
        if each.unit:
            units[replace(each, unit=None).measure].add(each.unit)
    for each in given:
        known = units.get(each.measure, set())
        likely = next(iter(known)) if len(known) == 1 else each.usual
        yield each if each.unit or each.rank is not None else replace(each, unit=likely)


def _revisions(
    ordered: tuple[Figure, ...], by_id: Mapping[Id, Figure], replaced: Mapping[Id, Collection[Id]], older: Collection[Id]
) -> dict[Id, Id]:
    """Return the relation of each figure to those of other editions; most have none."""
    found: dict[Id, Id] = {}
    for figure in ordered:
        linked = [by_id[each] for each in replaced.get(figure.id, ()) if each in by_id]
        beside = [each for each in ordered if each.period == figure.period and each.edition != figure.edition]
        own = [each for each in beside if each.work and each.work == figure.work]
        before = linked or [each for each in own if each.age < figure.age]
        elsewhere = [each for each in beside if each not in own and each.age < figure.age and _comparable(figure, each)]
        if figure.withdrawn:
            found[figure.id] = WITHDRAWN
        elif figure.id in older or any(each.age > figure.age for each in own):
            found[figure.id] = SUPERSEDED
        elif before:
            found[figure.id] = _against(figure, max(before, key=lambda each: each.age))
        elif elsewhere and figure.period:
            found[figure.id] = OTHER_ELSEWHERE if any(apart(figure, each) for each in elsewhere) else SAME_ELSEWHERE
    return found


def _against(new: Figure, old: Figure) -> Id:
    """Return the relation of a figure to the older one that it replaces."""
    if new.measure != old.measure:
        return OTHER_BASIS
    if _same(new, old):
        return REAFFIRMED
    if UNPUBLISHED in (new.status, old.status):
        return FIRST_PUBLISHED if old.status == UNPUBLISHED else NO_LONGER
    if not new.period or not old.period:
        return UNDATED
    return REVISED if new.period == old.period else OTHER_PERIOD


def _comparable(one: Figure, other: Figure) -> bool:
    return (one.is_figure and other.is_figure) or (one.rank is not None and other.rank is not None)


def _same(one: Figure, other: Figure) -> bool:
    figures = [(each.status, each.exact, each.lower, each.upper, each.rank, each.approximate) for each in (one, other)]
    return figures[0] == figures[1]


def within(series: Series, start: str, end: str) -> Series | None:
    """Return the figures of a series that lie wholly in a time.

    The result is None if there are none. A date that is left out bounds nothing. Figures without a period are in no time.

    >>> (found,) = series([Figure(id=Id("a/1"), subject=Id("catl"), period="2024")], {})
    >>> within(found, "2024", "") is None, within(found, "2025", "") is None
    (False, True)
    """
    if not start and not end:
        return series
    kept = tuple(each for each in series.figures if lies_within(each.period, start, end))
    return replace(series, figures=kept, whole=series.figures) if kept else None
