"""Pictures: shapes with title, unit, date, sources and licence."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from techatlas.analysis.boards import Board, Figure
from techatlas.analysis.standings import UNKNOWN
from techatlas.results.number import Exact
from techatlas.results.table import Id
from techatlas.site import charts, world
from techatlas.site.flows import Block, flow
from techatlas.site.material import RANKED, Edition
from techatlas.site.speech import Speech

LINE, NOTE = 18, 15
WIDE = 720
SCOPES_AT_MOST = 2


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of one ``kind``: bars, ranks, flow or world.

    Heights are in its own units; ``top`` is where the shapes begin.
    """

    kind: str
    title: str
    title_lines: list[str]
    notes: list[str]
    sources: list[str]
    width: int
    top: int
    foot: int
    shapes: Any
    figures: tuple[Figure, ...] = ()
    more: int = 0
    rest: charts.Rest | None = None

    @property
    def height(self) -> int:
        """How tall the whole is, its sources included."""
        return self.foot + NOTE * len(self.sources) + 6


def of_board(speech: Speech, board: Board, chosen: Sequence[Figure] | None = None, title: str = "") -> Picture:
    """Draw a ranking as its positions, any other board as bars.

    ``chosen`` keeps some figures only.

    >>> import techatlas
    >>> from techatlas.site.material import gather
    >>> atlas = techatlas.open(collections=["sne-2024"])
    >>> speech = Speech(gather(atlas.store, atlas.stats(), drawn=()), atlas.words, "en")
    >>> picture = of_board(speech, speech.material.boards[0])
    >>> picture.kind, picture.title, len(picture.figures)
    ('bars', 'EV battery makers, 2024 (SNE) · Market share', 3)
    """
    first = board.figures[0]
    figures = list(chosen) if chosen is not None else charts.ordered(board)
    title = title or speech.measured(board)
    ranking = first.indicator == RANKED
    unit = speech.say("pages.positions") if ranking else speech.say("pages.unit", unit=speech.unit(board))
    scopes = dict.fromkeys(speech.basis(f if f.period else replace(f, period=speech.say("pages.no-period"))) for f in figures)
    notes = [unit, "; ".join(scopes) if len(scopes) <= SCOPES_AT_MOST else speech.say("pages.several-scopes")]
    frame = _frame(title, notes, charts.WIDTH)
    if ranking:
        steps = charts.ranks(board, frame.top)
        return _filled(speech, frame, "ranks", frame.top + charts.ROW * len(steps), steps, board.figures)
    marks = charts.bars(figures[: charts.BARS_AT_MOST], frame.top)
    more = len(figures) - len(marks)
    rest = charts.rest(board, frame.top + charts.ROW * len(marks)) if chosen is None else None
    foot = frame.top + charts.ROW * (len(marks) + bool(rest)) + (NOTE if more else 0)
    return _filled(speech, replace(frame, more=more, rest=rest), "bars", foot, marks, figures)


def of_stages(speech: Speech) -> Picture | None:
    """Draw the flow of the stages with published shares; None where there are none.

    >>> import techatlas
    >>> from techatlas.site.material import gather
    >>> atlas = techatlas.open(collections=["eto-2022"])
    >>> speech = Speech(gather(atlas.store, atlas.stats(), drawn=()), atlas.words, "en")
    >>> picture = of_stages(speech)
    >>> picture.kind, picture.title
    ('flow', 'Shares of countries in each stage of chip production')
    """
    material = speech.material
    found: dict[Id, list[tuple[Id, Exact]]] = {}
    figures: list[Figure] = []
    for stage in material.stages:
        boards = [b for b in material.boards if b.figures[0].counterpart == stage and b.figures[0].level == "country"]
        if not boards:
            continue
        newest = max(boards, key=lambda each: (each.figures[0].edition, each.figures[0].period))
        shares = [(each.subject, each.exact) for each in newest.figures if each.exact is not None and each.unit == "percent"]
        found[stage] = sorted(shares, key=lambda pair: (-pair[1], pair[0]))
        figures += newest.figures
    if not figures:
        return None
    title = speech.say("pages.flow")
    bases = dict.fromkeys(f"{speech.name(each.counterpart)}: {speech.basis(each)}" for each in figures)
    notes = [speech.say("pages.flow-unit"), "; ".join(bases), speech.say("pages.flow-hatched")]
    frame = _frame(title, notes, WIDE)
    drawn = flow(found, frame.top + 16)
    return _filled(speech, frame, "flow", round(frame.top + drawn.height + 44), drawn, figures)


def of_world(speech: Speech) -> Picture | None:
    """Draw in how many measures each country leads; None without such measures.

    >>> import techatlas
    >>> from techatlas.site.material import gather
    >>> atlas = techatlas.open(collections=["eto-2022"])
    >>> speech = Speech(gather(atlas.store, atlas.stats(), drawn=()), atlas.words, "en")
    >>> picture = of_world(speech)
    >>> picture.kind, picture.title
    ('world', 'Number of inputs, out of 67, of which each country holds the largest published share')
    """
    material = speech.material
    counts = {material.codes[country]: count for country, count in material.led.items() if country in material.codes}
    if not counts:
        return None
    title = speech.say("pages.world", count=len(material.measures))
    notes = [speech.say("pages.world-unit"), speech.say("pages.world-borders")]
    frame = _frame(title, notes, WIDE)
    drawn = world.lands(counts)
    cells = [cell for by_country in material.measures.values() for cell in by_country.values() if cell.standing != UNKNOWN]
    sources = {cell.evidence.source for cell in cells}
    figures = [each for each in material.record.figures if each.edition in sources and each.counterpart in material.measures]
    return _filled(speech, frame, "world", frame.top + 316, drawn, figures)


def beside(speech: Speech, block: Block) -> str:
    """Return the name beside a block of a flow.

    >>> import techatlas
    >>> from techatlas.site.material import gather
    >>> atlas = techatlas.open(collections=["sne-2024"])
    >>> speech = Speech(gather(atlas.store, atlas.stats(), drawn=()), atlas.words, "en")
    >>> beside(speech, Block(None, x=0, y=0, height=40, base=20))
    'not published'
    """
    if block.name is None:
        return speech.say("pages.not-published")
    return speech.name(block.name) or speech.say("pages.flow-thing")


def _editions_of(speech: Speech, figures: Sequence[Figure]) -> list[Edition]:
    """Return the editions that figures come from."""
    return [speech.material.editions[id] for id in sorted({each.edition for each in figures})]


def _frame(title: str, notes: Sequence[str], width: int) -> Picture:
    """Return a picture that holds nothing but the lines above its shapes."""
    lines = charts.wrapped(title, width, 14.5)
    noted = [line for note in notes if note for line in charts.wrapped(note, width)]
    top = 6 + LINE * len(lines) + NOTE * len(noted) + 14
    return Picture("", title, lines, noted, [], width, top, top, None)


def _filled(speech: Speech, frame: Picture, kind: str, foot: int, shapes: Any, figures: Sequence[Figure]) -> Picture:
    """Return a picture with its shapes, which end at ``foot``, and its sources."""
    sources = charts.wrapped(speech.source_line(_editions_of(speech, figures)), frame.width)
    return replace(frame, kind=kind, foot=foot + 14, shapes=shapes, sources=sources, figures=tuple(figures))
