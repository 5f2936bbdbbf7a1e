"""Checks of a row against the ontology and the other rows.

Each check adds its faults to the report.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches
from functools import cached_property
from typing import Any

from techatlas import values
from techatlas.tables.places import Report, Row
from techatlas.tables.scale import Scales, half_a_digit
from techatlas.tables.schema import Claim, Collection, Gap, Observation, RelationClaim, Thing, columns
from techatlas.vocabulary.languages import FALLBACK
from techatlas.vocabulary.terms import Term, Vocabulary


@dataclass(slots=True)
class _Market:
    total: Decimal = Decimal(0)
    rounding: Decimal = Decimal(0)
    rows: list[Row[Observation]] = field(default_factory=list)


class Checker:
    """Checks rows against the vocabulary, the things and the rows read before."""

    def __init__(self, vocabulary: Vocabulary, things: dict[str, Row[Thing]], report: Report) -> None:
        self.vocabulary, self.things, self.report = vocabulary, things, report
        self.sectors, self.units = vocabulary.of_type("Sector"), vocabulary.of_type("Unit")
        self.indicators, self.relations = vocabulary.of_type("Indicator"), vocabulary.of_type("Relation")
        self.words = {name: vocabulary.of_type(name) for name in ("Status", "Certainty", "Modality")}
        self._check_codes()
        self._links: dict[tuple[str, str], list[tuple[Row[Any], str, str]]] = defaultdict(list)
        self._markets: dict[tuple[str, ...], _Market] = defaultdict(_Market)
        self.scales = Scales()

    @cached_property
    def countries(self) -> dict[str, str]:
        """The id of each country by its ISO 3166-1 code."""
        return {row.record.code: id for id, row in self.things.items() if row.record.code}

    @cached_property
    def _known(self) -> dict[str, set[str]]:
        vocabulary = self.vocabulary
        return {
            "kind": vocabulary.kinds,
            "thing": self.things.keys() | self.sectors,
            "country": set(self.countries),
            "sector": self.sectors,
            "indicator": self.indicators,
            "unit": self.units,
            "relation": self.relations,
            "licence": set(vocabulary.licences),
            **self.words,
        }

    def references(self, row: Row[Thing] | Row[Claim] | Row[Collection] | Row[Gap]) -> None:
        """Check that every id exists to which a row refers.

        Claims are not among them: the dataset checks these after the last row. A reference to a row or table that was rejected
        is not a second fault.
        """
        for name, spec in columns(type(row.record), self.vocabulary.languages).items():
            if not spec.refers or spec.refers == "claim":
                continue
            value = getattr(row.record, name)
            for target in value if spec.many else [value]:
                if target and target not in self._known[spec.refers] and not self._is_lost(spec.refers, target):
                    self.report.faults.append(
                        row.fault(name, target, f"is not a known {spec.refers.lower()}", self._suggest(spec.refers, target))
                    )

    def is_there(self, prefix: str, id: str) -> bool:
        """Return whether a name is that of a thing, including a rejected one."""
        return prefix == "id" and (bool(self.kind_of(id)) or self._is_lost("thing", id))

    def _is_lost(self, refers: str, target: str) -> bool:
        lost = self.report.lost
        return refers in {"thing", "country"} and (target in lost or any(name.startswith("things/") for name in lost))

    def _check_codes(self) -> None:
        seen: dict[str, Row[Thing]] = {}
        for row in self.things.values():
            code = row.record.code
            if code and row.record.kind != "Country":
                message = f"belongs to a country, but this is of kind {row.record.kind}"
                self.report.faults.append(row.fault("code", code, message, "write it under country"))
            elif code and (first := seen.setdefault(code, row)) is not row:
                message = f"is already in use at {first.file}:{first.line}"
                self.report.faults.append(row.fault("code", code, message, "give each country its own code"))

    def claim(self, row: Row[Claim]) -> None:
        """Check one claim, and keep what :meth:`whole` needs of it."""
        self.references(row)
        record = row.record
        if record.valid_from and record.valid_to and record.valid_to < record.valid_from[: len(record.valid_to)]:
            self._fault(row, "valid_to", record.valid_to, f"is before valid_from {record.valid_from}", "swap or correct the two")
        if isinstance(record, RelationClaim):
            self._relation(row, record)  # type: ignore[arg-type]
        elif isinstance(record, Observation):
            self._observation(row, record)  # type: ignore[arg-type]

    def restart(self) -> None:
        """Forget the claims of an earlier pass."""
        self._links.clear()
        self._markets.clear()
        self.scales = Scales()

    def link(self, row: Row[Any], column: str, relation: str, start: str, end: str) -> None:
        """Keep a step of a relation that must not have a cycle."""
        self._links[relation, start].append((row, column, end))

    def whole(self) -> None:
        """Check all rows together: cycles, sums of shares, and scales."""
        self._cycles()
        self.report.warnings += self.scales.warnings()
        for market in self._markets.values():
            if market.total > 100 + market.rounding:
                where = ", ".join(f"{row.file}:{row.line}" for row in market.rows)
                last = market.rows[-1]
                message = f"makes the shares of one market add up to {market.total}: {where}"
                self._fault(last, "value", last.record.value, message, "correct a share, or give each its own period or basis")

    def kind_of(self, id: str) -> str:
        """Return the kind of a thing, or the empty string for an unknown id."""
        if id in self.things:
            return self.things[id].record.kind
        return "Sector" if id in self.sectors else ""

    def _relation(self, row: Row[RelationClaim], record: RelationClaim) -> None:
        if not record.object and not record.text.get(FALLBACK):
            self._fault(row, "object", "", f"is empty, and so is text_{FALLBACK}", "name the thing, or write a text")
        if record.relation not in self.relations:
            return
        if record.object == record.subject:
            self._fault(row, "object", record.object, "is the subject itself", "name the other end of the relation")
            return
        term = self.vocabulary.terms[record.relation]
        for name, end, allowed in (
            ("subject", record.subject, term.first("domain")),
            ("object", record.object, term.first("range")),
        ):
            kind = self.kind_of(end)
            if kind and allowed and allowed not in self.vocabulary.ancestors(kind):
                self._fault(
                    row,
                    name,
                    end,
                    f"is of kind {kind}, but {record.relation} needs {allowed} here",
                    "change the relation or the thing",
                )
        if term.first("acyclic") == "true" and record.object and record.status != "absent":
            self.link(row, "object", record.relation, record.subject, record.object)

    def _observation(self, row: Row[Observation], record: Observation) -> None:
        if record.indicator not in self.indicators:
            return
        term = self.vocabulary.terms[record.indicator]
        self._status(row, record)
        self._rank(row, record, required=term.first("valueKind") == "rank")
        numbers = self._numbers(row, record, dated=term.first("valueKind") == "date")
        before = len(self.report.faults)
        self._bounds(row, numbers, term)
        in_range = len(self.report.faults) == before
        if "value" in numbers and in_range:
            self.scales.see(row, numbers["value"], term)
        if term.first("partition") == "true" and "value" in numbers and in_range and self.kind_of(record.subject) != "Group":
            scope = (row.file, record.indicator, record.in_ranking, record.sector, record.place, record.period, record.basis)
            self._markets[scope].total += numbers["value"]
            self._markets[scope].rounding += half_a_digit(numbers["value"])
            self._markets[scope].rows.append(row)

    def _status(self, row: Row[Observation], record: Observation) -> None:
        given = record.value or record.lower or record.upper or record.rank
        if record.status == "stated" and not given:
            fix = "give a value, a bound or a rank, or say unknown"
            self._fault(row, "value", "", "is empty although the status is stated", fix)
        if record.approximate and not (record.value or record.lower or record.upper):
            self._fault(row, "approximate", record.approximate, "is about a figure, and the row has none", "leave it empty")
        if record.status in {"unknown", "withheld", "absent"} and record.value:
            self._fault(row, "value", record.value, f"is given although the status is {record.status}", "remove one of the two")

    def _rank(self, row: Row[Observation], record: Observation, *, required: bool) -> None:
        if required and not record.rank and record.status == "stated":
            self._fault(row, "rank", "", "is required for this indicator", "give the position")
        if record.rank and not record.in_ranking:
            self._fault(row, "in_ranking", "", "is required with a rank", "name the ranking")
        size = self.things[record.in_ranking].record.size if record.in_ranking in self.things else ""
        if record.rank and size and not 1 <= int(record.rank) <= int(size):
            self._fault(row, "rank", record.rank, f"is outside the ranking, which has {size} positions", "correct it")

    def _numbers(self, row: Row[Observation], record: Observation, *, dated: bool) -> dict[str, Decimal]:
        """Return the figure and its bounds; nothing for a date or a faulty number."""
        try:
            if not dated:
                given = {name: getattr(record, name) for name in ("value", "lower", "upper")}
                return {name: Decimal(values.decimal(cell)) for name, cell in given.items() if cell}
            if record.value:
                values.date(record.value)
        except values.Wrong as wrong:
            self._fault(row, "value", record.value, wrong.message, wrong.fix)
        return {}

    def _bounds(self, row: Row[Observation], numbers: dict[str, Decimal], term: Term) -> None:
        record = row.record
        for name, number in numbers.items():
            for bound, outside in (("minimum", Decimal.__lt__), ("maximum", Decimal.__gt__)):
                limit = term.first(bound)
                if limit and outside(number, Decimal(limit)):
                    message = f"is beyond the {bound} of {record.indicator}, {Decimal(limit).normalize():f}"
                    self._fault(row, name, getattr(record, name), message, "correct it")
        if "lower" in numbers and "upper" in numbers and numbers["lower"] > numbers["upper"]:
            self._fault(row, "upper", record.upper, f"is less than lower {record.lower}", "swap or correct the two")

    def _cycles(self) -> None:
        done: set[tuple[str, str]] = set()
        for relation, start in sorted(self._links):
            if (relation, start) in done:
                continue
            path: list[str] = [start]
            stack: list[Iterator[tuple[Row[Any], str, str]]] = [iter(self._links[relation, start])]
            while stack:
                row, column, target = next(stack[-1], (None, "", ""))
                if row is None:
                    stack.pop()
                    done.add((relation, path.pop()))
                elif target in path:
                    circle = " → ".join([*path[path.index(target) :], target])
                    self._fault(row, column, target, f"closes a cycle of {relation}: {circle}", "break the cycle")
                elif (relation, target) not in done and (relation, target) in self._links:
                    path.append(target)
                    stack.append(iter(self._links[relation, target]))

    def _suggest(self, refers: str, target: str) -> str:
        folded = target.casefold()
        if refers in {"country", "thing"}:
            for id, row in self.things.items():
                thing = row.record
                names = {*thing.label.values(), thing.code, *thing.alt_label, id}
                if folded in {name.casefold() for name in names} and (refers == "thing" or thing.code):
                    return f"write {thing.code if refers == 'country' else id}"
        if refers == "kind" and target in self.vocabulary.of_type("Class"):
            return "add it to the ontology, which defines the things of this kind"
        known = sorted(self._known[refers])
        if near := get_close_matches(target, known, 1, 0.7):
            return f"did you mean {near[0]}?"
        return f"use one of {', '.join(known)}" if len(known) <= 40 else f"add it, or use an existing id: {_shown(known)}"

    def _fault(
        self, row: "Row[RelationClaim] | Row[Observation] | Row[Claim]", name: str, value: str, message: str, fix: str
    ) -> None:
        self.report.faults.append(row.fault(name, value, message, fix))


def _shown(known: Iterable[str]) -> str:
    return ", ".join(list(known)[:3]) + " …"
