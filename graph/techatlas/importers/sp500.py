"""The importer of the S&P 500 companies, as listed by the DataHub core datasets."""

import re
from pathlib import Path

from techatlas import values
from techatlas.importers.faults import odd
from techatlas.importers.imported import Imported
from techatlas.importers.published import table

TITLE = "Companies of the S&P 500 index, as the DataHub core datasets list them, CSV"
FILES = ("constituents.csv",)
SYMBOL, NAME, ADDED = "Symbol", "Security", "Date added"
OLDER = {NAME: ("Name",), ADDED: ("Date first added",)}
LIST = "sp500-list-of-companies"


def read(paths: list[Path]) -> list[Imported]:
    """Return one edition with one company per row and the claim that it is listed.

    The claim starts on the day on which the company was added; older editions do not give it.

    :raises DataError: the file is damaged, or many of its rows are odd.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "constituents.csv")
    ...     _ = path.write_text("Symbol,Security,Date added\\nMMM,3M,1957-03-04\\n", encoding="utf-8")
    ...     (edition,) = read([path])
    >>> [(claim["subject"], claim["relation"], claim["valid_from"]) for claim in edition.relations]
    [('sp500-mmm', 'listedIn', '1957-03-04')]
    """
    imported = Imported(dict(COLLECTION))
    label = {"label_en": "S&P 500 index", "label_ja": "S&P 500 指数", "label_zh": "标普500指数"}
    for line, row in table(imported, paths[0], (SYMBOL, NAME), names=OLDER):
        with imported.row(paths[0], line):
            symbol, added = row[SYMBOL], row.get(ADDED, "")
            if not re.fullmatch(r"[A-Z]+(\.[A-Z]+)?", symbol):
                raise odd(paths[0], line, "is not a ticker symbol", SYMBOL, symbol)
            imported.once(paths[0], line, symbol, SYMBOL, symbol)
            try:
                values.date(added or "1957")
            except values.Wrong as wrong:
                raise odd(paths[0], line, wrong.message, ADDED, added) from None
            key = symbol.lower().replace(".", "-")
            imported.entities.append({"id": f"sp500-{key}", "kind": "Company", "label_en": row[NAME]})
            claim = {"id": key, "subject": f"sp500-{key}", "relation": "listedIn", "object": LIST, "valid_from": added}
            imported.relations.append({**claim, "attributed_to": "datahub-core", "locator": f"row {symbol}"})
            imported.collection["published_after"] = max(imported.collection["published_after"], added)
    if imported.entities:
        imported.entities.append({"id": LIST, "kind": "Ranking", "ordered": "false", **label})
    return [imported]


COLLECTION = {
    "id": "sp500",
    "title_en": "Companies of the S&P 500 index",
    "title_ja": "S&P 500 指数の構成企業",
    "publisher": "datahub-core",
    "published_after": "1957-03-04",
    "licence": "PDDL-1.0",
    "language": "en",
    "edition_of": "sp500-list",
}
