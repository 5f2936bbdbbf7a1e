"""The importer of the Emerging Technology Observatory's chip supply chain dataset.

The dataset states who provides which input, with which share of the world's supply. Five tables form one edition, and their
columns identify the edition. Two editions are read together, so that a claim of the newer one can name the claim of the older
one that it replaces (``supersedes``: the same row id). :func:`read` also accepts one edition alone. Ids are the publisher's
(``eto-n26``, ``eto-p88``); countries have the ids of the atlas.
"""

import re
from itertools import pairwise
from pathlib import Path

from techatlas.errors import DataError
from techatlas.importers import country_codes
from techatlas.importers.folder import Cells, Imported, damaged, table

TITLE = "ETO Advanced Semiconductor Supply Chain Dataset, editions of 2022 and 2026, CSV"
TABLES = ("stages.csv", "inputs.csv", "providers.csv", "provision.csv", "sequence.csv")
FILES = (*(f"edition-2022/{name}" for name in TABLES), *TABLES)

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
AGAIN, LATER = "fetch the file again", "import the edition with it, or add it to the importer"


def read(paths: list[Path]) -> list[Imported]:
    """Return the editions, oldest first.

    A thing has the kind that the newest edition gives it.

    :raises DataError: a file is damaged, has an unknown value, or two groups of files are the same edition.

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
        self.old = any(NEGLIGIBLE in row for _, row in table(provision, PROVISION))
        self.published = "2022-12" if self.old else "2026-08"
        self.id = f"eto-{self.published[:4]}"
        self.things: dict[str, Cells] = {}
        self.relations: dict[str, Cells] = {}
        self.observations: dict[str, Cells] = {}
        self.skipped = Imported({})
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
        return Imported(collection, rows[0], rows[1], rows[2], self.skipped.skipped)

    def _technologies(self, stages: Path, inputs: Path) -> None:
        for line, row in table(stages, ("stage_id", "stage_name", "market_share_chart_caption")):
            id = self._new(stages, line, row, "stage_id", "S[0-9]+", "Process")
            self._by_site |= {id} if re.search(r"\bsite\b", row["market_share_chart_caption"]) else set()
        for line, row in table(inputs, ("input_id", "input_name", "type", "stage_id")):
            if row["type"] not in KINDS:
                raise _wrong(inputs, line, row, "type", f"is not one of {', '.join(KINDS)}", LATER)
            kind = "DesignResource" if row["input_id"] in DESIGN else KINDS[row["type"]]
            id = self._new(inputs, line, row, "input_id", "N[0-9]+", kind)
            if row["stage_id"]:
                stage = self._known(inputs, line, row, "stage_id")
                self._relate(f"{id}-partOf-{stage}", _slug(id), "partOf", _slug(stage), f"inputs.csv, {id}")

    def _providers(self, path: Path) -> None:
        """Add the organisations, which have one row per name.

        Countries are already in the atlas; only their ids are kept.
        """
        names = ("provider_name", "provider_id", "provider_type", "country", *(() if self.old else ("alias",)))
        for line, row in table(path, names):
            id, kind, name = row["provider_id"], row["provider_type"], _name(row["provider_name"])
            if kind not in {"country", "organization"}:
                raise _wrong(path, line, row, "provider_type", "is neither country nor organization", LATER)
            if self._is_rest("providers.csv", id):
                continue
            column = "provider_name" if kind == "country" else "country"
            try:
                country, code = country_codes.by_alpha3(CODES.get(row[column], row[column]))
            except KeyError:
                raise _wrong(path, line, row, column, "is not an ISO 3166-1 code", LATER) from None
            if kind == "country":
                self._countries[id] = country
                self.skipped.skip("providers.csv: a country, which the atlas has already")
            elif id not in self.things:
                self._new(path, line, row, "provider_id", "P[0-9]+", "Company", code)
                self._relate(f"{id}-nationality", _slug(id), "nationality", country, f"providers.csv, {id}")
            elif (self.things[id]["label_en"], self.things[id]["country"]) != (name, code):
                raise _wrong(path, line, row, "provider_id", "has another name or country above", AGAIN)
            else:
                self.skipped.skip("providers.csv: a further name of an organisation")
            self._also(id, row.get("alias", ""))

    def _provision(self, path: Path) -> None:
        """Add who provides which input, and the share in per cent.

        An empty share is unknown, a negligible one or zero is below resolution.
        """
        seen: dict[str, Cells] = {}
        for line, row in table(path, (*PROVISION, NEGLIGIBLE if self.old else "year")):
            actor, input = row["provider_id"], self._known(path, line, row, "provided_id")
            id, locator = f"{actor}-{input}", f"provision.csv, {actor} → {input}"
            if seen.setdefault(id, row) is not row:
                if seen[id] != row:
                    raise _wrong(path, line, row, "provided_id", f"is given twice for {actor}, with different values", AGAIN)
                self.skipped.skip("provision.csv: a row that occurs twice")
                continue
            if self._is_rest("provision.csv", actor):
                continue
            self._also(actor, row["provider_name"])
            subject = self._countries.get(actor) or _slug(self._known(path, line, row, "provider_id"))
            share = self._share(path, line, row)
            more = {"period": share["period"], "sector": "semiconductor"}
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
            raise _wrong(path, line, row, NEGLIGIBLE, "is neither empty nor negligible", LATER)
        if not self.old and not re.fullmatch("20[0-9]{2}", year):
            raise _wrong(path, line, row, "year", "is not a year", AGAIN)
        number = re.fullmatch(r"([0-9]{1,3}(?:\.[0-9]+)?)" + ("%" if self.old else ""), written)
        if written and (mark or not number or float(number[1]) > 100):
            raise _wrong(path, line, row, "share_provided", "is not a share from 0 to 100", AGAIN)
        status = "stated" if number else "unknown"
        if mark or (number and not float(number[1])):
            status, number = "below-resolution", None
        return {"status": status, "value": number[1] if number else "", "as_written": written or mark, "period": year}

    def _sequence(self, path: Path) -> None:
        for line, row in table(path, ("input_id", "goes_into_id", "is_type_of_id")):
            if bool(row["goes_into_id"]) == bool(row["is_type_of_id"]):
                raise _wrong(path, line, row, "input_id", "must have either goes_into_id or is_type_of_id", AGAIN)
            column, relation = ("goes_into_id", "goesInto") if row["goes_into_id"] else ("is_type_of_id", "isTypeOf")
            subject, object = self._known(path, line, row, "input_id"), self._known(path, line, row, column)
            if (id := f"{subject}-{relation}-{object}") in self.relations:
                self.skipped.skip("sequence.csv: a row that occurs twice")
            self._relate(id, _slug(subject), relation, _slug(object), f"sequence.csv, {subject} → {object}")

    def _is_rest(self, table: str, id: str) -> bool:
        if id in RESIDUAL:
            self.skipped.skip(f"{table}: {RESIDUAL[id]}, a remainder, not an actor")
        return id in RESIDUAL

    def _relate(self, id: str, subject: str, relation: str, object: str, locator: str, more: Cells | None = None) -> None:
        claim = {"id": id, "subject": subject, "relation": relation, "object": object, **(more or {})}
        self.relations[id] = claim | {"attributed_to": "cset-eto", "locator": locator}

    def _new(self, path: Path, line: int, row: Cells, column: str, pattern: str, kind: str, country: str = "") -> str:
        id = row[column]
        if not re.fullmatch(pattern, id) or id in self.things:
            raise _wrong(path, line, row, column, "is not an id of the publisher, or occurs twice", AGAIN)
        name = _name(row[column.replace("_id", "_name")])
        self.things[id] = {"id": _slug(id), "kind": kind, "label_en": name, "alt_label": "", "country": country}
        return id

    def _also(self, id: str, name: str) -> None:
        """Add an alternative name; the result does not depend on the order of rows."""
        if thing := self.things.get(id):
            thing["alt_label"] = "|".join(sorted({*thing["alt_label"].split("|"), _name(name)} - {"", thing["label_en"]}))

    def _known(self, path: Path, line: int, row: Cells, column: str) -> str:
        if row[column] not in self.things:
            raise _wrong(path, line, row, column, "is not an id of this edition", "give the files of one edition together")
        return row[column]


def _wrong(path: Path, line: int, row: Cells, column: str, message: str, fix: str) -> DataError:
    return damaged(path, line, message, fix, column, row[column])


def _slug(id: str) -> str:
    return f"eto-{id.lower()}"


def _name(name: str) -> str:
    return " ".join(name.replace("|", "/").split())
