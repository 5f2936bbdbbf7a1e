"""The countries of the atlas by published code or name.

A code that ISO 3166-1 no longer has, or never had, is looked up in ``former_countries.csv``, which gives its one successor. Where
there are several, the country is unknown. Any other code or name that is not in ``things/countries.csv`` is an error; nothing is
guessed.
"""

import csv
import re
from functools import cache
from pathlib import Path

from techatlas import paths

Country = tuple[str, str]
NOWHERE: Country = ("", "")
FORMER = Path(__file__).with_name("former_countries.csv")
ALPHA3 = re.compile("[A-Z]{3}")


def by_alpha2(code: str) -> Country:
    """Return the id and alpha-2 code of a country by its ISO 3166-1 alpha-2 code.

    Both are empty for a former country with several successors, and for a territory without a code of its own.

    :raises KeyError: no country has or had that code.

    >>> by_alpha2("KR"), by_alpha2("ZR"), by_alpha2("AN")
    (('south-korea', 'KR'), ('dr-congo', 'CD'), ('', ''))
    """
    return _table("alpha2")[code]


def by_alpha3(code: str) -> Country:
    """Return the id and alpha-2 code of a country by its ISO 3166-1 alpha-3 code.

    Both are empty as for :func:`by_alpha2`.

    :raises KeyError: no country has or had that code.

    >>> by_alpha3("GBR"), by_alpha3("SUN")
    (('united-kingdom', 'GB'), ('', ''))
    """
    return _table("alpha3")[code]


def by_name(name: str) -> Country:
    """Return the id and alpha-2 code of a country by one of its names.

    All labels and alternative names of the table count, in every language; case is ignored.

    :raises KeyError: no country has that name.

    >>> by_name("People's Republic of China")
    ('china', 'CN')
    """
    return _table("name")[name.casefold()]


@cache
def _table(key: str) -> dict[str, Country]:
    """Return the countries by ``alpha2``, ``alpha3`` or ``name``.

    :raises ValueError: two countries of the table have the same key.
    """
    found: dict[str, Country] = {}
    with (paths.shipped("data") / "things" / "countries.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            country = row["id"], row["code"]
            others = [name for name in row["alt_label"].split("|") if name]
            names = [row["label_en"], row["label_ja"], row["label_zh"], *others]
            keys = {
                "alpha2": [row["code"]],
                "alpha3": [name for name in others if ALPHA3.fullmatch(name)][-1:],  # the last one: PRC is not a code
                "name": [name.casefold() for name in names if name],
            }[key]
            for each in keys:
                if found.setdefault(each, country) != country:
                    raise ValueError(f"countries.csv: {each!r} matches both {found[each][0]} and {country[0]}")
    return _former(key, found) | found


def _former(key: str, known: dict[str, Country]) -> dict[str, Country]:
    """Return the former countries by ``alpha2`` or ``alpha3``, as their successors; nothing by ``name``."""
    column = {"alpha2": "code", "alpha3": "alpha3"}.get(key, "")
    if not column:
        return {}
    codes = known if key == "alpha2" else _table("alpha2")
    with FORMER.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row[column]]
    return {row[column]: codes[row["successor"]] if row["successor"] else NOWHERE for row in rows}
