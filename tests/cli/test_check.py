"""Warnings of ``check``: printed and counted, and a fault only where that is asked for."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

import techatlas
from techatlas.cli import main

TINY = Path(__file__).parents[1] / "tiny"
HEAD = "id,kind,label_en,label_ja,country\n"


def folder(place: Path, *rows: str) -> Path:
    data = Path(shutil.copytree(TINY, place / "data"))
    (data / "things" / "case.csv").write_text(HEAD + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return data


@pytest.mark.parametrize(
    ("rows", "last"),
    [
        (["a-firm,Company,=A,エー,JP"], "No faults, 1 warning."),
        (["a-firm,Company,=A,エー,JP", "b-firm,Company,S\u043eny,ビー,JP"], "No faults, 2 warnings."),
    ],
)
def test_warnings_are_printed_and_counted_and_fail_only_where_that_is_asked_for(rows, last, tmp_path):
    data = folder(tmp_path, *rows)
    done = CliRunner().invoke(main, ["check", str(data)])
    assert (done.exit_code, done.stderr.splitlines()[-1]) == (0, last)
    assert done.stderr.splitlines()[0] == (
        'Warning: things/case.csv:2:3: label_en "=A": begins like a formula, which a spreadsheet would run'
        " → write '=A; the apostrophe is not read"
    )
    strict = CliRunner().invoke(main, ["check", str(data), "--strict"])
    assert (strict.exit_code, strict.stderr) == (1, done.stderr)


def test_warnings_stand_beside_faults(tmp_path):
    data = folder(tmp_path, "a-firm,Company,=A,エー,JP", "b-firm,Company,B,,XX")
    done = CliRunner().invoke(main, ["check", str(data)])
    assert (
        done.exit_code == 1
        and done.stderr.startswith("Warning: things/case.csv:2:3:")
        and "Error: things/case.csv:3:" in done.stderr
    )
    with pytest.raises(techatlas.DataError) as caught:
        techatlas.open(data).check()
    assert [warning.line for warning in caught.value.warnings] == [2]
