"""Disputes: where sources differ on one thing, for which reason, and by how much.

A pair is found where two editions, or one edition twice in one scope, give figures, dates or positions that differ for one
subject, indicator, counterpart, unit and sector. Pairs that an editor linked stand beside them, even where these cross
subjects and indicators. Figures of a series over time are compared only with figures of the same period.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from techatlas.analysis.differences import (
    NOT_STATED,
    SUPERSEDED,
    TYPES,
    Said,
    apart,
    points,
    positions,
    ratio,
    reasons,
    why,
)  # fmt: skip
from techatlas.analysis.editions import published
from techatlas.answers.answer import Answer, aside
from techatlas.results.table import Cell, Id
from techatlas.store.graph import Graph
from techatlas.vocabulary.words import Remark, say

CONTRADICTS, REFINES, CONFIRMS, SUPERSEDES, FOUND = (
    Id("contradicts"), Id("refines"), Id("confirms"), Id("supersedes"), Id("found"),
)  # fmt: skip
LINKS = (CONTRADICTS, REFINES, CONFIRMS, SUPERSEDES, FOUND)
LOCAL = re.compile("[/#]")
FIELDS = {  # the property of a claim → the field that holds it
    "subject": "subject", "predicate": "says", "indicator": "says", "object": "object", "counterpart": "counterpart",
    "value": "value", "lower": "lower", "upper": "upper", "unit": "unit", "asWritten": "as_written", "rank": "rank",
    "inRanking": "ranking", "sector": "sector", "place": "place", "basis": "basis", "period": "period", "status": "status",
    "modality": "modality", "certainty": "certainty", "wasAttributedTo": "who", "wasDerivedFrom": "edition",
    "locator": "locator", "deprecated": "deprecated",
}  # fmt: skip
Links = Mapping[tuple[Id, Id], Id]


@dataclass(frozen=True, slots=True)
class Dispute:
    """Two claims that differ. ``subject``, ``indicator``, ``of`` and ``unit`` hold one id, or the two that differ.

    ``points`` and ``positions`` are the second less the first; ``ratio`` is the larger over the smaller, and ``ratio_refused``
    names the dimensions for which it would mean nothing. Of a linked pair the second claim is the one that says so of the first.
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
    first_who: Id = Id("")
    first_certainty: Id = Id("")
    first_source: Id = Id("")
    first_published: str = ""
    first_locator: str = ""
    first_claim: Id = Id("")
    first_period: str = ""
    first_basis: str = ""
    second_who: Id = Id("")
    second_certainty: Id = Id("")
    second_source: Id = Id("")
    second_published: str = ""
    second_locator: str = ""
    second_claim: Id = Id("")
    second_period: str = ""
    second_basis: str = ""


def disputes(
    graph: Graph, *, about: Id | None = None, type: Id | None = None,
    points: float | None = None, superseded: bool = False,
) -> Answer[Dispute]:  # fmt: skip
    """Answer where sources differ, linked pairs first.

    ``about`` keeps the pairs that name a thing, an edition or a claim; ``type`` those of one type; ``points`` those that are more
    than so many points apart; ``superseded`` adds the figures of older editions that a later one has replaced.
    """
    links = {(r.id("claim"), r.id("other")): r.id("type") for r in graph.ask("claims/links")}
    older = superseded or type == SUPERSEDED
    rows = compare(read(graph, older=older), links)
    if about:
        rows = [row for row in rows if about in mentioned(row)]
    if points is not None:
        rows = [row for row in rows if row.points is not None and abs(row.points) > points]
    if type:
        rows = [row for row in rows if row.type == type]
    hidden = 0 if older else sum(about is None or about in row.values() for row in graph.ask("analysis/replaced"))
    title = say("disputes.title-about", about=about) if about else say("disputes.title")
    return Answer(Dispute, title, tuple(rows), tuple(_remarks(rows, hidden)), _lead(rows))


def read(graph: Graph, *, older: bool = False) -> list[Said]:
    """Read every claim that can differ from another; with ``older`` also figures that a later edition has superseded."""
    dates = published(graph)
    found: dict[Cell, dict[str, Any]] = defaultdict(dict)
    for name in ("disputes", "replaced-claims") if older else ("disputes",):
        for row in graph.ask(f"analysis/{name}"):
            if field := FIELDS.get(LOCAL.split(row.text("property"))[-1]):
                found[row["claim"]][field] = row["cell"]
    standing = ((claim, cells) for claim, cells in found.items() if not cells.pop("deprecated", False))
    return [Said(Id(str(claim)), **cells, published=dates[cells["edition"]]) for claim, cells in standing]


def compare(claims: Iterable[Said], links: Links) -> list[Dispute]:
    """Return every pair that differs, or that ``links`` (claim, other → how) says differs, linked pairs first."""
    by_id = {each.claim: each for each in claims}
    replaced = {older for (_, older), link in links.items() if link == SUPERSEDES}
    found = {(a.claim, b.claim): FOUND for a, b in _differing(by_id.values(), replaced)}
    for (later, older), link in sorted(links.items(), key=lambda item: -LINKS.index(item[1])):
        if later not in by_id or older not in by_id:
            continue
        if link in (CONTRADICTS, REFINES) or apart(by_id[older], by_id[later]):
            found.pop((later, older), None)
            found[older, later] = link
    rows = [dispute(by_id[a], by_id[b], link) for (a, b), link in found.items()]
    return sorted(rows, key=_order)


def dispute(a: Said, b: Said, link: Id = FOUND) -> Dispute:
    """Return how two claims differ."""
    multiple, refused = ratio(a, b)
    return Dispute(
        _both(a.subject, b.subject), _both(a.says, b.says), why(a, b, replaced=link == SUPERSEDES), link, a.cell, b.cell,
        _both(a.counterpart, b.counterpart), _both(a.unit, b.unit), points(a, b), positions(a, b),
        None if multiple is None else float(f"{multiple:.4g}"), refused, reasons(a, b),
        a.who, a.certainty, a.edition, a.published, a.locator, a.claim, a.period, a.basis,
        b.who, b.certainty, b.edition, b.published, b.locator, b.claim, b.period, b.basis,
    )  # fmt: skip


def mentioned(row: Dispute) -> set[str]:
    """Return every id that a pair speaks of."""
    ends: set[str] = {*row.subject, *row.indicator, *row.of}
    ends |= {each for cell in (row.first, row.second) if isinstance(cell, tuple) for each in cell}
    return {*ends, row.first_who, row.second_who, row.first_source, row.second_source, row.first_claim, row.second_claim}


def _differing(claims: Iterable[Said], replaced: set[Id]) -> Iterator[tuple[Said, Said]]:
    """Yield the pairs of facts that differ, the earlier published first."""
    groups: dict[tuple[Id | None, ...], list[Said]] = defaultdict(list)
    for each in claims:
        if each.status == "stated" and each.modality == "fact" and each.claim not in replaced:
            groups[each.subject, each.says, each.counterpart, each.unit].append(each)
    for group in groups.values():
        series = _series(group)
        for a, b in combinations(sorted(group, key=lambda each: (each.published.removeprefix("> "), each.claim)), 2):
            if _comparable(a, b, series) and apart(a, b):
                yield a, b


def _series(group: Sequence[Said]) -> set[Id]:
    """Return the editions that give figures of several periods."""
    periods: dict[Id, set[str]] = defaultdict(set)
    for each in group:
        periods[each.edition].add(each.period)
    return {edition for edition, of in periods.items() if len(of) > 1}


def _comparable(a: Said, b: Said, series: set[Id]) -> bool:
    if a.sector and b.sector and a.sector != b.sector:
        return False
    if a.edition == b.edition:
        return (a.period, a.basis, a.place, a.ranking, a.sector) == (b.period, b.basis, b.place, b.ranking, b.sector)
    return a.period == b.period or not series & {a.edition, b.edition}


def _both(one: Id | None, other: Id | None) -> tuple[Id, ...]:
    return tuple(dict.fromkeys(each for each in (one, other) if each))


def _order(row: Dispute) -> tuple[int, int, float, str, str]:
    size = abs(row.points or row.positions or 0)
    return LINKS.index(row.link), TYPES.index(row.type), -max(size, row.ratio or 0), row.first_claim, row.second_claim


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
