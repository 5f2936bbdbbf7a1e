"""Standings of countries, field by field, by a survey and by the whole record."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

from techatlas.analysis.boards import HALF, Board, boards
from techatlas.analysis.positions import Listing, Record, consult
from techatlas.analysis.standings import (
    ABSENT,
    LEADS,
    NOT_LISTED,
    RECORD,
    SILENCE,
    SMALL,
    STRENGTH,
    SURVEY,
    UNKNOWN,
    UNTOLD,
    WITHHELD,
    Field,
    Place,
    count,
    listed,
    on_board,
    order,
    strongest,
)
from techatlas.answers.answer import Answer
from techatlas.answers.claim import Claim
from techatlas.answers.closing import DATED
from techatlas.answers.evidence import Evidence
from techatlas.answers.pivot import Pivot
from techatlas.answers.shorten import evenly
from techatlas.results.table import Id
from techatlas.store.graph import Graph
from techatlas.vocabulary.words import Remark, Value, say

CELL = ("sign", "best", "rank", "share", "at_least", "value", "unit", "differs")
SCOPE = (("list", "measure"), ("period",))
SIDE_BY_SIDE = Pivot(("part", "field"), "country", CELL, SCOPE, ("claim",))
BY_MEASURE = Pivot(("field", "measure", "list", "basis", "period", "source"), "country", CELL, (), ("claim",))
UNPUBLISHED = (UNKNOWN, SMALL, WITHHELD)


def place(
    graph: Graph, who: Sequence[Id], *, survey: Id | None = None, field: Id | None = None, record: Record | None = None
) -> Answer[Place]:
    """Answer where countries are ahead, present or absent.

    In each field there is one row for what the ``survey`` says (the default survey, if None) and one for what all editions say
    together. An atlas without a survey has the latter only. With ``field``, a sector or an input, each measure of that field
    has its own row. A ``record`` that was read already saves reading it again.

    >>> import techatlas
    >>> graph = techatlas.open(collections=["sne-2024"]).store
    >>> found = place(graph, [Id("japan")])
    >>> [(row.part, row.standing, row.best, row.share, row.evidence.claim) for row in found.rows]
    [('wholeRecord', 'present', 'panasonic', Decimal('3.9'), 'sne-2024/SNEY-3v')]
    """
    record = record or consult(graph, survey)
    if field:
        return _in_field(record, who, field)
    both = [row for each in _fields(record) for country in who for row in _standings(record, each, country)]
    rows = tuple(sorted(both, key=lambda row: row.part != SURVEY))
    leads = [_lead(graph, record, [row for row in rows if row.country == country], country) for country in who]
    title = say("place.title-record", countries=tuple(who))
    if record.survey:
        title = say("place.title", countries=tuple(who), survey=Id(f"{record.survey.edition}{DATED}"))
    remarks = (legend(record), _counting(record))
    return Answer(Place, title, rows, remarks, _together(leads), replace(SIDE_BY_SIDE, things=tuple(who)), shorten=_first_fields)


def _first_fields(answer: Answer[Place], most: int) -> Answer[Place]:
    """Keep the first fields of each part."""
    lines = list(dict.fromkeys((row.part, row.field) for row in answer.rows))
    if len(lines) <= most:
        return answer
    kept = evenly(lines, [part for part, _ in lines], most)
    rows = tuple(row for row in answer.rows if (row.part, row.field) in kept)
    return replace(answer, rows=rows, remarks=(say("table.cut", shown=most, all=len(lines)), *answer.remarks))


def legend(record: Record, key: str = "place.signs") -> Remark:
    """Return which symbol stands for which standing; ``key`` is that of the sentence.

    >>> legend(Record([], [], {LEADS: "●"}, {})).values[0]
    ('signs', (Remark(key='place.sign', values=(('sign', '●'), ('standing', 'leads'))),))
    """
    known = ((record.signs.get(each, ""), each) for each in STRENGTH)
    return say(key, signs=tuple(say("place.sign", sign=sign, standing=each) for sign, each in known if sign), silence=SILENCE)


def _fields(record: Record) -> list[Field]:
    return [_field(record, name, sectors) for name, sectors in record.fields.items()]


def _field(record: Record, name: Id, sectors: frozenset[Id]) -> Field:
    figures = [each for each in record.figures if each.sector in sectors]
    return Field(
        name,
        list(boards(each for each in figures if each.counterpart is None).values()),
        [each for each in record.listings if each.sector in sectors],
        [each for each in figures if each.counterpart is not None],
    )


def _standings(record: Record, field: Field, country: Id) -> list[Place]:
    """Return the standing of a country in a field: by the survey, and by all editions.

    Positions of its actors and products count as its own.
    """
    whole = strongest(record, field, country, RECORD)
    if not record.survey:
        return [whole]
    own, others = field.of(record.survey.edition), field.of(record.survey.edition, others=True)
    mine = strongest(record, own, country, SURVEY)
    if mine.standing in UNTOLD:
        return [mine, whole]
    other = strongest(record, others, country, RECORD)
    contrary = next(record.contrary(own.claims_on(mine.best), record.survey.edition), None)
    differs = other.evidence.claim if other.standing not in {mine.standing, *UNTOLD} else contrary
    return [replace(mine, differs=differs), whole]


def _in_field(record: Record, who: Sequence[Id], field: Id) -> Answer[Place]:
    sectors = record.fields.get(field, frozenset({field}))
    figures = [each for each in record.figures if each.sector in sectors or each.counterpart == field]
    listings = [each for each in record.listings if each.sector in sectors]
    whole = Field(field, list(boards(figures).values()), listings, [])
    found = {country: _by_measure(record, whole, country) for country in who}
    told = {_measured(row) for each in found.values() for row in each if row.standing not in UNTOLD}
    rows = sorted((row for each in found.values() for row in each if _measured(row) in told), key=order)
    leads = [
        say("place.lead-field", country=country, field=field, measures=len(each), counts=_counted(each))
        for country, each in found.items()
    ]
    nothing = () if figures or listings else (say("place.no-figures", field=field),)
    remarks = (legend(record), say("place.levels"), *nothing)
    title = say("place.title-field", countries=tuple(who), field=field)
    pivot = replace(BY_MEASURE, things=tuple(who))
    return Answer(Place, title, tuple(rows), remarks, _together(leads), pivot, shorten=_shortened)


def _shortened(answer: Answer[Place], most: int) -> Answer[Place]:
    """Keep the measures in which a country is strongest."""
    measures = list(dict.fromkeys(map(_measured, answer.rows)))
    if len(measures) <= most:
        return answer
    cut = say("table.cut", shown=most, all=len(measures))
    kept = tuple(row for row in answer.rows if _measured(row) in measures[:most])
    return replace(answer, rows=kept, remarks=(cut, *answer.remarks))


def _measured(row: Place) -> tuple[str | None, ...]:
    return row.field, row.measure, row.list, row.basis, row.period, row.evidence.source


def _by_measure(record: Record, field: Field, country: Id) -> list[Place]:
    """Return one row per measure of a field, also where the country is not there.

    It is that of the country's own figure where there is one, else of its best actor. A list from which the country is said to
    be absent is one measure with the figures of that list.
    """
    measures: dict[tuple[str, ...], list[Place]] = defaultdict(list)
    denials = {
        each.object: each for each in field.listings if each.object and each.status == ABSENT and country in each.countries
    }
    part = partial(_part, record)
    for board in field.boards:
        first = board.figures[0]
        row = on_board(record, board, first.counterpart or first.sector or field.name, country)
        if row.standing == SILENCE:
            row = _untold(record, first, row, denials.get(first.in_ranking or Id("")), is_list=board.is_list)
        measures[first.board[:-1]].append(replace(row, part=part(first.edition)))
    ranked = {board.figures[0].in_ranking for board in field.boards}
    for each in field.listings:
        there = country in each.countries
        if each.status == ABSENT and (each.object in ranked or not there):
            continue
        row = Place(RECORD, each.sector or field.name, country, "", SILENCE)
        row = listed(record, each, row.field, country) if there else _untold(record, each, row, is_list=bool(each.size))
        measures[each.edition, each.predicate, each.object or ""].append(replace(row, part=part(each.edition)))
    chosen = (min(rows, key=lambda row: (row.standing in UNTOLD, row.best != country, *order(row))) for rows in measures.values())
    return list(chosen)


def _untold(record: Record, claim: Claim, row: Place, denial: Listing | None = None, *, is_list: bool) -> Place:
    """Return the row of a country that has no figure in the measure of a claim.

    It is said to be absent, not in the list, or not mentioned.
    """
    row = replace(row, measure=claim.predicate, basis=claim.basis, period=claim.period)
    if denial:
        absent = listed(record, denial, row.field, row.country)
        return replace(absent, measure=row.measure, basis=row.basis, period=row.period)
    ranking = claim.in_ranking or (claim.object if claim.relation == "listedIn" else None)
    standing = NOT_LISTED if is_list else SILENCE
    source = Evidence(source=claim.edition, published=record.published.get(claim.edition, ""))
    return replace(row, sign=record.signs.get(standing, ""), standing=standing, list=ranking, evidence=source)


def _part(record: Record, edition: Id) -> Id:
    return SURVEY if record.survey and edition == record.survey.edition else RECORD


def _lead(graph: Graph, record: Record, rows: Sequence[Place], country: Id) -> Remark:
    """Say both parts in one sentence, and what the country has of two-sided measures."""
    parts = {part: [row for row in rows if row.part == part] for part in (SURVEY, RECORD)}
    sides = _together(list(_sides(graph, record, country)), "place.next-clause") or ""
    told: dict[str, Value] = {"country": country, "fields": len(record.fields), "whole": _counted(parts[RECORD]), "sides": sides}
    if not record.survey:
        return say("place.lead-record", **told)
    return say("place.lead", survey=_counted(parts[SURVEY]), **told)


def _counted(rows: Sequence[Place]) -> tuple[Remark, ...]:
    """Count rows by standing; only in how many a country leads is said of none, too."""
    counts = {standing: count(rows, standing) for standing in STRENGTH}
    return tuple(say(f"place.count.{each}", count=number) for each, number in counts.items() if number or each == LEADS)


def _sides(graph: Graph, record: Record, country: Id) -> Iterable[Remark]:
    """Count where a country is by each two-sided measure, such as its shares of the inputs of a chip.

    The figures are its own where the measure has figures of countries, else those of its actors.
    """
    found: dict[Id, dict[Id, list[Board]]] = defaultdict(lambda: defaultdict(list))
    for board in boards(each for each in record.figures if each.counterpart is not None).values():
        first = board.figures[0]
        found[first.predicate][first.counterpart or first.predicate].append(board)
    for measure, things in sorted(found.items(), key=lambda each: (-len(each[1]), each[0])):
        levels = {board.figures[0].level for each in things.values() for board in each}
        level = "country" if "country" in levels else "actor"
        rows = [_best(record, each, thing, country, level) for thing, each in things.items()]
        if count(rows, SILENCE) == len(rows):
            continue
        key = f"place.sides.{measure}"
        yield say(
            key if key in graph.words.entries else "place.sides",
            measure=measure,
            all=len(rows),
            first=count(rows, LEADS),
            half=sum((row.share or row.at_least or 0) >= HALF for row in rows),
            hidden=count(rows, *UNPUBLISHED),
        )


def _best(record: Record, found: Iterable[Board], thing: Id, country: Id, level: str) -> Place:
    """Return the strongest row of a country on the boards of a thing that are of one level."""
    rows = (on_board(record, each, thing, country) for each in found if each.figures[0].level == level)
    return min(rows, key=order, default=Place(RECORD, thing, country, "", SILENCE))


def _counting(record: Record) -> Remark:
    return say("place.level" if record.survey else "place.level-record", count=len(record.fields))


def _together(said: Sequence[Remark], key: str = "place.next") -> Remark | None:
    """Return several sentences, or parts of one, as one remark."""
    if not said:
        return None
    half = (len(said) + 1) // 2
    first, rest = said[:half], said[half:]
    return say(key, first=_together(first, key) or "", rest=_together(rest, key) or "") if rest else first[0]
