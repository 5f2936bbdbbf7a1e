"""What exists but is not in the atlas, from ``data/gaps.csv``."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, NamedTuple

from techatlas.answers.shorten import few
from techatlas.results.table import Id
from techatlas.vocabulary.words import Remark, say

if TYPE_CHECKING:
    from techatlas.store.graph import Graph

SHOWN_AT_MOST, NAMED_AT_MOST = 4, 3
KEY, MORE = "answer.not-held", "answer.more-not-held"


class NotHeld(NamedTuple):
    """A publication or a part of one that the atlas does not hold, and why.

    ``measures`` are the relations and indicators that it would give, ``concerns`` the things and sectors that it is about;
    without ``concerns`` it is about all.

    >>> list_ = NotHeld(Id("entity-list"), "", "Not imported.", frozenset({"restricts"}))
    >>> list_.matters_to({"restricts", "japan"}), list_.matters_to({"market-share"})
    (True, False)
    """

    gap: Id
    url: str
    reason: str
    measures: frozenset[str] = frozenset()
    concerns: frozenset[str] = frozenset()
    publisher: Id | None = None

    def matters_to(self, named: Collection[str]) -> bool:
        """Return whether it would add to an answer that names some terms and things."""
        measured = not self.measures or bool(self.measures & {*named})
        return measured and (not self.concerns or bool(self.concerns & {*named}))

    @property
    def remark(self) -> Remark:
        """The sentence that says what is missing, and why."""
        if self.publisher is None:
            return say(f"{KEY}-unnamed", gap=self.gap, reason=self.reason)
        return say(KEY, gap=self.gap, publisher=self.publisher, reason=self.reason)


def not_held(graph: "Graph", lang: str) -> list[NotHeld]:
    """Return everything that the atlas is known not to hold, and why.

    >>> import techatlas
    >>> any("restricts" in each.measures for each in not_held(techatlas.open().store, "en"))
    True
    """
    found: dict[Id, NotHeld] = {}
    for row in graph.ask("answers/gaps", lang=lang):
        id = row.id("gap")
        known = found.get(id) or NotHeld(id, row.text("url"), row.text("reason"), publisher=row.optional("publisher"))
        measures, concerns = ({row.text(name)} - {""} for name in ("measure", "concerns"))
        found[id] = NotHeld(
            id, known.url, known.reason, known.measures | measures, known.concerns | concerns, publisher=known.publisher
        )
    return list(found.values())


def concerning(graph: "Graph", named: Collection[str], lang: str) -> list[NotHeld]:
    """Return what the atlas does not hold of what an answer names.

    What is about a thing that is named comes first.

    >>> import techatlas
    >>> [each.gap for each in concerning(techatlas.open().store, {"market-share", "drone"}, "en")][0]
    'drone-shares'
    """
    return sorted((each for each in not_held(graph, lang) if each.matters_to(named)), key=lambda each: not each.concerns)


def remarks(missing: Collection[NotHeld]) -> list[Remark]:
    """Return remarks on what is not held: the first few, and the number of the rest.

    >>> [remark.key for remark in remarks([NotHeld(Id("entity-list"), "", "Not imported.")] * 5)][-1]
    'answer.more-not-held'
    """
    some = [each.remark for each in [*missing][:SHOWN_AT_MOST]]
    more = len(missing) - SHOWN_AT_MOST
    return [*some, say(MORE, count=more)] if more > 0 else some


def named(gaps: Sequence[Id], more: int = 0) -> Remark:
    """Return one remark with the names of what is not held, without the reasons.

    >>> named([Id("entity-list"), Id("drone-shares"), Id("ip"), Id("fabs")], 2).values
    (('gaps', ('entity-list', 'drone-shares', 'ip', '+3')),)
    """
    return say("answer.not-held-brief", gaps=few((*gaps, *[Id("")] * more), NAMED_AT_MOST))


def briefly(told: Sequence[Remark]) -> tuple[Remark, ...]:
    """Return remarks in which those on what is not held are one.

    >>> [each.key for each in briefly(remarks([NotHeld(Id("fabs"), "", "Not imported.")] * 2))]
    ['answer.not-held-brief']
    """
    gaps = [Id(str(gap)) for each in told if (gap := dict(each.values).get("gap")) and each.key.startswith(KEY)]
    more = next((int(str(dict(each.values)["count"])) for each in told if each.key == MORE), 0)
    others = tuple(each for each in told if not each.key.startswith(KEY) and each.key != MORE)
    return (*others, named(gaps, more)) if gaps else others
