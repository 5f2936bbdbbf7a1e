"""What is said about a thing, for a terminal: one screen of it, or all."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from techatlas.answers.card import Card
from techatlas.answers.claim import Claim
from techatlas.answers.digest import Group, groups, room_of
from techatlas.answers.shorten import few
from techatlas.results.table import Id
from techatlas.results.widths import height_of
from techatlas.vocabulary.words import Remark, Words, say

LINKS_AT_MOST, GROUPS_AT_MOST = 3, 8


@dataclass(frozen=True, slots=True)
class Fit:
    """How much of a profile is wanted.

    It is a number of ``claims``, what fits in a number of ``lines``, or all. ``width`` is that of the terminal; a longer line
    takes several.

    >>> Fit(width=10).height(["NVIDIA", "CATL and BYD", "比亜迪と寧徳時代"])
    5
    """

    claims: int | None = None
    lines: int | None = None
    width: int | None = None

    def height(self, lines: Iterable[str]) -> int:
        """Return how many lines of the terminal some lines of text take."""
        return sum(height_of(line or " ", self.width) for line in lines)

    def kept(self, parts: list[Group], taken: int, block: Callable[[Claim], list[str]]) -> list[int]:
        """Return how many claims of each group are shown beside ``taken`` other lines."""
        if self.lines is not None:
            return room_of(parts, self.lines - taken, lambda claim: self.height(block(claim)), 1)
        if self.claims is not None:
            return room_of(parts, self.claims, lambda claim: 1, 0)
        return [len(part.claims) for part in parts]


class Profile:
    """All claims about a thing in the language ``lang``.

    ``labels`` names what they name, ``dates`` gives the publication date of each edition.
    """

    def __init__(
        self, words: Words, lang: str, labels: Mapping[str, str], thing: Id, claims: Iterable[Claim], dates: Mapping[Id, str]
    ) -> None:
        self._words, self._lang, self._labels, self._thing, self._dates = words, lang, labels, thing, dates
        self._card, self._parts = Card(words, lang, labels), groups(thing, claims, dates)

    def text(self, names: Iterable[str], lead: str, ends: Iterable[str], fit: Fit) -> str:
        """Return the names of the thing, ``lead``, the claims, and ``ends``."""
        own = self._labels.get(self._thing, self._thing)
        others = [name for name in dict.fromkeys((self._thing, *names)) if name != own]
        head = [f"{own}   ({', '.join(others)})" if others else own, lead]
        last = [f"· {line}" for line in ends]
        block = cache(lambda claim: self._block(claim, LINKS_AT_MOST if fit.lines else None))
        kept = fit.kept(self._parts, fit.height([*head, "", *last, "", self._rest([0] * len(self._parts))]), block)
        lines = [line for part, most in zip(self._parts, kept, strict=True) for line in self._lines(part, most, block)]
        cut = [self._rest(kept)] if sum(kept) < sum(len(part.claims) for part in self._parts) else []
        return "\n".join([*head, "", *lines, *cut, "", *last]).rstrip("\n") + "\n"

    def _lines(self, part: Group, most: int, block: Callable[[Claim], list[str]]) -> list[str]:
        if not most:
            return []
        heading = say(
            "show.group",
            group=self._name(part),
            count=len(part.claims),
            contradicted=part.contradicted,
            unpublished=part.count("unknown"),
            small=part.count("below-resolution"),
            absent=part.count("absent"),
        )
        return [self._said(heading), *(line for claim in part.claims[:most] for line in block(claim))]

    def _block(self, claim: Claim, links_at_most: int | None) -> list[str]:
        sentence, provenance, *links = self._card.lines(claim, self._dates)
        shown = links[:links_at_most]
        linked = " · ".join([*shown, *([f"+{len(links) - len(shown)}"] if len(shown) < len(links) else [])])
        return [f"  {sentence}", f"      {provenance}", *([f"      {linked}"] if linked else [])]

    def _rest(self, kept: list[int]) -> str:
        """Return the line that says how many claims are left out, and of which groups nothing is shown."""
        pairs = [*zip(self._parts, kept, strict=True)]
        left_out = sum(len(part.claims) - most for part, most in pairs)
        hidden = [
            self._said(say("answer.tally", name=self._name(part), count=len(part.claims))) for part, most in pairs if not most
        ]
        return self._said(say(f"show.rest{'-of' * bool(hidden)}", count=left_out, groups=few(hidden, GROUPS_AT_MOST)))

    def _name(self, part: Group) -> str:
        name = self._labels.get(part.predicate, part.predicate)
        return self._said(say("show.inverse", group=name, thing=self._thing)) if part.inverse else name

    def _said(self, remark: Remark) -> str:
        return self._words.sentence(remark, self._lang, self._labels)
