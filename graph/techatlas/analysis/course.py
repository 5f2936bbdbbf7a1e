"""The sentences of a trend: how its series went, and what they lack."""

from collections.abc import Collection, Iterator, Sequence

from techatlas.analysis.series import MEASURE, REAFFIRMED, REVISED, UNDATED, Figure, Series
from techatlas.answers.claim import FACT, STATED
from techatlas.results.table import Id
from techatlas.vocabulary.words import Remark, Value, say

PARTS_AT_MOST = 3  # series of which the sentences tell one by one
NAMES = {"in_ranking": Id("inRanking")}  # a dimension that the ontology calls otherwise


def lead(thing: Id, indicator: Id, kept: Sequence[Series]) -> Remark:
    """Return the answer on some series of a thing in one sentence, with totals.

    >>> from techatlas.analysis.series import series
    >>> sales = {"subject": Id("japan"), "indicator": Id("ev-sales"), "edition": Id("iea")}
    >>> found = series([Figure(id=Id(f"iea/{year}"), period=year, value=5, **sales) for year in ("2023", "2024")], {})
    >>> lead(Id("japan"), Id("ev-sales"), found).key
    'trend.lead'
    """
    figures = [figure for each in kept for figure in each.figures]
    found = [each.revisions.get(figure.id) for each in kept for figure in each.figures]
    counts: dict[str, Value] = {
        "thing": thing,
        "indicator": indicator,
        "figures": len(figures),
        "editions": len({figure.edition for figure in figures}),
        "revised": found.count(REVISED),
        "reaffirmed": found.count(REAFFIRMED),
        "open": found.count(UNDATED),
    }
    if len(kept) == 1:
        return say("trend.lead", **counts, scope=_scope(kept[0].measure, MEASURE[1:]), course=_course(kept[0]))
    differing = tuple(name for name in MEASURE[1:] if len({getattr(each.measure, name) for each in kept}) > 1)
    dimensions = tuple(NAMES.get(name, Id(name)) for name in differing)
    told = [
        say("trend.part", number=number, scope=_scope(each.measure, differing), course=_course(each))
        for number, each in enumerate(kept, 1)
    ]
    numbered = dict(zip(("one", "two", "three"), [*told, None], strict=False))
    parts = say("trend.parts", **{"three": None} | numbered) if len(told) <= PARTS_AT_MOST else None
    common = _scope(kept[0].measure, [name for name in MEASURE[1:] if name not in differing])
    return say("trend.lead-several", **counts, scope=common, count=len(kept), dimensions=dimensions, parts=parts)


def _scope(measure: Figure, names: Collection[str]) -> tuple[Id, ...]:
    named = dict(zip(MEASURE, measure.dimensions, strict=True))
    return tuple(each for name in names if (each := named[name]))


def _course(series: Series) -> Remark:
    """Return the first, the last and the highest figure of a series."""
    stated = series.stated
    if not stated:
        return say("trend.course-none")
    first, last, highest = stated[0], stated[-1], series.highest
    if len(stated) == 1:
        return say("trend.course-one", value=_amount(first), period=_when(first))
    if len({each.period for each in stated}) == 1:
        return say(
            "trend.course-same",
            count=len(stated),
            period=_when(first),
            values=tuple(say("trend.amount", value=_amount(each)) for each in stated),
        )
    ends = {"first": _amount(first), "first_period": _when(first), "last": _amount(last), "last_period": _when(last)}
    if highest is None or len(stated) < 3 or first.exact == last.exact:
        return say("trend.course", **ends)
    if highest.exact in (first.exact, last.exact):
        return say("trend.course-first-highest" if highest.exact == first.exact else "trend.course-last-highest", **ends)
    return say("trend.course-highest", **ends, highest=_amount(highest), highest_period=_when(highest))


def _amount(figure: Figure) -> Value:
    """Return a figure in words: the value, else its bounds."""
    lower, upper = figure.lower, figure.upper
    shown: Value = figure.number_shown
    if shown is None and lower is not None and upper is not None:
        shown = say("say.bounds", lower=lower, upper=upper)
    elif shown is None:
        shown = say("say.bounds.lower", lower=lower) if upper is None else say("say.bounds.upper", upper=upper)
    return say("say.about", number=shown) if figure.approximate else shown


def _when(figure: Figure) -> Value:
    return figure.period.replace("/", "–") or say("trend.undated", published=figure.published)


def remarks(kept: Sequence[Series], undated: int) -> Iterator[Remark]:
    """Yield what the series do not give, and how changes and revisions are to be read.

    ``undated`` is how many figures were left out because they state no period.

    >>> from techatlas.analysis.series import series
    >>> sales = {"subject": Id("japan"), "indicator": Id("ev-sales"), "edition": Id("iea")}
    >>> found = series([Figure(id=Id(f"iea/{year}"), period=year, value=5, **sales) for year in ("2022", "2024")], {})
    >>> [dict(remark.values).get("years") for remark in remarks(found, 0)]
    [('2023',), None]
    """
    for number, each in enumerate(kept if len(kept) <= PARTS_AT_MOST else (), 1):
        series = number if len(kept) > 1 else None
        if each.missing:
            yield say("trend.gaps", series=series, years=each.missing)
        for status in dict.fromkeys(figure.status for figure in each.figures if figure.status != STATED):
            when = tuple(figure.period or "–" for figure in each.figures if figure.status == status)
            yield say("trend.without-figure", series=series, status=status, periods=when)
    if undated:
        yield say("trend.left-out", count=undated)
    if forecasts := sum(each.measure.modality != FACT for each in kept):
        yield say("trend.not-observed", count=forecasts)
    figures = [(each, figure) for each in kept for figure in each.figures]
    if len({figure.edition for _, figure in figures}) == 1:
        yield say("trend.one-edition")
    if any(each.change(figure) is not None or each.points(figure) is not None for each, figure in figures):
        yield say("trend.change")
    if any(each.before(figure) and not figure.is_exact and figure.is_figure for each, figure in figures):
        yield say("trend.no-change")
    if any(each.revisions.get(figure.id) == UNDATED for each, figure in figures):
        yield say("trend.period-open")
