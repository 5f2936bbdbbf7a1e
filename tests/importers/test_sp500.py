"""The list of the S&P 500 comes in as companies that the index lists, each since its day."""

from pathlib import Path

import pytest
from damage import changed, told

from techatlas import DataError
from techatlas.importers import run, sp500
from techatlas.importers.folder import write
from techatlas.importers.imported import Imported

SMALL = Path(__file__).parent / "files" / "sp500-constituents.csv"


def test_each_company_is_listed_since_the_day_it_was_added():
    (imported,) = sp500.read([SMALL])
    assert [(row["subject"], row["object"], row["valid_from"]) for row in imported.relations] == [
        ("sp500-abc", "sp500-list-of-companies", "1999-05-01"),
        ("sp500-xy-b", "sp500-list-of-companies", "2024-11-25"),
    ]
    assert imported.collection["published_after"] == "2024-11-25", "the list must be later than its latest entry"


def test_a_renamed_column_is_named(tmp_path):
    with pytest.raises(DataError, match=r"sp500-constituents\.csv:1: has no column 'Security'; it has Symbol, Firm"):
        sp500.read([changed(tmp_path, SMALL.name, "Security", "Firm")])


def test_older_editions_are_read_by_the_names_of_their_columns(tmp_path):
    now, before, first = tmp_path / "now.csv", tmp_path / "before.csv", tmp_path / "first.csv"
    now.write_text("Symbol,Security,Date added\nMMM,3M,1957-03-04\n", encoding="utf-8")
    before.write_text("Symbol,Security,SEC filings,Date first added\nMMM,3M,reports,1957-03-04\n", encoding="utf-8")
    first.write_text("Symbol,Name,Sector\nMMM,3M,Industrials\n", encoding="utf-8")
    (new,), (old,), (oldest,) = (sp500.read([path]) for path in (now, before, first))
    assert new == old and oldest.entities == new.entities and oldest.relations[0]["valid_from"] == ""


def test_a_damaged_symbol_is_left_out_and_told_with_its_line(tmp_path):
    path = changed(tmp_path, SMALL.name, "XY.B", "XY B?")
    assert told(sp500.read, [path]).startswith('sp500-constituents.csv:3: Symbol "XY B?": is not a ticker symbol')
    (imported,) = sp500.read([path])
    assert [row["subject"] for row in imported.relations] == ["sp500-abc"]
    assert imported.skipped == {"odd row: Symbol": 1}


def test_two_imports_are_byte_identical(tmp_path):
    folders = [run("sp500", [SMALL], tmp_path / name)[0] for name in "ab"]
    assert [p.read_bytes() for p in sorted(folders[0].iterdir())] == [p.read_bytes() for p in sorted(folders[1].iterdir())]


def test_a_name_that_begins_like_a_formula_is_written_so_that_no_spreadsheet_computes_it(tmp_path: Path) -> None:
    edition = Imported({"id": "case"}, [{"id": "a", "kind": "Company", "label_en": "=SUM(1+1) GmbH", "note": "x\ry"}])
    rows = (write(edition, tmp_path) / "entities.csv").read_bytes().decode()
    assert rows == 'id,kind,label_en,note\na,Company,\'=SUM(1+1) GmbH,"x\ry"\n'
