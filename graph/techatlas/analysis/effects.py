"""What a stop of supply does to each thing: rows, their order, how they are told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from techatlas.analysis.supply import PART_OF, PROCESS
from techatlas.answers.answer import Answer, aside, percent
from techatlas.answers.evidence import Evidence
from techatlas.answers.shorten import evenly, few
from techatlas.results.number import Exact
from techatlas.results.table import Id, plain
from techatlas.vocabulary.words import Remark, say

EXACT, BOUNDED, OPEN = Id("exactLoss"), Id("boundedLoss"), Id("lossNotComputable")
STOPS, SUPPLIES, WAITS = Id("stopsSupply"), Id("stillSupplies"), Id("waits")
LOST = (EXACT, BOUNDED, OPEN)
COUNTRY, COMPANY = Id("Country"), Id("Company")
KNOWN = ("exact", "bounded", "open")  # how far the loss is known, in the order of LOST
SUPPLY = {PROCESS, COMPANY, Id("Equipment"), Id("Material"), Id("DesignResource")}  # kinds on the way to a product
NAMES_AT_MOST = 8


@dataclass(frozen=True, slots=True)
class Touched:
    """What a stop does to one thing (``effect``).

    Hop 0 holds the inputs with what is lost of each in per cent, and their suppliers: those who stop, and those who remain with
    the ``share`` of the input ``via`` that they have without their companies that stop; ``status`` shows whether a share is
    published, and ``approximate`` is true of a figure that rests on an approximate one. At later hops is what
    waits; ``via`` and ``relation`` name the link that leads there.
    """

    effect: Id
    thing: Id
    kind: Id | None
    hop: int
    via: Id | None = None
    relation: Id | None = aside(default=None)
    share: Exact | None = percent(default=None)
    approximate: bool | None = None
    status: Id | None = None
    lower: float | None = None
    upper: float | None = None
    basis: tuple[str, ...] = aside(default=())
    period: tuple[str, ...] = aside(default=())
    evidence: tuple[Evidence, ...] = ()


def ordered(rows: Iterable[Touched]) -> list[Touched]:
    """Return rows in the order of reading.

    The losses come first, then who stops, who remains, and what waits; the last is grouped by kind, the kind that is
    nearest first, and within a kind by hop.

    >>> rows = [Touched(WAITS, Id("tsmc"), COMPANY, 3), Touched(STOPS, Id("jsr"), COMPANY, 0)]
    >>> [row.thing for row in ordered(rows)]
    ['jsr', 'tsmc']
    """
    found = list(rows)
    nearest: dict[Id | None, int] = {}
    for row in found:
        if row.effect == WAITS:
            nearest[row.kind] = min(row.hop, nearest.get(row.kind, row.hop))
    effects = {**dict.fromkeys(LOST, 0), STOPS: 1, SUPPLIES: 2, WAITS: 3}

    def place(row: Touched) -> tuple[int, int, str, int, bool, bool, float, str, str]:
        size = row.share if row.share is not None else row.upper
        group = (nearest[row.kind], str(row.kind), row.hop) if row.effect == WAITS else (0, "", 0)
        return effects[row.effect], *group, size is None, row.kind != COUNTRY, -float(size or 0), row.thing, str(row.via)

    return sorted(found, key=place)


def first(answer: Answer[Touched], limit: int) -> Answer[Touched]:
    """Return the first rows of each part of an answer, ``limit`` in all.

    The parts are what is lost, who stops, who remains, and each kind of what waits; a short part leaves its room to the others.

    >>> rows = [Touched(OPEN, Id("resist"), None, 0), *(Touched(STOPS, Id(name), COMPANY, 0) for name in ("jsr", "tok", "dnp"))]
    >>> [row.thing for row in first(Answer(Touched, say("stop.title"), tuple(rows)), 3).rows]
    ['resist', 'jsr', 'tok']
    """
    parts = [(row.effect if row.effect not in LOST else OPEN, row.kind if row.effect == WAITS else None) for row in answer.rows]
    kept = evenly(answer.rows, parts, limit, {(effect, None): 2 for effect in (STOPS, SUPPLIES)})
    if len(kept) == len(answer):
        return answer
    left = say("stop.left-out", shown=len(kept), all=len(answer))
    return replace(answer, rows=kept, remarks=(left, *answer.remarks))


def without_others(answer: Answer[Touched]) -> Answer[Touched]:
    """Return an answer without the suppliers that remain, to draw a whole stop.

    >>> rows = (Touched(SUPPLIES, Id("dupont"), COMPANY, 0), Touched(STOPS, Id("jsr"), COMPANY, 0))
    >>> [row.thing for row in without_others(Answer(Touched, say("stop.title"), rows)).rows]
    ['jsr']
    """
    return replace(answer, rows=tuple(row for row in answer.rows if row.effect != SUPPLIES))


def lead(rows: Sequence[Touched], who: tuple[Id, ...]) -> Remark:
    """Return the answer in sentences, from who stops to who remains.

    >>> lead([Touched(WAITS, Id("h800"), Id("Chip"), 1)], (Id("tsmc"),)).key
    'stop.lead'
    """
    lost = [row for row in rows if row.effect in LOST]
    waiting = [row for row in rows if row.effect == WAITS]
    steps = [row for row in waiting if row.kind == PROCESS and row.relation != PART_OF]
    companies = sum(row.kind == COMPANY for row in waiting)
    after = {"companies": companies, "products": sum(row.kind not in SUPPLY for row in waiting)}
    if len(lost) == 1:
        return _of_one(lost[0], rows, steps, who, after)
    kinds = {name: sum(row.effect == effect for row in lost) for name, effect in zip(KNOWN, LOST, strict=True)}
    firms = {row.thing for row in rows if row.effect == STOPS and row.kind == COMPANY} - {*who}
    alone = {row.thing for row in lost} - {row.via for row in rows if row.effect == SUPPLIES}
    counts = {"inputs": len(lost), "firms": len(firms), "alone": len(alone), "steps": len(steps)}
    return say("stop.lead", who=who, **counts, **kinds, **after)


def _of_one(
    input: Touched, rows: Sequence[Touched], steps: Sequence[Touched], who: tuple[Id, ...], after: dict[str, int]
) -> Remark:
    nearest = min((row.hop for row in steps), default=0)
    remaining = [row for row in rows if row.effect == SUPPLIES]
    stopping = [row for row in rows if row.effect == STOPS]
    hidden = sum(row.share is None for row in stopping)
    return say(
        "stop.lead-one",
        who=who,
        input=input.thing,
        firms=_names(row.thing for row in stopping if row.kind == COMPANY and row.thing not in who),
        exact=_percent(input, input.lower, EXACT),
        lower=_percent(input, input.lower, BOUNDED),
        upper=_percent(input, input.upper, BOUNDED),
        hidden=hidden if input.effect == OPEN else 0,
        first=_names(row.thing for row in steps if row.hop == nearest),
        later=_names(row.thing for row in steps if row.hop > nearest),
        countries=_names(row.thing for row in remaining if row.kind == COUNTRY),
        others=_names(row.thing for row in remaining if row.kind == COMPANY),
        alone=() if remaining else (input.thing,),
        **after,
    )


def _names(things: Iterable[Id]) -> tuple[str, ...]:
    """Return the first of some names, with the number of those left out."""
    return few([*dict.fromkeys(things)], NAMES_AT_MOST)


def _percent(input: Touched, figure: float | None, effect: Id) -> str | Remark:
    if input.effect != effect or figure is None:
        return ""
    told = f"{plain(figure)} %"
    return say("say.about", number=told) if input.approximate else told


def remarks(rows: Sequence[Touched]) -> tuple[Remark, ...]:
    """Return the assumptions of a stop.

    >>> [remark.key for remark in remarks([Touched(OPEN, Id("photoresists"), None, 0)])]
    ['stop.assumption-substitutes', 'stop.assumption-levels']
    """
    followed = tuple(sorted({row.relation for row in rows if row.effect == WAITS and row.relation}))
    return (
        say("stop.assumption-substitutes"),
        say("stop.assumption-levels"),
        *([say("stop.followed", relations=followed)] if followed else []),
    )


def unknown(rows: Sequence[Touched], silent: tuple[Id, ...]) -> tuple[Remark, ...]:
    """Return what is not known of a stop.

    ``silent`` are inputs of which nobody who stops is said to be a supplier.

    >>> [remark.key for remark in unknown([Touched(OPEN, Id("photoresists"), None, 0)], ())]
    ['stop.not-computable']
    """
    unpublished = tuple(row.thing for row in rows if row.effect == OPEN)
    return (
        *([say("stop.waits")] if any(row.effect == WAITS for row in rows) else []),
        *([say("stop.not-computable", inputs=unpublished)] if unpublished else []),
        *([say("stop.no-claim", inputs=silent)] if silent else []),
    )
