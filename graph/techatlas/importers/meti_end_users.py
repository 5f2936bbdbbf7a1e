"""The importer of METI's Foreign End User List: entities of concern to Japan.

Each entry gives one claim: the list restricts the entity, with its country and the weapons of concern. Exporters must check
the list before they export; it is not an embargo. ``entries`` and ``kind`` also serve other lists in the record format of the
security export control registry.
"""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from techatlas import values
from techatlas.importers import country_codes
from techatlas.importers.faults import odd
from techatlas.importers.imported import Cells, Imported, newest
from techatlas.importers.records import records

TITLE = "METI Foreign End User List, as JSON of the security export control registry"
FILES = ("data/entities/jp.json",)

TEXTS = ("id", "country", "list_id", "entity_name", "entity_type", "reason", "source_url", "last_verified")
LISTS = ("aliases", "addresses")
IN_FORCE = {"2025-09-29": "2025-10-09"}  # from METI's press releases: date of the edition, first day on which it applies
CONCERNS = {"B": "biological", "C": "chemical", "M": "missiles", "N": "nuclear", "CW": "conventional"}
REASON = re.compile(r"(?:大量破壊兵器等の懸念: [^;A-Z]+([BCMN](?:[,、][BCMN])*))?(?:; )?(?:通常兵器の懸念: (CW))?")
INSTITUTION = re.compile(
    r"universit|institut|academy|college|ministry|centre|center|laborator|agency|administration|department|bureau|army"
    r"|大学|研究|学院",
    re.IGNORECASE,
)
COMPANY = re.compile(
    r"\b(co|company|corp|corporation|inc|incorporated|ltd|limited|llc|llp|plc|gmbh|ag|jsc|ojsc|cjsc|pjsc|fzc|fze|fzco|wll|sarl|"
    r"s\.?a|s\.?r\.?o|a\.?s|b\.?v|trad(?:e|ers?|ing)|enterprises?|partnership|concern|bank|industr\w+|group|factory|works)\b"
    r"|株式会社|有限会社|公司|会社",
    re.IGNORECASE,
)
KANJI = "[\u3005-\u3007\u3040-\u30ff\u4e00-\u9fff]"
NATIVE = re.compile(rf"\s*[(（](?=[^()（）]*{KANJI})((?:[^()（）]|[(（][^()（）]*[)）])*)[)）]")


def read(paths: list[Path]) -> list[Imported]:
    """Return the edition in the file.

    The date of the edition is the date in the URL of METI's press release.

    :raises DataError: the file is damaged, or many of its records are odd.

    >>> import json
    >>> from tempfile import TemporaryDirectory
    >>> record = dict.fromkeys(TEXTS, "") | {"id": "jp-eul-1", "list_id": "jp-end-user-list", "entity_name": "Exampla Works LLC"}
    >>> record |= {"entity_type": "organization", "reason": "大量破壊兵器等の懸念: 核 N", "aliases": [], "addresses": ["Iran"]}
    >>> record |= {"source_url": "https://www.meti.go.jp/press/2025/09/20250929006/20250929006.html"}
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "jp.json")
    ...     _ = path.write_text(json.dumps([record]), encoding="utf-8")
    ...     (edition,) = read([path])
    >>> edition.relations[0]["relation"], edition.relations[0]["object"], edition.relations[0]["basis"]
    ('restricts', 'meti-1', 'weapons of concern: nuclear')
    """
    (path,) = paths
    imported = Imported({})
    for line, record in entries(imported, path, "jp-end-user-list"):
        with imported.row(path, line):
            if record["entity_type"] == "individual":
                imported.skip("natural person")
                continue
            number = record["id"].removeprefix("jp-eul-")
            if not re.fullmatch("[0-9]+", number):
                raise odd(path, line, "is not a number of the list", "id", record["id"])
            imported.once(path, line, number, "id", record["id"])
            edition = imported.collection or _collection(path, line, record)
            country, code, name = _country(path, line, record)
            entity = _entity(f"meti-{number}", [name, *record["aliases"]], code)
            imported.entities.append(entity)
            claim = _claim(number, entity["id"], edition["published"])
            imported.relations.append({**claim, "place": country, "basis": _concerns(path, line, record["reason"])})
            imported.collection = edition
    if imported.relations:
        imported.relations.append(authority("meti-end-user-list", "meti", "press release of " + imported.collection["published"]))
    return [imported]


def _claim(number: str, entity: str, published: str) -> Cells:
    return {
        "id": number,
        "subject": "meti-end-user-list",
        "relation": "restricts",
        "object": entity,
        "valid_from": IN_FORCE.get(published, published),
        "date_basis": "when this edition came into force; an earlier one may name the entity already",
        "attributed_to": "meti",
        "locator": f"No. {number}",
    }


def authority(policy: str, actor: str, locator: str) -> Cells:
    """Return the claim that an actor imposed a list.

    >>> claim = authority("meti-end-user-list", "meti", "press release of 2025-09-29")
    >>> claim["subject"], claim["relation"], claim["object"]
    ('meti-end-user-list', 'imposedBy', 'meti')
    """
    claim = {"id": f"authority-{policy}", "subject": policy, "relation": "imposedBy", "object": actor}
    return claim | {"attributed_to": actor, "locator": locator}


def entries(imported: Imported, path: Path, *lists: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield each record with its line number; report odd ones to ``imported``.

    Names, aliases and addresses are without the invisible characters and line breaks that come from a PDF. ``lists`` are the
    ids of the lists that the file may contain.

    :raises DataError: the file is not a JSON list, or many of its records are odd.

    >>> import json
    >>> from tempfile import TemporaryDirectory
    >>> record = dict.fromkeys(TEXTS, "") | {"list_id": "jp-end-user-list", "entity_type": "company", "entity_name": "様本 光学"}
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "jp.json")
    ...     _ = path.write_text(json.dumps([record | {"aliases": [], "addresses": []}]), encoding="utf-8")
    ...     [(line, each["entity_name"]) for line, each in entries(Imported({}), path, "jp-end-user-list")]
    [(1, '様本光学')]
    """
    for line, record in records(imported, path, (*TEXTS, *LISTS)):
        clean: dict[str, Any] = {}
        with imported.row(path, line):
            _check(path, line, record, lists)
            texts = {name: [_clean(each) for each in record[name]] for name in LISTS}
            clean = {**record, **texts, "entity_name": _clean(record["entity_name"])}
        if clean:
            yield line, clean


def kind(name: str) -> str:
    """Return the kind of an organisation, inferred from its name.

    The lists do not give the kind: a name with a word that companies use is a company, any other an institution.

    >>> kind("Golden Trading Co., Ltd."), kind("Institute of Physics")
    ('Company', 'Institution')
    """
    return "Company" if COMPANY.search(name) and not INSTITUTION.search(name) else "Institution"


def _check(path: Path, line: int, record: Any, lists: tuple[str, ...]) -> None:
    for name in TEXTS:
        if not isinstance(record[name], str):
            raise odd(path, line, "is not text", name, record[name])
    for name in LISTS:
        if not isinstance(record[name], list) or not all(isinstance(each, str) for each in record[name]):
            raise odd(path, line, "is not a list of texts", name, record[name])
    for name, known in (("list_id", lists), ("entity_type", ("company", "organization", "individual"))):
        if record[name] not in known:
            raise odd(path, line, f"is not one of {', '.join(known)}", name, record[name])


def _clean(name: str) -> str:
    """Return a name without invisible characters or line breaks between kanji."""
    visible = "".join(character for character in name if unicodedata.category(character) != "Cf")
    spaced = re.sub(r"\s+", " ", visible).strip()
    return re.sub(rf"(?<={KANJI}) (?={KANJI})", "", spaced)


def _country(path: Path, line: int, record: dict[str, Any]) -> tuple[str, str, str]:
    """Return the country's id, its alpha-2 code and the name of the entity.

    In some records the name follows the country in the address.

    :raises DataError: the address does not start with a country of the atlas.
    """
    address = " ".join(record["addresses"])
    words = address.split(" ")
    for end in range(len(words), 0, -1):
        try:
            country, code = country_codes.by_name(" ".join(words[:end]))
        except KeyError:
            continue
        name = record["entity_name"] or " ".join(words[end:])
        if name and not (record["entity_name"] and words[end:]):
            return country, code, name
    raise odd(path, line, "does not begin with a country that the atlas knows", "addresses", address)


def _entity(id: str, names: list[str], code: str) -> Cells:
    """Return the row of an entity.

    A name in kanji is Japanese if Shift JIS has all its characters, and Chinese if GB 2312 has and the country is China.
    """
    native = [match[1].strip() for name in names for match in NATIVE.finditer(name)]
    native += [name for name in names if re.fullmatch(rf"{KANJI}.*", name)]
    plain = [NATIVE.sub("", name).replace("|", "/").strip() for name in names]
    label = plain[0] or names[0]
    japanese = next((name for name in native if _written_in(name, "shift_jis")), "")
    chinese = next((name for name in native if code == "CN" and _written_in(name, "gb2312")), "")
    other = sorted({*plain, *native} - {label, japanese, chinese, ""})
    return {
        "id": id,
        "kind": kind(names[0]),
        "label_en": label,
        "label_ja": japanese,
        "label_zh": chinese,
        "alt_label": "|".join(other),
        "country": code,
    }


def _written_in(name: str, charset: str) -> bool:
    return name.encode(charset, "ignore").decode(charset) == name


def _concerns(path: Path, line: int, reason: str) -> str:
    match = REASON.fullmatch(unicodedata.normalize("NFKC", reason))
    if not match or not any(match.groups()):
        raise odd(path, line, "is not a known reason", "reason", reason)
    codes = [*re.findall("[BCMN]", match[1] or ""), *filter(None, [match[2]])]
    return "weapons of concern: " + ", ".join(CONCERNS[code] for code in codes)


def _collection(path: Path, line: int, record: dict[str, Any]) -> Cells:
    url = record["source_url"]
    day = re.search(r"/press/[0-9]{4}/[0-9]{2}/([0-9]{4})([0-9]{2})([0-9]{2})[0-9]+/", url)
    try:
        published = values.date("-".join(day.groups())) if day and values.url(url) else ""
    except values.Wrong:
        published = ""
    if not day or not published:
        raise odd(path, line, "is not a press release of METI", "source_url", url)
    return {
        "id": f"meti-{day[1]}-{day[2]}",
        "title_en": f"Foreign End User List, edition of {day[1]}-{day[2]}-{day[3]}",
        "title_ja": f"外国ユーザーリスト（{day[1]}年{int(day[2])}月{int(day[3])}日改正）",
        "title_zh": f"外国最终用户清单（{day[1]}年{int(day[2])}月{int(day[3])}日修订）",
        "publisher": "meti",
        "published": published,
        "retrieved": newest([record["last_verified"]]),
        "url": url,
        "read_in": "security-export-control-registry, data/entities/jp.json",
        "licence": "LicenseRef-PDL-1.0",
        "language": "en",
        "edition_of": "meti-end-user-list-source",
    }
