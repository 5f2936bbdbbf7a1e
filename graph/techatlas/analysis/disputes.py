"""Disputes: where sources differ, why, by how much, and whether both may be right.

A pair is found where two editions, or one edition twice in one scope, give figures, dates or positions that differ for one
subject, indicator, counterpart, unit and sector. Pairs that an editor linked are listed too, even where they have different
subjects or indicators. Figures of a series over time are compared only with figures of the same period.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from techatlas.analysis import counts
from techatlas.analysis.counts import Counts
from techatlas.analysis.differences import (
    CONTRADICTS,
    COUNT,
    MAY,
    NOT_STATED,
    POINTS,
    SCOPE,
    SUPERSEDED,
    TYPES,
    VERDICTS,
    points,
    positions,
    ratio,
    reasons,
    verdict,
    why,
)
from techatlas.analysis.editions import published
from techatlas.analysis.pairs import FOUND, LINKS, SUPERSEDES, Pair, compare, read
from techatlas.answers.answer import Answer, aside
from techatlas.answers.claim import STATED, Claim
from techatlas.answers.evidence import Evidence
from techatlas.answers.statement import Statements
from techatlas.results.table import Cell, Id
from techatlas.store.graph import Graph
from techatlas.vocabulary.words import Remark, say

WORDS = Id("text")  # what a claim says in words only
NEAREST = 5


@dataclass(frozen=True, slots=True)
class Dispute:
    """Two claims that differ.

    ``verdict`` says whether both may be right, ``type`` why they differ. ``subject``, ``indicator``, ``of`` and ``unit`` hold
    one id, or the two that differ. ``first_about`` and ``second_about`` are true of an approximate figure. ``points`` and
    ``positions`` are the second less the first; ``ratio`` is the larger over the smaller, and ``ratio_refused`` names the
    dimensions for which points and ratio would mean nothing; ``counted`` holds two things that the claims count and that
    exclude each other. Of a linked pair the second claim is the one that says so of the first; ``link`` is what an editor calls
    it. ``near`` is set where no pair is as far apart as was asked for: the pair is the first, second … that comes near.
    """

    near: int | None
    subject: tuple[Id, ...]
    indicator: tuple[Id, ...]
    verdict: Id
    type: Id
    first: Cell
    second: Cell
    first_about: bool | None = None
    second_about: bool | None = None
    of: tuple[Id, ...] = ()
    unit: tuple[Id, ...] = aside(default=())
    points: float | None = None
    positions: int | None = None
    ratio: float | None = None
    ratio_refused: tuple[Id, ...] = aside(default=())
    reasons: tuple[Id, ...] = aside(default=())
    counted: tuple[Id, ...] = aside(default=())
    link: Id = aside(default=FOUND)
    first_period: str = ""
    first_basis: str = ""
    second_period: str = ""
    second_basis: str = ""
    first_evidence: Evidence = Evidence()
    second_evidence: Evidence = Evidence()


def disputes(
    graph: Graph,
    *,
    about: Id | None = None,
    type: Id | None = None,
    points: float | None = None,
    superseded: bool = False,
) -> Answer[Dispute]:
    """Answer where sources differ, those that cannot both be right first.

    ``about`` keeps the pairs that name a thing, an edition or a claim; ``type`` those of one type; ``points`` those that are
    more than that many points apart, or, where there are none, those that come nearest; ``superseded`` adds the figures of older
    editions that a later one has replaced.

    >>> import techatlas
    >>> graph = techatlas.open(collections=["sne-2024", "sne-2024-05"]).store
    >>> [(row.subject, row.first, row.second, row.verdict, row.type) for row in disputes(graph, about=Id("byd")).rows]
    [(('byd',), Decimal('15.7'), Decimal('17.2'), 'mayBothBeRight', 'otherPeriod')]
    """
    links = {(row.id("claim"), row.id("other")): row.id("type") for row in graph.ask("claims/links")}
    older = superseded or type == SUPERSEDED
    statements, counted = Statements(graph.words, "en", {}), counts.read(graph)
    rows = [dispute(pair, statements, counted) for pair in compare(read(graph, older=older), links, published(graph))]
    if about:
        rows = [row for row in rows if about in _mentioned(row)]
    if type:
        rows = [row for row in rows if row.type == type]
    rows.sort(key=_order)
    hidden = 0 if older else sum(about is None or about in row.values() for row in graph.ask("analysis/replaced"))
    title = say("disputes.title-about", about=about) if about else say("disputes.title")
    lead = _lead(rows)
    if points is not None:
        lead, rows = far_apart(rows, points)
    return Answer(Dispute, title, tuple(rows), tuple(_remarks(rows, hidden)), lead)


def dispute(pair: Pair, statements: Statements, counted: Counts) -> Dispute:
    """Return how the claims of a pair differ.

    ``statements`` puts bounds into words; ``counted`` says what bases count.

    >>> from techatlas.paths import shipped
    >>> from techatlas.vocabulary.words import Words
    >>> one, other = (Claim(id=Id(f"{n}/1"), subject=Id("catl"), value=n, indicator=Id("market-share")) for n in (37, 38))
    >>> row = dispute(Pair(one, other, FOUND, {}), Statements(Words(shipped("ontology")), "en", {}), Counts())
    >>> row.verdict, row.first, row.second
    ('cannotBothBeRight', 37, 38)
    """
    a, b = pair.first, pair.second
    multiple, refused = ratio(a, b)
    return Dispute(
        near=None,
        subject=_both(a.subject, b.subject),
        indicator=_both(a.predicate, b.predicate),
        verdict=verdict(type := why(a, b, replaced=pair.link == SUPERSEDES, counts=counted), pair.link),
        type=type,
        first=_cell(a, statements),
        second=_cell(b, statements),
        first_about=a.approximate or None,
        second_about=b.approximate or None,
        of=_both(a.counterpart, b.counterpart),
        unit=_both(a.unit, b.unit),
        points=points(a, b),
        positions=positions(a, b),
        ratio=None if multiple is None else float(f"{multiple:.4g}"),
        ratio_refused=refused,
        reasons=reasons(a, b),
        counted=counted.excluding(a, b),
        link=pair.link,
        first_period=a.period,
        first_basis=a.basis,
        second_period=b.period,
        second_basis=b.basis,
        first_evidence=Evidence.of(a, pair.published),
        second_evidence=Evidence.of(b, pair.published),
    )


def _cell(claim: Claim, statements: Statements) -> Cell:
    """Return figure, date, position or bounds of a claim, else status and object."""
    if claim.value is not None:
        return claim.value
    if claim.rank is not None:
        return claim.rank
    if claim.is_figure:
        return statements.amount(claim)
    status = () if claim.status == STATED else (claim.status,)
    return (*status, claim.object or WORDS)


def _mentioned(row: Dispute) -> set[str]:
    """Return every id that a pair speaks of."""
    ends: set[str] = {*row.subject, *row.indicator, *row.of}
    ends |= {each for cell in (row.first, row.second) if isinstance(cell, tuple) for each in cell}
    proofs = (row.first_evidence, row.second_evidence)
    return ends | {each for proof in proofs for each in (proof.who, proof.source, proof.claim) if each}


def _both(one: Id | None, other: Id | None) -> tuple[Id, ...]:
    return tuple(dict.fromkeys(each for each in (one, other) if each))


def far_apart(rows: Sequence[Dispute], least: float) -> tuple[Remark, list[Dispute]]:
    """Return a sentence, and the pairs that are more than ``least`` points apart.

    Only figures of one measure have a distance in points. Where no pair is so far apart, the nearest are returned, the first with
    ``near`` 1.

    >>> far_apart([], 10)
    (Remark(key='disputes.none-pairs', values=()), [])
    """
    found = [row for row in rows if row.points is not None and abs(row.points) > least]
    if found:
        return say("disputes.lead-points", count=len(found), points=least), found
    apart = {id(row): distance for row in rows if (distance := _distance(row)) is not None}
    alike = [row for row in rows if row.points is not None]
    near = sorted((row for row in rows if id(row) in apart), key=lambda row: _far(row, apart[id(row)], least))[:NEAREST]
    figures = {"points": least, "pairs": len(apart), "alike": len(alike)}
    most = max((abs(row.points or 0) for row in alike), default=0)
    lead = say("disputes.none-apart", most=most, **figures) if alike else say("disputes.none-alike", **figures)
    if not apart:
        lead = say("disputes.none-pairs")
    return lead, [replace(row, near=number) for number, row in enumerate(near, 1)]


def _distance(row: Dispute) -> float | None:
    """Return how far apart two figures in per cent or scores are, whatever they measure."""
    if not isinstance(row.first, int | Decimal) or not isinstance(row.second, int | Decimal) or len(row.unit) != 1:
        return None
    return abs(float(row.second) - float(row.first)) if row.unit[0] in POINTS else None


def _far(row: Dispute, distance: float, least: float) -> tuple[bool, bool, bool, int, float]:
    """Return what orders the nearest: figures of one measure, then those that differ as much, but in few dimensions."""
    barriers = len(row.ratio_refused) + (row.type == COUNT)
    return row.points is None, distance <= least, row.type == SCOPE, barriers, -distance


def _order(row: Dispute) -> tuple[int, int, int, float, str, str]:
    size = abs(row.points or row.positions or 0)
    names = row.first_evidence.claim or "", row.second_evidence.claim or ""
    return VERDICTS.index(row.verdict), LINKS.index(row.link), TYPES.index(row.type), -max(size, row.ratio or 0), *names


def _lead(rows: Sequence[Dispute]) -> Remark:
    counted = {each: sum(row.verdict == each for row in rows) for each in VERDICTS}
    return say("disputes.lead", count=len(rows), **counted)


def _remarks(rows: Sequence[Dispute], hidden: int) -> Iterator[Remark]:
    counted = {each: sum(row.type == each for row in rows) for each in TYPES}
    for each, count in counted.items():
        if count:
            yield say(f"disputes.{each}", count=count)
    if milder := [row for row in rows if row.link == CONTRADICTS and row.verdict == MAY]:
        claims = tuple(row.second_evidence.claim or "" for row in milder)
        yield say("disputes.milder", count=len(milder), claims=claims)
    if refused := sum(bool(row.ratio_refused) for row in rows):
        yield say("disputes.refused", count=refused)
    if counted[NOT_STATED]:
        yield say("disputes.open")
    if hidden:
        yield say("disputes.hidden", count=hidden)
    yield say("disputes.compared")
