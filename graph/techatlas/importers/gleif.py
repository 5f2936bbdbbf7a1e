"""The importer of GLEIF's legal entities: names and countries by LEI code.

It imports entities only. Sole proprietors, who are natural persons, and funds are left out.
"""

import re
from pathlib import Path

from techatlas.importers import country_codes
from techatlas.importers.folder import Cells, Imported, damaged, table

TITLE = "GLEIF golden copy of LEI records (level 1), CSV"
FILES = ("lei2-golden-copy.csv",)

LEI, NAME, COUNTRY = "LEI", "Entity.LegalName", "Entity.LegalAddress.Country"
CATEGORY = "Entity.EntityCategory"
COLUMNS = (LEI, NAME, COUNTRY, CATEGORY)
KINDS = {
    "GENERAL": "Company",
    "BRANCH": "Company",
    "RESIDENT_GOVERNMENT_ENTITY": "Institution",
    "INTERNATIONAL_ORGANIZATION": "Institution",
}
LEFT_OUT = {"SOLE_PROPRIETOR": "natural person", "FUND": "fund, not an organisation"}
OUTSIDE_ISO = {"XK", ""}
KANA = re.compile("[\u3040-\u30ff]")
HAN = re.compile("[\u4e00-\u9fff]")


def read(paths: list[Path]) -> list[Imported]:
    """Return one edition with every legal entity.

    The file has no date, so the edition has only a date after which it was published.

    :raises DataError: the file is damaged or has an unknown value.

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
    for line, row in table(path, COLUMNS):
        if row[CATEGORY] in LEFT_OUT:
            imported.skip(LEFT_OUT[row[CATEGORY]])
        elif row[CATEGORY] in KINDS:
            imported.entities.append(_entity(path, line, row))
        else:
            known = ", ".join(sorted({*KINDS, *LEFT_OUT}))
            raise damaged(path, line, f"is not one of {known}", "import the edition with it", CATEGORY, row[CATEGORY])
    return [imported]


def _entity(path: Path, line: int, row: Cells) -> Cells:
    if not re.fullmatch("[0-9A-Z]{18}[0-9]{2}", row[LEI]):
        raise damaged(path, line, "is not an LEI", "fetch the file again", LEI, row[LEI])
    if not row[NAME]:
        raise damaged(path, line, "is empty", "fetch the file again", NAME)
    code = row[COUNTRY]
    if code in OUTSIDE_ISO:
        code = ""
    else:
        try:
            country_codes.by_alpha2(code)
        except KeyError:
            raise damaged(path, line, "is not an ISO 3166-1 code", "fetch the file again", COUNTRY, code) from None
    entity = {"id": "lei-" + row[LEI].lower(), "kind": KINDS[row[CATEGORY]], "label_en": row[NAME], "country": code}
    if KANA.search(row[NAME]) or (code == "JP" and HAN.search(row[NAME])):
        entity["label_ja"] = row[NAME]
    elif code == "CN" and HAN.search(row[NAME]):
        entity["label_zh"] = row[NAME]
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
