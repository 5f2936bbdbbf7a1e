"""Where does a country stand, field by field? By published positions, with what is said to be absent and what is not known."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from techatlas.analysis.boards import HALF, Board, Figure, boards, countries, read
from techatlas.analysis.editions import published
from techatlas.answers.answer import Answer, Pivot, aside, percent
from techatlas.results.table import Id, Table
from techatlas.store.graph import Graph
from techatlas.vocabulary.words import Remark, say

SURVEY = Id("shen-190")
SIDE_BY_SIDE = Pivot("field", "country", ("sign", "best", "rank", "share", "at_least"))
LEADS, FIRST_THREE, PRESENT = Id("leads"), Id("amongFirstThree"), Id("present")
ABSENT, UNKNOWN, NOT_LISTED, SILENCE = Id("absent"), Id("unknown"), Id("notListed"), Id("nobodySays")
STRENGTH = (LEADS, FIRST_THREE, PRESENT, ABSENT, UNKNOWN, NOT_LISTED, SILENCE)


@dataclass(frozen=True, slots=True)
class Place:
    """Where one country stands in one field, and by what.

    ``rank`` is its best published position, ``of`` how many positions there are; ``value`` is in ``unit``; ``distance`` is to
    the first position, or to the ``leader`` where the edition gives no ranks, in positions or in ``unit``; ``hhi`` is a lower
    bound, in squared per cent; ``also`` are its other actors there, the best first.
    """

    field: Id
    country: Id
    sign: str
    standing: Id
    grounds: Id | None = aside(default=None)
    best: Id | None = None
    rank: int | None = None
    of: int | None = None
    at_least: float | None = percent(default=None)
    share: float | None = percent(default=None)
    value: float | None = aside(default=None)
    unit: Id | None = aside(default=None)
    leader: Id | None = None
    distance: float | None = None
    also: tuple[Id, ...] = aside(default=())
    hhi: float | None = aside(default=None)
    sources: int = aside(default=0)
    missing: tuple[Id, ...] = aside(default=())
    basis: str = aside(default="")
    period: str = aside(default="")
    claim: Id | None = None
    source: Id | None = None
    published: str = ""
    locator: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """Somebody is said to be listed, to lead or to catch up in a field; or to be absent there."""

    claim: Id
    edition: Id
    relation: Id
    subject: Id
    countries: frozenset[Id]
    sector: Id
    size: int | None
    status: Id
    firm: bool
    locator: str


@dataclass(frozen=True, slots=True)
class Record:
    """What the atlas holds on positions: figures, listings, the surveyed fields, the signs, when editions were published."""

    figures: Sequence[Figure]
    listings: Sequence[Listing]
    fields: dict[Id, frozenset[Id]]
    signs: dict[Id, str]
    published: dict[Id, str]


def place(
    graph: Graph,
    who: Sequence[Id],
    *,
    reading: str = "closed",
    field: Id | None = None,
    record: Record | None = None,
) -> Answer[Place]:
    """Answer where countries stand; from a ``record`` that was read already, where there is one.

    ``closed`` reads the surveyed fields as the survey alone gives them, ``open`` beside every other edition. With ``field``, a
    sector or an input, each measure of that field has its own row.
    """
    record = record or consult(graph)
    if field:
        chosen = [each for each in record.figures if field in (each.sector, each.counterpart)]
        rows = [row for country in who for row in _by_measure(record, chosen, country)]
        heads = [
            say("place.signs", **record.signs),
            say("place.levels"),
            *([] if rows else [say("place.no-figures", field=field)]),
        ]
        return Answer(
            Place, say("place.title-field", countries=tuple(who), field=field), tuple(rows), tuple(heads), pivot=SIDE_BY_SIDE
        )
    rows = [_standing(record, name, sectors, country, reading) for name, sectors in record.fields.items() for country in who]
    remarks = [
        say("place.signs", **record.signs),
        say(f"place.{reading}", survey=SURVEY),
        say("place.level", count=len(record.fields)),
    ]
    remarks += [_missing(rows, country) for country in who]
    remarks += [_elsewhere(record, country) for country in who]
    leads = [_lead(rows, country) for country in who]
    lead = leads[0] if len(leads) == 1 else None
    remarks = [*(leads if lead is None else []), *remarks]
    return Answer(Place, say("place.title", countries=tuple(who)), tuple(rows), tuple(remarks), lead, SIDE_BY_SIDE)


def consult(graph: Graph) -> Record:
    """Read what the atlas holds on positions."""
    fields: dict[Id, set[Id]] = defaultdict(set)
    for row in graph.ask("analysis/fields"):
        if row["edition"] == SURVEY:
            fields[row.id("field")].add(row.id("sector"))
    signs = {row.id("standing"): row.text("sign") for row in graph.ask("analysis/signs")}
    listed = _listings(graph.ask("analysis/listings"))
    return Record(read(graph), listed, {name: frozenset(of) for name, of in fields.items()}, signs, published(graph))


def _standing(record: Record, field: Id, sectors: frozenset[Id], country: Id, reading: str) -> Place:
    """Return where a country stands in a surveyed field; positions of its actors and products are its own."""

    def read_here(edition: Id) -> bool:
        return reading == "open" or edition == SURVEY

    figures = [f for f in record.figures if f.sector in sectors and f.counterpart is None]
    listings = [x for x in record.listings if x.sector in sectors]
    sources = len({each.edition for each in figures} | {each.edition for each in listings})
    found = [_on_board(record, b, country) for b in boards(f for f in figures if read_here(f.edition)).values()]
    found += [_listed(record, each) for each in listings if country in each.countries and read_here(each.edition)]
    best = min(found, key=_order, default=None)
    if best is None or best.standing == SILENCE:
        lists = any(f.ranking and read_here(f.edition) for f in figures) and reading == "closed"
        return Place(field, country, "", NOT_LISTED if lists else SILENCE, sources=sources)
    shared = max(found, key=lambda row: row.share or row.at_least or 0.0)
    missing = list(best.missing)
    if shared.share is None and shared.at_least is None and best.standing in STRENGTH[:3]:
        missing.append(Id("shareNotPublished"))
    named = dict.fromkeys(row.best for row in sorted(found, key=_order) if row.best and row.standing in STRENGTH[:3])
    concentration = max((row.hhi for row in found if row.hhi is not None), default=None)
    return replace(
        best, field=field, country=country, sources=sources, missing=tuple(missing), hhi=concentration,
        share=shared.share, at_least=shared.at_least, also=tuple(each for each in named if each != best.best),
    )  # fmt: skip


def _by_measure(record: Record, figures: Iterable[Figure], country: Id) -> list[Place]:
    """Return a row a measure: by the country's own figure where there is one, else by its best actor."""
    measures: dict[tuple[str, ...], list[Place]] = defaultdict(list)
    for key, board in boards(figures).items():
        row = _on_board(record, board, country)
        measures[key[:-1]].append(row)
    rows = []
    for levels in measures.values():
        chosen, *others = sorted(levels, key=lambda row: (row.standing == SILENCE, row.best != country))
        rows.append(replace(chosen, also=tuple(row.best for row in others if row.best and row.best != chosen.best)))
    return [row for row in rows if row.standing != SILENCE]


def _on_board(record: Record, board: Board, country: Id) -> Place:
    """Return where a country stands on one board."""
    ordered = board.ordered
    own = [(position, figure) for position, figure in ordered if country in figure.countries]
    first = board.figures[0]
    field = first.counterpart or first.sector or first.ranking or Id(first.indicator)
    dated = record.published.get(first.edition, "")
    if not own:
        hidden = next((each for each in board.unpublished if country in each.countries), None)
        if hidden is None:
            return Place(field, country, "", SILENCE)
        return Place(
            field, country, record.signs[UNKNOWN], UNKNOWN, hidden.indicator, hidden.subject, missing=(Id("shareNotPublished"),),
            basis=hidden.basis, period=hidden.period, claim=hidden.claim, source=hidden.edition, published=dated,
            locator=hidden.locator,
        )  # fmt: skip
    position, mine = own[0]
    leader = ordered[0][1]
    placed = mine.rank is not None or (position > 0 and len(ordered) > 1)
    percent = mine.unit == "percent"
    leads = (placed and position == 1) or (mine.of_one_market and (mine.strength or 0) >= HALF)
    standing = LEADS if leads else FIRST_THREE if placed and position <= 3 else PRESENT
    gaps = [Id("periodNotGiven")] if not mine.period else []
    gaps += [Id("positionsNotNamed")] if mine.size and mine.size > len(ordered) else []
    gaps += [Id("othersNotPublished")] if board.unpublished else []
    ahead = position - 1 if mine.rank is not None else round((leader.strength or 0) - (mine.strength or 0), 6)
    return Place(
        field,
        country,
        record.signs[standing],
        standing,
        mine.indicator,
        mine.subject,
        rank=position if placed else None,
        of=mine.size if mine.size or mine.rank is not None else len(ordered) if placed else None,
        share=mine.value if percent else None,
        at_least=mine.lower if percent and mine.value is None else None,
        value=None if percent else mine.strength,
        unit=None if percent else mine.unit,
        leader=leader.subject if placed and ordered[0][0] == 1 else None,
        distance=float(ahead) if placed else None,
        hhi=board.hhi,
        sources=1,
        missing=tuple(gaps),
        basis=mine.basis,
        period=mine.period,
        claim=mine.claim,
        source=mine.edition,
        published=dated,
        locator=mine.locator,
    )


def _listed(record: Record, listing: Listing) -> Place:
    """Return what a listing says of the country of its subject: that it leads only where that is stated as a firm fact."""
    absent = listing.status == ABSENT
    standing = ABSENT if absent else LEADS if listing.relation == "leadsIn" and listing.firm else PRESENT
    return Place(
        listing.sector, next(iter(listing.countries)), record.signs[standing], standing, listing.relation,
        None if absent else listing.subject, of=listing.size, sources=1, claim=listing.claim, source=listing.edition,
        published=record.published.get(listing.edition, ""), locator=listing.locator,
    )  # fmt: skip


def _listings(rows: Table) -> list[Listing]:
    found: dict[str, Listing] = {}
    for row in rows:
        claim = row.id("claim")
        before = found[claim].countries if claim in found else frozenset()
        found[claim] = Listing(
            claim, row.id("edition"), row.id("relation"), row.id("subject"), before | countries(row),
            row.id("sector"), int(row.text("size")) if row["size"] is not None else None, row.id("status"),
            row["modality"] == "fact" and row["certainty"] != "hedged", row.text("locator"),
        )  # fmt: skip
    return list(found.values())


def _order(row: Place) -> tuple[int, int, float, str]:
    """Order rows by strength: standing, then position, then share; the claim breaks a tie."""
    return STRENGTH.index(row.standing), row.rank or 10_000, -(row.share or 0.0), row.claim or ""


def _count(rows: Iterable[Place], *standings: Id) -> int:
    return sum(row.standing in standings for row in rows)


def _lead(rows: Sequence[Place], country: Id) -> Remark:
    own = [row for row in rows if row.country == country]
    return say(
        "place.lead", country=country, fields=len(own), leads=_count(own, LEADS), three=_count(own, FIRST_THREE),
        present=_count(own, PRESENT), absent=_count(own, ABSENT), unknown=_count(own, UNKNOWN),
        silent=_count(own, SILENCE, NOT_LISTED),
    )  # fmt: skip


def _missing(rows: Sequence[Place], country: Id) -> Remark:
    silent = tuple(row.field for row in rows if row.country == country and row.standing in {SILENCE, NOT_LISTED})
    if silent:
        return say("place.silent", country=country, silent=silent)
    return say("place.none-silent", country=country)


def _elsewhere(record: Record, country: Id) -> Remark:
    """Say where the country stands on the boards of the other collections, counted."""
    others = [f for f in record.figures if f.edition != SURVEY and f.counterpart is not None]
    rows = _by_measure(record, others, country)
    measures = len({figure.board[:-1] for figure in others})
    return say(
        "place.elsewhere", country=country, measures=measures, leads=_count(rows, LEADS), three=_count(rows, FIRST_THREE),
        present=_count(rows, PRESENT), unknown=_count(rows, UNKNOWN), silent=measures - len(rows),
    )  # fmt: skip
