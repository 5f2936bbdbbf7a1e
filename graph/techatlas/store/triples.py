"""Turn a row into triples, by one rule per kind of table.

The property of each column is in ``ontology/context.jsonld``.
"""

import hashlib
from collections.abc import Iterator
from collections.abc import Mapping as Map
from dataclasses import replace

import pyoxigraph as ox

from techatlas.results.number import XSD, comparable, settled, written
from techatlas.store.context import Context
from techatlas.tables.schema import Claim, Collection, Gap, Mapping, Observation, RelationClaim, Thing, cells, columns
from techatlas.values import Date
from techatlas.vocabulary.source import unreadable

DATE_TYPES = {4: "gYear", 7: "gYearMonth", 10: "date"}
NAMESPACE_OF = {"sector": "id", "indicator": "id", "unit": "id", "claim": "claim", "licence": "spdx"}
NONE_DECLARED: Map[str, str] = {}
CURIES = {"mapping_justification"}
RECORDS = (Thing, RelationClaim, Observation, Collection, Mapping, Gap)


class Rules:
    """The five rules: thing, claim, edition, mapping, gap."""

    def __init__(
        self,
        context: Context,
        countries: dict[str, str],
        indicator_units: dict[str, str],
        same: dict[str, str],
        declared: Map[str, str] = NONE_DECLARED,
    ) -> None:
        """Take what a row refers to, and the prefixes that the mappings declare.

        :raises DataError: ``context.jsonld`` has no entry for a column.
        """
        _check_columns(context)
        self._context, self._countries, self._units, self._same = context, countries, indicator_units, same
        self._declared = declared
        self._properties = {name: context.iri(entry["@id"]) for name, entry in context.columns.items()}

    def thing(self, record: Thing) -> Iterator[ox.Quad]:
        """Yield the class, the names and the keys of a thing.

        A thing that is another one gives that one its names, and the id by which its source knows it.
        """
        if record.id in self._same:
            yield from self._other_name(record)
            return
        node = self._context.thing(record.id)
        yield ox.Quad(node, self._context.type, self._context.iri(f"ta:{record.kind}"))
        yield from self._cells(node, record, {"id", "kind"})

    def claim(self, collection: str, record: Claim) -> Iterator[ox.Quad]:
        """Yield a claim, derived from the edition of its collection."""
        node = self._context.iri(f"claim:{collection}/{record.id}")
        yield ox.Quad(node, self._context.type, self._context.iri(f"ta:{type(record).__name__}"))
        yield ox.Quad(node, self._properties["edition"], self._context.edition(collection))
        if isinstance(record, Observation) and (unit := self._unit_of(record)):
            yield ox.Quad(node, self._properties["unit"], self._context.thing(unit))
        if isinstance(record, Observation) and (figures := digits(record)):
            yield ox.Quad(node, self._context.iri("ta:digits"), ox.Literal(figures))
            record = replace(record, as_written=record.as_written or figures)
        yield from self._cells(node, record, {"id"})

    def _other_name(self, record: Thing) -> Iterator[ox.Quad]:
        node = self._context.thing(self._same[record.id])
        yield ox.Quad(node, self._context.iri("skos:exactMatch"), self._context.thing(record.id))
        for name in dict.fromkeys((*record.label.values(), *record.alt_label)):
            yield ox.Quad(node, self._properties["alt_label"], ox.Literal(name))

    def _unit_of(self, record: Observation) -> str:
        """Return the indicator's own unit for a figure whose row leaves the unit out."""
        figure = record.value or record.lower or record.upper
        return self._units.get(record.indicator, "") if figure and not record.unit else ""

    def edition(self, record: Collection) -> Iterator[ox.Quad]:
        """Yield an edition: its source, publisher, date and licence."""
        node = self._context.edition(record.id)
        yield ox.Quad(node, self._context.type, self._context.iri("ta:Edition"))
        yield from self._cells(node, record, {"id"})

    def mapping(self, record: Mapping) -> Iterator[ox.Quad]:
        """Yield a mapping as an axiom with its provenance, and as a triple if accepted.

        Where two things have become one, the triple runs from the atlas's id to the source's own.
        """
        source, target = record.subject_id, record.object_id
        if (subject := source.removeprefix("id:")) in self._same:
            source = f"id:{self._same[subject]}"
            target = record.subject_id if target == source else target
        annotated = [self._named(curie) for curie in (source, record.predicate_id, target)]
        if record.predicate_modifier != "Not" and source == record.subject_id:
            yield ox.Quad(*annotated)
        said = "\t".join((record.subject_id, record.predicate_modifier, record.predicate_id, record.object_id))
        node = self._context.iri(f"mapping:{hashlib.sha256(said.encode()).hexdigest()[:16]}")
        for kind in ("owl:Axiom", "ta:Mapping"):
            yield ox.Quad(node, self._context.type, self._context.iri(kind))
        for name, term in zip(("subject_id", "predicate_id", "object_id"), annotated, strict=True):
            yield ox.Quad(node, self._properties[name], term)
        yield from self._cells(node, record, {"subject_id", "predicate_id", "object_id"})

    def _named(self, curie: str) -> ox.NamedNode:
        prefix, _, local = curie.partition(":")
        return ox.NamedNode(self._declared[prefix] + local) if prefix in self._declared else self._context.iri(curie)

    def gap(self, record: Gap) -> Iterator[ox.Quad]:
        """Yield something that exists but is not in the atlas, with the reason."""
        node = self._context.thing(record.id)
        yield ox.Quad(node, self._context.type, self._context.iri("ta:NotHeld"))
        yield from self._cells(node, record, {"id"})

    def _cells(self, node: ox.NamedNode, record: object, without: set[str]) -> Iterator[ox.Quad]:
        specs = columns(type(record), self._context.languages)
        for name, value in cells(record, self._context.languages).items():
            spec = specs[name]
            if not value or name in without:
                continue
            for each in value if spec.many else (value,):
                yield ox.Quad(node, self._properties[name], self._term(name, spec.refers, each))

    def _term(self, name: str, refers: str, value: str) -> ox.NamedNode | ox.Literal:
        entry = self._context.columns[name]
        if refers == "country":
            return self._context.thing(self._countries[value])
        if refers == "thing":
            return self._context.thing(self._same.get(value, value))
        if refers in NAMESPACE_OF:
            return self._context.iri(f"{NAMESPACE_OF[refers]}:{value}")
        kind = entry.get("@type", "")
        if kind == "@vocab":
            return self._context.iri(f"ta:{value}")
        if name in CURIES:
            return self._named(value)
        if kind == "@id":
            return ox.NamedNode(value)
        if "@language" in entry:
            return ox.Literal(value, language=entry["@language"])
        if isinstance(value, Date):
            return ox.Literal(value, datatype=ox.NamedNode(XSD + DATE_TYPES[len(value)]))
        if name == "value" or kind == "xsd:decimal":
            return figure(value)
        return ox.Literal(value, datatype=self._context.iri(kind)) if kind else ox.Literal(value)


def figure(cell: str) -> ox.Literal:
    """Return a decimal number as a literal that every engine compares and adds.

    It is an xsd:decimal where the decimals of the engines can hold it and their sums, else an xsd:double.

    >>> figure("53.20").datatype.value.partition("#")[2], figure("5" + "0" * 26).datatype.value.partition("#")[2]
    ('decimal', 'double')
    """
    return ox.Literal(cell, datatype=ox.NamedNode(f"{XSD}{'decimal' if comparable(cell) else 'double'}"))


def digits(record: Observation) -> str:
    """Return the figure of a row as the row writes it.

    The result is empty where a store keeps all its digits.

    >>> row = {"subject": "a", "attributed_to": "b", "locator": "p. 1", "indicator": "share"}
    >>> digits(Observation(**row, value="53.20")), digits(Observation(**row, value="53.2"))
    ('53.20', '')
    """
    given = [cell for cell in (record.value, record.lower, record.upper) if cell]
    if isinstance(record.value, Date) or all(settled(cell) == cell for cell in given):
        return ""
    return written(record.value, record.lower, record.upper)


def _check_columns(context: Context) -> None:
    needed = {name for record in RECORDS for name in columns(record, context.languages)} - {"id", "kind"}
    if missing := sorted(needed - context.columns.keys()):
        message = f"has no entry for the column {missing[0]}"
        raise unreadable("context.jsonld", 0, message, "add the column's property")
