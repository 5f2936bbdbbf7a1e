"""The importer of GLEIF's legal entities: names and countries by LEI code.

It imports entities only. Sole proprietors, who are natural persons, and funds are left out, and so are records that GLEIF no
longer keeps for an entity that exists: duplicates, annulled ones, and those of entities that have ceased. A record that has
lapsed was not renewed; its entity exists.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from techatlas.importers import country_codes
from techatlas.importers.faults import odd
from techatlas.importers.imported import Cells, Imported
from techatlas.importers.published import table
from techatlas.importers.records import records
from techatlas.importers.unpacking import starts

TITLE = "GLEIF golden copy of LEI records (level 1), CSV or JSON, also zipped"
FILES = ("lei2-golden-copy.csv",)

LEI, NAME, COUNTRY = "LEI", "Entity.LegalName", "Entity.LegalAddress.Country"
CATEGORY, ENTITY, RECORD = "Entity.EntityCategory", "Entity.EntityStatus", "Registration.RegistrationStatus"
COLUMNS = (LEI, NAME, COUNTRY, CATEGORY)
MEMBERS = ("*lei2*.csv", "*lei2*.json", "*.csv", "*.json")
API = {  # where the records of GLEIF's API have the same fields
    LEI: "attributes.lei",
    NAME: "attributes.entity.legalName.name",
    COUNTRY: "attributes.entity.legalAddress.country",
    CATEGORY: "attributes.entity.category",
    ENTITY: "attributes.entity.status",
    RECORD: "attributes.registration.status",
}
KINDS = {
    "GENERAL": "Company",
    "": "Company",  # older editions leave the category of general entities empty
    "BRANCH": "Company",
    "RESIDENT_GOVERNMENT_ENTITY": "Institution",
    "INTERNATIONAL_ORGANIZATION": "Institution",
}
LEFT_OUT = {
    CATEGORY: {"SOLE_PROPRIETOR": "natural person", "FUND": "fund, not an organisation"},
    RECORD: {
        "DUPLICATE": "duplicate of another record",
        "ANNULLED": "record annulled, issued in error",
        "CANCELLED": "record cancelled before it was issued",
        "TRANSFERRED": "record transferred, kept by another issuer",
        "PENDING_VALIDATION": "record not yet validated",
        "MERGED": "entity merged into another",
        "RETIRED": "entity ceased, record retired",
    },
    ENTITY: {"INACTIVE": "entity inactive"},
}
KNOWN = {
    CATEGORY: {*KINDS, *LEFT_OUT[CATEGORY]},
    RECORD: {"", "ISSUED", "LAPSED", "PENDING_TRANSFER", "PENDING_ARCHIVAL", *LEFT_OUT[RECORD]},
    ENTITY: {"", "ACTIVE", "NULL", *LEFT_OUT[ENTITY]},
}
KANA = re.compile("[\u3040-\u30ff]")
HAN = re.compile("[\u4e00-\u9fff]")
NO_STATUS = "The file has no status of records: duplicates and entities that have ceased may be among them"


def read(paths: list[Path]) -> list[Imported]:
    """Return one edition with every legal entity.

    The file has no date, so the edition has only a date after which it was published.

    :raises DataError: the file is damaged, or many of its records are odd.

    >>> from tempfile import TemporaryDirectory
    >>> row = {LEI: "2222AAAAAAAAAAAAAA02", NAME: "見本電機株式会社", COUNTRY: "JP", CATEGORY: "GENERAL"}
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, FILES[0])
    ...     _ = path.write_text(f"{','.join(row)}\\n{','.join(row.values())}\\n", encoding="utf-8")
    ...     (edition,) = read([path])
    >>> edition.entities[0]["label_ja"], edition.entities[0]["kind"]
    ('見本電機株式会社', 'Company')
    """
    (path,) = paths
    imported = Imported(dict(COLLECTION))
    has_status = False
    for line, row in _rows(imported, path):
        with imported.row(path, line):
            for column, known in KNOWN.items():
                if row.get(column, "") not in known:
                    raise odd(path, line, f"is not one of {', '.join(sorted(known - {''}))}", column, row[column])
            has_status = has_status or bool(row.get(RECORD) or row.get(ENTITY))
            if why := next((reasons[row[name]] for name, reasons in LEFT_OUT.items() if row.get(name) in reasons), ""):
                imported.skip(why)
                continue
            entity = _entity(path, line, row)
            imported.once(path, line, entity["id"], LEI, row[LEI])
            imported.entities.append(entity)
    if not has_status:
        imported.collection["note"] = NO_STATUS
    return [imported]


def _rows(imported: Imported, path: Path) -> Iterator[tuple[int, Cells]]:
    """Yield each record as a row of the CSV file."""
    if not starts(path, MEMBERS).startswith(("{", "[")):
        yield from table(imported, path, COLUMNS, members=MEMBERS)
        return
    for line, record in records(imported, path, within=("records", "data"), members=MEMBERS):
        row: Cells = {}
        with imported.row(path, line):
            given = API if "attributes" in record else {name: name for name in API}
            row = {name: _cell(path, line, name, record, place) for name, place in given.items()}
        if row:
            yield line, row


def _cell(path: Path, line: int, name: str, record: Any, place: str) -> str:
    """Return a text of a record, which GLEIF's golden copy puts under the key ``$``; empty if it is missing."""
    found = record
    for key in place.split("."):
        if found is not None and not isinstance(found, dict):
            raise odd(path, line, "is in an unknown form", name, found)
        found = (found or {}).get(key)
    found = found.get("$") if isinstance(found, dict) else found
    if found is None or isinstance(found, str):
        return (found or "").strip()
    raise odd(path, line, "is not text", name, found)


def _entity(path: Path, line: int, row: Cells) -> Cells:
    if not re.fullmatch("[0-9A-Z]{18}[0-9]{2}", row[LEI]):
        raise odd(path, line, "is not an LEI", LEI, row[LEI])
    name, code = " ".join(row[NAME].split()), row[COUNTRY]
    if not name:
        raise odd(path, line, "is empty", NAME)
    try:
        code = country_codes.by_alpha2(code)[1] if code else ""
    except KeyError:
        raise odd(path, line, "is not an ISO 3166-1 code", COUNTRY, code) from None
    entity = {"id": "lei-" + row[LEI].lower(), "kind": KINDS[row[CATEGORY]], "label_en": name, "country": code}
    if KANA.search(name) or (code == "JP" and HAN.search(name)):
        entity["label_ja"] = name
    elif code == "CN" and HAN.search(name):
        entity["label_zh"] = name
    return entity


COLLECTION = {
    "id": "gleif-2025-10",
    "title_en": "GLEIF legal entities: names and countries",
    "title_ja": "GLEIF取引主体識別子：名称と国",
    "title_zh": "GLEIF法人机构识别编码：名称与国家",
    "publisher": "gleif",
    "published_after": "2025-10-01",
    "url": "https://www.gleif.org/en/lei-data/gleif-golden-copy",
    "licence": "CC0-1.0",
    "language": "en",
    "edition_of": "gleif-lei-records",
}
