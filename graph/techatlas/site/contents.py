"""The content of each page, ready for a template."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from techatlas.analysis.boards import Board, Figure
from techatlas.analysis.positions import Listing
from techatlas.analysis.standings import ABSENT, FIRST_THREE, LEADS, NOT_LISTED, RECORD, SILENCE, SURVEY, UNTOLD, Place, order
from techatlas.answers.claim import Claim
from techatlas.results.table import Id, Table
from techatlas.site import charts, pictures
from techatlas.site.material import RANKED, Matrix
from techatlas.site.speech import Speech

PICTURES_AT_MOST = 12
COLUMNS_AT_MOST = 8
INPUTS_SHOWN = 3
LIST_AT_MOST = 16  # positions of a ranking that the overview draws
NAMED_IN_LEAD = 3
NAMED_OF_SECTOR = 8  # countries of one standing that the lead of a sector names
SIDE_BY_SIDE = 3
COUNTED = ("things", "claims", "editions", "claims by status")


def overview(speech: Speech) -> dict[str, Any]:
    """Return what the front page shows.

    >>> import techatlas
    >>> from techatlas.site.material import gather
    >>> atlas = techatlas.open(collections=["sne-2024"])
    >>> speech = Speech(gather(atlas.store, atlas.stats(), drawn=()), atlas.words, "en")
    >>> page = overview(speech)
    >>> page["title"], page["editions"]
    ('Who holds which position in technology, and who says so', ['sne-2024'])
    """
    material = speech.material
    drawn = [*_rankings(speech), *_shares(speech)]
    return {
        "title": speech.say("pages.title"),
        "lead": _lead(speech) if material.matrix else "",
        "matrices": _matrices(speech) if material.matrix else [],
        "remark": speech.say("pages.level", count=len(material.record.fields)),
        "atlas": speech.say("pages.atlas", **_sizes(material.counts)),
        "counts": [row for row in material.counts if row["what"] in COUNTED],
        "flow": pictures.of_stages(speech),
        "world": pictures.of_world(speech),
        "pictures": [pictures.of_board(speech, board) for board in drawn],
        "editions": sorted(material.editions),
    }


def country(speech: Speech, id: Id) -> dict[str, Any]:
    """Return what the page of a country shows.

    >>> import techatlas
    >>> from techatlas.site.material import gather
    >>> atlas = techatlas.open(collections=["eto-2022"])
    >>> speech = Speech(gather(atlas.store, atlas.stats(), drawn=()), atlas.words, "en")
    >>> page = country(speech, Id("japan"))
    >>> page["title"], len(page["inputs"]), page["editions"]
    ('Japan', 53, ['eto-2022'])
    """
    material = speech.material
    own = [f for f in material.record.figures if id in f.countries]
    listed = [each for each in material.record.listings if id in each.countries]
    sections = {name: _about(speech, own, listed, name) for name in material.sectors}
    inputs = {name: cells[id] for name, cells in material.measures.items() if id in cells}
    order = sorted(inputs, key=lambda name: (-(inputs[name].share or 0.0), inputs[name].standing != LEADS, speech.name(name)))
    used: list[Claim] = [claim for claims in sections.values() for claim in claims]
    by_claim = {figure.id: figure for figure in own}
    proofs = [inputs[name].evidence for name in order]
    shares = [by_claim[each.claim] for each in proofs if each.claim in by_claim]
    return {
        "id": id,
        "title": speech.name(id),
        "lead": speech.remark(material.leads[id]),
        "parts": _parts(speech, [row for row in material.standings.rows if row.country == id]),
        "sections": sections,
        "inputs": {name: inputs[name] for name in order},
        "pictures": _of_country(speech, id, shares),
        "editions": sorted({each.edition for each in [*used, *shares]} | {each.source for each in proofs if each.source}),
    }


def sector(speech: Speech, id: Id) -> dict[str, Any]:
    """Return what the page of a sector shows.

    >>> import techatlas
    >>> from techatlas.site.material import gather
    >>> atlas = techatlas.open(collections=["sne-2024"])
    >>> speech = Speech(gather(atlas.store, atlas.stats(), drawn=()), atlas.words, "en")
    >>> page = sector(speech, Id("ev-battery"))
    >>> page["title"], [picture.kind for picture in page["pictures"]], page["editions"]
    ('Automotive batteries', ['bars', 'bars', 'ranks'], ['sne-2024'])
    """
    material = speech.material
    rows = sorted((row for row in material.standings.rows if row.field == id and row.standing not in UNTOLD), key=order)
    boards = [b for b in material.boards if b.figures[0].counterpart is None and material.field_of(b.figures[0].sector) == id]
    drawn = [pictures.of_board(speech, board) for board in boards]
    inputs = {name: cells for name, cells in material.measures.items() if _sector(speech, name) == id}
    listed = sorted((x for x in material.record.listings if material.field_of(x.sector) == id), key=lambda each: each.id)
    sources = {f.edition for b in boards for f in b.figures} | {each.edition for each in listed}
    sources |= {cell.evidence.source for cells in inputs.values() for cell in cells.values() if cell.evidence.source}
    return {
        "id": id,
        "title": speech.name(id),
        "lead": _sector_lead(speech, id, rows, len(boards) + len(inputs), len(sources)),
        "parts": [(part, shown) for part, shown in _parts(speech, rows) if shown],
        "pictures": drawn[:PICTURES_AT_MOST],
        "tables": drawn[PICTURES_AT_MOST:],
        "listed": listed,
        "inputs": dict(sorted(inputs.items(), key=lambda each: speech.name(each[0]))),
        "columns": _columns(inputs.values()),
        "editions": sorted(sources),
    }


def _lead(speech: Speech) -> str:
    """Return the standings of the first countries in both parts, and how much each leaves open."""
    material = speech.material
    fields = len(material.record.fields)
    if not material.whole:
        return speech.say("pages.lead-record", fields=fields, record=_told(speech, material.matrix))
    told = {"survey": _told(speech, material.matrix), "record": _told(speech, material.whole)}
    return speech.say("pages.lead", fields=fields, **told)


def _told(speech: Speech, matrix: Matrix) -> str:
    """Return the standings of the first countries, and the number of cells with each silence."""
    parts = []
    for country in list(matrix)[:NAMED_IN_LEAD]:
        row = matrix[country].values()
        leads = sum(cell.standing == LEADS for cell in row)
        placed = sum(cell.standing not in {*UNTOLD, ABSENT, LEADS} for cell in row)
        absent = sum(cell.standing == ABSENT for cell in row)
        key = f"pages.lead-part{'' if leads else '-none'}{'-absent' if absent else ''}"
        parts.append(speech.say(key, country=country, leads=leads, placed=placed, absent=absent))
    standings = Counter(cell.standing for row in matrix.values() for cell in row.values())
    counts = {"cells": standings.total(), "silent": standings[SILENCE], "not_listed": standings[NOT_LISTED]}
    return speech.say("pages.lead-told", parts=speech.clauses(parts), **counts)


def _matrices(speech: Speech) -> list[tuple[str, str, Matrix]]:
    """Return the matrix of each part of the answer, with its anchor and its title."""
    material = speech.material
    if not material.whole:
        return [("matrix", speech.say("pages.matrix-record"), material.matrix)]
    survey = ("matrix", speech.say("pages.matrix", survey=speech.survey), material.matrix)
    return [survey, ("record", speech.say("pages.matrix-record"), material.whole)]


def _parts(speech: Speech, rows: Sequence[Place]) -> list[tuple[str, list[Place]]]:
    """Return the rows of each part of the answer, under its title."""
    titles = {SURVEY: speech.say("pages.standing", survey=speech.survey), RECORD: speech.say("pages.standing-record")}
    kept = [part for part in titles if part == RECORD or speech.material.record.survey]
    return [(titles[part], [row for row in rows if row.part == part]) for part in kept]


def _sizes(counts: Table) -> dict[str, str]:
    """Return how many things, claims and editions there are."""
    names = ("things", "claims", "editions")
    return {name: f"{sum(int(str(row['count'])) for row in counts if row['what'] == name):,}" for name in names}


def _rankings(speech: Speech) -> list[Board]:
    """Return the rankings of the survey with a declared size, if short enough."""
    sizes = [(board, max(f.size or 0 for f in board.figures)) for board in speech.material.boards]
    found = [b for b, size in sizes if b.figures[0].indicator == RANKED and 0 < size <= LIST_AT_MOST]
    gaps = [b for b in found if any(not step.holders for step in charts.ranks(b, 0))]
    return sorted(gaps, key=lambda each: (-len(each.figures), each.figures[0].board))[:INPUTS_SHOWN]


def _shares(speech: Speech) -> list[Board]:
    """Return the boards of shares for the overview.

    They are the fullest of each sector, then the most concentrated inputs with an unpublished share.
    """
    by_sector: dict[Id, Board] = {}
    for board in speech.material.boards:
        first = board.figures[0]
        if first.partition and first.counterpart is None and first.sector:
            by_sector.setdefault(first.sector, board)
    inputs = [b for b in speech.material.boards if b.figures[0].counterpart and b.unpublished and b.hhi]
    inputs.sort(key=lambda each: (-(each.hhi or 0), each.figures[0].board))
    return [*by_sector.values(), *inputs[:INPUTS_SHOWN]]


def _of_country(speech: Speech, id: Id, shares: Sequence[Figure]) -> list[pictures.Picture]:
    """Return the largest shares of a country as pictures side by side."""
    found = []
    for first in range(0, min(len(shares), charts.BARS_AT_MOST * SIDE_BY_SIDE), charts.BARS_AT_MOST):
        part = shares[first : first + charts.BARS_AT_MOST]
        title = speech.say("pages.country-shares", country=id, first=first + 1, last=first + len(part), count=len(shares))
        found.append(pictures.of_board(speech, Board(list(part)), part, title))
    return found


def _about(speech: Speech, own: Iterable[Figure], listed: Iterable[Listing], field: Id) -> list[Claim]:
    """Return every claim that shows a position of a country in a field."""
    field_of = speech.material.field_of
    found: list[Claim] = [f for f in own if f.counterpart is None and field_of(f.sector) == field]
    found += [each for each in listed if field_of(each.sector) == field]
    return sorted(found, key=lambda each: (not isinstance(each, Listing), each.edition, each.id))


def _sector(speech: Speech, measure: Id) -> Id | None:
    figure = next(f for f in speech.material.record.figures if f.counterpart == measure)
    return speech.material.field_of(figure.sector)


def _columns(cells: Iterable[dict[Id, Place]]) -> list[Id]:
    """Return the countries with the most measures, those that lead in most first."""
    counts: dict[Id, tuple[int, int]] = {}
    for by_country in cells:
        for country, place in by_country.items():
            leads, all_ = counts.get(country, (0, 0))
            counts[country] = leads + (place.standing == LEADS), all_ + 1
    most = sorted(counts, key=lambda each: (-counts[each][1], each))[:COLUMNS_AT_MOST]
    return sorted(most, key=lambda each: (-counts[each][0], -counts[each][1], each))


def _sector_lead(speech: Speech, id: Id, rows: Sequence[Place], measures: int, editions: int) -> str:
    if id not in speech.material.record.fields:
        return speech.say("pages.sector-figures", field=id, measures=measures, editions=editions)
    said = [_sector_part(speech, part, [row for row in rows if row.part == part]) for part in (SURVEY, RECORD)]
    return speech.together([*filter(None, said), speech.say("pages.sector-measures", measures=measures, editions=editions)])


def _sector_part(speech: Speech, part: Id, rows: Sequence[Place]) -> str:
    """Return which countries one part of the answer names, the strongest in full."""
    by_standing = {
        "leads": [row.country for row in rows if row.standing == LEADS],
        "three": [row.country for row in rows if row.standing == FIRST_THREE],
        "placed": [row.country for row in rows if row.standing not in {LEADS, FIRST_THREE, ABSENT}],
        "absent": [row.country for row in rows if row.standing == ABSENT],
    }
    named = {name: tuple(found) for name, found in by_standing.items() if found and len(found) <= NAMED_OF_SECTOR}
    counted = {name: len(found) for name, found in by_standing.items() if len(found) > NAMED_OF_SECTOR}
    told = [speech.say(f"pages.sector-{name}", countries=named[name]) for name in named]
    told += [speech.say(f"pages.sector-{name}-count", count=count) for name, count in counted.items()]
    return speech.say(f"pages.sector-{part}", told=speech.clauses(told)) if told else ""
