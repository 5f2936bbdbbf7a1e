"""A spreadsheet takes each cell for what it is: a text is no formula, a number is plain, the encoding is known."""

import csv
import io
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import techatlas
from techatlas import Table
from techatlas.cli import main
from techatlas.results.sheets import encoded, guarded, unguarded
from techatlas.results.table import Id

ROOT = Path(__file__).parents[2]
TINY = ROOT / "tests" / "tiny"
FORMULAS = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "－A1", '=HYPERLINK("x")', "-cmd|' /C calc'!A0"]
FORMULAS += ["- an item", "+81-3-1234", "-5 (A1)", "-2025-01-27"]
PLAIN = [
    "Toyota",
    "寧徳時代",
    "-5",
    "+3.2 %",
    "-1,234.50",
    "-5e-7",
    "-INF",
    "-",
    "1+1",
    "a=b",
    "'tis",
    "",
    "-9.2% year on year",
    "−17",
]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_begins_like_a_formula_gets_an_apostrophe_in_csv_and_tsv(text):
    for delimiter in ",\t":
        (_, (cell,)) = csv.reader(io.StringIO(Table(("name",), ((text,),)).to_csv(delimiter), newline=""), delimiter=delimiter)
        assert cell == f"'{text}" and unguarded(cell) == text
    assert Table(("name",), ((Id(text),),)).to_csv() == Table(("name",), ((text,),)).to_csv()


@pytest.mark.parametrize("text", PLAIN)
def test_a_plain_text_and_a_number_stay_as_they_are(text):
    assert guarded(text) == unguarded(text) == text
    assert Table(("n",), ((-5,), (-0.5,))).to_csv() == "n\n-5\n-0.5\n"


@given(st.text(max_size=8) | st.text("'=+-@\t\r\n1.,e %A(＝", max_size=8))
def test_a_reader_of_the_atlas_gets_the_text_that_was_guarded(text):
    assert unguarded(guarded(text)) == text
    assert guarded(text) == text or guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", [*FORMULAS, *PLAIN])
def test_the_page_marks_the_same_texts(text):
    source = (ROOT / "graph/techatlas/network/drawing/web/view.js").read_text(encoding="utf-8")
    rule = re.search(r"FORMULA = /(.*)/;\n", source)[1].replace("$)", "\\Z)")
    assert bool(re.match(rule, text, re.ASCII)) == (guarded(text) != text)


def test_the_script_of_the_page_is_built_from_its_source():
    rules = {
        re.search(r"FORMULA = (/.*/);\n", path.read_text(encoding="utf-8"))[1]
        for path in (ROOT / "graph/techatlas/network/drawing/web").rglob("*.js")
        if "FORMULA = " in path.read_text(encoding="utf-8")
    }
    assert len(rules) == 1


# --- files for Excel ---


def run(*args: str):
    return CliRunner().invoke(main, [*args, "--data", str(TINY)], catch_exceptions=False)


def test_a_file_for_a_spreadsheet_begins_with_the_mark_of_utf_8_and_a_pipe_does_not(tiny, tmp_path):
    for style in ("csv", "tsv"):
        path = tmp_path / f"answer.{style}"
        asked = ["find", "deepseek", "-f", style]
        assert run(*asked, "-o", str(path)).exit_code == 0
        piped = run(*asked).stdout
        assert path.read_bytes() == encoded(piped) and path.read_text(encoding="utf-8-sig") == piped
        assert not piped.startswith("\ufeff") and path.read_bytes().decode("utf-8-sig") == piped
    for style in ("json", "md", "table"):
        assert run("find", "deepseek", "-f", style, "-o", str(tmp_path / style)).exit_code == 0
        assert not (tmp_path / style).read_bytes().startswith(b"\xef\xbb\xbf")


def test_the_tables_of_an_export_are_for_spreadsheets_too(tiny, tmp_path):
    folder = tiny.export(tmp_path / "tables.csv")
    for path in folder.iterdir():
        assert path.read_bytes().startswith(b"\xef\xbb\xbf") and path.read_bytes().count(b"\xef\xbb\xbf") == 1


def test_what_a_japanese_excel_does_with_such_a_file_loses_nothing(tiny, tmp_path):
    """It reads UTF-8 where the mark is, else the code page of Windows, and writes what it has read in that again."""
    path = tmp_path / "things.csv"
    path.write_bytes((tiny.export(tmp_path / "tables.csv") / "things.csv").read_bytes())
    content = path.read_bytes()
    opened = content.decode("utf-8-sig" if content.startswith(b"\xef\xbb\xbf") else "cp932", errors="replace")
    assert "深度求索" in opened and "ディープシーク" in opened


# --- back into a table ---

NAMES = ["=SUM(1+1) GmbH", "+1 Labs", "@home", "-cmd|' /C calc'!A0", "'=quoted", "-5 per cent Ltd", "'Ndrangheta Watch"]


@pytest.mark.slow
def test_a_text_that_was_exported_is_read_again_as_it_was(tmp_path):
    def with_names(folder: Path, names: list[str]) -> techatlas.Atlas:
        shutil.copytree(TINY, folder)
        with (folder / "things" / "companies.csv").open("r+", encoding="utf-8", newline="") as file:
            given = list(csv.DictReader(file))
            rows = [
                dict.fromkeys(given[0], "") | {"id": f"x-{n}", "kind": "Company", "label_en": name}
                for n, name in enumerate(names)
            ]
            csv.DictWriter(file, given[0], lineterminator="\n").writerows(rows)
        return techatlas.open(folder, output=tmp_path / f"{folder.name}-output")

    def exported(atlas: techatlas.Atlas, folder: Path) -> list[str]:
        with (atlas.export(folder) / "things.csv").open(encoding="utf-8-sig", newline="") as file:
            return [row["label_en"] for row in csv.DictReader(file) if row["id"].startswith("x-")]

    first = with_names(tmp_path / "first", [f"'{name}" if guarded(name) != name else name for name in NAMES])
    cells = exported(first, tmp_path / "a")
    again = with_names(tmp_path / "again", cells)
    assert cells == exported(again, tmp_path / "b") == [guarded(name) for name in NAMES]
    assert [again.store.labels([f"x-{n}"], "en")[f"x-{n}"] for n in range(len(NAMES))] == NAMES
    assert not [each for each in again.check().warnings if "formula" in each.message]
    bare = with_names(tmp_path / "bare", NAMES[:1])
    (warned,) = [each for each in bare.check().warnings if "formula" in each.message]
    assert warned.fix == "write '=SUM(1+1) GmbH; the apostrophe is not read"
