"""A data folder as checked things, collections, claims and mappings."""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import fields, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, cast

from techatlas.errors import DataError, Fault
from techatlas.tables import identity, scale
from techatlas.tables.consistency import Checker
from techatlas.tables.mappings import NAME, mappings
from techatlas.tables.missing import empty, gaps
from techatlas.tables.places import Place, Report, Row
from techatlas.tables.reading import read, record_of, toml
from techatlas.tables.schema import Claim, Collection, Mapping, Name, Observation, RelationClaim, Thing, cells, columns
from techatlas.tables.selection import Selection
from techatlas.tables.twins import told
from techatlas.values import Date
from techatlas.vocabulary.terms import Vocabulary

ACYCLIC_LINKS = {"computed_from", "refines", "supersedes"}
LINKS = tuple(each.name for each in fields(Claim) if "column" in each.metadata and each.metadata["column"].refers == "claim")
TABLES: dict[str, type[Claim]] = {"relations": RelationClaim, "observations": Observation}
COLLECTION_TABLES = ("entities.csv", "observations.csv", "relations.csv")
TABLE_SUFFIXES = {".csv", ".tsv", ".xls", ".xlsx", ".ods"}


class Dataset:
    """The content of a data folder.

    ``things`` and ``mappings`` are read at once, claims by :meth:`claims`. Faults are collected in ``report`` and raised together
    after the last claim.
    """

    def __init__(self, folder: Path, vocabulary: Vocabulary, selection: Selection | None = None) -> None:
        self.folder, self.vocabulary, self._languages = folder, vocabulary, vocabulary.languages
        self.selection = selection or Selection()
        self.report = Report()
        self.counts: dict[str, int] = {}
        self._collections: list[Row[Collection]] = []
        self.left_out: list[str] = []
        self.skipped: dict[str, dict[str, int]] = {}
        self._ranges: dict[str, tuple[int, int]] = {}
        self._filled: set[str] = set()
        self._claims: dict[str, tuple[str, int]] = {}
        self._named: dict[str, tuple[Row[Claim], str]] = {}
        if not folder.is_dir():
            self.report.unreadable(str(folder), 0, "is not a folder", "name a data folder")
        self._read_collections()
        self.collections = [row.record for row in self._collections]
        self.things = self._read_things()
        self._read_names()
        self.checker = Checker(vocabulary, self.things, self.report)
        for thing in self.things.values():
            self.checker.references(thing)
        for collection in self._collections:
            self.checker.references(collection)
        self.gaps = gaps(folder, self._languages, self.checker, self.report)
        self.mappings = self._read_mappings()
        self.same = identity.same(self.mappings, self.things, self.report)
        self._warn()
        self._met = len(self.report.faults), len(self.report.warnings), len(self.report.notes)

    def claims(self) -> Iterator[tuple[Collection, Row[Claim]]]:
        """Yield every claim without faults, with its collection.

        One pass keeps only the ids in memory; it can be repeated.

        :raises DataError: after the last claim, if anything in the folder was wrong.
        """
        self._restart()
        for collection in self.collections:
            for table, record in TABLES.items():
                shown = f"collections/{collection.id}/{table}.csv"
                if not os.path.lexists(self.folder / shown):
                    continue
                self.counts[shown] = 0
                for row in read(self.folder / shown, shown, record, self._languages, self.report):
                    before = len(self.report.faults)
                    checked = self._claim(collection, row)
                    self.counts[shown] += 1
                    if len(self.report.faults) == before:
                        yield collection, checked
                self._check_count(shown)
        self._filled |= {shown for shown, count in self.counts.items() if count}
        empty([f"collections/{each.id}" for each in self.collections], self._filled, self.report)
        self.checker.whole()
        self._check_links()
        if self.report.faults:
            raise DataError(self.report.faults)

    def _restart(self) -> None:
        """Forget an earlier pass over the claims, so that no id counts as used."""
        faults, warnings, notes = self._met
        del self.report.faults[faults:], self.report.warnings[warnings:], self.report.notes[notes:]
        self._claims.clear()
        self._named.clear()
        self.checker.restart()

    def place_of(self, name: str) -> tuple[str, int]:
        """Return the file and line of a claim, a thing or an edition.

        The line counts from 1; it is 0 for a whole file, and the file is empty for an unknown name.
        """
        if name in self.things:
            return self.things[name].file, self.things[name].line
        if any(name == collection.id for collection in self.collections):
            return f"collections/{name}/collection.toml", 0
        return self._claims.get(name, ("", 0))

    def _claim(self, collection: Collection, row: Row[Claim]) -> Row[Claim]:
        record = row.record
        if not record.id:
            held = cells(record, self._languages)
            texts = {name for name, spec in columns(type(record), self._languages).items() if spec.lang}
            said = repr([(name, cell) for name, cell in held.items() if cell or name not in texts])  # a new language renames none
            record = replace(record, id=hashlib.sha256(said.encode()).hexdigest()[:16])
        name = f"{collection.id}/{record.id}"
        if name in self._claims:
            first = ":".join(map(str, self._claims[name]))
            self.report.faults.append(row.fault("id", record.id, f"is already in use at {first}", "give each row its own id"))
        self._claims[name] = (row.file, row.line)
        self.checker.claim(row)
        self.report.warnings += scale.ahead(collection, row)
        if isinstance(record, Observation) and self.vocabulary.terms[record.indicator].first("valueKind") == "date":
            record = replace(record, value=Date(record.value))
        if kept := self._links(row, name):
            record = replace(record, **cast(Any, kept))
        return Row(record, row.place)

    def _links(self, row: Row[Claim], name: str) -> dict[str, tuple[str, ...]]:
        """Keep the claims to which a row links.

        Returns the link columns without the claims that the selection leaves out.
        """
        kept = {}
        for link in LINKS:
            targets = getattr(row.record, link)
            for target in targets:
                self._named.setdefault(target, (row, link))
                if target == name:
                    self.report.faults.append(row.fault(link, target, "is the claim itself", "name the other claim"))
                elif link in ACYCLIC_LINKS:
                    self.checker.link(row, link, link, name, target)
            if targets and self.left_out:
                kept[link] = tuple(t for t in targets if t.split("/")[0] not in self.left_out)
        return kept

    def _check_links(self) -> None:
        for target, (row, link) in self._named.items():
            collection, _, claim = target.partition("/")
            lost = claim in self.report.lost or any(name.startswith(f"collections/{collection}/") for name in self.report.lost)
            if target not in self._claims and collection not in self.left_out and not lost:
                near = get_close_matches(target, self._claims, 1)
                fix = f"did you mean {near[0]}?" if near else "name a claim as COLLECTION/ROW"
                self.report.faults.append(row.fault(link, target, "is not a known claim", fix))

    def _read_things(self) -> dict[str, Row[Thing]]:
        things: dict[str, Row[Thing]] = {}
        paths = self._tables("things")
        if not paths and self.folder.is_dir():
            self.report.unreadable("things/", 0, "contains no table", "a data folder has things/*.csv and collections/*/")
            self.report.lost.add("things/")
        paths += [path for c in self.collections for path in self._tables(f"collections/{c.id}") if path.name == "entities.csv"]
        reserved = self.vocabulary.of_type("Concept") | self.vocabulary.of_type("ConceptScheme")
        for path in paths:
            shown = path.relative_to(self.folder).as_posix()
            for row in read(path, shown, Thing, self._languages, self.report):
                id = row.record.id
                if id in reserved:
                    self.report.faults.append(row.fault("id", id, "is a term of the ontology already", "choose another id"))
                elif id in things:
                    self._again(things, row)
                else:
                    things[id] = row
                    self.counts[shown] = self.counts.get(shown, 0) + 1
                self._filled.add(shown)
        return things

    def _again(self, things: dict[str, Row[Thing]], row: Row[Thing]) -> None:
        """Unite a thing that two editions of one source contain.

        The later name is kept. Any other repeated id is a fault.
        """
        first, record = things[row.record.id], row.record
        if not (first.file.endswith("entities.csv") and row.file.endswith("entities.csv")):
            self.report.faults.append(
                row.fault("id", record.id, f"is already in use at {first.file}:{first.line}", "merge the rows or rename one")
            )
        elif first.record.kind != record.kind:
            message = f"is of kind {first.record.kind} at {first.file}:{first.line}"
            self.report.faults.append(row.fault("kind", record.kind, message, "give both the same kind"))
        else:
            things[record.id] = Row(identity.united(first.record, record), row.place)

    def _read_names(self) -> None:
        path = self.folder / "names.csv"
        if os.path.lexists(path):
            rows = list(read(path, path.name, Name, self._languages, self.report))
            known = [row for row in rows if row.record.id in self.things]
            identity.name(self.things, known if self.left_out else rows, self.report)

    def _tables(self, folder: str) -> list[Path]:
        """Return the tables of a folder; a table with an unused name is a fault."""
        tables = []
        for path in self._listed(folder):
            if path.suffix.lower() not in TABLE_SUFFIXES or path.name.startswith((".", "~$")):
                continue
            if path.suffix == ".csv" and (folder == "things" or path.name in COLLECTION_TABLES):
                tables.append(path)
                continue
            near = get_close_matches(path.name.lower(), COLLECTION_TABLES, 1, 0)[0]
            fix = "save it as CSV UTF-8, under a name that ends in .csv" if folder == "things" else f"name it {near}"
            self.report.faults.append(Fault(f"{folder}/{path.name}", 0, 0, "", "", "is a table that is not used", fix))
        return tables

    def _listed(self, folder: str) -> list[Path]:
        try:
            return sorted((self.folder / folder).iterdir())
        except FileNotFoundError:
            return []
        except OSError as error:
            self.report.unreadable(f"{folder}/", 0, f"cannot be read: {error.strerror}", "check the path and its permissions")
            return []

    def _read_collections(self) -> None:
        found = [path for path in self._listed("collections") if path.is_dir() and not path.name.startswith(".")]
        for path in found:
            shown = f"collections/{path.name}/collection.toml"
            if read := toml(path / "collection.toml", shown, self.report):
                self._read_collection(path.name, *read)
        for name in self.selection.collections:
            if name not in {p.name for p in found}:
                self.report.unreadable(
                    f"collections/{name}",
                    0,
                    "is not a collection in this folder",
                    f"there are: {', '.join(p.name for p in found)}",
                )

    def _read_collection(self, name: str, given: dict[str, object], place: Place) -> None:
        expected, skipped = given.pop("expected", {}), given.pop("skipped", {})
        if "id" in given:
            self.report.faults.append(
                place.fault("id", str(given["id"]), f"is already given by the folder's name: {name}", "remove the line")
            )
        row = record_of(Collection, {**given, "id": name}, place, self._languages, self.report)
        if row is None:
            self.report.lost.add(place.file)
        elif self.selection.takes(row.record, self.vocabulary.licences):
            self._collections.append(row)
            if not row.record.published and not row.record.published_after:
                self.report.faults.append(row.fault("published", "", "is required", "give it, or published_after"))
            self._read_expected(name, expected, place)
            if isinstance(skipped, dict):
                self.skipped[name] = {str(why): int(count) for why, count in skipped.items() if isinstance(count, int)}
        else:
            self.left_out.append(name)

    def _read_expected(self, collection: str, expected: object, place: Place) -> None:
        for table, range in expected.items() if isinstance(expected, dict) else [("expected", expected)]:
            match range:
                case [int(low), int(high)] if table in TABLES:
                    self._ranges[f"collections/{collection}/{table}.csv"] = (low, high)
                case _:
                    message = "is not the minimum and maximum number of rows of relations or observations"
                    self.report.faults.append(
                        place.fault(table, str(range), message, "write relations = [10, 20] under [expected]")
                    )

    def _check_count(self, shown: str) -> None:
        low, high = self._ranges.get(shown, (0, 10**12))
        count = self.counts.get(shown, 0)
        if not low <= count <= high and not any(f.file == shown for f in self.report.faults):
            wanted = str(low) if low == high else f"{low} to {high}"
            message = f"has {count} {'row' if count == 1 else 'rows'} where {wanted} are expected"
            self.report.faults.append(Fault(shown, 0, 0, "", "", message, "find the lost rows, or change [expected]"))

    def _read_mappings(self) -> list[Row[Mapping]]:
        rows, self.prefixes = mappings(self.folder, self.checker, self.report, whole=not self.left_out)
        if os.path.lexists(self.folder / NAME):
            self.counts[NAME] = len(rows)
        return rows

    def _warn(self) -> None:
        """Warn of names that differ only in width, and of editions from the future."""
        self.report.warnings += told(self.things, identity.judged(row.record for row in self.mappings))
        for collection in self._collections:
            self.report.warnings += scale.dates(collection.record, collection.place)
