"""The importer of the Research Organization Registry: names and countries.

It imports entities only. It reads schema 2, and schema 1, in which the registry published until 2024.
"""

import re
from pathlib import Path
from typing import Any

from techatlas import values
from techatlas.importers import country_codes
from techatlas.importers.faults import damaged, odd
from techatlas.importers.imported import Cells, Imported
from techatlas.importers.records import Record, records

TITLE = "ROR records in schema 2 or 1: one JSON object per line, or one array (.json, .jsonl), also .gz or the zipped dump"
FILES = ("ror_v2_latest.jsonl.gz",)

PREFIX = "https://ror.org/"
MEMBERS = ("*schema_v2.json", "*.json", "*.jsonl")
KEYS = ("id", "status", "types")
TYPES = {"archive", "company", "education", "facility", "funder", "government", "healthcare", "nonprofit", "other"}
STATUSES = {"active", "inactive", "withdrawn"}
DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def read(paths: list[Path]) -> list[Imported]:
    """Return one edition with every organisation that is not withdrawn.

    The date of the edition is the latest date of change of a record. Records of schema 1 have none: the name of their file, as
    ROR gives it, has the date.

    :raises DataError: the file is damaged or has no date, or many of its records are odd.

    >>> import json
    >>> from tempfile import TemporaryDirectory
    >>> record = {"id": f"{PREFIX}0aaaaaa11", "status": "active", "types": ["education"], "locations": []}
    >>> record |= {"names": [{"lang": "en", "types": ["ror_display"], "value": "Example University"}]}
    >>> record |= {"admin": {"last_modified": {"date": "2026-02-24"}}}
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "records.jsonl")
    ...     _ = path.write_text(json.dumps(record), encoding="utf-8")
    ...     (edition,) = read([path])
    >>> edition.entities[0]["kind"], edition.entities[0]["label_en"], edition.collection["published"]
    ('Institution', 'Example University', '2026-02-24')
    """
    (path,) = paths
    imported = Imported(dict(COLLECTION))
    named = DAY.search(path.name)
    day = ""
    for line, record in records(imported, path, KEYS, members=MEMBERS):
        with imported.row(path, line):
            known = _known(path, line, record)
            if record["status"] == "withdrawn":
                imported.skip("withdrawn record")
                continue
            entity, changed = _entity(path, line, known)
            imported.once(path, line, entity["id"], "id", record["id"])
            imported.entities.append(entity)
            day = max(day, changed or (named[0] if named else ""))
    if imported.entities and not day:
        fix = "keep the name that ROR gives it, such as v1.17-2022-12-16-ror-data.json"
        raise damaged(path, 0, "does not give the date of the edition", fix)
    imported.collection |= {"id": f"ror-{day[:7] or 'empty'}", "published": day}
    return [imported]


def _known(path: Path, line: int, record: Record) -> Record:
    """Return a record in the form of schema 2, with a status and types that are known."""
    types = record["types"] if isinstance(record["types"], list) else [record["types"]]
    for column, known, given in (("status", STATUSES, [record["status"]]), ("types", TYPES, types)):
        for value in given:
            if not isinstance(value, str) or value.lower() not in known:
                raise odd(path, line, f"is not one of {', '.join(sorted(known))}", column, value)
    if "name" not in record:
        return {**record, "types": types}
    names = [_name(record["name"], "ror_display"), *(_name(each, "alias") for each in _list(record, "aliases"))]
    names += [_name(each, "acronym") for each in _list(record, "acronyms")]
    try:
        names += [_name(each["label"], "label", each["iso639"]) for each in _list(record, "labels")]
        places = [{"geonames_details": {"country_code": record["country"]["country_code"]}}]
    except (KeyError, TypeError):
        raise odd(path, line, "has labels or a country in an unknown form") from None
    return {"id": record["id"], "types": [each.lower() for each in types], "names": names, "locations": places}


def _name(value: Any, kind: str, lang: Any = None) -> Record:
    return {"lang": lang, "types": [kind], "value": value}


def _list(record: Record, key: str) -> list[Any]:
    found = record.get(key) or []
    return found if isinstance(found, list) else [found]


def _entity(path: Path, line: int, record: Record) -> tuple[Cells, str]:
    """Return an organisation and the date of the last change of its record, which may be empty."""
    if not isinstance(record["id"], str) or not re.fullmatch(f"{PREFIX}0[a-z0-9]{{6}}[0-9]{{2}}", record["id"]):
        raise odd(path, line, "is not a ROR id", "id", record["id"])
    try:
        names = [
            (name["lang"] or "", name["types"], " ".join(name["value"].replace("|", "/").split())) for name in record["names"]
        ]
        places = [place["geonames_details"]["country_code"] for place in record["locations"]]
        labelled = {lang: value for lang, types, value in reversed(names) if "label" in types}
        shown = next((value for _, types, value in names if "ror_display" in types), "")
        day = values.date(record["admin"]["last_modified"]["date"]) if "admin" in record else ""
    except (KeyError, TypeError, AttributeError, values.Wrong):
        raise odd(path, line, "has names, locations or a date in an unknown form") from None
    if not shown:
        raise odd(path, line, "has no display name", "names", record["id"])
    labels = {"label_en": labelled.get("en", shown), "label_ja": labelled.get("ja", ""), "label_zh": labelled.get("zh", "")}
    entity = {
        "id": "ror-" + record["id"].removeprefix(PREFIX),
        "kind": "Company" if "company" in record["types"] else "Institution",
        **labels,
        "alt_label": "|".join(sorted({value for _, _, value in names} - set(labels.values()))),
        "country": _code(path, line, places[0]) if places else "",
    }
    return entity, day


def _code(path: Path, line: int, code: object) -> str:
    try:
        return country_codes.by_alpha2(str(code))[1] if code else ""
    except KeyError:
        raise odd(path, line, "is not an ISO 3166-1 code", "country_code", code) from None


COLLECTION = {
    "title_en": "Research Organization Registry: organisations",
    "title_ja": "ROR（研究機関レジストリ）：機関一覧",
    "title_zh": "ROR（研究机构注册库）：机构名录",
    "publisher": "ror",
    "url": "https://ror.org/",
    "licence": "CC0-1.0",
    "language": "en",
    "edition_of": "ror-registry",
}
