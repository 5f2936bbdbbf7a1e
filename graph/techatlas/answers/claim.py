"""One claim as a typed record; its fields have the names of the columns."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from decimal import Decimal
from functools import cached_property
from typing import Any, Self

from techatlas.results.number import Exact
from techatlas.results.table import Id, Row, plain
from techatlas.store.graph import Graph

STATED, FACT, ASSERTED, HEDGED = Id("stated"), Id("fact"), Id("asserted"), Id("hedged")
TYPES = ("confirms", "refines", "contradicts", "supersedes")  # of links between claims


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a claim with another claim.

    ``inverse`` is true if the other claim states the link: this one is confirmed by it.
    """

    type: Id
    claim: Id
    inverse: bool = False


@dataclass(frozen=True, kw_only=True)
class Claim:
    """What one edition says: a relation with an object, or an indicator with a figure.

    ``value``, ``lower`` and ``upper`` are in ``unit``, and ``approximate`` if the source says "about"; a value may be a
    date. ``text`` says in words, by language, what object or figure do not; ``plural`` is true of a group of subjects. Fields
    that a query leaves out are empty.

    >>> claim = Claim(id=Id("a/1"), subject=Id("catl"), indicator=Id("market-share"), value=37.9, unit=Id("percent"))
    >>> claim.predicate, claim.is_figure, claim.interval
    ('market-share', True, (37.9, 37.9))
    """

    id: Id
    subject: Id
    relation: Id | None = None
    indicator: Id | None = None
    object: Id | None = None
    counterpart: Id | None = None
    value: Exact | str | None = None
    lower: Exact | None = None
    upper: Exact | None = None
    unit: Id | None = None
    as_written: str = ""
    approximate: bool = False
    rank: int | None = None
    in_ranking: Id | None = None
    text: Mapping[str, str] = field(default_factory=dict, hash=False)
    sector: Id | None = None
    place: Id | None = None
    basis: str = ""
    period: str = ""
    valid_from: str = ""
    valid_to: str = ""
    date_basis: str = ""
    status: Id = STATED
    certainty: Id = ASSERTED
    modality: Id = FACT
    attributed_to: Id = Id("")
    edition: Id = Id("")
    locator: str = ""
    links: tuple[Link, ...] = ()
    plural: bool = False

    @classmethod
    def of(cls, row: Row, **more: Any) -> Self:
        """Return the claim of a row whose columns have the names of the fields.

        The column ``claim`` holds the claim's own name. A subclass reads its own fields too. ``more`` gives fields that no
        column holds.
        """
        cells = {name: row[name] for name in _columns(cls) if row.get(name) is not None}
        return cls(id=row.id("claim"), **(cells | more))

    @cached_property
    def ids(self) -> frozenset[Id]:
        """Everything that the claim names, so that a reader can be given its names."""
        cells = (getattr(self, name) for name in _columns(Claim))
        return frozenset(each for each in cells if isinstance(each, Id) and each) | {link.type for link in self.links}

    def to_dict(self) -> dict[str, Any]:
        """Return the fields that are not empty as plain JSON values.

        Figures are text, so that no digit is lost.
        """
        cells = {name: getattr(self, name) for name in _columns(Claim)}
        fields: dict[str, Any] = {name: plain(cell) for name, cell in cells.items() if cell is not None and cell != ""}
        for mark in ("plural", "approximate"):
            fields.pop(mark)
            fields |= {mark: True} if cells[mark] else {}
        fields |= {"rank": self.rank} if self.rank is not None else {}
        fields |= {"text": dict(self.text)} if self.text else {}
        links = sorted(self.links, key=lambda link: (link.type, link.claim, link.inverse))
        return fields | ({"links": [asdict(link) for link in links]} if links else {})

    @property
    def predicate(self) -> Id:
        """The relation, or the indicator of a figure."""
        return self.relation or self.indicator or Id("")

    @property
    def exact(self) -> Exact | None:
        """The value where it is a number, in ``unit``, with all its digits: to be shown.

        None for a date, and where only bounds or nothing are published.
        """
        return None if isinstance(self.value, str) else self.value

    @property
    def number(self) -> float | None:
        """The value where it is a number, in ``unit``, as a float: to compute with."""
        return None if self.exact is None else float(self.exact)

    @property
    def firm(self) -> bool:
        """Whether it is told as a fact, without a hedge."""
        return self.modality == FACT and self.certainty != HEDGED

    @property
    def is_figure(self) -> bool:
        """Whether it gives a number on a scale: not a date and not a position."""
        return self.exact is not None or self.lower is not None or self.upper is not None

    @property
    def is_exact(self) -> bool:
        """Whether it is one figure, neither approximate nor with bounds."""
        return self.exact is not None and not self.approximate and self.lower is None and self.upper is None

    @property
    def interval(self) -> tuple[Exact, Exact]:
        """The least and the most that the figure can be."""
        if (number := self.exact) is not None:
            return number, number
        return (
            Decimal("-Infinity") if self.lower is None else self.lower,
            Decimal("Infinity") if self.upper is None else self.upper,
        )

    @cached_property
    def ends(self) -> tuple[Id, Id, Id] | None:
        """Subject, relation and the other end of a claim about two things.

        The other end is the object, the counterpart, or the ranking of a rank.
        """
        for other in (self.object, self.counterpart):
            if other:
                return self.subject, self.predicate, other
        if self.rank is not None and self.in_ranking:
            return self.subject, Id("listedIn"), self.in_ranking
        return None


_known: dict[type[Claim], tuple[str, ...]] = {}  # asking a dataclass for its fields costs more than reading a row


def _columns(record: type[Claim]) -> tuple[str, ...]:
    """Return the fields that a column of a query can fill."""
    if record not in _known:
        _known[record] = tuple(each.name for each in fields(record) if each.name not in {"id", "text", "links"})
    return _known[record]


def claims(graph: Graph, names: Iterable[str] | None = None) -> dict[Id, Claim]:
    """Read some claims with their texts and links, or all, ordered by name.

    Names of claims that the graph lacks are left out.

    >>> import techatlas
    >>> found = claims(techatlas.open(collections=["sne-2024"]).store, ["sne-2024/SNEY-1v"])
    >>> [(claim.subject, claim.predicate, claim.value, claim.unit) for claim in found.values()]
    [('catl', 'market-share', Decimal('37.9'), 'percent')]
    """
    wanted = None if names is None else list(names)
    texts: dict[str, dict[str, str]] = defaultdict(dict)
    for row in graph.ask("claims/texts", claim=wanted):
        texts[row.id("claim")][row.text("lang")] = row.text("text")
    links = linked(graph, wanted)
    found = (
        Claim.of(row, text=texts.get(row.id("claim"), {}), links=links.get(row.id("claim"), ()))
        for row in graph.ask("claims/claims", claim=wanted)
    )
    return {claim.id: claim for claim in found}


def linked(graph: Graph, names: Iterable[str] | None = None) -> dict[Id, tuple[Link, ...]]:
    """Return the links of some claims in both directions, or of all.

    >>> import techatlas
    >>> graph = techatlas.open(collections=["shen-190", "sne-2024"]).store
    >>> linked(graph, ["sne-2024/SNEY-3v"])[Id("sne-2024/SNEY-3v")]
    (Link(type='refines', claim='shen-190/F219', inverse=False),)
    """
    wanted = None if names is None else list(names)
    rows = {(row.id("claim"), row.id("type"), row.id("other")) for row in graph.ask("claims/links", claim=wanted)}
    if wanted is not None:
        rows |= {(row.id("claim"), row.id("type"), row.id("other")) for row in graph.ask("claims/links", other=wanted)}
    found: dict[Id, list[Link]] = defaultdict(list)
    for claim, type, other in sorted(rows):
        found[claim].append(Link(type, other))
        found[other].append(Link(type, claim, inverse=True))
    return {claim: tuple(links) for claim, links in found.items()}
