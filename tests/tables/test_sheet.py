"""A table is read past what programs write around it, and a broken record is told where it breaks."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from techatlas.paths import shipped
from techatlas.tables.places import Report
from techatlas.tables.reading import read
from techatlas.tables.schema import Thing
from techatlas.tables.sheet import FIELD_LIMIT, Broken, records, sheet
from techatlas.vocabulary.languages import languages

HEAD = "id,kind,label_en,label_ja\n"
ROW = "sony,Company,Sony,ソニー\n"


def found(text: str, place, encoding: str = "utf-8") -> tuple[list[tuple[int, str]], Report]:
    path, report = place / "t.csv", Report()
    path.write_bytes(text.encode(encoding))
    rows = list(read(path, "t.csv", Thing, languages(shipped("ontology")), report))
    return [(row.line, row.record.id) for row in rows], report


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("sep=,\n" + HEAD + ROW, 3),
        ('"sep=,"\r\n' + HEAD + ROW, 3),
        ("SEP=,\n# a comment\n" + HEAD + ROW, 4),
        ("\ufeffsep=,\n" + HEAD + ROW, 3),
        (HEAD + ROW + "\x1a", 2),
        (HEAD + ROW + ",,,\n,,,\n", 2),
        ((HEAD + ROW).replace("\n", "\r\n"), 2),
        ((HEAD + ROW).replace("\n", "\r"), 2),
    ],
)
def test_what_programs_write_around_a_table_is_read_past(text, line, tmp_path):
    rows, report = found(text, tmp_path)
    assert rows == [(line, "sony")] and report == Report()


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_another_separator_that_excel_is_told_of_is_told_to_the_user(separator, tmp_path):
    rows, report = found(f"sep={separator}\n" + (HEAD + ROW).replace(",", separator), tmp_path)
    assert rows == [] and f"as its line sep={separator} says → save it with commas" in str(report.faults[0])


@pytest.mark.parametrize("before", [0, 1, 7])
def test_an_open_quote_is_told_at_its_line_however_far_the_end_is(before, tmp_path):
    rows = "".join(f"firm-{n},Company,Firm {n},会社\n" for n in range(before))
    _, report = found(HEAD + rows + 'sony,Company,"Sony,ソニー\n' + ROW * 50, tmp_path)
    (fault,) = report.faults
    assert (fault.line, fault.column, fault.name, fault.unreadable) == (before + 2, 3, "label_en", True)


def test_an_open_quote_after_a_text_of_two_lines_is_told_at_its_own_line(tmp_path):
    _, report = found(HEAD + 'sony,Company,"So\nny","ソニー\n' + ROW, tmp_path)
    assert [(fault.line, fault.column, fault.name) for fault in report.faults] == [(3, 4, "label_ja")]


def test_an_open_quote_with_doubled_quotes_in_it_is_never_closed(tmp_path):
    _, report = found(HEAD + 'sony,Company,"So""ny,ソニー\n' + ROW, tmp_path)
    assert [(fault.line, fault.column, fault.message) for fault in report.faults] == [
        (2, 3, "opens a quote that is never closed")
    ]


def test_a_broken_record_of_very_many_fields_is_told_at_once(tmp_path):
    _, report = found(HEAD + '"a\nb",' * 200_000 + '"open\n', tmp_path)
    assert [(fault.line, fault.column) for fault in report.faults] == [(200_002, 200_001)]


@pytest.mark.parametrize("quote", ["", '"'])
def test_a_field_above_the_limit_is_told_with_its_place_and_ends_with_the_code_of_a_limit(quote, tmp_path):
    long = quote + "x" * (FIELD_LIMIT + 1) + quote
    _, report = found(HEAD + ROW + f"tdk,Company,{long},TDK\n", tmp_path)
    (fault,) = report.faults
    assert (fault.line, fault.column, fault.limit, fault.unreadable) == (3, 3, True, False)
    assert "has more than 100,000 characters" in fault.message


@given(
    cells=st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=3), min_size=1, max_size=4)
)
def test_what_csv_writes_is_read_back(cells):
    text = io.StringIO()
    csv.writer(text).writerows([["id", "kind"], *cells])
    read_back = [row for _, row in records(sheet(text.getvalue().rstrip("\x1a")), ",")]
    assert read_back[1:] == cells or "\x1a" in text.getvalue() or "\0" in text.getvalue()


@given(text=st.text('a",\n\r;#', max_size=40))
def test_any_quotes_give_records_or_a_place_within_the_text(text):
    try:
        lines = [line for line, _ in records(sheet(text), ",")]
        assert lines == sorted(lines)
    except Broken as broken:
        assert 1 <= broken.line <= text.count("\n") + text.count("\r") + 1 and broken.message and broken.fix
