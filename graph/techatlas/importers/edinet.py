"""The importer of EDINET's code list: names of organisations that file in Japan.

The full list is too long to ship. :func:`labels` selects the organisations whose names occur in another collection, which
gives these their Japanese names. Natural persons are left out.
"""

import io
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from techatlas.importers.folder import Cells, Imported, damaged, rows
from techatlas.vocabulary.spelling import plain

TITLE = "EDINET code list of the Financial Services Agency, CSV as published"
FILES = ("EdinetcodeDlInfo.csv",)

CODE, TRADE, NAME, ENGLISH, KIND = "ＥＤＩＮＥＴコード", "提出者業種", "提出者名", "提出者名（英字）", "提出者種別"
SECURITIES, NUMBER = "証券コード", "提出者法人番号"
COLUMNS = (CODE, KIND, NAME, ENGLISH, TRADE, SECURITIES, NUMBER)
KINDS = {
    "内国法人・組合": "Company",
    "内国法人・組合（有価証券報告書等の提出義務者以外）": "Company",
    "外国法人・組合": "Company",
    "外国法人・組合（有価証券報告書等の提出義務者以外）": "Company",
    "外国政府等": "Institution",
}
PERSON = "個人"
FORMS = {
    "co": "company",
    "company": "company",
    "ltd": "limited",
    "limited": "limited",
    "corp": "corporation",
    "corporation": "corporation",
    "inc": "incorporated",
    "incorporated": "incorporated",
    "株式会社": "株式会社",
    "有限会社": "有限会社",
    "合同会社": "合同会社",
}
DAY = re.compile("([0-9]{4})年([0-9]{2})月([0-9]{2})日現在")


def read(paths: list[Path]) -> list[Imported]:
    """Return one edition with every organisation of the list.

    The first line of the file gives the date of the list.

    :raises DataError: the file is damaged, has no date, or has an unknown value.

    >>> from tempfile import TemporaryDirectory
    >>> row = dict.fromkeys(COLUMNS, "") | {CODE: "E00001", KIND: "内国法人・組合", NAME: "見本電機株式会社", ENGLISH: "MIHON"}
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, FILES[0])
    ...     lines = ["ダウンロード実行日,2026年08月11日現在,件数,1件", ",".join(row), ",".join(row.values())]
    ...     _ = path.write_text("\\n".join(lines), encoding="utf-8")
    ...     (edition,) = read([path])
    >>> edition.entities[0]["label_en"], edition.collection["published"]
    ('MIHON', '2026-08-11')
    """
    (path,) = paths
    day = DAY.search(_text(path).partition("\n")[0])
    if not day:
        raise damaged(path, 1, "does not give the date of the list", "import the file as EDINET publishes it")
    imported = Imported({**COLLECTION, "id": f"edinet-{day[1]}-{day[2]}", "published": f"{day[1]}-{day[2]}-{day[3]}"})
    for line, row in _rows(path):
        if PERSON in row[TRADE]:
            imported.skip("natural person")
        else:
            imported.entities.append(_entity(path, line, row))
    return [imported]


def labels(paths: list[Path], names: Iterable[str]) -> list[Cells]:
    """Return the organisations that have one of the names.

    Each result has the requested name under ``matched``. Two names match if they differ only in width, case, punctuation
    and the spelling of the legal form. If one of them has no legal form, the rest must match; two different legal forms
    mean two firms. A name that matches several organisations is left out.

    :raises DataError: the file is damaged or has an unknown value.

    >>> from tempfile import TemporaryDirectory
    >>> row = dict.fromkeys(COLUMNS, "") | {CODE: "E00001", KIND: "内国法人・組合", NAME: "見本電機株式会社", ENGLISH: "MIHON"}
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, FILES[0])
    ...     _ = path.write_text(f"{','.join(row)}\\n{','.join(row.values())}\\n", encoding="utf-8")
    ...     [(each["matched"], each["label_ja"]) for each in labels([path], ["Mihon", "Hana"])]
    [('Mihon', '見本電機株式会社')]
    """
    (path,) = paths
    holders: dict[str, dict[str, Cells]] = defaultdict(dict)
    for line, row in _rows(path):
        if PERSON not in row[TRADE]:
            entity = _entity(path, line, row)
            for name in (entity["label_en"], entity["label_ja"]):
                holders[plain(name)][entity["id"]] = entity
    found = []
    for name in sorted(set(names)):
        candidates = [each for each in holders.get(plain(name), {}).values() if _agree(name, each)]
        exact = [each for each in candidates if _form(name) and _form(name) in (_form(each["label_en"]), _form(each["label_ja"]))]
        chosen = exact or candidates
        if len(chosen) == 1:
            found.append({**chosen[0], "matched": name})
    return found


def _agree(name: str, entity: Cells) -> bool:
    same = [other for other in (entity["label_en"], entity["label_ja"]) if plain(other) == plain(name)]
    return any(not _form(name) or not _form(other) or _form(name) == _form(other) for other in same)


def _form(name: str) -> str:
    """Return the legal form of a name in a normal spelling, empty if it has none.

    >>> _form("TOYOTA MOTOR Co., Ltd.")
    'company limited'
    """
    folded = unicodedata.normalize("NFKC", name).casefold()
    words = re.findall(r"株式会社|有限会社|合同会社|\w+", folded)
    return " ".join(FORMS.get(word, "") for word in words if word in FORMS)


def _entity(path: Path, line: int, row: Cells) -> Cells:
    if row[KIND] not in KINDS:
        raise damaged(path, line, f"is not one of {', '.join(KINDS)}", "import the edition with it", KIND, row[KIND])
    if not re.fullmatch("[EG][0-9]{5}", row[CODE]):
        raise damaged(path, line, "is not an EDINET code", "fetch the file again", CODE, row[CODE])
    if not row[NAME]:
        raise damaged(path, line, "is empty", "fetch the file again", NAME)
    japanese, english = (re.sub(r"[ \t\r\n]+", " ", row[name]) for name in (NAME, ENGLISH))
    return {
        "id": f"edinet-{row[CODE].lower()}",
        "kind": KINDS[row[KIND]],
        "label_en": english or japanese,
        "label_ja": japanese,
        "alt_label": row[CODE],
        "country": "JP" if row[KIND].startswith("内国") else "",
    }


def _rows(path: Path) -> Iterator[tuple[int, Cells]]:
    """Yield each row with its line number.

    The line above the header, which gives the date, may be missing.
    """
    text = _text(path)
    above = int("ダウンロード実行日" in text.partition("\n")[0])
    yield from rows(io.StringIO(text, newline=""), path, COLUMNS, above=above)


def _text(path: Path) -> str:
    """Return the text of the file, encoded in UTF-8 or, as published, in CP932."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise damaged(path, 0, f"cannot be read: {error.strerror}", "check the path") from None
    for encoding in ("utf-8-sig", "cp932"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError as error:
            where = error.start
        else:
            return text
    raise damaged(path, content.count(b"\n", 0, where) + 1, f"is not CP932 at byte {where}", "fetch the file again")


COLLECTION = {
    "title_en": "EDINET code list: organisations (edited: natural persons left out)",
    "title_ja": "EDINETコードリスト：法人等（個人を除いて編集）",
    "title_zh": "EDINET代码列表：法人等（经编辑，不含个人）",
    "publisher": "fsa-japan",
    "url": "https://disclosure2dl.edinet-fsa.go.jp/searchdocument/codelist/Edinetcode.zip",
    "licence": "LicenseRef-PDL-1.0",
    "language": "ja",
    "edition_of": "edinet-code-list",
}
