"""A table is the same answer in every shape, and says what is missing to give it in another."""

import json
import sys

import pytest

from techatlas import Table, UsageError
from techatlas.results.table import Id

TABLE = Table(("who", "share", "known"), ((Id("catl"), 37.5, True), (Id("byd"), None, False), ("寧徳時代|CATL", 232100000, None)))


def test_csv_leaves_empty_what_is_not_known():
    assert TABLE.to_csv() == "who,share,known\ncatl,37.5,true\nbyd,,false\n寧徳時代|CATL,232100000,\n"


def test_json_keeps_numbers_and_nothing_as_they_are():
    assert json.loads(TABLE.to_json())[1] == {"who": "byd", "share": None, "known": False}


def test_markdown_escapes_what_would_part_a_cell():
    assert "| 寧徳時代\\|CATL | 232100000 |  |" in TABLE.to_markdown()


def test_the_terminal_parts_thousands_and_aligns_wide_characters():
    lines = TABLE.to_text().splitlines()
    assert "232,100,000" in lines[-1] and lines[1].split() == ["who", "share", "known"]


def test_names_take_the_place_of_ids_only():
    assert TABLE.labelled({"catl": "CATL", "寧徳時代|CATL": "wrong"}).column("who") == ["CATL", "byd", "寧徳時代|CATL"]


def test_a_data_frame_without_pandas_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(UsageError, match="pandas is not installed → pip install pandas"):
        TABLE.to_frame()
