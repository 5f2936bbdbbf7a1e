"""What every importer does with a published file that is packed, in another encoding, damaged or hostile."""

import csv
import gzip
import io
import json
import os
import tomllib
import zipfile
from pathlib import Path

import pytest
from damage import FILES, SOURCES, sources

from techatlas.errors import DataError, LimitError, UsageError
from techatlas.importers import edinet, gleif, importers, ror, run, sp500, unpacking
from techatlas.importers.imported import Imported
from techatlas.importers.published import table
from techatlas.importers.records import records

TABLES = sorted(name for name, paths in SOURCES.items() if paths[0].suffix == ".csv")


def _laid(place: Path, content: bytes | str, name: str = "constituents.csv") -> Path:
    path = place / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def _companies(count: int, *others: str) -> str:
    letters = [chr(65 + n // 26) + chr(65 + n % 26) for n in range(count)]
    return "\n".join(["Symbol,Security,Date added", *(f"{name},Firm {name},1999-05-01" for name in letters), *others]) + "\n"


def test_every_importer_has_a_small_file_here() -> None:
    assert SOURCES.keys() == importers().keys()


@pytest.mark.parametrize("name", TABLES)
def test_a_column_that_occurs_twice_is_refused_with_both_places(tmp_path: Path, name: str) -> None:
    paths = sources(name, tmp_path)
    encoding = "cp932" if name == "edinet" else "utf-8"
    rows = list(csv.reader(io.StringIO(paths[0].read_text(encoding=encoding), newline="")))
    line = 2 if name == "edinet" else 1
    header = rows[line - 1]
    with paths[0].open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows([*row, row[0]] if len(row) == len(header) else row for row in rows)
    with pytest.raises(DataError) as error:
        run(name, paths, tmp_path / "made")
    line = rows.index(header) + 1
    assert f'{paths[0].name}:{line}: header "{header[0]}": occurs twice, as column 1 and column {len(header) + 1}' in str(
        error.value
    )
    assert error.value.exit_code == 2 and not (tmp_path / "made").exists()


def test_all_missing_columns_are_named_and_what_is_there() -> None:
    with pytest.raises(DataError, match=r"iea\.csv:1: has no column 'Symbol', 'Security'; it has region_country, category"):
        sp500.read([FILES / "iea.csv"])


def test_one_odd_row_is_told_with_its_line_and_counted_and_the_others_come(tmp_path: Path) -> None:
    path, told = _laid(tmp_path, _companies(30, "X?,Odd,1999-05-01", "XY,Short")), list[str]()
    (folder,) = run("sp500", [path], tmp_path / "made", told.append)
    assert told == [
        'constituents.csv:32: Symbol "X?": is not a ticker symbol → the row is left out; correct it in the file if you need it',
        "constituents.csv:33: has 2 fields where the header has 3 → the row is left out; correct it in the file if you need it",
    ]
    assert '[skipped]\n"odd row" = 1\n"odd row: Symbol" = 1\n' in (folder / "collection.toml").read_text(encoding="utf-8")
    assert len((folder / "relations.csv").read_text(encoding="utf-8").splitlines()) == 31


def test_more_than_one_odd_row_in_ten_refuses_the_file(tmp_path: Path) -> None:
    odd = [f"X{n},Odd,1999-05-01" for n in range(4)]
    (imported,) = sp500.read([_laid(tmp_path, _companies(40, *odd))])
    assert len(imported.relations) == 40 and imported.skipped == {"odd row: Symbol": 4}
    with pytest.raises(DataError) as error:
        sp500.read([_laid(tmp_path, _companies(30, *odd))])
    first, second, *_ = str(error.value).splitlines()
    assert first.startswith("constituents.csv: has 4 odd rows among 34 →") and second.startswith("constituents.csv:32: Symbol")
    assert error.value.exit_code == 2


def test_a_file_of_another_kind_is_given_up_long_before_its_end(tmp_path: Path) -> None:
    path = _laid(tmp_path, "Symbol,Security\n" + "x,y\n" * 50_000)
    with pytest.raises(DataError, match="has 999 odd rows among 1,000"):
        sp500.read([path])


@pytest.mark.parametrize(
    ("end", "said"),
    [
        ("XY,Firm", "constituents.csv:5: ends within a row"),
        (
            'XY,"Firm XY,1999-05-01',
            "constituents.csv:5: is not CSV: unexpected end of data → check the quote that opens in this row",
        ),
        ('XX,"Firm,1999-05-01\nXY,Firm,1999-05-01\nXZ,"Fi",1999-05-01\n', "constituents.csv:5: is not CSV"),
    ],
)
def test_a_file_that_is_cut_or_whose_quote_swallows_rows_is_refused_where_it_begins(tmp_path: Path, end: str, said: str) -> None:
    with pytest.raises(DataError) as error:
        sp500.read([_laid(tmp_path, _companies(3) + end)])
    assert str(error.value).startswith(said)


def test_a_quote_that_damages_its_own_row_only_leaves_the_row_out(tmp_path: Path) -> None:
    (imported,) = sp500.read([_laid(tmp_path, _companies(3, 'XY,"Firm" XY,1999-05-01', "XZ,Firm XZ,1999-05-01"))])
    assert [row["id"] for row in imported.relations] == ["aa", "ab", "ac", "xz"]
    assert imported.notes()[0].startswith("constituents.csv:5: is not CSV")


@pytest.mark.parametrize(
    "change",
    [
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.encode("utf-16"),
        lambda text: text.replace(",", ";").encode(),
        lambda text: text.replace(",", "\t").encode("utf-16"),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\r").encode(),
        lambda text: ("sep=,\n" + text).encode(),
        lambda text: ("S&P 500\n\n" + text.replace("\n", ",\n")).encode(),
        lambda text: (text + "\n\n,,\n").encode(),
        lambda text: gzip.compress(text.encode()),
    ],
)
def test_what_spreadsheets_and_packers_do_to_a_table_changes_nothing(tmp_path: Path, change) -> None:  # type: ignore[no-untyped-def]
    text = _companies(3)
    (plain,), (other,) = (sp500.read([_laid(tmp_path, content)]) for content in (text, change(text)))
    assert (other.entities, other.relations, other.skipped) == (plain.entities, plain.relations, {})


def _zipped(place: Path, members: dict[str, bytes], name: str = "published.zip") -> Path:
    with zipfile.ZipFile(place / name, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members.items():
            archive.writestr(member, content)
    return place / name


def test_the_one_table_of_a_zip_archive_is_read_and_several_are_told(tmp_path: Path) -> None:
    text = _companies(3).encode()
    one = _zipped(
        tmp_path, {"data/constituents.csv": text, "README.md": b"#", "__MACOSX/constituents.csv": b"", "data/.x.csv": b""}
    )
    assert len(sp500.read([one])[0].relations) == 3
    with pytest.raises(DataError, match=r"contains 2 files that could be meant: a.csv, b.csv"):
        sp500.read([_zipped(tmp_path, {"a.csv": text, "b.csv": text})])
    with pytest.raises(DataError, match=r"contains no file of the form \*\.csv, but README.md"):
        sp500.read([_zipped(tmp_path, {"README.md": text})])
    with pytest.raises(DataError, match="is a workbook → save the sheet as CSV UTF-8"):
        sp500.read([_zipped(tmp_path, {"[Content_Types].xml": b"", "xl/sheet1.xml": b""})])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "has no column 'Symbol'"),
        (b"Symbol\0,Security\0", "contains a NUL byte, so it is damaged, or not text"),
        (b"PAR1abc", "is a Parquet file"),
        (b"%PDF-1.7", "is a PDF"),
        (b"\xd0\xcf\x11\xe0abc", "is an old workbook"),
        (b"\n <!DOCTYPE html><html>", "is a web page, not the published file"),
        (b"<?xml version='1.0'?>", "is XML → import the CSV or JSON file of the same edition"),
        (b"\xfd7zXZ\0", "is packed with xz"),
        (b'[{"Symbol": "AA"}]', "is JSON, not a table"),
        (gzip.compress(gzip.compress(b"Symbol,Security", mtime=0), mtime=0), "is packed twice"),
        (gzip.compress(b"Symbol,Security\n" * 99, mtime=0)[:-20], "ends before its packed content does"),
        (b"\x1f\x8b\x07nonsense and more of it", "is a damaged archive"),
        (b"PK\x03\x04nonsense", "is a damaged archive"),
        (b"\xff\xfeS\0y", "is not text in UTF-16, as it begins"),
    ],
)
def test_a_file_that_is_not_a_table_is_called_by_its_name(tmp_path: Path, content: bytes, said: str) -> None:
    with pytest.raises(DataError) as error:
        sp500.read([_laid(tmp_path, content)])
    assert said in str(error.value) and error.value.exit_code == 2


def test_a_nul_byte_anywhere_refuses_the_file_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"constituents.csv:400: contains a NUL byte"):
        sp500.read([_laid(tmp_path, _companies(398) + "XY,Firm\0,1999-05-01\n")])
    text = "\n".join(f'{{"id": {n}}}' for n in range(20_000)) + '\n{"id": "\0"}\n'
    with pytest.raises(DataError, match=r"x.jsonl:20001: contains a NUL byte"):
        list(records(Imported({}), _laid(tmp_path, text, "x.jsonl")))


def test_a_pipe_is_refused_rather_than_read_in_part(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(DataError, match=r"pipe.csv: is a pipe or a device, not a file"):
        sp500.read([tmp_path / "pipe.csv"])


@pytest.mark.parametrize("name", ['amd "x"\n[skipped].csv', "amd\udcff.csv", "amd\x1b[31m.csv"])
def test_the_name_of_a_file_never_spoils_the_edition(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes((FILES / "epoch" / "amd_owners_cumulative_by_chip.csv").read_bytes())
    try:
        (folder,) = run("epoch-chip-owners", [tmp_path / name], tmp_path / "made")
    except DataError as error:
        assert error.exit_code == 2 and not list((tmp_path / "made").glob("*"))
    else:
        assert tomllib.loads((folder / "collection.toml").read_text(encoding="utf-8"))["publisher"] == "epoch-ai"


def test_bytes_of_another_encoding_leave_out_their_rows(tmp_path: Path) -> None:
    text = _companies(12).encode() + "XY,Nestl\u00e9,1999-05-01\n".encode("latin-1")
    (imported,) = sp500.read([_laid(tmp_path, text)])
    assert imported.notes()[0].startswith("constituents.csv:14: contains bytes that are not text in the encoding of the file")


def test_a_line_or_a_packed_file_without_measure_is_a_limit_with_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "LONGEST", 10_000)
    with pytest.raises(LimitError, match=r"constituents.csv:2: is longer than 10,000 characters"):
        sp500.read([_laid(tmp_path, "Symbol,Security\n" + "x" * 30_000)])
    monkeypatch.setattr(unpacking, "SMALL", 10_000)
    bomb = gzip.compress(b"Symbol,Security\n" + (b" " * 5_000 + b"\n") * 4_000)
    with pytest.raises(LimitError, match="unpacks to more than 200 times its size"):
        sp500.read([_laid(tmp_path, bomb)])


@pytest.mark.slow
def test_a_line_of_300_mb_is_refused_in_little_memory(tmp_path: Path) -> None:
    import resource
    import subprocess
    import sys

    paths = [tmp_path / "line.jsonl", tmp_path / "line.csv"]
    for path in paths:
        with path.open("wb") as file:
            file.write(b'{"id": "' if path.suffix == ".jsonl" else b"Symbol,Security\n")
            for _ in range(300):
                file.write(b"x" * 1_000_000)
    for name, path in zip(("ror", "sp500"), paths, strict=True):
        done = subprocess.run(
            [sys.executable, "-m", "techatlas", "import", name, path, "-o", tmp_path / "made"],
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (600_000_000, 600_000_000)),
            capture_output=True,
            text=True,
        )
        assert done.returncode == 4 and "16,000,000 characters" in done.stderr, done.stderr


def test_records_are_read_from_lines_arrays_and_one_after_the_other(tmp_path: Path) -> None:
    rows = [json.loads(line) for line in (FILES / "ror.jsonl").read_text(encoding="utf-8").splitlines()]
    expected = ror.read([FILES / "ror.jsonl"])
    for text in (
        json.dumps(rows),
        json.dumps(rows, indent=2),
        "\n\n".join(json.dumps(row, indent=1) for row in rows),
        "\ufeff" + "\r\n".join(json.dumps(row, ensure_ascii=False) for row in rows),
    ):
        assert ror.read([_laid(tmp_path, text, "ror.json")]) == expected
    assert ror.read([_zipped(tmp_path, {"v2.0-ror-data.json": json.dumps(rows).encode(), "v2.0-ror-data.csv": b""})]) == expected


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty"),
        ("7", "is not JSON with records"),
        ('[{"id": 1}', "ends within the array"),
        ('[{"id": 1} {"id": 2}]', "a comma is missing"),
        ('[{"id": 1}, {"id" 2}]', "is not JSON"),
        ('{"id": 1}\n{"id": 2', "is not JSON"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_json_that_is_damaged_as_a_whole_is_refused_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(DataError, match=said) as error:
        list(records(Imported({}), _laid(tmp_path, text, "x.json")))
    assert str(error.value).startswith("x.json:")


def test_a_line_that_is_not_json_is_left_out_of_many(tmp_path: Path) -> None:
    lines = [f'{{"id": {n}}}' for n in range(70)]
    lines[2], lines[5], lines[8], lines[9] = '{"id" 3}', '{"id": 1, "id": 2}', "[" * 50_000, '{"id": ' + "9" * 5_000 + "}"
    imported = Imported({})
    found = [line for line, _ in records(imported, _laid(tmp_path, "\n".join(lines) + "\n", "x.jsonl"), ["id"])]
    assert len(found) == 67 and [fault.line for fault in imported.odd] == [3, 6, 9]
    assert "gives a key twice" in imported.odd[1].message


def test_a_source_given_too_few_or_too_many_files_says_which_it_needs(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="eto needs 5 or 10 files, in this order"):
        run("eto", [FILES / "iea.csv"], tmp_path)


def test_a_table_without_rows_is_told_and_writes_nothing(tmp_path: Path) -> None:
    path = _laid(tmp_path, (FILES / "iea.csv").read_text(encoding="utf-8").splitlines()[0] + "\n", "iea.csv")
    with pytest.raises(DataError, match=r"iea.csv: has no row that the atlas takes"):
        run("iea-ev", [path], tmp_path / "made")
    assert not (tmp_path / "made").exists()


def test_the_english_list_of_filers_gives_the_same_firms_and_no_persons(tmp_path: Path) -> None:
    english = FILES / "edinet-english.csv"
    packed = _zipped(tmp_path, {"EdinetcodeDlInfo.csv": english.read_bytes()})
    for path in (english, packed, _laid(tmp_path, english.read_text(encoding="cp932"))):
        (imported,) = edinet.read([path])
        assert (imported.collection["id"], imported.collection["published"]) == ("edinet-2025-09", "2025-09-20")
        assert imported.entities[0] == edinet.read([FILES / "edinet.csv"])[0].entities[0]
        assert [row["id"] for row in imported.entities] == ["edinet-e00001", "edinet-e00007"]
        assert imported.skipped == {"natural person": 1}


def test_a_record_that_is_no_firm_of_its_own_is_counted_by_its_status() -> None:
    (imported,) = gleif.read([FILES / "lei-status.csv"])
    assert [row["label_en"] for row in imported.entities][:4] == ["Firm 0", "Firm 1", "Firm 2", "Firm 20"]
    assert imported.skipped == {
        "duplicate of another record": 1,
        "record annulled, issued in error": 1,
        "entity ceased, record retired": 1,
        "entity merged into another": 1,
        "record cancelled before it was issued": 1,
        "record transferred, kept by another issuer": 1,
        "entity inactive": 1,
        "odd row: Registration.RegistrationStatus": 1,
    }
    assert "note" not in imported.collection and "no status" in gleif.read([FILES / "lei.csv"])[0].collection["note"]


def test_a_country_that_has_ceased_is_its_one_successor_or_none() -> None:
    (imported,) = gleif.read([FILES / "lei-status.csv"])
    assert [row["country"] for row in imported.entities[3:]] == ["TL", "", "GB", "GR", "", ""]


def test_legal_entities_are_read_as_json_of_the_golden_copy_and_of_the_api(tmp_path: Path) -> None:
    (expected,) = gleif.read([FILES / "lei.csv"])
    golden = (FILES / "lei.json").read_bytes()
    bare = json.dumps(json.loads(golden)["records"])
    packed = _zipped(tmp_path, {"20251001-gleif-goldencopy-lei2-golden-copy.json": golden})
    for path in (FILES / "lei.json", FILES / "lei-api.json", packed, _laid(tmp_path, bare, "lei.json")):
        (imported,) = gleif.read([path])
        assert (imported.entities, imported.skipped) == (expected.entities, expected.skipped)


def test_research_organisations_of_schema_1_are_those_of_schema_2(tmp_path: Path) -> None:
    older = FILES / "v1.17-2022-12-16-ror-data.json"
    (imported,), (newer,) = ror.read([older]), ror.read([FILES / "ror.jsonl"])
    assert (imported.entities, imported.skipped) == (newer.entities, newer.skipped)
    assert imported.collection["published"] == "2022-12-16"
    with pytest.raises(DataError, match="does not give the date of the edition"):
        ror.read([_laid(tmp_path, older.read_bytes(), "ror.json")])


def test_a_table_keeps_its_other_columns_by_name_in_any_order(tmp_path: Path) -> None:
    path = _laid(tmp_path, "Date added,Founded,Security,Symbol\n1999-05-01,1,Firm,AA\n")
    assert list(table(Imported({}), path, ["Symbol", "Security"])) == [
        (2, {"Date added": "1999-05-01", "Founded": "1", "Security": "Firm", "Symbol": "AA"})
    ]
