"""The importer of MOFCOM's three lists: entities that China restricts, with dates.

Each entry gives one claim. An organisation with the same name on several lists is one entity with several claims. The lists
do not contain later suspensions of measures, so claims have no end.
"""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Container, Mapping
from pathlib import Path
from typing import Any

from techatlas import values
from techatlas.importers import country_codes
from techatlas.importers.faults import damaged, odd
from techatlas.importers.imported import Cells, Imported, check, newest
from techatlas.importers.meti_end_users import authority, entries, kind

TITLE = "MOFCOM export control, attention and unreliable entity lists, as JSON of the security export control registry"
FILES = ("data/entities/cn.json",)

POLICIES = {
    "cn-export-control-watchlist": "mofcom-export-control-list",
    "cn-attention-list": "mofcom-attention-list",
    "cn-unreliable-entity-list": "mofcom-unreliable-entity-list",
}
BASIS = {
    "出口管制管控名単に掲載（両用品の輸出原則禁止）": "dual-use exports prohibited",
    "関注名単に掲載（両用品の最終需要者・用途確認が困難）": "dual-use exports only with a single licence and a risk assessment",
    "不可靠実体清単に認定（対中正常取引の不当な中断等）": "trade with and investment in China prohibited or limited",
}
HALF_A_NAME = "参与对台湾地区军售的美国波音防务"  # cut at the comma inside the name; the next record has the other half
WHOLE_NAMES = {"空间与安全集团": "波音防务、空间与安全集团"}
INTRODUCTION = re.compile("^参与对台湾地区军售的")
CLOSING = re.compile("(?:等([0-9]+)家实体|及其分支机构等外国实体)$")
LATIN = re.compile(r"[A-Za-z][A-Za-z0-9&.,'\- ]+[A-Za-z.]")
JAPANESE_FORM = "株式会社"
CHINESE_COMPANY = re.compile("(公司|集团|株式会社)$")


def read(paths: list[Path]) -> list[Imported]:
    """Return the three lists as one edition, dated by the last announcement.

    :raises DataError: the file is damaged or incomplete, or many of its records are odd.

    >>> import json
    >>> from tempfile import TemporaryDirectory
    >>> record = {"id": "cn-wl-1", "country": "cn", "list_id": "cn-export-control-watchlist", "entity_name": "Exampla Drones"}
    >>> record |= {"entity_type": "company", "aliases": ["示例无人机公司"], "addresses": [], "reason": next(iter(BASIS))}
    >>> record |= {"date_added": "2026-01-01", "source_url": "https://example.org/a", "last_verified": "2026-07-19"}
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "cn.json")
    ...     _ = path.write_text(json.dumps([record]), encoding="utf-8")
    ...     (edition,) = read([path])
    >>> edition.entities[0]["label_zh"], edition.relations[0]["relation"], edition.relations[0]["valid_from"]
    ('示例无人机公司', 'restricts', '2026-01-01')
    """
    (path,) = paths
    imported = Imported({})
    kept = _kept(path, imported)
    announced = Counter(record["source_url"] for _, record in kept)
    countries = _countries([record for _, record in kept])
    duplicates = {id for id, count in Counter(record["id"] for _, record in kept).items() if count > 1}
    entities: dict[str, Cells] = {}
    for line, record in kept:
        with imported.row(path, line):
            english, chinese = _names(path, line, record, {} if imported.odd else announced)
            id = _id(path, line, record, duplicates)
            imported.once(path, line, id, "id", record["id"])
            claim = _claim(path, line, record, id)
            code = countries[record["source_url"], record["entity_name"]]
            entity = _merged(entities, f"mofcom-{id}", english, chinese, code)
            imported.relations.append({**claim, "object": entity["id"]})
    imported.judge(path)
    imported.collection = _collection(imported.relations, [record for _, record in kept])
    for policy in sorted({claim["subject"] for claim in imported.relations}):
        imported.relations.append(authority(policy, "mofcom", "announcements of the list"))
    imported.entities = list(entities.values())
    return [imported]


def _id(path: Path, line: int, record: dict[str, Any], duplicates: Container[str]) -> str:
    id = record["id"].removeprefix("cn-")
    if not values.SLUG.fullmatch(id):
        raise odd(path, line, "is not an id of the registry", "id", record["id"])
    return f"{id}-{hashlib.sha256(record['source_url'].encode()).hexdigest()[:6]}" if record["id"] in duplicates else id


def _kept(path: Path, imported: Imported) -> list[tuple[int, dict[str, Any]]]:
    """Return the records of organisations with their line numbers, by list; others are counted."""
    kept = []
    for line, record in entries(imported, path, *POLICIES):
        if record["entity_type"] == "individual":
            imported.skip("natural person")
        elif record["entity_name"] == HALF_A_NAME:
            imported.skip("half of a name that is complete in the next record")
        else:
            kept.append((line, record))
    return sorted(kept, key=lambda each: (list(POLICIES).index(each[1]["list_id"]), each[1]["id"], each[1]["source_url"]))


def _names(path: Path, line: int, record: dict[str, Any], announced: Mapping[str, int]) -> tuple[str, list[str]]:
    """Return the English name and the Chinese names of an entity.

    Words of the announcement before or after the name are removed. ``announced`` has the number of entities of each announcement,
    or nothing where records are missing.

    :raises DataError: the announcement states another number of entities than the file has.
    """
    name = record["entity_name"]
    if closing := CLOSING.search(name):
        here = announced.get(record["source_url"])
        if closing[1] and here and closing[1] != str(here):
            found = f"ends a series of {closing[1]} entities, but the announcement has {here} here"
            raise damaged(path, line, found, "import a complete list", "entity_name", name)
        name = name[: closing.start()]
    chinese = [WHOLE_NAMES.get(alias, INTRODUCTION.sub("", alias)) for alias in record["aliases"]]
    if re.search("[\u4e00-\u9fff]", name):
        latin = LATIN.search(name)
        chinese.insert(0, re.sub(r"\s*[(（].*[)）]$", "", INTRODUCTION.sub("", name)))
        name = latin[0] if latin else chinese[0]
    names = {"label_en": name.strip(), "alt_label": "|".join(chinese)}
    check(path, line, "entities", {"id": "mofcom", "kind": "Institution", **names})
    return name.replace("|", "/"), chinese


def _merged(entities: dict[str, Cells], id: str, english: str, chinese: list[str], code: str) -> Cells:
    """Return the entity with that English name; add it if it is new.

    The comparison of names ignores spaces, punctuation and case.
    """
    key = re.sub(r"\W", "", english).casefold()
    entity = entities.setdefault(key, {"id": id, "kind": "Institution", "label_en": english, "label_zh": "", "country": code})
    if kind(english) == "Company" or any(CHINESE_COMPANY.search(name) for name in chinese):
        entity["kind"] = "Company"
    entity["label_zh"] = entity["label_zh"] or next(iter(chinese), "")
    others = {*entity.get("alt_label", "").split("|"), english, *chinese} - {entity["label_en"], entity["label_zh"], ""}
    entity["alt_label"] = "|".join(sorted(others))
    return entity


def _countries(kept: list[dict[str, Any]]) -> dict[tuple[str, str], str]:
    """Return the alpha-2 code of each entry's country, empty if unknown.

    The code comes from the entry's address or legal form. An entry without them gets the code of its announcement, if more
    than half of the announcement's entries have a code and all these codes are the same.
    """
    own = {(record["source_url"], record["entity_name"]): _country(record) for record in kept}
    shown: dict[str, list[str]] = defaultdict(list)
    for (announcement, _), code in own.items():
        shown[announcement].append(code)
    common = {}
    for announcement, codes in shown.items():
        known = [code for code in codes if code]
        common[announcement] = known[0] if len(set(known)) == 1 and 2 * len(known) > len(codes) else ""
    return {key: code or common[key[0]] for key, code in own.items()}


def _country(record: dict[str, Any]) -> str:
    address = " ".join(record["addresses"])
    if address.startswith("日本") or any(alias.endswith(JAPANESE_FORM) for alias in record["aliases"]):
        return "JP"
    last = re.sub(r"[(（].*[)）]$", "", address).rsplit(",", 1)[-1].strip()
    try:
        return country_codes.by_name(last)[1] if last else ""
    except KeyError:
        return ""


def _claim(path: Path, line: int, record: dict[str, Any], id: str) -> Cells:
    """Return the claim of an entry, without the entity."""
    if record["reason"] not in BASIS:
        raise odd(path, line, "is not a known reason", "reason", record["reason"])
    day = record.get("date_added")
    if not isinstance(day, str) or len(day) != len("2026-01-01") or not newest([day]):
        raise odd(path, line, "is not a date", "date_added", day)
    return {
        "id": id,
        "subject": POLICIES[record["list_id"]],
        "relation": "restricts",
        "basis": BASIS[record["reason"]],
        "valid_from": day,
        "attributed_to": "mofcom",
        "locator": f"announcement of {day}, {record['source_url']}, record {record['id']}",
    }


def _collection(claims: list[Cells], kept: list[dict[str, Any]]) -> Cells:
    day = newest(claim["valid_from"] for claim in claims)
    return {
        "id": f"mofcom-{day[:7]}",
        "title_en": f"Export control, attention and unreliable entity lists, announcements to {day}",
        "title_ja": f"輸出管理管制リスト・関注リスト・信頼できないエンティティリスト（{day}公告まで）",
        "title_zh": f"出口管制管控名单、关注名单和不可靠实体清单（截至{day}公告）",
        "publisher": "mofcom",
        "published": day,
        "retrieved": newest(record["last_verified"] for record in kept),
        "url": "https://aqygzj.mofcom.gov.cn/flzc/gzjgfxwj/index.html",
        "read_in": "security-export-control-registry, data/entities/cn.json",
        "licence": "LicenseRef-PRC-official-documents",
        "language": "zh",
        "edition_of": "mofcom-lists",
        "note": "suspensions of measures are not in the list as read",
    }
