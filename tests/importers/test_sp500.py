"""The list of the S&P 500 comes in as companies that the index lists, each since its day."""

from pathlib import Path

import pytest

from techatlas import DataError
from techatlas.importers import run, sp500

SMALL = Path(__file__).parent / "files" / "sp500-constituents.csv"


def test_each_company_is_listed_since_the_day_it_was_added():
    (imported,) = sp500.read([SMALL])
    assert [(row["subject"], row["object"], row["valid_from"]) for row in imported.relations] == [
        ("sp500-abc", "sp500-list-of-companies", "1999-05-01"),
        ("sp500-xy-b", "sp500-list-of-companies", "2024-11-25"),
    ]
    assert imported.collection["published_after"] == "2024-11-25", "the list must be later than its latest entry"


def test_a_renamed_column_is_named(tmp_path):
    other = tmp_path / "constituents.csv"
    other.write_text(SMALL.read_text(encoding="utf-8").replace("Date added", "Date first added"), encoding="utf-8")
    with pytest.raises(DataError, match=r"constituents\.csv:1: has no column 'Date added'"):
        sp500.read([other])


def test_a_damaged_symbol_is_refused_with_its_line(tmp_path):
    other = tmp_path / "constituents.csv"
    other.write_text(SMALL.read_text(encoding="utf-8").replace("XY.B", "XY B?"), encoding="utf-8")
    with pytest.raises(DataError, match=r'constituents\.csv:3: Symbol "XY B\?": is not a ticker symbol'):
        sp500.read([other])


def test_two_imports_are_byte_identical(tmp_path):
    folders = [run("sp500", [SMALL], tmp_path / name)[0] for name in "ab"]
    assert [p.read_bytes() for p in sorted(folders[0].iterdir())] == [p.read_bytes() for p in sorted(folders[1].iterdir())]
