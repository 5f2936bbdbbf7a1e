"""Cells, rows and files: a value is taken as it stands or refused with its rewrite, and nothing can crash a reader."""

import csv
import re
import shutil
from datetime import date as Day
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

import techatlas
from techatlas import values
from techatlas.build import builder as building
from techatlas.paths import shipped as shipped_folder
from techatlas.store.context import Context
from techatlas.tables.dataset import Dataset
from techatlas.tables.reading import Report, Row, read
from techatlas.tables.schema import Mapping, Observation, RelationClaim, Thing, cells, columns
from techatlas.vocabulary.languages import languages
from techatlas.vocabulary.terms import Vocabulary

LANGUAGES = languages(shipped_folder("ontology"))
TINY = Path(__file__).parents[1] / "tiny"
RECORDS = [Thing, RelationClaim, Observation, Mapping]

ANYTHING = st.text(st.characters(exclude_categories=["Cs"]))
WORDS = (
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1)
    .map(str.strip)
    .filter(lambda cell: cell and cell not in values.SPREADSHEET_ERRORS)
)
DATES = st.dates(min_value=Day(1000, 1, 1)).flatmap(lambda day: st.sampled_from([str(day), str(day)[:7], str(day)[:4]]))
NUMBERS = st.from_regex(r"[+-]?([0-9]{1,15}(\.[0-9]{1,15})?|\.[0-9]{1,15})", fullmatch=True, alphabet="0123456789+-.")
VALID = {
    values.text: WORDS,
    values.slug: st.from_regex(values.SLUG, fullmatch=True),
    values.row_id: st.from_regex(values.ROW_ID, fullmatch=True),
    values.claim: st.from_regex(values.CLAIM, fullmatch=True),
    values.decimal: NUMBERS,
    values.integer: st.integers(min_value=0, max_value=10**30).map(str),
    values.boolean: st.sampled_from(["true", "false"]),
    values.date: DATES,
    values.period: st.one_of(DATES, st.tuples(DATES, DATES).map(lambda two: "/".join(sorted(two, key=lambda d: d[:4])))).filter(
        lambda cell: "/" not in cell or cell[:4] < cell.partition("/")[2][:4]
    ),
    values.url: st.sampled_from(["https://example.org", "http://例え.jp/a?b=c%20d#e", "https://example.org:8080/~x/(y)"]),
    values.curie: st.from_regex(values.CURIE, fullmatch=True),
    values.probability: st.decimals(0, 1, places=2).map(str),
    values.negation: st.just("Not"),
}


@st.composite
def written(draw: st.DrawFn, record: type) -> dict[str, str | tuple[str, ...]]:
    """The cells of one row that a record may be written as, some columns left out."""
    cells: dict[str, str | tuple[str, ...]] = {}
    for name, spec in columns(record, LANGUAGES).items():
        cell = VALID[spec.parse]
        if spec.many:
            cell = st.lists(cell.filter(lambda part: "|" not in part), min_size=1, max_size=3).map(tuple)
        if spec.required or draw(st.booleans()):
            cells[name] = draw(cell)
    return cells


def save(path: Path, header: list[str], rows: list[list[str]], encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def read_all(path: Path, record: type) -> tuple[list[Row[object]], Report]:
    report = Report()
    return list(read(path, path.name, record, LANGUAGES, report)), report


# --- rows ---


@pytest.mark.parametrize("record", RECORDS)
@given(data=st.data())
def test_a_valid_row_reads_back_as_it_was_written(record, data, tmp_path):
    written_as = data.draw(written(record))
    row_of = ["|".join(cell) if isinstance(cell, tuple) else cell for cell in written_as.values()]
    path = save(tmp_path / "t.csv", [*written_as], [row_of])
    (row,), report = read_all(path, record)
    assert report == Report()
    assert {name: value for name, value in cells(row.record, LANGUAGES).items() if name in written_as} == written_as


@pytest.mark.parametrize("record", RECORDS)
@given(data=st.data())
def test_any_text_in_a_row_gives_a_record_or_a_fault_and_never_a_crash(record, data, tmp_path):
    names = list(columns(record, LANGUAGES))
    rows = [data.draw(st.lists(ANYTHING, min_size=len(names), max_size=len(names)))]
    path = save(tmp_path / "t.csv", names, rows)
    found, report = read_all(path, record)
    assert found or report.faults or report.notes
    for fault in report.faults:
        assert "\n" not in str(fault) and " → " in str(fault)


@given(content=st.binary(max_size=300))
def test_any_bytes_in_a_file_give_rows_or_faults_and_never_a_crash(content, tmp_path):
    (tmp_path / "t.csv").write_bytes(content)
    found, report = read_all(tmp_path / "t.csv", Thing)
    assert found or report.faults or report.notes


@pytest.mark.parametrize("parse", sorted(VALID, key=lambda parse: parse.__name__))
@given(cell=ANYTHING)
def test_any_text_is_taken_as_it_is_or_refused_with_a_mend(parse, cell):
    try:
        assert parse(cell) == cell
    except values.Wrong as wrong:
        assert wrong.message and wrong.fix


@given(cell=st.from_regex(values.URL, fullmatch=True))
def test_every_address_that_is_taken_is_a_name_in_the_graph(cell):
    if cell.isprintable():
        assert ox.NamedNode(values.url(cell)).value == cell


VOCABULARY = Vocabulary(shipped_folder("ontology"))
CONTEXT = Context(shipped_folder("ontology"))
TINY_FILES = sorted(path.relative_to(TINY).as_posix() for path in TINY.rglob("*") if path.is_file())
TINY_CELLS = sorted({cell for name in TINY_FILES for cell in re.split(r'[,\t\n"|]', (TINY / name).read_text(encoding="utf-8"))})
TWISTED = [
    "",
    "NaN",
    "-0",
    "9" * 41,
    "0000",
    "a|b",
    "id:",
    ":",
    "x:y",
    "true",
    "China",
    "２",
    "#REF!",
    "\ufeff",
    "\u2028",
    "]]>",
    "=",
]


def built_or_told(folder: Path) -> None:
    try:
        dataset = Dataset(folder, VOCABULARY)
        assert len(building.fill(dataset, CONTEXT)[0])
    except techatlas.DataError as error:
        assert error.exit_code in {1, 2} and str(error)


@given(name=st.sampled_from(TINY_FILES), data=st.data())
def test_whatever_stands_in_a_cell_of_tiny_it_is_built_or_told(name, data, tmp_path):
    shutil.copytree(TINY, tmp_path / "data", dirs_exist_ok=True)
    path = tmp_path / "data" / name
    found = [m.span() for m in re.finditer(r'[^,\t\n"|]+', path.read_text(encoding="utf-8"))]
    start, end = data.draw(st.sampled_from(found))
    text = path.read_text(encoding="utf-8")
    cell = data.draw(st.one_of(st.sampled_from(TINY_CELLS), st.sampled_from(TWISTED), ANYTHING))
    path.write_text(text[:start] + cell + text[end:], encoding="utf-8")
    built_or_told(tmp_path / "data")


@given(name=st.sampled_from(TINY_FILES), data=st.data())
def test_whatever_bytes_a_file_of_tiny_loses_or_gains_it_is_built_or_told(name, data, tmp_path):
    shutil.copytree(TINY, tmp_path / "data", dirs_exist_ok=True)
    path = tmp_path / "data" / name
    content = path.read_bytes()
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(content))] * 2)))
    path.write_bytes(content[:start] + data.draw(st.binary(max_size=5)) + content[end:])
    built_or_told(tmp_path / "data")


# --- parsers: exactly what they document ---


@given(cell=st.one_of(NUMBERS, st.text("0123456789.,+-eE%() １２"), ANYTHING))
def test_a_decimal_is_ascii_digits_with_one_point_at_most_and_nothing_else(cell):
    plain = re.fullmatch(r"[+-]?([0-9]+(\.[0-9]+)?|\.[0-9]+)", cell, re.ASCII) and len(cell) <= 40
    try:
        assert Decimal(values.decimal(cell)).is_finite() and plain
    except values.Wrong:
        assert not plain


@given(cell=st.one_of(DATES, st.text("0123456789-/年月日", max_size=12), ANYTHING))
def test_a_date_is_a_day_a_month_or_a_year_that_the_calendar_has(cell):
    try:
        Day.fromisoformat((cell + "-01-01")[:10] if re.fullmatch(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", cell) else "no date")
        there = True
    except ValueError:
        there = False
    try:
        assert values.date(cell) == cell and there
    except values.Wrong:
        assert not there


@given(start=DATES, end=DATES)
def test_a_period_ends_when_it_starts_or_later(start, end):
    known = min(len(start), len(end))
    try:
        values.period(f"{start}/{end}")
        assert start[:known] <= end[:known]
    except values.Wrong as wrong:
        assert start[:known] > end[:known] and wrong.fix.startswith(f"write {end}/{start}")


@pytest.mark.parametrize(
    ("parse", "cell", "fix"),
    [
        (values.date, "44287", "2021-04-01"),
        (values.date, "令和元年5月1日", "2019-05-01"),
        (values.date, "昭和64年1月7日", "1989-01-07"),
        (values.date, "2021年4月", "2021-04"),
        (values.decimal, "1,234,567", "1234567"),
        (values.decimal, "５３．２％", "53.2 with the unit percent"),
        (values.decimal, "2億3210万", "232100000"),
        (values.decimal, "1.5億", "150000000"),
        (values.decimal, "▲3%", "-3 with the unit percent"),
        (values.decimal, "1.23E+11", "123000000000"),
        (values.slug, "Tokyo Electron", "tokyo-electron"),
        (values.boolean, "TRUE", "true"),
    ],
)
def test_another_notation_is_refused_with_its_rewrite(parse, cell, fix):
    with pytest.raises(values.Wrong) as wrong:
        parse(cell)
    assert wrong.value.fix.startswith(f"write {fix}")


@pytest.mark.parametrize("cell", ["1,23", "1.234,5", "2021/4/31", "令和3", "1/2/3", "5 or 6", "令和99999年1月1日"])
def test_what_could_be_read_in_two_ways_gets_no_rewrite(cell):
    for parse in (values.decimal, values.date):
        with pytest.raises(values.Wrong) as wrong:
            parse(cell)
        assert not re.match(r"write [0-9]+[.-]?[0-9]*$", wrong.value.fix)
