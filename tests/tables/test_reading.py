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
from techatlas.tables.wary import suspicions
from techatlas.values import characters, notation
from techatlas.vocabulary.languages import languages
from techatlas.vocabulary.terms import Vocabulary

LANGUAGES = languages(shipped_folder("ontology"))
TINY = Path(__file__).parents[1] / "tiny"
RECORDS = [Thing, RelationClaim, Observation, Mapping]

ANYTHING = st.text(st.characters(exclude_categories=["Cs"]))
WORDS = (
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1)
    .map(str.strip)
    .filter(lambda cell: cell and cell not in values.SPREADSHEET_ERRORS and not characters.forbidden(cell))
    .filter(lambda cell: not any(each.certain for part in cell.split("|") for each in suspicions(part)))
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
    values.curie: st.from_regex(values.CURIE, fullmatch=True).filter(str.isprintable),
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
    assert report.faults == report.notes == []
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
        (values.date, "令和3年", "2021"),
        (values.date, "R3.4.1", "2021-04-01"),
        (values.date, "1/31/2024", "2024-01-31"),
        (values.date, "20240131", "2024-01-31"),
        (values.date, "31 May 2024", "2024-05-31"),
        (values.date, "May 31, 2024", "2024-05-31"),
        (values.date, "2024년 5월 1일", "2024-05-01"),
        (values.date, "民国113年5月1日", "2024-05-01"),
        (values.date, "2024-05-01T00:00:00Z", "2024-05-01"),
        (values.date, "1/2/2024", "2024-01-02 or 2024-02-01"),
        (values.period, "FY2024", "2024-04/2025-03 for a year from April, as in Japan"),
        (values.period, "2024年度", "2024-04/2025-03 for a year from April, as in Japan"),
        (values.period, "令和6年度", "2024-04/2025-03 for a year from April, as in Japan"),
        (values.period, "R6年度", "2024-04/2025-03"),
        (values.period, "FY2023/24", "2023-04/2024-03"),
        (values.period, "2023-24", "2023-04/2024-03"),
        (values.period, "2023/24", "2023-04/2024-03"),
        (values.period, "2024年度上期", "2024-04/2024-09"),
        (values.period, "Q4 FY2024", "2025-01/2025-03"),
        (values.period, "2024Q1", "2024-01/2024-03"),
        (values.period, "Q1 2024", "2024-01/2024-03"),
        (values.period, "1Q24", "2024-01/2024-03"),
        (values.period, "2024年第2四半期", "2024-04/2024-06"),
        (values.period, "2024年第一季度", "2024-01/2024-03"),
        (values.period, "H1 2024", "2024-01/2024-06"),
        (values.period, "2024上半期", "2024-01/2024-06"),
        (values.period, "2024年下半年", "2024-07/2024-12"),
        (values.period, "2024-W05", "2024-01-29/2024-02-04"),
        (values.period, "1-5/2024", "2024-01/2024-05"),
        (values.period, "2024年1月～5月", "2024-01/2024-05"),
        (values.period, "Jan-May 2024", "2024-01/2024-05"),
        (values.period, "2024–2025", "2024/2025"),
        (values.period, "1990s", "1990/1999"),
        (values.slug, "Tokyo Electron", "tokyo-electron"),
        (values.slug, "s\u043eny", "sony"),
        (values.slug, "so\u200bny", "sony"),
        (values.slug, "ｓｏｎｙ", "sony"),
        (values.row_id, "\ufeffP1", "P1"),
        (values.claim, "eto-2026/\u04207-N10", "eto-2026/P7-N10"),
        (values.text, "So\ufeffny", "Sony"),
        (values.boolean, "TRUE", "true"),
    ],
)
def test_another_notation_is_refused_with_its_rewrite(parse, cell, fix):
    with pytest.raises(values.Wrong) as wrong:
        parse(cell)
    assert wrong.value.fix.startswith(f"write {fix}")
    assert parse(wrong.value.fix.split()[1]), "the rewrite is not accepted"


YEARS = ["2024", "24", "令和6", "平成32", "R6", "民国113", "FY", "年", "年度", "元", "'"]
PARTS = ["1", "5", "13", "31", "May", "月", "日", "Q1", "H2", "1Q", "上期", "第2四半期", "W05"]
PIECES = st.sampled_from([*YEARS, *PARTS, "-", "/", "~", ".", ",", " ", "to", "から"])


@given(pieces=st.lists(PIECES, min_size=1, max_size=7))
def test_every_rewrite_of_a_date_is_one_that_is_accepted(pieces):
    cell = "".join(pieces)
    for parse in (values.period, values.date):
        try:
            assert parse(cell) == cell
        except values.Wrong as wrong:
            for offered in re.findall(r"(?:write|or) ([0-9][0-9/-]*)", wrong.fix):
                assert values.period(offered) == offered


@pytest.mark.parametrize(
    "cell", ["2024-02-30", "2024/2/30", "令和6年2月30日", "30 Feb 2024", "2024-13", "2024-W60", "平成32年1月1日", "13/13/2024"]
)
def test_a_day_that_cannot_exist_is_told_from_a_notation_that_is_unknown(cell):
    with pytest.raises(values.Wrong) as wrong:
        values.period(cell)
    assert wrong.value.message == "is a day that does not exist"
    with pytest.raises(values.Wrong) as unknown:
        values.period("spring 2024")
    assert unknown.value.message == "is not a date"


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("s\u043eny", "U+043E CYRILLIC SMALL LETTER O"),
        ("so\u200bny", "U+200B ZERO WIDTH SPACE"),
        ("so\u202eny", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("\ufeffsony", "U+FEFF BYTE ORDER MARK"),
        ("ｓony", "U+FF53 FULLWIDTH LATIN SMALL LETTER S"),
    ],
)
def test_an_id_with_a_letter_that_only_looks_right_is_refused_with_its_code_point(cell, told):
    for parse, before in ((values.slug, ""), (values.row_id, ""), (values.claim, "list/")):
        with pytest.raises(values.Wrong) as wrong:
            parse(before + cell)
        assert told in wrong.value.message


@given(cell=ANYTHING)
def test_what_a_text_may_contain_is_what_xml_allows(cell):
    try:
        values.text(cell)
    except values.Wrong:
        return
    assert not re.search("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", cell)
    assert notation.plain_number(cell) is not None


@pytest.mark.parametrize("cell", ["1,23", "1.234,5", "2021/4/31", "令和3", "1/2/3", "5 or 6", "令和99999年1月1日"])
def test_what_could_be_read_in_two_ways_gets_no_rewrite(cell):
    for parse in (values.decimal, values.date):
        with pytest.raises(values.Wrong) as wrong:
            parse(cell)
        assert not re.match(r"write [0-9]+[.-]?[0-9]*$", wrong.value.fix)
