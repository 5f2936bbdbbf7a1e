"""Standings of countries, field by field, by published positions."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from techatlas.analysis.boards import Board, Figure, Position, boards
from techatlas.analysis.positions import Listing, Record, consult
from techatlas.answers.answer import Answer, aside, percent
from techatlas.answers.claim import Claim
from techatlas.answers.evidence import Evidence
from techatlas.answers.setting import Pivot
from techatlas.results.number import Exact
from techatlas.results.table import Id
from techatlas.store.graph import Graph
from techatlas.vocabulary.words import Remark, say

SIDE_BY_SIDE = Pivot("field", "country", ("sign", "best", "rank", "share", "at_least"))
LEADS, FIRST_THREE, PRESENT = Id("leads"), Id("amongFirstThree"), Id("present")
ABSENT, UNKNOWN, NOT_LISTED, SILENCE = Id("absent"), Id("unknown"), Id("notListed"), Id("nobodySays")
THERE = (LEADS, FIRST_THREE, PRESENT)
NO_SHARE = Id("shareNotPublished")
STRENGTH = (LEADS, FIRST_THREE, PRESENT, ABSENT, UNKNOWN, NOT_LISTED, SILENCE)


@dataclass(frozen=True, slots=True)
class Place:
    """The standing of one country in one field, and its grounds.

    ``rank`` is its best published position, ``of`` how many positions there are; ``value`` is in ``unit``, and like a share
    it may be ``approximate``; ``distance`` is to the first position, or to the ``leader`` where the edition gives no ranks, in
    positions or in ``unit``; ``hhi`` is a lower bound, in squared per cent; ``also`` are its other actors there, the best first.
    """

    field: Id
    country: Id
    sign: str
    standing: Id
    grounds: Id | None = aside(default=None)
    best: Id | None = None
    rank: int | None = None
    of: int | None = None
    at_least: Exact | None = percent(default=None)
    share: Exact | None = percent(default=None)
    approximate: bool | None = None
    value: Exact | None = aside(default=None)
    unit: Id | None = aside(default=None)
    leader: Id | None = None
    distance: Exact | None = None
    also: tuple[Id, ...] = aside(default=())
    hhi: float | None = aside(default=None)
    sources: int = aside(default=0)
    missing: tuple[Id, ...] = aside(default=())
    basis: str = aside(default="")
    period: str = aside(default="")
    evidence: Evidence = Evidence()


def place(
    graph: Graph,
    who: Sequence[Id],
    *,
    reading: str = "closed",
    field: Id | None = None,
    record: Record | None = None,
) -> Answer[Place]:
    """Answer where countries are ahead, present or absent.

    ``closed`` reads the surveyed fields as the survey alone gives them, ``open`` beside every other edition. With ``field``, a
    sector or an input, each measure of that field has its own row. A ``record`` that was read already saves reading it again.

    >>> import techatlas
    >>> graph = techatlas.open(collections=["sne-2024"]).store
    >>> found = place(graph, [Id("japan")], field=Id("ev-battery"))
    >>> [(row.standing, row.best, row.share, row.evidence.claim) for row in found.rows]
    [('present', 'panasonic', Decimal('3.9'), 'sne-2024/SNEY-3v')]
    """
    record = record or consult(graph)
    if field:
        return _in_field(record, who, field)
    rows = [_standing(record, name, sectors, country, reading) for name, sectors in record.fields.items() for country in who]
    remarks = [
        say("place.signs", **record.signs),
        *((say(f"place.{reading}", survey=record.survey.edition),) if record.survey else ()),
        say("place.level", count=len(record.fields)),
    ]
    remarks += [_missing(rows, country) for country in who]
    remarks += [_elsewhere(record, country) for country in who]
    leads = [_lead(rows, country) for country in who]
    lead = leads[0] if len(leads) == 1 else None
    remarks = [*(leads if lead is None else []), *remarks]
    return Answer(Place, say("place.title", countries=tuple(who)), tuple(rows), tuple(remarks), lead, SIDE_BY_SIDE)


def _in_field(record: Record, who: Sequence[Id], field: Id) -> Answer[Place]:
    chosen = [each for each in record.figures if field in (each.sector, each.counterpart)]
    rows = tuple(row for country in who for row in _by_measure(record, chosen, country))
    remarks = (
        say("place.signs", **record.signs),
        say("place.levels"),
        *(() if rows else (say("place.no-figures", field=field),)),
    )
    return Answer(Place, say("place.title-field", countries=tuple(who), field=field), rows, remarks, pivot=SIDE_BY_SIDE)


def _standing(record: Record, field: Id, sectors: frozenset[Id], country: Id, reading: str) -> Place:
    """Return the standing of a country in a surveyed field.

    Positions of its actors and products count as its own.
    """
    figures = [each for each in record.figures if each.sector in sectors and each.counterpart is None]
    listings = [each for each in record.listings if each.sector in sectors]
    sources = len({each.edition for each in (*figures, *listings)})
    if reading == "closed":
        figures = [each for each in figures if record.survey and each.edition == record.survey.edition]
        listings = [each for each in listings if record.survey and each.edition == record.survey.edition]
    found = [_on_board(record, board, country) for board in boards(figures).values()]
    found += [_listed(record, each, field, country) for each in listings if country in each.countries]
    best = min(found, key=_order, default=None)
    if best is None or best.standing == SILENCE:
        lists = reading == "closed" and any(each.in_ranking for each in figures)
        return Place(field, country, "", NOT_LISTED if lists else SILENCE, sources=sources)
    return replace(_whole(best, found), field=field, country=country, sources=sources)


def _whole(best: Place, found: Sequence[Place]) -> Place:
    """Return the best row of a field, completed from the others.

    They give the share, the other actors and the concentration.
    """
    shared = max(found, key=lambda row: row.share or row.at_least or 0)
    unshared = shared.share is None and shared.at_least is None and best.standing in THERE
    named = dict.fromkeys(row.best for row in sorted(found, key=_order) if row.best and row.standing in THERE)
    return replace(
        best,
        missing=(*best.missing, NO_SHARE) if unshared else best.missing,
        hhi=max((row.hhi for row in found if row.hhi is not None), default=None),
        share=shared.share,
        approximate=shared.approximate,
        at_least=shared.at_least,
        also=tuple(each for each in named if each != best.best),
    )


def _by_measure(record: Record, figures: Iterable[Figure], country: Id) -> list[Place]:
    """Return one row per measure.

    It is that of the country's own figure where there is one, else of its best actor.
    """
    measures: dict[tuple[str, ...], list[Place]] = defaultdict(list)
    for key, board in boards(figures).items():
        measures[key[:-1]].append(_on_board(record, board, country))
    rows = []
    for levels in measures.values():
        chosen, *others = sorted(levels, key=lambda row: (row.standing == SILENCE, row.best != country))
        rows.append(replace(chosen, also=tuple(row.best for row in others if row.best and row.best != chosen.best)))
    return [row for row in rows if row.standing != SILENCE]


def _on_board(record: Record, board: Board, country: Id) -> Place:
    """Return where a country is on one board."""
    first = board.figures[0]
    field = first.counterpart or first.sector or first.in_ranking or first.predicate
    if position := board.position(country):
        return _placed(record, board, position, field, country)
    hidden = next((each for each in board.unpublished if country in each.countries), None)
    if hidden is None:
        return Place(field, country, "", SILENCE)
    return replace(_row(record, field, country, UNKNOWN, hidden), missing=(NO_SHARE,))


def _placed(record: Record, board: Board, position: Position, field: Id, country: Id) -> Place:
    """Return what a published position on a board says of a country."""
    mine = position.figure
    percent = mine.unit == "percent"
    standing = LEADS if position.leads else FIRST_THREE if position.among_first else PRESENT
    gaps = {
        Id("periodNotGiven"): not mine.period,
        Id("positionsNotNamed"): bool(mine.size and mine.size > position.published),
        Id("othersNotPublished"): bool(board.unpublished),
    }
    has_leader = position.placed and board.ordered[0][0] == 1
    return replace(
        _row(record, field, country, standing, mine),
        rank=position.number if position.placed else None,
        of=position.of,
        share=mine.exact if percent else None,
        approximate=mine.approximate or None,
        at_least=mine.lower if percent and mine.number is None else None,
        value=None if percent else mine.strength,
        unit=None if percent else mine.unit,
        leader=position.leader.subject if has_leader else None,
        distance=position.distance,
        hhi=board.hhi,
        sources=1,
        missing=tuple(gap for gap, open in gaps.items() if open),
    )


def _row(record: Record, field: Id, country: Id, standing: Id, claim: Claim) -> Place:
    """Return a row that rests on a claim, with its subject, scope and provenance."""
    return Place(
        field,
        country,
        record.signs[standing],
        standing,
        claim.predicate,
        claim.subject,
        basis=claim.basis,
        period=claim.period,
        evidence=Evidence.of(claim, record.published),
    )


def _listed(record: Record, listing: Listing, field: Id, country: Id) -> Place:
    """Return the standing that a listing gives a country.

    It leads only where that is a fact without a hedge.
    """
    if listing.status == ABSENT:
        return replace(_row(record, field, country, ABSENT, listing), best=None, of=listing.size, sources=1)
    standing = LEADS if listing.relation == "leadsIn" and listing.firm else PRESENT
    return replace(_row(record, field, country, standing, listing), of=listing.size, sources=1)


def _order(row: Place) -> tuple[int, int, float, str]:
    """Return the key that puts the strongest row first; the claim breaks a tie."""
    return STRENGTH.index(row.standing), row.rank or 10_000, -float(row.share or 0), row.evidence.claim or ""


def _count(rows: Iterable[Place], *standings: Id) -> int:
    return sum(row.standing in standings for row in rows)


def _lead(rows: Sequence[Place], country: Id) -> Remark:
    own = [row for row in rows if row.country == country]
    silent = _count(own, SILENCE, NOT_LISTED)
    return say("place.lead", country=country, fields=len(own), **_counts(own), absent=_count(own, ABSENT), silent=silent)


def _counts(rows: Sequence[Place]) -> dict[str, int]:
    """Count the rows by standing, as the remarks name them."""
    counted = {"leads": LEADS, "three": FIRST_THREE, "present": PRESENT, "unknown": UNKNOWN}
    return {name: _count(rows, standing) for name, standing in counted.items()}


def _missing(rows: Sequence[Place], country: Id) -> Remark:
    silent = tuple(row.field for row in rows if row.country == country and row.standing in {SILENCE, NOT_LISTED})
    if silent:
        return say("place.silent", country=country, silent=silent)
    return say("place.none-silent", country=country)


def _elsewhere(record: Record, country: Id) -> Remark:
    """Count where the country is on the boards of the other collections."""
    others = [
        each
        for each in record.figures
        if not (record.survey and each.edition == record.survey.edition) and each.counterpart is not None
    ]
    rows = _by_measure(record, others, country)
    measures = len({figure.board[:-1] for figure in others})
    return say("place.elsewhere", country=country, measures=measures, **_counts(rows), silent=measures - len(rows))
