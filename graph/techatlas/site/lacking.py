"""What the atlas cannot answer about a country or a sector, for its page."""

from typing import NamedTuple

from techatlas.analysis.gaps import NOT_HELD, Lacking
from techatlas.answers.answer import named
from techatlas.answers.unheld import NotHeld, not_held
from techatlas.results.table import Id
from techatlas.site.speech import Speech
from techatlas.values.characters import all_isolated
from techatlas.vocabulary.words import Remark, say

HELD_AT_MOST = 4


class Line(NamedTuple):
    """One thing that is missing, in words, and the address of what is not held."""

    text: str
    url: str = ""


class Gaps(NamedTuple):
    """What is missing: totals, lines, and how far the list may be trusted."""

    lead: str
    lines: tuple[Line, ...]
    remarks: tuple[str, ...]


class Wording:
    """Words the gaps of any page in one language.

    >>> import techatlas
    >>> from techatlas.site.material import gather
    >>> atlas = techatlas.open(collections=["sne-2024"])
    >>> speech = Speech(gather(atlas.store, atlas.stats(), drawn=()), atlas.words, "en")
    >>> told = Wording(speech).of(Id("ev-battery"))
    >>> told.lines[0].text
    'EV battery makers, 2024 (SNE): 8 positions not in the atlas.'
    """

    def __init__(self, speech: Speech) -> None:
        self._speech = speech
        self._lacking = speech.material.lacking
        self._held = {each.gap: each for each in not_held(speech.material.graph, speech.lang)}
        ids = {each for answer in self._lacking.values() for each in named(answer)}
        ids |= {each.publisher for each in self._held.values() if each.publisher}
        self._labels = all_isolated(speech.material.graph.labels(ids, speech.lang))

    def of(self, id: Id) -> Gaps:
        """Return what is missing about a country or sector that has a page."""
        answer = self._lacking[id]
        held = [self._held[row.publication] for row in answer.rows if row.publication]
        rows = [row for row in answer.rows if row.reason != NOT_HELD]
        lines = [*map(self._line, rows), *(Line(self._said(each.remark), _web(each)) for each in held[:HELD_AT_MOST])]
        if len(held) > HELD_AT_MOST:
            lines.append(Line(self._said(say("pages.lacking-more", count=len(held) - HELD_AT_MOST, thing=str(id)))))
        return Gaps(self._said(answer.lead), tuple(lines), tuple(map(self._said, answer.remarks)))

    def _line(self, row: Lacking) -> Line:
        some, every = (row.about, ()) if row.count > len(row.about) else ((), row.about)
        remark = say(f"pages.lacking-{row.reason}", measure=row.measure, count=row.count, some=some, all=every)
        return Line(self._said(remark))

    def _said(self, remark: Remark | None) -> str:
        return self._speech.words.sentence(remark, self._speech.lang, self._labels) if remark else ""


def _web(held: NotHeld) -> str:
    return held.url if held.url.startswith(("https://", "http://")) else ""
