"""Disputes: where sources differ on one thing, for which reason, and by how much.

A pair is found where two editions, or one edition twice in one scope, give figures, dates or positions that differ for one
subject, indicator, counterpart, unit and sector. Pairs that an editor linked are listed too, even where they have different
subjects or indicators. Figures of a series over time are compared only with figures of the same period.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from techatlas.analysis.differences import (
    NOT_STATED,
    SUPERSEDED,
    TYPES,
    apart,
    points,
    positions,
    ratio,
    reasons,
    why,
)
from techatlas.analysis.editions import published
from techatlas.answers.answer import Answer, aside
from techatlas.answers.claim import FACT, STATED, Claim, claims
from techatlas.answers.evidence import Evidence
from techatlas.answers.statement import Statements
from techatlas.results.table import Cell, Id
from techatlas.store.graph import Graph
from techatlas.vocabulary.words import Remark, say

CONTRADICTS, REFINES, CONFIRMS = Id("contradicts"), Id("refines"), Id("confirms")
SUPERSEDES, FOUND = Id("supersedes"), Id("found")
LINKS = (CONTRADICTS, REFINES, CONFIRMS, SUPERSEDES, FOUND)
WORDS = Id("text")  # what a claim says in words only
Links = Mapping[tuple[Id, Id], Id]


@dataclass(frozen=True, slots=True)
class Dispute:
    """Two claims that differ.

    ``subject``, ``indicator``, ``of`` and ``unit`` hold one id, or the two that differ. ``points`` and ``positions`` are the
    second less the first; ``ratio`` is the larger over the smaller, and ``ratio_refused`` names the dimensions for which it
    would mean nothing. Of a linked pair the second claim is the one that says so of the first.
    """

    subject: tuple[Id, ...]
    indicator: tuple[Id, ...]
    type: Id
    link: Id
    first: Cell
    second: Cell
    of: tuple[Id, ...] = ()
    unit: tuple[Id, ...] = aside(default=())
    points: float | None = None
    positions: int | None = None
    ratio: float | None = None
    ratio_refused: tuple[Id, ...] = aside(default=())
    reasons: tuple[Id, ...] = aside(default=())
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
    """Answer where sources differ, linked pairs first.

    ``about`` keeps the pairs that name a thing, an edition or a claim; ``type`` those of one type; ``points`` those that are
    more than so many points apart; ``superseded`` adds the figures of older editions that a later one has replaced.

    >>> import techatlas
    >>> graph = techatlas.open(collections=["sne-2024", "sne-2024-05"]).store
    >>> [(row.subject, row.first, row.second, row.points, row.type) for row in disputes(graph, points=1).rows]
    [(('byd',), 15.7, 17.2, 1.5, 'otherPeriod')]
    """
    links = {(row.id("claim"), row.id("other")): row.id("type") for row in graph.ask("claims/links")}
    older = superseded or type == SUPERSEDED
    pairs = compare(read(graph, older=older), links, published(graph))
    statements = Statements(graph.words, "en", {})
    rows = [_dispute(pair, statements) for pair in pairs]
    if about:
        rows = [row for row in rows if about in _mentioned(row)]
    if points is not None:
        rows = [row for row in rows if row.points is not None and abs(row.points) > points]
    if type:
        rows = [row for row in rows if row.type == type]
    rows.sort(key=_order)
    hidden = 0 if older else sum(about is None or about in row.values() for row in graph.ask("analysis/replaced"))
    title = say("disputes.title-about", about=about) if about else say("disputes.title")
    return Answer(Dispute, title, tuple(rows), tuple(_remarks(rows, hidden)), _lead(rows))


def read(graph: Graph, *, older: bool = False) -> list[Claim]:
    """Read every claim that can differ from another.

    ``older`` adds the figures that a later edition has superseded.

    >>> import techatlas
    >>> graph = techatlas.open(collections=["sne-2024", "sne-2024-05"]).store
    >>> [claim.id for claim in read(graph) if claim.subject == "panasonic"]
    ['sne-2024-05/SNE-3v', 'sne-2024/SNEY-3v']
    """
    queries = ("analysis/disputes", "analysis/replaced-claims") if older else ("analysis/disputes",)
    names = dict.fromkeys(str(name) for query in queries for name in graph.ask(query).column("claim"))
    return list(claims(graph, names).values())


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims that differ, how they are linked, and the dates of the editions."""

    first: Claim
    second: Claim
    link: Id
    published: Mapping[Id, str]


def compare(claims: Iterable[Claim], links: Links, published: Mapping[Id, str]) -> list[Pair]:
    """Return every pair that differs, or that an editor linked as differing.

    ``links`` gives the link of a claim with another one.

    >>> share = {"subject": Id("catl"), "indicator": Id("market-share"), "unit": Id("percent")}
    >>> found = [Claim(id=Id(f"{name}/1"), edition=Id(name), value=value, **share) for name, value in (("a", 36.8), ("b", 37.9))]
    >>> [(pair.first.value, pair.second.value, pair.link) for pair in compare(found, {}, {})]
    [(36.8, 37.9, 'found')]
    """
    by_id = {each.id: each for each in claims}
    replaced = {older for (_, older), link in links.items() if link == SUPERSEDES}
    found = {(a.id, b.id): FOUND for a, b in _differing(by_id.values(), replaced, published)}
    for (later, older), link in sorted(links.items(), key=lambda item: -LINKS.index(item[1])):
        if later not in by_id or older not in by_id:
            continue
        if link in (CONTRADICTS, REFINES) or apart(by_id[older], by_id[later]):
            found.pop((later, older), None)
            found[older, later] = link
    return [Pair(by_id[a], by_id[b], link, published) for (a, b), link in sorted(found.items())]


def _dispute(pair: Pair, statements: Statements) -> Dispute:
    """Return how the claims of a pair differ; ``statements`` puts bounds into words."""
    a, b = pair.first, pair.second
    multiple, refused = ratio(a, b)
    return Dispute(
        subject=_both(a.subject, b.subject),
        indicator=_both(a.predicate, b.predicate),
        type=why(a, b, replaced=pair.link == SUPERSEDES),
        link=pair.link,
        first=_cell(a, statements),
        second=_cell(b, statements),
        of=_both(a.counterpart, b.counterpart),
        unit=_both(a.unit, b.unit),
        points=points(a, b),
        positions=positions(a, b),
        ratio=None if multiple is None else float(f"{multiple:.4g}"),
        ratio_refused=refused,
        reasons=reasons(a, b),
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


def _differing(claims: Iterable[Claim], replaced: set[Id], published: Mapping[Id, str]) -> Iterator[tuple[Claim, Claim]]:
    """Yield the pairs of facts that differ, the earlier published first."""

    def age(claim: Claim) -> tuple[str, Id]:
        return published.get(claim.edition, "").removeprefix("> "), claim.id

    groups: dict[tuple[Id | None, ...], list[Claim]] = defaultdict(list)
    for each in claims:
        if each.status == STATED and each.modality == FACT and each.id not in replaced:
            groups[each.subject, each.predicate, each.counterpart, each.unit].append(each)
    for group in groups.values():
        series = _series(group)
        for a, b in combinations(sorted(group, key=age), 2):
            if _comparable(a, b, series) and apart(a, b):
                yield a, b


def _series(group: Sequence[Claim]) -> set[Id]:
    """Return the editions that give figures of several periods."""
    periods: dict[Id, set[str]] = defaultdict(set)
    for each in group:
        periods[each.edition].add(each.period)
    return {edition for edition, of in periods.items() if len(of) > 1}


def _comparable(a: Claim, b: Claim, series: set[Id]) -> bool:
    if a.sector and b.sector and a.sector != b.sector:
        return False
    if a.edition == b.edition:
        return _scope(a) == _scope(b)
    return a.period == b.period or not series & {a.edition, b.edition}


def _scope(claim: Claim) -> tuple[str | None, ...]:
    return claim.period, claim.basis, claim.place, claim.in_ranking, claim.sector


def _both(one: Id | None, other: Id | None) -> tuple[Id, ...]:
    return tuple(dict.fromkeys(each for each in (one, other) if each))


def _order(row: Dispute) -> tuple[int, int, float, str, str]:
    size = abs(row.points or row.positions or 0)
    names = row.first_evidence.claim or "", row.second_evidence.claim or ""
    return LINKS.index(row.link), TYPES.index(row.type), -max(size, row.ratio or 0), *names


def _lead(rows: Sequence[Dispute]) -> Remark:
    linked = sum(row.link != FOUND for row in rows)
    return say("disputes.lead", count=len(rows), linked=linked, found=len(rows) - linked)


def _remarks(rows: Sequence[Dispute], hidden: int) -> Iterator[Remark]:
    counts = {each: sum(row.type == each for row in rows) for each in TYPES}
    for each, count in counts.items():
        if count:
            yield say(f"disputes.{each}", count=count)
    refused = sum(bool(row.ratio_refused) for row in rows)
    if refused:
        yield say("disputes.refused", count=refused)
    if counts[NOT_STATED]:
        yield say("disputes.open")
    if hidden:
        yield say("disputes.hidden", count=hidden)
    yield say("disputes.compared")
