"""One row of an answer about standing, and the claim that it rests on.

A row shows the figures of one claim. What comes from the board of that claim, such as its leader, has fields of its own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from techatlas.analysis.boards import Board, Figure, Position
from techatlas.analysis.positions import Listing, Record
from techatlas.answers.answer import aside, percent
from techatlas.answers.claim import STATED, Claim
from techatlas.answers.evidence import Evidence
from techatlas.results.number import Exact
from techatlas.results.table import Id

SURVEY, RECORD = Id("thisSurvey"), Id("wholeRecord")
LEADS, FIRST_THREE, PRESENT = Id("leads"), Id("amongFirstThree"), Id("present")
UNKNOWN, SMALL, WITHHELD, ABSENT = Id("unknown"), Id("below-resolution"), Id("withheld"), Id("absent")
NOT_LISTED, SILENCE = Id("notListed"), Id("nobodySays")
STRENGTH = (LEADS, FIRST_THREE, PRESENT, UNKNOWN, SMALL, WITHHELD, ABSENT, NOT_LISTED, SILENCE)
UNTOLD = (NOT_LISTED, SILENCE)
NO_SHARE = Id("shareNotPublished")
NOT_PLACED = 10_000


@dataclass(frozen=True, slots=True)
class Field:
    """A field with all that shows who is in it.

    ``boards`` and ``listings`` show positions in the field itself, ``provided`` are the figures of its inputs.
    """

    name: Id
    boards: Sequence[Board]
    listings: Sequence[Listing]
    provided: Sequence[Figure]

    @property
    def has_list(self) -> bool:
        """Whether a list is given, from which a country can be missing."""
        return any(each.is_list for each in self.boards) or any(each.size for each in self.listings)

    def of(self, edition: Id, *, others: bool = False) -> "Field":
        """Return what one edition says of the field, or what all ``others`` say."""
        return Field(
            self.name,
            [each for each in self.boards if (each.figures[0].edition != edition) == others],
            [each for each in self.listings if (each.edition != edition) == others],
            [each for each in self.provided if (each.edition != edition) == others],
        )

    def claims_on(self, subject: Id | None) -> list[Id]:
        """Return the claims on a subject in the field."""
        figures = sorted(each.id for board in self.boards for each in board.figures if each.subject == subject)
        return figures + sorted(each.id for each in self.listings if each.subject == subject)


@dataclass(frozen=True, slots=True)
class Place:
    """The standing of one country in one field, and the claim that shows it.

    ``part`` is whose view it is: that of the survey or of the whole record. ``best``, ``rank`` (in ``list``), ``share``,
    ``at_least`` and ``value`` (in ``unit``) are cells of the claim. Of its list or board are ``of``, ``order`` (by value, where
    the edition gives no ranks), ``leader``, ``distance`` (in ranks, else in the unit) and ``hhi`` (a lower bound, in squared per
    cent). ``differs`` is a claim of another edition that shows another standing, or contradicts the survey.
    """

    part: Id
    field: Id
    country: Id
    sign: str
    standing: Id
    differs: Id | None = None
    best: Id | None = None
    measure: Id | None = None
    list: Id | None = None
    rank: int | None = None
    of: int | None = None
    share: Exact | None = percent(default=None)
    at_least: Exact | None = percent(default=None)
    approximate: bool | None = None
    value: Exact | None = aside(default=None)
    unit: Id | None = aside(default=None)
    order: int | None = aside(default=None)
    leader: Id | None = aside(default=None)
    distance: Exact | None = aside(default=None)
    hhi: float | None = aside(default=None)
    basis: str = aside(default="")
    period: str = aside(default="")
    missing: tuple[Id, ...] = aside(default=())
    evidence: Evidence = Evidence()


def strongest(record: Record, field: Field, country: Id, part: Id) -> Place:
    """Return the row of the claim that shows a country strongest in a field.

    A country that only provides inputs of the field is present, without a position. Without any claim the country is not in a
    list that is given, or not mentioned.

    >>> strongest(Record([], [], {}, {}), Field(Id("drone"), [], [], []), Id("japan"), RECORD).standing
    'nobodySays'
    """
    found = [on_board(record, each, field.name, country) for each in field.boards]
    found += [listed(record, each, field.name, country) for each in field.listings if country in each.countries]
    found = [each for each in found if each.standing != SILENCE]
    provided = [each for each in field.provided if country in each.countries and each.status != ABSENT]
    if not found and provided:
        most = max(provided, key=lambda each: (each.strength or 0, each.id))
        found = [_row(record, field.name, country, PRESENT, most)]
    standing = NOT_LISTED if field.has_list else SILENCE
    untold = Place(part, field.name, country, record.signs.get(standing, ""), standing)
    return replace(min(found, key=order, default=untold), part=part)


def on_board(record: Record, board: Board, field: Id, country: Id) -> Place:
    """Return where a country is on one board.

    >>> from techatlas.analysis.positions import Record
    >>> on_board(Record([], [], {}, {}), Board(), Id("drone"), Id("japan")).standing
    'nobodySays'
    """
    if position := board.position(country):
        return _placed(record, board, position, field, country)
    own = [each for each in board.figures if country in each.countries]
    rows = [_row(record, field, country, PRESENT if each.status == STATED else each.status, each) for each in own]
    best = min(rows, key=order, default=None)
    if best is None:
        return Place(RECORD, field, country, "", SILENCE)
    return replace(best, missing=() if best.standing in {PRESENT, ABSENT} else (NO_SHARE,))


def listed(record: Record, listing: Listing, field: Id, country: Id) -> Place:
    """Return the standing that a listing gives a country.

    It leads only where that is a fact without a hedge.

    >>> from techatlas.analysis.positions import Record
    >>> listing = Listing(id=Id("a/1"), subject=Id("dji"), relation=Id("leadsIn"), countries=frozenset({Id("china")}))
    >>> listed(Record([], [], {LEADS: "●"}, {}), listing, Id("drone"), Id("china")).sign
    '●'
    """
    leads = listing.relation == "leadsIn" and listing.firm
    standing = ABSENT if listing.status == ABSENT else LEADS if leads else PRESENT
    row = _row(record, field, country, standing, listing)
    return replace(row, of=listing.size, list=listing.object if listing.relation == "listedIn" else None)


def order(row: Place) -> tuple[int, int, float, str]:
    """Return the key that puts the strongest row first; the claim breaks a tie.

    >>> rows = [Place(RECORD, Id("ev"), Id("japan"), "○", PRESENT), Place(RECORD, Id("ev"), Id("china"), "●", LEADS)]
    >>> min(rows, key=order).country
    'china'
    """
    number = row.rank or row.order or NOT_PLACED
    return STRENGTH.index(row.standing), number, -float(row.share or row.at_least or 0), row.evidence.claim or ""


def count(rows: Iterable[Place], *standings: Id) -> int:
    """Return how many rows have one of the standings.

    >>> count([Place(RECORD, Id("ev"), Id("china"), "●", LEADS)], LEADS, PRESENT)
    1
    """
    return sum(row.standing in standings for row in rows)


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
        rank=mine.rank,
        of=position.of,
        share=mine.exact if percent else None,
        at_least=mine.lower if percent and mine.exact is None else None,
        approximate=mine.approximate or None,
        value=None if percent else mine.exact,
        unit=mine.unit if mine.exact is not None and not percent else None,
        order=position.number if position.placed and mine.rank is None else None,
        leader=position.leader.subject if has_leader else None,
        distance=position.distance,
        hhi=board.hhi,
        missing=tuple(gap for gap, open in gaps.items() if open),
    )


def _row(record: Record, field: Id, country: Id, standing: Id, claim: Claim) -> Place:
    """Return a row that rests on a claim, with its subject, scope and provenance."""
    return Place(
        RECORD,
        field,
        country,
        record.signs.get(standing, ""),
        standing,
        best=None if standing == ABSENT else claim.subject,
        measure=claim.predicate,
        list=claim.in_ranking,
        basis=claim.basis,
        period=claim.period,
        evidence=Evidence.of(claim, record.published),
    )
