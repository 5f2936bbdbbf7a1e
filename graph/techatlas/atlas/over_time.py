"""Class ``OverTime``: figures over time, as an answer and as a picture."""

from typing import TYPE_CHECKING, Any

from techatlas.atlas.questioning import Asking
from techatlas.tables.selection import check_dates

if TYPE_CHECKING:
    from techatlas.answers.answer import Answer
    from techatlas.network.page import Page


class OverTime(Asking):
    """What can be asked about time; :class:`techatlas.Atlas` is one that has a graph."""

    def trend(
        self,
        thing: str,
        indicator: str | None = None,
        *,
        counterpart: str | None = None,
        sector: str | None = None,
        basis: str | None = None,
        start: str = "",
        end: str = "",
    ) -> "Answer[Any]":
        """Answer how the figures of a thing changed over time and between editions.

        Without ``indicator``, an id or a name, the series of the thing are listed. ``counterpart`` keeps the figures with
        another thing (an input, a country, a ranking), ``sector`` those of a sector, ``basis`` those whose basis contains the
        text, ``start`` and ``end`` those of a time. Figures on two bases are two series.

        :raises UsageError: there is no such thing or indicator, no such figure, or a date is none.
        """
        from techatlas.analysis.trend import trend
        from techatlas.store import resolve

        who = self.known(thing)
        what = None if indicator is None else resolve.indicator(self.store, indicator)
        only = {"counterpart": self.known(counterpart) if counterpart else "", "sector": self.known(sector) if sector else ""}
        only = {name: text for name, text in (only | {"basis": basis or ""}).items() if text}
        check_dates({"from": start, "to": end})
        return self._with_names(trend(self.store, who, what, only=only, start=start, end=end))

    def _charted(self, answer: object, lang: str) -> "Page | None":
        """Return the page of a trend: its series as lines, with the table; None for any other answer."""
        from techatlas.answers import answer as answers

        if not isinstance(answer, answers.Answer):
            return None
        from techatlas.analysis.trend import Point

        if answer.record is not Point:
            return None
        from techatlas.network.page import Page
        from techatlas.site import charted

        return Page(charted.page(self.store, self._titled(answer, lang), lang, self._labels(answers.named(answer), lang)))
