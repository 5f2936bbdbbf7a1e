"""The importer of the Emerging Technology Observatory's chip supply chain dataset.

The dataset states who provides which input, with which share of the world's supply. Five tables form one edition, and their
columns identify the edition. Two editions are read together, so that a claim of the newer one can name the claim of the older
one that it replaces (``supersedes``: the same row id). One edition alone can be read too. Ids are the publisher's
(``eto-n26``, ``eto-p88``); countries have the ids of the atlas.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

from techatlas.importers import country_codes
from techatlas.importers.faults import OddRow, damaged, odd
from techatlas.importers.imported import Cells, Imported, check, one_line
from techatlas.importers.published import table

TITLE = "ETO Advanced Semiconductor Supply Chain Dataset, editions of 2022 and 2026, CSV"
TABLES = ("stages.csv", "inputs.csv", "providers.csv", "provision.csv", "sequence.csv")
FILES = (*(f"edition-2022/{name}" for name in TABLES), *TABLES)
COUNTS = (len(TABLES), len(FILES))  # one edition, or both

PROVISION = ("provider_name", "provider_id", "provided_id", "share_provided")
NEGLIGIBLE = "negligible_market_share"
KINDS = {"process": "Process", "ultimate_output": "Chip"} | {
    "tool_resource": "Equipment",
    "material_resource": "Material",
    "design_resource": "DesignResource",
}
DESIGN = {"N84", "N85"}  # design software and core IP, which the publisher lists as tools and materials
RESIDUAL = {"P5": "various countries", "P312": "Europe", "P370": "various companies"}
CODES = {"MAL": "MYS"}  # the edition of 2022 has this code for Malaysia
LOCATOR_NOTES = {
    "locator_note_en": "In a locator, P is a provider, N an input and S a stage: “P7 → N10” is the row of provision.csv with "
    "this provider and this input.",
    "locator_note_ja": "箇所の表記では、Pは供給元、Nは投入物、Sは段階を表す。"
    "「P7 → N10」は、その供給元と投入物を記したprovision.csvの行を指す。",
    "locator_note_zh": "出处标注中，P为供应方，N为投入物，S为阶段；“P7 → N10”指provision.csv中该供应方与该投入物所在的行。",
}
NOTE = "Shares of an input and of its kinds overlap: never add them. The edition of 2022 gives no years"
SOUND = {"id": "eto", "kind": "Company", "label_en": "ETO"}
LOST = "a row that refers to one left out"


def read(paths: list[Path]) -> list[Imported]:
    """Return the editions, oldest first.

    A thing has the kind that the newest edition gives it.

    :raises DataError: a file is damaged, many of its rows are odd, or two groups of files are the same edition.

    >>> from tempfile import TemporaryDirectory
    >>> tables = {
    ...     "stages": ("stage_id,stage_name,market_share_chart_caption",),
    ...     "inputs": ("input_id,input_name,type,stage_id", "N3,Printing presses,tool_resource,"),
    ...     "providers": ("provider_name,provider_id,provider_type,country,alias", "JPN,P7,country,,Japan"),
    ...     "provision": ("provider_name,provider_id,provided_id,share_provided,year", "JPN,P7,N3,61.5,2025"),
    ...     "sequence": ("input_id,goes_into_id,is_type_of_id",),
    ... }
    >>> with TemporaryDirectory() as folder:
    ...     for name, lines in tables.items():
    ...         _ = Path(folder, name).write_text("\\n".join(lines), encoding="utf-8")
    ...     (edition,) = read([Path(folder, name) for name in tables])
    >>> [(each["subject"], each["counterpart"], each["value"]) for each in edition.observations]
    [('japan', 'eto-n3', '61.5')]
    """
    groups = (paths[first : first + len(TABLES)] for first in range(0, len(paths), len(TABLES)))
    ordered = sorted((_Edition(*group) for group in groups), key=lambda edition: edition.published)
    for older, newer in pairwise(ordered):
        if older.published == newer.published:
            raise damaged(
                newer.provision, 1, f"has the same date as another, {newer.published}", "give the files of each edition once"
            )
        newer.follow(older)
    return [edition.imported() for edition in ordered]


class _Edition:
    """One edition while it is read: things, relations and observations by id."""

    def __init__(self, stages: Path, inputs: Path, providers: Path, provision: Path, sequence: Path) -> None:
        self.provision = provision
        self.old = any(NEGLIGIBLE in row for _, row in table(Imported({}), provision, PROVISION))
        self.published = "2022-12" if self.old else "2026-08"
        self.id = f"eto-{self.published[:4]}"
        self.things: dict[str, Cells] = {}
        self.relations: dict[str, Cells] = {}
        self.observations: dict[str, Cells] = {}
        self.read = Imported({})
        self._lost: set[str] = set()
        self._countries: dict[str, str] = {}
        self._by_site: set[str] = set()
        self._technologies(stages, inputs)
        self._providers(providers)
        self._provision(provision)
        self._sequence(sequence)

    def follow(self, older: "_Edition") -> None:
        """Mark the claims that replace those of an older edition.

        The things of the older edition get the kinds that they have in this one.
        """
        for id in older.things.keys() & self.things.keys():
            older.things[id]["kind"] = self.things[id]["kind"]
        for before, after in ((older.relations, self.relations), (older.observations, self.observations)):
            for id in before.keys() & after.keys():
                after[id]["supersedes"] = f"{older.id}/{id}"

    def imported(self) -> Imported:
        """Return the edition as tables of the atlas."""
        year, month = self.published.split("-")
        collection = {
            "id": self.id,
            "title_en": f"ETO Advanced Semiconductor Supply Chain Dataset, edition of {self.published}",
            "title_ja": f"ETO 先端半導体サプライチェーンデータセット（{year}年{int(month)}月版）",
            "title_zh": f"ETO 先进半导体供应链数据集（{year}年{int(month)}月版）",
            "publisher": "cset-eto",
            "published": self.published,
            "url": "https://eto.tech/dataset-docs/chipexplorer",
            "licence": "CC-BY-NC-4.0",
            "language": "en",
            "edition_of": "eto-supply-chain",
            **LOCATOR_NOTES,
            "note": NOTE,
        }
        rows = [list(each.values()) for each in (self.things, self.relations, self.observations)]
        self.read.collection = collection
        self.read.entities, self.read.relations, self.read.observations = rows
        return self.read

    def _technologies(self, stages: Path, inputs: Path) -> None:
        for line, row in table(self.read, stages, ("stage_id", "stage_name", "market_share_chart_caption")):
            with self._row(stages, line, row, "stage_id"):
                id = self._new(stages, line, row, "stage_id", "S[0-9]+", "Process")
                self._by_site |= {id} if re.search(r"\bsite\b", row["market_share_chart_caption"]) else set()
        for line, row in table(self.read, inputs, ("input_id", "input_name", "type", "stage_id")):
            with self._row(inputs, line, row, "input_id", "stage_id"):
                if row["type"] not in KINDS:
                    raise odd(inputs, line, f"is not one of {', '.join(KINDS)}", "type", row["type"])
                kind = "DesignResource" if row["input_id"] in DESIGN else KINDS[row["type"]]
                stage = self._known(inputs, line, row, "stage_id") if row["stage_id"] else ""
                id = self._new(inputs, line, row, "input_id", "N[0-9]+", kind)
                if stage:
                    self._relate(f"{id}-partOf-{stage}", _slug(id), "partOf", _slug(stage), f"inputs.csv, {id}")

    def _providers(self, path: Path) -> None:
        """Add the organisations, which have one row per name.

        Countries are already in the atlas; only their ids are kept.
        """
        names = ("provider_name", "provider_id", "provider_type", "country", *(() if self.old else ("alias",)))
        for line, row in table(self.read, path, names):
            with self._row(path, line, row, "provider_id"):
                if not self._is_rest("providers.csv", row["provider_id"]):
                    self._provider(path, line, row)

    def _provider(self, path: Path, line: int, row: Cells) -> None:
        id, kind, name = row["provider_id"], row["provider_type"], one_line(row["provider_name"])
        check(path, line, "entities", SOUND | {"alt_label": one_line(row.get("alias", ""))})
        if kind not in {"country", "organization"}:
            raise odd(path, line, "is neither country nor organization", "provider_type", kind)
        column = "provider_name" if kind == "country" else "country"
        try:
            country, code = country_codes.by_alpha3(CODES.get(row[column], row[column]))
        except KeyError:
            raise odd(path, line, "is not an ISO 3166-1 code", column, row[column]) from None
        if kind == "country":
            if not country or not re.fullmatch("P[0-9]+", id):
                raise odd(path, line, "is not one country of today", column, row[column])
            self._countries[id] = country
            self.read.skip("providers.csv: a country, which the atlas has already")
        elif id not in self.things:
            self._new(path, line, row, "provider_id", "P[0-9]+", "Company", code)
            if country:
                self._relate(f"{id}-nationality", _slug(id), "nationality", country, f"providers.csv, {id}")
        elif (self.things[id]["label_en"], self.things[id]["country"]) != (name, code):
            raise odd(path, line, "has another name or country above", "provider_id", id)
        else:
            self.read.skip("providers.csv: a further name of an organisation")
        self._also(id, row.get("alias", ""))

    def _provision(self, path: Path) -> None:
        """Add who provides which input, and the share in per cent.

        An empty share is unknown, a negligible one or zero is below resolution.
        """
        seen: dict[str, Cells] = {}
        for line, row in table(self.read, path, (*PROVISION, NEGLIGIBLE if self.old else "year")):
            with self._row(path, line, row, "", "provider_id", "provided_id"):
                actor, input = row["provider_id"], self._known(path, line, row, "provided_id")
                id = f"{actor}-{input}"
                if seen.get(id, row) != row:
                    raise odd(path, line, f"is given twice for {actor}, with different values", "provided_id", input)
                if id in seen:
                    self.read.skip("provision.csv: a row that occurs twice")
                elif not self._is_rest("provision.csv", actor):
                    self._provide(path, line, row, id)
                seen[id] = row

    def _provide(self, path: Path, line: int, row: Cells, id: str) -> None:
        actor, input = row["provider_id"], row["provided_id"]
        subject = self._countries.get(actor) or _slug(self._known(path, line, row, "provider_id"))
        share = self._share(path, line, row)
        check(path, line, "entities", SOUND | {"alt_label": one_line(row["provider_name"])})
        locator = f"provision.csv, {actor} → {input}"
        more = {"period": share["period"], "sector": "semiconductor"}
        self._also(actor, row["provider_name"])
        self._relate(f"{id}-provides", subject, "provides", _slug(input), locator, more)
        self.observations[id] = {
            "id": id,
            "subject": subject,
            "indicator": "provision-share",
            "counterpart": _slug(input),
            **more,
            **share,
            "basis": "by site of capacity" if input in self._by_site else "by headquarters",
            "attributed_to": "cset-eto",
            "locator": locator,
        }

    def _share(self, path: Path, line: int, row: Cells) -> Cells:
        """Return figure, status and year of a row.

        The edition of 2022 has percent signs and a column for negligible shares, but no years.
        """
        written, mark, year = row["share_provided"], row.get(NEGLIGIBLE, ""), "" if self.old else row["year"]
        if mark not in {"", "negligible"}:
            raise odd(path, line, "is neither empty nor negligible", NEGLIGIBLE, mark)
        if not self.old and not re.fullmatch("20[0-9]{2}", year):
            raise odd(path, line, "is not a year", "year", year)
        number = re.fullmatch(r"([0-9]{1,3}(?:\.[0-9]+)?)" + ("%" if self.old else ""), written)
        if written and (mark or not number or float(number[1]) > 100):
            raise odd(path, line, "is not a share from 0 to 100", "share_provided", written)
        status = "stated" if number else "unknown"
        if mark or (number and not float(number[1])):
            status, number = "below-resolution", None
        return {"status": status, "value": number[1] if number else "", "as_written": written or mark, "period": year}

    def _sequence(self, path: Path) -> None:
        for line, row in table(self.read, path, ("input_id", "goes_into_id", "is_type_of_id")):
            with self._row(path, line, row, "", "input_id", "goes_into_id", "is_type_of_id"):
                if bool(row["goes_into_id"]) == bool(row["is_type_of_id"]):
                    raise odd(path, line, "must have either goes_into_id or is_type_of_id", "input_id", row["input_id"])
                column, relation = ("goes_into_id", "goesInto") if row["goes_into_id"] else ("is_type_of_id", "isTypeOf")
                subject, object = self._known(path, line, row, "input_id"), self._known(path, line, row, column)
                if (id := f"{subject}-{relation}-{object}") in self.relations:
                    self.read.skip("sequence.csv: a row that occurs twice")
                self._relate(id, _slug(subject), relation, _slug(object), f"sequence.csv, {subject} → {object}")

    @contextmanager
    def _row(self, path: Path, line: int, row: Cells, made: str, *named: str) -> Iterator[None]:
        """Take one row; if it is odd, remember the id under ``made`` that it would have given.

        A row that names an id which is missing for that reason is counted, not odd.
        """
        with self.read.row(path, line):
            try:
                yield
            except OddRow:
                self._lost |= {row[made]} - self.things.keys() - self._countries.keys() if made else set()
                if not any(row[name] in self._lost for name in named):
                    raise
                self.read.skip(f"{path.name}: {LOST}")

    def _is_rest(self, table: str, id: str) -> bool:
        if id in RESIDUAL:
            self.read.skip(f"{table}: {RESIDUAL[id]}, a remainder, not an actor")
        return id in RESIDUAL

    def _relate(self, id: str, subject: str, relation: str, object: str, locator: str, more: Cells | None = None) -> None:
        claim = {"id": id, "subject": subject, "relation": relation, "object": object, **(more or {})}
        self.relations[id] = claim | {"attributed_to": "cset-eto", "locator": locator}

    def _new(self, path: Path, line: int, row: Cells, column: str, pattern: str, kind: str, country: str = "") -> str:
        id = row[column]
        if not re.fullmatch(pattern, id) or id in self.things:
            raise odd(path, line, "is not an id of the publisher, or occurs twice", column, id)
        name = one_line(row[column.replace("_id", "_name")])
        thing = {"id": _slug(id), "kind": kind, "label_en": name, "alt_label": "", "country": country}
        check(path, line, "entities", thing)
        self.things[id] = thing
        return id

    def _also(self, id: str, name: str) -> None:
        """Add an alternative name; the result does not depend on the order of rows."""
        if thing := self.things.get(id):
            thing["alt_label"] = "|".join(sorted({*thing["alt_label"].split("|"), one_line(name)} - {"", thing["label_en"]}))

    def _known(self, path: Path, line: int, row: Cells, column: str) -> str:
        if row[column] not in self.things:
            raise odd(path, line, "is not an id of this edition", column, row[column])
        return row[column]


def _slug(id: str) -> str:
    return f"eto-{id.lower()}"
