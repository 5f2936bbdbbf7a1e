"""What the pages show, read once: standings, figures, editions and claims."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from techatlas.analysis.boards import Board, boards
from techatlas.analysis.gaps import Lacking, outlined
from techatlas.analysis.place import place
from techatlas.analysis.positions import Record, consult
from techatlas.analysis.standings import ABSENT, LEADS, RECORD, SURVEY, UNKNOWN, UNTOLD, Place
from techatlas.answers.answer import Answer
from techatlas.answers.claim import Claim, claims
from techatlas.results.table import Id, Table
from techatlas.store.graph import Graph
from techatlas.vocabulary.words import Remark

MANY = 10  # figures that make a country worth a page of its own, where the survey does not speak of it
RANKED = Id("ranking-position")

Matrix = dict[Id, dict[Id, Place]]


@dataclass(slots=True)
class Edition:
    """One edition as a source list shows it; ``published`` may be a bound only."""

    titles: dict[str, str]
    publisher: Id
    published: str
    licence: Id
    url: str
    claims: int


@dataclass(frozen=True)
class Material:
    """All that the pages are made of.

    ``claims`` are those that show a position, ``drawn`` the things of the network page.
    """

    graph: Graph
    record: Record
    editions: dict[Id, Edition]
    claims: dict[Id, Claim]
    codes: dict[Id, str]
    stages: tuple[Id, ...]
    counts: Table
    drawn: frozenset[str] = field(default=frozenset())

    @cached_property
    def boards(self) -> list[Board]:
        """Every board, the fullest first."""
        return sorted(boards(self.record.figures).values(), key=lambda each: (-len(each.figures), each.figures[0].board))

    @cached_property
    def kinds(self) -> dict[Id, Id]:
        """The kind of each thing."""
        return {row.id("thing"): row.id("kind") for row in self.graph.ask("analysis/kinds")}

    @cached_property
    def standings(self) -> Answer[Place]:
        """The standing of every country in every field, in both parts."""
        everyone = {each for f in self.record.figures for each in f.countries}
        everyone |= {each for listing in self.record.listings for each in listing.countries}
        return self.place(sorted(everyone))

    @cached_property
    def matrix(self) -> Matrix:
        """The standing of each country of which the survey speaks, by field.

        Without a survey it is that in the whole record. Countries that are placed in most fields come first.
        """
        rows = self.by_part(SURVEY if self.record.survey else RECORD)
        told = {country: cells for country, cells in rows.items() if any(cell.standing not in UNTOLD for cell in cells.values())}
        return dict(sorted(told.items(), key=lambda each: (*_strength(each[1]), each[0])))

    @cached_property
    def whole(self) -> Matrix:
        """The standing of the same countries in the whole record, by field.

        It is empty without a survey.
        """
        rows = self.by_part(RECORD)
        return {country: rows[country] for country in self.matrix} if self.record.survey else {}

    def by_part(self, part: Id) -> Matrix:
        """Return the standing of each country, by field, in one part of the answer."""
        rows: Matrix = defaultdict(dict)
        for row in self.standings.rows:
            if row.part == part:
                rows[row.country][row.field] = row
        return rows

    @cached_property
    def countries(self) -> list[Id]:
        """The countries with a page: those in the matrix, then those with many figures."""
        figures = Counter(each for f in self.record.figures for each in f.countries)
        return [*self.matrix, *sorted(c for c, count in figures.items() if count >= MANY and c not in self.matrix)]

    @cached_property
    def sectors(self) -> list[Id]:
        """The sectors with a page: the surveyed fields, then others with figures."""
        covered = {sector for sectors in self.record.fields.values() for sector in sectors}
        others = {f.sector for f in self.record.figures if f.sector and f.sector not in covered}
        return [*self.record.fields, *sorted(others)]

    @cached_property
    def measures(self) -> dict[Id, dict[Id, Place]]:
        """The inputs that countries provide, each with the standing of every country.

        Of several figures for one country those published come first, then the newest.
        """
        found: dict[Id, dict[Id, Place]] = defaultdict(dict)
        everyone = sorted({each for f in self.record.figures if f.counterpart for each in f.countries})
        inputs = {f.counterpart for f in self.record.figures}
        for sector in sorted({f.sector for f in self.record.figures if f.counterpart and f.sector}):
            for row in self.place(everyone, field=sector).rows:
                before = found[row.field].get(row.country)
                if row.field in inputs and row.standing not in UNTOLD and (before is None or _newness(row) > _newness(before)):
                    found[row.field][row.country] = row
        return {name: cells for name, cells in found.items() if cells}

    @cached_property
    def led(self) -> dict[Id, int]:
        """The number of measures in which each country leads, zero included."""
        cells = [cell for by_country in self.measures.values() for cell in by_country.values()]
        leading = Counter(cell.country for cell in cells if cell.standing == LEADS)
        return {country: leading[country] for country in sorted({cell.country for cell in cells})}

    @cached_property
    def leads(self) -> dict[Id, Remark | None]:
        """The standing of each country that has a page, in one sentence."""
        return {country: self.place([country]).lead for country in self.countries}

    @cached_property
    def lacking(self) -> dict[Id, Answer[Lacking]]:
        """What the atlas cannot answer about each country and sector that has a page."""
        return outlined(self.graph, [*self.countries, *self.sectors])

    def place(self, countries: Iterable[Id], *, field: Id | None = None) -> Answer[Place]:
        """Return the standing of countries, from what was read already."""
        return place(self.graph, list(countries), field=field, record=self.record)

    def field_of(self, sector: Id | None) -> Id | None:
        """Return the surveyed field that a sector counts in, or the sector itself."""
        return next((name for name, sectors in self.record.fields.items() if sector in sectors), sector)


def gather(graph: Graph, counts: Table, drawn: Iterable[str]) -> Material:
    """Read what the pages are made of.

    ``drawn`` are the things of the network page, ``counts`` the sizes of the atlas.

    >>> import techatlas
    >>> atlas = techatlas.open(collections=["sne-2024"])
    >>> material = gather(atlas.store, atlas.stats(), drawn=["catl"])
    >>> sorted(material.editions), len(material.boards)
    (['sne-2024'], 3)
    """
    record = consult(graph)
    return Material(
        graph,
        record,
        _editions(graph),
        claims(graph, [each.id for each in (*record.figures, *record.listings)]),
        {row.id("country"): row.text("code") for row in graph.ask("pages/codes")},
        tuple(row.id("stage") for row in graph.ask("pages/stages")),
        counts,
        frozenset(drawn),
    )


def _editions(graph: Graph) -> dict[Id, Edition]:
    editions: dict[Id, Edition] = {}
    for row in graph.ask("pages/editions"):
        id = row.id("edition")
        date = row.text("published") or f"> {row['after']}"
        new = Edition({}, row.id("publisher"), date, row.id("licence"), row.text("url"), int(row.text("claims")))
        editions.setdefault(id, new).titles[row.text("lang")] = row.text("title")
    return editions


def _newness(row: Place) -> tuple[bool, str, str]:
    return row.standing != UNKNOWN, row.evidence.published, row.period


def _strength(cells: dict[Id, Place]) -> tuple[int, int]:
    leads = sum(cell.standing == LEADS for cell in cells.values())
    return -sum(cell.standing not in {*UNTOLD, ABSENT} for cell in cells.values()), -leads
