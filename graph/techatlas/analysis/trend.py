"""Trend: the series of a thing with their editions and revisions.

Change over time is read within one edition, revision between editions of one source: the two are never mixed.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from techatlas.analysis import course
from techatlas.analysis.series import Figure, Series, read, within
from techatlas.answers.answer import Answer, aside, percent
from techatlas.answers.claim import STATED
from techatlas.answers.evidence import Evidence
from techatlas.errors import UsageError
from techatlas.results.number import Exact
from techatlas.results.table import Id
from techatlas.store.graph import Graph
from techatlas.vocabulary.words import say

DRAWN_AT_MOST = 12
ROWS_OF_EACH = 4  # with less room the series are listed instead


@dataclass(frozen=True, slots=True)
class Point:
    """One figure of a series.

    ``series`` numbers the series where there are several. ``status`` says why there is no figure. ``of_highest`` is the value
    in per cent of the highest of its series; ``change``, in per cent, and ``points`` compare it with the previous year or month
    of the same edition; ``revision`` with other editions.
    """

    series: int | None
    indicator: Id = aside()
    counterpart: Id | None = aside(default=None)
    in_ranking: Id | None = aside(default=None)
    sector: Id | None = aside(default=None)
    place: Id | None = aside(default=None)
    basis: Id | None = aside(default=None)
    unit: Id | None = aside(default=None)
    modality: Id | None = aside(default=None)
    period: str = ""
    value: Exact | None = None
    approximate: bool | None = None
    lower: Exact | None = None
    upper: Exact | None = None
    status: Id | None = None
    of_highest: Decimal | None = percent(default=None)
    change: Decimal | None = None
    points: Exact | None = None
    revision: Id | None = None
    evidence: Evidence = Evidence()


@dataclass(frozen=True, slots=True)
class Listed:
    """One series of a thing, with its last figure.

    ``figures`` is how many there are and ``unpublished`` how many of them are not published; ``command`` shows them.
    """

    indicator: Id
    counterpart: Id | None = None
    in_ranking: Id | None = None
    sector: Id | None = None
    place: Id | None = None
    basis: Id | None = aside(default=None)
    unit: Id | None = aside(default=None)
    modality: Id | None = aside(default=None)
    figures: int = 0
    unpublished: int | None = None
    editions: int = 0
    begins: str = ""
    ends: str = ""
    value: Exact | None = None
    approximate: bool | None = None
    lower: Exact | None = None
    upper: Exact | None = None
    status: Id | None = None
    command: str = aside(default="")
    evidence: Evidence = Evidence()


def trend(
    graph: Graph, thing: Id, indicator: Id | None = None, *, only: Mapping[str, str] = {}, start: str = "", end: str = ""
) -> Answer[Point] | Answer[Listed]:
    """Answer how the figures of a thing changed over time and between editions.

    Without ``indicator`` the series of the thing are listed. ``only`` keeps the series with this ``counterpart`` (or ranking),
    ``sector`` or ``basis``, of which a part is enough; ``start`` and ``end`` keep the figures of a time.

    >>> import techatlas
    >>> found = trend(techatlas.open(collections=["eto-2022", "eto-2026"]).store, Id("japan"), Id("provision-share"),
    ...               only={"counterpart": Id("eto-n49")})
    >>> [(row.period, row.value, row.revision) for row in found.rows]
    [('', 72, 'superseded'), ('2025', Decimal('51.9'), 'periodOpen')]

    :raises UsageError: no figure is about the thing, or none of this measure or time.
    """
    every = read(graph, thing)
    if not every:
        raise UsageError(_nothing(graph, thing))
    chosen = _chosen(graph, thing, every, indicator, only)
    kept = [part for each in chosen if (part := within(each, start, end))]
    if not kept:
        first, last = _span(chosen)
        raise UsageError(f"{thing} has no figure of that time → its figures are from {first} to {last}")
    undated = sum(not figure.period for each in chosen for figure in each.figures) if start or end else 0
    if indicator is None:
        return _listing(thing, kept, every)
    return _telling(thing, indicator, kept, every, undated)


def _nothing(graph: Graph, thing: Id) -> str:
    """Return that no figure is about a thing, and of which thing figures speak of it."""
    others = graph.ask("analysis/figures-with", thing=thing)
    hint = f"techatlas show {thing} lists the claims about it"
    for row in others:
        hint = f"it is the other end of figures, as in techatlas trend {row.id('subject')} {row.id('indicator')} --with {thing}"
        break
    return f"no figure is about {thing} → {hint}"


def _chosen(graph: Graph, thing: Id, every: Sequence[Series], indicator: Id | None, only: Mapping[str, str]) -> list[Series]:
    """Return the series of an indicator that meet every condition.

    :raises UsageError: there is none.
    """
    chosen = [each for each in every if indicator in (None, each.measure.indicator)]
    if not chosen:
        has = ", ".join(dict.fromkeys(each.measure.predicate for each in every))
        raise UsageError(f"{thing} has no figure of {indicator} → it has figures of {has}")
    for name, wanted in only.items():
        offered = dict.fromkeys(text for each in chosen if (text := _dimension(each.measure, name)))
        chosen = _meeting(graph, chosen, name, wanted)
        if not chosen:
            some = "; ".join([*offered][:8]) + "; …" * (len(offered) > 8)
            hint = f"the figures of {thing} have {f'one of these: {some}' if offered else 'none'}"
            if name == "counterpart" and (there := _told_there(graph, thing, Id(wanted), indicator)):
                hint = f"the figure is given for {wanted}: techatlas trend {wanted} {there} --with {thing}"
            raise UsageError(f"no figure of {indicator or thing} has the {name} {wanted!r} → {hint}")
    return chosen


def _told_there(graph: Graph, thing: Id, other: Id, indicator: Id | None) -> Id | None:
    """Return the indicator of a figure about the other thing that has this one as its counterpart."""
    found = (each.measure for each in read(graph, other) if each.measure.counterpart == thing)
    return next((each.predicate for each in found if indicator in (None, each.indicator)), None)


def _dimension(figure: Figure, name: str) -> str:
    own = getattr(figure, name)
    return str(own or (figure.in_ranking if name == "counterpart" else "") or "")


def _meeting(graph: Graph, chosen: Sequence[Series], name: str, wanted: str) -> list[Series]:
    """Return the series that have a value in one dimension; of a basis a part is enough where none is equal."""
    if name != "basis":
        return [each for each in chosen if _dimension(each.measure, name) == wanted]
    spelt = [(each, _spellings(graph, each.measure.basis)) for each in chosen if each.measure.basis]
    equal = [each for each, texts in spelt if wanted.casefold() in texts]
    return equal or [each for each, texts in spelt if any(wanted.casefold() in text for text in texts)]


def _spellings(graph: Graph, basis: str) -> set[str]:
    return {basis.casefold(), *(graph.words.basis(basis, lang).casefold() for lang in graph.words.languages.codes)}


def _telling(thing: Id, indicator: Id, kept: Sequence[Series], every: Sequence[Series], undated: int) -> Answer[Point]:
    rows = tuple(_points(kept))
    remarks = tuple(course.remarks(kept, undated))
    title = say("trend.title", thing=thing, indicator=indicator)
    return Answer(
        Point, title, rows, remarks, course.lead(thing, indicator, kept), shorten=_Short(thing, tuple(kept), tuple(every))
    )


def _listing(thing: Id, kept: Sequence[Series], every: Sequence[Series]) -> Answer[Listed]:
    several = [each for each in kept if len(each.figures) > 1]
    rows = tuple(_listed(thing, each, every) for each in several)
    single = len(kept) - len(several)
    key = "trend.lead-list" if rows else "trend.lead-no-series"
    first, last = _span(several)
    indicators = dict.fromkeys(row.indicator for row in rows)
    lead = say(key, thing=thing, count=len(rows), indicators=tuple(indicators), first=first, last=last, single=single)
    remarks = [say("trend.single", count=single, thing=thing)] if single and rows else []
    drawn = Answer(Point, say("trend.title-list", thing=thing), tuple(_points(several[:DRAWN_AT_MOST])), (), lead)
    return Answer(Listed, say("trend.title-list", thing=thing), rows, tuple(remarks), lead, drawn=drawn if rows else None)


def _points(kept: Sequence[Series]) -> Iterator[Point]:
    for number, each in enumerate(kept, 1):
        for figure in each.figures:
            yield Point(
                number if len(kept) > 1 else None,
                *figure.dimensions,
                period=figure.period,
                value=figure.number_shown,
                approximate=figure.approximate or None,
                lower=figure.lower,
                upper=figure.upper,
                status=None if figure.status == STATED else figure.status,
                of_highest=each.of_highest(figure) if len(each.stated) > 1 else None,
                change=each.change(figure),
                points=each.points(figure),
                revision=each.revisions.get(figure.id),
                evidence=Evidence.of(figure, {figure.edition: figure.published}),
            )


def _listed(thing: Id, series: Series, every: Sequence[Series]) -> Listed:
    last = series.current[-1] if series.current else series.figures[-1]
    return Listed(
        *last.dimensions,
        figures=len(series.figures),
        unpublished=sum(each.status != STATED for each in series.figures) or None,
        editions=len(series.editions),
        begins=series.figures[0].period.partition("/")[0],
        ends=series.figures[-1].period.rpartition("/")[2],
        value=last.number_shown,
        approximate=last.approximate or None,
        lower=last.lower,
        upper=last.upper,
        status=None if last.status == STATED else last.status,
        command=command(thing, series.measure, [each.measure for each in every]),
        evidence=Evidence.of(last, {last.edition: last.published}),
    )


def command(thing: Id, measure: Figure, others: Iterable[Figure]) -> str:
    """Return the command that shows one series of a thing among others.

    >>> sales = {"subject": Id("japan"), "indicator": Id("ev-sales")}
    >>> bev, phev = (Figure(id=Id(f"iea/{name}"), basis=name, **sales) for name in ("BEV", "PHEV"))
    >>> command(Id("japan"), bev, [bev, phev])
    "techatlas trend japan ev-sales --basis 'BEV'"
    """
    rivals = [each for each in others if each.predicate == measure.predicate]
    parts = ["techatlas trend", thing, measure.predicate]
    for option, name in (("with", "counterpart"), ("sector", "sector"), ("basis", "basis")):
        own = _dimension(measure, name)
        unlike = {other for each in rivals if (other := _dimension(each, name)) != own}
        if own and unlike:
            parts.append(f"--{option} {own if name != 'basis' else _quoted(own, unlike)}")
            rivals = [each for each in rivals if _dimension(each, name) == own]
    return " ".join(parts)


def _quoted(basis: str, others: Collection[str]) -> str:
    """Return the first words of a basis that no other one has, in quotes."""
    words = basis.split(" ")
    starts = (" ".join(words[:count]) for count in range(1, len(words)))
    return f"'{next((each for each in starts if not any(each.casefold() in other.casefold() for other in others)), basis)}'"


@dataclass(frozen=True, slots=True)
class _Short:
    """How to shorten: the newest figures of each series, or a list of series."""

    thing: Id
    kept: tuple[Series, ...]
    every: tuple[Series, ...]

    def __call__(self, answer: Answer[Point], limit: int) -> Answer[Point] | Answer[Listed]:
        if len(answer) <= limit:
            return answer
        if len(self.kept) * ROWS_OF_EACH > limit and len(self.kept) > 1:
            rows = tuple(_listed(self.thing, each, self.every) for each in self.kept)
            cut = say("trend.cut-series", shown=min(limit, len(rows)), all=len(rows), figures=len(answer))
            return Answer(Listed, answer.title, rows[:limit], (cut, *answer.remarks), answer.lead)
        room = limit // len(self.kept)
        shown = tuple(row for _, of in groupby(answer.rows, key=lambda row: row.series) for row in [*of][-room:])
        cut = say("trend.cut", shown=len(shown), all=len(answer))
        return replace(answer, rows=shown, remarks=(cut, *answer.remarks))


def _span(kept: Iterable[Series]) -> tuple[str, str]:
    """Return the first and the last period of some series, without those that are not stated."""
    periods = sorted({figure.period for each in kept for figure in each.figures if figure.period})
    return (periods[0].partition("/")[0], periods[-1].rpartition("/")[2]) if periods else ("", "")
