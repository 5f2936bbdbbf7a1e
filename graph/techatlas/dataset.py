"""A data folder read whole: things, collections and mappings, checked against each other and against the ontology."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, cast

from techatlas.consistency import Checker
from techatlas.errors import DataError, Fault
from techatlas.schema import Claim, Collection, Mapping, Observation, RelationClaim, Thing, columns
from techatlas.tables import Report, Row, read, record_of, toml
from techatlas.values import Date
from techatlas.vocabulary import Vocabulary

LINKS = tuple(name for name, spec in columns(Claim).items() if spec.refers == "claim")
TABLES: dict[str, type[Claim]] = {"relations": RelationClaim, "observations": Observation}


@dataclass(frozen=True, slots=True)
class Selection:
    """Which collections to take: known by a day, openly licensed, or named; all of them by default."""

    as_of: str = ""
    open_only: bool = False
    collections: tuple[str, ...] = ()

    def takes(self, collection: Collection, licences: dict[str, bool]) -> bool:
        """Say whether the selection takes a collection.

        An edition without a date of publication counts from the day that it must be after.
        """
        known = collection.published or collection.published_after
        return (
            (not self.as_of or (bool(known) and known <= self.as_of))
            and (not self.open_only or licences.get(collection.licence, False))
            and (not self.collections or collection.id in self.collections)
        )


class Dataset:
    """What a data folder says. Faults are gathered while reading and raised together at the end of ``claims``."""

    def __init__(self, folder: Path, vocabulary: Vocabulary, selection: Selection | None = None) -> None:
        self.folder, self.vocabulary = folder, vocabulary
        self.selection = selection or Selection()
        self.report = Report([], [])
        self.counts: dict[str, int] = {}
        self.collections: list[Collection] = []
        self.left_out: list[str] = []
        self._ranges: dict[str, dict[str, list[int]]] = {}
        self._claims: dict[str, tuple[str, int]] = {}
        self._named: dict[str, tuple[Row[Claim], str]] = {}
        if not folder.is_dir():
            self.report.unreadable(str(folder), 0, "is not a folder", "name a data folder")
        self._read_collections()
        self.things = self._read_things()
        self.checker = Checker(vocabulary, self.things, self.report)
        for row in self.things.values():
            self.checker.references(row)
        for collection in self.collections:
            self._check_collection(collection)
        self.mappings = self._read_mappings()

    def claims(self) -> Iterator[tuple[Collection, Row[Claim]]]:
        """Yield every claim without faults, with its collection: one pass, nothing kept but ids.

        :raises DataError: after the last claim, if anything in the folder was wrong.
        """
        for collection in self.collections:
            for table, record in TABLES.items():
                shown = f"collections/{collection.id}/{table}.csv"
                if not (self.folder / shown).exists():
                    continue
                for row in read(self.folder / shown, shown, record, self.report):
                    before = len(self.report.faults)
                    checked = self._claim(collection, row)
                    self.counts[shown] = self.counts.get(shown, 0) + 1
                    if len(self.report.faults) == before:
                        yield collection, checked
                self._check_count(collection.id, table, shown)
        self.checker.whole()
        self._check_links()
        if self.report.faults:
            raise DataError(self.report.faults)

    def place_of(self, claim: str) -> tuple[str, int]:
        """Return the file and line where a claim (``collection/row``) is written down."""
        return self._claims.get(claim, ("", 0))

    def _claim(self, collection: Collection, row: Row[Claim]) -> Row[Claim]:
        record = row.record
        if not record.id:
            said = repr([(f.name, getattr(record, f.name)) for f in fields(record)])
            record = replace(record, id=hashlib.sha256(said.encode()).hexdigest()[:16])
        name = f"{collection.id}/{record.id}"
        if name in self._claims:
            first = ":".join(map(str, self._claims[name]))
            self.report.faults.append(row.fault("id", record.id, f"stands already at {first}", "give each row its own id"))
        self._claims[name] = (row.file, row.line)
        self.checker.claim(row)
        if isinstance(record, Observation) and self.vocabulary.terms[record.indicator].first("valueKind") == "date":
            record = replace(record, value=Date(record.value))
        if kept := self._links(row):
            record = replace(record, **cast(Any, kept))
        return Row(record, row.file, row.line, row.header)

    def _links(self, row: Row[Claim]) -> dict[str, tuple[str, ...]]:
        """Remember the claims a row names; return the link columns without those that the selection leaves out."""
        kept = {}
        for link in LINKS:
            targets = getattr(row.record, link)
            for target in targets:
                self._named.setdefault(target, (row, link))
            if targets and self.left_out:
                kept[link] = tuple(t for t in targets if t.split("/")[0] not in self.left_out)
        return kept

    def _check_links(self) -> None:
        for target, (row, link) in self._named.items():
            if target not in self._claims and target.split("/")[0] not in self.left_out:
                near = get_close_matches(target, self._claims, 1)
                fix = f"did you mean {near[0]}?" if near else "name a claim as COLLECTION/ROW"
                self.report.faults.append(row.fault(link, target, "is no claim of the atlas", fix))

    def _read_things(self) -> dict[str, Row[Thing]]:
        things: dict[str, Row[Thing]] = {}
        paths = sorted((self.folder / "things").glob("*.csv"))
        if not paths and self.folder.is_dir():
            self.report.unreadable("things/", 0, "holds no table", "a data folder has things/*.csv and collections/*/")
        paths += [p for c in self.collections if (p := self.folder / "collections" / c.id / "entities.csv").exists()]
        reserved = self.vocabulary.of_type("Concept") | self.vocabulary.of_type("ConceptScheme")
        for path in paths:
            shown = path.relative_to(self.folder).as_posix()
            for row in read(path, shown, Thing, self.report):
                id = row.record.id
                if id in reserved:
                    self.report.faults.append(row.fault("id", id, "is a term of the ontology already", "choose another id"))
                elif id in things:
                    first = things[id]
                    self.report.faults.append(
                        row.fault("id", id, f"stands already at {first.file}:{first.line}", "merge the rows or rename one")
                    )
                else:
                    things[id] = row
                    self.counts[shown] = self.counts.get(shown, 0) + 1
        return things

    def _read_collections(self) -> None:
        found = sorted(p for p in (self.folder / "collections").glob("*") if p.is_dir())
        for path in found:
            shown = f"collections/{path.name}/collection.toml"
            given = toml(path / "collection.toml", shown, self.report)
            expected = given.pop("expected", {})
            if not given:
                continue
            collection = record_of(Collection, {"id": path.name, **given}, shown, self.report)
            if collection is None:
                continue
            if self.selection.takes(collection, self.vocabulary.licences):
                self.collections.append(collection)
                self._ranges[path.name] = cast(dict[str, list[int]], expected)
            else:
                self.left_out.append(path.name)
        for name in self.selection.collections:
            if name not in {p.name for p in found}:
                self.report.unreadable(
                    f"collections/{name}", 0, "is no collection of this folder", f"there are: {', '.join(p.name for p in found)}"
                )

    def _check_collection(self, collection: Collection) -> None:
        shown = f"collections/{collection.id}/collection.toml"
        self.checker.references(cast(Any, Row(collection, shown, 0, ())))
        if not collection.published and not collection.published_after:
            self.report.faults.append(Fault(shown, 0, 0, "published", "", "is required", "give it, or published_after"))

    def _check_count(self, collection: str, table: str, shown: str) -> None:
        low, high = (self._ranges.get(collection, {}).get(table) or [0, 10**12])[:2]
        count = self.counts.get(shown, 0)
        if not low <= count <= high and not any(f.file == shown for f in self.report.faults):
            self.report.faults.append(
                Fault(
                    shown,
                    0,
                    0,
                    "",
                    "",
                    f"has {count} rows where {low} to {high} are expected",
                    "find the lost rows, or change [expected]",
                )
            )

    def _read_mappings(self) -> list[Row[Mapping]]:
        path = self.folder / "mappings.sssom.tsv"
        if not path.exists():
            return []
        rows = list(read(path, path.name, Mapping, self.report, delimiter="\t"))
        self.counts[path.name] = len(rows)
        for row in rows:
            subject = row.record.subject_id.removeprefix("id:")
            if not self.checker.kind_of(subject):
                self.report.faults.append(
                    row.fault("subject_id", row.record.subject_id, "is no thing of the atlas", "write id:SLUG")
                )
        return rows
