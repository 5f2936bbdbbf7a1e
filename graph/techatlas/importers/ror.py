"""The importer of the Research Organization Registry: names and countries.

It imports entities only.
"""

import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from techatlas.importers import country_codes
from techatlas.importers.folder import Cells, Imported, damaged

TITLE = "ROR records in schema 2, one JSON object per line (.jsonl or .jsonl.gz)"
FILES = ("ror_v2_latest.jsonl.gz",)

PREFIX = "https://ror.org/"
KEYS = ("id", "status", "types", "names", "locations", "admin")
TYPES = {"archive", "company", "education", "facility", "funder", "government", "healthcare", "nonprofit", "other"}
STATUSES = {"active", "inactive", "withdrawn"}
OUTSIDE_ISO = {"XK"}


def read(paths: list[Path]) -> list[Imported]:
    """Return one edition with every organisation that is not withdrawn.

    The date of the edition is the latest date of change of a record.

    :raises DataError: the file is damaged, or a record has an unknown value.

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
    changed = ""
    for line, record in _records(path):
        for column, known in (("status", STATUSES), ("types", TYPES)):
            for value in [record[column]] if column == "status" else record[column]:
                if value not in known:
                    raise damaged(
                        path, line, f"is not one of {', '.join(sorted(known))}", "import the edition with it", column, str(value)
                    )
        if record["status"] == "withdrawn":
            imported.skip("withdrawn record")
            continue
        imported.entities.append(_entity(path, line, record))
        changed = max(changed, str(record["admin"]["last_modified"]["date"]))
    imported.collection |= {"id": f"ror-{changed[:7] or 'empty'}", "published": changed}
    return [imported]


def _records(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    line = 0
    try:
        with path.open("rb") as raw, gzip.open(raw) if path.suffix == ".gz" else raw as file:
            for line, text in enumerate(file, 1):
                record = json.loads(text)
                if missing := [key for key in KEYS if not isinstance(record, dict) or key not in record]:
                    raise damaged(path, line, f"has no column {missing[0]!r}", "import records of schema 2")
                yield line, record
    except (OSError, EOFError, zlib.error) as error:
        raise damaged(path, line, f"cannot be read: {error}", "check the path, or fetch the file again") from None
    except (ValueError, RecursionError):
        raise damaged(path, line or 1, "is not JSON in UTF-8", "fetch the file again") from None


def _entity(path: Path, line: int, record: dict[str, Any]) -> Cells:
    if not str(record["id"]).startswith(PREFIX):
        raise damaged(path, line, "is not a ROR id", "fetch the file again", "id", str(record["id"]))
    try:
        names = [(name["lang"] or "", name["types"], name["value"].replace("|", "/")) for name in record["names"]]
        places = [place["geonames_details"]["country_code"] for place in record["locations"]]
    except (KeyError, TypeError, AttributeError):
        raise damaged(path, line, "has names or locations in an unknown form", "import records of schema 2") from None
    shown = next((value for _, types, value in names if "ror_display" in types), "")
    if not shown:
        raise damaged(path, line, "has no display name", "fetch the file again", "names", record["id"])
    by_language = {lang: value for lang, types, value in reversed(names) if "label" in types}
    labels = {
        "label_en": by_language.get("en", shown),
        "label_ja": by_language.get("ja", ""),
        "label_zh": by_language.get("zh", ""),
    }
    return {
        "id": "ror-" + record["id"].removeprefix(PREFIX),
        "kind": "Company" if "company" in record["types"] else "Institution",
        **labels,
        "alt_label": "|".join(sorted({value for _, _, value in names} - set(labels.values()))),
        "country": _code(path, line, places[0]) if places else "",
    }


def _code(path: Path, line: int, code: str) -> str:
    if code in OUTSIDE_ISO:
        return ""
    try:
        return country_codes.by_alpha2(code)[1]
    except KeyError:
        raise damaged(path, line, "is not an ISO 3166-1 code", "fetch the file again", "country_code", code) from None


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
