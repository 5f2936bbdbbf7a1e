"""The importer of NCSES patents: semiconductors by country and year, AI by use.

The sources are tables of the Science and Engineering Indicators. The CSV files of the two tables by year have no column for
the year: each path has one row for its income group, then one row per year, so the year follows from the row's position in
the path. A path with another number of rows is left out.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from techatlas.importers import country_codes
from techatlas.importers.faults import damaged, odd
from techatlas.importers.imported import Cells, Imported
from techatlas.importers.published import table

TITLE = "NCSES Indicators tables SINV-10, SINV-13 (semiconductors) and SINV-18 (AI), CSV"
FILES = ("10557/data.csv", "5828/data.csv", "10565/data.csv")
COUNTS = (1, 2, 3)  # each file says which table it is, so any of them may be missing

INCOME_GROUPS = {"High", "Upper middle", "Lower middle", "Low", "na"}
MISSING = {"", "na", "NA", "-", "D"}
REGIONS = {
    "World",
    "Africa",
    "Asia",
    "Australia and Oceania",
    "Central America and Caribbean",
    "Europe",
    "Middle East",
    "North America",
    "South America",
    "Unclassified",
    "Other Europe",
    "EU-27",
    "EU-27 and United Kingdom",
    "EU-27 + UK",
    "Other Europe (2020)",
    "Other Europe-2020",
}
NAMED = ("field_united_states", "field_china", "field_japan", "field_south_korea")
AI = "10565"
AI_BASIS = "{}; first granted patent of each family, all offices, fractional count by inventor, categories overlap"
NO_DATA = {("5828", "south-africa", 2018)}  # published as 0, but the table's note says that there are no data
NOTES = {
    "china": "China includes Hong Kong",
    "5828 india": "the table's note says that data are missing",
    "5828 italy": "patent applications in place of grants, says the table's note",
    "10557 united-states": "with Puerto Rico and all other territories",
}


@dataclass(frozen=True, slots=True)
class _Series:
    """A table by year: its ids, first and last year, unit and basis."""

    table: str
    number: str
    first: int
    last: int
    unit: str
    basis: str


USPTO = _Series("10557", "SINV-10", 1998, 2022, "patents", "USPTO utility patents granted, fractional count by inventor")
FAMILIES = _Series(
    "5828", "SINV-13", 1998, 2020, "families", "international patent families granted, fractional count by inventor"
)


def read(paths: list[Path]) -> list[Imported]:
    """Return two editions, the Indicators of 2024 and of 2022.

    The edition of 2024 has USPTO patents and AI patents, the edition of 2022 patent families.

    :raises DataError: a file is damaged or not one of the tables, two are the same table, or many rows are odd.

    >>> from tempfile import TemporaryDirectory
    >>> head, japan = "table_id,row_id,time_period,value", "World -> Asia -> Japan"
    >>> rows = {"10557": [head, f"10557,r1,{japan},High", *(f"10557,r{n},{japan},{n}" for n in range(2, 27))], "5828": [head]}
    >>> rows["10565"] = [",".join(("table_id", "row_id", "category_full_path", "category_hierarchy_depth", *NAMED))]
    >>> with TemporaryDirectory() as folder:
    ...     for name, lines in rows.items():
    ...         _ = Path(folder, name).write_text("\\n".join(lines), encoding="utf-8")
    ...     newer, older = read([Path(folder, name) for name in ("10557", "5828", "10565")])
    >>> newer.observations[0]["subject"], newer.observations[0]["period"], newer.observations[0]["value"]
    ('japan', '1998', '2')
    """
    newer, older = Imported(_collection("2024", "NSB-2024-1")), Imported(_collection("2022", "NSB-2022-4"))
    known: dict[str, Path] = {}
    for path in paths:
        id = _table(path)
        if not id:
            continue
        if id in known:
            raise damaged(path, 2, f"is table {id}, and so is {known[id].name}", "give each table once", "table_id", id)
        known[id] = path
        if id == AI:
            _ai(path, newer)
        else:
            _by_year(path, USPTO if id == USPTO.table else FAMILIES, newer if id == USPTO.table else older)
    return [newer, older]


def _table(path: Path) -> str:
    """Return which table a file is, empty for one without rows.

    :raises DataError: the file is another table.
    """
    _, row = next(table(Imported({}), path, ("table_id", "row_id")), (0, {"table_id": ""}))
    known = (USPTO.table, FAMILIES.table, AI)
    if row["table_id"] not in {*known, ""}:
        raise damaged(path, 2, f"is not one of the tables {', '.join(known)}", "give those", "table_id", row["table_id"])
    return row["table_id"]


def _by_year(path: Path, series: _Series, imported: Imported) -> None:
    paths: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for line, row in table(imported, path, ("table_id", "row_id", "time_period", "value")):
        with imported.row(path, line):
            if row["table_id"] != series.table:
                raise odd(path, line, f"is not a row of table {series.table}", "table_id", row["table_id"])
            number = _number(path, line, row["row_id"])
            paths[row["time_period"]].append((number, line, row["value"]))
    years, taken = series.last - series.first + 1, set[int]()
    for name, unsorted in paths.items():
        rows = sorted(unsorted)
        _, line, group = rows[0]
        with imported.row(path, line):
            if len(rows) != years + 1:
                message = f"has {len(rows)} rows where an income group and {years} years are expected"
                raise odd(path, line, message, "time_period", name)
            numbers = {number for number, _, _ in rows}
            if numbers & taken or numbers != set(range(rows[0][0], rows[0][0] + len(rows))):
                raise odd(path, line, "has row ids that are not in one series", "time_period", name)
            if group not in INCOME_GROUPS:
                raise odd(path, line, "is not an income group, which must come first", "value", group)
            country = _country(path, line, "time_period", name)
            if country:
                imported.observations += _years(path, series, name, country, rows[1:])
            else:
                imported.skip("region, not a country")
            taken |= numbers
    imported.judge(path)


def _years(path: Path, series: _Series, name: str, country: str, rows: list[tuple[int, int, str]]) -> Iterator[Cells]:
    """Yield the figure of each year of one country."""
    for year, (number, row_line, value) in zip(range(series.first, series.last + 1), rows, strict=True):
        if (series.table, country, year) in NO_DATA:
            value = "na"
        yield {
            **_figure(path, row_line, "value", value),
            "id": f"{series.table}-r{number:04}",
            "subject": country,
            "indicator": "patents-granted",
            "unit": series.unit,
            "sector": "semiconductor",
            "period": str(year),
            "basis": series.basis,
            "attributed_to": "ncses",
            "note": NOTES.get(country) or NOTES.get(f"{series.table} {country}", ""),
            "date_basis": "year counted from the place of the row",
            "locator": f"Table {series.number}, {re.sub('<[^>]*>', '', name)}, {year}",
        }


def _ai(path: Path, imported: Imported) -> None:
    taken: set[int] = set()
    for line, row in table(imported, path, ("table_id", "row_id", "category_full_path", "category_hierarchy_depth", *NAMED)):
        with imported.row(path, line):
            if row["table_id"] != AI:
                raise odd(path, line, f"is not a row of table {AI}", "table_id", row["table_id"])
            if row["category_hierarchy_depth"] == "1" and not any(row[name] for name in NAMED):
                imported.skip("heading without figures")
                continue
            number = _number(path, line, row["row_id"])
            if number in taken:
                raise odd(path, line, "occurs twice", "row_id", row["row_id"])
            category = row["category_full_path"].replace(" -> ", ": ")
            for name in NAMED:
                country, code = country_codes.by_name(name.removeprefix("field_").replace("_", " "))
                figure = {
                    **_figure(path, line, name, row[name]),
                    "id": f"{AI}-r{number:04}-{code.lower()}",
                    "subject": country,
                    "indicator": "patents-granted",
                    "sector": "ai",
                    "period": "2000/2022",
                    "basis": AI_BASIS.format(category),
                    "attributed_to": "ncses",
                    "locator": f"Table SINV-18, {category}, {country_codes.by_alpha2(code)[0]}",
                    "note": NOTES.get(country, ""),
                }
                imported.observations.append(figure)
            taken.add(number)


def _figure(path: Path, line: int, column: str, value: str) -> Cells:
    if value in MISSING:
        return {"status": "unknown"}
    if not re.fullmatch(r"[0-9]+(\.[0-9]+)?", value):
        raise odd(path, line, "is neither a number nor a symbol for a missing one", column, value)
    return {"status": "stated", "value": value}


def _country(path: Path, line: int, column: str, name: str) -> str:
    """Return the id of the country at the end of a path, empty for a region.

    :raises DataError: the name is neither a country of the atlas nor a known region.

    >>> _country(Path("data.csv"), 2, "time_period", "World -> Asia -> Japan")
    'japan'
    """
    leaf = re.sub("<sup>[a-z]</sup>", "", name.rsplit(" -> ", 1)[-1])
    if leaf in REGIONS:
        return ""
    try:
        return country_codes.by_name(leaf)[0]
    except KeyError:
        raise odd(path, line, "is not a known country or region", column, name) from None


def _number(path: Path, line: int, row: str) -> int:
    if not re.fullmatch("r[0-9]{1,6}", row):
        raise odd(path, line, "is not a row id", "row_id", row)
    return int(row[1:])


def _collection(year: str, report: str) -> Cells:
    day, what, ja, zh = {
        "2024": ("2024-02", "semiconductors and artificial intelligence", "半導体とAI", "半导体与人工智能"),
        "2022": ("2022-03-08", "semiconductors", "半導体", "半导体"),
    }[year]
    return {
        "id": f"ncses-{year}-patents",
        "title_en": f"Science and Engineering Indicators {year}: patents in {what} ({report})",
        "title_ja": f"科学工学指標{year}：{ja}の特許（{report}）",
        "title_zh": f"科学与工程指标{year}：{zh}专利（{report}）",
        "publisher": "ncses",
        "published": day,
        "retrieved": "2025-03-27",
        "url": f"https://ncses.nsf.gov/pubs/{report.replace('-', '').lower()}",
        "read_in": "bq-org/ncses_stats_explorer_placeholder",
        "licence": "LicenseRef-US-government-work",
        "language": "en",
        "edition_of": "science-engineering-indicators",
    }
