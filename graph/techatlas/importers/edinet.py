"""The importer of EDINET's code list: names of organisations that file in Japan.

The full list is too long to ship. :func:`labels` selects the organisations whose names occur in another collection, which
gives these their Japanese names. Natural persons are left out.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from techatlas.importers.faults import damaged, odd
from techatlas.importers.imported import Cells, Imported
from techatlas.importers.published import table
from techatlas.importers.unpacking import starts
from techatlas.vocabulary.spelling import plain

TITLE = "EDINET code list of the Financial Services Agency, Japanese or English, CSV as published, also zipped"
FILES = ("EdinetcodeDlInfo.csv",)

CODE, TRADE, NAME, ENGLISH, KIND = "ＥＤＩＮＥＴコード", "提出者業種", "提出者名", "提出者名（英字）", "提出者種別"
COLUMNS = (CODE, KIND, NAME, ENGLISH, TRADE)
NAMES = {  # the columns of the English list
    CODE: ("EDINET Code",),
    KIND: ("Type of Submitter",),
    NAME: ("Submitter Name",),
    ENGLISH: ("Submitter Name（alphabetic）", "Submitter Name(alphabetic)"),
    TRADE: ("Submitter's industry",),
}
MEMBERS = (FILES[0], "*.csv")
ENCODINGS = ("utf-8-sig", "cp932")
KINDS = {
    "内国法人・組合": "Company",
    "内国法人・組合（有価証券報告書等の提出義務者以外）": "Company",
    "外国法人・組合": "Company",
    "外国法人・組合（有価証券報告書等の提出義務者以外）": "Company",
    "外国政府等": "Institution",
}
PERSON = "個人"  # in the English list too, where only the industry is translated
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
DAYS = re.compile("([0-9]{4})年([0-9]{2})月([0-9]{2})日現在|As Of ([0-9]{4})[.]([0-9]{2})[.]([0-9]{2})")


def read(paths: list[Path]) -> list[Imported]:
    """Return one edition with every organisation of the list.

    The first line of the file gives the date of the list.

    :raises DataError: the file is damaged or has no date, or many of its rows are odd.

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
    day = DAYS.search(starts(path, MEMBERS, ENCODINGS))
    imported = Imported(dict(COLLECTION))
    for line, entity in _entities(imported, path):
        with imported.row(path, line):
            imported.once(path, line, entity["id"], CODE, entity["alt_label"])
            imported.entities.append(entity)
    if not day:
        raise damaged(path, 1, "does not give the date of the list", "keep the line above the header, as EDINET publishes it")
    date = "-".join(filter(None, day.groups()))
    imported.collection |= {"id": f"edinet-{date[:7]}", "published": date}
    return [imported]


def labels(paths: list[Path], names: Iterable[str]) -> list[Cells]:
    """Return the organisations that have one of the names.

    Each result has the requested name under ``matched``. Two names match if they differ only in width, case, punctuation
    and the spelling of the legal form. If one of them has no legal form, the rest must match; two different legal forms
    mean two firms. A name that matches several organisations is left out.

    :raises DataError: the file is damaged, or many of its rows are odd.

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
    for _, entity in _entities(Imported({}), path):
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


def _entities(imported: Imported, path: Path) -> Iterator[tuple[int, Cells]]:
    """Yield each organisation with its line number; natural persons are counted, odd rows reported.

    The line above the header, which gives the date, may be missing.
    """
    for line, row in table(imported, path, COLUMNS, names=NAMES, members=MEMBERS, encodings=ENCODINGS):
        entity: Cells = {}
        with imported.row(path, line):
            if PERSON in row[KIND] + row[TRADE]:
                imported.skip("natural person")
            else:
                entity = _entity(path, line, row)
        if entity:
            yield line, entity


def _entity(path: Path, line: int, row: Cells) -> Cells:
    if row[KIND] not in KINDS:
        raise odd(path, line, f"is not one of {', '.join(KINDS)}", KIND, row[KIND])
    if not re.fullmatch("[EG][0-9]{5}", row[CODE]):
        raise odd(path, line, "is not an EDINET code", CODE, row[CODE])
    if not row[NAME]:
        raise odd(path, line, "is empty", NAME)
    japanese, english = (re.sub(r"[ \t\r\n]+", " ", row[name].replace("|", "/")) for name in (NAME, ENGLISH))
    return {
        "id": f"edinet-{row[CODE].lower()}",
        "kind": KINDS[row[KIND]],
        "label_en": english or japanese,
        "label_ja": japanese,
        "alt_label": row[CODE],
        "country": "JP" if row[KIND].startswith("内国") else "",
    }


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
