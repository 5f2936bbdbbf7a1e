"""The importer of the IEA's electric cars: sales, share of sales and stock.

Figures are historical, by country and year. Projections, other vehicles and regions are left out: a region is not a country,
and its figure repeats those of its countries.
"""

import re
from pathlib import Path

from techatlas.importers import country_codes
from techatlas.importers.faults import odd
from techatlas.importers.imported import Cells, Imported, decimal
from techatlas.importers.published import table

TITLE = "IEA Global EV Data Explorer, editions of 2023 to 2025, CSV"
FILES = ("EVDataExplorer2025.csv",)

COLUMNS = ("region_country", "category", "parameter", "mode", "powertrain", "year", "unit", "value")
OLDER = {"region_country": ("region",)}
PUBLISHED = {"2023": "2023-04-26", "2024": "2024-04-23", "2025": "2025-05-14"}  # day of the Global EV Outlook of the year
INDICATORS = {
    "EV sales": ("ev-sales", "Vehicles"),
    "EV sales share": ("ev-sales-share", "percent"),
    "EV stock": ("ev-stock", "Vehicles"),
}
DRIVES = {
    "BEV": "battery electric cars",
    "PHEV": "plug-in hybrid cars",
    "EV": "battery electric and plug-in hybrid cars",
}
KNOWN = {
    "category": {"Historical", "Projection-STEPS", "Projection-APS"},
    "mode": {"Cars", "Vans", "Buses", "Trucks", "2 and 3 wheelers", "EV"},
    "powertrain": {*DRIVES, "FCEV", "Publicly available slow", "Publicly available fast"},
    "parameter": {
        *INDICATORS,
        "EV stock share",
        "EV charging points",
        "Electricity demand",
        "Oil displacement Mbd",
        "Oil displacement, million lge",
        "Battery demand",
    },
}
REGIONS = {
    "World",
    "Rest of the world",
    "Europe",
    "EU27",
    "Asia Pacific",
    "North America",
    "Central and South America",
    "Middle East and Caspian",
    "Africa",
}


def read(paths: list[Path]) -> list[Imported]:
    """Return one edition with the figures of electric cars by country and year.

    Sales and stock are numbers of vehicles, the share of sales is in per cent. The edition is that of the year after the last
    one with historical figures.

    :raises DataError: the file is damaged, or many of its rows are odd.

    >>> from tempfile import TemporaryDirectory
    >>> row = dict(zip(COLUMNS, ("Japan", "Historical", "EV sales", "Cars", "BEV", "2024", "Vehicles", "61000.0"), strict=True))
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, FILES[0])
    ...     _ = path.write_text(f"{','.join(row)}\\n{','.join(row.values())}\\n", encoding="utf-8")
    ...     (edition,) = read([path])
    >>> edition.observations[0]["id"], edition.observations[0]["value"]
    ('japan-ev-sales-bev-2024', '61000')
    """
    (path,) = paths
    imported = Imported({})
    for line, row in table(imported, path, COLUMNS, names=OLDER):
        with imported.row(path, line):
            for name, known in KNOWN.items():
                if row[name] not in known:
                    raise odd(path, line, f"is not one of {', '.join(sorted(known))}", name, row[name])
            if why := _left_out(row):
                imported.skip(why)
                continue
            figure = _observation(path, line, row)
            imported.once(path, line, figure["id"], "region_country", row["region_country"])
            imported.observations.append(figure)
    imported.collection = _collection(max((row["period"] for row in imported.observations), default=""))
    return [imported]


def _left_out(row: Cells) -> str:
    if row["category"] != "Historical":
        return "projection"
    if row["mode"] != "Cars" or row["powertrain"] not in DRIVES:
        return "not a battery electric or plug-in hybrid car"
    if row["parameter"] not in INDICATORS:
        return "another measure"
    return "region, not a country" if row["region_country"] in REGIONS else ""


def _observation(path: Path, line: int, row: Cells) -> Cells:
    indicator, unit = INDICATORS[row["parameter"]]
    if row["unit"] != unit:
        raise odd(path, line, f"is not {unit}", "unit", row["unit"])
    try:
        country, _ = country_codes.by_name(row["region_country"])
    except KeyError:
        raise odd(path, line, "is not a known country or region", "region_country", row["region_country"]) from None
    if not re.fullmatch("20[0-9]{2}", row["year"]):
        raise odd(path, line, "is not a year", "year", row["year"])
    value = _plain(path, line, row["value"])
    return {
        "id": f"{country}-{indicator}-{row['powertrain'].lower()}-{row['year']}",
        "subject": country,
        "indicator": indicator,
        "value": value,
        "as_written": row["value"],
        "status": "stated" if value else "unknown",
        "sector": "ev",
        "period": row["year"],
        "basis": DRIVES[row["powertrain"]],
        "attributed_to": "iea",
        "locator": ", ".join(row[name] for name in ("region_country", "category", "parameter", "mode", "powertrain", "year")),
    }


def _plain(path: Path, line: int, value: str) -> str:
    """Return a figure in plain digits, without an exponent; empty stays empty.

    :raises DataError: the cell is not a number of zero or more.

    >>> _plain(Path("EVDataExplorer2025.csv"), 2, "3.8e-05")
    '0.000038'
    """
    if not value:
        return ""
    number = decimal(value)
    if number is None or number < 0 or abs(number.adjusted()) > 15:
        raise odd(path, line, "is not a number", "value", value)
    whole = number.to_integral_value()
    return f"{whole:f}" if number == whole else f"{number.normalize():f}"


def _collection(last: str) -> Cells:
    year = str(int(last) + 1) if last else "empty"
    day = PUBLISHED.get(year, "")
    return {
        "id": f"iea-gevo-{year}",
        "title_en": f"Global EV Data Explorer {year}: electric cars",
        "title_ja": f"世界EVデータエクスプローラー{year}：電気自動車",
        "title_zh": f"全球电动汽车数据浏览器{year}：电动汽车",
        "publisher": "iea",
        "published": day,
        "published_after": "" if day else last,
        "retrieved": "2026-01-16" if year == "2025" else "",
        "url": "https://www.iea.org/data-and-statistics/data-tools/global-ev-data-explorer",
        "licence": "CC-BY-4.0",
        "language": "en",
        "edition_of": "iea-global-ev-data",
        "note": f"IEA, Global EV Outlook {year}. Figures are rounded to two digits by the IEA",
    }
