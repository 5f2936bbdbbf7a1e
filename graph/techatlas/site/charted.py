"""The page of a trend: one picture and one table per series."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from techatlas.analysis.series import MEASURE
from techatlas.analysis.trend import Point
from techatlas.answers import answer as answers
from techatlas.answers.answer import Answer
from techatlas.answers.statement import number
from techatlas.results.number import written
from techatlas.results.table import Cell, Id, Row, parts, plain
from techatlas.site import assemble, charts, curves
from techatlas.store.graph import Graph
from techatlas.values.characters import all_isolated
from techatlas.vocabulary.words import say

TITLE, NOTE = 18, 15  # heights of lines
AXIS = 34  # below a curve, with the names of periods
ASIDE = frozenset({"series", "of_highest", "approximate", *MEASURE})  # what title, picture and value say already
OPENED_AT_MOST = 3  # with more series the tables are folded, so that the pictures can be compared
STATUSES = ("unknown", "below-resolution", "withheld", "absent")


@dataclass(frozen=True, slots=True)
class Panel:
    """One series: its picture, and the table of its points.

    Title, notes and sources belong to the picture. ``drawn`` is false of a series without a scale, such as ranks, and of one
    without two figures beside each other.
    """

    number: int
    title: str
    title_lines: tuple[str, ...]
    note_lines: tuple[str, ...]
    described: str
    curve: curves.Curve
    source_lines: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    drawn: bool

    @property
    def foot(self) -> float:
        """Where the sources begin."""
        return self.curve.bottom + AXIS + NOTE

    @property
    def height(self) -> float:
        """How tall the whole is, its sources included."""
        return self.foot + NOTE * len(self.source_lines)


class Chart:
    """The words and pictures of a trend in one language; ``labels`` names its ids.

    >>> import techatlas
    >>> atlas = techatlas.open(collections=["eto-2022", "eto-2026"])
    >>> answer = atlas.trend("japan", "provision-share", counterpart="eto-n49")
    >>> [panel.title for panel in Chart(atlas.store, answer, "en", {"percent": "%"}).panels]
    ['provision-share · eto-n49 · semiconductor · by headquarters · %']
    """

    def __init__(self, graph: Graph, answer: Answer[Point], lang: str, labels: Mapping[str, str]) -> None:
        self.words, self.answer, self.lang, self._labels = graph.words, answer, lang, labels
        self._editions = {row.id("edition"): row for row in graph.ask("claims/editions")}
        publishers = {row.id("publisher") for row in self._editions.values()}
        self._publishers = all_isolated(graph.labels(publishers, lang))

    def say(self, key: str, **values: Cell) -> str:
        """Return a sentence of ``ontology/words/``, ids replaced by names."""
        return self.words.sentence(say(key, **values), self.lang, self._labels)

    def name(self, id: str | None) -> str:
        """Return the name of a thing or term, its id where it has none."""
        return self._labels.get(id, id) if id else ""

    def heading(self, column: str) -> str:
        """Return the heading of a column."""
        return self.words.heading(column, self.lang)

    @property
    def title(self) -> str:
        """What was asked."""
        return self.words.sentence(self.answer.title, self.lang, self._labels)

    @property
    def lead(self) -> str:
        """The answer in one sentence."""
        return self.words.sentence(self.answer.lead, self.lang, self._labels) if self.answer.lead else ""

    @property
    def remarks(self) -> list[str]:
        """What must be said with it."""
        return answers.sentences(self.answer, self.words, self.lang, self._labels)

    @property
    def panels(self) -> list[Panel]:
        """Each series with its picture and its table."""
        table = self.answer.table
        of = groupby(zip(self.answer.rows, table, strict=True), key=lambda pair: pair[0].series)
        return [self._panel(number, [*pairs]) for number, (_, pairs) in enumerate(of, 1)]

    def _panel(self, number: int, pairs: Sequence[tuple[Point, Row]]) -> Panel:
        points, rows = zip(*pairs, strict=True)
        dimensions = [each for name in MEASURE if (each := getattr(points[0], name))]
        title = f"({points[0].series}) " * (points[0].series is not None) + " · ".join(map(self.name, dimensions))
        titles = charts.wrapped(title, curves.WIDTH, 14.5)
        notes = [line for text in self._legend(points) for line in charts.wrapped(text, curves.WIDTH)]
        curve = curves.curve(points, 6 + TITLE * len(titles) + NOTE * len(notes) + 26)
        periods = [each.period for each in points if each.period] or [""]
        told = self.say("trend.described", count=len(points), first=periods[0], last=periods[-1])
        sources = charts.wrapped(self._sources(points), curves.WIDTH)
        columns = tuple(name for name in rows[0] if name not in ASIDE and any(row[name] not in (None, "") for row in rows))
        drawn = points[0].unit is not None and curve.shows_a_course
        return Panel(number, title, tuple(titles), tuple(notes), told, curve, tuple(sources), columns, rows, drawn)

    def _legend(self, points: Sequence[Point]) -> list[str]:
        """Return what the marks of a picture mean, as far as it has them."""
        found = {
            "replaced": any(curves.is_replaced(each) for each in points),
            "bounds": any(each.lower is not None or each.upper is not None for each in points),
            "forecast": points[0].modality is not None,
            "undated": any(not each.period for each in points),
            **{status: any(each.status == status for each in points) for status in STATUSES},
        }
        return [" · ".join(self.say(f"trend.legend-{name}") for name, there in found.items() if there)]

    def _sources(self, points: Sequence[Point]) -> str:
        newest = {each.evidence.source: each.evidence.published for each in points}
        rows = [(self._editions[id], published) for id, published in newest.items() if id in self._editions]
        told = [f"{self._publishers[row.id('publisher')]} ({published}), {row.text('licence')}" for row, published in rows]
        return self.say("pages.source-line", sources="; ".join(told))

    def sign(self, status: str) -> str:
        """Return the symbol of a reason why there is no figure."""
        return self.words.signs.get(status, "")

    def value(self, point: Point) -> str:
        """Return the value of a figure, marked where it is approximate."""
        text = number(point.value)
        return self.words.about(text, self.lang) if text and point.approximate else text

    def figure(self, point: Point) -> str:
        """Return a figure with its bounds, or why there is none."""
        if point.status is not None:
            return self.name(point.status)
        bounds = written("", number(point.lower), number(point.upper))
        value = self.value(point)
        return f"{value} ({bounds})" if value and bounds else value or bounds

    def axis(self, value: float) -> str:
        """Return a figure of an axis."""
        return number(int(value) if value == int(value) else value)

    def cell(self, row: Row, column: str) -> str:
        """Return a cell of the table with names in place of ids."""
        if column == "period" and not row[column]:
            return self.say("trend.no-period")
        if column == "value" and row["approximate"]:
            return self.words.about(plain(row[column], grouped=True), self.lang)
        return plain(tuple(self.name(each) if isinstance(each, Id) else plain(each, grouped=True) for each in parts(row[column])))


def page(graph: Graph, answer: Answer[Point], lang: str, labels: Mapping[str, str]) -> str:
    """Return the HTML of the page of a trend; it needs no other file and no script.

    >>> import techatlas
    >>> atlas = techatlas.open(collections=["eto-2022", "eto-2026"])
    >>> answer = atlas.trend("japan", "provision-share", counterpart="eto-n49")
    >>> page(atlas.store, answer, "en", {}).count("<svg")
    1
    """
    chart = Chart(graph, answer, lang, labels)
    template = assemble.environment(graph.words.languages).get_template("trend.html.j2")
    panels = chart.panels
    opened = len(panels) <= OPENED_AT_MOST
    content = {"title": chart.title, "lead": chart.lead, "panels": panels, "opened": opened, "remarks": chart.remarks}
    return str(template.render(page=content, speech=chart, say=chart.say, heading=chart.heading))
