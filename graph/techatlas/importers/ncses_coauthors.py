"""The importer of NCSES AI papers with authors from two countries.

The source is a table of the Science and Engineering Indicators with one row and one column per country, so that it has each
pair twice. The importer states each pair once: the country whose id comes first in the alphabet is the subject, the other is
the counterpart. A pair whose two halves differ is left out.
"""

import re
from collections.abc import Container
from pathlib import Path

from techatlas.importers import country_codes
from techatlas.importers.faults import damaged, odd
from techatlas.importers.imported import Cells, Imported
from techatlas.importers.published import table

TITLE = "NCSES Indicators table SPBS-92: internationally coauthored AI articles, CSV"
FILES = ("10060/data.csv",)

KEYS = ("table_id", "row_id", "region_country_or_economy")
MISSING = {"", "na", "NA", "-", "D"}


def read(paths: list[Path]) -> list[Imported]:
    """Return one edition with one number of articles per pair of countries.

    Each number covers the years 2003 to 2022.

    :raises DataError: the file is damaged or not that table, or many of its rows are odd.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "data.csv")
    ...     _ = path.write_text(f"{','.join(KEYS)},china,japan\\n10060,r001,China,0,7\\n10060,r002,Japan,7,0", encoding="utf-8")
    ...     (edition,) = read([path])
    >>> [(each["subject"], each["counterpart"], each["value"]) for each in edition.observations]
    [('china', 'japan', '7')]
    """
    (path,) = paths
    imported = Imported(dict(COLLECTION))
    names, cells = dict[str, str](), dict[tuple[str, str], tuple[int, str]]()
    for line, row in table(imported, path, KEYS):
        if row["table_id"] != "10060":
            raise damaged(path, line, "is not table 10060", "import the file of that table", "table_id", row["table_id"])
        columns = _columns(path, row)
        with imported.row(path, line):
            country = _country(path, line, KEYS[2], row[KEYS[2]])
            imported.once(path, line, country, KEYS[2], row[KEYS[2]])
            for value in columns.values():
                if value not in MISSING and not re.fullmatch("[0-9]+", value):
                    raise odd(path, line, "is not a count", KEYS[2], value)
            names[country] = row[KEYS[2]]
            cells |= {(country, other): (line, value) for other, value in columns.items()}
    for (one, other), (line, value) in cells.items():
        if why := _left_out(one, other, cells):
            imported.skip(why)
            continue
        with imported.row(path, line):
            if (mirrored := cells[other, one][1]) != value:
                raise odd(path, line, f"differs from that of {other} with {one}, {mirrored}", names[other], value)
            imported.observations.append(_observation(one, other, names, value))
    imported.judge(path)
    return [imported]


def _left_out(one: str, other: str, cells: Container[tuple[str, str]]) -> str:
    if one == other:
        return "a country with itself"
    if (other, one) not in cells:
        return "pair whose other row is left out"
    return "pair stated the other way round" if one > other else ""


def _observation(one: str, other: str, names: dict[str, str], value: str) -> Cells:
    return {
        "id": f"10060-{one}-{other}",
        "subject": one,
        "counterpart": other,
        "indicator": "coauthored-papers",
        "value": "" if value in MISSING else value,
        "status": "unknown" if value in MISSING else "stated",
        "sector": "ai",
        "period": "2003/2022",
        "basis": "AI articles in Scopus, by address of the authors",
        "attributed_to": "ncses",
        "locator": f"Table SPBS-92, row {names[one]}, column {names[other]}",
    }


def _columns(path: Path, row: Cells) -> Cells:
    """Return the cells of a row by country.

    :raises DataError: a column is not a country of the atlas, or two are the same.
    """
    found: Cells = {}
    for name, value in row.items():
        if name in KEYS:
            continue
        try:
            country = country_codes.by_name(name.replace("_", " "))[0]
        except KeyError:
            raise damaged(path, 1, "is not a known country", "add the name to things/countries.csv", "header", name) from None
        if country in found:
            raise damaged(path, 1, "is a country that has a column already", "keep one", "header", name)
        found[country] = value
    return found


def _country(path: Path, line: int, column: str, name: str) -> str:
    try:
        return country_codes.by_name(name)[0]
    except KeyError:
        raise odd(path, line, "is not a known country", column, name) from None


COLLECTION = {
    "id": "ncses-2024-coauthors",
    "title_en": "Science and Engineering Indicators 2024: internationally coauthored AI articles (NSB-2023-33)",
    "title_ja": "科学工学指標2024：AIの国際共著論文（NSB-2023-33）",
    "title_zh": "科学与工程指标2024：人工智能国际合著论文（NSB-2023-33）",
    "publisher": "ncses",
    "published": "2023-12",
    "retrieved": "2025-03-27",
    "url": "https://ncses.nsf.gov/pubs/nsb202333",
    "read_in": "bq-org/ncses_stats_explorer_placeholder",
    "licence": "LicenseRef-US-government-work",
    "language": "en",
    "edition_of": "science-engineering-indicators",
}
